"""Arguments and results of a circle's log (section 9), and of listening to it (section 5.1)."""

import msgspec

from heimo_protocol.operations.base import Args, Result


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
    """Entries of the kinds MODERATION, NOTE and SETTINGS after log number `after`; at most 200.

    A banned name of a circle that not everybody may read gets what does not concern it as hashes only.
    """

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
    """Held events, oldest first; `more`: others wait that had no room in the answer."""

    entries: list[HeldEntry]
    more: bool = False


class ReportArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Report the event `event` (16 bytes) to the moderators for the reason `reason` (a code)."""

    circle: bytes
    event: bytes
    reason: str


class ReportedArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was reported in a circle, for its moderators; `after` is the last entry of the answer before, or None."""

    circle: bytes
    after: tuple[int, bytes] | None = None


class ReportedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A reported event that no moderator has decided on: the `hour` of its first report, and how many gave a reason."""

    event: bytes
    hour: int
    reasons: dict[str, int]


class ReportedResult(Result, frozen=True, kw_only=True):
    """Reported events, oldest first; `more`: ask again after the last one's (hour, event)."""

    entries: list[ReportedEntry]
    more: bool


class LiveArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The one `circle` to listen to."""

    circle: bytes
