"""A conversation's messages, of any number: only what is in sight is fetched, laid out and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from heimo_tui.core.conversations import ConversationView, MessageView
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.widgets.messages.layout import Around, Laid, lay_out
from heimo_tui.ui.widgets.messages.roll import CHUNK, Roll


@dataclass(frozen=True, slots=True)
class Place:
    """Line `line` of message `number` stands in row `row` of the screen; negative lines count from its end."""

    number: int
    line: int
    row: int


class Past(ScrollView, can_focus=True, inherit_bindings=False):
    """Base of the history: `cursor` is the number of the message stood on, -1 for none.

    What arrives never moves what is being read.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"past--here"}
    DEFAULT_CSS = """
    Past {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .past--here { background: $surface; }
    }
    """

    cursor = reactive(-1, init=False)

    @dataclass
    class Wanted(Message):
        """Messages [first, end) came into sight and are not here; `turn` says for which state they are asked."""

        turn: int
        first: int
        end: int

    @dataclass
    class AtEnd(Message):
        """The newest message is in sight."""

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._view: ConversationView | None = None
        self._first_new: int | None = None
        self._roll = Roll(self._lay_out)
        self._place = Place(0, 0, 0)
        self._width = 0
        self._placing = False
        self._asked: tuple[int, int] | None = None
        self._unfolded: set[bytes] = set()
        self.turn = 0
        self.at_end = True

    @property
    def here(self) -> MessageView | None:
        """The message under the cursor, where it is here already."""
        return self._roll.message(self.cursor)

    @property
    def count(self) -> int:
        """Messages in all."""
        return self._roll.count

    def message(self, number: int) -> MessageView | None:
        """The message of a number, where it is here already."""
        return self._roll.message(number)

    def _lay_out(self, number: int, message: MessageView, before: MessageView | None) -> Laid:
        peer = self._view.peer if self._view else None
        if peer is None:
            return Laid((), 0)
        around = Around(peer, before, number == self._first_new, message.id in self._unfolded)
        return lay_out(message, around, self._width, self._clock)

    # what is shown

    def open(self, view: ConversationView | None) -> None:
        """Show another conversation, from its first new message or from its end."""
        self.turn += 1
        self._view, self._asked = view, None
        self._unfolded.clear()
        self._width = self.scrollable_content_region.width
        self._first_new = view.first_new if view else None
        self._roll.reset(view.count if view else 0)
        last = self._roll.count - 1
        self.at_end = self._first_new is None
        self._place = Place(last, -1, self._rows - 1) if self.at_end else Place(self._first_new or 0, 0, 0)
        self.cursor = last if self.at_end else self._first_new or 0
        self._settle()

    def around(self, count: int) -> tuple[int, int]:
        """Numbers [start, stop) of what is in sight and some more, to be fetched again; `count` there are now."""
        first, last = self._roll.at(self._top)[0], self._roll.at(self._top + self._rows)[0]
        start = max(0, min(first, count) - 2 * CHUNK) // CHUNK * CHUNK
        return max(0, start - 1), count if self.at_end else min(count, last + 3 * CHUNK)

    def renew(self, view: ConversationView, start: int, messages: Sequence[MessageView]) -> int:
        """Show the same conversation in a newer state, of which these are the messages around what is in sight.

        Gives how many came below, out of sight.
        """
        held = self._roll.message
        stood, read = held(self.cursor), held(self._place.number)
        new = held(self._first_new) if self._first_new is not None else None
        arrived = view.count - self.count
        was_last = self.cursor >= self.count - 1
        self.turn += 1
        self._view, self._asked = view, None
        self._roll.resize(view.count)
        numbers = {message.id: start + at for at, message in enumerate(messages)}
        if new is not None and new.id in numbers:
            self._first_new = numbers[new.id]
        if read is not None and read.id in numbers:
            self._place = Place(numbers[read.id], self._place.line, self._place.row)
        self._roll.accept(start, messages)
        if self.at_end:
            self._place = Place(view.count - 1, -1, self._rows - 1)
        at = numbers.get(stood.id, self.cursor) if stood else self.cursor
        self.set_reactive(Past.cursor, view.count - 1 if self.at_end and was_last else min(at, view.count - 1))
        self._settle()
        return 0 if self.at_end else max(0, arrived)

    def accept(self, turn: int, start: int, messages: Sequence[MessageView]) -> None:
        """Take messages that were asked for; an answer to an older question is dropped."""
        if turn == self.turn:
            self._asked = None
            self._roll.accept(start, messages)
            self._settle()

    def go_to(self, number: int) -> None:
        """Stand on a message and bring it into sight, wherever it is."""
        if 0 <= number < self.count:
            self.cursor = number
            top = self._roll.top(number)
            if not self._top <= top <= self._top + self._rows - 2 or self._roll.message(number) is None:
                self.at_end = False
                self._place = Place(number, 0, self._rows // 3)
                self._settle()

    def to_end(self) -> None:
        """To the newest message."""
        self.cursor = self.count - 1
        self.at_end = True
        self._settle()

    # where it stands

    @property
    def _rows(self) -> int:
        return max(1, self.size.height)

    @property
    def _top(self) -> int:
        return int(self.scroll_offset.y)

    def _settle(self) -> None:
        """Measure, and put what is read where it was."""
        if self.at_end:
            self._place = Place(self.count - 1, -1, self._rows - 1)
        place = self._place
        self.virtual_size = Size(self.scrollable_content_region.width, self._roll.height)
        line = place.line if place.line >= 0 else self._roll.lines_of(place.number) + place.line
        y = max(0, self._roll.top(place.number) + line - place.row) if self.count else 0
        self._placing = True
        self.scroll_to(y=min(y, max(0, self._roll.height - self._rows)), animate=False, force=True, immediate=True)
        self._placing = False
        self.refresh()
        self.ask()
        if self.at_end:
            self.post_message(self.AtEnd())

    def ask(self) -> None:
        """Post Wanted for what is in sight and not here."""
        if not self.is_mounted or not self.size.height:
            return
        missing = self._roll.missing(self._top, self._rows)
        if missing is not None and missing != self._asked:
            self._asked = missing
            self.post_message(self.Wanted(self.turn, *missing))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember what stands at the top, and fetch what comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        if self._placing:
            return
        self.at_end = new_value >= self._roll.height - self._rows
        self._place = Place(*self._roll.at(int(new_value)), 0)
        self.ask()
        if self.at_end:
            self.post_message(self.AtEnd())

    def on_resize(self) -> None:
        """Lay out anew for another width; what is read stays in sight."""
        width = self.scrollable_content_region.width
        if width != self._width:
            self._width = width
            self._roll.lay_out_anew()
        self._settle()

    # drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line in sight."""
        width = self.scrollable_content_region.width
        line = y + self._top
        if line >= self._roll.height:
            return Strip.blank(width, self.rich_style)
        number, at = self._roll.at(line)
        laid = self._roll.laid(number)
        if laid is None:
            return self._strip(Content.styled("  ·····" if at == 0 else "", "$faint"), width, self.visual_style, number)
        if at >= len(laid.lines):
            return Strip.blank(width, self.rich_style)
        content, style = laid.lines[at], self.visual_style
        if self.has_focus and number == self.cursor and at >= laid.lead:
            style = self.get_visual_style("past--here")
            content = Content.assemble(("▌", "$primary"), content[1:])
        return self._strip(content, width, style, number)

    def _strip(self, content: Content, width: int, style: Style, number: int) -> Strip:
        pieces = content.truncate(width, ellipsis=True).render(style, "", self._styled)
        strip = Strip([Segment(text, piece.rich_style) for text, piece in pieces])
        return strip.adjust_cell_length(width, style.rich_style).apply_meta({"row": number})

    def _styled(self, style: str | Style) -> Style:
        return style if isinstance(style, Style) else self.app.stylesheet.parse_style(style)

    def on_focus(self) -> None:
        """Show where the cursor is."""
        self.refresh()

    def on_blur(self) -> None:
        """Nothing is stood on."""
        self.refresh()
