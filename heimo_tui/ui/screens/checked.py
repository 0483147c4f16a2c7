"""A text and its check side by side: typing never waits for the check, and what it says stays steady."""

from collections.abc import Iterable
from typing import Final

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget

from heimo_protocol.events import Need
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.errors import HeimoError
from heimo_tui.empathy.findings import Report, Voice
from heimo_tui.empathy.telling.changes import Change, Spoken
from heimo_tui.services.checking import Checking
from heimo_tui.ui.frame import Frame
from heimo_tui.ui.steady import Steady
from heimo_tui.ui.widgets.check_panel import CheckPanel
from heimo_tui.ui.widgets.draft_area import DraftArea, Underline
from heimo_tui.ui.widgets.findings import Findings
from heimo_tui.ui.widgets.words import Words

CHECK_AFTER: Final = 0.15
"""Seconds without a key before the check looks."""
REST_AFTER: Final = 1.0
"""Seconds without a key after which a word counts as finished."""
GONE_FOR: Final = 6.0
"""Seconds for which a line says what is gone."""


class Checked(Frame):
    """Base of what is written under the check. `spoken` is what was said about this text at any time."""

    def __init__(self, checking: Checking, kind: DraftKind) -> None:
        super().__init__()
        self._checking = checking
        self._kind = kind
        self._own_earlier: tuple[str, ...] = ()
        self._report: Report | None = None
        self._check_timer: Timer | None = None
        self._rest_timer: Timer | None = None
        self._gone_timer: Timer | None = None
        self.begin_anew()

    def begin_anew(self) -> None:
        """Another text: nothing was said about it yet."""
        self._steady = Steady(self._kind)
        self._told: tuple[Change, ...] = ()
        self._saying: tuple[Change, ...] = ()
        self.spoken = Spoken()

    # what the subclass knows

    def above(self) -> Iterable[Widget]:
        """What stands over the text."""
        return ()

    def area(self) -> DraftArea:
        """The text as it is at first."""
        raise NotImplementedError

    def need(self) -> Need | None:
        """What the writer of the post asked for, against which the check reads."""
        raise NotImplementedError

    def dismissed(self) -> frozenset[str]:
        """Keys of findings that are not to be said again."""
        raise NotImplementedError

    def put_aside(self, key: str) -> None:
        """Say this finding no more."""
        raise NotImplementedError

    def written(self) -> None:
        """The text is another one now."""

    def body(self) -> Iterable[Widget]:
        """Text and check."""
        page = Vertical(*self.above(), self.area(), Words(id="standing", markup=False), id="page")
        yield Horizontal(page, CheckPanel(id="check"), id="write")

    def on_mount(self) -> None:
        """Start where the text ends; a larger model is loaded only now that somebody writes."""
        self._checking.prepare()
        area = self.query_one(DraftArea)
        area.focus()
        area.move_cursor(area.document.end)

    @on(DraftArea.Written)
    def _written(self) -> None:
        self.written()
        for timer in (self._check_timer, self._rest_timer):
            if timer is not None:
                timer.stop()
        self._check_timer = self.set_timer(CHECK_AFTER, self._check_while_typing)
        self._rest_timer = self.set_timer(REST_AFTER, self.check_now)

    # the check

    @property
    def shown(self) -> frozenset[str]:
        """Keys of what the panel shows now."""
        return self._steady.keys

    def check_now(self) -> None:
        """Look at the text as it is now, as if all of its words were finished."""
        area = self.query_one(DraftArea)
        self._check(area.text, area.revision, None)

    def _check_while_typing(self) -> None:
        area = self.query_one(DraftArea)
        self._check(area.text, area.revision, area.cursor_at if area.has_focus else None)

    @work(group="check", exclusive=True)
    async def _check(self, text: str, revision: int, typing_at: int | None) -> None:
        dismissed = self.dismissed()
        try:
            report = await self._checking.check(
                text, self._kind, self.need(), self._own_earlier, dismissed, shown=self.shown
            )
        except HeimoError as problem:
            self.complain(problem)
            return
        if self.is_mounted and self.query_one(DraftArea).revision == revision:
            self._report = self._steady.settle(text, report, typing_at, dismissed)
            self._tell(text, self._report)
            self._underline()

    def _tell(self, text: str, report: Report) -> None:
        """Show the report, and for a while what is gone since the one before."""
        self.spoken = self.spoken.heard(report)
        gone = tuple(one for one in self.spoken.changes(text, report) if one.voice is not Voice.CARRIES)
        new = tuple(one for one in gone if one not in self._told)
        self._told = gone
        if new:
            if self._gone_timer is not None:
                self._gone_timer.stop()
            self._gone_timer = self.set_timer(GONE_FOR, self._told_long_enough)
            self._saying = new
        self.query_one(CheckPanel).show_report(text, report, gone=self._saying)

    def _told_long_enough(self) -> None:
        self._saying = ()
        panel = self.query_one(CheckPanel)
        panel.show_report(panel.findings.text, self._report)

    @on(Findings.Here)
    def _underline(self) -> None:
        panel, area = self.query_one(Findings), self.query_one(DraftArea)
        if self._report is not None and area.text == panel.text:
            here = panel.here if panel.has_focus else None
            area.underline(
                [
                    Underline(*found.span, found.voice, found is here)
                    for found in panel.found
                    if area.text[slice(*found.span)] == found.words
                ]
            )

    @on(Findings.Aside)
    def _put_aside(self, aside: Findings.Aside) -> None:
        self.put_aside(aside.finding.key)
        self.check_now()

    @on(Findings.Use)
    def _use(self, use: Findings.Use) -> None:
        area, found = self.query_one(DraftArea), use.finding
        if area.text[slice(*found.span)] == found.words:
            area.put(use.change.words, use.change.start, use.change.end)
            self.notify("It is in the text now. ctrl+z in the text takes it back.", timeout=4)

    @on(Findings.Show)
    def _show_words(self, show: Findings.Show) -> None:
        area, found = self.query_one(DraftArea), show.finding
        area.focus()
        if area.text[slice(*found.span)] == found.words:
            area.show_words(*found.span)

    @on(Findings.Out)
    def _back_to_text(self) -> None:
        self.query_one(DraftArea).focus()
