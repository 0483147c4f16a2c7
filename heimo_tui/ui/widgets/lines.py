"""A list of any length that draws only the lines in sight: rows of one height, one divider, one cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from heimo_tui.ui.keys import Where, bindings


class LineList(ScrollView, can_focus=True):
    """Base of lists on Textual's line API; 100,000 rows cost what is in sight.

    A subclass says how many rows there are, draws one as Contents of at most `width` cells, and may put one
    divider above a row. `cursor` is the row stood on, -1 where there is none.
    """

    BINDINGS = bindings(Where.LIST)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--cursor", "list--divider"}
    DEFAULT_CSS = """
    LineList {
        overflow-x: hidden;
        & > .list--cursor { background: $surface; }
        &:focus > .list--cursor { background: $here; }
        & > .list--divider { color: $quiet; }
    }
    """

    cursor = reactive(-1)
    row_lines = reactive(2)

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        list: LineList
        index: int

    @dataclass
    class Chosen(Message):
        """A row was entered."""

        list: LineList
        index: int

    @dataclass
    class Left(Message):
        """The reader wants out of the list."""

        list: LineList

    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row(self, index: int, width: int, here: bool) -> list[Content]:
        """The lines of a row, at most `row_lines`; `here` where the cursor stands on it."""
        raise NotImplementedError

    def divider(self) -> tuple[int, list[Content]] | None:
        """Lines that stand above a row, and which row that is."""
        return None

    def resized(self) -> None:
        """Measure again after the rows changed."""
        divider = self.divider()
        height = self.count() * self.row_lines + (len(divider[1]) if divider else 0)
        self.virtual_size = Size(self.scrollable_content_region.width, height)
        self.refresh()

    def top_of(self, index: int) -> int:
        """The line on which a row starts."""
        divider = self.divider()
        return index * self.row_lines + (len(divider[1]) if divider and index >= divider[0] else 0)

    def edge(self, here: bool) -> Content:
        """The mark of the cursor at the left of a row, fainter while the list does not have the focus."""
        return Content.styled("▌ ", "$primary" if self.has_focus else "$faint") if here else Content("  ")

    def row_at(self, y: int) -> tuple[int, int]:
        """Row and line in the row at a line of the whole list; row -1 on the divider and below the end."""
        divider = self.divider()
        if divider and y >= (start := divider[0] * self.row_lines):
            y -= len(divider[1])
            if y < start:
                return -1, y - start + len(divider[1])
        index, line = divmod(y, self.row_lines)
        return (index, line) if 0 <= index < self.count() else (-1, -1)

    def visible_rows(self, beyond: int = 0) -> range:
        """Rows in sight, and `beyond` more on either side."""
        top = int(self.scroll_offset.y)
        lead = len(divider[1]) if (divider := self.divider()) else 0
        first = max(0, (top - lead) // self.row_lines - beyond)
        last = min(self.count(), (top + self.size.height) // self.row_lines + 1 + beyond)
        return range(first, max(first, last))

    def render_line(self, y: int) -> Strip:
        """Draw one line in sight."""
        width = self.scrollable_content_region.width
        index, line = self.row_at(y + int(self.scroll_offset.y))
        if index < 0:
            divider = self.divider()
            if divider is None or line < 0:
                return Strip.blank(width, self.visual_style.rich_style)
            return self.drawn(divider[1][line], width, self.get_visual_style("list--divider"))
        here = index == self.cursor
        lines = self.row(index, width, here)
        style = self.get_visual_style("list--cursor") if here else self.visual_style
        filled = line < self.row_lines - 1 or self.row_lines == 1 or line < len(lines)
        content = lines[line] if line < len(lines) else Content("")
        return self.drawn(content, width, style if filled else self.visual_style, index)

    def drawn(self, content: Content, width: int, style: Style, index: int | None = None) -> Strip:
        """Content as a strip of exactly `width` cells; `index` is told to the mouse."""
        plain = content.truncate(width, ellipsis=True)
        segments = [Segment(text, piece.rich_style) for text, piece in plain.render(style, "", self.styled)]
        strip = Strip(segments).adjust_cell_length(width, style.rich_style)
        return strip if index is None else strip.apply_meta({"row": index})

    def styled(self, style: str | Style) -> Style:
        """A named style, parsed with the theme's colours."""
        return style if isinstance(style, Style) else self.app.stylesheet.parse_style(style)

    def watch_cursor(self, index: int) -> None:
        """Keep the cursor in sight and tell."""
        self.refresh()
        if index >= 0:
            self.show(index)
            self.post_message(self.Moved(self, index))

    def show(self, index: int) -> None:
        """Scroll just as far as it takes to see a row."""
        top = self.top_of(index)
        divider = self.divider()
        lead = len(divider[1]) if divider and divider[0] == index else 0
        region = Region(0, top - lead, 1, self.row_lines + lead)
        self.scroll_to_region(region, animate=False, force=True)

    def stay_within(self) -> None:
        """Put the cursor on a row that exists."""
        count = self.count()
        self.cursor = -1 if not count else min(max(self.cursor, 0), count - 1)

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        if self.count():
            self.cursor = min(max(self.cursor + by, 0), self.count() - 1)

    def action_page(self, by: int) -> None:
        """Move the cursor by what fits on the screen."""
        self.action_move(by * max(1, self.size.height // self.row_lines - 1))

    def action_edge(self, last: bool) -> None:
        """Move the cursor to the first or last row."""
        if self.count():
            self.cursor = self.count() - 1 if last else 0

    def action_choose(self) -> None:
        """Enter the row under the cursor."""
        if self.cursor >= 0:
            self.post_message(self.Chosen(self, self.cursor))

    def action_out(self) -> None:
        """Leave the list."""
        self.post_message(self.Left(self))

    def on_click(self, event: events.Click) -> None:
        """The first click moves the cursor, a click on the cursor enters."""
        index = event.style.meta.get("row")
        if isinstance(index, int) and 0 <= index < self.count():
            if index == self.cursor:
                self.post_message(self.Chosen(self, index))
            self.cursor = index

    def on_resize(self) -> None:
        """Lines are as wide as the list."""
        self.resized()
