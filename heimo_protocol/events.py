"""What happens in a circle: signed events (protocol section 9.2)."""

from typing import TypeVar

import msgspec

from heimo_protocol import limits
from heimo_protocol.bodies import (
    BODY_OF,
    NEEDS_PARENT,
    Action,
    Body,
    CardBody,
    EditBody,
    EmptyBody,
    Kind,
    ModerationBody,
    Need,
    NoteBody,
    PostBody,
    Quote,
    Reaction,
    ReactionBody,
    ReplyBody,
    SettingsBody,
    require_body,
)
from heimo_protocol.encoding import BadEncoding, as_shape, decode, decode_plain, encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.signing import ID_SIZE, KEY_SIZE, Envelope, verify

__all__ = [
    "BODY_OF",
    "NEEDS_PARENT",
    "Action",
    "Body",
    "CardBody",
    "EditBody",
    "EmptyBody",
    "Event",
    "Kind",
    "ModerationBody",
    "Need",
    "NoteBody",
    "PostBody",
    "Quote",
    "Reaction",
    "ReactionBody",
    "ReplyBody",
    "Seen",
    "SettingsBody",
    "SignedEvent",
    "encode_body",
    "event_id",
    "floor_minutes",
    "open_event",
    "reopen_event",
]

T = TypeVar("T")

_LAST_MINUTE = 2**31
"""Minutes since 1970-01-01 that a calendar can still show: in the year 6053."""


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """The newest log entry that the author knew: its number and the first 16 bytes of the head there."""

    log_seq: int
    head: bytes


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """The signed payload of an event.

    `seq` counts the author's events from 0, `prev` is SHA-256 of the author's previous payload. `minutes` since
    1970-01-01, floored to EVENT_MINUTES. `parent` is an event id; a reply's parent is the post that began the
    thread. `body` is the encoding of BODY_OF[kind]. `dh` is the first 8 bytes of the descriptor's hash.
    """

    v: int = 1
    kind: Kind
    circle: bytes
    author: bytes
    seq: int
    prev: bytes | None
    minutes: int
    parent: bytes | None
    body: bytes
    dh: bytes
    seen: Seen

    def open_body(self, shape: type[T]) -> T:
        """Return the body as `shape`; raises BadEncoding."""
        return decode(self.body, shape, most=limits.REQUEST_VALUES)


class SignedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A verified event with its id (16 bytes), payload hash (32 bytes), body and bytes as received."""

    id: bytes
    hash: bytes
    event: Event
    body: Body
    data: bytes


def event_id(payload_hash: bytes) -> bytes:
    """The id, 16 bytes, of the event whose payload has this SHA-256."""
    return payload_hash[:ID_SIZE]


def floor_minutes(unix_seconds: float) -> int:
    """The coarse time that an event may tell."""
    minutes = int(unix_seconds // 60)
    return minutes - minutes % limits.EVENT_MINUTES


def encode_body(body: Body) -> bytes:
    """Return the bytes for Event.body."""
    return encode(body)


def open_event(data: bytes) -> SignedEvent:
    """Read an event: size, signature by its own author, shape, ids and the texts' limits.

    Raises Refusal with TOO_LARGE, SIG_INVALID or BAD_ENCODING.
    """
    if len(data) > limits.MAX_EVENT_BYTES:
        raise Refusal(Code.TOO_LARGE, f"event is over {limits.MAX_EVENT_BYTES} bytes")
    envelope = Envelope.from_bytes(data)
    plain = decode_plain(envelope.payload, most=limits.REQUEST_VALUES)
    verify(as_shape(plain, _Author).author, "event", envelope.payload, envelope.signature)
    return _read(envelope, plain, data)


def reopen_event(data: bytes) -> SignedEvent:
    """Read an event that `open_event` let pass before; its signature is not checked again.

    Raises Refusal with BAD_ENCODING.
    """
    envelope = Envelope.from_bytes(data)
    return _read(envelope, decode_plain(envelope.payload, most=limits.REQUEST_VALUES), data)


def _read(envelope: Envelope, plain: object, data: bytes) -> SignedEvent:
    event = as_shape(plain, Event)
    _require_shape(event)
    body = event.open_body(BODY_OF[event.kind])
    require_body(body)
    digest = envelope.hash
    return SignedEvent(id=event_id(digest), hash=digest, event=event, body=body, data=data)


class _Author(msgspec.Struct, frozen=True):
    author: bytes


def _require_shape(event: Event) -> None:
    sizes = (
        (event.circle, ID_SIZE),
        (event.author, KEY_SIZE),
        (event.dh, 8),
        (event.seen.head, ID_SIZE),
        (event.prev, 32),
        (event.parent, ID_SIZE),
    )
    if event.v != 1 or any(field is not None and len(field) != size for field, size in sizes):
        raise BadEncoding("event fields")
    if (
        event.seq < 0
        or not 0 <= event.minutes < _LAST_MINUTE
        or event.seen.log_seq < 0
        or (event.seq == 0) != (event.prev is None)
    ):
        raise BadEncoding("event numbers")
    if event.minutes % limits.EVENT_MINUTES:
        raise BadEncoding("event time is too exact")
    if (event.parent is None) == (event.kind in NEEDS_PARENT):
        raise BadEncoding("event parent")
