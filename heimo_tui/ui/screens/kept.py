"""What helps again: kept words, own drafts, own threads, and the care plan."""

from collections.abc import Iterable
from typing import ClassVar, Final

from textual import events, on, work
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static, TextArea

from heimo_tui.core.care import load_words
from heimo_tui.core.drafts import Draft
from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import KeptView, ThreadRow
from heimo_tui.services.compose import Compose
from heimo_tui.services.forum import Forum
from heimo_tui.services.keeping import Keeping
from heimo_tui.services.settings import Settings
from heimo_tui.ui.around import Around
from heimo_tui.ui.care_words import language_of
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line, post_lines
from heimo_tui.ui.frame import Frame
from heimo_tui.ui.intents import EditDraft, OpenThread
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.moderate_intents import ShowAboutYou
from heimo_tui.ui.screens.ask import AskScreen
from heimo_tui.ui.screens.own_note import NoteSheet
from heimo_tui.ui.shelf_items import draft_item, joined, kept_item, thread_item
from heimo_tui.ui.widgets.bars import Empty
from heimo_tui.ui.widgets.care_plan import CarePlan
from heimo_tui.ui.widgets.chip import Chip
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.post import WIDEST

PARTS: Final = {"words": ("w", "kept words"), "drafts": ("d", "drafts"), "threads": ("t", "your threads")}
PLAN: Final = ("p", "care plan")
_EMPTY: Final = {
    "words": (
        "Nothing kept yet.",
        "When a reply helps, press s on it. It stays here, encrypted, even if it goes there.",
    ),
    "drafts": ("No drafts.", "What you begin to write and do not send waits here."),
    "threads": ("You have not started a thread here.", "c in a circle begins one. It can be one sentence."),
}


