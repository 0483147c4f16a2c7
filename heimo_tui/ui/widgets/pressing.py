"""Words that do by mouse what a key does."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static


class Press(Static):
    """Runs `action` when it is clicked; the keyboard has a key of its own for it."""

    DEFAULT_CSS = """
    Press { width: auto; height: 1; }
    Press:hover { background: $here; text-style: bold; }
    """

    def __init__(self, words: Content | str, action: str, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(words, id=id, classes=classes, markup=False)
        self._action = action

    async def on_click(self, event: events.Click) -> None:
        """Do it."""
        event.stop()
        await self.run_action(self._action)


class BackSign(Press):
    """Stands at the left of a heading; goes out of the screen as escape does."""

    DEFAULT_CSS = "BackSign { width: 3; padding: 0 0 0 1; color: $primary; }"

    def __init__(self) -> None:
        super().__init__("←", "screen.back", classes="back")


class KeyLine(Horizontal):
    """The keys of a screen without a footer, each of which can be pressed: triples of key, label and action."""

    DEFAULT_CSS = """
    KeyLine { width: auto; height: 1; }
    KeyLine > Press { margin: 0 3 0 0; }
    KeyLine > Press:last-child { margin: 0; }
    """

    def __init__(self, keys: Sequence[tuple[str, str, str]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys = tuple(keys)

    def compose(self) -> ComposeResult:
        """One word a key."""
        for key, label, action in self._keys:
            yield Press(Content.assemble((key, "$primary bold"), (f" {label}", "$quiet")), action)
