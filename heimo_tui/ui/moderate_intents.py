"""What a person wants of moderating from elsewhere."""

from dataclasses import dataclass

from textual.message import Message

from heimo_tui.core.views import NameView


@dataclass
class Moderate(Message):
    """Decide on a post of a thread by `author`; `folded` is what it is folded under already."""

    circle: bytes
    thread: bytes
    event: bytes
    author: NameView
    locked: bool


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
