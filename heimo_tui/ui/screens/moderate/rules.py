"""What holds in a circle, and who moderates it; stewards change it, other moderators read it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import ClassVar, Final

import msgspec
from textual import on, work
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from heimo_protocol.circles import CircleSettings, OnceNames
from heimo_protocol.text import clean
from heimo_tui.core.errors import HeimoError
from heimo_tui.core.moderating import ModeratedCircle
from heimo_tui.services.moderating import Moderating
from heimo_tui.ui.format import one_line
from heimo_tui.ui.frame import Frame
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.moderating_words import days_words, seconds_words
from heimo_tui.ui.screens.ask import AskScreen
from heimo_tui.ui.screens.messages.sheets import PickSheet
from heimo_tui.ui.screens.moderate.rule_sheets import DaysSheet, LinesSheet, NotesSheet, WhoSheet
from heimo_tui.ui.screens.moderate.rule_words import (
    ONCE,
    PACES,
    STAYS,
    SWITCHES,
    about_problem,
    days_problem,
    held_problem,
    items,
    lines_of,
    problem_with,
    rules_problem,
    words_of,
)
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.pressing import BackSign

YOURS: Final = "Enter changes a row; ctrl+s saves. Everybody in the circle sees what holds, and that it was changed."
NOT_YOURS: Final = "Who made this circle, and its stewards, change this. You can read it."
_PURPOSE: Final = "One line that people read in the list of circles."
_PROMISE: Final = "Up to five lines, read before somebody first goes in. Say what you do for each other."
_HELD: Final = (
    "One a line. A text with a word that begins so waits for a moderator. Everybody can see the list, so name no "
    "person in it."
)


class RulesScreen(Frame):
    """The settings of `circle`; what was changed is marked until it is saved."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.RULES)
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../frame.tcss", "moderate.tcss"]

    def __init__(self, circle: ModeratedCircle, *, moderating: Moderating) -> None:
        super().__init__()
        self._circle = circle
        self._moderating = moderating
        self._saved: CircleSettings | None = None
        self._now: CircleSettings | None = None

    def body(self) -> Iterable[Widget]:
        """Where one is, what one can do, the settings, who moderates."""
        path = f"{one_line(self._circle.name)} · what holds here"
        yield Horizontal(BackSign(), Static(path, id="path", markup=False), id="where")
        with Vertical(id="page"):
            yield Static(YOURS if self._circle.steward else NOT_YOURS, id="about")
            yield Menu(id="rules")
            yield Static(id="bench", markup=False)

    def on_mount(self) -> None:
        """Read it."""
        self.query_one("#rules").focus()
        self.load()

    @work(group="load", exclusive=True)
    async def load(self) -> None:
        """Read what holds."""
        try:
            self.show(await self._moderating.settings(self._circle.id))
        except HeimoError as problem:
            self.complain(problem)

    def show(self, settings: CircleSettings) -> None:
        """Show these; nothing is changed yet."""
        self._saved = self._now = settings
        self._draw()
        self._draw_who()

    def _draw(self) -> None:
        if self._now is not None and self._saved is not None:
            self.query_one("#rules", Menu).set_items(items(self._now, self._saved))
        self.refresh_bindings()

    def _draw_who(self) -> None:
        dot = Content.styled(" · ", "$quiet")
        names = dot.join([name_content(one, extra=False) for one in self._circle.moderators])
        more = Content.assemble("   ", ("m", "$primary bold"), (" changes that", "$quiet"))
        lead = Content.styled("Moderators: ", "$quiet")
        self.query_one("#bench", Static).update(lead + names + (more if self._circle.steward else Content("")))

    @property
    def _dirty(self) -> bool:
        return self._now != self._saved

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only stewards change things."""
        if action == "save":
            return self._circle.steward and self._dirty
        return self._circle.steward if action == "moderators" else True

    # one setting

    @on(LineList.Chosen)
    def _chosen(self, chosen: LineList.Chosen) -> None:
        here = self.query_one("#rules", Menu).here
        if here is None or self._now is None:
            return
        if self._circle.steward:
            self.carefully(partial(self._change, here.id, self._now))
        else:
            self.notify(NOT_YOURS, timeout=4)

    @on(LineList.Left)
    def _left(self) -> None:
        self.action_back()

    @work(group="change", exclusive=True)
    async def carefully(self, step: Callable[[], Awaitable[None]]) -> None:
        """Do it; an expected error becomes a notice."""
        try:
            await step()
        except HeimoError as problem:
            self.complain(problem)

    async def _change(self, field: str, now: CircleSettings) -> None:
        value: object = None
        match field:
            case "about":
                sheet = LinesSheet("What is this circle for?", _PURPOSE, now.about, about_problem)
                text: str | None = await self.app.push_screen_wait(sheet)
                value = None if text is None else clean(text).strip()
            case "rules":
                sheet = LinesSheet("What do you promise each other?", _PROMISE, now.rules, rules_problem)
                text = await self.app.push_screen_wait(sheet)
                value = None if text is None else lines_of(text)
            case "held_words":
                sheet = LinesSheet("Which words wait?", _HELD, "\n".join(now.held_words), held_problem)
                text = await self.app.push_screen_wait(sheet)
                value = None if text is None else words_of(text)
            case "notes":
                notes: tuple[str, ...] = await self.app.push_screen_wait(NotesSheet(now.notes))
                value = list(notes)
            case "once":
                value = OnceNames((now.once + 1) % len(ONCE)).value
            case "retention_days":
                value = await self._days(now.retention_days)
            case "slow_seconds":
                value = await self._pace()
            case _ if field in SWITCHES:
                value = not getattr(now, field)
        if value is not None:
            self._now = msgspec.structs.replace(now, **{field: value})
            self._draw()

    async def _days(self, now: int) -> int | None:
        offered = [Item(str(days), days_words(days), mark="●" if days == now else " ") for days in STAYS]
        about = "What is older is erased for everybody, here and on the server. Kept copies stay with who kept them."
        sheet = PickSheet("How long do texts stay?", [*offered, Item("other", "another number …")], about=about)
        chosen = await self.app.push_screen_wait(sheet)
        if chosen == "other":
            return await self.app.push_screen_wait(DaysSheet(now, days_problem))
        return None if chosen is None else int(chosen)

    async def _pace(self) -> int | None:
        offered = [Item(str(one), f"one post in {seconds_words(one)}" if one else "no pause") for one in PACES]
        about = "Each name waits so long between two posts."
        chosen = await self.app.push_screen_wait(PickSheet("Pause between posts", offered, about=about))
        return None if chosen is None else int(chosen)

    # saving

    def action_save(self) -> None:
        """Sign what was changed, and send it."""
        if self._now is not None and self._dirty:
            self.carefully(partial(self._save, self._now))

    async def _save(self, settings: CircleSettings) -> None:
        problem = problem_with(settings)
        if problem:
            self.notify(problem, severity="warning", timeout=6)
            return
        await self._moderating.save_settings(self._circle.id, settings)
        self._saved = settings
        self._draw()
        self.notify("Saved. It holds as soon as the circle has it.", timeout=5)

    def action_back(self) -> None:
        """Out, but not past something that is not saved."""
        if self._dirty:
            self.carefully(self._leave)
        else:
            super().action_back()

    async def _leave(self) -> None:
        more = "What you changed in these settings is not saved yet."
        if await self.app.push_screen_wait(AskScreen("Leave without saving?", more, yes="leave it")):
            self._now = self._saved
            super().action_back()

    # who moderates

    def action_moderators(self) -> None:
        """Choose who moderates."""
        if self._circle.steward:
            self.carefully(self._moderators)

    async def _moderators(self) -> None:
        await self._read_who()
        names = {one.key.hex(): one for one in self._circle.moderators}
        offered = [Item(key, name_content(one), "enter lets them rest from it") for key, one in names.items()]
        sheet = PickSheet("Who moderates", [*offered, Item("more", "ask one more name …", "of those who wrote here")])
        chosen = await self.app.push_screen_wait(sheet)
        if chosen == "more":
            await self._grant()
        elif chosen is not None:
            await self._revoke(chosen)

    async def _grant(self) -> None:
        those = {one.key for one in self._circle.moderators}
        people = [one for one in await self._moderating.people(self._circle.id) if one.key not in those]
        if not people:
            self.notify("Nobody else has written here yet.", timeout=4)
            return
        key = await self.app.push_screen_wait(WhoSheet(people))
        if key is not None:
            await self._moderating.grant(self._circle.id, key)
            name = next(one_line(one.name) for one in people if one.key == key)
            self.notify(f"{name} can moderate here now. Tell them; they find it under 5.", timeout=6, markup=False)
            await self._read_who()

    async def _revoke(self, chosen: str) -> None:
        one = next(one for one in self._circle.moderators if one.key.hex() == chosen)
        more = "What they decided stays; you can take back single decisions. They are an ordinary member again."
        question = f"Shall {one_line(one.name)} moderate no more?"
        if await self.app.push_screen_wait(AskScreen(question, more, yes="no more")):
            await self._moderating.revoke(self._circle.id, one.key)
            self.notify(f"{one_line(one.name)} moderates no more.", timeout=5, markup=False)
            await self._read_who()

    async def _read_who(self) -> None:
        circles = await self._moderating.circles()
        self._circle = next((one for one in circles if one.id == self._circle.id), self._circle)
        self._draw_who()
        self.refresh_bindings()
