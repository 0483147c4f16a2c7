"""The second implementation with itself: requests, cards, franking, safety numbers."""

import pytest

from . import franking, handshake, ratchet, safety
from .cards import Name, make_bundle, make_card, open_bundle, open_card
from .notation import Refused, sig, u32
from .people import DAY, HOUR, WEEK, Source, World, ask, content, make_world, meet, open_request
from .session import Session
from .test_alone import flipped, refuses, text


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(Source("world"))


@pytest.fixture
def pair(world: World) -> tuple[Session, Session]:
    return meet(world, Source("meeting"))


def test_a_request_has_one_size_and_tells_all(world: World) -> None:
    source = Source("request")
    asked = ask(world, source, content(1, 3, "Hello", bytes(48)))
    assert len(asked.sealed) == 8192
    opened = open_request(world, asked.sealed, asked.c2, source)
    assert opened.content == content(1, 3, "Hello", bytes(48))
    assert opened.card == world.alice.card
    assert opened.reset_of is None
    place = franking.Place(world.frank_key, world.circle, world.bob.who.key)
    franking.check(opened.proof, opened.content, asked.c2, place, HOUR)
    with pytest.raises(Refused) as caught:
        open_request(world, asked.sealed, asked.c2, source, seen={opened.replay})
    assert caught.value.code == "replay"


def test_a_changed_request_is_refused(world: World) -> None:
    source = Source("changed request")
    asked = ask(world, source, content(1, 3, "Hello", bytes(48)))
    for at in (0, 600, 1087, 1088, 1119, 1120, 4000, 8175, 8176, 8191):
        with pytest.raises(Refused):
            open_request(world, flipped(asked.sealed, at), asked.c2, source)
    with pytest.raises(Refused):
        open_request(world, asked.sealed, flipped(asked.c2, 0), source)
    with pytest.raises(Refused):
        open_request(world, asked.sealed[:-1], asked.c2, source)
    assert open_request(world, asked.sealed, asked.c2, source).content == content(1, 3, "Hello", bytes(48))


def test_both_must_see_the_same_people(world: World) -> None:
    source = Source("other people")
    asked = ask(world, source, b"Hello")
    newer = make_card(world.bob.who, server=world.server, circle=world.circle, name="Bobby", day=DAY, seq=1)
    with pytest.raises(Refused) as caught:
        open_request(world, asked.sealed, asked.c2, source, cards=[newer])
    assert caught.value.code == "no_header"
    assert open_request(world, asked.sealed, asked.c2, source, cards=[newer, world.bob.card]).content == b"Hello"
    bundle, prekeys = make_bundle(world.bob.who, circle=world.circle, number=8, day=DAY, rand=source)
    with pytest.raises(Refused):
        open_request(world, asked.sealed, asked.c2, source, bundle=bundle, prekeys=prekeys)
    with pytest.raises(Refused):
        open_request(world, asked.sealed, asked.c2, source, server=bytes(32))
    mallory = Name(world.bob.who.seed, source(32))
    with pytest.raises(Refused):
        handshake.open_request(
            mallory,
            asked.sealed,
            asked.c2,
            server=world.server,
            cards=[world.bob.card],
            bundle=world.bob.bundle,
            prekeys=world.bob.prekeys,
            seen=set(),
            day=DAY,
            rand=source,
        )


