"""What a moderator is given to look at and to decide, and what those learn whom it is about."""

from dataclasses import dataclass, field
from enum import StrEnum

from heimo_protocol.events import Action
from heimo_tui.core.conversations import MessageReportView
from heimo_tui.core.views import NameView


class Waits(StrEnum):
    """Why something waits for a moderator."""

    HELD = "held"
    REPORTED = "reported"
    MESSAGES = "messages"
    APPEAL = "appeal"
    SECOND = "second"
    """Another moderator wants to ban somebody, and the circle asks for two."""


class Deed(StrEnum):
    """What a moderator can do."""

    KEEP = "keep"
    ADMIT = "admit"
    FOLD = "fold"
    RETURN = "return"
    REMOVE = "remove"
    RESTORE = "restore"
    PAUSE = "pause"
    BAN = "ban"
    UNBAN = "unban"
    LOCK = "lock"
    UNLOCK = "unlock"
    SLOW = "slow"


PAUSE_DAYS = (1, 7, 30)


class Arranged(StrEnum):
    """What moderators decide in events of other kinds than MODERATION."""

    NOTES = "notes"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A deed with what belongs to it: `reason` is a code, `words` what the person will read.

    `days` for PAUSE, `notes` for FOLD, `seconds` for SLOW (0 ends it).
    """

    deed: Deed
    reason: str = ""
    words: str = ""
    days: int = 0
    notes: tuple[str, ...] = ()
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision in force or past, as the log tells it. `by` is empty for members, who learn no moderator's name.

    `event` is the decision's own id; `target` an event's id, a name's key or the circle's id. `about` is whom it
    is about where that is known. `reversed` says that a later one took it back.
    """

    event: bytes
    circle: bytes
    circle_name: str
    action: Action | Arranged
    target: bytes
    minutes: int
    reason: str
    words: str
    until: int = 0
    by: NameView | None = None
    about: NameView | None = None
    reversed: bool = False
    notes: tuple[str, ...] = ()
    """What NOTES put on a text; none of them are left where it is empty."""


@dataclass(frozen=True, slots=True)
class Appealable:
    """A decision about oneself, and what can be done: `appealed` once, `answer` where a moderator gave one."""

    decision: DecisionView
    start: str = ""
    """The beginning of the words that it is about."""
    may_appeal: bool = True
    appealed: bool = False
    answer: str = ""


@dataclass(frozen=True, slots=True)
class QueueItem:
    """Something that waits. `id` tells it from all others; `event` is the post or reply where it is about one.

    `heavy` texts are folded until a moderator opens them; `urgent` ones speak of danger. `hour` is when it came, since
    1970-01-01. `reasons` are codes with how many gave them, `note` words of whom it came from.
    """

    id: bytes
    kind: Waits
    circle: bytes
    circle_name: str
    hour: int
    urgent: bool
    heavy: bool
    text: str
    author: NameView | None = None
    event: bytes | None = None
    thread: bytes | None = None
    parent: str = ""
    reasons: tuple[tuple[str, int], ...] = ()
    note: str = ""
    decision: DecisionView | None = None
    report: MessageReportView | None = None
    deeds: tuple[Deed, ...] = ()
    """What can be done about it, the likeliest first; none about what one wrote oneself."""
    refused: str = ""
    """Why the server took a decision on it not, as a code of `notices`; it waits again since then."""


@dataclass(frozen=True, slots=True)
class Workload:
    """What a moderator did today on this device; never sent. `rest` says that it was much."""

    heavy_read: int = 0
    decided: int = 0
    rest: bool = False


@dataclass(frozen=True, slots=True)
class ModeratedCircle:
    """A circle that one moderates. A `steward` may change its settings and choose its moderators."""

    id: bytes
    name: str
    steward: bool
    waiting: int = 0
    moderators: tuple[NameView, ...] = field(default=())
