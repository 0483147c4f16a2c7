"""The recovery phrase: shown once, asked for in three places, and typed in again on another device."""

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Grid
from textual.content import Content
from textual.widgets import Input, Static

from heimo_tui.core.errors import BadInput
from heimo_tui.services.membership import Membership
from heimo_tui.ui.notices import for_error
from heimo_tui.ui.screens.welcome.page import Page

_COLUMNS: Final = 3
_CELL: Final = 20


class PhraseWords(Static):
    """The words with their numbers; they cannot be selected, so that none of them gets to a clipboard."""

    ALLOW_SELECT = False


class PhrasePage(Page[bool]):
    """Shows the phrase."""

    heading = "Your twelve words"
    words = (
        "Write them on paper, in this order. They are the only way back to your place if this device is lost. Heimo "
        "keeps them nowhere and cannot show them again.",
    )
    ways = (("next", "I have written them down"),)

    def __init__(self, phrase: tuple[str, ...]) -> None:
        super().__init__()
        self._phrase = phrase

    def asks(self) -> ComposeResult:
        """The words, in columns to be read downwards."""
        height = -(-len(self._phrase) // _COLUMNS)
        lines = []
        for row in range(height):
            cells = [
                Content.assemble((f"{at + 1:>4}  ", "$quiet"), (self._phrase[at].ljust(_CELL - 6), "bold $ink"))
                for at in range(row, len(self._phrase), height)
            ]
            lines.append(Content("").join(cells))
        yield PhraseWords(Content("\n").join(lines), id="phrase")

    async def went(self, way: str) -> None:
        """Written down."""
        self.answer(True)


class CheckPage(Page[bool]):
    """Asks for three of the words; the answer is False where somebody wants to see them again."""

    heading = "Three of them, to be sure"
    words = ("From your paper, please.",)
    ways = (("next", "Continue"), ("again", "Show them again"))

    def __init__(self, phrase: tuple[str, ...], asked: tuple[int, int, int]) -> None:
        super().__init__()
        self._phrase = phrase
        self._asked = asked

    def asks(self) -> ComposeResult:
        """Three fields."""
        with Grid(id="asked"):
            for at in self._asked:
                yield Static(f"word {at + 1}", classes="label")
                yield Input(id=f"word-{at}", placeholder=f"the {_ordinal(at + 1)} word")

    @on(Input.Submitted)
    async def _submitted(self, submitted: Input.Submitted) -> None:
        if submitted.input.id == f"word-{self._asked[-1]}":
            await self.went("next")
        else:
            self.screen.focus_next(Input)

    async def went(self, way: str) -> None:
        """Compare."""
        if way == "again":
            self.answer(False)
            return
        for at in self._asked:
            field = self.query_one(f"#word-{at}", Input)
            if field.value.strip().lower() != self._phrase[at]:
                self.say(f"The {_ordinal(at + 1)} word is another one. Look at your paper, or show them again.")
                field.focus()
                return
        self.answer(True)


class TypePhrasePage(Page[tuple[str, ...]]):
    """Asks for a whole phrase; the answer is its words."""

    heading = "Your twelve words"
    words = ("Type them in their order, with spaces between. The first four letters of each are enough.",)

    def __init__(self, membership: Membership) -> None:
        super().__init__()
        self._membership = membership

    def asks(self) -> ComposeResult:
        """One line for all."""
        yield Input(placeholder="twelve words", password=True, id="typed")
        yield Static("", id="count", markup=False)

    @on(Input.Changed)
    def _count(self, changed: Input.Changed) -> None:
        number = len(changed.value.split())
        self.query_one("#count", Static).update(Content.styled(f"{number} of 12" if number else "", "$quiet"))

    @on(Input.Submitted)
    async def _submitted(self) -> None:
        await self.went("next")

    async def went(self, way: str) -> None:
        """Read them."""
        try:
            phrase = self._membership.read_phrase(self.query_one(Input).value)
        except BadInput as problem:
            self.say(str(for_error(problem)))
        else:
            self.answer(phrase)


def _ordinal(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{endings.get(number, 'th') if number not in (11, 12, 13) else 'th'}"
