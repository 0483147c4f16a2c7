"""The column of a circle's threads: its name, who waits, the filters, what is new, the threads."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static

from heimo_tui.core.views import CircleView, Filter, ThreadList
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.moderate_intents import ShowDecided
from heimo_tui.ui.widgets.bars import Empty, NewBar
from heimo_tui.ui.widgets.filter_bar import FilterBar
from heimo_tui.ui.widgets.pressing import BackSign
from heimo_tui.ui.widgets.thread_list import ThreadTable


class WaitingLine(Static):
    """How many wait for a first reply; it leads to the place of all who wait."""

    class Pressed(Message):
        """See them."""

    DEFAULT_CSS = """
    WaitingLine { height: 1; padding: 0 2; margin: 0 0 1 0; color: $quiet; display: none; }
    WaitingLine.-on { display: block; }
    WaitingLine:hover { color: $ink; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting = 0

    def say(self, waiting: int) -> None:
        """So many wait."""
        self._waiting = waiting
        self.set_class(waiting > 0, "-on")
        self.on_resize()

    def on_resize(self) -> None:
        """In fewer words where there is little room, since the key at the end has to be seen."""
        number = self._waiting
        who = "One person is waiting" if number == 1 else f"{number} people are waiting"
        few = "One waits" if number == 1 else f"{number} wait"
        way = Content.assemble(" for a first reply · ", ("w", "$primary bold"), " to see")
        whole = who + way
        self.update(whole if whole.cell_length <= self.content_size.width else few + way)

    def on_click(self) -> None:
        """See them."""
        self.post_message(self.Pressed())


class ThreadColumn(Vertical):
    """Shows `circle` through `which` and `words`; asks with messages and takes what it is given."""

    BINDINGS = bindings(Where.THREADS)
    DEFAULT_CSS = """
    ThreadColumn { height: 1fr; }
    ThreadColumn > #heading { height: 1; padding: 0 2; margin: 1 0 0 0; }
    ThreadColumn BackSign { display: none; width: 2; padding: 0; }
    ThreadColumn.-alone BackSign { display: block; }
    ThreadColumn #circle-title { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    ThreadColumn > Input { display: none; margin: 0 1 1 1; height: 3; border: round $rule; background: $background; }
    ThreadColumn > Input:focus { border: round $primary; }
    ThreadColumn > Input.-on { display: block; }
    """

    circle: reactive[CircleView | None] = reactive(None)
    which: reactive[Filter] = reactive(Filter.ALL)
    words = reactive("")

    @dataclass
    class Wanted(Message):
        """Another selection of threads is wanted."""

        which: Filter
        words: str

    @dataclass
    class Bring(Message):
        """Bring in what is new."""

    @dataclass
    class Promise(Message):
        """Read the circle's promise again."""

    @dataclass
    class Writing(Message):
        """Start a post here."""

    @dataclass
    class Waiting(Message):
        """See who waits, over all circles."""

    @dataclass
    class NextUnread(Message):
        """Stand on the next thread with something new."""

        forward: bool

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock

    def compose(self) -> ComposeResult:
        """From the name down to the threads."""
        yield Horizontal(BackSign(), Static(id="circle-title"), id="heading")
        yield WaitingLine()
        yield FilterBar().data_bind(ThreadColumn.which, query_words=ThreadColumn.words)
        yield Input(placeholder="search on this device — enter keeps it, esc ends")
        yield NewBar("{n} new ↑", id="above")
        yield Empty()
        yield ThreadTable(self._clock, id="thread-table")

    @property
    def table(self) -> ThreadTable:
        """The threads."""
        return self.query_one(ThreadTable)

    def watch_circle(self, circle: CircleView | None) -> None:
        """Show the name, what the circle is for, and who waits."""
        title = Content("")
        if circle is not None:
            about = f"   {one_line(circle.about)}" if circle.about else ""
            title = Content.assemble((one_line(circle.name), "$ink bold"), (about, "$quiet"))
        self.query_one("#circle-title", Static).update(title)
        self.query_one(WaitingLine).say(circle.waiting if circle else 0)

    def show(self, threads: ThreadList) -> None:
        """Take a new order; the cursor stays on its thread."""
        self.query_one("#above", NewBar).number = 0
        self.table.threads = threads
        empty = self.query_one(Empty)
        if threads.ids:
            empty.hush()
        else:
            empty.say(*self._nothing())

    def _nothing(self) -> tuple[str, str]:
        if self.words:
            return f"Nothing here has “{self.words}”.", "esc ends the search. It looks only at what this device has."
        if self.circle is not None and self.circle.syncing is not None:
            return "Fetching what was written here so far …", "You can read as it comes in."
        return {
            Filter.ALL: ("Nobody has written here yet.", "c — begin. Somebody may be glad not to be the first."),
            Filter.NEW: ("Nothing new since you were here.", "f shows the others; c writes something."),
            Filter.WAITING: ("Nobody waits for a first reply.", "f shows all threads."),
            Filter.MINE: ("You have not written here yet.", "c — write, when you feel like it."),
        }[self.which]

    def arrived(self, number: int) -> None:
        """Say that threads came in, without moving anything."""
        self.query_one("#above", NewBar).number = number

    def action_write(self) -> None:
        """Start a post here."""
        self.post_message(self.Writing())

    def action_waiting_here(self) -> None:
        """Those of this circle who wait, or all again."""
        which = Filter.ALL if self.which is Filter.WAITING else Filter.WAITING
        self.post_message(self.Wanted(which, self.words))

    def action_next_filter(self) -> None:
        """The next filter."""
        order = list(Filter)
        self.post_message(self.Wanted(order[(order.index(self.which) + 1) % len(order)], self.words))

    def action_next_unread(self, forward: bool) -> None:
        """Stand on the next thread with something new."""
        self.post_message(self.NextUnread(forward))

    def action_bring(self) -> None:
        """Bring in what is new."""
        if self.query_one("#above", NewBar).number:
            self.post_message(self.Bring())

    def action_promise(self) -> None:
        """Read the promise again."""
        self.post_message(self.Promise())

    def action_decided(self) -> None:
        """See what was decided here."""
        if self.circle is not None:
            self.post_message(ShowDecided(self.circle.id))

    def action_fold(self) -> None:
        """Show or fold the thread under the cursor."""
        self.table.toggle_fold()

    def action_search(self) -> None:
        """Open the search."""
        field = self.query_one(Input)
        field.add_class("-on")
        field.value = self.words
        field.focus()

    def end_search(self) -> bool:
        """Close the search; False where there was none."""
        field = self.query_one(Input)
        if not field.has_class("-on") and not self.words:
            return False
        field.remove_class("-on")
        self.table.focus()
        self.post_message(self.Wanted(self.which, ""))
        return True

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        if message.input.has_class("-on"):
            self.post_message(self.Wanted(self.which, message.value))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        message.input.remove_class("-on")
        self.table.focus()

    @on(FilterBar.Changed)
    def _filter(self, message: FilterBar.Changed) -> None:
        message.stop()
        self.post_message(self.Wanted(message.which, self.words))

    @on(WaitingLine.Pressed)
    def _see_waiting(self, message: WaitingLine.Pressed) -> None:
        message.stop()
        self.post_message(self.Waiting())

    @on(NewBar.Pressed)
    def _pressed(self, message: NewBar.Pressed) -> None:
        message.stop()
        self.post_message(self.Bring())

    def on_key(self, event: events.Key) -> None:
        """Down from the search into what it found."""
        if event.key == "down" and self.query_one(Input).has_focus:
            event.stop()
            self.table.focus()
