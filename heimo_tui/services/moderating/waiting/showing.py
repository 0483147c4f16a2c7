"""The queue as a moderator sees it, from the store alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from heimo_protocol.decisions import FirstWord
from heimo_protocol.events import Action
from heimo_protocol.limits import SECOND_DAYS
from heimo_protocol.signing import ID_SIZE, h256
from heimo_tui.core.conversations import MessageReportView
from heimo_tui.core.moderating import Arranged, DecisionView, Deed, ModeratedCircle, QueueItem, Waits
from heimo_tui.services.house import House
from heimo_tui.services.messages import Messages
from heimo_tui.services.moderating.records import Decided, Records, view
from heimo_tui.services.moderating.seats import Seat, Seats
from heimo_tui.services.moderating.verdicts import DEEDS
from heimo_tui.services.moderating.waiting.settling import Settling, targets_on_their_way
from heimo_tui.services.moderating.waiting.words import words_of
from heimo_tui.services.reading.naming import Names
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.moderation import Waiting

URGENT_MOST = 50
"""How many urgent ones are shown from behind what fits."""

_ON_NAMES = frozenset({Deed.PAUSE, Deed.BAN})
_APPEALED: dict[Action | Arranged, Deed] = {Action.HIDE: Deed.RESTORE, Action.BAN: Deed.UNBAN}


class Showing:
    """Reads the queue."""

    def __init__(self, house: House, seats: Seats, records: Records, settling: Settling, messages: Messages) -> None:
        self._house = house
        self._seats = seats
        self._records = records
        self._settling = settling
        self._messages = messages

    async def circles(self) -> tuple[ModeratedCircle, ...]:
        """The circles that one moderates, by name, with how much waits in each."""
        seats = await self._seats.moderated()
        await self._settling.settle(seats)

        def work(tables: Tables) -> tuple[ModeratedCircle, ...]:
            counts = tables.moderation.items.counts()
            found = (
                ModeratedCircle(
                    id=seat.id,
                    name=seat.name,
                    steward=seat.is_steward,
                    waiting=counts.get(seat.id, 0) + len(_seconds(tables, seat)),
                    moderators=tuple(map(Names(tables, seat.id, seat.rulings), sorted(seat.rulings.moderators))),
                )
                for seat in seats
            )
            return tuple(sorted(found, key=lambda one: one.name.casefold()))

        return await self._house.open_vault().read(work)

    async def queue(self, circle: bytes | None, most: int) -> tuple[QueueItem, ...]:
        """What waits, oldest first: the oldest `most`, and after these what is urgent of the rest."""
        seats = await self._seats.moderated()
        await self._settling.settle(seats)
        chosen = {seat.id: seat for seat in seats if circle is None or seat.id == circle}
        rows = await self._house.open_vault().read(lambda tables: _rows(tables, list(chosen), most))
        kinds = {row.row.kind for row in rows}
        reports = {one.id: one for one in await self._messages.reports()} if Waits.MESSAGES in kinds else {}
        needed = Waits.APPEAL in kinds or any(seat.rulings.seconds for seat in chosen.values())
        records = {seat.id: self._records.of(seat) for seat in chosen.values()} if needed else {}

        def work(tables: Tables) -> tuple[QueueItem, ...]:
            desks = {id: _Desk(tables, seat, records.get(id, ()), reports) for id, seat in chosen.items()}
            items = [desks[row.row.circle_id].item(row) for row in rows]
            for desk in desks.values():
                items += desk.seconds()
            return tuple(sorted(items, key=lambda one: (one.hour, one.id)))

        return await self._house.open_vault().read(work)


def _rows(tables: Tables, circles: Sequence[bytes], most: int) -> list[Waiting]:
    rows = tables.moderation.items.waiting(circles, most)
    if len(rows) < most or not rows:
        return rows
    return rows + tables.moderation.items.urgent_after(circles, rows[-1].row, URGENT_MOST)


def _seconds(tables: Tables, seat: Seat) -> dict[bytes, FirstWord]:
    """Names that another moderator wants to ban, on which one has said nothing yet."""
    waiting = {
        target: first
        for target, first in seat.rulings.seconds.items()
        if first.author != seat.key
        and first.author in seat.rulings.moderators
        and seat.minutes - first.minutes <= SECOND_DAYS * 24 * 60
    }
    if not waiting:
        return {}
    on_their_way = targets_on_their_way(tables, seat.id)
    return {target: first for target, first in waiting.items() if on_their_way.get(target) != ""}


class _Desk:
    """One circle's things, shown; made for one transaction."""

    def __init__(
        self,
        tables: Tables,
        seat: Seat,
        records: Sequence[Decided],
        reports: Mapping[bytes, MessageReportView],
    ) -> None:
        self._tables = tables
        self._seat = seat
        self._records = records
        self._reports = reports
        self._names = Names(tables, seat.id, seat.rulings)

    def item(self, waiting: Waiting) -> QueueItem:
        """Something that waits, as it is shown."""
        row = waiting.row
        kind, report = Waits(row.kind), self._reports.get(row.id)
        words = words_of(waiting, report)
        shown = QueueItem(
            id=row.id,
            kind=kind,
            circle=row.circle_id,
            circle_name=self._seat.name,
            hour=row.hour,
            urgent=row.urgent,
            heavy=row.urgent or row.heavy,
            text=words.text,
            author=None if waiting.author is None else self._names(waiting.author),
            event=row.event if kind in (Waits.HELD, Waits.REPORTED) else None,
            thread=waiting.thread,
            parent=words.before,
            reasons=row.reasons,
            note="" if report is None else report.note,
            report=report,
            refused=row.refused,
        )
        if kind is Waits.APPEAL:
            shown = self._appeal(shown, row.event or b"")
        return replace(shown, deeds=self._deeds(shown))

    def seconds(self) -> list[QueueItem]:
        """Bans that wait for a second word."""
        return [self._second(target, first) for target, first in _seconds(self._tables, self._seat).items()]

    def _second(self, target: bytes, first: FirstWord) -> QueueItem:
        said = next(
            (
                one
                for one in self._records
                if one.body.action is Action.BAN
                and (one.body.target, one.event.author, one.event.minutes) == (target, first.author, first.minutes)
            ),
            None,
        )
        shown = QueueItem(
            id=h256("second", self._seat.id + target)[:ID_SIZE],
            kind=Waits.SECOND,
            circle=self._seat.id,
            circle_name=self._seat.name,
            hour=first.minutes // 60,
            urgent=False,
            heavy=False,
            text="" if said is None else said.body.words,
            author=self._names(target),
            reasons=((said.body.reason, 1),) if said is not None and said.body.reason else (),
            decision=None if said is None else self._view(said),
        )
        return replace(shown, deeds=self._deeds(shown))

    def _appeal(self, shown: QueueItem, decision: bytes) -> QueueItem:
        found = next((one for one in self._records if one.id == decision), None)
        if found is None:
            return shown
        seen = self._view(found)
        event = found.body.target if found.body.action is Action.HIDE else None
        post = None if event is None else self._tables.events.get(self._seat.id, event)
        thread = None if post is None else post.thread
        return replace(shown, decision=seen, author=seen.about, event=event, thread=thread)

    def _view(self, one: Decided) -> DecisionView:
        return view(self._tables, self._seat, one, self._names, told=True)

    def _deeds(self, item: QueueItem) -> tuple[Deed, ...]:
        """What one may do about it; nothing about oneself."""
        who = None if item.author is None else item.author.key
        if who in self._names.mine:
            return ()
        bench, key = self._seat.bench, self._seat.key
        may_ban = who is not None and bench.may_decide(key, Action.BAN, who)
        deeds = [deed for deed in DEEDS[item.kind] if may_ban or deed not in _ON_NAMES]
        if item.kind is Waits.APPEAL:
            fits = None if item.decision is None else _APPEALED.get(item.decision.action)
            return tuple(deed for deed in deeds if deed in (Deed.KEEP, fits))
        return tuple(deeds)
