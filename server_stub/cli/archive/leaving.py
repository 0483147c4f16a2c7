"""Commands by which a community goes elsewhere: migrate and export."""

import asyncio
from pathlib import Path

import click

from server_stub.archive.rows.opening import needing_postgres
from server_stub.cli.archive.progress import watching
from server_stub.cli.common import EXIT_CODES, Output, options
from server_stub.community.found import keys_of
from server_stub.config import ServerConfig
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
        async with open_target(target) as opened:
            move = Move(path, opened, secrets.server_id, watching(out))
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
