"""Each author's own chain inside a log: nothing of theirs may be missing, and no place filled twice (PROTOCOL 9.4)."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """An event's place in its author's chain; `hash` and `prev` are 32 bytes, `prev` None at 0."""

    author: bytes
    seq: int
    hash: bytes
    prev: bytes | None


def fault_after(newest: Link | None, event: Link, is_erased: Callable[[bytes], bool]) -> str | None:
    """What is wrong with `event`, the author's next in log order after `newest` (the newest readable one known).

    Gives "author_gap", "author_fork" or None. Events between the two may have been erased: then the hash that
    `event` follows must be that of an erased entry, which `is_erased` tells. With `newest` None nothing of the
    author is known, and only what `event` itself names can be missing.
    """
    if newest is None:
        return None if event.prev is None or is_erased(event.prev) else "author_gap"
    if event.seq <= newest.seq:
        return "author_fork"
    if event.seq == newest.seq + 1:
        return None if event.prev == newest.hash else "author_fork"
    return None if event.prev is not None and is_erased(event.prev) else "author_gap"


def fault_before(oldest: Link, event: Link, is_erased: Callable[[bytes], bool]) -> str | None:
    """The same while reading backwards: `event` comes right before `oldest` in what is known of the author."""
    if event.seq >= oldest.seq:
        return "author_fork"
    if event.seq == oldest.seq - 1:
        return None if oldest.prev == event.hash else "author_fork"
    return None if oldest.prev is not None and is_erased(oldest.prev) else "author_gap"
