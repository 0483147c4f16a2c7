"""What was decided in a circle, in the order of its log, and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from heimo_protocol.decisions import ON_NAMES
from heimo_protocol.events import Action, Event, Kind, ModerationBody, NoteBody, SettingsBody
from heimo_tui.core.governance import Decision
from heimo_tui.core.moderating import Arranged, DecisionView
from heimo_tui.services.house import House
from heimo_tui.services.moderating.seats import Seat, Seats
from heimo_tui.services.reading.ledgers import Ledger
from heimo_tui.services.reading.naming import Names
from heimo_tui.vault.tables import Tables

_UNDOES = {
    Action.UNHIDE: (Action.HIDE,),
    Action.UNBAN: (Action.BAN,),
    Action.UNLOCK: (Action.LOCK,),
    Action.REVOKE: (Action.GRANT, Action.ENTRUST),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of the log by somebody who had a right to it. `undone`: a later one took it back."""

    log_seq: int
    id: bytes
    event: Event
    body: ModerationBody
    undone: bool = False


class Records:
    """Reads them, and remembers what it worked out until there are more."""

    def __init__(self, house: House, seats: Seats) -> None:
        self._house = house
        self._seats = seats
        self._known: dict[bytes, tuple[Ledger, tuple[Decided, ...]]] = {}

    def forget(self) -> None:
        """Drop what was read."""
        self._known.clear()

    def of(self, seat: Seat) -> tuple[Decided, ...]:
        """Every decision of a circle that is known here, the newest first."""
        known = self._known.get(seat.id)
        if known is None or known[0] is not seat.ledger:
            known = (seat.ledger, _decided(seat.ledger))
            self._known[seat.id] = known
        return known[1]

    async def history(self, circle: bytes, *, names: bool) -> tuple[DecisionView, ...]:
        """All of it as it is shown, notes and settings too; names only to those who moderate, and one's own."""
        seat = await self._seats.seat(circle)
        records = self.of(seat)
        told = names and seat.moderates

        def work(tables: Tables) -> tuple[DecisionView, ...]:
            shown = Names(tables, circle, seat.rulings)
            found = [(one.log_seq, view(tables, seat, one, shown, told=told)) for one in records]
            found += [(one.log_seq, _arranged(tables, seat, one, shown, told=told)) for one in _arranging(seat.ledger)]
            return tuple(shown for _, shown in sorted(found, key=lambda one: -one[0]))

        return await self._house.open_vault().read(work)


def view(tables: Tables, seat: Seat, one: Decided, names: Names, *, told: bool) -> DecisionView:
    """A decision as it is shown; `told`: with names."""
    whom = about(tables, seat.id, one.body)
    return DecisionView(
        event=one.id,
        circle=seat.id,
        circle_name=seat.name,
        action=one.body.action,
        target=one.body.target,
        minutes=one.event.minutes,
        reason=one.body.reason,
        words=one.body.words,
        until=one.body.until,
        by=names(one.event.author) if told else None,
        about=names(whom) if whom is not None and (told or whom in names.mine) else None,
        reversed=one.undone,
    )


def _arranging(ledger: Ledger) -> list[Decision]:
    ignored = set(ledger.rulings.ignored)
    known = (*ledger.early, *ledger.stored)
    return [one for one in known if one.log_seq not in ignored and isinstance(one.signed.body, NoteBody | SettingsBody)]


def _arranged(tables: Tables, seat: Seat, one: Decision, names: Names, *, told: bool) -> DecisionView:
    event, body = one.signed.event, one.signed.body
    text = event.parent if isinstance(body, NoteBody) else None
    row = None if text is None else tables.events.get(seat.id, text)
    whom = None if row is None else row.author or None
    return DecisionView(
        event=one.signed.id,
        circle=seat.id,
        circle_name=seat.name,
        action=Arranged.NOTES if isinstance(body, NoteBody) else Arranged.SETTINGS,
        target=text or seat.id,
        minutes=event.minutes,
        reason="",
        words="",
        by=names(event.author) if told else None,
        about=names(whom) if whom is not None and (told or whom in names.mine) else None,
        notes=tuple(body.notes) if isinstance(body, NoteBody) else (),
    )


def about(tables: Tables, circle: bytes, body: ModerationBody) -> bytes | None:
    """The key of whom a decision is about, where that is known here."""
    if body.action in ON_NAMES:
        return body.target
    row = tables.events.get(circle, body.target)
    return None if row is None or row.kind == Kind.MODERATION else row.author or None


def answer_to(records: tuple[Decided, ...], decision: Decided) -> Decided | None:
    """The newest later decision that says something to an appeal against this one, or None."""
    for one in records:
        if one.log_seq <= decision.log_seq:
            return None
        if one.body.action is Action.KEEP and one.body.target == decision.id:
            return one
        if decision.body.action in _UNDOES.get(one.body.action, ()) and one.body.target == decision.body.target:
            return one
    return None


def _decided(ledger: Ledger) -> tuple[Decided, ...]:
    ignored = set(ledger.rulings.ignored)
    found: list[Decided] = []
    undone: set[tuple[Action, bytes]] = set()
    for one in sorted((*ledger.early, *ledger.stored), key=lambda one: one.log_seq, reverse=True):
        body = one.signed.body
        if one.log_seq in ignored or not isinstance(body, ModerationBody):
            continue
        is_undone = (body.action, body.target) in undone
        found.append(Decided(one.log_seq, one.signed.id, one.signed.event, body, is_undone))
        undone.update((action, body.target) for action in _UNDOES.get(body.action, ()))
    return tuple(found)
