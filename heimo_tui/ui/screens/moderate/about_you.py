"""What was decided about oneself: the reason in words, one answer to the moderators, and what they say to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual import events, on, work
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from heimo_protocol.bodies import Action
from heimo_protocol.limits import APPEAL_DAYS, MAX_APPEAL_CHARS
from heimo_protocol.text import clean
from heimo_tui.core.errors import BadInput, HeimoError
from heimo_tui.core.moderating import Appealable
from heimo_tui.services.forum import Forum
from heimo_tui.services.moderating import Moderating
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.following import Changes, Following
from heimo_tui.ui.format import one_line, post_lines
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.moderating_words import decided
from heimo_tui.ui.reasons import reason_words
from heimo_tui.ui.widgets.bars import Empty
from heimo_tui.ui.widgets.draft_area import DraftArea
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.post import WIDEST
from heimo_tui.ui.widgets.pressing import BackSign
from heimo_tui.ui.words_keeper import SOON, WordsKeeper

FEW: Final = 200
"""Letters left from which they are counted."""
NOTHING: Final = ("Nothing was decided about you.", "If a moderator ever decides something, you read here why.")
CAN: Final = (
    f"You can answer once, within {APPEAL_DAYS} days: how do you see it? The moderators of this circle read it, and "
    "nobody else; it is encrypted for them, with your words that it is about."
)
SENT: Final = "You answered. A moderator looks at it again, which can take some days. What they say shows here."
RETURNED: Final = (
    "Nobody else has read it. You find it in its circle, where you can change it and send it again, or let it go."
)
PAST: Final = "It cannot be answered any more. You can still read here, and write where nothing holds you back."


class AboutYouScreen(Following):
    """Decisions on the left or above, the one under the cursor beside them, with the answer that was begun."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.ABOUT_YOU)
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../frame.tcss", "moderate.tcss"]

    def __init__(self, *, moderating: Moderating, forum: Forum, clock: Clock) -> None:
        super().__init__(forum)
        self._moderating = moderating
        self._clock = clock
        self._begun: dict[bytes, str] = {}
        self._keeper = WordsKeeper(self._keep, self.complain)
        self._save_timer: Timer | None = None
        self._views: tuple[Appealable, ...] = ()
        self._shown: bytes | None = None

    def body(self) -> Iterable[Widget]:
        """Where one is; decisions; one of them, with room to answer."""
        yield Horizontal(BackSign(), Static("What was decided about you", id="path"), id="where")
        yield Empty()
        with Horizontal(id="sides"):
            yield Vertical(Menu(id="about"), id="left")
            with VerticalScroll(id="right"):
                yield Static(id="whole", markup=False)
                yield DraftArea(placeholder="How do you see it?", id="answer")
                yield Static(id="room", markup=False)

    async def resumed(self) -> None:
        """Read them."""
        await self._read()

    async def changed(self, changes: Changes) -> None:
        """Something more, or an answer."""
        await self._read()

    @on(events.Unmount)
    async def _stay(self) -> None:
        """However it ends, the last words stay."""
        await self._keeper.flush()

    async def _read(self) -> None:
        # what is being typed is newer than what is kept
        self._begun = await self._moderating.answers_begun() | self._begun
        self.show(await self._moderating.about_me())

    async def _keep(self, decision: bytes, text: str) -> None:
        circle = next((view.decision.circle for view in self._views if view.decision.event == decision), None)
        if circle is not None:
            await self._moderating.keep_answer(circle, decision, text)

    def show(self, views: tuple[Appealable, ...]) -> None:
        """Show these."""
        self._views = views
        menu, empty = self.query_one("#about", Menu), self.query_one(Empty)
        menu.set_items([self._item(view) for view in views])
        self.query_one("#sides").display = bool(views)
        self.query_one("#left").display = len(views) > 1
        if views:
            empty.hush()
        else:
            empty.say(*NOTHING)
        self._show_one()
        if views and not self._area.has_focus:
            self._rest()

    def _rest(self) -> None:
        """Stand among the decisions, or on the only one."""
        several = self.query_one("#left").display
        self.query_one("#about" if several else "#right").focus(scroll_visible=False)

    @property
    def _area(self) -> DraftArea:
        return self.query_one("#answer", DraftArea)

    @property
    def here(self) -> Appealable | None:
        """The decision that is shown."""
        at = self.query_one("#about", Menu).cursor
        return self._views[at] if 0 <= at < len(self._views) else None

    def _item(self, view: Appealable) -> Item:
        decision = view.decision
        state = "answered" if view.answer else "you wrote back" if view.appealed else ""
        about = [one_line(decision.circle_name), self._clock.words(decision.minutes), state]
        words = decided(decision, yours=True)
        return Item(decision.event.hex(), _sentence(words), " · ".join(filter(None, about)))

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew."""
        super().on_resize(event)
        self.call_after_refresh(self._draw)

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._show_one()

    def _show_one(self) -> None:
        view = self.here
        can = view is not None and _can_answer(view)
        self._area.display = self.query_one("#room").display = can
        if view is not None and view.decision.event != self._shown:
            self._turn_to(view.decision.event)
            self.query_one("#right").scroll_home(animate=False)
        self._draw()
        self.refresh_bindings()

    def _turn_to(self, decision: bytes) -> None:
        if self._shown is not None and self._keeper.dirty:
            self._keep_aside(self._shown, self._area.text)
        begun = self._begun.get(decision, "")
        self._shown = decision
        self._keeper.begin(decision, begun)
        self._area.load_text(begun)

    @work
    async def _keep_aside(self, decision: bytes, text: str) -> None:
        try:
            await self._keep(decision, text)
        except HeimoError as problem:
            self.complain(problem)

    def _draw(self) -> None:
        view = self.here
        if view is None:
            return
        width = max(20, min(WIDEST, self.query_one("#right").content_size.width - 2))
        self.query_one("#whole", Static).update(Content("\n").join(self._lines(view, width)))
        left = MAX_APPEAL_CHARS - len(clean(self._area.text).strip())
        room = f"{left} letters left" if left >= 0 else f"{-left} letters too many"
        words = Content.styled(room, "$text-warning" if left < 0 else "$quiet") if left < FEW else Content("")
        self.query_one("#room", Static).update(words)

    def _lines(self, view: Appealable, width: int) -> list[Content]:
        decision = view.decision
        what = _sentence(decided(decision, yours=True))
        head = f"{what}, in {one_line(decision.circle_name)}, {self._clock.words(decision.minutes)}."
        lines = list(Content.styled(head, "$ink").wrap(width))
        if decision.reason:
            lines += Content.styled(f"The reason: {reason_words(decision.reason)}.", "$foreground").wrap(width)
        if decision.words:
            lines += [Content(""), *_said(decision.words, width)]
        if view.start:
            lines += [Content(""), *Content.styled(f"It is about: “{one_line(view.start)}”", "$quiet").wrap(width)]
        lines.append(Content(""))
        return [*lines, *self._state(view, width)]

    def _state(self, view: Appealable, width: int) -> list[Content]:
        if decision_back(view):
            words, style = "It was taken back. Thank you for your patience.", "$success"
        elif view.answer:
            words, style = "You answered, and the moderators looked at it again:", "$quiet"
        elif view.appealed:
            words, style = SENT, "$primary"
        elif view.may_appeal:
            words, style = CAN, "$quiet"
        elif view.decision.action is Action.RETURN:
            words, style = RETURNED, "$quiet"
        else:
            words, style = PAST, "$quiet"
        lines = list(Content.styled(words, style).wrap(width))
        if view.answer:
            lines += [Content(""), *_said(view.answer, width)]
        return [*lines, Content("")]

    # writing back

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be answered, and help is a letter while one writes."""
        if action in ("write", "send"):
            return self.is_mounted and self.here is not None and _can_answer(self.here)
        if action == "help":
            return not (self.is_mounted and self._area.has_focus)
        return True

    @on(LineList.Chosen)
    def action_write(self) -> None:
        """Begin to answer."""
        if self.here is not None and _can_answer(self.here):
            self._area.focus()

    @on(LineList.Left)
    def _left(self) -> None:
        self.action_back()

    def action_back(self) -> None:
        """From the text to the decisions, then out."""
        if self._area.has_focus:
            self._rest()
        else:
            super().action_back()

    @on(DraftArea.Written)
    def _written(self) -> None:
        if self._shown is not None:
            self._begun[self._shown] = self._area.text
            self._keeper.note(self._area.text)
            if self._save_timer is None and self._keeper.dirty:
                self._save_timer = self.set_timer(SOON, self._save)
        self._draw()

    async def _save(self) -> None:
        self._save_timer = None
        await self._keeper.flush()

    @work(group="send", exclusive=True)
    async def action_send(self) -> None:
        """Send it to the moderators."""
        view, text = self.here, clean(self._area.text).strip()
        if view is None or not _can_answer(view):
            return
        if not text:
            self._area.focus()
            self.notify("There is nothing to send yet. One sentence is enough.", timeout=4)
            return
        try:
            await self._moderating.appeal(view.decision.circle, view.decision.event, text)
            self._begun.pop(view.decision.event, None)
            self._keeper.begin(view.decision.event, "")
            self._rest()
            await self._read()
            self.notify("On its way to the moderators. Thank you for saying how you see it.", timeout=6)
        except BadInput as problem:
            if problem.code != "no_moderators":
                self.complain(problem)
                return
            self.notify("No moderator can receive it just now. Nothing was sent; try again tomorrow.", timeout=8)
        except HeimoError as problem:
            self.complain(problem)


def decision_back(view: Appealable) -> bool:
    """Whether the decision was taken back."""
    return view.decision.reversed


def _can_answer(view: Appealable) -> bool:
    return view.may_appeal and not view.appealed and not view.answer and not view.decision.reversed


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _said(text: str, width: int) -> list[Content]:
    words = [line.stylize_before("$foreground") for line in post_lines(text, width - 2)]
    return [Content.styled("▎ ", "$faint") + line for line in words]
