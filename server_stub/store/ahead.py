"""What an operation will surely look up, so that a database that is far away can be asked for all of it at once.

It changes nothing but how long an operation takes: what is not named here is looked up when it is needed.
"""

import msgspec


class EventAhead(msgspec.Struct, frozen=True):
    """An `author` (32) puts the event `event_id` (16), perhaps under a `parent`, having seen log number `seen`."""

    circle: bytes
    author: bytes
    event_id: bytes
    parent: bytes | None
    seen: int


class FrameAhead(msgspec.Struct, frozen=True):
    """A frame with this `mark` (16) comes into a queue."""

    qid: bytes
    mark: bytes


class NameAhead(msgspec.Struct, frozen=True):
    """A name, and whether its member is banned."""

    key: bytes


class PageAhead(msgspec.Struct, frozen=True):
    """A page of a circle's log `after` or else `before` a number, with the head that it stands on."""

    circle: bytes
    after: int | None
    before: int
    limit: int


class FramesAhead(msgspec.Struct, frozen=True):
    """A page of a queue's frames after the number `ack`."""

    qid: bytes
    ack: int
    limit: int


Ahead = EventAhead | FrameAhead | NameAhead | PageAhead | FramesAhead
