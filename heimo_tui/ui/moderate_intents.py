"""What a person wants of moderating from elsewhere."""

from dataclasses import dataclass

from textual.message import Message

from heimo_tui.core.views import NameView


@dataclass
class Moderate(Message):
    """Decide on a post of a thread by `author`; `removed`: a moderator took its words away, `gone`: somebody did."""

    circle: bytes
    thread: bytes
    event: bytes
    author: NameView
    locked: bool
    removed: bool = False
    gone: bool = False


@dataclass
class ShowDecided(Message):
    """See what was decided in a circle."""

    circle: bytes


@dataclass
class ShowRules(Message):
    """See what holds in a circle, and change it."""

    circle: bytes


@dataclass
class ShowAboutYou(Message):
    """See what was decided about oneself."""
