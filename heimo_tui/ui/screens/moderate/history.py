"""What was decided in a circle: for members without names of moderators, for moderators with, and with a way back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual import events, on, work
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from heimo_protocol.bodies import Action
from heimo_tui.core.errors import HeimoError
from heimo_tui.core.moderating import Arranged, DecisionView, Deed, Verdict
from heimo_tui.core.views import CircleView
from heimo_tui.services.forum import Forum
from heimo_tui.services.moderating import Moderating
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.following import Changes, Following
from heimo_tui.ui.format import one_line, post_lines
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.moderating_words import deed_words
from heimo_tui.ui.reasons import reason_words
from heimo_tui.ui.screens.moderate.asking import verdict_for
from heimo_tui.ui.screens.moderate.decide import Subject
from heimo_tui.ui.widgets.bars import Empty
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.moderate.decided_list import DecidedTable, decision_line
from heimo_tui.ui.widgets.post import WIDEST
from heimo_tui.ui.widgets.pressing import BackSign

UNDOES: Final[dict[Action | Arranged, Deed]] = {
    Action.HIDE: Deed.RESTORE,
    Action.BAN: Deed.UNBAN,
    Action.LOCK: Deed.UNLOCK,
    Action.SLOW: Deed.SLOW,
}
"""What takes a decision back."""
HELP: Final = (
    "Every decision is signed by the moderator who took it, and this device has checked each of them: nobody else can "
    "decide here, not even whoever runs the server. Members see what was decided and why, not by whom."
)


class DecidedScreen(Following):
    """Decisions in `circle`; with `moderates` by whom, and U takes one back."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DECIDED)
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../frame.tcss", "moderate.tcss"]
    help_words: ClassVar[tuple[str, ...]] = (HELP,)

    def __init__(
        self, circle: CircleView, *, moderates: bool, moderating: Moderating, forum: Forum, clock: Clock
    ) -> None:
        super().__init__(forum)
        self._circle = circle
        self._moderates = moderates
        self._moderating = moderating
        self._clock = clock
        self.who = circle.my_name

    def body(self) -> Iterable[Widget]:
        """Where one is, the list, the decision under the cursor."""
        path = f"{one_line(self._circle.name)} · what was decided"
        yield Horizontal(BackSign(), Static(path, id="path", markup=False), id="where")
        with Horizontal(id="sides"):
            yield Vertical(Empty(), DecidedTable(self._clock, id="decisions"), id="left")
            yield VerticalScroll(Static(id="whole", markup=False), id="right", can_focus=False)

    @property
    def table(self) -> DecidedTable:
        """The list."""
        return self.query_one(DecidedTable)

    async def resumed(self) -> None:
        """Read them."""
        await self._read()

    async def changed(self, changes: Changes) -> None:
        """There may be more."""
        if changes.moderating or changes.concern(self._circle.id):
            await self._read()

    async def _read(self) -> None:
        self.show(await self._moderating.history(self._circle.id, names=self._moderates))

    def show(self, views: tuple[DecisionView, ...]) -> None:
        """Show these."""
        table, empty = self.table, self.query_one(Empty)
        table.show_views(views)
        table.display = self.query_one("#right").display = bool(views)
        if views:
            empty.hush()
            table.focus(scroll_visible=False)
        else:
            empty.say("Nothing was decided here yet.", "What moderators decide shows here, with the reason.")
        self._show_whole()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew."""
        super().on_resize(event)
        self.call_after_refresh(self._show_whole)

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._show_whole()

    @on(LineList.Left)
    def _left(self) -> None:
        self.action_back()

    def _show_whole(self) -> None:
        view, whole = self.table.here, self.query_one("#whole", Static)
        self.refresh_bindings()
        if view is None:
            whole.update("")
            return
        width = max(20, min(WIDEST, self.query_one("#right").content_size.width - 2))
        whole.update(Content("\n").join(self._lines(view, width)))

    def _lines(self, view: DecisionView, width: int) -> list[Content]:
        when = Content.styled(f", {self._clock.words(view.minutes)}.", "$quiet")
        lines = list((decision_line(view) + when).wrap(width))
        if view.reason:
            lines += Content.styled(f"The reason: {reason_words(view.reason)}.", "$foreground").wrap(width)
        if view.words:
            words = [line.stylize_before("$foreground") for line in post_lines(view.words, width - 2)]
            lines += [Content(""), *(Content.styled("▎ ", "$faint") + line for line in words)]
        if view.reversed:
            lines += [Content(""), Content.styled("It was taken back later.", "$success")]
        elif self._can_undo(view):
            label = deed_words(UNDOES[view.action]).label if view.action is not Action.SLOW else "end it"
            lines += [Content(""), Content.assemble(("U", "$primary bold"), (f" {label}", "$quiet"))]
        return lines

    def _can_undo(self, view: DecisionView | None) -> bool:
        if view is None or not self._moderates or view.reversed or view.action not in UNDOES:
            return False
        return view.action is not Action.SLOW or (bool(view.until) and self._is_newest(view))

    def _is_newest(self, view: DecisionView) -> bool:
        """Whether no later decision says something else about the same pace."""
        same = (one for one in self.table.views if one.action is view.action and one.target == view.target)
        return next(same, view).event == view.event

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only moderators take back, and only what can be taken back."""
        if action == "take_back":
            return self.is_mounted and self._can_undo(self.table.here)
        return True

    @work(group="undo", exclusive=True)
    async def action_take_back(self) -> None:
        """Take back the decision under the cursor."""
        view = self.table.here
        if view is None or not self._can_undo(view):
            return
        deed = UNDOES[view.action]
        try:
            verdict: Verdict | None = Verdict(deed)
            if deed in (Deed.RESTORE, Deed.UNBAN):
                verdict = await verdict_for(self.app, deed, Subject(view.about))
            if verdict is None:
                return
            await self._moderating.decide_on(self._circle.id, view.target, verdict)
            ended = "The circle goes at its own pace again."
            who = one_line(view.about.name) if view.about else "Whoever it was"
            words = ended if deed is Deed.SLOW else deed_words(deed).done.format(who=who)
            self.notify(words, timeout=6, markup=False)
            await self._read()
        except HeimoError as problem:
            self.complain(problem)
