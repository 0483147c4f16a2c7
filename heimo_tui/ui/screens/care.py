"""For somebody in danger, or afraid to be: one calm sentence, what makes it hard, and places that answer."""

import os
from collections.abc import Iterator
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widgets import Footer, Static

from heimo_tui.core.care import ANYWHERE, Country, Line, country_for, load_countries, load_words
from heimo_tui.services.settings import Settings
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.widgets.chip import Chip
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.sheet import Sheet

SIDE_BY_SIDE: Final = [(0, "-narrow"), (116, "-normal")]
"""The two halves stand beside each other from where no answer has to be cut off."""


class CareScreen(ModalScreen[None]):
    """Works without a network, a vault or a community. Nothing chosen here is kept or sent."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.CARE)
    CSS_PATH: ClassVar[CSSPathType | None] = "care.tcss"
    HORIZONTAL_BREAKPOINTS = SIDE_BY_SIDE

    def __init__(self, preferences: Settings) -> None:
        super().__init__()
        chosen = preferences.get()
        region = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
        self._language = chosen.language or region[:2] or "en"
        self._words = load_words(self._language)
        self._countries = load_countries()
        self._country = country_for(self._countries, chosen.country or region[3:5] or ANYWHERE)

    def compose(self) -> ComposeResult:
        """The calm sentence, then the rest."""
        with Vertical(id="care"):
            yield Static(Content(self._words.calm), id="calm")
            yield Static(id="now", markup=False)
            with VerticalScroll(id="ways", can_focus=False):
                with Vertical(id="why"):
                    yield Static(Content(self._words.question), id="question")
                    yield Menu([Item(barrier.key, barrier.reason) for barrier in self._words.barriers], id="barriers")
                    yield Static("", id="answer", markup=False)
                with Vertical(id="where"):
                    yield Chip(id="country")
                    with VerticalScroll(id="places"):
                        yield Static(id="lines", markup=False)
            with Horizontal(id="foot"):
                yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Begin with the question."""
        self.query_one("#barriers").focus()
        self._show_country()

    def _show_country(self) -> None:
        country, say = self._country, self._language
        numbers = [
            Content.assemble((found.number, "$primary bold"), f" {found.what.say(say)}") for found in country.emergency
        ]
        now = self.query_one("#now", Static)
        now.update(Content("   ").join(numbers))
        now.display = bool(numbers)
        name = country.name.say(say)
        self.query_one("#country", Chip).update(
            Content.assemble(
                (name, "bold $ink"),
                ("   c ", "$primary"),
                ("another country   ", "$quiet"),
                ("tab", "$primary"),
                (" to the lines", "$quiet"),
            )
        )
        self.query_one("#lines", Static).update(Content("\n").join(self._lines_of(country)))

    def _lines_of(self, country: Country) -> Iterator[Content]:
        for line in country.lines:
            yield Content.styled(line.name, "bold $secondary")
            yield Content(line.what.say(self._language))
            yield from self._ways_to(line)
            when = self._words.always if line.always else line.hours
            yield Content.styled(" · ".join(filter(None, [when, ", ".join(line.languages)])), "$quiet")
            how = "read on" if line.checked == "stored copy" else "known on"
            yield Content.styled(f"{line.site} · {how} {line.verified.isoformat()}", "$quiet")
            yield Content("")

    @staticmethod
    def _ways_to(line: Line) -> Iterator[Content]:
        pieces = [("call", number) for number in line.call]
        if line.text:
            pieces.append(("text", " ".join(filter(None, [line.text, line.text_hint]))))
        if line.chat:
            pieces.append(("chat", line.chat))
        for how, where in pieces:
            yield Content.assemble((f"{how} ", "$quiet"), (where, "$primary bold"))

    @on(LineList.Chosen)
    @on(LineList.Moved)
    def _answer(self, message: LineList.Chosen | LineList.Moved) -> None:
        if isinstance(message, LineList.Moved) and not self.query_one("#answer").has_class("-said"):
            return
        answer = self.query_one("#answer", Static)
        answer.update(Content(self._words.barriers[message.index].answer))
        answer.add_class("-said")
        self.call_after_refresh(answer.scroll_visible, animate=False)

    @on(Chip.Pressed, "#country")
    def action_country(self) -> None:
        """Lines of another country, for now."""
        names = [Item(country.code, country.name.say(self._language)) for country in self._countries]
        self.app.push_screen(CountrySheet(names, self._country.code), self._country_chosen)

    def _country_chosen(self, code: str | None) -> None:
        if code is not None:
            self._country = country_for(self._countries, code)
            self._show_country()

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


class CountrySheet(Sheet[str | None]):
    """Asks for a country; gives its code."""

    title_words = "Where are you?"

    def __init__(self, countries: list[Item], now: str) -> None:
        super().__init__()
        self._names = countries
        self._now = now

    def content(self) -> ComposeResult:
        """The countries there are lines for."""
        yield Menu(self._names)

    def on_mount(self) -> None:
        """Stand on the one there is."""
        menu = self.query_one(Menu)
        menu.cursor = next((n for n, item in enumerate(self._names) if item.id == self._now), 0)

    @on(LineList.Chosen)
    def _choose(self, chosen: LineList.Chosen) -> None:
        self.dismiss(self._names[chosen.index].id)
