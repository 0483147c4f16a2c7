"""The second implementation with itself: order, loss, doubles, tampering, bounds."""

import random
from collections.abc import Iterator
from itertools import pairwise

import pytest

from . import handshake, kem, ratchet
from .notation import Refused, dh_public, u32
from .people import DAY, HOUR, Source, World, content, make_world, meet
from .session import Session, Written


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(Source("world"))


@pytest.fixture
def pair(world: World) -> tuple[Session, Session]:
    return meet(world, Source("meeting"))


def text(number: int) -> bytes:
    return content(4, number, f"message {number}")


def flipped(data: bytes, at: int, mask: int = 1) -> bytes:
    return data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]


def refuses(session: Session, sent: Written, code: str, *, hour: int = HOUR) -> None:
    """The frame is refused so, and the state is what it was."""
    before = dict(session.state)
    with pytest.raises(Refused) as caught:
        session.read(*sent, hour=hour)
    assert caught.value.code == code
    assert session.state == before


def test_in_order_over_many_steps(pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    for number in range(40):
        writer, reader = (alice, bob) if number // 2 % 2 else (bob, alice)
        assert reader.read(*writer.write(text(number), day=DAY), hour=HOUR)[0] == text(number)
    assert alice.state["ad"] == bob.state["ad"]
    assert handshake.session_id(alice.state) == alice.state["ad"][:16]


def test_every_step_uses_new_keys(pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    seen: set[bytes] = set()
    for number in range(6):
        writer, reader = (bob, alice) if number % 2 == 0 else (alice, bob)
        reader.read(*writer.write(text(number), day=DAY), hour=HOUR)
        fresh = {reader.state[name] for name in ("rk", "DHs", "PQs", "CT", "CKs", "CKr", "HKs", "NHKs", "NHKr")}
        assert len(fresh) == 9
        assert not fresh & seen
        seen |= fresh - {reader.state[name] for name in ("HKs", "NHKs", "NHKr")}


def test_out_of_order_within_and_across_steps(pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    rng = random.Random(7)
    waiting: dict[str, list[tuple[int, Written]]] = {"alice": [], "bob": []}
    count = 0
    for _ in range(30):
        writer, to = rng.choice(((alice, "bob"), (bob, "alice")))
        for _ in range(rng.randrange(1, 5)):
            waiting[to].append((count, writer.write(text(count), day=DAY)))
            count += 1
        reader = bob if to == "bob" else alice
        rng.shuffle(waiting[to])
        for _ in range(rng.randrange(len(waiting[to]) + 1)):
            number, sent = waiting[to].pop()
            assert reader.read(*sent, hour=HOUR)[0] == text(number)
    for reader, to in ((alice, "alice"), (bob, "bob")):
        for number, sent in waiting[to]:
            assert reader.read(*sent, hour=HOUR)[0] == text(number)
        assert not reader.state["skipped"]


def test_doubles_are_refused(pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    sent = [alice.write(text(number), day=DAY) for number in range(4)]
    bob.read(*sent[0], hour=HOUR)
    refuses(bob, sent[0], "duplicate")
    bob.read(*sent[3], hour=HOUR)
    bob.read(*sent[1], hour=HOUR)
    for again in (sent[0], sent[1], sent[3]):
        refuses(bob, again, "duplicate")
    alice.read(*bob.write(text(9), day=DAY), hour=HOUR)
    bob.read(*alice.write(text(10), day=DAY), hour=HOUR)
    refuses(bob, sent[3], "duplicate")  # the old chain still has a key, for sent[2]
    bob.read(*sent[2], hour=HOUR)
    refuses(bob, sent[2], "no_header")  # and now nothing of it is left


def regions(size: int) -> Iterator[int]:
    """First, last and middle byte of version, salt, header, its tag, body, its tag."""
    edges = (0, 1, 17, ratchet.BODY_AT - 16, ratchet.BODY_AT, size - 16, size)
    for start, end in pairwise(edges):
        yield from sorted({start, (start + end) // 2, end - 1})


@pytest.mark.parametrize("kind", ["skipped", "same chain", "step"])
def test_changes_are_refused_without_trace(pair: tuple[Session, Session], kind: str) -> None:
    alice, bob = pair
    sent = alice.write(text(1), day=DAY)
    if kind == "skipped":
        bob.read(*alice.write(text(2), day=DAY), hour=HOUR)
    if kind == "step":
        alice.read(*bob.write(text(3), day=DAY), hour=HOUR)
        sent = alice.write(text(1), day=DAY)
    for at in regions(len(sent.frame)):
        code = "no_header" if 0 < at < ratchet.BODY_AT else "bad_frame"
        refuses(bob, Written(flipped(sent.frame, at), sent.c2), code)
    refuses(bob, Written(sent.frame, flipped(sent.c2, 31)), "bad_frame")
    for frame in (b"", sent.frame[:-1], sent.frame + b"\x00", sent.frame + bytes(4096)):
        refuses(bob, Written(frame, sent.c2), "bad_frame")
    refuses(alice, sent, "no_header")
    assert bob.read(*sent, hour=HOUR)[0] == text(1)


def test_a_header_with_hostile_keys_is_refused(pair: tuple[Session, Session]) -> None:
    """Only who holds the header key can try: here Alice herself."""
    alice, bob = pair
    alice.read(*bob.write(text(0), day=DAY), hour=HOUR)
    honest = dict(alice.state)

    def frame_with(header: bytes) -> Written:
        sent = alice.write(text(1), day=DAY)
        alice.state = dict(honest)
        salt = sent.frame[1:17]
        sealed = ratchet.seal(honest["HKs"], salt, b"heimo/v1/dr/hdr", header, honest["ad"])
        return Written(sent.frame[:17] + sealed + sent.frame[ratchet.BODY_AT :], sent.c2)

    pq, counts = kem.public(honest["PQs"]), u32(1) + u32(0)
    for dh_key, pq_key in ((bytes(32), pq), (Source("dh")(32), b"\xff" * 1184)):
        refuses(bob, frame_with(dh_key + pq_key + honest["CT"] + counts), "bad_frame")
    for pn, n in ((1002, 0), (1, 1001), (2**32 - 1, 0), (0, 2**32 - 1)):
        refuses(bob, frame_with(honest_dh(honest) + pq + honest["CT"] + u32(pn) + u32(n)), "too_many_skipped")


def honest_dh(state: ratchet.State) -> bytes:
    return dh_public(state["DHs"])


def test_a_thousand_may_be_skipped_and_no_more(pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    start = dict(bob.state)
    sent = [alice.write(text(number), day=DAY) for number in range(1002)]
    refuses(bob, sent[1001], "too_many_skipped")
    assert bob.read(*sent[1000], hour=HOUR)[0] == text(1000)
    assert len(list(ratchet.skipped(bob.state))) == 1000
    assert bob.read(*sent[0], hour=HOUR)[0] == text(0)
    bob.state = start
    bob.read(*sent[500], hour=HOUR)
    assert bob.read(*sent[1001], hour=HOUR)[0] == text(1001)


def test_two_thousand_are_kept_the_newest(pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    sent = [alice.write(text(number), day=DAY) for number in range(2103)]
    for number in (1000, 2001, 2102):
        bob.read(*sent[number], hour=HOUR)
    kept = [n - 1 for _, n, _, _ in ratchet.skipped(bob.state)]  # the request was number 0
    assert len(kept) == 2000
    assert kept[0] == 100
    refuses(bob, sent[99], "duplicate")
    assert bob.read(*sent[100], hour=HOUR)[0] == text(100)


def test_skipped_keys_last_thirty_days(pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    early, late, _, _ = sent = [alice.write(text(number), day=DAY) for number in range(4)]
    bob.read(*sent[2], hour=HOUR)
    assert bob.read(*early, hour=HOUR + 30 * 24)[0] == text(0)
    bob.read(*sent[3], hour=HOUR + 31 * 24)
    refuses(bob, late, "duplicate", hour=HOUR + 31 * 24)
    assert not bob.state["skipped"]


def test_frames_have_the_smallest_size_that_fits(pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    largest = (1475, 5571, 13763, 30147, 62915)
    for size, most in zip(ratchet.SIZES, largest, strict=True):
        sent = alice.write(bytes(most), day=DAY)
        assert len(sent.frame) == size
        assert bob.read(*sent, hour=HOUR)[0] == bytes(most)
        if size != ratchet.SIZES[-1]:
            assert len(alice.write(bytes(most + 1), day=DAY).frame) == 2 * size
    before = dict(alice.state)
    with pytest.raises(Refused):
        alice.write(bytes(62916), day=DAY)
    assert alice.state == before


def test_a_restored_state_repeats_no_key_stream(pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    saved = dict(alice.state)
    first = alice.write(text(1), day=DAY)
    alice.state = saved
    second = alice.write(text(1), day=DAY)
    assert first.frame[1:17] != second.frame[1:17]
    assert sum(a == b for a, b in zip(first.frame[17:], second.frame[17:], strict=True)) < 64
    bob.read(*second, hour=HOUR)
    refuses(bob, first, "duplicate")


def test_the_one_who_is_asked_cannot_write_first(world: World) -> None:
    bob = world.bob
    state = handshake.answer(bob.who, world.sides, bob.prekeys, honest_dh({"DHs": bytes(32)}), bytes(1088), DAY)
    with pytest.raises(Refused) as caught:
        world.session(bob, world.alice.who.key, state, Source("x")).write(b"", day=DAY)
    assert caught.value.code == "closed"
