"""The codes with which one side refuses the other, and the HTTP status each travels under."""

from enum import StrEnum


class Code(StrEnum):
    """Why something was refused; the wire carries the value, a screen never does."""

    # transport and authentication
    BAD_FRAME = "bad_frame"
    BAD_ENCODING = "bad_encoding"
    TOO_LARGE = "too_large"
    NOT_FOUND = "not_found"
    BUSY = "busy"
    CLOSED = "closed"
    CLOCK_SKEW = "clock_skew"
    REPLAY = "replay"
    AUTH_UNKNOWN = "auth_unknown"
    AUTH_INVALID = "auth_invalid"
    # account and credential
    INVITE_INVALID = "invite_invalid"
    INVITE_SPENT = "invite_spent"
    EXISTS = "exists"
    M1_MISMATCH = "m1_mismatch"
    PROOF_INVALID = "proof_invalid"
    CRED_EPOCH = "cred_epoch"
    # joining
    CHALLENGE_EXPIRED = "challenge_expired"
    ENTRY_CODE = "entry_code"
    BANNED = "banned"
    NYM_BOUND = "nym_bound"
    RESET_TOO_SOON = "reset_too_soon"
    ONCE_NOT_ALLOWED = "once_not_allowed"
    # tokens and budgets
    TOKEN_INVALID = "token_invalid"  # noqa: S105 — a code, not a secret
    TOKEN_SPENT = "token_spent"  # noqa: S105 — a code, not a secret
    TOKEN_EXPIRED = "token_expired"  # noqa: S105 — a code, not a secret
    QUOTA = "quota"
    # events
    SEQ_CONFLICT = "seq_conflict"
    PREV_MISMATCH = "prev_mismatch"
    SIG_INVALID = "sig_invalid"
    NOT_MODERATOR = "not_moderator"
    LOCKED = "locked"
    SLOW_MODE = "slow_mode"
    AWAITING_MODERATOR = "awaiting_moderator"
    PARENT_UNKNOWN = "parent_unknown"
    REPLIES_OFF = "replies_off"
    # messages between two
    POLICY_REFUSED = "policy_refused"
    INBOX_FULL = "inbox_full"
    QUEUE_FULL = "queue_full"
    QUEUE_UNKNOWN = "queue_unknown"
    STAMP_INVALID = "stamp_invalid"
    FRANK_INVALID = "frank_invalid"


STATUS: dict[Code, int] = {
    Code.BAD_FRAME: 400,
    Code.BAD_ENCODING: 400,
    Code.TOO_LARGE: 413,
    Code.NOT_FOUND: 404,
    Code.BUSY: 429,
    Code.CLOSED: 503,
    Code.CLOCK_SKEW: 401,
    Code.REPLAY: 401,
    Code.AUTH_UNKNOWN: 401,
    Code.AUTH_INVALID: 401,
    Code.INVITE_INVALID: 403,
    Code.INVITE_SPENT: 403,
    Code.EXISTS: 409,
    Code.M1_MISMATCH: 403,
    Code.PROOF_INVALID: 403,
    Code.CRED_EPOCH: 409,
    Code.CHALLENGE_EXPIRED: 403,
    Code.ENTRY_CODE: 403,
    Code.BANNED: 403,
    Code.NYM_BOUND: 409,
    Code.RESET_TOO_SOON: 429,
    Code.ONCE_NOT_ALLOWED: 403,
    Code.TOKEN_INVALID: 403,
    Code.TOKEN_SPENT: 403,
    Code.TOKEN_EXPIRED: 403,
    Code.QUOTA: 429,
    Code.SEQ_CONFLICT: 409,
    Code.PREV_MISMATCH: 409,
    Code.SIG_INVALID: 403,
    Code.NOT_MODERATOR: 403,
    Code.LOCKED: 403,
    Code.SLOW_MODE: 429,
    Code.AWAITING_MODERATOR: 409,
    Code.PARENT_UNKNOWN: 409,
    Code.REPLIES_OFF: 403,
    Code.POLICY_REFUSED: 403,
    Code.INBOX_FULL: 429,
    Code.QUEUE_FULL: 429,
    Code.QUEUE_UNKNOWN: 404,
    Code.STAMP_INVALID: 403,
    Code.FRANK_INVALID: 403,
}

