"""What is seen in the first moment, while the vault opens."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static


class OpeningScreen(Screen[None]):
    """A name and a quiet word."""

    CSS_PATH = "lock.tcss"

    def compose(self) -> ComposeResult:
        """Name and word."""
        with Vertical(id="door"):
            yield Static("heimo", id="brand")
            yield Static("Opening what is kept here …", classes="quiet")
