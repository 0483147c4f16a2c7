"""Helping: who waits for somebody, in which order this helper meets them, and when it is enough for today.

All of it is worked out from the logs on this device. Nothing of it is sent, and no server counts it.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from heimo_protocol.events import Kind
from heimo_tui.core.answering import Usual
from heimo_tui.core.views import ThreadRow
from heimo_tui.core.waiting import LATELY_MINUTES, HelpingDay, Waiting, WaitingView, in_order
from heimo_tui.services.house import House, keys_of_mine
from heimo_tui.services.reading.ledgers import Ledger
from heimo_tui.services.reading.shelf import Shelf
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.services.reading.waits import usual_wait, waiting_in
from heimo_tui.services.settings import Settings
from heimo_tui.services.writing import outgoing
from heimo_tui.vault.tables import OutboxState, Tables

_DAY = 24 * 60
_DRAW = "helping:draw"
"""Setting that keeps what this helper draws lots with, so that the order of a day stays after a restart."""
_UNSENT = (OutboxState.REFUSED, OutboxState.RETURNED)


def local_offset(minutes: int) -> int:
    """Minutes east of UTC on this machine at `minutes` since 1970."""
    return (time.localtime(minutes * 60).tm_gmtoff or 0) // 60


class Helping:
    """Who waits in the current community. `offset` gives the reader's minutes east of UTC at a minute since 1970."""

    def __init__(
        self, house: House, sync: LogSync, settings: Settings, offset: Callable[[int], int] = local_offset
    ) -> None:
        self._house = house
        self._sync = sync
        self._settings = settings
        self._offset = offset

    async def waiting(self, most: int = 50) -> tuple[WaitingView, ...]:
        """Up to `most` who wait, over all circles, in the order in which this helper meets them today."""
        if self._house.current is None:
            return ()
        place = await self._house.place()
        rows = await self._house.open_vault().read(lambda tables: tables.circles.of(place.id))
        ledgers = {row.circle_id: await self._sync.ledger(row.circle_id) for row in rows}
        draw = await self._draw()

        def work(tables: Tables) -> tuple[WaitingView, ...]:
            shelves = {circle: self._shelf(tables, circle, ledger) for circle, ledger in ledgers.items()}
            found = self._in_order(tables, shelves, ledgers, draw)[:most]
            listed: dict[bytes, ThreadRow] = {}
            for circle, shelf in shelves.items():
                listed |= shelf.rows([one.thread for one in found if one.circle == circle])
            return tuple(
                WaitingView(one.circle, ledgers[one.circle].rulings.settings.name, listed[one.thread])
                for one in found
                if one.thread in listed and listed[one.thread].waiting
            )

        return await self._house.open_vault().read(work)

    def _in_order(
        self, tables: Tables, shelves: dict[bytes, Shelf], ledgers: dict[bytes, Ledger], draw: bytes
    ) -> list[Waiting]:
        now = self._minutes()
        waiting: list[Waiting] = []
        mine: set[bytes] = set()
        answered: set[bytes] = set()
        being_answered = _being_answered(tables)
        for circle, shelf in shelves.items():
            keys = keys_of_mine(tables, circle)
            mine |= keys
            lately = tables.waits.answers(circle, keys, now - LATELY_MINUTES)
            answered.update(row.asked_by for row in lately if row.asked_by is not None)
            waiting += waiting_in(tables, circle, ledgers[circle].rulings, shelf.never())
        free = [one for one in waiting if one.thread not in being_answered]
        return in_order(free, mine=mine, answered=answered, draw=draw, day_end=self._day_begins(now) + _DAY)

    async def usual(self, circle: bytes) -> Usual:
        """How long a first reply usually takes in a circle, by what was written there in the last weeks."""
        now = self._minutes()
        return await self._house.open_vault().read(lambda tables: usual_wait(tables, circle, now))

    # --- how much is enough ---

    def capacity(self) -> int:
        """How many replies a day the helper wants to give; 0 where they set no number."""
        return self._settings.get().replies_a_day

    async def set_capacity(self, replies: int) -> None:
        """Set it; raises BadInput("preference") for a number that cannot be."""
        await self._settings.set(replies_a_day=replies)

    async def answered_today(self) -> int:
        """Replies to others since the helper's midnight, in every community, those on their way as well."""
        begin = self._day_begins(self._minutes())

        def work(tables: Tables) -> int:
            circles = [row.circle_id for one in tables.communities.all() for row in tables.circles.of(one.server_id)]
            keys = {circle: keys_of_mine(tables, circle) for circle in circles}
            answers = [(row, keys[c]) for c in circles for row in tables.waits.answers(c, keys[c], begin)]
            on_their_way = sum(
                _asked_by(tables, one) not in keys.get(one.row.circle_id, ()) for one in _leaving(tables)
            )
            return on_their_way + sum(row.asked_by not in mine for row, mine in answers)

        return await self._house.open_vault().read(work)

    async def day(self) -> HelpingDay:
        """How much was given today, and how much was meant to be."""
        return HelpingDay(self.capacity(), await self.answered_today())

    # --- what it stands on ---

    def _minutes(self) -> int:
        return int(self._house.clock() // 60)

    def _day_begins(self, now: int) -> int:
        local = now + self._offset(now)
        return now - local % _DAY

    def _shelf(self, tables: Tables, circle: bytes, ledger: Ledger) -> Shelf:
        hour = int(self._house.clock() // 3600)
        return Shelf(tables, circle, ledger.rulings, self._house.preferences.folds, hour=hour)

    async def _draw(self) -> bytes:
        vault = self._house.open_vault()
        known = await vault.read(lambda tables: tables.preferences.get(_DRAW))
        if known is None:
            known = secrets.token_bytes(32).hex()
            await vault.run(lambda tables: tables.preferences.set(_DRAW, known))
        return bytes.fromhex(known)


def _leaving(tables: Tables) -> list[outgoing.Outgoing]:
    """The reader's replies on their way to others."""
    return [
        one
        for one in outgoing.outgoing(tables)
        if one.event.kind is Kind.REPLY and one.row.state not in _UNSENT and one.event.parent is not None
    ]


def _asked_by(tables: Tables, one: outgoing.Outgoing) -> bytes | None:
    post = None if one.event.parent is None else tables.events.get(one.row.circle_id, one.event.parent)
    return None if post is None else post.author


def _being_answered(tables: Tables) -> frozenset[bytes]:
    return frozenset(one.event.parent for one in _leaving(tables) if one.event.parent is not None)
