"""The text being written, saved as it grows, and beside it what the check notices."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from heimo_protocol.events import Need
from heimo_protocol.limits import MAX_POST_BYTES
from heimo_protocol.text import clean
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.errors import HeimoError
from heimo_tui.empathy.findings import Report
from heimo_tui.services.checking import Checking
from heimo_tui.services.compose import Compose
from heimo_tui.ui.autosave import SOON, Autosave
from heimo_tui.ui.frame import Frame
from heimo_tui.ui.widgets.draft_area import DraftArea, Underline
from heimo_tui.ui.widgets.findings import Findings

CHECK_AFTER: Final = 0.15
"""Seconds without a key before the check looks."""
NEAR_LIMIT: Final = MAX_POST_BYTES * 9 // 10
_INVITING: Final = {
    DraftKind.POST: "What is it that you carry? Begin anywhere; nobody sees it until you send it.",
    DraftKind.REPLY: "What would you want to hear in their place?",
    DraftKind.EDIT: "",
}


class Writing(Frame):
    """Base of the composer: `draft` is saved within a second, and typing never waits for the check."""

    def __init__(self, draft: Draft, compose: Compose, checking: Checking) -> None:
        super().__init__()
        self._draft = draft
        self._compose_service = compose
        self._checking = checking
        self._autosave = Autosave(compose, draft, self.complain)
        self._own_earlier: tuple[str, ...] = ()
        self._report: Report | None = None
        self._save_timer: Timer | None = None
        self._check_timer: Timer | None = None

    @property
    def draft(self) -> Draft:
        """What is written so far."""
        return self._draft

    def above(self) -> Iterable[Widget]:
        """What stands over the text."""
        return ()

    def body(self) -> Iterable[Widget]:
        """Text and check."""
        yield Horizontal(
            Vertical(
                *self.above(),
                DraftArea(self._draft.text, placeholder=_INVITING[self._draft.kind], id="text"),
                Static(id="standing", markup=False),
                id="page",
            ),
            Findings(id="check"),
            id="write",
        )

    def on_mount(self) -> None:
        """Start where the text ends."""
        area = self.query_one(DraftArea)
        area.focus()
        area.move_cursor(area.document.end)
        self._stand()

    def need(self) -> Need | None:
        """What the writer of the post asked for, against which the check reads."""
        return self._draft.need

    def remark(self) -> str:
        """What the writer should know while there is room enough."""
        return ""

    def change(self, draft: Draft) -> None:
        """The draft is another one now; it is saved soon."""
        self._draft = draft
        self._autosave.note(draft)
        if self._save_timer is None:
            self._save_timer = self.set_timer(SOON, self.save_soon)
        self._stand()

    # saving

    async def save(self) -> bool:
        """Save now; whether that worked."""
        return await self._autosave.flush()

    def save_soon(self) -> None:
        """Save without waiting for it."""
        self._save_timer = None
        if self._autosave.dirty:
            self.run_worker(self._autosave.flush(), group="save")

    def on_screen_suspend(self) -> None:
        """Something covers the text."""
        self.save_soon()

    def on_descendant_blur(self) -> None:
        """The writer looks elsewhere."""
        self.save_soon()

    async def put_down(self) -> None:
        """The program ends or locks: the last words stay."""
        self.take()
        await self._autosave.flush()

    async def on_unmount(self) -> None:
        """However it ends, the last words stay."""
        await self._autosave.flush()

    # writing

    def take(self) -> None:
        """The draft says what stands in the text, also where the word of it is still on its way."""
        text = clean(self.query_one(DraftArea).text)
        if text != self._draft.text:
            self.change(replace(self._draft, text=text))

    @on(DraftArea.Written)
    def _written(self) -> None:
        self.take()
        if self._check_timer is not None:
            self._check_timer.stop()
        self._check_timer = self.set_timer(CHECK_AFTER, self.check_now)

    def _stand(self) -> None:
        """One quiet line under the text, only where there is something to know."""
        size = len(self._draft.text.encode())
        line = Content.styled(self.remark(), "$quiet")
        if size > MAX_POST_BYTES:
            line = Content.styled(
                f"About {size - MAX_POST_BYTES} letters too long to send. Make it two.", "$text-warning"
            )
        elif size >= NEAR_LIMIT:
            line = Content.styled(f"Room for about {MAX_POST_BYTES - size} letters more.", "$quiet")
        standing = self.query_one("#standing", Static)
        standing.update(line)
        standing.display = bool(line.plain)

    # the check

    def check_now(self) -> None:
        """Look at the text as it is now."""
        area = self.query_one(DraftArea)
        self._check(area.text, area.revision)

    @work(group="check", exclusive=True)
    async def _check(self, text: str, revision: int) -> None:
        draft = self._draft
        try:
            report = await self._checking.check(text, draft.kind, self.need(), self._own_earlier, draft.dismissed)
        except HeimoError as problem:
            self.complain(problem)
            return
        if self.is_mounted and self.query_one(DraftArea).revision == revision:
            self._report = report
            self.query_one(Findings).show_report(text, report)
            self._underline()

    @on(Findings.Here)
    def _underline(self) -> None:
        panel = self.query_one(Findings)
        here = panel.here if panel.has_focus else None
        marks = [Underline(*found.span, found.voice, found is here) for found in panel.found]
        if self._report is not None and self.query_one(DraftArea).text == panel.text:
            self.query_one(DraftArea).underline(marks)

    @on(Findings.Aside)
    def _put_aside(self, aside: Findings.Aside) -> None:
        self.change(replace(self._draft, dismissed=self._draft.dismissed | {aside.finding.key}))
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
