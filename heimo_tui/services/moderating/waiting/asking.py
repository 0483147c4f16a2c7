"""Asking the server what waits: held events, reported posts and appeals, and messages that were handed over."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from heimo_protocol import text
from heimo_protocol.encoding import decode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Kind, ModerationBody, SignedEvent, open_event
from heimo_protocol.franking import SealedReport
from heimo_protocol.operations import (
    HELD,
    REPORTED,
    HeldArgs,
    ReportedArgs,
    ReportedEntry,
)
from heimo_tui.core.errors import Refused
from heimo_tui.core.moderating import Waits
from heimo_tui.core.views import Change
from heimo_tui.services.house import House
from heimo_tui.services.moderating.seats import Seat, Seats
from heimo_tui.services.moderating.verdicts import MOST_REASON
from heimo_tui.services.moderating.waiting.hearing import Hearing, id_of
from heimo_tui.services.moderating.waiting.noticing import URGENT_REASONS, digest_of
from heimo_tui.services.reading.chains import signed_of
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.moderation import ItemRow

_TEXTS: Final = frozenset({Kind.POST, Kind.REPLY, Kind.EDIT})
_MOST_PAGES: Final = 1000
_MOST_BACK: Final = 200
"""Parts of a log that are read back at once to find what was reported."""


class Asking:
    """Asks for one circle at a time."""

    def __init__(self, house: House, sync: LogSync, seats: Seats, hearing: Hearing) -> None:
        self._house = house
        self._sync = sync
        self._seats = seats
        self._hearing = hearing
        self._locks: defaultdict[bytes, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def refresh(self, circle: bytes) -> None:
        """Ask for all that waits in a circle, where one moderates it. Raises as the network does."""
        async with self._locks[circle]:
            try:
                await self._sync.catch_up(circle)
                await self._sync.know_decisions(circle)
            except Refused as problem:
                if problem.code != Code.BANNED:
                    raise
                # one can still learn why, and appeal
                await self._sync.know_decisions(circle, apart=True)
            seat = await self._seats.seat(circle)
            if not seat.moderates:
                return
            try:
                await self._ask(seat)
            except Refused as problem:
                if problem.code != Code.NOT_MODERATOR:  # one is none any more, which the log will tell
                    raise
        self._house.tell(Change(circle=circle, threads=frozenset(), moderating=True))

    async def _ask(self, seat: Seat) -> None:
        await self._ask_held(seat)
        await self._ask_reported(seat)
        await self.take_messages(seat.id)
        await self._hearing.fetch(seat)
        await self._find_reported(seat.id)

    # --- held ---

    async def _ask_held(self, seat: Seat) -> None:
        answer = await seat.place.calls.call(seat.context, HELD, HeldArgs(circle=seat.id), seat.signer)
        rows = []
        for entry in answer.entries:
            signed = None if entry.returned else _opened(entry.event)
            if signed is not None and signed.event.circle == seat.id and signed.event.kind in _TEXTS:
                rows.append(_held(seat.id, signed, entry.hour))
        last = max((entry.hour for entry in answer.entries), default=0)
        await self._keep(seat, Waits.HELD, rows, until=last if answer.more else None)

    # --- reported ---

    async def _ask_reported(self, seat: Seat) -> None:
        rows: list[ItemRow] = []
        after: tuple[int, bytes] | None = None
        for _ in range(_MOST_PAGES):
            args = ReportedArgs(circle=seat.id, after=after)
            answer = await seat.place.calls.call(seat.context, REPORTED, args, seat.signer)
            rows += [_reported(seat.id, entry) for entry in answer.entries]
            if not answer.more or not answer.entries:
                break
            last = answer.entries[-1]
            after = (last.hour, last.event)
        await self._keep(seat, Waits.REPORTED, rows)

    async def _keep(self, seat: Seat, kind: Waits, rows: Sequence[ItemRow], *, until: int | None = None) -> None:
        """Keep what the server told of a kind, and forget what it tells no more (of hours before `until`)."""
        ids = {row.id for row in rows}

        def work(tables: Tables) -> None:
            items = tables.moderation.items
            settled = _decided_since(tables, seat)
            known = {row.id: row for row in items.of(seat.id, kind.value)}
            for row in rows:
                if row.event not in settled and not _says_the_same(known.get(row.id), row):
                    items.put(row)
            gone = [
                row.id
                for row in known.values()
                if row.id not in ids and row.decided is None and (until is None or row.hour < until)
            ]
            items.drop(gone)

        await self._house.open_vault().run(work)

    async def _find_reported(self, circle: bytes) -> None:
        """Read the log back to what was reported, forget what is gone, and look again at what was edited."""
        for _ in range(_MOST_BACK):
            if not await self._house.open_vault().read(lambda tables: tables.moderation.items.unknown(circle)):
                break
            if not await self._sync.older(circle):
                break

        def work(tables: Tables) -> None:
            items = tables.moderation.items
            items.drop_gone(circle)
            items.look_again(id for id, words, digest in items.edited(circle) if digest_of(words) != digest)

        await self._house.open_vault().run(work)

    # --- messages ---

    async def take_messages(self, circle: bytes) -> None:
        """Let the reports of messages that came wait with the rest."""

        def work(tables: Tables) -> None:
            items = tables.moderation.items
            told = [row for row in tables.mail.reports.open() if row.circle_id == circle]
            for row in told:
                reason = _reason_of(row.report)
                items.put(
                    ItemRow(
                        id=row.id,
                        circle_id=circle,
                        kind=Waits.MESSAGES.value,
                        hour=row.hour,
                        author=row.author,
                        reasons=((reason, 1),) if reason else (),
                        urgent=reason in URGENT_REASONS,
                        heavy=reason in URGENT_REASONS,
                    )
                )
            ids = {row.id for row in told}
            kept = items.of(circle, Waits.MESSAGES.value)
            items.drop(row.id for row in kept if row.id not in ids and row.decided is None)

        await self._house.open_vault().run(work)


def _says_the_same(known: ItemRow | None, told: ItemRow) -> bool:
    """Whether keeping it would change nothing: of ten thousand that wait, few are new each time."""
    if known is None:
        return False
    same = (known.hour, known.reasons) == (told.hour, told.reasons)
    return same and known.urgent >= told.urgent and known.heavy >= told.heavy


def _opened(data: bytes) -> SignedEvent | None:
    try:
        return open_event(data)
    except Refusal:
        return None


def _held(circle: bytes, signed: SignedEvent, hour: int) -> ItemRow:
    return ItemRow(
        id=id_of(Waits.HELD, circle, signed.id),
        circle_id=circle,
        kind=Waits.HELD.value,
        hour=hour,
        event=signed.id,
        parent=signed.event.parent,
        author=signed.event.author,
        payload=signed.data,
    )


def _reported(circle: bytes, entry: ReportedEntry) -> ItemRow:
    counts = {text.clean(code[:MOST_REASON]): count for code, count in entry.reasons.items()}
    danger = not URGENT_REASONS.isdisjoint(counts)
    return ItemRow(
        id=id_of(Waits.REPORTED, circle, entry.event),
        circle_id=circle,
        kind=Waits.REPORTED.value,
        hour=entry.hour,
        event=entry.event,
        reasons=tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))),
        urgent=danger,
        heavy=danger,
    )


def _reason_of(report: bytes) -> str:
    try:
        return text.clean(decode(report, SealedReport).reason)[:MOST_REASON] if report else ""
    except Refusal:
        return ""


def _decided_since(tables: Tables, seat: Seat) -> frozenset[bytes]:
    """What was decided on while the server was asked: its answer may be from before."""
    found = set()
    for row in tables.events.between(seat.id, seat.circle.newest_seq):
        event = signed_of(row) if row.kind == Kind.MODERATION else None
        if event is not None:
            found.add(event.open_body(ModerationBody).target)
    return frozenset(found)
