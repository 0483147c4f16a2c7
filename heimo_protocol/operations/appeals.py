"""Arguments and results of appeals against what a moderator decided (section 15.5)."""

import msgspec

from heimo_protocol.operations.base import Args, Result
from heimo_protocol.operations.franking import SealedFor


class AppealPutArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ask the moderators to think again about the event `decision` (16), once; `sealed` to each of them.

    Only whom a HIDE or BAN is about may ask, also while banned, as long as it is in force. The same again changes
    nothing. At most MAX_APPEAL_MODERATORS copies of APPEAL_BYTES each, before they are sealed.
    """

    decision: bytes
    sealed: list[SealedFor]


class AppealFetchArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Appeals sealed to the signing moderator, oldest first; those of the numbers `done` are forgotten."""

    done: list[int] = msgspec.field(default_factory=list)


class AppealEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed appeal, the decision it is against, and the hour it came."""

    id: int
    hour: int
    decision: bytes
    sealed: bytes


class AppealFetchResult(Result, frozen=True, kw_only=True):
    """What waits; `more`: forget these and ask again."""

    entries: list[AppealEntry]
    more: bool
