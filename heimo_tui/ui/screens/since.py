"""Since you left: what others said where one wrote, and who waits, in the order in which it concerns the reader."""

from collections.abc import Iterable
from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from heimo_tui.core import notes
from heimo_tui.core.digest import Concern, Digest, NewsView
from heimo_tui.core.views import PostView
from heimo_tui.core.waiting import WaitingView
from heimo_tui.services.digests import Digests
from heimo_tui.services.forum import Forum
from heimo_tui.ui import waiting_words as words
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.following import Changes, Following
from heimo_tui.ui.format import one_line, title_line
from heimo_tui.ui.intents import OpenThread, ShowWaiting
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.widgets.bars import Empty
from heimo_tui.ui.widgets.entries import Entry, EntryList
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.pressing import BackSign
from heimo_tui.ui.widgets.thread_list import fold_words

_WHY: Final = {
    Concern.YOURS: "you began it",
    Concern.QUOTES_YOU: "your words are quoted",
    Concern.YOU_WROTE: "you wrote there",
}


class SinceScreen(Following):
    """Threads with what is new in them, then some who wait; enter leads to the first new reply."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.SINCE)
    CSS_PATH: ClassVar[CSSPathType | None] = ["../frame.tcss", "since.tcss"]

    help_words: ClassVar[tuple[str, ...]] = (
        "Your own threads come first, then those where your words are quoted, then others in which you wrote. Nothing "
        "is counted, and what many reacted to stands no higher. What you have read goes from here.",
    )

    def __init__(self, *, digests: Digests, forum: Forum, clock: Clock) -> None:
        super().__init__(forum)
        self._digests = digests
        self._clock = clock
        self._threads: dict[bytes, bytes] = {}

    def body(self) -> Iterable[Widget]:
        """The list, or that there is nothing."""
        yield Horizontal(BackSign(), Static(Content.styled("Since you left", "$ink bold")), id="where")
        yield Empty()
        yield EntryList(id="list")

    @property
    def list(self) -> EntryList:
        """What came."""
        return self.query_one(EntryList)

    async def resumed(self) -> None:
        """Make it anew: what was read meanwhile is not news any more."""
        self.fill(await self._digests.since_left())
        self.list.focus()

    async def changed(self, changes: Changes) -> None:
        """Follow; the cursor stays on what it stood on."""
        self.fill(await self._digests.since_left())

    def fill(self, digest: Digest) -> None:
        """Show it."""
        self._threads = {news.row.id: news.circle for news in digest.threads}
        self._threads |= {one.row.id: one.circle for one in digest.waiting}
        entries = [self._news(news) for news in digest.threads]
        if digest.waiting:
            way = Content.assemble(
                ("Waiting for somebody", "$quiet italic"), ("  w", "$primary"), (" shows all", "$quiet")
            )
            entries.append(Entry(b"", (way,)))
            entries += [self._waiting(one) for one in digest.waiting]
        if digest.waiting and not digest.threads:
            entries.insert(0, Entry(b"", (Content.styled("Nothing new where you wrote.", "$quiet"),)))
        self.list.put(entries)
        self.list.display = bool(entries)
        empty = self.query_one(Empty)
        if entries:
            empty.hush()
        else:
            empty.say("Nothing new where you wrote, and nobody waits.", "esc goes back. You missed nothing.")

    def _news(self, news: NewsView) -> Entry:
        row = news.row
        title = Content.styled(title_line(row.title) or "…", "$ink bold")
        if row.fold is not None:
            title = Content.styled(f"▸ {fold_words(row.fold)}", "$quiet")
        about = f"  {one_line(news.circle_name)} · {_WHY[news.concern]}"
        more = [Content.styled("    … and more", "$quiet")] if news.more else []
        return Entry(row.id, (title, Content.styled(about, "$quiet"), *map(self._reply, news.replies), *more))

    def _reply(self, post: PostView) -> Content:
        said = Content.styled(one_line(post.text), "$foreground")
        if post.fold is not None:
            said = Content.styled(f"▸ {fold_words(post.fold)}", "$quiet")
        return Content.assemble("    ", name_content(post.author, extra=False), "  ", said)

    def _waiting(self, one: WaitingView) -> Entry:
        row, need = one.row, notes.need(one.row.need)
        title = title_line(row.title) if row.fold is None else f"▸ {fold_words(row.fold)}"
        about = f"  {one_line(one.circle_name)} · {words.since_words(one, self._clock)}"
        lines = (Content.styled(title, "$foreground"), Content.styled(about, "$quiet"))
        return Entry(row.id, lines, Content.styled(f"{need.mark} {need.label}", "$secondary"))

    @on(LineList.Chosen)
    def _chosen(self, chosen: LineList.Chosen) -> None:
        chosen.stop()
        entry = self.list.here
        if entry is not None and entry.id in self._threads:
            self.post_message(OpenThread(self._threads[entry.id], entry.id))

    @on(LineList.Left)
    def _left(self) -> None:
        self.action_back()

    def action_waiting(self) -> None:
        """All who wait."""
        self.post_message(ShowWaiting())
