"""The text being written, with the words that the check speaks of underlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import TextArea

from heimo_protocol.text import clean
from heimo_tui.empathy.findings import Voice


@dataclass(frozen=True, slots=True)
class Underline:
    """Code points `start` to `end` of the text, in the colour of a voice; `here` where the reader stands on it."""

    start: int
    end: int
    voice: Voice
    here: bool = False


class DraftArea(TextArea):
    """An editor that tells each change by a rising revision and keeps its underlines under their words.

    Underlines that come from an older revision move with the text around them; those whose words change go.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "draft--carries",
        "draft--look_again",
        "draft--identifies",
        "draft--care",
        *TextArea.COMPONENT_CLASSES,
    }
    DEFAULT_CSS = """
    DraftArea {
        border: none;
        padding: 0 1;
        background: $background;
        color: $ink;
        scrollbar-size-vertical: 1;
        & > .draft--carries { color: $text-success; text-style: underline; }
        & > .draft--look_again { color: $text-warning; text-style: underline; }
        & > .draft--identifies { color: $secondary; text-style: underline; }
        & > .draft--care { color: $name-3; text-style: underline; }
        & > .text-area--placeholder { color: $quiet; }
        & > .text-area--selection { background: $primary 30%; }
        &:focus { border: none; }
    }
    """

    @dataclass
    class Written(Message):
        """The text is another one now; `revision` counts from 1."""

        area: DraftArea
        revision: int

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(text, soft_wrap=True, tab_behavior="focus", placeholder=placeholder, id=id)
        self.highlight_cursor_line = False
        self.revision = 0
        self._before = text
        self._underlines: tuple[Underline, ...] = ()
        self._by_line: dict[int, list[tuple[int, int, Underline]]] = {}

    @property
    def underlines(self) -> tuple[Underline, ...]:
        """What is underlined now, where it stands now."""
        return self._underlines

    @property
    def cursor_at(self) -> int:
        """Where the cursor stands, in code points."""
        at: int = self.document.get_index_from_location(self.cursor_location)  # type: ignore[attr-defined]  # as below
        return at

    def underline(self, marks: Sequence[Underline]) -> None:
        """Underline these and nothing else; marks beyond the end of the text are left out."""
        length = len(self.text)
        fitting = tuple(mark for mark in marks if 0 <= mark.start < mark.end <= length)
        if fitting != self._underlines:
            self._set(fitting)

    def show_words(self, start: int, end: int) -> None:
        """Select code points `start` to `end` and bring them into sight."""
        place = self.document.get_location_from_index  # type: ignore[attr-defined]  # Document has it, its base not
        self.selection = type(self.selection)(place(start), place(end))
        self.scroll_cursor_visible()

    def put(self, words: str, start: int, end: int) -> None:
        """Put `words` in the place of code points `start` to `end`, as one step that can be undone."""
        place = self.document.get_location_from_index  # type: ignore[attr-defined]  # Document has it, its base not
        self.replace(words, place(start), place(end))

    def get_line(self, line_index: int) -> Text:
        """A line with its underlines."""
        line = super().get_line(line_index)
        for start, end, mark in self._by_line.get(line_index, ()):
            line.stylize(self.get_component_rich_style(f"draft--{mark.voice.value}", partial=True), start, end)
            if mark.here:
                line.stylize("bold", start, end)
        return line

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted comes without control and bidi characters; the editor itself puts it in."""
        event.text = clean(event.text)

    def on_text_area_changed(self) -> None:
        """Move the underlines along, then tell."""
        text = self.text
        if text == self._before:
            return
        self._set(tuple(moved(self._underlines, self._before, text)))
        self._before = text
        self.revision += 1
        self.post_message(self.Written(self, self.revision))

    def _set(self, marks: tuple[Underline, ...]) -> None:
        self._underlines = marks
        by_line: dict[int, list[tuple[int, int, Underline]]] = {}
        at = 0
        for number, line in enumerate(self.text.split("\n")):
            for mark in marks:
                if mark.start < at + len(line) and mark.end > at:
                    part = (max(0, mark.start - at), min(len(line), mark.end - at), mark)
                    by_line.setdefault(number, []).append(part)
            at += len(line) + 1
        if by_line != self._by_line:
            self._by_line = by_line
            self.notify_style_update()
            self.refresh()


def moved(marks: Sequence[Underline], before: str, after: str) -> list[Underline]:
    """The marks of `before` where they stand in `after`; those that the change touched are left out."""
    head = _common(before, after)
    rest = min(len(before), len(after)) - head
    tail = _common(before[len(before) - rest :][::-1], after[len(after) - rest :][::-1])
    end, by = len(before) - tail, len(after) - len(before)
    kept = []
    for mark in marks:
        if mark.end <= head:
            kept.append(mark)
        elif mark.start >= end:
            kept.append(Underline(mark.start + by, mark.end + by, mark.voice, mark.here))
    return kept


def _common(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one.startswith(other[:middle]) else (low, middle - 1)
    return low
