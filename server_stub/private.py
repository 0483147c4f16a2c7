"""Files that only the server's own user may read, replaced whole or not at all."""

import os
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, mode 0600 whatever was there, and return once it is on the disk; raises OSError."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
