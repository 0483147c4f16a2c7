"""What a person wants to do, as messages that rise from widgets and screens to the program."""

from dataclasses import dataclass

from textual.message import Message

from heimo_protocol.events import Reaction
from heimo_tui.core.drafts import Draft, QuoteOf
from heimo_tui.core.views import NameView
from heimo_tui.empathy.findings import Finding


@dataclass
class OpenThread(Message):
    """Read a thread by itself. `at` is the post to stand on."""

    circle: bytes
    thread: bytes
    at: bytes | None = None


@dataclass
class OpenCircle(Message):
    """Look into a circle."""

    circle: bytes


@dataclass
class Write(Message):
    """Start a post in a circle."""

    circle: bytes


@dataclass
class Reply(Message):
    """Answer in a thread, with the words of `quote` above where it is given."""

    circle: bytes
    thread: bytes
    quote: QuoteOf | None = None


@dataclass
class Edit(Message):
    """Change something of one's own."""

    circle: bytes
    event: bytes


@dataclass
class EditDraft(Message):
    """Go on writing a draft."""

    draft: Draft


@dataclass
class React(Message):
    """Choose one of the four things to say without words; `said` are those said already."""

    circle: bytes
    event: bytes
    said: frozenset[Reaction]


@dataclass
class Keep(Message):
    """Keep a copy, or forget it where it `is_kept`."""

    circle: bytes
    event: bytes
    is_kept: bool


@dataclass
class Report(Message):
    """Tell the moderators about a post."""

    circle: bytes
    event: bytes


@dataclass
class KeepAway(Message):
    """Mute or block whoever is behind a name, or meet them again."""

    circle: bytes
    name: NameView


@dataclass
class TakeBack(Message):
    """Delete something of one's own; others may have read it already unless it is still `unsent`."""

    circle: bytes
    event: bytes
    unsent: bool


@dataclass
class Retry(Message):
    """Send again what waits or was refused."""

    event: bytes


@dataclass
class Opened(Message):
    """The vault is open and there is a community to look at."""


@dataclass
class CommunityChanged(Message):
    """Another community is being looked at."""


@dataclass
class ShowCommunities(Message):
    """Choose another community, or add one."""


@dataclass
class ShowHelp(Message):
    """See the keys of the screen in front."""


@dataclass
class ShowWhy(Message):
    """See what is behind something that the check found in `text`."""

    text: str
    finding: Finding


@dataclass
class ShowWaiting(Message):
    """See who waits for a first answer, over all circles."""


@dataclass
class ShowSince(Message):
    """See what came since one was last here."""


@dataclass
class Helped(Message):
    """A reply was sent."""


@dataclass
class Practise(Message):
    """Answer invented posts, for nobody's eyes."""


@dataclass
class Wiped(Message):
    """This device holds nothing any more."""


@dataclass
class Go(Message):
    """To one of the places: "circles", "messages", "kept", "you" or "moderate"."""

    place: str


@dataclass
class Undo(Message):
    """Take back what is in its hold."""


@dataclass
class Refresh(Message):
    """Ask the server now."""


@dataclass
class ShowProblems(Message):
    """See in detail what a server did."""


@dataclass
class SetTheme(Message):
    """Wear other colours from now on."""

    name: str


@dataclass
class TryDemo(Message):
    """Leave this and start the demo."""
