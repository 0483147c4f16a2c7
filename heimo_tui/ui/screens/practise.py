"""Practise a reply: an invented post, one's own answer under the check, and what helps; nothing of it is kept."""

import secrets
from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from heimo_protocol.events import Need
from heimo_tui.content.practise import situations
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.errors import HeimoError
from heimo_tui.empathy.telling.coaching import coach
from heimo_tui.services.checking import Checking
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.screens.checked import Checked
from heimo_tui.ui.widgets.coaching_sheet import CoachingSheet
from heimo_tui.ui.widgets.draft_area import DraftArea
from heimo_tui.ui.widgets.pressing import BackSign
from heimo_tui.ui.widgets.voices import asked_for


class PractiseScreen(Checked):
    """Answers situation `first`, or any, and then the others in turn; `alone` where there is no community around it."""

    BINDINGS = bindings(Where.PRACTISE)
    CSS_PATH: ClassVar[CSSPathType | None] = ["../frame.tcss", "practise.tcss"]

    help_words = (
        "The posts are invented, and nobody reads what you answer. It is not saved, not even as a draft. The check "
        "beside it is the one that reads along when you write to people.",
    )

    def __init__(self, checking: Checking, *, first: int | None = None, alone: bool = False) -> None:
        super().__init__(checking, DraftKind.REPLY)
        self._at = secrets.randbelow(len(situations())) if first is None else first
        self._aside: frozenset[str] = frozenset()
        self.set_class(alone, "-alone")

    def above(self) -> Iterable[Widget]:
        """The post that is answered."""
        yield Vertical(
            BackSign(),
            Static(id="about", markup=False),
            VerticalScroll(Static(id="post", markup=False), can_focus=False),
            id="situation",
        )

    def area(self) -> DraftArea:
        """Empty."""
        return DraftArea(placeholder="What would you want to hear in their place?", id="text")

    def on_mount(self) -> None:
        """Show the post, and that nothing is at stake."""
        self.query_one("#standing", Static).update(
            Content.styled("Nobody sees this. It is not sent, and nothing of it is kept.", "$quiet")
        )
        self._show()

    def on_unmount(self) -> None:
        """Nothing of it stays in memory either."""
        self._checking.forget()

    def _show(self) -> None:
        here = situations()[self._at]
        about = Content.assemble(
            ("Practise · ", "$quiet"), (here.about, "$quiet"), "   ", (asked_for(here.need.value), "$secondary")
        )
        self.query_one("#about", Static).update(about)
        self.query_one("#post", Static).update(Content(here.post))

    def need(self) -> Need | None:
        """What the invented person asked for."""
        return situations()[self._at].need

    def dismissed(self) -> frozenset[str]:
        """What was put aside for this answer."""
        return self._aside

    def put_aside(self, key: str) -> None:
        """Until the next situation."""
        self._aside |= {key}

    def action_coach(self) -> None:
        """Say what carries and what could still stand there."""
        self.query_one(DraftArea).call_later(self._look_at_it)

    def _look_at_it(self) -> None:
        if self.query_one(DraftArea).text.strip():
            self._coach()
        else:
            self.notify("Begin with one sentence; it can be a small one.", timeout=4)

    @work(group="coach", exclusive=True)
    async def _coach(self) -> None:
        here, text = situations()[self._at], self.query_one(DraftArea).text
        try:
            report = await self._checking.check(
                text, DraftKind.REPLY, here.need, dismissed=self._aside, shown=self.shown
            )
        except HeimoError as problem:
            self.complain(problem)
            return
        offers = coach(report, here.need.value, feel=here.feel, ask=here.ask)
        await self.app.push_screen(CoachingSheet(report.findings, offers, here.example), self._coached)

    def _coached(self, wants_next: bool | None) -> None:
        if wants_next:
            self.action_next()
        else:
            self.query_one(DraftArea).focus()

    def action_next(self) -> None:
        """Another post, and an empty page."""
        self._at = (self._at + 1) % len(situations())
        self._aside = frozenset()
        self.begin_anew()
        area = self.query_one(DraftArea)
        area.load_text("")
        area.focus()
        self._show()
        self.check_now()

    def action_back(self) -> None:
        """Out of it; where there is nothing else, it ends."""
        if self.has_class("-alone"):
            self.app.run_worker(self.app.action_quit())
        else:
            super().action_back()
