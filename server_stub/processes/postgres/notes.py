"""What the processes tell each other: ids and numbers only, as much at once as one notification of PostgreSQL holds."""

import base64
import binascii
from collections.abc import Iterator, Sequence

import msgspec

MOST_BYTES = 7999
"""Of one notification's text (PostgreSQL: NOTIFY)."""

_BYTES = MOST_BYTES // 4 * 3
_HEAD = 64
"""Room for a note's own fields."""

Wake = tuple[int, bytes, int]
"""Which hub, a topic's id (16), its newest number."""


class Claim(msgspec.Struct, frozen=True, array_like=True, tag="claim"):
    """Somebody wants to post: claim `id` on each of the marks (16), each for its seconds."""

    id: bytes
    marks: list[tuple[bytes, int]]


class Settled(msgspec.Struct, frozen=True, array_like=True, tag="settled"):
    """What came of a claim: it is `kept`, since the post was written, or nothing came of it."""

    id: bytes
    marks: list[bytes]
    kept: bool


class Woken(msgspec.Struct, frozen=True, array_like=True, tag="woken"):
    """Topics that have grown."""

    topics: list[Wake]


class Gone(msgspec.Struct, frozen=True, array_like=True, tag="gone"):
    """The sender ends."""


Item = Claim | Settled | Woken | Gone


class Note(msgspec.Struct, frozen=True, array_like=True):
    """One notification: who says it (8 random bytes, new at each start), the how manyth it is, and what."""

    sender: bytes
    number: int
    items: list[Item]


def write(note: Note) -> str:
    """A note as text."""
    return base64.b64encode(msgspec.msgpack.encode(note)).decode()


def read(text: str) -> Note | None:
    """A note, or None for what no process of this version says."""
    try:
        return msgspec.msgpack.decode(base64.b64decode(text, validate=True), type=Note)
    except (binascii.Error, msgspec.DecodeError):
        return None


def parcels(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The items in their order, so many at once as fit one note; one list, of nothing, where there is nothing."""
    parcel: list[Item] = []
    size = _HEAD
    for item in items:
        more = len(msgspec.msgpack.encode(item))
        if parcel and size + more > _BYTES:
            yield parcel
            parcel, size = [], _HEAD
        parcel.append(item)
        size += more
    yield parcel


def woken(topics: Sequence[Wake]) -> Iterator[Woken]:
    """Grown topics, some in each item, so that an item fits a note."""
    for at in range(0, len(topics), _WAKES):
        yield Woken(list(topics[at : at + _WAKES]))


_WAKES = 100
