"""What came since one was last here, over all circles of the current community; made on this device when asked for."""

from __future__ import annotations

from heimo_tui.core.digest import Concern, Digest, NewsView, by_concern
from heimo_tui.core.views import PostView, ThreadRow
from heimo_tui.services.helping import Helping
from heimo_tui.services.house import House
from heimo_tui.services.reading.ledgers import Ledger
from heimo_tui.services.reading.shelf import Shelf
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.vault.tables import Tables

REPLIES = 3
"""New replies told of each thread; the rest is a "more", never a number."""
WAITING = 3
"""Of those who wait; the place for all of them is one key away."""
_THREADS = 20


class Digests:
    """Makes digests; nothing is kept of them."""

    def __init__(self, house: House, sync: LogSync, helping: Helping) -> None:
        self._house = house
        self._sync = sync
        self._helping = helping

    async def since_left(self) -> Digest:
        """Threads with new replies in which one wrote, then a few who wait."""
        return Digest(await self.news(), await self._helping.waiting(WAITING))

    async def news(self) -> tuple[NewsView, ...]:
        """The threads alone; empty where nothing new was said to the reader."""
        if self._house.current is None:
            return ()
        place = await self._house.place()
        rows = await self._house.open_vault().read(lambda tables: tables.circles.of(place.id))
        ledgers = {row.circle_id: await self._sync.ledger(row.circle_id) for row in rows}

        def work(tables: Tables) -> tuple[NewsView, ...]:
            found = [news for circle, ledger in ledgers.items() for news in self._of(tables, circle, ledger)]
            return by_concern(found)[:_THREADS]

        return await self._house.open_vault().read(work)

    def _of(self, tables: Tables, circle: bytes, ledger: Ledger) -> list[NewsView]:
        threads = tables.waits.with_news(circle, most=_THREADS)
        if not threads:
            return []
        hour = int(self._house.clock() // 3600)
        shelf = Shelf(tables, circle, ledger.rulings, self._house.preferences.folds, hour=hour)
        rows, never = shelf.rows(threads), shelf.never()
        found = []
        for thread in threads:
            replies = () if thread in never or thread not in rows else shelf.news(thread, REPLIES + 1)
            if replies:
                concern = _concern(tables, circle, shelf, rows[thread], replies)
                name = ledger.rulings.settings.name
                more = len(replies) > REPLIES
                found.append(NewsView(circle, name, rows[thread], replies[:REPLIES], more, concern))
        return found


def _concern(tables: Tables, circle: bytes, shelf: Shelf, row: ThreadRow, replies: tuple[PostView, ...]) -> Concern:
    if row.author.mine:
        return Concern.YOURS
    quoted = [tables.events.get(circle, post.quote.event) for post in replies if post.quote is not None]
    if any(source is not None and source.author in shelf.names.mine for source in quoted):
        return Concern.QUOTES_YOU
    return Concern.YOU_WROTE
