"""Files that only the server's own user may read, replaced whole or not at all."""

import os
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, mode 0600 whatever was there, and return once it is on the disk; raises OSError."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")  # several servers may share a folder
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder of mode 0700, and those above it, where they are missing, for good; raises OSError."""
    if folder.is_dir():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Return once the names in a folder are on the disk: without it a power cut takes a new file away. Raises OSError.

    Windows has no such thing, and keeps names by itself.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def destroy(path: Path) -> None:
    """Overwrite a file and remove it; without one it changes nothing. Raises OSError.

    A disk that wears evenly may keep the old bytes all the same, as may a backup.
    """
    if not path.exists():
        return
    with path.open("r+b") as file:
        file.write(os.urandom(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    sync_folder(path.parent)
