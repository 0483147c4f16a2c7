"""Encrypting and decrypting one message of a session (sections 12.5 to 12.7, and 15.2)."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Final

from heimo_protocol.errors import Refusal
from heimo_protocol.franking import COMMITMENT_SIZE
from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.e2ee import franking, ratchet
from heimo_tui.e2ee.frames import SALT_SIZE, Frame, Header, pack, unpack
from heimo_tui.e2ee.franking import Evidence, Franker
from heimo_tui.e2ee.primitives.dh import Rand
from heimo_tui.e2ee.primitives.hidden import Hidden
from heimo_tui.e2ee.primitives.kem import ML_KEM
from heimo_tui.e2ee.primitives.sealing import seal, unseal
from heimo_tui.e2ee.session import Session

NOT_REPORTABLE: Final = "not_reportable"
_HEADER: Final = b"heimo/v1/dr/hdr"
_BODY: Final = b"heimo/v1/dr/msg"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sealed(Hidden):
    """A frame with its commitment, and the session after it: keep all three, then send."""

    session: Session
    frame: bytes
    c2: bytes


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Opened(Hidden):
    """What a frame said, and the session after it: keep both, then acknowledge.

    Where `problem` is NOT_REPORTABLE the frame was the peer's, but nobody could prove it to moderators: there is no
    evidence and no content, but the keys are used up.
    """

    session: Session
    content: bytes
    evidence: Evidence | None
    problem: str = ""


def encrypt(
    session: Session,
    content: bytes,
    franker: Franker,
    *,
    circle: bytes,
    recipient: bytes,
    day: int,
    rand: Rand = os.urandom,
) -> Sealed:
    """Seal a message to the name `recipient` (32); `day` is today, since 1970-01-01.

    Raises ValueError for content over frames.MAX_CONTENT_BYTES.
    """
    c2, evidence = franker.frank(content, circle=circle, recipient=recipient, rand=rand)
    inner = pack(evidence)
    out = ratchet.next_sending(session.on(day))
    salt = rand(SALT_SIZE)
    header = seal(out.hk, salt, _HEADER, out.header.to_bytes(), session.ad)
    body = seal(out.mk, salt, _BODY, inner, session.ad + header + c2)
    return Sealed(out.session, Frame(salt, header, body).to_bytes(), c2)


def decrypt(
    session: Session,
    frame: bytes,
    c2: bytes,
    *,
    circle: bytes,
    me: bytes,
    frank_key: bytes,
    hour: int,
    day: int,
    rand: Rand = os.urandom,
) -> Opened:
    """Open a frame that came to the name `me` (32) with the commitment `c2`, stamped in `hour` since 1970-01-01.

    `frank_key` is the descriptor's. Raises CannotDecrypt with bad_frame, no_header, duplicate, too_many_skipped or
    bad_body; the session at hand is then still the one to keep.
    """
    parts = Frame.from_bytes(frame)
    if len(c2) != COMMITMENT_SIZE:
        raise CannotDecrypt("bad_frame")
    session = session.on(day)
    hk, header = _open_header(session, parts)
    session, mk = ratchet.receive(session, hk, header, day=day, kem=ML_KEM, rand=rand)
    inner = unseal(mk, parts.salt, _BODY, parts.body, session.ad + parts.header + c2)
    if inner is None:
        raise CannotDecrypt("bad_body")
    evidence = unpack(inner)
    if evidence is None:
        return Opened(session, b"", None, NOT_REPORTABLE)
    try:
        token = franking.check(
            evidence, c2, hour, circle=circle, recipient=me, frank_key=frank_key, checked=session.token
        )
    except Refusal:
        return Opened(session, b"", None, NOT_REPORTABLE)
    if token != session.token:
        session = replace(session, token=token)
    return Opened(session, evidence.content, evidence)


def _open_header(session: Session, frame: Frame) -> tuple[bytes, Header]:
    for hk in ratchet.header_keys(session):
        plaintext = unseal(hk, frame.salt, _HEADER, frame.header, session.ad)
        if plaintext is not None:
            return hk, Header.from_bytes(plaintext)
    raise CannotDecrypt("no_header")