class KeptScreen(Frame):
    """Four parts, one key each. Everything here is on this device only, encrypted."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.KEPT)
    CSS_PATH: ClassVar[CSSPathType | None] = ["../frame.tcss", "kept.tcss"]

    part: reactive[str] = reactive("words", init=False)

    def __init__(
        self, *, keeping: Keeping, compose: Compose, forum: Forum, preferences: Settings, clock: Clock
    ) -> None:
        super().__init__()
        self._preferences = preferences
        self._keeping = keeping
        self._writing = compose
        self._forum = forum
        self._clock = clock
        self._kept: tuple[KeptView, ...] = ()
        self._drafts: tuple[Draft, ...] = ()
        self._threads: tuple[ThreadRow, ...] = ()
        self._circles: dict[bytes, str] = {}
        self._let_go: Draft | KeptView | None = None

    def body(self) -> Iterable[Widget]:
        """The parts, the list, what is under the cursor."""
        parts = {**PARTS, "plan": PLAN}
        chips = [
            Chip(Content.assemble((key, "$primary"), f" {label}"), id=f"part-{name}")
            for name, (key, label) in parts.items()
        ]
        about = Chip(Content.assemble(("a", "$primary"), " about you"), id="about")
        yield Horizontal(*chips, about, id="parts")
        yield Horizontal(
            Vertical(Menu(id="list"), Empty(), id="left"),
            VerticalScroll(Static(id="whole", markup=False), id="right", can_focus=False),
            id="sides",
        )
        words = load_words(language_of(self._preferences)).plan
        yield CarePlan(words, self._keeping.save_plan, self.complain, id="plan")

    def on_mount(self) -> None:
        """Begin with what was kept."""
        self.watch_part()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew."""
        super().on_resize(event)
        self.call_after_refresh(self._show_whole)

    async def put_down(self) -> None:
        """The program ends or locks: the care plan stays as it was written last."""
        await self.query_one(CarePlan).save()

    def on_screen_resume(self) -> None:
        """Something may have been kept or written meanwhile."""
        self.load()

    @work(group="load", exclusive=True)
    async def load(self) -> None:
        """Read everything again."""
        try:
            self._kept = await self._keeping.kept()
            self._drafts = await self._writing.drafts()
            self._threads = await self._keeping.own_threads()
            self._circles = {circle.id: one_line(circle.name) for circle in await self._forum.circles()}
            plan = await self._keeping.plan()
        except HeimoError as problem:
            self.complain(problem)
            return
        self.query_one(CarePlan).show(plan)
        self._show()

    def watch_part(self) -> None:
        """Show one part."""
        for name in (*PARTS, "plan"):
            self.query_one(f"#part-{name}").set_class(name == self.part, "-on")
        planning = self.part == "plan"
        self.query_one(CarePlan).display = planning
        self.query_one("#sides").display = not planning
        if planning:
            self.query_one(CarePlan).begin()
        else:
            self.query_one(Menu).focus()
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What does nothing here is not offered; while one writes at the care plan, every letter is a letter."""
        match action:
            case "part":
                return not isinstance(self.focused, TextArea)
            case "about":
                return not isinstance(self.focused, TextArea) and bool(self.around.about_you)
            case "help":
                return not isinstance(self.focused, TextArea)
            case "note":
                return self.part == "words" and bool(self._kept)
            case "remove":
                return bool({"words": self._kept, "drafts": self._drafts}.get(self.part))
        return True

    def _show(self) -> None:
        self.refresh_bindings()
        if self.part == "plan":
            return
        items = self._items()
        empty, menu = self.query_one(Empty), self.query_one("#list", Menu)
        menu.display = bool(items)
        self.query_one("#right").display = bool(items)
        menu.set_items(items)
        if items:
            empty.hush()
        else:
            empty.say(*_EMPTY[self.part])
        self._show_whole()

    def _items(self) -> list[Item]:
        match self.part:
            case "words":
                return [kept_item(view) for view in self._kept]
            case "drafts":
                return [draft_item(d, self._circles.get(d.circle, "elsewhere"), self._clock) for d in self._drafts]
        return [thread_item(row, self._clock) for row in self._threads]

    def _index(self) -> int:
        return self.query_one("#list", Menu).cursor

    def _show_whole(self) -> None:
        whole, at = self.query_one("#whole", Static), self._index()
        text, more = "", ""
        if self.part == "words" and 0 <= at < len(self._kept):
            view = self._kept[at]
            text = view.text
            more = joined(view.author, view.circle_name, "" if view.still_there else "gone from the circle")
            more += f"\n\nYour note: {view.note}" if view.note else ""
        elif self.part == "drafts" and 0 <= at < len(self._drafts):
            text = self._drafts[at].text
        width = max(20, min(WIDEST, self.query_one("#right").content_size.width - 2))
        lines = [*post_lines(text, width), Content(""), *Content.styled(more, "$quiet").wrap(width)] if text else []
        whole.update(Content("\n").join(lines))

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._show_whole()

    @on(LineList.Chosen)
    def _chosen(self, chosen: LineList.Chosen) -> None:
        at = chosen.index
        if self.part == "words" and at < len(self._kept):
            view = self._kept[at]
            if view.still_there:
                self.post_message(OpenThread(view.circle, view.thread, view.id))
            else:
                self.notify("It is gone from the circle; your copy stays here.")
        elif self.part == "drafts" and at < len(self._drafts):
            self.post_message(EditDraft(self._drafts[at]))
        elif self.part == "threads" and at < len(self._threads):
            self._open_own(self._threads[at].id)

    @work(group="open")
    async def _open_own(self, thread: bytes) -> None:
        for circle in self._circles:
            try:
                view = await self._forum.thread(circle, thread)
            except HeimoError:
                continue
            self.post_message(OpenThread(view.circle, thread))
            return
        self.notify("It is not there any more.")

    @on(Chip.Pressed)
    def _pressed(self, pressed: Chip.Pressed) -> None:
        if pressed.chip.id == "about":
            self.action_about()
            return
        self.part = (pressed.chip.id or "part-words").removeprefix("part-")

    def action_part(self, part: str) -> None:
        """Another part."""
        self.part = part

    def action_about(self) -> None:
        """See what was decided about oneself."""
        self.post_message(ShowAboutYou())

    def _follow(self, around: Around) -> None:
        super()._follow(around)
        self.query_one("#about").display = bool(around.about_you)
        self.refresh_bindings()

    def action_note(self) -> None:
        """Write on something kept why it helps."""
        at = self._index()
        if self.part == "words" and 0 <= at < len(self._kept):
            self._write_note(self._kept[at])

    @work(group="note", exclusive=True)
    async def _write_note(self, view: KeptView) -> None:
        text = await self.app.push_screen_wait(NoteSheet(view.note))
        if text is None:
            return
        try:
            await self._keeping.note(view.id, text)
        except HeimoError as problem:
            self.complain(problem)
        self.load()

    def action_remove(self) -> None:
        """Let go of a draft or a kept text; u brings it back."""
        at = self._index()
        if self.part == "words" and 0 <= at < len(self._kept):
            self._remove(self._kept[at])
        elif self.part == "drafts" and 0 <= at < len(self._drafts):
            self._remove(self._drafts[at])

    @work(group="remove")
    async def _remove(self, what: Draft | KeptView) -> None:
        try:
            if isinstance(what, Draft):
                self._let_go = await self._writing.discard(what.id)
            elif what.still_there or await self._sure():
                await self._keeping.unkeep(what.id)
                self._let_go = what if what.still_there else None
            else:
                return
        except HeimoError as problem:
            self.complain(problem)
            return
        self.notify("Let go. u brings it back." if self._let_go else "Let go.", timeout=6)
        self.load()

    async def _sure(self) -> bool:
        more = "It is gone from the circle, so your copy is the last one you have."
        return await self.app.push_screen_wait(AskScreen("Let go of it?", more, yes="let go"))

    def action_undo(self) -> None:
        """Bring back what was let go here; else take back what is in its hold."""
        if self._let_go is None:
            super().action_undo()
        else:
            self._bring_back(self._let_go)
            self._let_go = None

    @work(group="remove")
    async def _bring_back(self, what: Draft | KeptView) -> None:
        try:
            if isinstance(what, Draft):
                await self._writing.save(what)
            else:
                await self._keeping.keep(what.circle, what.id)
                if what.note:
                    await self._keeping.note(what.id, what.note)
        except HeimoError as problem:
            self.complain(problem)
        self.load()
