"""A name's card: what others may know of the one behind a key in one circle (protocol section 10)."""

from enum import IntEnum

import msgspec

from heimo_protocol import limits, text
from heimo_protocol.encoding import BadEncoding, decode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.signing import ID_SIZE, KEY_SIZE, Envelope, verify


class DmPolicy(IntEnum):
    """Who may ask this name for messages."""

    NOBODY = 0
    REQUESTS = 1
    SETTLED_MEMBERS = 2


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """Signed with the name's key under the label "card". `ik` is its X25519 identity key; `day` since 1970-01-01."""

    v: int = 1
    suite: int = 1
    server: bytes
    circle: bytes
    author: bytes
    ik: bytes
    name: str
    dm: int = DmPolicy.REQUESTS
    seq: int = 0
    day: int


def open_card(data: bytes, *, server_id: bytes, circle: bytes) -> tuple[Card, bytes]:
    """Read a signed card for this circle; returns it with its payload bytes.

    Raises Refusal with SIG_INVALID, BAD_ENCODING or TOO_LARGE.
    """
    envelope = Envelope.from_bytes(data)
    card = decode(envelope.payload, Card, most=limits.REQUEST_VALUES)
    verify(card.author, "card", envelope.payload, envelope.signature)
    if card.server != server_id or card.circle != circle or card.v != 1 or card.suite != 1:
        raise Refusal(Code.SIG_INVALID, "card of another circle or version")
    if len(card.author) != KEY_SIZE or len(card.ik) != KEY_SIZE or len(card.circle) != ID_SIZE:
        raise BadEncoding("card keys")
    text.require(card.name, what="name", max_chars=limits.MAX_NAME_CHARS)
    if not card.name.strip() or not text.is_one_line(card.name) or card.dm not in list(DmPolicy) or card.seq < 0:
        raise BadEncoding("card fields")
    return card, envelope.payload
