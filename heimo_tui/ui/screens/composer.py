"""Say it well: the text and its check, what goes with it, and the ways on from there."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import SuspendNotSupported
from textual.types import CSSPathType
from textual.widget import Widget

from heimo_protocol.circles import OnceNames
from heimo_protocol.events import Need
from heimo_protocol.limits import MAX_POST_BYTES
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.errors import BadInput, HeimoError
from heimo_tui.core.views import CircleView, ThreadView
from heimo_tui.core.waiting import unanswered
from heimo_tui.empathy.telling.first_reply import first_reply
from heimo_tui.services.checking import Checking
from heimo_tui.services.compose import Compose
from heimo_tui.services.forum import Forum
from heimo_tui.services.membership import Membership
from heimo_tui.services.settings import Settings
from heimo_tui.ui import external_editor
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.intents import Helped, OpenThread
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.screens.preview import Outcome, PreviewScreen
from heimo_tui.ui.screens.writing import Writing
from heimo_tui.ui.widgets.answered import Answered
from heimo_tui.ui.widgets.chip import Chip
from heimo_tui.ui.widgets.choices import Choices
from heimo_tui.ui.widgets.draft_area import DraftArea
from heimo_tui.ui.widgets.first_reply import FOLDED, FirstReplyGuide
from heimo_tui.ui.widgets.name_choice import ChosenName, NameChoice
from heimo_tui.ui.widgets.need_picker import NeedPicker
from heimo_tui.ui.widgets.note_picker import NotePicker


class ComposerScreen(Writing):
    """Writes `draft`. Whatever way one leaves, it stays on this device, unless it was sent."""

    BINDINGS = bindings(Where.WRITING)
    CSS_PATH: ClassVar[CSSPathType | None] = ["../frame.tcss", "composer.tcss"]

    def __init__(
        self,
        draft: Draft,
        *,
        circle: CircleView,
        compose: Compose,
        checking: Checking,
        forum: Forum,
        membership: Membership,
        preferences: Settings,
        clock: Clock,
    ) -> None:
        super().__init__(draft, compose, checking)
        self._circle = circle
        self._forum = forum
        self._membership = membership
        self._preferences = preferences
        self._clock = clock
        self._thread: ThreadView | None = None
        self._new_name = "" if circle.my_name else membership.suggest_name()

    def above(self) -> Iterable[Widget]:
        """What goes with the text, and what it answers."""
        yield Choices(self._draft.kind, self._circle.name)
        if self._draft.kind is DraftKind.REPLY:
            yield Answered(self._draft.quote)
            yield FirstReplyGuide()

    def on_mount(self) -> None:
        """Look around without making the writer wait."""
        self.who = self._circle.my_name
        self._show_choices()
        self._look_around()

    @work(group="around")
    async def _look_around(self) -> None:
        try:
            if self._draft.kind is DraftKind.REPLY and self._draft.parent is not None:
                self._thread = await self._forum.thread(self._circle.id, self._draft.parent)
                self.query_one(Answered).thread = self._thread
                self.show_guide()
            self._own_earlier = await self._compose_service.own_earlier(self._circle.id)
        except HeimoError as problem:
            self.complain(problem)
        self.check_now()

    def need(self) -> Need | None:
        """For a reply, what the writer of the post asked for."""
        if self._draft.kind is DraftKind.REPLY:
            return self._thread.root.need if self._thread else None
        return self._draft.need

    def remark(self) -> str:
        """Who reads it first."""
        if self._draft.once:
            held = self._circle.once is OnceNames.HELD
            return f"For this one thread, and tied to nothing.{' A moderator reads it first.' if held else ''}"
        if self._circle.hold_first and not self._circle.joined:
            return "A moderator reads the first post of a new name here before others do."
        return ""

    def change(self, draft: Draft) -> None:
        """Show the choices of the new state too."""
        super().change(draft)
        self._show_choices()

    def _show_choices(self) -> None:
        self.query_one(Choices).show(self._draft, self._new_name or self._circle.my_name or "")

    # what goes with it

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A reply has no need and no notes of its own, and what is changed keeps its name."""
        if action in ("need", "note"):
            return self._draft.kind is not DraftKind.REPLY
        if action == "answered":
            return self._draft.kind is DraftKind.REPLY
        if action == "guide":
            return bool(self._guide)
        return action != "name" or self._draft.kind is not DraftKind.EDIT

    @on(Chip.Pressed)
    async def _pressed(self, pressed: Chip.Pressed) -> None:
        await self.run_action(pressed.chip.id or "")

    def action_need(self) -> None:
        """Choose what would help."""
        self.app.push_screen(NeedPicker(self._draft.need), self._need_chosen)

    def _need_chosen(self, need: Need | None) -> None:
        if need is not None:
            self.change(replace(self._draft, need=need))

    def action_note(self) -> None:
        """Choose what it is about."""
        self.app.push_screen(NotePicker(self._draft.notes, self._circle.notes), self._notes_chosen)

    def _notes_chosen(self, chosen: tuple[str, ...] | None) -> None:
        if chosen is not None:
            self.change(replace(self._draft, notes=chosen))

    @work(group="name", exclusive=True)
    async def action_name(self) -> None:
        """Choose who writes."""
        mine = self._circle.my_name
        try:
            left = await self._membership.once_left(self._circle.id) if self._circle.once else 0
            name = self._new_name or (mine.name if mine else "")
            suggest = self._membership.suggest_name
            chosen = await self.app.push_screen_wait(NameChoice(self._circle, name, self._draft.once, left, suggest))
            if chosen is not None:
                await self._name_chosen(chosen)
        except HeimoError as problem:
            self.complain(problem)

    async def _name_chosen(self, chosen: ChosenName) -> None:
        if chosen.name is not None:
            await self._membership.set_name(self._circle.id, chosen.name)
            self._new_name = chosen.name
        self.change(replace(self._draft, once=chosen.once))

    @property
    def _guide(self) -> tuple[str, ...]:
        """What helps with the first answer; empty where somebody answered already, or to oneself."""
        thread = self._thread
        if self._draft.kind is not DraftKind.REPLY or thread is None or thread.root.mine or not unanswered(thread):
            return ()
        return first_reply(None if thread.root.need is None else thread.root.need.value)

    def show_guide(self) -> None:
        """Show the guide, unless it was folded away for this draft."""
        lines = () if FOLDED in self._draft.dismissed else self._guide
        self.set_class(bool(lines), "-guided")
        for guide in self.query(FirstReplyGuide):
            guide.show(lines)
        self.refresh_bindings()

    @on(FirstReplyGuide.Pressed)
    def action_guide(self) -> None:
        """Fold the guide away for this draft, or show it again."""
        self.change(replace(self._draft, dismissed=self._draft.dismissed ^ {FOLDED}))
        self.show_guide()

    def action_answered(self) -> None:
        """Open or close what is answered."""
        for answered in self.query(Answered):
            answered.opened = not answered.opened

    # ways on

    def action_editor(self) -> None:
        """Write in one's own editor; the file lives in memory where it can, and is wiped."""
        area = self.query_one(DraftArea)
        try:
            command = external_editor.editor_command()
            with self.app.suspend():
                text = external_editor.edit(area.text, command)
        except SuspendNotSupported:
            self.notify("This terminal cannot be lent to an editor.", severity="warning")
        except BadInput as problem:
            self.complain(problem)
        else:
            if text != area.text:
                area.put(text, 0, len(area.text))

    def action_preview(self) -> None:
        """Look at it as others will, once the keys pressed before have become words."""
        self.query_one(DraftArea).call_later(self._look_at_it)

    def _look_at_it(self) -> None:
        self.take()
        if not self._draft.text.strip():
            self.notify("There is nothing to send yet. It can be one sentence.", timeout=4)
        elif len(self._draft.text.encode()) > MAX_POST_BYTES:
            self.notify("It is longer than a post can be. Make it two.", severity="warning", timeout=4)
        else:
            self._preview()

    @work(group="preview", exclusive=True)
    async def _preview(self) -> None:
        try:
            if self._new_name and not self._draft.once:
                await self._membership.set_name(self._circle.id, self._new_name)
            if not await self.save():
                return
            view = await self._compose_service.preview(self._draft)
            report = await self._checking.check(
                self._draft.text,
                self._draft.kind,
                self.need(),
                self._own_earlier,
                self._draft.dismissed,
                shown=self.shown,
            )
            risky = await self._membership.join_risk(self._circle.id)
            held = await self._compose_service.waits_for_moderator(self._draft)
        except HeimoError as problem:
            self.complain(problem)
            return
        self.spoken = self.spoken.heard(report)
        await self.app.push_screen(
            PreviewScreen(
                self._draft,
                view=view,
                report=report,
                changes=self.spoken.changes(self._draft.text, report),
                join_risk=risky and not self._circle.joined,
                held_for_harm=held,
                circle=self._circle,
                compose=self._compose_service,
                preferences=self._preferences,
                clock=self._clock,
                done=self._previewed,
            )
        )

    def _previewed(self, outcome: Outcome, event: bytes | None) -> None:
        match outcome:
            case Outcome.SENT if event is not None:
                self._autosave.forget()
                thread = self._draft.parent if self._draft.kind is DraftKind.REPLY else event
                self.dismiss()
                if self._draft.kind is DraftKind.REPLY:
                    self.app.post_message(Helped())
                if thread is not None and self._draft.kind is not DraftKind.EDIT:
                    self.app.post_message(OpenThread(self._circle.id, thread, event))
            case Outcome.KEEP:
                self.action_back()
            case _:
                self.query_one(DraftArea).focus()

    def action_back(self) -> None:
        """Leave; what is written stays."""
        if self._draft.text.strip():
            self.notify("Your draft is kept on this device, encrypted. It waits under 3 Kept.", timeout=5)
        self.run_worker(self._leave(), group="leave", exclusive=True)

    async def _leave(self) -> None:
        await self.save()
        self.dismiss()
