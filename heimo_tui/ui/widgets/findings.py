"""What the check has to say, beside or below the text: each voice with its sign, the words, why, and another way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from heimo_tui.empathy.findings import Finding, Report, Voice
from heimo_tui.empathy.telling.changes import Change
from heimo_tui.empathy.telling.wording import another_way, why
from heimo_tui.ui.alternatives import Replacement, replacement
from heimo_tui.ui.format import one_line
from heimo_tui.ui.intents import ShowWhy
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.widgets.voices import VOICES, grouped, heading

BEFORE: Final = "As you write, this says what it notices. It works on this machine; the text goes nowhere."
NOTHING: Final = "Nothing to point out. It misses things; you know them best."
CHANGED: Final = "» what your changes did"
_LONGEST_WORDS: Final = 90
_BROAD: Final = 60
"""Cells from which a finding takes few long lines instead of many short ones."""


@dataclass(frozen=True, slots=True)
class _Line:
    content: Content
    finding: int = -1
    can_use: bool = False
    can_put_aside: bool = False

    def is_same(self, other: _Line) -> bool:
        """Whether it looks the same; `==` leaves the colours of words out."""
        return self == other and self.content.is_same(other.content)


class Findings(ScrollView, can_focus=True):
    """Draws a report on the line API, so that a new one never flickers; the cursor stays on the finding it was on."""

    BINDINGS = bindings(Where.CHECK)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"findings--here"}
    DEFAULT_CSS = """
    Findings {
        background: $surface;
        padding: 0 1;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .findings--here { background: $here; }
    }
    """

    cursor = reactive(0)

    @dataclass
    class Aside(Message):
        """Say this no more for this draft."""

        finding: Finding

    @dataclass
    class Use(Message):
        """Put the other way in the place of the finding's words."""

        finding: Finding
        change: Replacement

    @dataclass
    class Show(Message):
        """Show the words in the text."""

        finding: Finding

    @dataclass
    class Here(Message):
        """The cursor is on this finding, or on none."""

        finding: Finding | None

    @dataclass
    class Laid(Message):
        """Other lines are in sight now."""

    @dataclass
    class Out(Message):
        """Back to the text."""

    def __init__(self, *, can_change: bool = True, id: str | None = None) -> None:
        super().__init__(id=id)
        self._can_change = can_change
        self._text = ""
        self._found: tuple[Finding, ...] = ()
        self._lines: list[_Line] = []
        self._words = BEFORE
        self._did: tuple[Change, ...] = ()
        self._gone: tuple[Change, ...] = ()

    @property
    def found(self) -> tuple[Finding, ...]:
        """Findings from top to bottom."""
        return self._found

    @property
    def text(self) -> str:
        """The text that the report is about."""
        return self._text

    @property
    def here(self) -> Finding | None:
        """The finding under the cursor."""
        return self._found[self.cursor] if 0 <= self.cursor < len(self._found) else None

    def show_report(
        self, text: str, report: Report | None, *, did: tuple[Change, ...] = (), gone: tuple[Change, ...] = ()
    ) -> None:
        """Show what was found in `text`; None before anything was checked.

        `did` stands at the top: all that the changes to a draft made better. `gone` stands, each in one line, at the
        place of what was there until now.
        """
        before, line = self.here, self._line_of(self.cursor)
        groups = grouped(report) if report else []
        self._did, self._gone = did, gone
        self._text = text
        self._words = NOTHING if report and text.strip() else BEFORE
        self._found = tuple(finding for _, findings in groups for finding in findings)
        at = next((n for n, finding in enumerate(self._found) if before and finding.key == before.key), None)
        self.cursor = at if at is not None else min(self.cursor, max(0, len(self._found) - 1))
        self._lay_out()
        if self.has_focus and at is not None:
            # what one stands on stays where it is, whatever comes above it
            self.scroll_to(y=self.scroll_offset.y + self._line_of(at) - line, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """Draw one line in sight."""
        width = self.scrollable_content_region.width
        at = y + int(self.scroll_offset.y)
        if at >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[at]
        here = self.has_focus and line.finding == self.cursor and line.finding >= 0
        style = self.get_visual_style("findings--here") if here else self.visual_style
        actions = _actions(line, "$primary" if self.has_focus else "$faint")
        room = width - 1 - sum(len(words) for words, _ in actions)
        strips = [self._strip(line.content, room, style, {"at": at})]
        strips += [self._strip(words, len(words), style, {"at": at, "do": action}) for words, action in actions]
        return Strip.join([*strips, Strip.blank(1, style.rich_style)])

    def _strip(self, content: Content, width: int, style: Style, meta: dict[str, object]) -> Strip:
        pieces = content.truncate(width, ellipsis=True).render(style, "", self._parsed)
        strip = Strip([Segment(text, piece.rich_style) for text, piece in pieces])
        return strip.adjust_cell_length(width, style.rich_style).apply_meta(meta)

    def _parsed(self, style: str | Style) -> Style:
        return style if isinstance(style, Style) else Style.parse(style, self.app.theme_variables)

    def _lay_out(self) -> None:
        width = max(20, self.content_size.width - 2)
        lines: list[_Line] = []
        last = None
        if self._did:
            lines.append(_Line(Content.styled(CHANGED, "$primary")))
            lines += self._sentences(self._did, width, "$foreground")
        here = {finding.voice for finding in self._found}
        lines += self._sentences([one for one in self._gone if one.voice not in here], width, "$quiet")
        roomy = width < _BROAD
        for number, finding in enumerate(self._found):
            lines += [_Line(Content(""))] if lines and (roomy or finding.voice is not last) else []
            if finding.voice is not last:
                lines.append(_Line(heading(finding.voice)))
                last = finding.voice
                lines += self._sentences([one for one in self._gone if one.voice is last], width, "$quiet")
            lines += self._about(number, finding, width)
        if not self._found:
            lines += [_Line(Content(""))] if lines else []
            lines += [_Line(line) for line in Content.styled(self._words, "$quiet").wrap(width)]
        self._show_lines(lines, Size(width, len(lines)))

    def _show_lines(self, lines: list[_Line], size: Size) -> None:
        """Paint them, unless they are as they were: most keys that somebody types find nothing else."""
        same = size == self.virtual_size and len(lines) == len(self._lines)
        before, self._lines = self._lines, lines
        self.virtual_size = size
        if not same or not all(line.is_same(other) for line, other in zip(lines, before, strict=True)):
            self.refresh()
        self.post_message(self.Laid())

    @property
    def below(self) -> tuple[Voice, ...]:
        """The voices of which nothing is in sight yet, further down."""
        end = int(self.scroll_offset.y) + self.scrollable_content_region.height
        seen = {self._found[line.finding].voice for line in self._lines[:end] if line.finding >= 0}
        return tuple(dict.fromkeys(found.voice for found in self._found if found.voice not in seen))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell what came into sight."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Laid())

    def _sentences(self, changes: Iterable[Change], width: int, style: str) -> list[_Line]:
        wrapped = (Content.styled(change.sentence, style).wrap(width - 2) for change in changes)
        return [_Line(Content("  ") + line) for lines in wrapped for line in lines]

    def _line_of(self, number: int) -> int:
        return next((at for at, line in enumerate(self._lines) if line.finding == number), 0)

    def _about(self, number: int, finding: Finding, width: int) -> list[_Line]:
        words = one_line(finding.words)
        if len(words) > _LONGEST_WORDS:
            words = words[: _LONGEST_WORDS - 1].rstrip() + "…"
        said = Content.styled(f"“{words}”", f"{VOICES[finding.voice].colour} italic")
        reason = Content.styled(why(finding), "$foreground")
        can_use = self._can_change and replacement(self._text, finding) is not None
        taken = sum(len(words) for words, _ in _actions(_Line(said, number, can_use, self._can_change)))
        if width >= _BROAD:
            # where lines are long and few, words and reason share them
            first, *rest = Content.assemble(said, " ", reason).wrap(width - 2 - taken)
            pieces = []
        else:
            first, *rest = said.wrap(max(10, width - 2 - taken))
            pieces = [reason]
        if other := another_way(finding):
            pieces.append(Content.styled(f"→ {other}", "$quiet"))
        below = [*rest, *(line for piece in pieces for line in piece.wrap(width - 2))]
        head = _Line(Content("  ") + first, number, can_use, self._can_change)
        return [head, *(_Line(Content("  ") + line, number) for line in below)]

    def watch_cursor(self) -> None:
        """Keep the finding in sight, and tell which it is."""
        self.refresh()
        mine = [at for at, line in enumerate(self._lines) if line.finding == self.cursor]
        if mine and self.has_focus:
            region = Region(0, max(0, mine[0] - 1), 1, len(mine) + 1)
            self.scroll_to_region(region, animate=False, force=True)
        self.post_message(self.Here(self.here if self.has_focus else None))

    def on_focus(self) -> None:
        """Show where the cursor is."""
        self.watch_cursor()

    def on_blur(self) -> None:
        """Nothing is stood on any more."""
        self.refresh()
        self.post_message(self.Here(None))

    def on_resize(self) -> None:
        """Wrap anew."""
        self._lay_out()

    def on_click(self, event: events.Click) -> None:
        """Stand on a finding, or do what the line says."""
        at = event.style.meta.get("at")
        if not isinstance(at, int) or self._lines[at].finding < 0:
            return
        self.cursor = self._lines[at].finding
        match event.style.meta.get("do"):
            case "use":
                self.action_use()
            case "aside":
                self.action_aside()

    def action_move(self, by: int) -> None:
        """To another finding."""
        if self._found:
            self.cursor = min(max(self.cursor + by, 0), len(self._found) - 1)

    def action_show(self) -> None:
        """Show the words in the text."""
        if self.here is not None:
            self.post_message(self.Show(self.here))

    def action_aside(self) -> None:
        """Put the finding aside for this draft."""
        if self.here is not None and self._can_change:
            self.post_message(self.Aside(self.here))

    def action_use(self) -> None:
        """Put the other way in."""
        change = replacement(self._text, self.here) if self.here is not None and self._can_change else None
        if self.here is not None and change is not None:
            self.post_message(self.Use(self.here, change))

    def action_why(self) -> None:
        """Tell what is behind it."""
        if self.here is not None:
            self.post_message(ShowWhy(self._text, self.here))

    def action_text(self) -> None:
        """Back to the text."""
        self.post_message(self.Out())


def _actions(line: _Line, key: str = "$primary") -> list[tuple[Content, str]]:
    """What can be pressed at the right end of a line; its keys shine where they work."""
    actions = []
    if line.can_use:
        actions.append((Content.assemble(" ", ("a", key), (" use", "$quiet")), "use"))
    if line.can_put_aside:
        actions.append((Content.assemble("  ", ("x", key), (" aside", "$quiet")), "aside"))
    return actions
