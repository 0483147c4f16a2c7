"""What was decided about oneself, and what came of an appeal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from heimo_protocol.events import Action, EditBody, PostBody, ReplyBody, open_event
from heimo_protocol.limits import APPEAL_DAYS
from heimo_tui.core.errors import BadInput
from heimo_tui.core.moderating import Appealable
from heimo_tui.core.threads import title_of
from heimo_tui.services.house import House, keys_of_mine
from heimo_tui.services.moderating.records import Decided, Records, answer_to, view
from heimo_tui.services.moderating.seats import Seat, Seats
from heimo_tui.services.reading.naming import Names
from heimo_tui.vault.tables import Tables

_TOLD = frozenset({Action.HIDE, Action.BAN, Action.RETURN})


@dataclass(frozen=True, slots=True)
class Concern:
    """A decision about oneself, under the name `me` (32), with the words that it took away as far as they are here."""

    me: bytes
    may_appeal: bool
    appealed: bool
    original: str = field(default="", repr=False)


class Concerning:
    """Finds them in the logs."""

    def __init__(self, house: House, seats: Seats, records: Records) -> None:
        self._house = house
        self._seats = seats
        self._records = records

    async def all(self) -> tuple[Appealable, ...]:
        """All of the current community, newest first."""
        found: list[Appealable] = []
        for seat in await self._seats.known():
            records = self._records.of(seat)
            found += await self._house.open_vault().read(
                lambda tables, s=seat, r=records: _about_me(tables, s, r)  # type: ignore[misc] # bound now
            )
        return tuple(sorted(found, key=lambda one: -one.decision.minutes))

    async def find(self, seat: Seat, decision: bytes) -> Concern:
        """One of them; raises BadInput("no_decision")."""
        records = self._records.of(seat)
        one = next((known for known in records if known.id == decision), None)
        if one is None:
            raise BadInput("no_decision")

        def work(tables: Tables) -> Concern:
            found = _concern(tables, seat, one, keys_of_mine(tables, seat.id))
            if found is None:
                raise BadInput("no_decision")
            return found

        return await self._house.open_vault().read(work)


def _about_me(tables: Tables, seat: Seat, records: Sequence[Decided]) -> list[Appealable]:
    mine = keys_of_mine(tables, seat.id)
    names: Names | None = None
    found = []
    for one in records:
        concern = _concern(tables, seat, one, mine)
        if concern is None:
            continue
        names = names or Names(tables, seat.id, seat.rulings)
        answer = answer_to(tuple(records), one)
        found.append(
            Appealable(
                decision=view(tables, seat, one, names, told=False),
                start=title_of(concern.original) if concern.original else "",
                may_appeal=concern.may_appeal,
                appealed=concern.appealed,
                answer="" if answer is None else answer.body.words,
            )
        )
    return found


def _concern(tables: Tables, seat: Seat, one: Decided, mine: frozenset[bytes]) -> Concern | None:
    if one.body.action not in _TOLD:
        return None
    if one.body.action is Action.BAN:
        # the first of two words bans nobody yet
        me, original = one.body.target if one.id in seat.rulings.bans else b"", ""
    elif one.body.action is Action.RETURN:
        me, original = _returned(tables, one.body.target)
    else:
        row = tables.events.get(seat.id, one.body.target)
        me, original = (b"", "") if row is None else (row.author, row.body or "")
    if me not in mine:
        return None
    appealed = tables.moderation.appeals.get(one.id) is not None
    return Concern(me, not appealed and _is_open(tables, seat, one, me), appealed, original)


def _returned(tables: Tables, event: bytes) -> tuple[bytes, str]:
    """Whose text was given back, and the text, as long as it is here; nobody's otherwise."""
    row = tables.outbox.get(event)
    if row is None:
        return b"", ""
    body = open_event(row.envelope).body
    return row.author, body.text if isinstance(body, PostBody | ReplyBody | EditBody) else ""


def _is_open(tables: Tables, seat: Seat, one: Decided, me: bytes) -> bool:
    """Whether the server would take an appeal: the decision is in force, and not old, and the name is still in use.

    What was given back is changed and sent again instead.
    """
    if one.body.action is Action.RETURN or one.undone or seat.minutes - one.event.minutes > APPEAL_DAYS * 24 * 60:
        return False
    if one.body.action is Action.BAN:
        ban = seat.rulings.banned.get(one.body.target)
        if ban is None or ban.decision != one.id or (ban.until and ban.until * 60 <= seat.minutes):
            return False
    elif seat.rulings.hidden_by.get(one.body.target) != one.id:
        return False
    return me == seat.circle.my_key or any(once.key == me for once in tables.anonymous.once_names(seat.id))
