"""A message that could not be proved to moderators is not shown: each part is forged, as a dishonest sender would."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.franking import (
    BODY_SIZE,
    HIDDEN_NAME_SIZE,
    MESSAGE_LABEL,
    TOKEN_LABEL,
    FrankToken,
    commitment,
    signed_part,
    week_of,
)
from heimo_protocol.signing import sign
from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.e2ee.frames import pack
from heimo_tui.e2ee.franking import Evidence, Franker
from heimo_tui.e2ee.messages import NOT_REPORTABLE, decrypt

from . import forge
from .pair import CIRCLE, DAY, FRANK, HOUR, Pair, franker

Forgery = Callable[[Pair, Evidence, bytes], tuple[Evidence, bytes]]
"""From sound evidence with its commitment to what a dishonest sender sends instead."""


@pytest.fixture(scope="module")
def known() -> Pair:
    return Pair().answered()


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def signed_for(circle: bytes, recipient: bytes) -> Forgery:
    def forgery(pair: Pair, evidence: Evidence, c2: bytes) -> tuple[Evidence, bytes]:
        private = Ed25519PrivateKey.from_private_bytes(pair.ada.franker.seed.reveal())
        signature = sign(private, MESSAGE_LABEL, signed_part(c2, circle, recipient or pair.ben.author))
        return replace(evidence, signature=signature), c2

    return forgery


def token_from(other: Callable[[], Franker]) -> Forgery:
    def forgery(pair: Pair, evidence: Evidence, c2: bytes) -> tuple[Evidence, bytes]:
        c2, found = other().frank(evidence.content, circle=CIRCLE, recipient=pair.ben.author, rand=os.urandom)
        return found, c2

    return forgery


def flipped_token(at: int) -> Forgery:
    return lambda _, evidence, c2: (replace(evidence, token=flipped(evidence.token, at)), c2)


def of_low_order() -> Franker:
    """A token for the identity point, under which one signature fits every message; an honest server makes none."""
    body = FrankToken(key=b"\1" + bytes(31), hidden=bytes(HIDDEN_NAME_SIZE), week=week_of(HOUR)).body()
    return Franker(SecretBytes(bytes(32)), body + sign(FRANK, TOKEN_LABEL, body))


def under_low_order(pair: Pair, evidence: Evidence, c2: bytes) -> tuple[Evidence, bytes]:
    return replace(evidence, token=of_low_order().token, signature=b"\1" + bytes(63)), c2


FORGERIES: dict[str, Forgery] = {
    "key": lambda _, evidence, c2: (replace(evidence, key=flipped(evidence.key, 0)), c2),
    "content": lambda _, evidence, c2: (replace(evidence, content=b"something else"), c2),
    "commitment": lambda _, evidence, c2: (evidence, flipped(c2, 5)),
    "commitment to something else": lambda _, evidence, c2: (evidence, commitment(evidence.key, b"something else")),
    "signature": lambda _, evidence, c2: (replace(evidence, signature=flipped(evidence.signature, 40)), c2),
    "no signature": lambda _, evidence, c2: (replace(evidence, signature=bytes(64)), c2),
    "signed for another name": signed_for(CIRCLE, bytes(32)),
    "signed for another circle": signed_for(bytes(16), b""),
    "token's key": flipped_token(0),
    "token's hidden name": flipped_token(40),
    "token's week": flipped_token(BODY_SIZE - 1),
    "token's signature": flipped_token(BODY_SIZE + 3),
    "no token": lambda _, evidence, c2: (replace(evidence, token=bytes(160)), c2),
    "token of another server": token_from(lambda: franker(by=Ed25519PrivateKey.generate())),
    "token too old": token_from(lambda: franker(week_of(HOUR) - 6)),
    "token of the future": token_from(lambda: franker(week_of(HOUR) + 2)),
    "token of low order": under_low_order,
}


def sound(pair: Pair, content: bytes = b"what was said") -> tuple[bytes, Evidence]:
    return pair.ada.franker.frank(content, circle=CIRCLE, recipient=pair.ben.author, rand=os.urandom)


@pytest.mark.parametrize("after", [False, True], ids=["first", "after an honest one"])
@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_part_is_noticed(known: Pair, name: str, after: bool) -> None:
    at_ada, at_ben = known.at_ada, known.at_ben
    if after:
        honest = known.ada.write(at_ada, b"honest", known.ben)
        at_ada, at_ben = honest.session, known.ben.read(at_ben, honest.frame, honest.c2).session
        assert at_ben.token
    c2, evidence = sound(known)
    evidence, c2 = FORGERIES[name](known, evidence, c2)
    forged = forge.frame(at_ada, pack(evidence), c2)
    opened = known.ben.read(at_ben, forged.frame, forged.c2)
    assert (opened.content, opened.evidence, opened.problem) == (b"", None, NOT_REPORTABLE)
    assert opened.session.token == at_ben.token
    with pytest.raises(CannotDecrypt, match="duplicate"):
        known.ben.read(opened.session, forged.frame, forged.c2)
    following = known.ada.write(forged.session, b"honest again", known.ben)
    assert known.ben.read(opened.session, following.frame, following.c2).content == b"honest again"


@pytest.mark.parametrize("week", [-5, 0, 1])
def test_tokens_of_the_weeks_around_are_timely(known: Pair, week: int) -> None:
    evidence, c2 = token_from(lambda: franker(week_of(HOUR) + week))(known, sound(known)[1], b"")
    sent = forge.frame(known.at_ada, pack(evidence), c2)
    assert known.ben.read(known.at_ben, sent.frame, sent.c2).content == b"what was said"


@pytest.mark.parametrize(
    "inner",
    [
        lambda inner: inner[:-1] + b"\1",
        lambda inner: inner[:4] + inner[4:].rstrip(b"\0") + b"\2".ljust(len(inner) - len(inner.rstrip(b"\0")), b"\0"),
        lambda inner: (2**32 - 1).to_bytes(4, "big") + inner[4:],
        lambda inner: (len(inner) - 259).to_bytes(4, "big") + inner[4:],
    ],
    ids=["last byte", "after the content", "length of everything", "one too long"],
)
def test_filling_that_is_not_zeros_is_noticed(known: Pair, inner: Callable[[bytes], bytes]) -> None:
    c2, evidence = sound(known)
    forged = forge.frame(known.at_ada, inner(pack(evidence)), c2)
    opened = known.ben.read(known.at_ben, forged.frame, forged.c2)
    assert (opened.content, opened.evidence, opened.problem) == (b"", None, NOT_REPORTABLE)
    assert opened.session.nr == 1


def test_a_token_that_was_checked_counts_for_its_server_key_only(known: Pair) -> None:
    first = known.ada.write(known.at_ada, b"one", known.ben)
    opened = known.ben.read(known.at_ben, first.frame, first.c2)
    second = known.ada.write(first.session, b"two", known.ben)
    assert known.ben.read(opened.session, second.frame, second.c2).content == b"two"
    elsewhere = decrypt(
        opened.session,
        second.frame,
        second.c2,
        circle=CIRCLE,
        me=known.ben.author,
        frank_key=known.ada.author,
        hour=HOUR,
        day=DAY,
    )
    assert elsewhere.problem == NOT_REPORTABLE


def test_it_is_proved_to_whom_it_was_sent(known: Pair) -> None:
    """Ben cannot pass Ada's message on as one to somebody else: the frame is his, and so is the signature."""
    sealed = known.ada.write(known.at_ada, b"for Ben", known.ben)
    opened = known.ben.read(known.at_ben, sealed.frame, sealed.c2)
    assert opened.evidence is not None
    other = Pair(ada=known.ben).answered()
    passed_on = forge.frame(other.at_ada, pack(opened.evidence), sealed.c2)
    assert other.ben.read(other.at_ben, passed_on.frame, passed_on.c2).problem == NOT_REPORTABLE
