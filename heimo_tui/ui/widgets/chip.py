"""A few words that can be pressed, by mouse or by the key that stands beside them."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message

from heimo_tui.ui.widgets.words import Words


class Chip(Words):
    """One short line that does something when it is clicked; the keyboard has a key of its own for it."""

    DEFAULT_CSS = """
    Chip { width: auto; height: 1; margin: 0 2 0 0; }
    Chip:hover { text-style: bold; background: $here; }
    """

    @dataclass
    class Pressed(Message):
        """The mouse pressed it."""

        chip: Chip

        @property
        def control(self) -> Chip:
            """What was pressed, for selectors."""
            return self.chip

    def __init__(self, words: Content | str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(words, id=id, classes=classes, markup=False)

    def on_click(self) -> None:
        """Tell."""
        self.post_message(self.Pressed(self))
