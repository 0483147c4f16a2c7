"""Checks a whole community: what SQLite finds in the file, every log, every card, every link between two rows."""

from collections.abc import Callable

from heimo_protocol.cards import open_card
from heimo_protocol.errors import Refusal
from server_stub.archive.checking.logs import AuthorHeads, CircleLog, Values
from server_stub.archive.checking.queues import QueueSums
from server_stub.archive.rows.base import Rows, WrongDatabase
from server_stub.archive.rows.tables import Link, Table, newest_schema
from server_stub.archive.watching import Progress, Watch

MOST = 50
"""Findings that are told; where there are more, something has gone wrong in a great way."""

_LOOKED_AT = ("names", "events", "author_heads", "frames", "queues")
"""The tables that may be long and are looked at row by row."""

_MORE_LINKS = (
    Link("circles", ("id",), "circle_heads", ("circle",)),
    Link("events", ("circle", "parent", "thread"), "events", ("circle", "event_id", "thread")),
    Link("reported", ("circle", "event_id"), "events", ("circle", "event_id")),
    Link("reported", ("circle", "event_id"), "reports", ("circle", "event_id")),
    Link("reports", ("circle", "event_id"), "reported", ("circle", "event_id")),
    Link("bundles", ("name", "circle"), "names", ("key", "circle")),
)
"""What must be so, and no database watches over."""


class _Check:
    """One look at everything."""

    def __init__(self, rows: Rows, server_id: bytes, progress: Progress) -> None:
        self._rows = rows
        self._server_id = server_id
        self._progress = progress
        self._tables = {table.name: table for table in rows.tables}
        self.findings: list[str] = []

    async def run(self) -> None:
        if self._rows.schema != newest_schema():
            raise WrongDatabase("the database is from an older version; the server brings it up to date at its start")
        damage = await self._rows.damage()
        if damage is not None:
            self._found(f"The database itself says: {damage}.")
            return  # whatever else could be read of it
        await self._each("names", self._check_card)
        await self._check_logs()
        sums = QueueSums(self._found)
        await self._each("frames", sums.take_frame)
        await self._each("queues", sums.take_queue)
        for link in (*(link for table in self._rows.tables for link in table.links), *_MORE_LINKS):
            if lacking := await self._rows.lacking(link):
                self._found(f"{lacking} rows of {link.table} lead to nothing in {link.target}.")

    async def _check_logs(self) -> None:
        heads = {row["circle"]: row for row in await self._all("circle_heads")}
        logs = {
            row["id"]: CircleLog(row, heads[row["id"]], self._server_id, self._found)
            for row in await self._all("circles")
            if row["id"] in heads
        }

        def take(row: Values) -> None:
            log = logs.get(row["circle"])
            if log is not None:  # else the links tell
                log.take(row)

        await self._each("events", take)
        for log in logs.values():
            log.close()
        authors = AuthorHeads(self._found, {circle: log.authors for circle, log in logs.items()})
        await self._each("author_heads", authors.take)
        authors.close()

    def _check_card(self, row: Values) -> None:
        try:
            card, _ = open_card(row["card"], server_id=self._server_id, circle=row["circle"])
        except Refusal:
            self._found(f"A name in circle {row['circle'].hex()[:8]} has a card that nobody signed.")
            return
        if (card.author, card.seq) != (row["key"], row["card_seq"]):
            self._found(f"A name in circle {row['circle'].hex()[:8]} has another one's card.")

    async def _each(self, name: str, take: Callable[[Values], None]) -> None:
        table = self._tables[name]
        async for batch in self._rows.read(table):
            for row in batch:
                take(_by_column(table, row))
            self._progress(len(batch))

    async def _all(self, name: str) -> list[Values]:
        table = self._tables[name]
        return [_by_column(table, row) async for batch in self._rows.read(table) for row in batch]

    def _found(self, what: str) -> None:
        if len(self.findings) < MOST:
            self.findings.append(what)


async def findings(rows: Rows, server_id: bytes, watch: Watch) -> list[str]:
    """What is broken in a community, in sentences without names and texts; none where all is whole.

    Raises WrongDatabase where the schema is an older one.
    """
    counts = await rows.counts()
    with watch("Verifying", sum(counts[name] for name in _LOOKED_AT if name in counts)) as progress:
        check = _Check(rows, server_id, progress)
        await check.run()
    return check.findings


def _by_column(table: Table, row: tuple[object, ...]) -> Values:
    return dict(zip(table.columns, row, strict=True))
