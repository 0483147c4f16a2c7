"""Founding a community in an empty data directory, and opening it again."""

import shutil
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import msgspec

from heimo_protocol.circles import CircleSettings
from server_stub.community.host import Host
from server_stub.config import ServerConfig
from server_stub.descriptor import FILE as DESCRIPTOR_FILE
from server_stub.descriptor import DescriptorBook
from server_stub.profile import FILE as PROFILE_FILE
from server_stub.profile import Profile, load_profile, require_valid, write_profile
from server_stub.secrets import FOLDER as SECRETS_FOLDER
from server_stub.secrets import Secrets, load_secrets, make_secrets
from server_stub.store.base import WriteTxn
from server_stub.store.opening import FILE as ADDRESS_FILE
from server_stub.store.opening import open_store, remember, sqlite_path, taking


class AlreadyThere(Exception):
    """The directory or the database holds a community, or a part of one; nothing was changed."""


class NotThere(Exception):
    """The directory holds no community."""


async def found(
    data: Path, profile: Profile, circles: Sequence[CircleSettings] = (), database: str | None = None
) -> int:
    """Make keys, profile, descriptor, database and the first circles; returns how many circles there are.

    `database`: where its rows shall be (server_stub.store.opening), which the folder remembers.
    All or nothing: what a failure leaves behind is removed. Raises AlreadyThere, ProfileUnreadable,
    UnsafeStore, StoreUnavailable or OSError.
    """
    require_valid(profile)
    ours = [data / name for name in (SECRETS_FOLDER, PROFILE_FILE, DESCRIPTOR_FILE)]
    config = ServerConfig(data=data, database_url=database)
    ours += _database_files(config)
    if any(path.exists() for path in ours):
        raise AlreadyThere
    if database is not None:
        ours.append(data / ADDRESS_FILE)
    try:
        return await _found(config, profile, circles)
    except BaseException:
        for path in ours:
            _remove(path)
        raise


@asynccontextmanager
async def opened(data: Path, database: str | None = None) -> AsyncIterator[Host]:
    """The host of the community in `data`, with its database open, also while the server runs.

    `database`: its address, None for the one that the folder names.
    Raises NotThere, ProfileUnreadable, UnsafeStore or StoreUnavailable.
    """
    secrets, profile = keys_of(data), load_profile(data)
    try:
        # As the server gives it, not a newer one: the running server would not know that.
        descriptor = (data / DESCRIPTOR_FILE).read_bytes()
    except FileNotFoundError:
        descriptor = DescriptorBook(data, secrets, profile).at(int(time.time() // 86_400))
    store = await open_store(ServerConfig(data=data, database_url=database), readers=1)
    try:
        yield Host(store, secrets, profile, descriptor)
    finally:
        await store.close()


def keys_of(data: Path) -> Secrets:
    """The community's keys; raises NotThere or SecretsMissing."""
    if not (data / SECRETS_FOLDER).exists():
        raise NotThere
    return load_secrets(data)


async def _found(config: ServerConfig, profile: Profile, circles: Sequence[CircleSettings]) -> int:
    data = config.data
    secrets = make_secrets(data)
    write_profile(data, profile)
    descriptor = DescriptorBook(data, secrets, profile).at(int(time.time() // 86_400))
    if config.database_url is not None:
        await remember(data, config.database_url)
    store = await open_store(config, readers=1)
    try:
        if any(msgspec.structs.astuple(await store.read(lambda txn: txn.totals()))):
            raise AlreadyThere  # a database that is no file of this folder may be another community's
        async with taking(config, secrets.server_id) as taken:
            if not taken:
                raise AlreadyThere
            await _begin_circles(Host(store, secrets, profile, descriptor), circles)
    finally:
        await store.close()
    return len(circles)


async def _begin_circles(host: Host, circles: Sequence[CircleSettings]) -> None:
    """Make the first circles, or none."""
    made: list[bytes] = []
    try:
        for settings in circles:
            made.append((await host.create_circle(settings)).id)
    except BaseException:
        for circle in made:
            await host.store.write(partial(_erase, circle))
        raise


def _erase(circle: bytes, txn: WriteTxn) -> None:
    txn.erase_circle(circle)


def _database_files(config: ServerConfig) -> list[Path]:
    path = sqlite_path(config)
    if path is None:
        return []
    return [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
