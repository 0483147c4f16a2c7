"""One data folder, one server, where the database is a file in it; several where they share PostgreSQL."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server_stub.transport.listening import CannotListen

FILE = "server.lock"


class AlreadyServed(CannotListen):
    """Another process serves this data folder."""


@contextmanager
def hold(data: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the folder's lock, alone or with others that share it; it ends with the process, however that ends.

    Raises AlreadyServed.
    """
    descriptor = os.open(data / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _lock(descriptor, shared=shared)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, *, shared: bool) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 — Windows only

        def take() -> None:
            if not shared:  # Windows knows no shared ones
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 — everywhere else

        def take() -> None:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)

    try:
        take()
    except OSError:
        raise AlreadyServed("another server runs on this data folder") from None
