"""Words in places where no moderator can read or hide them."""

import pytest

from heimo_protocol.encoding import encode
from heimo_protocol.errors import Code
from heimo_protocol.events import CardBody, Event, Kind, Seen, SignedEvent, floor_minutes, open_event
from heimo_protocol.signing import seal
from tests.server.people import Name, Town, refuses

_FIELDS = {Kind.REACTION: {"code": "hear_you", "off": False}, Kind.DELETE: {}, Kind.LEAVE: {}}


def _stuffed(name: Name, kind: Kind, parent: bytes | None, words: str) -> SignedEvent:
    """An event with a field that nobody knows."""
    fields = {"card": name.card(1)} if kind == Kind.CARD else _FIELDS[kind]
    event = Event(
        kind=kind,
        circle=name.circle,
        author=name.key,
        seq=name.seq,
        prev=name.prev,
        minutes=floor_minutes(name.town.clock()),
        parent=parent,
        body=encode({**fields, "unknown": words}),
        dh=name.town.dh,
        seen=Seen(0, name.circle),
    )
    return open_event(seal(name.private, "event", event).to_bytes())


@pytest.mark.parametrize("kind", [Kind.REACTION, Kind.CARD, Kind.DELETE, Kind.LEAVE])
async def test_wordless_events_carry_no_words(town: Town, kind: Kind) -> None:
    circle = await town.circle()
    name = await town.name(circle)
    post = await name.post()
    parent = post.id if kind in (Kind.REACTION, Kind.DELETE) else None
    async with refuses(Code.TOO_LARGE):
        await name.put(_stuffed(name, kind, parent, "a hidden pamphlet. " * 200))
    assert not (await name.put(_stuffed(name, kind, parent, "a later version"))).held


async def test_the_longest_name_fits_its_card(town: Town) -> None:
    name = await town.name(await town.circle())
    name.called = "\U0001f331" * 32
    await name.do(Kind.CARD, CardBody(card=name.card(2**62)))
