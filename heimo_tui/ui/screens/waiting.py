"""Waiting for somebody: those whom nobody has answered yet, over all circles, in this helper's order of the day."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from heimo_tui.core import notes
from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import Gone
from heimo_tui.core.waiting import WaitingView
from heimo_tui.services.forum import Forum
from heimo_tui.services.helping import Helping
from heimo_tui.ui import waiting_words as words
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.following import Changes, Following
from heimo_tui.ui.format import one_line, title_line
from heimo_tui.ui.intents import OpenThread, Reply
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.screens.messages.sheets import PickSheet
from heimo_tui.ui.widgets.bars import Empty
from heimo_tui.ui.widgets.entries import Entry, EntryList
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.post import PostCard
from heimo_tui.ui.widgets.pressing import BackSign
from heimo_tui.ui.widgets.thread_list import fold_words

ABOUT = "Nobody has answered them yet. You need not answer all; one is a lot."


class WaitingScreen(Following):
    """A list, and beside it, where there is room, the post under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.HELPING)
    CSS_PATH: ClassVar[CSSPathType | None] = ["../frame.tcss", "waiting.tcss"]

    help_words: ClassVar[tuple[str, ...]] = (
        "First comes who has waited longest and needs it most, a little different for every helper and every day, so "
        "that not all meet the same one. It is worked out on this device. Nobody is told whom you were shown, or how "
        "many you answer.",
    )

    def __init__(self, *, helping: Helping, forum: Forum, clock: Clock) -> None:
        super().__init__(forum)
        self._helping = helping
        self._clock = clock
        self._waiting: tuple[WaitingView, ...] = ()

    def body(self) -> Iterable[Widget]:
        """What this is, whether it is enough for today, the list, the post."""
        yield Horizontal(BackSign(), Static(Content.styled("Waiting for somebody", "$ink bold")), id="where")
        yield Static(ABOUT, id="about")
        yield Empty()
        yield Horizontal(EntryList(id="list"), VerticalScroll(id="post", can_focus=False), id="sides")

    @property
    def list(self) -> EntryList:
        """Those who wait."""
        return self.query_one(EntryList)

    @property
    def here(self) -> WaitingView | None:
        """Who is under the cursor."""
        entry = self.list.here
        return None if entry is None else next((one for one in self._waiting if one.row.id == entry.id), None)

    async def resumed(self) -> None:
        """Read who waits now."""
        await self._read()
        self.list.focus()

    async def changed(self, changes: Changes) -> None:
        """Who was answered goes, who came stands where they belong; the cursor stays on whom it stood on."""
        await self._read()

    async def _read(self) -> None:
        day = await self._helping.day()
        self.fill(await self._helping.waiting(), resting=day.reached)
        await self._show_post()

    def fill(self, waiting: Sequence[WaitingView], *, resting: bool = False) -> None:
        """Show these; `resting`: the helper gave what they meant to give today."""
        self._waiting = tuple(waiting)
        about = self.query_one("#about", Static)
        about.update(Content.styled(words.RESTING, "$secondary") if resting else ABOUT)
        about.display = bool(waiting) or resting
        self.list.put([self._entry(one) for one in waiting])
        self.query_one("#sides").display = bool(waiting)
        if waiting:
            self.query_one(Empty).hush()
        else:
            self.query_one(Empty).say(
                "Nobody waits for a first answer just now.",
                "esc goes back. A second answer helps, too: wherever you read, r replies.",
            )
        self.refresh_bindings()

    def _entry(self, one: WaitingView) -> Entry:
        row = one.row
        title = Content.styled(title_line(row.title) or "…", "$ink bold")
        if row.fold is not None:
            title = Content.styled(f"▸ {fold_words(row.fold)}", "$quiet")
        need = notes.need(row.need)
        about = [
            name_content(row.author),
            Content(words.since_words(one, self._clock)),
            Content(one_line(one.circle_name)),
        ]
        about += [Content(notes.note_label(note)) for note in row.notes[:2]]
        line = Content(" · ").join(about).stylize_before("$quiet")
        return Entry(row.id, (title, Content("  ") + line), Content.styled(f"{need.mark} {need.label}", "$secondary"))

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._follow_cursor()

    @work(exclusive=True, group="post")
    async def _follow_cursor(self) -> None:
        try:
            await self._show_post()
        except HeimoError as problem:
            self.complain(problem)

    async def _show_post(self) -> None:
        here, side = self.here, self.query_one("#post")
        if here is None or self.size.width < 100:
            await side.remove_children()
            return
        view = await self.forum.thread(here.circle, here.row.id)
        if view.root.gone is Gone.NO:
            await self.show_card(PostCard(view.root, self._clock))

    async def show_card(self, card: PostCard) -> None:
        """Put a post beside the list."""
        side = self.query_one("#post")
        async with self.batch():
            await side.remove_children()
            await side.mount(card)

    @on(LineList.Chosen)
    def _chosen(self, chosen: LineList.Chosen) -> None:
        chosen.stop()
        if self.here is not None:
            self.post_message(OpenThread(self.here.circle, self.here.row.id))

    @on(LineList.Left)
    def _left(self) -> None:
        self.action_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nobody waits there is nobody to answer."""
        return action != "answer" or bool(self._waiting)

    def action_answer(self) -> None:
        """Answer who is under the cursor; what is folded is opened first, so that nobody answers unread."""
        here = self.here
        if here is not None and here.row.fold is not None:
            self.post_message(OpenThread(here.circle, here.row.id))
        elif here is not None:
            self.post_message(Reply(here.circle, here.row.id))

    @work(group="enough", exclusive=True)
    async def action_enough(self) -> None:
        """Choose how much is enough in a day."""
        now = self._helping.capacity()
        choices = words.ENOUGH if now in words.ENOUGH else {now: f"{now} replies a day"} | words.ENOUGH
        items = [Item(str(number), said, mark="●" if number == now else " ") for number, said in choices.items()]
        chosen = await self.app.push_screen_wait(
            PickSheet("How much is enough for you?", items, about=words.ENOUGH_ABOUT)
        )
        try:
            if chosen is not None:
                await self._helping.set_capacity(int(chosen))
                await self._read()
        except HeimoError as problem:
            self.complain(problem)
