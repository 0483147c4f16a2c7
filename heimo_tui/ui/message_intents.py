"""What a person wants of the Messages place from elsewhere."""

from dataclasses import dataclass

from textual.message import Message

from heimo_tui.core.views import NameView


@dataclass
class AskForContact(Message):
    """Ask the writer of a post for contact, or go on talking with them."""

    circle: bytes
    author: NameView


@dataclass
class OpenConversation(Message):
    """Go into a conversation, or to a request, wherever one is."""

    id: bytes
