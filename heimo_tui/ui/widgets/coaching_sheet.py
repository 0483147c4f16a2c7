"""What helps a reply that is practised: what carries, what to look at again, what could still stand there."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from heimo_tui.empathy.findings import Finding, Voice
from heimo_tui.empathy.telling.wording import why
from heimo_tui.ui.format import one_line
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.widgets.sheet import Sheet
from heimo_tui.ui.widgets.voices import VOICES, heading

_LONGEST = 60


class CoachingSheet(Sheet[bool]):
    """True where the next situation is wanted. `example` is shown only when it is asked for."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DIALOG, Where.COACHING)
    DEFAULT_CSS = """
    CoachingSheet > #sheet { width: 72; }
    CoachingSheet #coaching { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    CoachingSheet #coaching Static { height: auto; padding: 0 0 0 2; color: $foreground; }
    CoachingSheet #coaching .heading { padding: 0; margin-top: 1; }
    CoachingSheet #coaching > .heading:first-child { margin-top: 0; }
    CoachingSheet #example { display: none; height: auto; }
    CoachingSheet #example.-on { display: block; }
    CoachingSheet.-low #coaching .heading { margin-top: 0; }
    """

    title_words = "what helps"

    def __init__(self, findings: tuple[Finding, ...], offers: tuple[str, ...], example: str) -> None:
        super().__init__()
        self._findings = findings
        self._offers = offers
        self._example = example

    def content(self) -> ComposeResult:
        """First what is there, then what could be."""
        with VerticalScroll(id="coaching"):
            for voice in (Voice.CARRIES, *(voice for voice in Voice if voice is not Voice.CARRIES)):
                if found := [one for one in self._findings if one.voice is voice]:
                    yield Static(heading(voice), classes="heading")
                    yield from (Static(_about(one)) for one in found)
            yield Static(Content.styled("? what you could add", "$primary"), classes="heading")
            yield from (Static(Content(offer)) for offer in self._offers)
            with Vertical(id="example"):
                yield Static(Content.styled("“ a reply to compare", "$secondary"), classes="heading")
                yield Static(Content(one_line(self._example)))

    def _keys(self) -> Iterator[tuple[str, str, str]]:
        yield "esc", "write on", "screen.no"
        yield "e", "a reply to compare", "screen.example"
        yield "n", "another situation", "screen.next"

    def action_example(self) -> None:
        """Show what somebody else wrote, or put it away."""
        example = self.query_one("#example")
        example.toggle_class("-on")
        if example.has_class("-on"):
            self.call_after_refresh(example.scroll_visible, animate=False)

    def action_yes(self) -> None:
        """Write on."""
        self.dismiss(False)

    def action_next(self) -> None:
        """Another post."""
        self.dismiss(True)


def _about(found: Finding) -> Content:
    words = one_line(found.words)
    words = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    return Content.assemble((f"“{words}” ", f"{VOICES[found.voice].colour} italic"), why(found))
