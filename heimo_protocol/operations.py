"""THE table: every operation with its arguments, result and who may call it.

The server's routes, the client's calls and docs/operations.md are made from OPERATIONS.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from heimo_protocol.requests import Mode

A = TypeVar("A", bound="Args")
R = TypeVar("R", bound="Result")


class Args(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Arguments of an operation."""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """Result of an operation."""


class Done(Result, frozen=True, kw_only=True):
    """It is done; nothing more to say."""


# --- account (section 6) ---


class RegisterArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`account` key 32, invite `nonce` 16 and `tag` 16, credential `request` 224, `sig` 64 by the account key.

    The signature is over server_id || SHA-256(account || nonce || tag || request), label "req".
    """

    account: bytes
    nonce: bytes
    tag: bytes
    request: bytes
    sig: bytes


class CredentialArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Credential `request`, 224 bytes, hiding the same secret as at registration."""

    request: bytes


class CredentialResult(Result, frozen=True, kw_only=True):
    """Credential `response`, 448 bytes, for this `cred_epoch`."""

    response: bytes
    cred_epoch: int


class DeleteAccountArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nothing: the signature names the account."""


# --- circles (sections 7.6 and 9.1) ---


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


# --- events (section 9) ---


class PutArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`event`: signed envelope by the key that signs the request. Putting the same event again changes nothing.

    A DELETE of an own event that is held or was returned forgets it: neither enters the log, the answer says held.
    `hold` asks that a POST, REPLY or EDIT wait for a moderator; with other kinds it changes nothing.
    """

    event: bytes
    hold: bool = False


class PutResult(Result, frozen=True, kw_only=True):
    """`held`: it waits for a moderator, outside the log. Else its log number, the head there (32), the `hour`."""

    held: bool
    log_seq: int
    head: bytes
    hour: int


class ListArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Entries after `after`, or the last ones before `before`, or the newest; at most `max`."""

    circle: bytes
    after: int | None = None
    before: int | None = None
    max: int = 200


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A log entry: number, hour received, and the event, or only its payload's hash where it was erased."""

    log_seq: int
    hour: int
    event: bytes | None
    hash: bytes | None = None


class ListResult(Result, frozen=True, kw_only=True):
    """`entries` in log order without gaps; `base` is the head (32) before the first.

    `head_seq` and `head` are the circle's newest. Fewer than `max` entries may come for their size; ask again.
    """

    entries: list[LogEntry]
    base: bytes
    head_seq: int
    head: bytes


class GovernanceArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Entries of the kinds MODERATION, NOTE and SETTINGS after log number `after`; at most 200."""

    circle: bytes
    after: int = 0


class GovernanceResult(Result, frozen=True, kw_only=True):
    """The entries (not contiguous), oldest first; `more` where another call is needed."""

    entries: list[LogEntry]
    more: bool


class HeldArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The held events of the signing name; for a moderator those of the whole circle."""

    circle: bytes


class HeldEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A held event. `returned`: a moderator gave it back, with `reason` code and `words`."""

    event: bytes
    hour: int
    returned: bool
    reason: str = ""
    words: str = ""


class HeldResult(Result, frozen=True, kw_only=True):
    """Held events, oldest first."""

    entries: list[HeldEntry]


class ReportArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Report the event `event` (16 bytes) to the moderators for the reason `reason` (a code)."""

    circle: bytes
    event: bytes
    reason: str


# --- tokens (section 8) ---


class IssueArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Blinded inputs (32 bytes each, at most 32) for tokens of `type`."""

    type: int
    blinded: list[bytes]


class IssueResult(Result, frozen=True, kw_only=True):
    """Evaluated elements with one batched proof (64 bytes), under the key of (type, `epoch`)."""

    epoch: int
    evaluated: list[bytes]
    proof: bytes


# --- live (section 5.1) ---


class LiveArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The one `circle` to listen to."""

    circle: bytes


@dataclass(frozen=True, slots=True)
class Operation(Generic[A, R]):
    """One operation. `modes`: the roles that may sign it; `anonymous`: it may come unsigned.

    `stream`: the answer is a stream of server-sent events (the circle's newest log number as data), not a result.
    """

    name: str
    args: type[A]
    result: type[R]
    modes: frozenset[Mode]
    anonymous: bool
    purpose: str
    stream: bool = False


_ACCOUNT, _NAME = frozenset({Mode.ACCOUNT}), frozenset({Mode.NAME})
_NOBODY: frozenset[Mode] = frozenset()

REGISTER = Operation(
    "account.register", RegisterArgs, CredentialResult, _NOBODY, True, "Spend an invite and get a credential."
)
CREDENTIAL = Operation(
    "account.credential", CredentialArgs, CredentialResult, _ACCOUNT, False, "Get the credential again."
)
DELETE_ACCOUNT = Operation("account.delete", DeleteAccountArgs, Done, _ACCOUNT, False, "Remove the account's row.")
CIRCLE_LIST = Operation(
    "circle.list", CircleListArgs, CircleListResult, _NOBODY, True, "The circles of this community."
)
CHALLENGE = Operation("circle.challenge", ChallengeArgs, ChallengeResult, _NOBODY, True, "Begin to join a circle.")
JOIN = Operation("circle.join", JoinArgs, JoinResult, _NOBODY, True, "Join a circle under a new name.")
GOVERNANCE = Operation(
    "circle.governance",
    GovernanceArgs,
    GovernanceResult,
    _NAME,
    True,
    "What moderators and the owner decided, without reading the whole log.",
)
PUT = Operation("event.put", PutArgs, PutResult, _NAME, False, "Write an event into a circle.")
LIST = Operation("event.list", ListArgs, ListResult, _NAME, True, "Read a circle's log.")
HELD = Operation("event.held", HeldArgs, HeldResult, _NAME, False, "Events that wait for a moderator.")
REPORT = Operation("post.report", ReportArgs, Done, _NAME, False, "Tell the moderators about a post.")
ISSUE = Operation(
    "token.issue", IssueArgs, IssueResult, _ACCOUNT | _NAME, False, "Draw blinded tokens within a budget."
)
LIVE = Operation("live", LiveArgs, Done, _NAME, True, "Be woken when a circle grows.", stream=True)

OPERATIONS: dict[str, Operation[Args, Result]] = {
    operation.name: operation  # type: ignore[misc] # a table of operations of different types
    for operation in (
        REGISTER,
        CREDENTIAL,
        DELETE_ACCOUNT,
        CIRCLE_LIST,
        CHALLENGE,
        JOIN,
        GOVERNANCE,
        PUT,
        LIST,
        HELD,
        REPORT,
        ISSUE,
        LIVE,
    )
}
"""All operations by name; each is POST /v1/<name>."""
