"""Putting an unpacked community into place: rows first, and the keys, which make a folder a community, last."""

import os
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import apsw

from server_stub import private
from server_stub.archive.rows.base import WrongDatabase
from server_stub.archive.sealed.records import Manifest
from server_stub.archive.sealed.staging import DATABASE
from server_stub.archive.sealed.unpacking import STAGE, Opening, Unpacked, discard, unpack
from server_stub.archive.watching import Watch
from server_stub.config import ServerConfig
from server_stub.descriptor import FILE as DESCRIPTOR_FILE
from server_stub.profile import FILE as PROFILE_FILE
from server_stub.secrets import FOLDER as SECRETS_FOLDER
from server_stub.secrets import Secrets, load_secrets
from server_stub.store.opening import FILE as ADDRESS_FILE
from server_stub.store.opening import remember, sqlite_path
from server_stub.transport import replay
from server_stub.upkeep import alone

PutRows = Callable[[Unpacked], Awaitable[None]]
"""Puts the rows of an unpacked backup where they shall be, all or none."""

_OURS = (PROFILE_FILE, DESCRIPTOR_FILE, DATABASE, ADDRESS_FILE, replay.FILE)
_UNIMPORTANT = (STAGE, alone.FILE)


class NotEmpty(Exception):
    """There is something where the community should go; nothing was changed."""


class OtherCommunity(Exception):
    """The folder holds another community than the backup; nothing was changed."""


async def restore(
    opening: Opening,
    config: ServerConfig,
    *,
    replace: bool,
    put_rows: PutRows | None,
    watch: Watch,
) -> Manifest:
    """Bring the community of a backup into the folder and database that `config` names.

    `put_rows`: how its rows get into a database that is no file. Without `replace` the folder must be empty. With it,
    the folder may hold the same community, whose server must not run: its rows are replaced, and keys, profile and
    descriptor stay, which are as new as the backup's or newer. Raises NotEmpty, OtherCommunity, AlreadyServed, and what
    unpack raises.
    """
    data = config.data
    known = load_secrets(data) if (data / SECRETS_FOLDER).exists() else None
    if known is None:
        _clear_attempt(data)
    file = sqlite_path(config)
    if (known is None or not replace) and (_things_in(data) or (file is not None and file.exists())):
        raise NotEmpty
    lock: AbstractContextManager[None] = nullcontext() if known is None else alone.hold(data)
    with lock:
        try:
            unpacked = await unpack(opening, data, watch)
            if known is not None and known.server_id != unpacked.secrets.server_id:
                raise OtherCommunity
            await _put_in_place(unpacked, config, known, put_rows)
        finally:
            if (data / SECRETS_FOLDER).exists() or not _things_in(data):
                discard(data)
    return unpacked.manifest


async def rehearse(opening: Opening, data: Path, watch: Watch) -> Manifest:
    """Unpack and check a backup inside the folder `data` as restore does, and leave nothing; raises as unpack does."""
    if not (data / SECRETS_FOLDER).exists():
        _clear_attempt(data)
    try:
        return (await unpack(opening, data, watch)).manifest
    finally:
        discard(data)


async def _put_in_place(
    unpacked: Unpacked, config: ServerConfig, known: Secrets | None, put_rows: PutRows | None
) -> None:
    data = config.data
    if put_rows is not None:
        await put_rows(unpacked)
    else:
        _put_database(unpacked, sqlite_path(config) or config.database)
    if config.database_url is not None:
        await remember(data, config.database_url)
    replay.begin(data, time.time())  # nothing that was sent to the community before counts again
    if known is None:
        _put_files(unpacked, data)
    else:
        _add_owner_keys(unpacked, known)


def _put_database(unpacked: Unpacked, target: Path) -> None:
    _require_closed(target)
    private.make_folder(target.parent)
    os.replace(unpacked.database, target)
    private.sync_folder(target.parent)


def _require_closed(database: Path) -> None:
    """Let SQLite put away its write-ahead log, which would be taken for the new file's."""
    log = database.with_name(database.name + "-wal")
    if database.exists():
        connection = apsw.Connection(str(database))
        try:
            connection.pragma("journal_mode", "delete")  # which takes that nobody else has it open
        except apsw.Error:
            raise WrongDatabase("somebody uses the database; stop the server first") from None
        finally:
            connection.close(True)
    if log.exists() and log.stat().st_size:
        raise WrongDatabase(f"{log.name} is there without its database; move it away first")


def _put_files(unpacked: Unpacked, data: Path) -> None:
    secrets = unpacked.folder / SECRETS_FOLDER
    for folder in (secrets, *(path for path in secrets.rglob("*") if path.is_dir())):
        private.sync_folder(folder)  # every key by its name, before it counts as there
    for name in (PROFILE_FILE, DESCRIPTOR_FILE, SECRETS_FOLDER):
        if (unpacked.folder / name).exists():
            os.replace(unpacked.folder / name, data / name)
    private.sync_folder(data)


def _add_owner_keys(unpacked: Unpacked, known: Secrets) -> None:
    have = set(known.owned_circles())
    for circle in unpacked.secrets.owned_circles():
        key = unpacked.secrets.owner(circle)
        if circle not in have and key is not None:
            known.keep_owner(circle, key)


def _things_in(data: Path) -> list[str]:
    return [path.name for path in data.iterdir() if path.name not in _UNIMPORTANT] if data.exists() else []


def _clear_attempt(data: Path) -> None:
    """Remove what an attempt that was killed has put into place: it began with nothing there but its stage."""
    if (data / STAGE).exists():
        for name in _OURS:
            (data / name).unlink(missing_ok=True)
            for half_written in data.glob(f"{name}.*new"):
                half_written.unlink()
