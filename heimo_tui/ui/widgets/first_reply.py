"""A short guide over the first answer to somebody; it folds away, and stays away for that draft."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

FOLDED = "guide:first_reply"
"""Stands among what was put aside for a draft, where its writer folded the guide away."""


class FirstReplyGuide(Static):
    """Shows lines that it is given, or nothing."""

    DEFAULT_CSS = """
    FirstReplyGuide { height: auto; padding: 0 1; margin-bottom: 1; color: $quiet; display: none; }
    FirstReplyGuide.-on { display: block; }
    """

    class Pressed(Message):
        """A click folds it away."""

    def show(self, lines: Sequence[str]) -> None:
        """Show these; none hides it."""
        self.set_class(bool(lines), "-on")
        head = Content.assemble(
            ("You are the first to answer. ", "$secondary"), ("F5", "$primary"), " folds this away."
        )
        self.update(Content("\n").join([head, *(Content(f"· {line}") for line in lines)]))

    def on_click(self, event: events.Click) -> None:
        """Fold it away."""
        event.stop()
        self.post_message(self.Pressed())
