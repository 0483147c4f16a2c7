"""Sessions as values: what they keep and for how long, and that old bytes of theirs can still be read."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from heimo_protocol.encoding import decode_plain, encode
from heimo_protocol.signing import Envelope
from heimo_tui.core.errors import CannotDecrypt, StoreProblem, StoreReason
from heimo_tui.e2ee import ratchet
from heimo_tui.e2ee.bundles import BundleSecrets, make_bundle
from heimo_tui.e2ee.frames import Header
from heimo_tui.e2ee.handshake import Agreed
from heimo_tui.e2ee.messages import Sealed, decrypt
from heimo_tui.e2ee.parties import Me
from heimo_tui.e2ee.primitives.kem import ML_KEM
from heimo_tui.e2ee.requests import open_request
from heimo_tui.e2ee.session import Session
from heimo_tui.e2ee.skipped import MAX_DAYS, MAX_PER_STEP, MAX_STORED, Skipped

from .pair import CIRCLE, DAY, FRANK_KEY, HOUR, Pair

FROZEN = json.loads((Path(__file__).parents[2] / "vectors" / "sessions1.json").read_text(encoding="utf-8"))


def hexed(name: str) -> bytes:
    return bytes.fromhex(FROZEN[name])


def run_of(pair: Pair, count: int, *, day: int = DAY) -> list[Sealed]:
    """Ada's next messages, of which none has arrived yet."""
    found = []
    for number in range(count):
        found.append(pair.ada.write(pair.at_ada, f"{number}".encode(), pair.ben, day=day))
        pair.at_ada = found[-1].session
    return found


def ben_reads(pair: Pair, sealed: Sealed, *, day: int = DAY) -> bytes:
    opened = pair.ben.read(pair.at_ben, sealed.frame, sealed.c2, day=day)
    pair.at_ben = opened.session
    return opened.content


def ben_answers(pair: Pair) -> None:
    answer = pair.ben.write(pair.at_ben, b"yes", pair.ada)
    pair.at_ben = answer.session
    pair.at_ada = pair.ada.read(pair.at_ada, answer.frame, answer.c2).session


def refusal(pair: Pair, sealed: Sealed, *, day: int = DAY) -> str:
    before = pair.at_ben.to_bytes()
    with pytest.raises(CannotDecrypt) as caught:
        ben_reads(pair, sealed, day=day)
    assert pair.at_ben.to_bytes() == before
    return caught.value.code


def test_so_many_may_be_skipped_in_a_step_and_not_one_more() -> None:
    pair = Pair().answered()
    lost = run_of(pair, MAX_PER_STEP + 2)
    assert refusal(pair, lost[MAX_PER_STEP + 1]) == "too_many_skipped"
    assert ben_reads(pair, lost[MAX_PER_STEP]) == str(MAX_PER_STEP).encode()
    assert len(pair.at_ben.skipped) == MAX_PER_STEP
    pair.at_ben = Session.from_bytes(pair.at_ben.to_bytes())
    assert [ben_reads(pair, one) for one in lost[:MAX_PER_STEP:50]] == [
        str(number).encode() for number in range(0, MAX_PER_STEP, 50)
    ]
    assert ben_reads(pair, lost[-1]) == str(MAX_PER_STEP + 1).encode()
    assert refusal(pair, lost[0]) == "duplicate"


def test_the_end_of_a_chain_counts_as_a_step_too() -> None:
    pair = Pair().answered()
    ben_reads(pair, run_of(pair, 1)[0])
    lost = run_of(pair, MAX_PER_STEP + 1)
    answer = pair.ben.write(pair.at_ben, b"yes", pair.ada)
    pair.at_ben = answer.session
    pair.at_ada = pair.ada.read(pair.at_ada, answer.frame, answer.c2).session
    after = run_of(pair, 1)[0]
    assert refusal(pair, after) == "too_many_skipped"
    assert ben_reads(pair, lost[0]) == b"0"
    assert ben_reads(pair, after) == b"0"
    assert len(pair.at_ben.skipped) == MAX_PER_STEP


def test_of_all_that_are_kept_the_oldest_go_first() -> None:
    pair = Pair().answered()
    chains = []
    for _ in range(3):
        chains.append(run_of(pair, 801))
        ben_reads(pair, chains[-1][-1])
        ben_answers(pair)
    surplus = 3 * 800 - MAX_STORED
    assert len(pair.at_ben.skipped) == MAX_STORED
    assert refusal(pair, chains[0][surplus - 1]) == "duplicate"
    assert ben_reads(pair, chains[0][surplus]) == str(surplus).encode()
    assert ben_reads(pair, chains[2][0]) == b"0"
    chains.append(run_of(pair, 1000))
    ben_reads(pair, chains[-1][-1])
    assert refusal(pair, chains[0][-2]) == "no_header"
    assert len(pair.at_ben.skipped) == MAX_STORED


