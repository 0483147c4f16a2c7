"""File systems of a test's own: one that is soon full, one that turns read-only as a broken disk does."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system in memory of this size, mounted at `folder`; the test is skipped where none may be mounted."""
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        _unmount(folder)


@contextmanager
def breaking_disk(folder: Path, megabytes: int) -> Iterator[tuple[Path, Callable[[], None]]]:
    """An ext4 file system in a file, and what makes the kernel find it broken: it turns read-only, as by default.

    The test is skipped where it cannot be made.
    """
    image = folder.with_suffix(".img")
    with image.open("wb") as file:
        file.truncate(megabytes * 2**20)
    _run("mkfs.ext4", "-q", "-F", "-e", "remount-ro", str(image))
    folder.mkdir()
    _mount("-o", "loop", str(image), str(folder))
    try:
        device = _run("findmnt", "-n", "-o", "SOURCE", str(folder)).strip().removeprefix("/dev/")
        trigger = Path(f"/sys/fs/ext4/{device}/trigger_fs_error")
        if not trigger.exists():
            pytest.skip("this kernel does not let a file system be broken")
        yield folder, lambda: _break(trigger, folder)
    finally:
        _unmount(folder)
        image.unlink()


def _break(trigger: Path, folder: Path) -> None:
    trigger.write_text("1")
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            (folder / "probe").write_bytes(b"x")
        except OSError:
            return
        time.sleep(0.05)
    raise AssertionError("the file system still takes what is written")


def _mount(*words: str) -> None:
    done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this user may not mount a file system: {done.stderr.strip()}")


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", str(folder)], check=True)


def _run(*words: str) -> str:
    try:
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        pytest.skip(f"there is no {words[0]} here")
