"""Each author's own chain inside a log: nothing of theirs may be missing, and no place filled twice (PROTOCOL 9.4)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """An event's place in its author's chain; `hash` and `prev` are 32 bytes, `prev` None at 0."""

    seq: int
    hash: bytes
    prev: bytes | None


def is_forked(event: Link, *, same: bytes | None, before: bytes | None, after_prev: bytes | None) -> bool:
    """Whether the author signed two payloads for one place.

    `same` is the hash known at the event's own number, `before` the one at the number below, and `after_prev` what
    the event at the number above says came before it; each None where that is not known.
    """
    return (
        (same is not None and same != event.hash)
        or (before is not None and before != event.prev)
        or (after_prev is not None and after_prev != event.hash)
    )