def test_keys_of_late_messages_are_kept_for_thirty_days() -> None:
    pair = Pair().answered()
    first, second, third = run_of(pair, 3)
    ben_reads(pair, third)
    assert ben_reads(pair, first, day=DAY + MAX_DAYS) == b"0"
    assert refusal(pair, second, day=DAY + MAX_DAYS + 1) == "duplicate"
    pair.at_ben = pair.ben.write(pair.at_ben, b"much later", pair.ada, day=DAY + MAX_DAYS + 1).session
    assert len(pair.at_ben.skipped) == 0
    assert refusal(pair, second) == "duplicate"


def test_days_are_kept() -> None:
    pair = Pair().answered()
    assert (pair.at_ben.created, pair.at_ben.last) == (DAY, DAY)
    ben_reads(pair, run_of(pair, 1, day=DAY + 2)[0], day=DAY + 3)
    assert (pair.at_ada.created, pair.at_ada.last) == (DAY, DAY + 2)
    assert (pair.at_ben.created, pair.at_ben.last) == (DAY, DAY + 3)


def test_both_sides_name_the_session_alike() -> None:
    pair = Pair()
    assert pair.at_ada.sid == pair.at_ben.sid == pair.at_ada.ad[:16]
    assert pair.at_ada.peer_card == pair.ben.me.cards[0].hash and pair.at_ben.peer_card == pair.ada.me.cards[0].hash


def test_who_was_asked_sends_after_receiving_only() -> None:
    session = ratchet.start_responder(Agreed(*[bytes(32)] * 4), bytes(32), bytes(64), peer_card=bytes(32), day=DAY)
    pair = Pair()
    with pytest.raises(ValueError, match="receive first"):
        pair.ben.write(session, b"too early", pair.ada)


def test_a_session_that_contradicts_itself_is_a_bug() -> None:
    pair = Pair()
    torn = replace(pair.at_ben, ckr=None)
    header = Header(bytes(32), bytes(1184), bytes(1088), 0, 5)
    assert torn.hkr is not None
    with pytest.raises(AssertionError, match="receiving chain"):
        ratchet.receive(torn, torn.hkr, header, day=DAY, kem=ML_KEM, rand=bytes)


@pytest.mark.parametrize("unsound", [{"dh": bytes(32)}, {"pq": b"\xff" * 1184}])
def test_unsound_keys_in_a_header_are_refused(unsound: dict[str, bytes]) -> None:
    """By somebody with the header key, that is: the peer."""
    pair = Pair().answered()
    header = ratchet.next_sending(pair.at_ada).header
    hk = pair.at_ben.nhkr
    good, _ = ratchet.receive(pair.at_ben, hk, header, day=DAY, kem=ML_KEM, rand=os.urandom)
    assert good.nr == 1
    with pytest.raises(CannotDecrypt, match="bad_frame"):
        ratchet.receive(pair.at_ben, hk, replace(header, **unsound), day=DAY, kem=ML_KEM, rand=os.urandom)


def test_the_likely_header_keys_are_tried_first() -> None:
    pair = Pair()
    assert list(ratchet.header_keys(pair.at_ada)) == [pair.at_ada.nhkr]
    pair.answered()
    first, second = run_of(pair, 2)
    ben_reads(pair, second)
    old = pair.at_ben.hkr
    assert list(ratchet.header_keys(pair.at_ben)) == [old, pair.at_ben.nhkr]
    ben_answers(pair)
    ben_reads(pair, run_of(pair, 1)[0])
    assert list(ratchet.header_keys(pair.at_ben)) == [pair.at_ben.hkr, pair.at_ben.nhkr, old]
    ben_reads(pair, first)
    assert list(ratchet.header_keys(pair.at_ben)) == [pair.at_ben.hkr, pair.at_ben.nhkr]


def test_what_was_kept_is_the_same_session() -> None:
    pair = Pair().answered()
    lost = run_of(pair, 5)
    ben_reads(pair, lost[3])
    kept = pair.at_ben.to_bytes()
    pair.at_ben = Session.from_bytes(kept)
    assert pair.at_ben.to_bytes() == kept
    assert [ben_reads(pair, lost[number]) for number in (4, 0, 2, 1)] == [b"4", b"0", b"2", b"1"]


