"""Commands by which a community goes elsewhere: migrate and export."""

import asyncio
from pathlib import Path

import click

from server_stub.archive.export import Export
from server_stub.archive.rows.opening import needing_postgres, open_rows
from server_stub.cli.archive.progress import watching
from server_stub.cli.common import EXIT_CODES, Output, database_option, options
from server_stub.cli.find import circle_of
from server_stub.community.found import keys_of, opened
from server_stub.config import ServerConfig
from server_stub.profile import load_profile
from server_stub.store.opening import postgres_address, remember, remembered, require_address, sqlite_path


@click.command(epilog=EXIT_CODES)
@click.option("--from", "origin", metavar="ADDRESS", help="The database to leave.  [default: what the folder names]")
@click.option(
    "--to", "target", metavar="ADDRESS", required=True, help="An empty database: postgresql://USER@HOST/NAME."
)
@options
def migrate(data: Path, out: Output, origin: str | None, target: str) -> None:
    """Move a living community from SQLite into PostgreSQL.

    People can write for nearly all of the time; nobody can for a moment at the end. The server ends then, to be started
    again with the new database. What was interrupted goes on when the command is given again.
    """
    secrets = keys_of(data)
    require_address(target)
    with needing_postgres():
        from server_stub.archive.moving.move import Move, Moved  # noqa: PLC0415 — an extra that SQLite does not need
        from server_stub.archive.moving.target import open_target  # noqa: PLC0415 — as above
    if postgres_address(ServerConfig(data=data, database_url=target)) is None:
        out.refuse("A community moves into PostgreSQL with this command; the other way, use backup and restore.")
    if remembered(data) == target.strip():
        out.refuse("The community is in that database already.")
    path = sqlite_path(ServerConfig(data=data, database_url=origin))
    if path is None:
        out.refuse("A community moves out of SQLite with this command; from PostgreSQL, use backup and restore.")
    if not path.exists():
        out.refuse("There is no such database to move.")

    async def work() -> Moved:
        async with open_target(target) as database:
            move = Move(path, database, secrets.server_id, watching(out))
            return await move.run(lambda: remember(data, target))

    moved = asyncio.run(work())
    out.say(
        f"The community is in PostgreSQL: {moved.rows} rows, {moved.circles} circles whose logs end as they did.",
        f"Nobody could write for {moved.closed_seconds:.1f} seconds. A server that runs ends now; start it again.",
        f"{path} is closed, and nothing is erased from it any more: remove it once all is well.",
        rows=moved.rows,
        circles=moved.circles,
        rounds=moved.rounds,
        closed_seconds=round(moved.closed_seconds, 3),
    )


@click.command(epilog=EXIT_CODES)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--circle", "circles", multiple=True, help="Only this circle, by its name or mark; may be repeated.")
@database_option
@options
def export(data: Path, database: str | None, out: Output, file: Path, circles: tuple[str, ...]) -> None:
    """Write what members can read into the new ZIP FILE, in an open format, for a community that leaves Heimo.

    It is not encrypted, and holds no keys, no accounts and no messages. To take a community to another machine as it
    is, use backup and restore.
    """
    secrets, profile = keys_of(data), load_profile(data)

    async def work() -> int:
        only = await _circles(data, database, out, circles)
        async with open_rows(ServerConfig(data=data, database_url=database)) as rows:
            writing = Export(rows, name=profile.name, root=secrets.root_public, server_id=secrets.server_id, only=only)
            return await writing.write(file, watching(out))

    count = asyncio.run(work())
    out.say(
        f"{file} holds {count} entries, with their signatures; README.txt in it tells how to read it.",
        "It is not encrypted: whoever gets it can read what members could.",
        file=str(file),
        entries=count,
    )


async def _circles(data: Path, database: str | None, out: Output, wanted: tuple[str, ...]) -> set[bytes] | None:
    """The ids of the circles that were named, None where none was."""
    if not wanted:
        return None
    async with opened(data, database) as host:
        return {(await circle_of(host, out, one)).id for one in wanted}
