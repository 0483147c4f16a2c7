"""The program and the second implementation talk to each other, each in either seat."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heimo_protocol.errors import Refusal
from heimo_tui.e2ee import franking as their_franking
from heimo_tui.e2ee.safety import safety_number

from . import franking, kem, ratchet, safety
from .notation import Refused, verifying_key
from .people import HOUR, WEEK, Source, content
from .session import Written
from .sides import Place, Program, Second, Side

SEATS = [(Program, Second), (Second, Program)]
PARTS = (("k_f", 32), ("sig2", 64), ("token", 160))
REQUEST = content(1, 0, "May I write to you?", bytes(48))


def place() -> Place:
    source = Source("place")
    seed = source(32)
    return Place(source(32), source(16), seed, verifying_key(seed), source(32))


def text(number: int) -> bytes:
    return content(4, number, f"message {number}")


def flipped(data: bytes, at: int, mask: int = 1) -> bytes:
    return data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]


def strangers(seats: tuple[type[Side], type[Side]]) -> tuple[Side, Side]:
    first, second = seats
    here = place()
    return first(here, "Alice"), second(here, "Bob")  # type: ignore[call-arg]  # both are made like this


def met(seats: tuple[type[Side], type[Side]]) -> tuple[Side, Side]:
    alice, bob = strangers(seats)
    bob.take_request(*alice.ask(bob.card, bob.bundle, REQUEST))
    return alice, bob


def refuses(reader: Side, sent: Written, code: str) -> None:
    before = reader.state
    with pytest.raises(Refused) as caught:
        reader.read(sent)
    assert caught.value.code == code
    assert reader.state == before


both_seats = pytest.mark.parametrize("seats", SEATS, ids=["program asks", "second asks"])


@both_seats
def test_a_request_goes_over(seats: tuple[type[Side], type[Side]]) -> None:
    alice, bob = strangers(seats)
    asked = alice.ask(bob.card, bob.bundle, REQUEST)
    assert len(asked.frame) == 8192
    read, reset_of = bob.take_request(*asked)
    assert (read.content, reset_of) == (REQUEST, None)
    assert alice.session_id == bob.session_id
    assert alice.read(bob.write(text(1))).content == text(1)
    assert bob.read(alice.write(text(2))).content == text(2)


@both_seats
def test_a_renewed_conversation_names_the_one_before(seats: tuple[type[Side], type[Side]]) -> None:
    alice, bob = met(seats)
    before = alice.session_id
    _, reset_of = alice.take_request(*bob.ask(alice.card, alice.bundle, content(6, 1, queue=bytes(48)), before))
    assert reset_of == before
    assert alice.session_id == bob.session_id != before
    assert bob.read(alice.write(text(1))).content == text(1)


@both_seats
def test_a_request_to_an_older_card_is_read(seats: tuple[type[Side], type[Side]]) -> None:
    alice, bob = strangers(seats)
    old = bob.card
    bob.renew_card("Bobby")
    bob.renew_card("Robert")
    assert bob.take_request(*alice.ask(old, bob.bundle, REQUEST))[0].content == REQUEST
    assert alice.read(bob.write(text(1))).content == text(1)


@both_seats
def test_a_changed_request_is_refused(seats: tuple[type[Side], type[Side]]) -> None:
    alice, bob = strangers(seats)
    sealed, c2 = alice.ask(bob.card, bob.bundle, REQUEST)
    low_order = sealed[: kem.CIPHERTEXT] + bytes(32) + sealed[kem.XWING_CIPHERTEXT :]
    changed = [flipped(sealed, at) for at in (0, 1087, 1088, 1119, 1120, 2000, 8175, 8191)]
    for broken in (*changed, low_order, sealed[:-1], sealed + b"\x00", b""):
        with pytest.raises(Refused):
            bob.take_request(broken, c2)
    with pytest.raises(Refused):
        bob.take_request(sealed, flipped(c2, 0))
    assert not bob.state
    assert bob.take_request(sealed, c2)[0].content == REQUEST


@both_seats
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32), loss=st.floats(0, 0.5))
def test_a_long_talk_over_a_bad_line(seats: tuple[type[Side], type[Side]], seed: int, loss: float) -> None:
    """60 messages, lost, late, doubled and changed: each that arrives is read once and right, on both sides alike."""
    rng = random.Random(seed)
    sides = met(seats)
    under_way: tuple[list[tuple[int, Written]], ...] = ([], [])
    done: tuple[list[Written], ...] = ([], [])
    for number in range(60):
        writer = rng.randrange(2)
        reader = 1 - writer
        sent = sides[writer].write(text(number))
        if rng.random() >= loss:
            under_way[reader].append((number, sent))
        rng.shuffle(under_way[reader])
        for _ in range(min(len(under_way[reader]), rng.randrange(4))):
            expected, sent = under_way[reader].pop()
            if rng.random() < 0.1:
                spot = rng.randrange(len(sent.frame))
                refuses(sides[reader], Written(flipped(sent.frame, spot), sent.c2), broken_at(spot))
            assert sides[reader].read(sent).content == text(expected)
            done[reader].append(sent)
        if done[reader] and rng.random() < 0.1:
            not_twice(sides[reader], rng.choice(done[reader]))
    for reader in (0, 1):
        for expected, sent in under_way[reader]:
            assert sides[reader].read(sent).content == text(expected)


def broken_at(spot: int) -> str:
    """What a frame with a changed byte is refused as."""
    return "no_header" if 0 < spot < ratchet.BODY_AT else "bad_frame"


def not_twice(reader: Side, sent: Written) -> None:
    before = reader.state
    with pytest.raises(Refused) as caught:
        reader.read(sent)
    assert caught.value.code in ("duplicate", "no_header")
    assert reader.state == before


@both_seats
def test_all_sizes_go_over(seats: tuple[type[Side], type[Side]]) -> None:
    alice, bob = met(seats)
    for most in (0, 1475, 1476, 5571, 5572, 13763, 30147, 62915):
        for writer, reader in ((bob, alice), (alice, bob)):
            sent = writer.write(bytes(most))
            assert len(sent.frame) == ratchet.inner_size(most + franking.OVERHEAD) + ratchet.OUTSIDE_INNER
            assert reader.read(sent).content == bytes(most)


@both_seats
def test_a_thousand_lost_and_no_more(seats: tuple[type[Side], type[Side]]) -> None:
    alice, bob = met(seats)
    sent = [alice.write(text(number)) for number in range(1002)]
    refuses(bob, sent[1001], "too_many_skipped")
    for number in (1000, 1001, 0, 999):
        assert bob.read(sent[number]).content == text(number)
    refuses(bob, sent[0], "duplicate")


@both_seats
def test_what_cannot_be_reported_is_refused_by_both(seats: tuple[type[Side], type[Side]]) -> None:
    alice, bob = met(seats)
    own, honest, here = Source("forger"), alice.token, place()
    stale = franking.issue(here.frank_seed, here.id_key, alice.key, WEEK - 6, own)
    early = franking.issue(here.frank_seed, here.id_key, alice.key, WEEK + 2, own)
    foreign = franking.issue(own(32), here.id_key, alice.key, WEEK, own)
    for token in (stale, early, foreign, honest._replace(seed=own(32)), honest._replace(token=bytes(160))):
        alice.token = token
        sent = alice.write(text(1))
        with pytest.raises(Refused) as caught:
            bob.read(sent)
        assert caught.value.code == "not_reportable"
        refuses(bob, sent, "duplicate")
    for week in (WEEK - 5, WEEK + 1):
        alice.token = franking.issue(here.frank_seed, here.id_key, alice.key, week, own)
        assert bob.read(alice.write(text(week))).content == text(week)


@both_seats
def test_each_proves_to_the_other_who_wrote(seats: tuple[type[Side], type[Side]]) -> None:
    alice, bob = met(seats)
    here = place()
    for writer, reader in ((bob, alice), (alice, bob)):
        sent = writer.write(text(1))
        said, proof = reader.read(sent)
        assert franking.reveal(here.id_key, proof.token) == writer.key
        mine = franking.Place(here.frank_key, here.circle, reader.key)
        theirs = {"circle": here.circle, "recipient": reader.key, "frank_key": here.frank_key}
        franking.check(proof, said, sent.c2, mine, HOUR)
        their_franking.check(their_franking.Evidence(said, *proof), sent.c2, HOUR, **theirs)
        for changed in (
            proof._replace(k_f=bytes(32)),
            proof._replace(sig2=bytes(64)),
            proof._replace(token=bytes(160)),
        ):
            with pytest.raises(Refused):
                franking.check(changed, said, sent.c2, mine, HOUR)
            with pytest.raises(Refusal):
                their_franking.check(their_franking.Evidence(said, *changed), sent.c2, HOUR, **theirs)


def test_safety_numbers_are_the_same() -> None:
    source = Source("safety")
    for _ in range(4):
        server, circle, one, other = source(32), source(16), (source(32), source(32)), (source(32), source(32))
        theirs = safety_number(server, circle, one, other)
        mine = [safety.fingerprint(server, circle, *keys) for keys in (one, other)]
        assert list(theirs.groups) == safety.number(*mine)
        assert theirs.code == safety.picture(*mine)
