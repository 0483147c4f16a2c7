"""Write in one's own editor, on a private file that is overwritten and removed afterwards, whatever the editor did."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from heimo_tui.core.errors import BadInput

MOST_BYTES: Final = 1_000_000
"""A text longer than this is not read back."""
_USUAL: Final = ("sensible-editor", "nano", "vim", "vi")

_QUIET: Final = ("-n", "-i", "NONE", "-c", "set noundofile nobackup nowritebackup")
"""Options by which vim writes no copies into its own folders."""

Run = Callable[[list[str], Path], int]
"""Runs an editor's command on a file until it ends and gives its exit code."""


def editor_command(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The editor of $VISUAL or $EDITOR, else a usual one.

    Raises BadInput `editor_missing` where there is none.
    """
    from shutil import which  # noqa: PLC0415 - only needed when somebody asks for the editor

    named = (environment.get("VISUAL") or environment.get("EDITOR") or "").strip()
    if named:
        words = shlex.split(named)
        if words and which(words[0], path=environment.get("PATH")):
            return _quiet(words)
        raise BadInput("editor_missing", value=named)
    for usual in _USUAL:
        if found := which(usual, path=environment.get("PATH")):
            return _quiet([found])
    raise BadInput("editor_missing", value="$EDITOR")


def _quiet(command: list[str]) -> list[str]:
    return [*command, *_QUIET] if Path(command[0]).name in ("vim", "nvim") else command


def memory_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """A folder that lives in memory and not on a disk, or None where there is none that can be written."""
    for name in (environment.get("XDG_RUNTIME_DIR", ""), "/dev/shm"):  # noqa: S108 - a private folder is made in it
        if name and Path(name).is_dir() and os.access(name, os.W_OK | os.X_OK):
            return Path(name)
    return None


def edit(text: str, command: list[str], run: Run | None = None, folder: Path | None = None) -> str:
    """Let the editor change `text` and return what it saved.

    `folder` is where the private folder is made: in memory where the system has such a place.
    Raises BadInput: `editor_failed` (value: its exit code), `editor_missing`, `editor_text` where the file is
    gone, too long or not UTF-8. The file is overwritten and removed in every case.
    """
    with _private_file(text, folder or memory_folder()) as path:
        try:
            code = (run or _wait_for)(command, path)
        except OSError as problem:
            raise BadInput("editor_missing", value=command[0]) from problem
        if code != 0:
            raise BadInput("editor_failed", value=str(code))
        try:
            if path.stat().st_size > MOST_BYTES:
                raise BadInput("editor_text")
            return path.read_bytes().decode().removesuffix("\n")
        except (OSError, UnicodeDecodeError) as problem:
            raise BadInput("editor_text") from problem


def _wait_for(command: list[str], path: Path) -> int:
    return subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 - the person's own $EDITOR


@contextmanager
def _private_file(text: str, inside: Path | None) -> Iterator[Path]:
    # mkdtemp makes the folder 0700, so that swap and backup files of the editor are private too
    folder = Path(tempfile.mkdtemp(prefix="heimo-", dir=inside))
    path = folder / "draft.txt"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        yield path
    finally:
        for left in folder.rglob("*"):
            _wipe(left)
        with suppress(OSError):
            for inner in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
                inner.rmdir()
            folder.rmdir()


def _wipe(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        return
    with suppress(OSError):
        if not path.is_symlink():
            size = path.stat().st_size
            with path.open("r+b", buffering=0) as file:
                file.write(os.urandom(size))
                os.fsync(file.fileno())
        path.unlink()
