"""A text being written, and what goes with it."""

from dataclasses import dataclass, field
from enum import StrEnum

from heimo_protocol.events import Need


class DraftKind(StrEnum):
    """What the draft will become."""

    POST = "post"
    REPLY = "reply"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class QuoteOf:
    """Code points `start` to `end` of the text of `event`."""

    event: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft. `parent`: the thread answered or the event changed. `once`: under a one-time name.

    `dismissed` are keys of findings that the writer has put aside. `updated` in unix seconds.
    """

    id: bytes
    community: bytes
    circle: bytes
    kind: DraftKind
    parent: bytes | None = None
    text: str = field(default="", repr=False)
    need: Need = Need.LISTEN
    notes: tuple[str, ...] = ()
    quote: QuoteOf | None = None
    once: bool = False
    dismissed: frozenset[str] = field(default_factory=frozenset)
    updated: float = 0.0
