"""Moves a community that lives from an SQLite file into PostgreSQL.

Round after round, while its server runs, what is missing or different there is put there: each round begins with what
the one before has not seen, so each has less to do. Then nobody can write for the time of a last round, in which the
file's write lock is held. After it both databases are the same row by row, and every circle's log has the same head;
the file is closed for good, and only then the other database is given to servers, and the folder names it.

An attempt that ends anywhere is gone on with by beginning again: what is there already is not put again.
"""

import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec

from server_stub.archive.moving.differences import Asking, Difference, Streaming, differences
from server_stub.archive.moving.source import locked
from server_stub.archive.moving.target import Target
from server_stub.archive.rows.base import Rows, WrongDatabase
from server_stub.archive.rows.sqlite import snapshot
from server_stub.archive.rows.tables import newest_schema
from server_stub.archive.watching import Watch

FEW = 500
"""Rows that a last round may take: nobody notices the time."""

_ROUNDS = 8
_LAST_ROUNDS = 4
_TOGETHER = 2000
"""Rows that are put in one transaction, so that little is lost when an attempt ends."""


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """How it went: rows there are, rounds while all went on, and for how many seconds nobody could write."""

    rows: int
    circles: int
    rounds: int
    closed_seconds: float


class Move:
    """A move of the community `server_id` from the file `source` into `target`."""

    def __init__(self, source: Path, target: Target, server_id: bytes, watch: Watch) -> None:
        self._source = source
        self._target = target
        self._server_id = server_id
        self._watch = watch

    async def run(self, switch: Callable[[], Awaitable[None]]) -> Moved:
        """Move; `switch` lets servers find the new database. Raises WrongDatabase, UnsafeStore or StoreUnavailable."""
        await self._target.prepare(self._server_id)
        await self._target.require_free(or_whole=True)
        rounds = await self._approach()
        with locked(self._source) as file:
            closed_at = time.monotonic()
            for _ in range(_LAST_ROUNDS):
                if await self._last_round(file.rows) == 0:
                    break
            else:
                raise WrongDatabase("the two databases do not become the same; nothing was switched")
            circles = await self._compare_heads(file.rows)
            total = sum((await file.rows.counts()).values())
            file.close_for_good()
            await self._target.end()
            await switch()
            closed = time.monotonic() - closed_at
        return Moved(rows=total, circles=circles, rounds=rounds, closed_seconds=closed)

    async def _approach(self) -> int:
        """Bring nearly everything over while people write; returns how many rounds it took."""
        for number in range(1, _ROUNDS + 1):
            with snapshot(self._source) as rows:
                if rows.schema != newest_schema():
                    raise WrongDatabase("the database is from an older version; start the server once, then try again")
                await self._require_not_ahead(rows)
                await self._target.begin(self._server_id)
                await self._target.look_again()
                if await self._round(rows, f"Round {number}") <= FEW:
                    return number
        return _ROUNDS

    async def _round(self, rows: Rows, label: str) -> int:
        """Put what differs while it is found; returns how many rows that were."""
        put = _Putting(self._target)
        with self._watch(label, sum((await rows.counts()).values())) as progress:
            for table in rows.tables:
                async for taken, difference in differences(rows, Asking(self._target.rows, table), table):
                    progress(taken)
                    if difference is not None:
                        put.take(difference)
                        await put.some()
        await put.all()
        return put.count

    async def _last_round(self, rows: Rows) -> int:
        """Find all that differs, and put it then, together; returns how many rows that were."""
        put = _Putting(self._target)
        with self._watch("Last round", sum((await rows.counts()).values())) as progress:
            async with self._target.reading() as theirs:
                for table in rows.tables:
                    async for taken, difference in differences(rows, Streaming(theirs, table), table):
                        progress(taken)
                        if difference is not None:
                            put.take(difference)
        await put.all()
        return put.count

    async def _require_not_ahead(self, rows: Rows) -> None:
        ours = await _heads(rows)
        for circle, (seq, _) in (await self._their_heads()).items():
            if seq > ours.get(circle, (seq, b""))[0]:
                raise WrongDatabase("people have written in that database since; nothing was changed")

    async def _compare_heads(self, rows: Rows) -> int:
        ours = await _heads(rows)
        if ours != await self._their_heads():
            raise WrongDatabase("the logs' heads differ; nothing was switched")
        return len(ours)

    async def _their_heads(self) -> dict[bytes, tuple[int, bytes]]:
        async with self._target.reading() as rows:
            return await _heads(rows)


class _Putting:
    """Collects what differs and puts it; removals wait for the end, when all else is there."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._waiting: list[Difference] = []
        self._gone: list[Difference] = []
        self._waits = 0
        self.count = 0

    def take(self, difference: Difference) -> None:
        """Take another difference."""
        self.count += difference.size
        self._waits += difference.size
        self._waiting.append(difference)

    async def some(self) -> None:
        """Put what waits where that is much, but for removals."""
        if self._waits >= _TOGETHER:
            await self._put(self._waiting, remove=False)
            self._gone += [msgspec.structs.replace(one, changed=[], new=[]) for one in self._waiting if one.gone]
            self._waiting, self._waits = [], 0

    async def all(self) -> None:
        """Put the rest."""
        await self._put([*self._gone, *self._waiting], remove=True)

    async def _put(self, changes: list[Difference], *, remove: bool) -> None:
        if changes:
            async with self._target.transaction():
                await self._target.apply(changes, remove=remove)


async def _heads(rows: Rows) -> dict[bytes, tuple[int, bytes]]:
    (table,) = (table for table in rows.tables if table.name == "circle_heads")
    circle, seq, head = (table.columns.index(column) for column in ("circle", "head_seq", "head"))
    return {row[circle]: (row[seq], row[head]) async for batch in rows.read(table) for row in batch}
