"""Quiet one-line signs: what is new, a line between, and what to do where there is nothing."""

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static


class NewBar(Static):
    """Says how much is new out of sight. A click brings it in; its line stays free, so that nothing moves."""

    DEFAULT_CSS = """
    NewBar { height: 1; color: $primary; text-align: center; visibility: hidden; }
    NewBar.-some { visibility: visible; }
    NewBar:hover { text-style: bold; }
    """

    number = reactive(0)

    @dataclass
    class Pressed(Message):
        """Bring it in."""

        bar: "NewBar"

    def __init__(self, words: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = words

    def watch_number(self, number: int) -> None:
        """Show or hide."""
        self.set_class(number > 0, "-some")
        self.update(Content(self._words.format(n=number)))

    def on_click(self) -> None:
        """The mouse asks for it."""
        self.post_message(self.Pressed(self))


class SinceLine(Static):
    """Offers what came since one left; not there until it is shown."""

    DEFAULT_CSS = """
    SinceLine { height: 1; padding: 0 2; color: $quiet; display: none; }
    SinceLine:hover { color: $ink; }
    """

    class Pressed(Message):
        """Show it."""

    def on_mount(self) -> None:
        """One line."""
        self.update(Content.assemble("Somebody answered where you wrote · ", ("i", "$primary bold"), " to see"))

    def on_click(self) -> None:
        """The mouse asks for it."""
        self.post_message(self.Pressed())


class Divider(Static):
    """A line with a few words in it."""

    DEFAULT_CSS = "Divider { height: 1; color: $faint; margin: 0 0 1 2; }"

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def render(self) -> Content:
        """As wide as a line of text."""
        width = min(self.size.width, 76)
        side = "─" * max(2, (width - len(self._words) - 2) // 2)
        return Content.assemble(f"{side} ", (self._words, "$quiet"), f" {side}")


class Empty(Static):
    """What stands where nothing is, and what to do next."""

    DEFAULT_CSS = """
    Empty { height: auto; padding: 1 4; color: $quiet; display: none; }
    Empty.-on { display: block; }
    """

    def say(self, what: str, next_step: str = "") -> None:
        """Show these words."""
        self.update(Content.assemble((what, "$foreground"), "\n\n" if next_step else "", next_step))
        self.add_class("-on")

    def hush(self) -> None:
        """There is something now."""
        self.remove_class("-on")
