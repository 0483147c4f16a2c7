"""Writing a community into one sealed file while its server runs."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from server_stub import private
from server_stub.archive.rows.base import Rows
from server_stub.archive.sealed.records import Manifest, Packer
from server_stub.archive.sealed.sealing import seal
from server_stub.archive.watching import Progress, Watch
from server_stub.descriptor import FILE as DESCRIPTOR_FILE
from server_stub.profile import FILE as PROFILE_FILE
from server_stub.secrets import FOLDER as SECRETS_FOLDER
from server_stub.secrets import load_secrets


async def write_backup(
    rows: Rows,
    data: Path,
    target: Path,
    *,
    recipients: Sequence[str] = (),
    passphrase: str | None = None,
    watch: Watch,
) -> dict[str, int]:
    """Seal the community in `data` and its `rows` into the file `target` (0600), whole or not at all.

    Returns how many rows each table has. Raises FileExistsError, OSError, SecretsMissing, NoRecipient.
    """
    counts = await rows.counts()  # from here on the rows are what they were now
    fresh = _beside(target)
    try:
        with _private(fresh) as file, watch("Keeping", sum(counts.values())) as progress:
            source = _Source(_pieces(rows, data, counts, progress), asyncio.get_running_loop())
            await asyncio.to_thread(_seal_and_sync, source, file, recipients, passphrase)
        fresh.rename(target)
        private.sync_folder(target.parent)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return counts


def _beside(target: Path) -> Path:
    """Where the file grows until it is whole."""
    if target.exists():
        raise FileExistsError(f"{target} is there already, and was left alone")
    fresh = target.with_name(f".{target.name}.new")
    fresh.unlink(missing_ok=True)
    return fresh


def _private(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def files_of(data: Path) -> dict[str, bytes]:
    """The files that make the data folder this community, by their place in it: keys, profile and descriptor."""
    paths = [data / PROFILE_FILE, data / DESCRIPTOR_FILE, *sorted((data / SECRETS_FOLDER).rglob("*"))]
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in paths if path.is_file()}


async def _pieces(rows: Rows, data: Path, counts: dict[str, int], progress: Progress) -> AsyncIterator[bytes]:
    packer = Packer()
    yield packer.manifest(
        Manifest(
            schema=rows.schema,
            server=load_secrets(data).server_id,
            made=int(time.time() // 86_400),
            program=version("heimo"),
            counts=counts,
        )
    )
    for name, content in files_of(data).items():  # after the rows were fixed: every circle in them has its owner's key
        yield packer.file(name, content)
    for table in rows.tables:
        async for batch in rows.read(table):
            yield packer.rows(table.name, table.columns, batch)
            progress(len(batch))
    yield packer.end()


def _seal_and_sync(source: "_Source", file: BinaryIO, recipients: Sequence[str], passphrase: str | None) -> None:
    seal(source, file, recipients=recipients, passphrase=passphrase)
    file.flush()
    os.fsync(file.fileno())


class _Source:
    """Pieces that come in the event loop, read by a thread."""

    def __init__(self, pieces: AsyncIterator[bytes], loop: asyncio.AbstractEventLoop) -> None:
        self._pieces = pieces
        self._loop = loop
        self._left = b""
        self._at = 0

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes, none at the end."""
        while self._at >= len(self._left):
            piece = asyncio.run_coroutine_threadsafe(self._next(), self._loop).result()
            if piece is None:
                return b""
            self._left, self._at = piece, 0
        end = len(self._left) if size < 0 else self._at + size
        found = self._left[self._at : end]
        self._at += len(found)
        return found

    async def _next(self) -> bytes | None:
        return await anext(self._pieces, None)
