"""What members reported to the moderators: who says it, whether it is proven, and the messages themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from heimo_tui.core.conversations import MessageReportView
from heimo_tui.core.errors import HeimoError
from heimo_tui.services.forum import Forum
from heimo_tui.services.messages import Messages
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.following import Changes, Following
from heimo_tui.ui.format import one_line, post_lines
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.message_words import problem_words
from heimo_tui.ui.screens.report import REASONS
from heimo_tui.ui.widgets.bars import Empty
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.post import WIDEST
from heimo_tui.ui.widgets.pressing import BackSign


class ReportsScreen(Following):
    """For moderators: the reports of messages, and beside or below the one under the cursor in full."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.REPORTS)
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../frame.tcss", "messages.tcss"]

    def __init__(self, *, messages: Messages, forum: Forum, clock: Clock) -> None:
        super().__init__(forum)
        self._messages = messages
        self._clock = clock
        self._reports: tuple[MessageReportView, ...] = ()

    def body(self) -> Iterable[Widget]:
        """Where one is, the list, the report."""
        yield Horizontal(BackSign(), Static("What was reported to the moderators", id="path"), id="where")
        with Horizontal(id="sides"):
            yield Vertical(Menu(id="reports", spaced=True), Empty(), id="left")
            yield VerticalScroll(Static(id="whole", markup=False), id="right", can_focus=False)

    async def resumed(self) -> None:
        """Fetch and open them."""
        empty = self.query_one(Empty)
        if not self._reports:
            empty.say("Opening what was reported …")
        self.show(await self._messages.reports())

    async def changed(self, changes: Changes) -> None:
        """Others may have come."""
        if changes.messages:
            self.show(await self._messages.reports())

    def show(self, reports: tuple[MessageReportView, ...]) -> None:
        """Show these."""
        self._reports = reports
        menu, empty = self.query_one(Menu), self.query_one(Empty)
        menu.set_items([self._item(report) for report in reports])
        menu.display = self.query_one("#right").display = bool(reports)
        if reports:
            empty.hush()
            menu.focus()
        else:
            empty.say("Nothing is reported just now.", "esc goes back.")
        self._show_whole()

    def _item(self, report: MessageReportView) -> Item:
        claimed = Content(one_line(report.claimed) or "about somebody")
        about = name_content(report.author, extra=False) if report.author else claimed
        sign = Content.styled("  ✓", "$success") if report.author else Content.styled("  ! not proven", "$warning")
        hint = " · ".join(filter(None, [one_line(report.circle_name), _reason(report)]))
        return Item(report.id.hex(), about + sign, hint)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew."""
        self.call_after_refresh(self._show_whole)

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._show_whole()

    def _show_whole(self) -> None:
        at, whole = self.query_one(Menu).cursor, self.query_one("#whole", Static)
        if not 0 <= at < len(self._reports):
            whole.update("")
            return
        width = max(20, min(WIDEST, self.query_one("#right").content_size.width - 2))
        whole.update(Content("\n").join(self._lines(self._reports[at], width)))

    def _lines(self, report: MessageReportView, width: int) -> list[Content]:
        lines = proof(report, width)
        when = self._clock.words(report.hour * 60)
        who = name_content(report.reporter, extra=False) if report.author else Content("somebody")
        told = Content.assemble("told by ", who, f" · {when}", f": {_reason(report)}" if report.reason else "")
        lines += [*told.stylize_before("$quiet").wrap(width), Content("")]
        if report.note:
            lines += [*Content.styled(f"Their note: “{one_line(report.note)}”", "$foreground").wrap(width), Content("")]
        for message in report.messages:
            lines.append(Content.styled(self._clock.words(message.minutes), "$quiet"))
            words = post_lines(message.text, width - 2) or [Content.styled("no words", "$quiet italic")]
            lines += [Content.styled("▎ ", "$faint") + line for line in words]
            lines.append(Content(""))
        after = "Removing a name from the circle, a pause or a ban is done in the circle itself. x: done with it here."
        return [*lines, *Content.styled(after, "$quiet").wrap(width)]

    @work(group="done", exclusive=True)
    async def action_done(self) -> None:
        """Put it away."""
        at = self.query_one(Menu).cursor
        if 0 <= at < len(self._reports):
            try:
                await self._messages.report_done(self._reports[at].id)
                self.show(await self._messages.reports())
            except HeimoError as problem:
                self.complain(problem)


def _reason(report: MessageReportView) -> str:
    return dict(REASONS).get(report.reason, one_line(report.reason))


def proof(report: MessageReportView, width: int) -> list[Content]:
    """Whether it is proven who wrote the messages, and if not, why not."""
    if report.author is not None:
        words = Content.assemble("✓ verified: sent by ", name_content(report.author, extra=False))
        return [words.stylize_before("$success"), Content("")]
    lines = Content.styled("! cannot be verified: do not act on it as if it were proven.", "$warning").wrap(width)
    lines += Content.styled(problem_words(report.problem), "$quiet").wrap(width)
    if report.claimed:
        lines += Content.styled(f"It claims to be by {one_line(report.claimed)}.", "$quiet").wrap(width)
    return [*lines, Content("")]
