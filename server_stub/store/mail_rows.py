"""What the store remembers of messages between two, as frozen rows that every database returns alike.

A queue leads to no circle, name or account, and a request to no sender. Ids are numbers below 2**63 that are random,
or hashes: they tell neither order nor how many there are.
"""

import msgspec

from heimo_protocol.franking import Stamped


class BundleRow(msgspec.Struct, frozen=True, kw_only=True):
    """A name's newest signed `bundle`: its `number`, and the day on which it `expires`."""

    name: bytes
    circle: bytes
    number: int
    expires: int
    bundle: bytes


class ListedBundle(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle with its circle's version at its coming, and the newest signed card of its name."""

    version: int
    card: bytes
    bundle: bytes


class BundleQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which bundles of a circle: those after a version, in a bucket, that are good at this `day` and `hour`.

    `moderators`: only those of the circle's moderators and owner.
    """

    circle: bytes
    after: int
    bits: int
    bucket: int
    day: int
    hour: int
    moderators: bool = False


class RequestRow(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed request for contact in the inbox of the name `recipient`; `c2` is its commitment."""

    recipient: bytes
    id: int
    hour: int
    c2: bytes
    sealed: bytes


class QueueRow(msgspec.Struct, frozen=True, kw_only=True):
    """A queue: who reads it, who writes to it or else the hash of the `claim` that makes somebody its sender.

    It lives to the end of `last_day`. `newest` is the number of the last frame that ever came, 0 before the first;
    `frames` frames of `size` bytes in all wait.
    """

    qid: bytes
    receiver: bytes
    claim: bytes | None
    sender: bytes | None
    last_day: int
    newest: int = 0
    frames: int = 0
    size: int = 0


class FrameRow(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed message in a queue, under its number `seq`; `c2` is its commitment."""

    qid: bytes
    seq: int
    hour: int
    c2: bytes
    frame: bytes


class SealedReportRow(msgspec.Struct, frozen=True, kw_only=True):
    """A report sealed to one moderator, with the stamps of its messages, and nothing of who reported."""

    moderator: bytes
    id: int
    hour: int
    messages: list[Stamped]
    sealed: bytes
