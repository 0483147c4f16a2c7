"""What becomes of things that were decided, and of all that waits where one moderates no more."""

from __future__ import annotations

from collections.abc import Sequence

from heimo_protocol.events import Event, Kind, ModerationBody
from heimo_tui.core.moderating import Waits
from heimo_tui.services.house import House
from heimo_tui.services.moderating.records import Records, answer_to
from heimo_tui.services.moderating.seats import Seat
from heimo_tui.services.writing.signing import event_of
from heimo_tui.vault.tables import OutboxRow, OutboxState, Tables
from heimo_tui.vault.tables.moderation import ItemRow

_DECIDING = frozenset({Kind.MODERATION, Kind.NOTE, Kind.SETTINGS})


class Settling:
    """Brings the queue in line with the outbox, the log, and one's rights."""

    def __init__(self, house: House, records: Records) -> None:
        self._house = house
        self._records = records

    async def settle(self, seats: Sequence[Seat]) -> bool:
        """Settle what can be, in the circles that one moderates; true where something changed."""
        here = {seat.id: seat for seat in seats}
        vault, community = self._house.open_vault(), self._house.current
        open_, lost, appeals = await vault.read(lambda tables: _look(tables, here, community))
        heard = [item for seat, items in appeals for item in await self._heard(seat, items)]
        if not (open_ or lost or heard):
            return False

        def work(tables: Tables) -> bool:
            for circle in lost:
                tables.moderation.items.forget(circle)
            tables.moderation.items.drop(heard)
            return any([_settle(tables, circle) for circle in open_]) or bool(lost or heard)

        return await vault.run(work)

    async def _heard(self, seat: Seat, items: Sequence[ItemRow]) -> list[bytes]:
        """Appeals that some moderator has answered, or whose decision is in force no more."""
        records = self._records.of(seat)
        decisions = {one.id: one for one in records}
        known = ((item, decisions.get(item.event or b"")) for item in items)
        return [item.id for item, one in known if one is not None and answer_to(records, one) is not None]


def take_refused(tables: Tables, circle: bytes) -> list[str]:
    """Why decisions were refused that were about nothing in the queue, as codes; they are forgotten with this."""
    decided = {target for item in tables.moderation.items.decided(circle) for target in item.decided or ()}
    codes = []
    for row, event in _deciding(tables, circle):
        if row.state is OutboxState.REFUSED and _target(event) not in decided:
            codes.append(row.error)
            tables.outbox.done(row.event_id)
    return codes


def targets_on_their_way(tables: Tables, circle: bytes) -> dict[bytes, str]:
    """What decisions in the outbox are about, with the code of why one was refused, or "" where it goes its way."""
    found: dict[bytes, str] = {}
    for row, event in _deciding(tables, circle):
        code = row.error or "refused" if row.state is OutboxState.REFUSED else ""
        found[_target(event)] = code
    return found


def _look(
    tables: Tables, here: dict[bytes, Seat], community: bytes | None
) -> tuple[list[bytes], list[bytes], list[tuple[Seat, list[ItemRow]]]]:
    """Where decisions are on their way, where one moderates no more, and the appeals that wait."""
    items = tables.moderation.items
    circles = items.circles()
    lost = [circle for circle in circles if circle not in here and _is_lost(tables, circle, community)]
    deciding = [circle for circle in circles if circle in here and items.decided(circle)]
    appeals = [(here[one], items.of(one, Waits.APPEAL.value)) for one in circles if one in here]
    return deciding, lost, [(seat, [row for row in rows if row.decided is None]) for seat, rows in appeals if rows]


def _is_lost(tables: Tables, circle: bytes, community: bytes | None) -> bool:
    row = tables.circles.get(circle)
    if row is None or not row.joined:
        return True
    # who moderates a circle is known for sure only where its whole log is
    return row.server_id == community and row.oldest_seq is not None and row.oldest_seq <= 1


def _settle(tables: Tables, circle: bytes) -> bool:
    """What is refused comes back; what the log has is done with."""
    on_their_way = targets_on_their_way(tables, circle)
    changed = False
    for item in tables.moderation.items.decided(circle):
        codes = [on_their_way[target] for target in item.decided or () if target in on_their_way]
        refused = next((code for code in codes if code), "")
        if refused:
            tables.moderation.items.bring_back(item.id, refused)
            _drop_refused(tables, circle, item.decided or frozenset())
        elif codes:
            continue
        else:
            if item.kind == Waits.MESSAGES:
                tables.mail.reports.put_away(item.id)
            tables.moderation.items.drop([item.id])
        changed = True
    return changed


def _drop_refused(tables: Tables, circle: bytes, targets: frozenset[bytes]) -> None:
    for row, event in _deciding(tables, circle):
        if row.state is OutboxState.REFUSED and _target(event) in targets:
            tables.outbox.done(row.event_id)


def _deciding(tables: Tables, circle: bytes) -> list[tuple[OutboxRow, Event]]:
    events = ((row, event_of(row)) for row in tables.outbox.all(circle))
    return [(row, event) for row, event in events if event.kind in _DECIDING]


def _target(event: Event) -> bytes:
    match event.kind:
        case Kind.MODERATION:
            return event.open_body(ModerationBody).target
        case Kind.NOTE:
            return event.parent or b""
        case _:
            return event.circle
