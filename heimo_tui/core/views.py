"""What screens are given to show: frozen values, already decided, without a widget or a wire format in them."""

from dataclasses import dataclass, field
from enum import StrEnum

from heimo_protocol.circles import OnceNames
from heimo_protocol.events import Need, Reaction
from heimo_tui.core.answering import Usual


class Link(StrEnum):
    """How the community can be reached right now."""

    LIVE = "live"
    POLLING = "polling"
    CONNECTING = "connecting"
    OFFLINE = "offline"


class Filter(StrEnum):
    """Which threads of a circle are listed."""

    ALL = "all"
    NEW = "new"
    WAITING = "waiting"
    MINE = "mine"


class Delivery(StrEnum):
    """Where something written here stands."""

    PUBLISHED = "published"
    HOLDING = "holding"
    QUEUED = "queued"
    SENDING = "sending"
    HELD = "held"
    RETURNED = "returned"
    REFUSED = "refused"


class Gone(StrEnum):
    """Why a text is not there any more."""

    NO = "no"
    TAKEN_BACK = "taken_back"
    REMOVED = "removed"
    EXPIRED = "expired"
    WITHHELD = "withheld"


class DeviceState(StrEnum):
    """Whether this device has a vault, and whether it is open."""

    FRESH = "fresh"
    LOCKED = "locked"
    OPEN = "open"


class FoldAction(StrEnum):
    """What a reader's own rule does."""

    SHOW = "show"
    FOLD = "fold"
    NEVER = "never"


class Distance(StrEnum):
    """How far a reader keeps a name away: its words fold, or they are never met."""

    MUTED = "muted"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Fold:
    """A text folds by the reader's rule about `note` or `keyword`, or since its writer is kept away (one is set)."""

    note: str | None = None
    keyword: str | None = None
    distance: Distance | None = None


@dataclass(frozen=True, slots=True)
class NameView:
    """Somebody in a circle. `mark` is two cells wide, `colour` an index that a theme maps to a colour."""

    key: bytes
    name: str
    mark: str
    colour: int
    mine: bool = False
    once: bool = False
    moderator: bool = False


@dataclass(frozen=True, slots=True)
class CommunityView:
    """A community on this machine. `id` is its server id. Not `registered`: it can only be read."""

    id: bytes
    name: str
    address: str
    registered: bool
    open: bool
    link: Link


@dataclass(frozen=True, slots=True)
class CircleView:
    """A circle as its list row and its first page need it. `unread` counts threads with something new."""

    id: bytes
    name: str
    about: str
    rules: tuple[str, ...]
    lang: str
    notes: tuple[str, ...]
    once: OnceNames
    hold_first: bool
    private: bool
    unread: int
    waiting: int
    quiet: bool
    """Nothing was written for a week."""
    joined: bool
    my_name: NameView | None
    promise_seen: bool
    syncing: float | None = None
    """Share of the older log fetched so far, 0 to 1, while that goes on."""
    hold_harm: bool = True
    """Words that push somebody towards harm wait for a moderator."""


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread as a list shows it. `title` is the first line. Minutes are since 1970-01-01."""

    id: bytes
    title: str
    author: NameView
    minutes: int
    active: int
    need: Need
    notes: tuple[str, ...]
    replies: int
    new_replies: int
    been_there: int
    unread: bool
    waiting: bool
    mine: bool
    kept: bool
    fold: Fold | None
    delivery: Delivery
    gone: Gone = Gone.NO


@dataclass(frozen=True, slots=True)
class ThreadList:
    """The order of a circle's threads at one moment. `left_at`: index of the first one older than the last visit."""

    circle: bytes
    ids: tuple[bytes, ...]
    left_at: int | None
    waiting: int


@dataclass(frozen=True, slots=True)
class QuoteView:
    """The quoted words and who wrote them; `words` is empty where the source is gone.

    Where `fold` is set the words are not shown before the reader asks; of what is never shown there are none.
    """

    event: bytes
    author: NameView | None
    words: str
    fold: Fold | None = None


@dataclass(frozen=True, slots=True)
class PostView:
    """A post or reply in a thread. `hold_left` are seconds until it is sent, where delivery is HOLDING."""

    id: bytes
    author: NameView
    text: str
    minutes: int
    need: Need | None
    notes: tuple[str, ...]
    quote: QuoteView | None
    reactions: dict[Reaction, int] = field(default_factory=dict)
    my_reactions: frozenset[Reaction] = frozenset()
    edited: bool = False
    new: bool = False
    mine: bool = False
    kept: bool = False
    fold: Fold | None = None
    delivery: Delivery = Delivery.PUBLISHED
    hold_left: int = 0
    code: str = ""
    """The refusal's code where delivery is REFUSED; screens word it."""
    words: str = ""
    """A moderator's words where delivery is RETURNED or gone is REMOVED."""
    gone: Gone = Gone.NO


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A thread: its post, its replies oldest first. `first_new`: index into `replies` of the first unread one."""

    circle: bytes
    root: PostView
    replies: tuple[PostView, ...]
    first_new: int | None
    locked: bool
    usual: Usual | None = None
    """How long a first reply usually takes here, where the reader waits for one."""

    @property
    def id(self) -> bytes:
        """The thread's id is that of its first post."""
        return self.root.id


@dataclass(frozen=True, slots=True)
class Change:
    """Something changed on this machine's copy: threads to draw again, or None for "all of the circle".

    `messages`: something in the Messages place changed, in `conversation` where it is one. `moderating`: what waits for
    a moderator, or what was decided about oneself.
    """

    circle: bytes | None
    threads: frozenset[bytes] | None = None
    new_threads: frozenset[bytes] = frozenset()
    link: Link | None = None
    problem: "Problem | None" = None
    messages: bool = False
    conversation: bytes | None = None
    moderating: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a server did that it should not have; `code` as in the protocol's client-side list."""

    code: str
    community: bytes
    circle: bytes | None = None
    detail: str = ""
    """Facts for a person who wants to know more: numbers of entries, never keys."""


@dataclass(frozen=True, slots=True)
class KeptView:
    """Something kept: a copy that stays even where the original goes. `note` is the reader's own."""

    id: bytes
    circle: bytes
    circle_name: str
    thread: bytes
    author: str
    text: str
    note: str
    kept_minutes: int
    still_there: bool


@dataclass(frozen=True, slots=True)
class PendingView:
    """Something written here that others cannot read yet. `id` changes when the text has to be signed anew.

    `thread` is None for a new post, `start` the beginning of the text. `hold_left` in seconds. `code` is the
    refusal's where delivery is REFUSED, `words` a moderator's where it is RETURNED.
    """

    id: bytes
    circle: bytes
    thread: bytes | None
    start: str
    delivery: Delivery
    hold_left: int = 0
    code: str = ""
    words: str = ""
    minutes: int = 0
