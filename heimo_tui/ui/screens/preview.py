"""The moment before: the text as others will see it, what the check has to say, and the ways on."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import Enum, auto
from time import monotonic
from typing import ClassVar, Final

from textual import on, work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Button, Static

from heimo_protocol.circles import OnceNames
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import CircleView, PostView
from heimo_tui.empathy.findings import Report
from heimo_tui.empathy.telling.changes import Change
from heimo_tui.services.compose import Compose
from heimo_tui.services.settings import Settings
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line
from heimo_tui.ui.frame import Frame
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.notices import in_seconds
from heimo_tui.ui.widgets.check_panel import CheckPanel
from heimo_tui.ui.widgets.findings import Findings
from heimo_tui.ui.widgets.post import PostCard
from heimo_tui.ui.widgets.way import Way

A_LOOK: Final = 0.6
"""Seconds that a held-down key must not send in."""


class Outcome(Enum):
    """How the preview ended."""

    SENT = auto()
    CHANGE = auto()
    KEEP = auto()


Done = Callable[[Outcome, bytes | None], None]


class PreviewScreen(Frame):
    """Shows `view` and `report` of `draft`; `done` is told how it ended, with the id of what was sent.

    `changes`: what the person's changes made better since the check first pointed something out.

    `join_risk`: by writing now the person would join the circle at a moment that the operator could link to
    another of their joins (protocol section 7.7), so that waiting a while is offered. `held_for_harm`: a moderator
    reads it first, since it pushes somebody towards harm and the circle wants that.
    """

    BINDINGS = bindings(Where.PREVIEW)
    CSS_PATH: ClassVar[CSSPathType | None] = ["../frame.tcss", "preview.tcss"]

    def __init__(
        self,
        draft: Draft,
        *,
        view: PostView,
        report: Report,
        join_risk: bool,
        circle: CircleView,
        compose: Compose,
        preferences: Settings,
        clock: Clock,
        done: Done,
        held_for_harm: bool = False,
        changes: tuple[Change, ...] = (),
    ) -> None:
        super().__init__()
        self._draft = draft
        self._view = replace(view, author=replace(view.author, mine=False), mine=False)
        self._report = report
        self._changes = changes
        self._risk = join_risk
        self._held_for_harm = held_for_harm
        self._circle = circle
        self._compose_service = compose
        self._preferences = preferences
        self._clock = clock
        self._done = done
        self._since = monotonic()
        self._sending = False

    def body(self) -> Iterable[Widget]:
        """The post, the findings, the ways on."""
        post = VerticalScroll(
            Static("As others will see it", classes="quiet"),
            PostCard(self._view, self._clock),
            id="post",
        )
        yield Horizontal(post, CheckPanel(can_change=False, id="check"), id="sides")
        yield Vertical(
            Static(self._before_sending(), id="before", markup=False), Horizontal(*self._ways(), id="ways"), id="on"
        )

    def _ways(self) -> Iterable[Widget]:
        send = "Send now" if self._risk else "Send"
        yield Way(send, id="send")
        if self._risk:
            yield Way("In a while", id="later")
        yield Way("Change it", id="change")
        yield Way("Keep as draft", id="keep")

    def _before_sending(self) -> Content:
        lines = []
        if self._risk:
            lines.append(
                "You joined something a few minutes ago. If you write here now, whoever runs the server could guess "
                "from the time that both are one person. In a while means 5 to 60 minutes; the text waits here."
            )
        lines.append(self._who_reads_first())
        hold = self._preferences.get().hold_seconds
        lines.append(f"You have {in_seconds(hold)} to take it back with u." if hold else "It goes out at once.")
        return Content("\n").join([Content.styled(line, "$quiet") for line in lines if line])

    def _who_reads_first(self) -> str:
        if self._held_for_harm:
            name = one_line(self._circle.name)
            return f"♥ This may push somebody towards harm: in {name} a moderator reads it before others do."
        if self._draft.once and self._circle.once is OnceNames.HELD:
            return "A moderator reads it before others do, as with every one-time name here."
        if self._circle.hold_first and not self._circle.joined and self._draft.kind is not DraftKind.EDIT:
            return "A moderator reads the first post of a new name here before others do."
        return ""

    def on_mount(self) -> None:
        """Ready to send; nothing is sent by itself."""
        self.who = self._circle.my_name
        self.query_one(CheckPanel).show_report(self._draft.text, self._report, did=self._changes)
        self.query_one("#send").focus()

    @on(Button.Pressed)
    async def _pressed(self, pressed: Button.Pressed) -> None:
        await self.run_action(pressed.button.id or "")

    def action_send(self) -> None:
        """Send it, after the hold."""
        self._send(later=False)

    def action_later(self) -> None:
        """Send it in a while, where that protects."""
        if self._risk:
            self._send(later=True)

    def _send(self, later: bool) -> None:
        if not self._sending and monotonic() - self._since >= A_LOOK:
            self._sending = True
            self._send_now(later)

    @work(group="send")
    async def _send_now(self, later: bool) -> None:
        try:
            event = await (
                self._compose_service.send_later(self._draft) if later else self._compose_service.send(self._draft)
            )
        except HeimoError as problem:
            self._sending = False
            self.complain(problem)
            return
        if later:
            self.notify("It waits on this device and goes out by itself within the hour. u takes it back.", timeout=8)
        self._end(Outcome.SENT, event)

    def action_change(self) -> None:
        """Back to the text."""
        self._end(Outcome.CHANGE)

    def action_back(self) -> None:
        """Back to the text."""
        self._end(Outcome.CHANGE)

    def action_keep(self) -> None:
        """Not now."""
        self._end(Outcome.KEEP)

    @on(Findings.Out)
    def _out(self) -> None:
        self.query_one("#send").focus()

    def _end(self, outcome: Outcome, event: bytes | None = None) -> None:
        self.dismiss()
        self._done(outcome, event)
