"""A peer who holds the keys and misuses them: from one state, both implementations come to one verdict."""

from collections.abc import Iterator

import pytest

from . import cards, cbor, franking, hpke, kem, ratchet
from .notation import Refused, dh_public, h256, u16, u32, verifying_key
from .people import DAY, HOUR, Source, World, content, make_world, meet
from .session import Session, Written
from .sides import Place, Program, Read, Second, read_as_program
from .states import as_program, stripped

NUMBERS = (0, 1, 2, 3, 999, 1000, 1001, 1002, 1003, 1999, 2000, 2**32 - 1)


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(Source("verdict"))


@pytest.fixture
def pair(world: World) -> tuple[Session, Session]:
    """Bob has a gap in Alice's chain of now, and one in the chain before."""
    alice, bob = meet(world, Source("verdict of two"))
    for skip in (2, 3):
        sent = [alice.write(content(4, number, "words"), day=DAY) for number in range(skip)]
        bob.read(*sent[-1], hour=HOUR)
        if skip == 2:
            alice.read(*bob.write(content(4, 9, "words"), day=DAY), hour=HOUR)
    assert len({record[0] for record in ratchet.skipped(bob.state)}) == 2
    return alice, bob


def judge(bob: Session, sent: Written, hour: int = HOUR) -> str:
    """Read by both from Bob's state; the verdict, once it is sure that it is one."""
    before = bob.state
    here = Place(b"", bob.circle, b"", bob.server, b"")
    second, program = "read", "read"
    read: Read | None = None
    theirs = as_program(before)
    try:
        said = Read(*bob.read(*sent, hour=hour))
    except Refused as problem:
        second = problem.code
    try:
        theirs, read = read_as_program(theirs, sent, here, bob.own, Source("program"), hour=hour)
        program = "read" if read else "not_reportable"
    except Refused as problem:
        program = problem.code
    assert second == program
    if second == "read":
        assert read == said
    if bob.state["DHs"] == before["DHs"]:
        assert stripped(theirs) == as_program(bob.state).to_bytes()
    else:
        both = (theirs.ckr, theirs.nhkr, theirs.hkr, theirs.hks, theirs.pn, theirs.nr, theirs.skipped.to_plain())
        mine = as_program(bob.state)
        assert both == (mine.ckr, mine.nhkr, mine.hkr, mine.hks, mine.pn, mine.nr, mine.skipped.to_plain())
    bob.state = before
    return second


def forged(alice: Session, **changed: bytes) -> Written:
    """A frame of hers with other values in the header, sealed as it should be; her state stays."""
    before = alice.state
    alice.state = before | changed
    sent = alice.write(content(4, 1, "words"), day=DAY)
    alice.state = before
    return sent


def chain(state: ratchet.State, wanted: tuple[int, ...]) -> Iterator[tuple[int, bytes]]:
    """Chain keys of her present chain at the numbers wanted, as far as 2,100."""
    key = state["CKs"]
    for number in range(ratchet.number(state, "Ns"), 2101):
        if number in wanted:
            yield number, key
        key = ratchet.kdf_chain(key)[1]


def step(alice: Session, bob: Session) -> None:
    """Bob has answered, so that what Alice writes next begins a chain."""
    alice.read(*bob.write(content(4, 9, "words"), day=DAY), hour=HOUR)


