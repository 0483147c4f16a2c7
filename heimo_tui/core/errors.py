"""The errors that travel between floors: typed, and without wording for people (`ui` words them)."""

from __future__ import annotations

from enum import StrEnum


class HeimoError(Exception):
    """Anything expected that can go wrong; whatever is not one of these is a bug and crashes visibly."""


class Unreachable(HeimoError):
    """The server could not be reached or did not answer in time; trying again may help.

    `reason` is a short machine word (`timeout`, `refused`, `name`, `tls`, `proxy`, `tor_required`, ...);
    `retry_after` is in seconds, or None when nobody said.
    """

    def __init__(self, reason: str = "network", *, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class Refused(HeimoError):
    """The server answered no: `code` is one of PROTOCOL section 20, `retry_after` is in seconds.

    `value` is a number that the code explains (heimo_protocol.errors.MEANING).
    """

    def __init__(
        self, code: str, *, detail: str = "", retry_after: float | None = None, value: int | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.retry_after = retry_after
        self.value = value


class Incompatible(HeimoError):
    """The two programs do not speak the same protocol; `code` says where (`encoding`, `version`, ...)."""

    def __init__(self, code: str, *, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class Tampering(HeimoError):
    """Proof that somebody altered, forked, dropped or swapped something; never hidden from the reader.

    `code` is one of the client-only codes of PROTOCOL section 20 (`log_fork`, `descriptor_split`,
    `author_gap`, `author_fork`, `sig_invalid`, `proof_invalid`, ...); `where` is a server or circle id.
    """

    def __init__(self, code: str, *, where: bytes | None = None, at: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.where = where
        self.at = at


class CannotDecrypt(HeimoError):
    """One message could not be opened; `code` is `no_header`, `duplicate`, `too_many_skipped`, ..."""

    def __init__(self, code: str, *, message_id: bytes | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message_id = message_id


class StoreReason(StrEnum):
    """Why the encrypted store on this device cannot be used."""

    MISSING = "missing"  # no store here yet
    EXISTS = "exists"  # a new one was asked for where one is
    LOCKED = "locked"  # closed: unlock it first
    PASSPHRASE_NEEDED = "passphrase_needed"  # noqa: S105 - a reason, not a passphrase
    # the keyfile may have been altered instead: the two cannot be told apart
    PASSPHRASE_WRONG = "passphrase_wrong"  # noqa: S105 - a reason, not a passphrase
    KEYRING_MISSING = "keyring_missing"  # no trusted keyring, or the entry is gone
    KEYRING_LOCKED = "keyring_locked"
    IN_USE = "in_use"  # another Heimo has this data directory
    CORRUPT = "corrupt"
    NEWER = "newer"  # written by a newer Heimo
    NOT_ENCRYPTED = "store_not_encrypted"
    FULL = "full"  # no room left on the disk
    READ_ONLY = "read_only"  # no permission, or a read-only disk
    BUSY = "busy"
    FAILED = "failed"  # the disk failed in another way
    WIPED = "wiped"  # this device was erased just now
    CANCELLED = "cancelled"


class StoreProblem(HeimoError):
    """The encrypted store said no; `reason` says which kind, `detail` is never secret and never content."""

    def __init__(self, reason: StoreReason, *, detail: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.detail = detail


class BadInput(HeimoError):
    """What a person or a file gave cannot be used.

    `code` says what is wrong, `field` where, `suggestions` what may have been meant, `position` the place
    (counted from 1) of the word or line in question. `value` holds nothing secret.
    """

    def __init__(
        self,
        code: str,
        *,
        field: str = "",
        value: str = "",
        position: int | None = None,
        suggestions: tuple[str, ...] = (),
    ) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.value = value
        self.position = position
        self.suggestions = suggestions