def test_cards_and_bundles_of_others_are_refused(world: World) -> None:
    bob = world.bob
    open_card(bob.card.wire, server=world.server, circle=world.circle)
    open_bundle(bob.bundle.wire, circle=world.circle, author=bob.who.key, day=DAY)
    for server, circle in ((bytes(32), world.circle), (world.server, bytes(16))):
        with pytest.raises(Refused):
            open_card(bob.card.wire, server=server, circle=circle)
    good = {"circle": world.circle, "author": bob.who.key}
    for place, day in (
        (good | {"author": world.alice.who.key}, DAY),
        (good | {"circle": bytes(16)}, DAY),
        (good, DAY + 30),
        (good, DAY - 2),
    ):
        with pytest.raises(Refused):
            open_bundle(bob.bundle.wire, day=day, **place)
    for wire in (bob.card.wire, bob.bundle.wire):
        for at in (1, 60, len(wire) // 2, len(wire) - 1):
            with pytest.raises(Refused):
                open_card(flipped(wire, at), server=world.server, circle=world.circle)
            with pytest.raises(Refused):
                open_bundle(flipped(wire, at), day=DAY, **good)


def test_what_cannot_be_reported_is_not_shown_but_uses_its_keys(world: World, pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    honest = alice.token
    own = Source("forger")
    body = own(92) + u32(WEEK)
    old = franking.issue(world.frank_seed, world.id_key, alice.own, WEEK - 6, own)
    ahead = franking.issue(world.frank_seed, world.id_key, alice.own, WEEK + 2, own)
    foreign = franking.issue(own(32), world.id_key, alice.own, WEEK, own)
    forged = [honest._replace(seed=own(32)), old, ahead, foreign]
    forged.append(franking.Token(own(32), body + sig(own(32), "frank-token", body)))
    for token in forged:
        alice.token = token
        cannot_report(alice, bob)
    alice.token = honest
    for name, wrong in (("peer", own(32)), ("circle", own(16))):
        right = getattr(alice, name)
        setattr(alice, name, wrong)
        cannot_report(alice, bob)
        setattr(alice, name, right)
    for week in (WEEK - 5, WEEK + 1):
        alice.token = franking.issue(world.frank_seed, world.id_key, alice.own, week, own)
        assert bob.read(*alice.write(text(week), day=DAY), hour=HOUR)[0] == text(week)


def cannot_report(writer: Session, reader: Session) -> None:
    sent = writer.write(text(0), day=DAY)
    count = ratchet.number(reader.state, "Nr")
    with pytest.raises(Refused) as caught:
        reader.read(*sent, hour=HOUR)
    assert caught.value.code == "not_reportable"
    assert ratchet.number(reader.state, "Nr") == count + 1
    refuses(reader, sent, "duplicate")


def test_wrong_commitment_padding_or_length_inside(world: World, pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    said = text(5)
    proof, c2 = franking.prove(said, alice.token, alice.circle, alice.peer, Source("inner"))
    inner = franking.write_inner(said, proof, 4096 - ratchet.OUTSIDE_INNER)
    for changed in (
        flipped(inner, len(inner) - 1),
        flipped(inner, 261 + len(said)),
        flipped(inner, 4),
        flipped(inner, 300),
        b"\xff" + inner[1:],
        u32(len(inner)) + inner[4:],
    ):
        alice.state, frame = ratchet.encrypt(alice.state, changed, c2, DAY, Source("salt"))
        with pytest.raises(Refused) as caught:
            bob.read(frame, c2, hour=HOUR)
        assert caught.value.code == "not_reportable"
    assert bob.read(*alice.write(said, day=DAY), hour=HOUR)[0] == said


def test_the_server_can_name_the_sender_of_what_is_shown(world: World, pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    _, proof = bob.read(*alice.write(text(1), day=DAY), hour=HOUR)
    assert franking.reveal(world.id_key, proof.token) == world.alice.who.key
    with pytest.raises(Refused):
        franking.reveal(bytes(32), proof.token)


def test_safety_numbers_name_two_people(world: World) -> None:
    prints = [
        safety.fingerprint(world.server, world.circle, person.who.key, person.card.said["ik"])
        for person in (world.alice, world.bob)
    ]
    groups = safety.number(*prints)
    assert groups == safety.number(*reversed(prints))
    assert len(groups) == 12
    assert all(len(group) == 5 and group.isdigit() for group in groups)
    assert "".join(groups[:6]) < "".join(groups[6:])
    assert safety.picture(*prints) == safety.picture(*reversed(prints))
    assert len(safety.picture(*prints)) == 65
    alice = world.alice
    for other in (
        (bytes(32), world.circle, alice.who.key, alice.card.said["ik"]),
        (world.server, bytes(16), alice.who.key, alice.card.said["ik"]),
        (world.server, world.circle, alice.who.key, bytes(32)),
    ):
        assert safety.digits(safety.fingerprint(*other)) != safety.digits(prints[0])