def test_any_number_in_the_chain_at_hand(pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    assert [judge(bob, forged(alice, Ns=u32(number))) for number in NUMBERS[:3]] == ["bad_frame"] * 2 + ["duplicate"]
    assert ratchet.number(bob.state, "Nr") == 3
    honest = {n: judge(bob, forged(alice, Ns=u32(n), CKs=key)) for n, key in chain(alice.state, NUMBERS)}
    assert honest == {n: "read" if n <= 1003 else "too_many_skipped" for n in NUMBERS if 3 <= n <= 2000}
    assert judge(bob, forged(alice, Ns=u32(2**32 - 2))) == "too_many_skipped"


def test_any_numbers_in_a_new_chain(pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    step(alice, bob)
    assert ratchet.number(bob.state, "Nr") == 3
    for previous in NUMBERS:
        wanted = "read" if previous <= 1003 else "too_many_skipped"
        assert judge(bob, forged(alice, PN=u32(previous))) == wanted
    for n, key in chain(alice.state, NUMBERS):
        wanted = "read" if n <= 1000 else "too_many_skipped"
        assert judge(bob, forged(alice, Ns=u32(n), CKs=key)) == wanted
        assert judge(bob, forged(alice, PN=u32(1003), Ns=u32(n), CKs=key)) == wanted


def test_other_keys_in_the_header(pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    source = Source("other keys")
    for new_chain in (False, True):
        if new_chain:
            step(alice, bob)
        wanted = "bad_frame" if new_chain else "read"  # in a chain at hand nobody looks at these again
        assert judge(bob, forged(alice, DHs=source(32))) == wanted
        assert judge(bob, forged(alice, CT=source(kem.CIPHERTEXT))) == wanted
        assert judge(bob, resealed(alice, bytes(32), kem.public(alice.state["PQs"]))) == wanted
        assert judge(bob, resealed(alice, dh_public(alice.state["DHs"]), b"\xff" * kem.PUBLIC)) == wanted


def resealed(alice: Session, dh_key: bytes, pq_key: bytes) -> Written:
    """A frame with these bytes for keys."""
    state, salt = alice.state, bytes(16)
    header = dh_key + pq_key + state["CT"] + state["PN"] + state["Ns"]
    sealed = ratchet.seal(state["HKs"], salt, b"heimo/v1/dr/hdr", header, state["ad"])
    sent = forged(alice)
    mk, label = ratchet.kdf_chain(state["CKs"])[0], b"heimo/v1/dr/msg"
    old = state["ad"] + sent.frame[17 : ratchet.BODY_AT] + sent.c2
    inner = ratchet.unseal(mk, sent.frame[1:17], label, sent.frame[ratchet.BODY_AT :], old)
    assert inner is not None
    body = ratchet.seal(mk, salt, label, inner, state["ad"] + sealed + sent.c2)
    return Written(b"\x01" + salt + sealed + body, sent.c2)


def test_every_region_changed(pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    for new_chain in (False, True):
        if new_chain:
            step(alice, bob)
        frame, c2 = forged(alice)
        assert judge(bob, Written(frame, c2)) == "read"
        for spot in (0, 1, 16, 17, 49, 1233, 2321, 2325, 2329, 2344, 2345, 2349, 2381, 2445, 2605, 4079, 4080, 4095):
            changed = frame[:spot] + bytes([frame[spot] ^ 0x80]) + frame[spot + 1 :]
            assert judge(bob, Written(changed, c2)) == ("no_header" if 0 < spot < ratchet.BODY_AT else "bad_frame")
        assert judge(bob, Written(frame, bytes(32))) == "bad_frame"
        assert judge(bob, Written(frame + bytes(1), c2)) == "bad_frame"
        assert judge(bob, Written(frame, c2[:-1])) == "bad_frame"


def test_skipped_keys_are_kept_for_thirty_days(pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    late = [alice.write(content(4, number, "words"), day=DAY) for number in range(3)]
    bob.read(*late[-1], hour=HOUR)
    wanted = "read", "read", "duplicate", "duplicate"
    assert tuple(judge(bob, late[0], HOUR + days * 24) for days in (0, 30, 31, 60)) == wanted


def test_anything_inside_a_body(pair: tuple[Session, Session]) -> None:
    alice, bob = pair
    said = content(4, 1, "words")
    proof, c2 = franking.prove(said, alice.token, alice.circle, alice.peer, Source("inside"))
    inner = franking.write_inner(said, proof, 4096 - ratchet.OUTSIDE_INNER)

    def put(what: bytes) -> Written:
        return Written(ratchet.encrypt(alice.state, what, c2, DAY, Source("salt"))[1], c2)

    assert judge(bob, put(inner)) == "read"
    end = franking.OVERHEAD + len(said)
    for spot in (0, 3, 4, 36, 100, 192, 195, 259, franking.OVERHEAD, end - 1, end, len(inner) - 1):
        assert judge(bob, put(inner[:spot] + bytes([inner[spot] ^ 1]) + inner[spot + 1 :])) == "not_reportable"
    for length in (0, len(said) - 1, len(said) + 1, len(inner) - franking.OVERHEAD, len(inner), 2**32 - 1):
        assert judge(bob, put(u32(length) + inner[4:])) == "not_reportable"


def changed_openings(plain: bytes) -> dict[str, bytes]:
    """What a request may hold instead of what it should."""
    end = 2 + int.from_bytes(plain[:2], "big")
    said, frame = cbor.read(plain[2:end]), plain[end : end + 4096]

    def put(opening: bytes, tail: bytes = b"") -> bytes:
        made = u16(len(opening)) + opening + frame
        return made + bytes(len(plain) - len(made) - len(tail)) + tail

    def other(**changed: object) -> bytes:
        return put(cbor.write(said | changed))

    return {
        "filling": put(plain[2:end], b"\x01"),
        "short": plain[:-1],
        "length": u16(3000) + plain[2:],
        "not an encoding": put(b"\xbf\xff"),
        "version": other(v=2),
        "circle": other(circle=bytes(16)),
        "bundle": other(bundle=said["bundle"] + 1),
        "bundle of a strange type": other(bundle=None),
        "reset": other(reset_of=bytes(15)),
        "another field": other(more=1),
        "no ek": put(cbor.write({name: value for name, value in said.items() if name != "ek"})),
        "short ek": other(ek=said["ek"][:-1]),
        "ek of small order": other(ek=bytes(32)),
        "another ek": other(ek=dh_public(Source("ek")(32))),
        "short ct": other(ct=said["ct"][:-1]),
        "another ct": other(ct=bytes(kem.CIPHERTEXT)),
        "card": other(card=said["card"][:-1] + bytes([said["card"][-1] ^ 1])),
        "no card": other(card=b""),
    }


@pytest.mark.parametrize("seat", [Program, Second])
def test_anything_inside_a_request(seat: type[Program] | type[Second]) -> None:
    source = Source("inside a request")
    seed = source(32)
    here = Place(source(32), source(16), seed, verifying_key(seed), source(32))
    alice, bob = Second(here, "Alice"), seat(here, "Bob")
    asked = alice.ask(bob.card, bob.bundle, content(1, 0, "Hello", bytes(48)))
    bundle = cards.open_bundle(bob.bundle, circle=here.circle, author=bob.key, day=DAY)
    info = h256("request", here.server + here.circle + bob.key + bundle.hash + asked.c2)
    plain = hpke.open(bob.seal_private, info, asked.frame)
    for what, changed in changed_openings(plain).items():
        with pytest.raises(Refused):
            bob.take_request(hpke.seal(bundle.said["seal"], info, changed, source), asked.c2)
            pytest.fail(what)
    assert not bob.state
    again = hpke.seal(bundle.said["seal"], info, plain, source)
    assert bob.take_request(again, asked.c2)[0].content == content(1, 0, "Hello", bytes(48))
