"""What a dishonest program could send: frames and requests whose insides are chosen freely, sealed as they must be."""

from __future__ import annotations

import hashlib
import os

from heimo_protocol.signing import h256
from heimo_tui.e2ee import ratchet
from heimo_tui.e2ee.frames import Frame
from heimo_tui.e2ee.messages import Sealed
from heimo_tui.e2ee.primitives.sealing import seal, seal_to, unseal_with
from heimo_tui.e2ee.session import Session

from .pair import CIRCLE, SERVER_ID, Person


def frame(session: Session, inner: bytes, c2: bytes) -> Sealed:
    """A frame of the session with this inside its body."""
    out = ratchet.next_sending(session)
    salt = os.urandom(16)
    header = seal(out.hk, salt, b"heimo/v1/dr/hdr", out.header.to_bytes(), session.ad)
    body = seal(out.mk, salt, b"heimo/v1/dr/msg", inner, session.ad + header + c2)
    return Sealed(out.session, Frame(salt, header, body).to_bytes(), c2)


def request(to: Person, plain: bytes, c2: bytes) -> bytes:
    """A request with this inside."""
    return seal_to(to.bundles[0].bundle.seal, _info(to, c2), plain)


def inside(to: Person, sealed: bytes, c2: bytes) -> bytes:
    """What is inside a request: it can be taken apart by its recipient alone."""
    found = unseal_with(to.bundles[0].seal, _info(to, c2), sealed)
    assert found is not None
    return found


def _info(to: Person, c2: bytes) -> bytes:
    payload = hashlib.sha256(to.bundles[0].payload).digest()
    return h256("request", SERVER_ID + CIRCLE + to.author + payload + c2)