def test_a_session_of_version_1_still_reads() -> None:
    session = Session.from_bytes(hexed("session"))
    assert len(session.skipped) == FROZEN["skipped"] and session.to_bytes() == hexed("session")
    for item in FROZEN["frames"]:
        opened = decrypt(
            session,
            bytes.fromhex(item["frame"]),
            bytes.fromhex(item["c2"]),
            circle=hexed("circle"),
            me=hexed("author"),
            frank_key=hexed("frank_key"),
            hour=FROZEN["hour"],
            day=FROZEN["day"],
        )
        assert opened.content == item["content"].encode() and opened.evidence is not None
        session = opened.session


def test_a_bundle_of_version_1_still_reads() -> None:
    secrets = BundleSecrets.from_bytes(hexed("bundle"))
    assert secrets.to_bytes() == hexed("bundle") and secrets.bundle.number == secrets.number
    dm = X25519PrivateKey.from_private_bytes(hexed("dm"))
    me = Me(hexed("server_id"), hexed("circle"), hexed("author"), dm, (Envelope.from_bytes(hexed("card")),))
    opened = open_request(
        bytes.fromhex(FROZEN["request"]["sealed"]),
        bytes.fromhex(FROZEN["request"]["c2"]),
        me=me,
        bundles=[secrets],
        frank_key=hexed("frank_key"),
        hour=FROZEN["hour"],
        day=FROZEN["day"],
    )
    assert opened.content == FROZEN["request"]["content"].encode()


KINDS = pytest.mark.parametrize(("kind", "kept"), [(Session, "session"), (BundleSecrets, "bundle")])


@KINDS
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"v": 2}, StoreReason.NEWER),
        ({"v": 0}, StoreReason.CORRUPT),
        ({"v": "1"}, StoreReason.CORRUPT),
        ({"skipped": [[1, 2]], "spk": 5}, StoreReason.CORRUPT),
        ({"rk": "text", "seal": None}, StoreReason.CORRUPT),
    ],
)
def test_what_cannot_be_read_is_told_apart(
    kind: type[Session] | type[BundleSecrets], kept: str, change: dict[str, object], reason: StoreReason
) -> None:
    with pytest.raises(StoreProblem) as caught:
        kind.from_bytes(encode(decode_plain(hexed(kept)) | change))
    assert caught.value.reason is reason and caught.value.detail in ("", "no version", "fields")


@KINDS
@pytest.mark.parametrize("data", [b"", b"\xff", encode([1, 2]), encode({})])
def test_what_is_no_state_is_corrupt(kind: type[Session] | type[BundleSecrets], kept: str, data: bytes) -> None:
    with pytest.raises(StoreProblem) as caught:
        kind.from_bytes(data)
    assert caught.value.reason is StoreReason.CORRUPT


def test_a_missing_field_is_corrupt() -> None:
    plain = decode_plain(hexed("session"))
    del plain["skipped"]
    with pytest.raises(StoreProblem):
        Session.from_bytes(encode(plain))


def test_a_bundle_has_three_key_pairs_that_share_nothing() -> None:
    pair = Pair()
    secrets, envelope = make_bundle(pair.ada.signing, CIRCLE, 7, DAY)
    bundle = secrets.bundle
    assert (bundle.number, bundle.made, bundle.expires, bundle.circle) == (7, DAY, DAY + 30, CIRCLE)
    assert Envelope.from_bytes(envelope).payload == secrets.payload
    assert len({secrets.spk, secrets.seal[64:]}) == 2 and secrets.pqpk != secrets.seal[:64]
    assert len({bundle.spk, bundle.seal[1184:]}) == 2 and bundle.pqpk != bundle.seal[:1184]


def test_skipped_keys_that_are_found_are_gone() -> None:
    kept = Skipped().adding(b"h", [(1, b"a"), (2, b"b")], DAY)
    assert kept.find(b"h", 1) == b"a" and kept.find(b"h", 3) is None and kept.find(b"x", 1) is None
    less = kept.without(b"h", 1)
    assert less.find(b"h", 1) is None and less.find(b"h", 2) == b"b" and kept.find(b"h", 1) == b"a"
    assert len(less.without(b"h", 2)) == 0 and list(less.without(b"h", 2).header_keys) == []


def test_one_key_too_many_is_too_many() -> None:
    keys = [(number, bytes([number % 256])) for number in range(MAX_STORED)]
    full = Skipped().adding(b"h", keys, DAY)
    assert len(full) == MAX_STORED and full.find(b"h", 0) == b"\0"
    over = full.adding(b"i", [(0, b"new")], DAY)
    assert len(over) == MAX_STORED and over.find(b"h", 0) is None and over.find(b"i", 0) == b"new"


def test_a_frame_of_another_session_has_no_header() -> None:
    pair, other = Pair().answered(), Pair().answered()
    assert refusal(pair, run_of(other, 1)[0]) == "no_header"
    assert hexed("frank_key") == FRANK_KEY and FROZEN["hour"] == HOUR
