"""Filling an empty PostgreSQL database from an SQLite file that nobody changes, in one transaction."""

from server_stub.archive.moving.differences import Asking, differences
from server_stub.archive.moving.target import Target, open_target
from server_stub.archive.rows.base import Rows, WrongDatabase
from server_stub.archive.rows.sqlite import snapshot
from server_stub.archive.sealed.restore import PutRows
from server_stub.archive.sealed.unpacking import Unpacked
from server_stub.archive.watching import Watch


def filling(address: str, *, replace: bool, watch: Watch) -> PutRows:
    """How rows of a backup get into the database at `address`, all or none, and each one compared.

    With `replace` those that are there go. It raises WrongDatabase where something is there without.
    """

    async def put(unpacked: Unpacked) -> None:
        async with open_target(address) as target:
            await target.prepare(unpacked.secrets.server_id)
            if not replace:
                await target.require_free()
            with snapshot(unpacked.database) as rows:
                await _fill(rows, target, watch)

    return put


async def _fill(source: Rows, target: Target, watch: Watch) -> None:
    counts = await source.counts()
    with watch("Putting into PostgreSQL", 2 * sum(counts.values())) as progress:
        async with target.transaction():
            await target.clear()
            for table in source.tables:
                async for batch in source.read(table):
                    await target.load(table, batch)
                    progress(len(batch))
            await target.look_again()
            for table in source.tables:
                async for taken, difference in differences(source, Asking(target.rows, table), table):
                    if difference is not None:
                        raise WrongDatabase(f"PostgreSQL did not take all of {table.name} as it was")
                    progress(taken)
            await target.end()
