"""Pages with one line to fill in, or none."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from heimo_tui.ui.screens.welcome.page import Page


class LinePage(Page[str]):
    """Asks for one line of text."""

    def __init__(
        self, heading: str, words: tuple[str, ...], hint: str, value: str = "", *, hidden: bool = False
    ) -> None:
        super().__init__()
        self.heading = heading
        self.words = words
        self._hint = hint
        self._value = value
        self._hidden = hidden

    def asks(self) -> ComposeResult:
        """The line."""
        yield Input(self._value, placeholder=self._hint, password=self._hidden)

    async def went(self, way: str) -> None:
        """On with what was typed."""
        typed = self.query_one(Input).value.strip()
        if typed:
            self.answer(typed)

    @on(Input.Submitted)
    async def _submitted(self) -> None:
        await self.went("next")


class TellPage(Page[bool]):
    """Tells something; `commands` stand on lines of their own."""

    def __init__(
        self, heading: str, words: tuple[str, ...], commands: tuple[str, ...] = (), way: str = "Back to the doors"
    ) -> None:
        super().__init__()
        self.heading = heading
        self.words = words
        self._commands = commands
        self.ways = (("next", way),)

    def asks(self) -> ComposeResult:
        """The commands."""
        for command in self._commands:
            yield Static(Content.styled(command, "$secondary"), classes="command")

    async def went(self, way: str) -> None:
        """Seen."""
        self.answer(True)


class WorkingPage(Page[None]):
    """Says what is going on while somebody waits."""

    ways = ()

    def __init__(self, what: str) -> None:
        super().__init__()
        self.words = (what,)

    def begin(self) -> None:
        """Say more where it takes long; there is nothing to type."""
        self.set_timer(4, self._slow)

    def _slow(self) -> None:
        self.query_one(".words", Static).update(
            Content(
                f"{self.words[0]}\n\nIt takes a while, as a slow network or Tor does. Nothing is lost; esc stops it."
            )
        )
