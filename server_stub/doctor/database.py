"""Is the database whole, safe, and of this program's form? It is only read: nothing is brought to a newer form here."""

import ipaddress
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import apsw

from server_stub.config import ServerConfig
from server_stub.doctor.finding import Finding, broken, fine, look
from server_stub.store.base import StoreUnavailable, UnsafeStore
from server_stub.store.opening import postgres_address, sqlite_path
from server_stub.store.sqlite.connection import connect, require_safe_library
from server_stub.store.sqlite.migrate import migrations
from server_stub.store.steps import MOVED

TOPIC = "database"
_QUICK_BYTES = 2 * 2**30
_APART_SECONDS = 5.0
_RESTORE = "Bring back the newest backup: `heimo-server restore`. `heimo-server verify` says what is left."
_NEWER = (
    "Install the version that made it, or newer; to go back to this one, restore the backup from before the upgrade."
)
_MOVED = (
    "The community moved to another database, or is on its way: name that one, or let `heimo-server migrate` go on."
)
_OLDER = "Make a backup; the server brings it to the new form when it starts."


async def check(config: ServerConfig) -> AsyncIterator[Finding]:
    """Look at the database that these settings name."""
    try:
        path, address = sqlite_path(config), postgres_address(config)
    except UnsafeStore as problem:
        yield broken(TOPIC, f"{problem}.", "Correct --database, or the file `database` in the data folder.")
        return
    if path is not None:
        for finding in _sqlite(path):
            yield finding
    elif address is not None:
        async for found in _postgres(address):
            yield found


def _sqlite(path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield broken(TOPIC, "There is no database file.", _RESTORE)
        return
    try:
        require_safe_library()
        connection = connect(path, readonly=True)
    except UnsafeStore as problem:
        yield broken(TOPIC, f"{problem}.", "Install the program anew: its packages bring a newer SQLite.")
        return
    except StoreUnavailable as problem:
        yield broken(TOPIC, f"{problem}.", "See that the server's user can open the file; else restore a backup.")
        return
    try:
        yield from _whole(connection, path)
    except apsw.Error as problem:
        yield broken(TOPIC, f"The file is damaged ({type(problem).__name__}).", _RESTORE)
    finally:
        connection.close(True)


def _whole(connection: apsw.Connection, path: Path) -> Iterator[Finding]:
    yield from _version(int(connection.execute("SELECT max(version) FROM schema_versions").get or 0))
    if path.stat().st_size > _QUICK_BYTES:
        yield fine(TOPIC, "SQLite; large, so its pages were not all read. `heimo-server verify` does.")
    elif connection.execute("PRAGMA quick_check(1)").get == "ok":
        yield fine(TOPIC, "SQLite, and every page of it can be read.")
    else:
        yield broken(TOPIC, "The file is damaged.", _RESTORE)


def _version(done: int) -> Iterator[Finding]:
    newest = migrations()[-1].version
    if done > newest:
        mend = _MOVED if done >= MOVED else _NEWER
        yield broken(TOPIC, f"It has form {done}, and this program knows {newest}.", mend)
    elif done < newest:
        yield look(TOPIC, f"It has form {done}, and this program uses {newest}.", _OLDER)


async def _postgres(address: str) -> AsyncIterator[Finding]:
    try:
        from server_stub.store.postgres.connection import (  # noqa: PLC0415 — an extra that SQLite does not need
            connect,
            require_safe_server,
        )
    except ImportError:
        yield broken(TOPIC, "PostgreSQL needs more packages.", 'pip install "heimo[postgres]"')
        return
    try:
        connection = await connect(address)
    except (UnsafeStore, StoreUnavailable) as problem:
        yield broken(TOPIC, f"{problem}.", "See that PostgreSQL runs, and lets this user into this database.")
        return
    try:
        try:
            await require_safe_server(connection)
            yield fine(TOPIC, f"PostgreSQL {connection.get_server_version().major}, which keeps what it commits.")
        except UnsafeStore as problem:
            yield broken(TOPIC, f"{problem}.", "Correct postgresql.conf, and restart PostgreSQL.")
        if await connection.fetchval("SELECT to_regclass('schema_versions') IS NULL"):
            yield broken(TOPIC, "No community is in this database.", _RESTORE)
        else:
            for finding in _version(await connection.fetchval("SELECT max(version) FROM schema_versions") or 0):
                yield finding
        before = time.time()
        there = float(await connection.fetchval("SELECT extract(epoch FROM clock_timestamp())"))
        if not before - _APART_SECONDS <= there <= time.time() + _APART_SECONDS:
            yield look(
                "time", "PostgreSQL's clock and this machine's differ.", "Let both keep their time by the network."
            )
        closed = await connection.fetchval("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        if not closed and not is_near(urlsplit(address).hostname):
            mend = "Add ?sslmode=verify-full to the address, and give PostgreSQL a certificate."
            yield broken(TOPIC, "Rows travel to PostgreSQL over the network in the clear.", mend)
    finally:
        await connection.close()


def is_near(host: str | None) -> bool:
    """Whether a host is this machine: a Unix socket, localhost or a loopback address."""
    if host is None or host == "localhost" or host.startswith("/"):
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False
