"""Arguments and results of circles and of joining them (sections 7.6 and 9.1)."""

import msgspec

from heimo_protocol.operations.base import Args, Result


class CircleListArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`code`: the entry code of a private circle that should be listed too."""

    code: str | None = None


class CircleEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A circle: signed `genesis`, newest SETTINGS event or None, newest log number and head (32 bytes)."""

    genesis: bytes
    settings: bytes | None
    head_seq: int
    head: bytes


class CircleListResult(Result, frozen=True, kw_only=True):
    """The circles that may be seen."""

    circles: list[CircleEntry]


class ChallengeArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `circle` to join."""

    circle: bytes


class ChallengeResult(Result, frozen=True, kw_only=True):
    """A `challenge` of 56 bytes, good once, for ten minutes."""

    challenge: bytes


class JoinArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Join a circle under a name that nobody can tie to the account.

    `presentation` 256 bytes, bound to H256("join", server_id || circle || challenge || SHA-256(card payload)).
    `card`: signed card. `code`: entry code of a private circle. `reset`: replace this member's name (once in the
    reset interval). `once`: month (year * 12 + month - 1) and index of a one-time name.
    """

    circle: bytes
    challenge: bytes
    presentation: bytes
    card: bytes
    code: str | None = None
    reset: bool = False
    once: tuple[int, int] | None = None


class JoinResult(Result, frozen=True, kw_only=True):
    """Signed `receipt` (see Receipt) and the newest log number."""

    receipt: bytes
    cursor: int


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The server's word, signed under "receipt", that the name `author` joined; `hour` since 1970-01-01."""

    circle: bytes
    author: bytes
    hour: int