MEANING: dict[Code, str] = {
    Code.BAD_FRAME: "the body is not a padded frame",
    Code.BAD_ENCODING: "the CBOR is not deterministic, or not of the operation's shape",
    Code.TOO_LARGE: "a body or a field is over its limit",
    Code.NOT_FOUND: "no such operation, circle or event",
    Code.BUSY: "the server has no room for this now; try again after the seconds given",
    Code.CLOSED: "the server is shutting down, or cannot write; nothing was accepted",
    Code.CLOCK_SKEW: "the time is too far off; where a request's is, the least time that is taken now is given",
    Code.REPLAY: "this request's nonce was seen before",
    Code.AUTH_UNKNOWN: "the operation needs a key that the server knows for that role",
    Code.AUTH_INVALID: "the request's signature does not verify",
    Code.INVITE_INVALID: "the invite was not made by this server, or its time is over",
    Code.INVITE_SPENT: "the invite was used before",
    Code.EXISTS: "it is there already: this account or key, or an appeal against this decision",
    Code.M1_MISMATCH: "the credential request hides another secret than at registration",
    Code.PROOF_INVALID: "a proof or presentation does not verify",
    Code.CRED_EPOCH: "no further credential in this epoch",
    Code.CHALLENGE_EXPIRED: "the join challenge is unknown, used or older than ten minutes",
    Code.ENTRY_CODE: "the circle is private and the entry code is missing or wrong",
    Code.BANNED: "this name may not take part, until the time given",
    Code.NYM_BOUND: "this member has another name here; the detail gives the number of resets",
    Code.RESET_TOO_SOON: "a name can be replaced once in the reset interval",
    Code.ONCE_NOT_ALLOWED: "the circle or the scope does not allow this one-time name",
    Code.TOKEN_INVALID: "the token was not made by this server",
    Code.TOKEN_SPENT: "the token was used before",
    Code.TOKEN_EXPIRED: "the token's epoch is over",
    Code.QUOTA: "this name's budget for now is used up; try again after the seconds given",
    Code.SEQ_CONFLICT: "the name's next event must carry the sequence number given",
    Code.PREV_MISMATCH: "the event is not after the name's previous event, or its author saw another log or descriptor",
    Code.SIG_INVALID: "the event's signature does not verify",
    Code.NOT_MODERATOR: "only a moderator, or the owner, may do this",
    Code.LOCKED: "the thread takes no more replies or edits",
    Code.SLOW_MODE: "the circle asks for a pause between posts",
    Code.AWAITING_MODERATOR: "an earlier event of this name waits for a moderator",
    Code.PARENT_UNKNOWN: "the event answers, changes or judges one that is not in this circle",
    Code.REPLIES_OFF: "the author asked for no replies",
    Code.POLICY_REFUSED: "this name takes no requests for messages",
    Code.INBOX_FULL: "as many requests wait for this name as may",
    Code.QUEUE_FULL: "as many frames wait in the queue as may",
    Code.QUEUE_UNKNOWN: "no such queue, or not for this key or claim: the three are not told apart",
    Code.STAMP_INVALID: "the server never accepted such a message in that hour",
    Code.FRANK_INVALID: "the franking token was not made by this server, or not for this circle",
}


class Refusal(Exception):
    """One side refuses what the other sent.

    `detail` is for developers and logs of the peer; it never holds what a person wrote.
    `retry_after` is in seconds, where waiting helps. `value` is a number that the code explains (see MEANING).
    """

    def __init__(
        self, code: Code, detail: str = "", *, retry_after: int | None = None, value: int | None = None
    ) -> None:
        super().__init__(f"{code}: {detail}" if detail else str(code))
        self.code = code
        self.detail = detail
        self.retry_after = retry_after
        self.value = value

    @property
    def status(self) -> int:
        """The HTTP status that goes with the code."""
        return STATUS[self.code]
