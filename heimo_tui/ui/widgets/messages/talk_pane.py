"""A conversation: who can read it, what was said, and where one writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from heimo_tui.core.conversations import ConversationView, Line, MessageView, Standing
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.widgets.bars import NewBar
from heimo_tui.ui.widgets.messages.heading import Heading
from heimo_tui.ui.widgets.messages.history import History
from heimo_tui.ui.widgets.messages.write_box import WriteBox


class TalkPane(Vertical):
    """Shows `view`. It asks with messages and takes what it is given."""

    DEFAULT_CSS = """
    TalkPane { height: 1fr; }
    TalkPane > #searching { height: 1; display: none; padding: 0 2; }
    TalkPane.-searching > #searching { display: block; }
    TalkPane #searching Input, TalkPane #searching Input:focus {
        border: none; height: 1; width: 1fr; padding: 0 1; background: $here;
    }
    TalkPane #searching Static { width: auto; padding: 0 0 0 2; color: $quiet; }
    TalkPane WriteBox { display: none; }
    TalkPane.-open WriteBox { display: block; }
    TalkPane > NewBar { display: none; }
    TalkPane > NewBar.-some { display: block; }
    """

    @dataclass
    class Do(Message):
        """A key of the conversation was pressed that the screen answers; `message` is the one under the cursor."""

        deed: str
        message: MessageView | None

    @dataclass
    class Sought(Message):
        """These words are searched for."""

        words: str

    @dataclass
    class Out(Message):
        """The reader wants back to the list."""

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._view: ConversationView | None = None
        self._found: tuple[int, ...] = ()
        self._at = 0

    def compose(self) -> ComposeResult:
        """Head, search, what was said, what is written."""
        yield Heading()
        with Horizontal(id="searching"):
            yield Input(placeholder="words said here — enter looks for them, esc ends", id="seek")
            yield Static(id="hits", markup=False)
        yield History(self._clock, id="history")
        yield NewBar("{n} new ↓", id="below")
        yield WriteBox()

    @property
    def view(self) -> ConversationView | None:
        """What is shown."""
        return self._view

    @property
    def history(self) -> History:
        """What was said."""
        return self.query_one(History)

    @property
    def box(self) -> WriteBox:
        """What is written."""
        return self.query_one(WriteBox)

    def open(self, view: ConversationView) -> None:
        """Show another conversation."""
        self._view = view
        self._found, self._at = (), 0
        self.history.searching = False
        self.remove_class("-searching")
        self.query_one(NewBar).number = 0
        self._show_head()
        self.box.begin(view.draft, f"Write to {view.peer.name}. Nobody else can read it.")
        self.history.open(view)

    def renew(self, view: ConversationView, start: int, messages: Sequence[MessageView]) -> None:
        """Show a newer state of the same conversation; what is read and what is written stays where it is."""
        self._view = view
        self._show_head()
        bar = self.query_one(NewBar)
        bar.number = 0 if self.history.at_end else bar.number
        bar.number += self.history.renew(view, start, messages)

    def _show_head(self) -> None:
        if self._view is not None:
            self.query_one(Heading).show(self._view)
            self.set_class(self._view.standing is Standing.OPEN, "-open")
            if self._view.standing is not Standing.OPEN and self.box.has_focus_within:
                self.history.focus()

    # searching

    def search(self) -> None:
        """Open the search."""
        self.add_class("-searching")
        self.query_one("#hits", Static).update("")
        self.query_one("#seek", Input).focus()

    def end_search(self) -> bool:
        """Close the search; False where there was none."""
        if not self.has_class("-searching"):
            return False
        self.remove_class("-searching")
        self._found, self.history.searching = (), False
        self.history.focus()
        return True

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if message.value.strip():
            self.post_message(self.Sought(message.value.strip()))

    def found(self, numbers: tuple[int, ...]) -> None:
        """Where the words stand, newest first; go to the newest."""
        self._found, self._at = numbers, 0
        self.history.searching = bool(numbers)
        if numbers:
            self.history.focus()
            self.history.go_to(numbers[0])
        self._say_found()

    def _next_found(self, by: int) -> None:
        if self._found:
            self._at = min(max(self._at + by, 0), len(self._found) - 1)
            self.history.go_to(self._found[self._at])
            self._say_found()

    def _say_found(self) -> None:
        words = f"{self._at + 1} of {len(self._found)} · n older · N newer" if self._found else "not said here"
        self.query_one("#hits", Static).update(words)

    # moving between what was said and what is written

    def write(self) -> None:
        """Write."""
        if self._view is not None and self._view.standing is Standing.OPEN:
            self.box.area.focus()
        elif self._view is not None and self._view.standing is Standing.ASKED:
            self.notify("You can write once they have accepted.", timeout=4)

    def reply(self) -> None:
        """Answer the message under the cursor."""
        message = self.history.here
        if message is None or self._view is None or self._view.standing is not Standing.OPEN:
            return
        if message.line is Line.TEXT:
            self.box.answer(message)
        self.box.area.focus()

    @on(NewBar.Pressed)
    def bring(self) -> None:
        """To what came while reading."""
        bar = self.query_one(NewBar)
        if bar.number:
            self.history.go_to(self.history.count - bar.number)
            bar.number = 0

    @on(History.AtEnd)
    def _at_end(self) -> None:
        self.query_one(NewBar).number = 0

    @on(Heading.Wanted)
    def _head_pressed(self, message: Heading.Wanted) -> None:
        message.stop()
        self.post_message(self.Do(message.deed, self.history.here))

    def on_key(self, event: events.Key) -> None:
        """Up from the first line of an empty text is into what was said."""
        if event.key == "up" and self.box.area.has_focus and not self.box.area.text:
            event.stop()
            event.prevent_default()
            self.history.focus()

    @on(History.Deed)
    def _deed(self, message: History.Deed) -> None:
        message.stop()
        match message.deed:
            case "write":
                self.write()
            case "reply":
                self.reply()
            case "search":
                self.search()
            case "older" | "newer":
                self._next_found(1 if message.deed == "older" else -1)
            case "bring":
                self.bring()
            case "out":
                self.post_message(self.Out())
            case deed:
                self.post_message(self.Do(deed, self.history.here))
