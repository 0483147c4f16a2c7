"""Words that do by mouse what a key does."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget
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


class KeyLine(Widget):
    """The keys of a screen without a foot, each of which can be pressed: triples of key, label and action."""

    DEFAULT_CSS = "KeyLine { width: auto; height: 1; }"
    GAP = 3

    def __init__(self, keys: Sequence[tuple[str, str, str]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys = tuple(keys)
        self._under = ""

    def show(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Offer these from now on."""
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as its words."""
        return self.render().cell_length

    def render(self) -> Content:
        """One key and its word after the other."""
        return Content(" " * self.GAP).join(self._word(*key) for key in self._keys)

    def _word(self, key: str, label: str, action: str) -> Content:
        word = Content.assemble((key, "$primary bold"), (f" {label}", "$quiet"))
        word = word.stylize(Style.from_meta({"press": action}))
        return word.stylize("bold on $here") if action == self._under else word

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show what a click would do."""
        self._look(event.style.meta.get("press", ""))

    def on_leave(self) -> None:
        """Nothing any more."""
        self._look("")

    def _look(self, action: str) -> None:
        if action != self._under:
            self._under = action
            self.refresh()

    async def on_click(self, event: events.Click) -> None:
        """Do what the mouse is on."""
        action = event.style.meta.get("press")
        if isinstance(action, str):
            event.stop()
            await self.run_action(action)
