"""Decisions on their way: signed into the outbox in the transaction that takes what waited out of the queue."""

from __future__ import annotations

from collections.abc import Sequence

from heimo_protocol.events import Action
from heimo_protocol.signing import ID_SIZE, KEY_SIZE
from heimo_tui.core.errors import BadInput
from heimo_tui.core.moderating import Deed, QueueItem, Verdict, Waits
from heimo_tui.core.views import Change
from heimo_tui.services.house import House, keys_of_mine
from heimo_tui.services.messages import Messages
from heimo_tui.services.moderating.counting import today
from heimo_tui.services.moderating.records import Records
from heimo_tui.services.moderating.seats import Seat, Seats
from heimo_tui.services.moderating.verdicts import (
    SETTLES_NOTHING,
    About,
    Step,
    cleaned,
    require_entitled,
    steps,
)
from heimo_tui.services.moderating.waiting.settling import take_refused
from heimo_tui.services.writing.authors import circle_author
from heimo_tui.services.writing.sender import Sender
from heimo_tui.services.writing.signing import Handling, Signing
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.moderation import ItemRow


class Deciding:
    """Takes decisions."""

    def __init__(self, house: House, seats: Seats, records: Records, sender: Sender, messages: Messages) -> None:
        self._house = house
        self._seats = seats
        self._records = records
        self._sender = sender
        self._messages = messages

    async def decide(self, item: QueueItem, verdict: Verdict) -> None:
        """Decide on something that waits; raises BadInput, see the facade."""
        verdict = cleaned(verdict)
        seat = await self._seats.seat(item.circle)
        seat.require_moderator()
        if item.kind is Waits.MESSAGES and verdict.deed is Deed.KEEP:
            await self._put_away(item)
            return
        about = await self._about(seat, item)
        settles = verdict.deed not in SETTLES_NOTHING
        todo = steps(verdict, about, seat.minutes, settles=settles)
        require_entitled(seat.bench, seat.key, todo)
        day = today(self._house)

        def work(tables: Tables) -> None:
            if about.name is not None and about.name in keys_of_mine(tables, seat.id):
                raise BadInput("own_post")
            if item.kind is not Waits.SECOND and settles:
                _require_waiting(tables, item)
                tables.moderation.items.decide(item.id, {step.target for step in todo})
            sign(tables, seat, todo, self._house.clock())
            tables.moderation.days.count(day, decided=1)

        await self._house.open_vault().run(work)
        self._told(seat.id)

    async def decide_on(self, circle: bytes, target: bytes, verdict: Verdict) -> None:
        """Decide on an event, a name or the circle itself; raises BadInput, see the facade."""
        verdict = cleaned(verdict)
        seat = await self._seats.seat(circle)
        seat.require_moderator()
        about, own = await self._house.open_vault().read(lambda tables: _named(tables, seat, target))
        if own and verdict.deed not in SETTLES_NOTHING:
            raise BadInput("own_post")
        todo = steps(verdict, about, seat.minutes, settles=False)
        require_entitled(seat.bench, seat.key, todo)
        await self.put(seat, todo)

    async def put(self, seat: Seat, todo: Sequence[Step]) -> None:
        """Sign these events, in order, and let them go; one decision of today."""
        day = today(self._house)

        def work(tables: Tables) -> None:
            sign(tables, seat, todo, self._house.clock())
            for item in tables.moderation.items.about(seat.id, [step.target for step in todo if _settles(step)]):
                tables.moderation.items.decide(item, {step.target for step in todo})
            tables.moderation.days.count(day, decided=1)

        await self._house.open_vault().run(work)
        self._told(seat.id)

    async def refused(self) -> tuple[tuple[bytes, str], ...]:
        """Circle and code of what the server refused and nothing in the queue tells of; told once."""
        found: list[tuple[bytes, str]] = []
        for seat in await self._seats.all():
            codes = await self._house.open_vault().run(lambda tables, s=seat: take_refused(tables, s.id))  # type: ignore[misc] # bound now
            found += [(seat.id, code) for code in codes]
        return tuple(found)

    async def _put_away(self, item: QueueItem) -> None:
        """Be done with messages that were handed to the moderators: each has a copy, and nothing is to be signed."""
        await self._messages.report_done(item.id)
        day = today(self._house)

        def work(tables: Tables) -> None:
            tables.moderation.items.drop([item.id])
            tables.moderation.days.count(day, decided=1)

        await self._house.open_vault().run(work)
        self._house.tell(Change(circle=item.circle, threads=frozenset(), moderating=True))

    async def _about(self, seat: Seat, item: QueueItem) -> About:
        if item.kind is Waits.SECOND:
            wanted = None if item.author is None else item.author.key
            if wanted not in seat.rulings.seconds:
                raise BadInput("no_item")
            return About(name=wanted)
        row = await self._house.open_vault().read(lambda tables: _require_waiting(tables, item))
        match item.kind:
            case Waits.HELD:
                return About(event=row.event, name=row.author, held=True)
            case Waits.MESSAGES:
                return About(name=row.author)
            case Waits.APPEAL:
                return await self._appealed(seat, row)
        post = await self._house.open_vault().read(lambda tables: tables.events.get(seat.id, row.event or b""))
        if post is None:
            raise BadInput("no_item")
        return About(event=post.event_id, thread=post.thread, name=post.author)

    async def _appealed(self, seat: Seat, row: ItemRow) -> About:
        decision = next((one for one in self._records.of(seat) if one.id == row.event), None)
        if decision is None:
            raise BadInput("no_item")
        target = decision.body.target
        if decision.body.action is Action.BAN:
            return About(decision=decision.id, name=target)
        post = await self._house.open_vault().read(lambda tables: tables.events.get(seat.id, target))
        return About(decision=decision.id, event=target, name=None if post is None else post.author)

    def _told(self, circle: bytes) -> None:
        self._house.tell(Change(circle=circle, threads=frozenset(), moderating=True))
        self._sender.kick()


def sign(tables: Tables, seat: Seat, todo: Sequence[Step], now: float) -> None:
    """Sign events under one's name, in order, into the outbox; nothing holds them."""
    author = circle_author(tables, seat.place, tables.circles.require(seat.id))
    signing = Signing(tables, seat.place, tables.circles.require(seat.id), now=now)
    for step in todo:
        signing.put(author, step.kind, step.parent, step.body, Handling())


def _require_waiting(tables: Tables, item: QueueItem) -> ItemRow:
    row = tables.moderation.items.get(item.id)
    if row is None or row.decided is not None:
        raise BadInput("no_item")
    return row


def _named(tables: Tables, seat: Seat, target: bytes) -> tuple[About, bool]:
    """What an id means in a circle, and whether it is one's own."""
    mine = keys_of_mine(tables, seat.id)
    if target == seat.id:
        return About(thread=target), False
    if len(target) == KEY_SIZE:
        return About(name=target), target in mine
    row = tables.events.get(seat.id, target) if len(target) == ID_SIZE else None
    if row is None or row.thread is None:
        raise BadInput("no_event")
    return About(event=row.event_id, thread=row.thread, name=row.author), row.author in mine


def _settles(step: Step) -> bool:
    """Whether a decision taken in a thread answers what was reported about its target."""
    return getattr(step.body, "action", None) in (Action.KEEP, Action.HIDE) and len(step.target) == ID_SIZE
