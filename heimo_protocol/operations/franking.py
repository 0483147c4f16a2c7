"""Arguments and results of franking and of reports of messages (section 15)."""

import msgspec

from heimo_protocol.franking import Stamped
from heimo_protocol.operations.base import Args, Result


class FrankTokenArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nothing: the signature names the name."""


class FrankTokenResult(Result, frozen=True, kw_only=True):
    """This week's `token` (160) and the `seed` (32) of its key, which the server does not keep."""

    seed: bytes
    token: bytes


class SealedFor(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A report sealed to the moderator `moderator` (32)."""

    moderator: bytes
    sealed: bytes


class ReportPutArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hand messages that the signing name received to the moderators of its circle, sealed to each.

    `messages` are their commitments with stamps; one that the server did not stamp is refused at once.
    """

    messages: list[Stamped]
    sealed: list[SealedFor]


class ReportFetchArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Reports sealed to the signing moderator, oldest first; those of the numbers `done` are forgotten."""

    done: list[int] = msgspec.field(default_factory=list)


class SealedReportEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed report, and the hour it came."""

    id: int
    hour: int
    messages: list[Stamped]
    sealed: bytes


class ReportFetchResult(Result, frozen=True, kw_only=True):
    """What waits; `more`: forget these and ask again."""

    entries: list[SealedReportEntry]
    more: bool


class FrankOpenArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `token` of a reported message with that message's stamp, asked by a moderator."""

    token: bytes
    message: Stamped


class FrankOpenResult(Result, frozen=True, kw_only=True):
    """The key of the name that the token was given to, a name of the moderator's circle."""

    author: bytes
