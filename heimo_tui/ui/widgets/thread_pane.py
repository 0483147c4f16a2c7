"""A thread to read and answer: pages of light posts around what is in sight, whatever its length."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from heimo_tui.core.views import PostView, ThreadView
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.waiting_words import while_you_wait
from heimo_tui.ui.widgets.bars import NewBar
from heimo_tui.ui.widgets.leaves import PAGE, Leaf, Scroller, count, post_at
from heimo_tui.ui.widgets.post import PostCard
from heimo_tui.ui.widgets.post_actions import PostActions

PAGES_HELD = 3


class ThreadPane(PostActions):
    """Shows `view`; `cursor` is the index of the post stood on, where 0 is the first post.

    What arrives is put below and moves nothing. At most PAGES_HELD pages of PAGE posts are mounted.
    """

    BINDINGS = bindings(Where.THREAD)
    DEFAULT_CSS = """
    ThreadPane { layout: vertical; height: 1fr; }
    ThreadPane > Scroller > #end { height: auto; max-width: 80; margin: 0 0 1 2; color: $quiet; }
    """

    cursor = reactive(0, init=False)

    @dataclass
    class NextUnread(Message):
        """Nothing more is new in this thread in that direction."""

        forward: bool

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._leaves: list[Leaf] = []
        self._lines: dict[int, str] = {}
        self._turning = False
        self._showing = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """The posts, what stands after the last one, and a bar for replies out of sight."""
        with Scroller():
            yield Static(id="end")
        yield NewBar("{n} new below ↓", id="below")

    @property
    def here(self) -> PostView | None:
        """The post under the cursor."""
        return post_at(self.view, self.cursor) if self.view and self.cursor < count(self.view) else None

    async def show(self, view: ThreadView | None, at: bytes | None = None) -> None:
        """Show a thread from its first new reply, or standing on the post `at`; the same thread is only renewed."""
        async with self._showing:
            await self._show(view, at)

    async def _show(self, view: ThreadView | None, at: bytes | None) -> None:
        same = view is not None and self.view is not None and view.id == self.view.id
        before = count(self.view) if same and self.view else 0
        self.view = view
        if view is None:
            await self._open(0)
        elif not same or at is not None:
            self._lines = {count(view): "since you opened it"}
            if view.first_new is not None:
                self._lines[view.first_new + 1] = "new since you were here"
            self.query_one("#below", NewBar).number = 0
            ids = [view.id, *(reply.id for reply in view.replies)]
            first_new = 0 if view.root.new or view.first_new is None else view.first_new + 1
            await self._open(ids.index(at) if at in ids else first_new)
        else:
            await self._renew(view, before)
        self.query_one("#end", Static).update(_end_words(view, self._clock) if view else "")

    async def _renew(self, view: ThreadView, before: int) -> None:
        scroller = self.query_one(Scroller)
        for leaf in self._leaves:
            await leaf.renew(view)
        arrived = count(view) - before
        if arrived > 0 and scroller.max_scroll_y - scroller.scroll_y > 1:
            self.query_one("#below", NewBar).number += arrived
        elif arrived > 0:
            self.call_after_refresh(self._bar_if_unseen, arrived)
        if self._leaves and self._leaves[-1].number < (count(view) - 1) // PAGE:
            await self._turn()

    def _bar_if_unseen(self, arrived: int) -> None:
        scroller = self.query_one(Scroller)
        if scroller.max_scroll_y - scroller.scroll_y > 1:
            self.query_one("#below", NewBar).number += arrived

    async def _open(self, index: int) -> None:
        """Mount the pages around a post and stand on it."""
        scroller = self.query_one(Scroller)
        self._turning = True
        async with self.batch():
            await scroller.remove_children(Leaf)
            self._leaves = []
            if self.view is None:
                self._turning = False
                return
            last = (count(self.view) - 1) // PAGE
            first = min(max(0, index // PAGE - 1), max(0, last - 1))
            self._leaves = [self._leaf(number) for number in range(first, min(last, first + PAGES_HELD - 1) + 1)]
            await scroller.mount_all(self._leaves, before="#end")
        self.set_reactive(ThreadPane.cursor, index)
        self.call_after_refresh(self._opened)

    def _opened(self) -> None:
        """Only now, where the reader stands in sight, may pages be turned."""
        self._stand(True)
        self._turning = False
        self.query_one(Scroller).post_message(Scroller.Moved())

    def _leaf(self, number: int) -> Leaf:
        if self.view is None:
            raise RuntimeError("no thread to page through")
        return Leaf(number, self.view, self._clock, self._lines)

    def card(self, index: int) -> PostCard | None:
        """The mounted card of a post."""
        for leaf in self._leaves:
            if leaf.number == index // PAGE:
                cards = leaf.cards()
                return cards[index % PAGE] if index % PAGE < len(cards) else None
        return None

    def _stand(self, to_top: bool = False) -> None:
        for other in self.query(".-here").results(PostCard):
            other.remove_class("-here")
        card = self.card(self.cursor)
        if card is not None:
            card.add_class("-here")
            tall = card.outer_size.height > self.query_one(Scroller).size.height
            if to_top and self.cursor in self._lines:
                above = card.parent.children[card.parent.children.index(card) - 1] if card.parent else card
                above.scroll_visible(animate=False, top=True, force=True)
            else:
                card.scroll_visible(animate=False, top=(to_top and self.cursor > 0) or tall, force=True)
            if self.cursor == 0:
                self.query_one(Scroller).scroll_home(animate=False)

    @on(Scroller.Moved)
    async def _turn(self) -> None:
        """Mount the next page where the end of what is mounted comes near, and let go of the farthest."""
        if self._turning or self.view is None or not self._leaves:
            return
        scroller = self.query_one(Scroller)
        if scroller.max_scroll_y - scroller.scroll_y <= 1:
            self.query_one("#below", NewBar).number = 0
        near = 2 * scroller.size.height
        if scroller.scroll_y < near and self._leaves[0].number > 0:
            self._turning = True
            await self._back(scroller)
        elif scroller.max_scroll_y - scroller.scroll_y < near:
            self._turning = True
            await self._further(scroller)
            self._turning = False

    async def _further(self, scroller: Scroller) -> None:
        number = self._leaves[-1].number + 1
        if self.view is None or number > (count(self.view) - 1) // PAGE:
            return
        leaf = self._leaf(number)
        await scroller.mount(leaf, before="#end")
        self._leaves.append(leaf)
        if len(self._leaves) > PAGES_HELD:
            gone = self._leaves.pop(0)
            height = gone.outer_size.height
            async with self.batch():
                scroller.set_scroll(None, scroller.scroll_y - height)
                await gone.remove()

    async def _back(self, scroller: Scroller) -> None:
        leaf = self._leaf(self._leaves[0].number - 1)
        async with self.batch():
            await scroller.mount(leaf, before=self._leaves[0])
            self._leaves.insert(0, leaf)
            if len(self._leaves) > PAGES_HELD:
                await self._leaves.pop().remove()
        self.call_after_refresh(self._keep_place, leaf, scroller)

    def _keep_place(self, leaf: Leaf, scroller: Scroller) -> None:
        scroller.scroll_to(y=scroller.scroll_y + leaf.outer_size.height, animate=False, force=True, immediate=True)
        self._turning = False

    async def _go(self, index: int) -> None:
        if self.view is None:
            return
        index = min(max(index, 0), count(self.view) - 1)
        if self.card(index) is None:
            await self._open(index)
            return
        self.cursor = index
        self._stand()

    async def action_step(self, by: int) -> None:
        """The next post; a post taller than the screen is read to its end first."""
        card, scroller = self.card(self.cursor), self.query_one(Scroller)
        if card is not None:
            above = scroller.region.y - card.region.y
            below = card.region.bottom - scroller.region.bottom
            if (below if by > 0 else above) > 1 and card.outer_size.height > scroller.size.height:
                scroller.scroll_relative(
                    y=by * min(scroller.size.height - 2, max(below if by > 0 else above, 1)), animate=False
                )
                return
        await self._go(self.cursor + by)

    async def action_leaf(self, by: int) -> None:
        """A screenful on or back; the cursor comes along."""
        scroller = self.query_one(Scroller)
        top = scroller.scroll_y + by * max(1, scroller.size.height - 2)
        top = min(max(top, 0), scroller.max_scroll_y)
        scroller.scroll_to(y=top, animate=False, force=True, immediate=True)
        self._follow(top)

    def _follow(self, top: float) -> None:
        """Stand on the first post that ends below line `top` of all that is mounted."""
        for leaf in self._leaves:
            for number, card in enumerate(leaf.cards()):
                if leaf.virtual_region.y + card.virtual_region.bottom > top + 1:
                    self.cursor = leaf.number * PAGE + number
                    for other in self.query(".-here").results(PostCard):
                        other.remove_class("-here")
                    card.add_class("-here")
                    return

    async def action_edge(self, last: bool) -> None:
        """The first or the last post."""
        await self._go(count(self.view) - 1 if last and self.view else 0)

    async def action_next_unread(self, forward: bool) -> None:
        """The next new reply; where there is none, the next thread with something new."""
        if self.view is None:
            return
        posts = [self.view.root, *self.view.replies]
        order = range(self.cursor + 1, len(posts)) if forward else range(self.cursor - 1, -1, -1)
        found = next((index for index in order if posts[index].new), None)
        if found is None:
            self.post_message(self.NextUnread(forward))
        else:
            await self._go(found)

    @on(NewBar.Pressed)
    async def action_bring(self) -> None:
        """To the first reply that came while reading."""
        number = self.query_one("#below", NewBar).number
        if self.view is not None and number:
            self.query_one("#below", NewBar).number = 0
            await self._go(count(self.view) - number)

    def action_fold(self) -> None:
        """Show what the reader's own rule folds, the post or the words it quotes, or fold it again."""
        card = self.card(self.cursor)
        if card is not None and card.folds:
            card.unfolded = not card.unfolded

    @on(PostCard.Clicked)
    def _clicked(self, message: PostCard.Clicked) -> None:
        message.stop()
        self.query_one(Scroller).focus(scroll_visible=False)
        if self.view is not None:
            ids = [self.view.id, *(reply.id for reply in self.view.replies)]
            if message.event in ids:
                self.cursor = ids.index(message.event)
                for card in self.query(PostCard):
                    card.set_class(card.view.id == message.event, "-here")


def _end_words(view: ThreadView, clock: Clock) -> Content:
    if view.locked:
        return Content("This thread takes no more replies.")
    if view.root.need == "none":
        return Content("They asked for no replies; e says it without words.")
    if view.root.mine and (view.usual is not None or not view.replies):
        return Content(while_you_wait(view, clock.minutes()))
    if view.replies:
        return Content("")
    return Content("Nobody has answered yet. r — you could be the first; one kind line is enough.")
