"""Arguments and results of blind tokens (section 8)."""

from heimo_protocol.operations.base import Args, Result


class IssueArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Blinded inputs (32 bytes each, at most 32) for tokens of `type`."""

    type: int
    blinded: list[bytes]


class IssueResult(Result, frozen=True, kw_only=True):
    """Evaluated elements with one batched proof (64 bytes), under the key of (type, `epoch`)."""

    epoch: int
    evaluated: list[bytes]
    proof: bytes
