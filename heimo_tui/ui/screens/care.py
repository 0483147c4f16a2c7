"""For somebody in danger, or afraid to be: one calm sentence, what makes it hard, and places that answer."""

from collections.abc import Iterator
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widgets import Static

from heimo_tui.core.care import ANYWHERE, Country, Line, country_for, load_countries, load_words
from heimo_tui.services.keeping import Keeping
from heimo_tui.services.settings import Settings
from heimo_tui.ui.care_words import language_of, region
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.widgets.chip import Chip
from heimo_tui.ui.widgets.foot import Foot
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.sheet import Sheet

SIDE_BY_SIDE: Final = [(0, "-narrow"), (116, "-normal")]
"""The two halves stand beside each other from where no answer has to be cut off."""


class CareScreen(ModalScreen[None]):
    """Works without a network, a vault or a community. Nothing chosen here is kept or sent.

    `keeping` has the care plan, where the vault is open.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.CARE)
    CSS_PATH: ClassVar[CSSPathType | None] = "care.tcss"
    HORIZONTAL_BREAKPOINTS = SIDE_BY_SIDE

    def __init__(self, preferences: Settings, keeping: Keeping | None = None) -> None:
        super().__init__()
        self._keeping = keeping
        self._language = language_of(preferences)
        self._words = load_words(self._language)
        self._countries = load_countries()
        self._country = country_for(self._countries, preferences.get().country or region()[3:5] or ANYWHERE)

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
                    if self._keeping is not None:
                        plan = self._words.plan
                        yield Chip(Content.assemble(("p ", "$primary"), plan.name), id="plan")
                        yield Static(Content.styled(plan.hint, "$quiet"), id="plan-hint")
                with Vertical(id="where"):
                    yield Chip(id="country")
                    with VerticalScroll(id="places"):
                        yield Static(id="lines", markup=False)
            with Horizontal(id="foot"):
                yield Foot()

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
                (f"{self._words.places.country}   ", "$quiet"),
                ("tab", "$primary"),
                (f" {self._words.places.lines}", "$quiet"),
            )
        )
        self.query_one("#lines", Static).update(Content("\n").join(self._lines_of(country)))

    def _lines_of(self, country: Country) -> Iterator[Content]:
        for line in country.lines:
            yield Content.styled(line.name, "bold $secondary")
            yield Content(line.what.say(self._language))
            yield from self._ways_to(line)
            hours = line.hours.say(self._language) if line.hours else ""
            when = self._words.always if line.always else hours
            yield Content.styled(" · ".join(filter(None, [when, self._words.spoken(line)])), "$quiet")
            places = self._words.places
            how = places.read if line.checked == "stored copy" else places.known
            yield Content.styled(f"{line.site} · {how.format(day=line.verified.isoformat())}", "$quiet")
            yield Content("")

    def _ways_to(self, line: Line) -> Iterator[Content]:
        words = self._words.places
        pieces = [(words.call, number) for number in line.call]
        if line.text:
            hint = line.text_hint.say(self._language) if line.text_hint else ""
            pieces.append((words.text, f"{line.text} {hint}".rstrip()))
        if line.chat:
            pieces.append((words.chat, line.chat))
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
        sheet = CountrySheet(names, self._country.code, self._words.places.where)
        self.app.push_screen(sheet, self._country_chosen)

    def _country_chosen(self, code: str | None) -> None:
        if code is not None:
            self._country = country_for(self._countries, code)
            self._show_country()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The plan is in the vault, and offered where that is open."""
        return self._keeping is not None if action == "plan" else True

    @on(Chip.Pressed, "#plan")
    def action_plan(self) -> None:
        """What one wrote down for hours like this."""
        from heimo_tui.ui.screens.plan import PlanScreen  # noqa: PLC0415 - not before it is asked for

        if self._keeping is not None:
            self.app.push_screen(PlanScreen(self._keeping, self._words.plan))

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


class CountrySheet(Sheet[str | None]):
    """Asks for a country; gives its code."""

    def __init__(self, countries: list[Item], now: str, title: str) -> None:
        super().__init__()
        self.title_words = title
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
