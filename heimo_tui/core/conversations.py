"""What the Messages place is given to show: frozen values, already decided, without a widget or a key in them."""

from dataclasses import dataclass, field
from enum import StrEnum

from heimo_tui.core.views import Fold, NameView


class Asking(StrEnum):
    """Whether somebody can be asked for contact, and why not."""

    OPEN = "open"
    TALKING = "talking"
    """There is a conversation already."""
    ASKED = "asked"
    """They were asked, and have not answered."""
    NO_EXCHANGE = "no_exchange"
    """Neither has ever replied to the other here."""
    NOT_JOINED = "not_joined"
    """The reader has no name in this circle yet."""
    ONE_TIME = "one_time"
    """A one-time name cannot be written to."""
    NOT_WANTED = "not_wanted"
    """They take no requests, or none from newcomers."""
    NO_KEYS = "no_keys"
    """Their program has not published what is needed yet."""
    BLOCKED = "blocked"
    """The reader blocked them."""
    LATER = "later"
    """The day's requests are used up."""
    MYSELF = "myself"


class Standing(StrEnum):
    """Where a conversation stands."""

    ASKED = "asked"
    OPEN = "open"
    CHANGED = "changed"
    """The other's keys are other ones than before: nothing is sent until the reader agrees."""
    ENDED = "ended"
    """Blocked here, or the reader left the circle."""


class Mark(StrEnum):
    """How far a message of one's own has come."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


class Line(StrEnum):
    """What a line of a conversation is."""

    TEXT = "text"
    TAKEN_BACK = "taken_back"
    """Its writer took it back; no words are left."""
    ACCEPTED = "accepted"
    RENEWED = "renewed"
    """Encryption was renewed."""
    UNREADABLE = "unreadable"
    """Something came that cannot be read; the way out is to renew the encryption."""
    UNPROVEN = "unproven"
    """Something came without the proof that a report would need, so it is not shown."""
    UNKNOWN = "unknown"
    """It needs a newer Heimo."""
    TIMER_WISHED = "timer_wished"
    TIMER_SET = "timer_set"
    CHANGED = "changed"
    """The other's keys changed."""
    NAMED = "named"
    """The other goes by a new name; `text` is that."""


@dataclass(frozen=True, slots=True)
class RequestView:
    """Somebody asks for contact. `minutes` since 1970-01-01; `again`: they were in contact before, with other keys."""

    id: bytes
    circle: bytes
    circle_name: str
    author: NameView
    text: str
    minutes: int
    again: bool = False
    fold: Fold | None = None


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation as its list shows it. `last` is how the newest line begins, empty where it folds."""

    id: bytes
    circle: bytes
    circle_name: str
    peer: NameView
    standing: Standing
    last: str
    last_mine: bool
    minutes: int
    unread: int
    verified: bool
    draft: str = ""
    fold: Fold | None = None


@dataclass(frozen=True, slots=True)
class ReplyView:
    """The message that another one answers; `words` is empty where it is gone, or where it folds."""

    id: bytes
    mine: bool
    words: str
    fold: Fold | None = None


@dataclass(frozen=True, slots=True)
class MessageView:
    """One line of a conversation. `minutes` since 1970-01-01, `day` the local day number for dividers.

    `seconds_left` until it vanishes, None where it does not. `code` is why it FAILED; screens word it. `value` is the
    timer's seconds where the line is about a timer.
    """

    id: bytes
    line: Line
    mine: bool
    text: str
    minutes: int
    day: int
    mark: Mark | None = None
    reply: ReplyView | None = None
    seconds_left: int | None = None
    reportable: bool = False
    new: bool = False
    code: str = ""
    value: int = 0
    fold: Fold | None = None


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation's head. `timer` and `wished` are seconds, 0 for none; `wished` is None where nobody asks.

    `wished_mine` tells whose wish that is. `count` lines there are; `first_new` is the number of the first unread one.
    """

    id: bytes
    circle: bytes
    circle_name: str
    peer: NameView
    standing: Standing
    verified: bool
    count: int
    first_new: int | None
    timer: int = 0
    wished: int | None = None
    wished_mine: bool = False
    draft: str = ""
    waiting_for: str = ""
    """Why what is queued waits: a code for `notices`, empty where nothing is amiss."""


@dataclass(frozen=True, slots=True)
class SafetyView:
    """The safety number: 12 groups of five digits, and `code` (bytes) that a QR picture shows."""

    peer: NameView
    groups: tuple[str, ...]
    code: bytes = field(repr=False)
    verified: bool = False
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Inbox:
    """How many requests and unread messages wait; what the header's sign counts, and reports for a moderator."""

    requests: int = 0
    unread: int = 0
    reports: int = 0

    @property
    def waiting(self) -> int:
        """Everything that asks to be looked at here; reports are looked at where one moderates."""
        return self.requests + self.unread


@dataclass(frozen=True, slots=True)
class ReportedView:
    """A reported message as a moderator sees it. `text` is empty for what is no text."""

    text: str
    minutes: int


@dataclass(frozen=True, slots=True)
class MessageReportView:
    """A report of messages. `author`: who sent them, where the proof holds; None where it does not.

    `problem` is then why, a code for `notices`.
    """

    id: bytes
    circle: bytes
    circle_name: str
    reporter: NameView
    author: NameView | None
    claimed: str
    reason: str
    note: str
    messages: tuple[ReportedView, ...]
    hour: int
    problem: str = ""
