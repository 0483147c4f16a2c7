"""Files of the store: private from the first byte, replaced whole or not at all, one program at a time."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path
from typing import Final

from heimo_tui.core.errors import StoreProblem, StoreReason

DATABASE_NAME: Final = "heimo.db"
KEYFILE_NAME: Final = "heimo.key"
_NEW_SUFFIX: Final = ".new"
_WINDOWS_LOCK_NAME: Final = "heimo.lock"

_FULL = (errno.ENOSPC, errno.EDQUOT)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)


def store_problem(error: OSError) -> StoreProblem:
    """Say an operating system's error in ours: FULL, READ_ONLY or FAILED."""
    if error.errno in _FULL:
        return StoreProblem(StoreReason.FULL)
    if error.errno in _DENIED:
        return StoreProblem(StoreReason.READ_ONLY)
    return StoreProblem(StoreReason.FAILED, detail=errno.errorcode.get(error.errno or 0, ""))


def make_private_directory(directory: Path) -> None:
    """Make the data directory, or take others' access to it away (0700)."""
    try:
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.name == "posix":
            directory.chmod(0o700)
    except OSError as error:
        raise store_problem(error) from error


def make_private_file(path: Path) -> None:
    """Take others' access to an existing file away (0600)."""
    if os.name == "posix":
        try:
            path.chmod(0o600)
        except OSError as error:
            raise store_problem(error) from error


def write_private(path: Path, data: bytes) -> None:
    """Put `data` at `path` with mode 0600: after a crash either the old or the new content is there, whole."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_NEW_SUFFIX}")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(fresh, path)
            sync_directory(path.parent)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise store_problem(error) from error


def sync_directory(directory: Path) -> None:
    """Make renames and removals in a directory last through a power cut, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def leftovers(directory: Path) -> list[Path]:
    """Files that a crash in `write_private` may have left behind."""
    return sorted(directory.glob(f".heimo*{_NEW_SUFFIX}"))


class DirectoryLock:
    """Holds a data directory for one running program; a killed program lets go by itself."""

    def __init__(self, directory: Path) -> None:
        """Take the lock; raises `StoreProblem(IN_USE)` when another program holds it."""
        self._descriptor = _open_for_lock(directory)
        try:
            _lock(self._descriptor)
        except OSError:
            os.close(self._descriptor)
            raise StoreProblem(StoreReason.IN_USE) from None

    def release(self) -> None:
        """Let go; a second time does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _open_for_lock(directory: Path) -> int:
    try:
        if os.name == "posix":
            # the directory itself is locked, so that no third file has to lie in it (PROTOCOL 18.1)
            return os.open(directory, os.O_RDONLY)
        return os.open(directory / _WINDOWS_LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise store_problem(error) from error


def _lock(descriptor: int) -> None:
    if os.name == "posix":
        import fcntl  # noqa: PLC0415 - not on Windows

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        import msvcrt  # noqa: PLC0415 - only on Windows

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # only on Windows


def remove_file(path: Path) -> None:
    """Empty a file and unlink it; a missing one is no error."""
    with contextlib.suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.truncate(0)
            os.fsync(file.fileno())
        path.unlink()
