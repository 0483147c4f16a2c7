"""Finds what a host means: a circle by its name, a member by the name on the card, something waiting by its mark."""

from string import hexdigits
from typing import NamedTuple

from heimo_protocol.cards import Card
from heimo_protocol.encoding import decode
from heimo_protocol.signing import ID_SIZE, Envelope
from server_stub.cli.common import Output
from server_stub.community.host import Host
from server_stub.operations.placing import TEXT_KINDS
from server_stub.store.rows import CircleRow, EventRow, HeldRow, NameRow

MARK_CHARS = 8
_MIN_MARK = 4


class Member(NamedTuple):
    """A name in a circle as people know it, with the mark that tells two of one name apart."""

    name: str
    mark: str
    row: NameRow

    def __str__(self) -> str:
        return f"{self.name} ({self.mark})"


async def circle_of(host: Host, out: Output, wanted: str) -> CircleRow:
    """The circle with this name (in any case) or mark; refuses where there is none, or more than one."""
    rows = await host.store.read(lambda txn: txn.circles())
    found = [row for row in rows if row.settings.name.casefold() == wanted.casefold()]
    found = found or [row for row in rows if _is_mark(row.id, wanted)]
    if not found:
        out.refuse(f"There is no circle named {wanted!r}. `heimo-server circle list` shows all of them.")
    if len(found) > 1:
        marks = ", ".join(mark_of(row.id) for row in found)
        out.refuse(f"Several circles are named {wanted!r}. Please use a mark instead: {marks}.")
    return found[0]


async def members_of(host: Host, circle: CircleRow) -> list[Member]:
    """Everybody in the circle, by name."""
    rows = await host.store.read(lambda txn: txn.names_of(circle.id))
    return sorted((member(row) for row in rows), key=lambda one: (one.name.casefold(), one.mark))


async def member_of(host: Host, out: Output, circle: CircleRow, wanted: str) -> Member:
    """The member with this name (in any case), mark or whole key; refuses where it is not exactly one."""
    everyone = await members_of(host, circle)
    found = [one for one in everyone if one.name.casefold() == wanted.casefold()]
    found = found or [one for one in everyone if _is_mark(one.row.key, wanted)]
    if not found:
        out.refuse(f"Nobody named {wanted!r} has joined {circle.settings.name}.")
    if len(found) > 1:
        out.refuse(f"Several are named so: {', '.join(map(str, found))}. Please use the mark in brackets.")
    return found[0]


async def held_of(host: Host, out: Output, wanted: str) -> tuple[CircleRow, HeldRow]:
    """What waits under this mark, in any circle."""
    everything = await waiting(host)
    found = [(circle, row) for circle, row in everything if _is_mark(row.event_id, wanted)]
    if not found:
        out.refuse(f"Nothing waits under {wanted!r}. `heimo-server held list` shows what does.")
    if len(found) > 1:
        out.refuse(f"More than one begins with {wanted!r}. Please type more of the mark.")
    return found[0]


async def text_marked(host: Host, out: Output, circle: CircleRow, wanted: str) -> EventRow:
    """The post or reply with this mark in a circle; refuses where it is not exactly one."""
    found: list[EventRow] = []
    if _MIN_MARK <= len(wanted) <= ID_SIZE * 2 and set(wanted.lower()) <= set(hexdigits):
        rows = await host.store.read(lambda txn: txn.events_marked(circle.id, wanted.lower()))
        found = [row for row in rows if row.kind in TEXT_KINDS]
    if not found:
        out.refuse(f"There is no post or reply with the mark {wanted!r} in {circle.settings.name}.")
    if len(found) > 1:
        out.refuse(f"More than one begins with {wanted!r}. Please type more of the mark.")
    return found[0]


async def waiting(host: Host) -> list[tuple[CircleRow, HeldRow]]:
    """All that waits for a moderator, the longest waiting first."""
    rows = await host.store.read(
        lambda txn: [(circle, row) for circle in txn.circles() for row in txn.held_in(circle.id)]
    )
    return sorted(((c, r) for c, r in rows if not r.returned), key=lambda pair: pair[1].hour)


def member(row: NameRow) -> Member:
    """A row as people know it."""
    card = decode(Envelope.from_bytes(row.card).payload, Card)
    return Member(card.name, mark_of(row.key), row)


def mark_of(identity: bytes) -> str:
    """A few characters that tell one circle, member or event from another."""
    return identity.hex()[:MARK_CHARS]


def _is_mark(identity: bytes, wanted: str) -> bool:
    return len(wanted) >= _MIN_MARK and identity.hex().startswith(wanted.lower())
