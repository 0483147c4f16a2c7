"""Why am I told this: what is behind one finding, in a few sentences."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from heimo_tui.empathy.findings import Finding
from heimo_tui.empathy.telling.why import Why
from heimo_tui.ui.format import one_line
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.widgets.sheet import Sheet
from heimo_tui.ui.widgets.voices import VOICES, heading

_LONGEST = 120


class WhySheet(Sheet[None]):
    """Shows the `why` of a finding; escape, enter and the key that opened it lead back."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.DIALOG), Binding("w,q", "no", show=False)]
    DEFAULT_CSS = """
    WhySheet #why { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    WhySheet #why > Static { height: auto; margin-bottom: 1; color: $foreground; }
    WhySheet #why > .quiet { color: $quiet; margin-bottom: 0; }
    WhySheet.-low #why > Static { margin-bottom: 0; }
    """

    title_words = "why am I told this?"
    keys_words = "esc back"

    def __init__(self, finding: Finding, why: Why) -> None:
        super().__init__()
        self._finding = finding
        self._why = why

    def content(self) -> ComposeResult:
        """The words, what found them, how often it is right, and its limits."""
        colour = VOICES[self._finding.voice].colour
        words = one_line(self._finding.words)
        words = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
        with VerticalScroll(id="why"):
            yield Static(
                Content("\n").join([heading(self._finding.voice), Content.styled(f"“{words}”", f"{colour} italic")])
            )
            yield Static(Content(self._why.source))
            if self._why.behind:
                behind = Content(" · ").join(Content.styled(f"“{one_line(part)}”", colour) for part in self._why.behind)
                yield Static(Content.assemble("Here these words weighed most: ", behind), id="behind")
            if self._why.figures:
                yield Static(Content(self._why.figures), id="figures")
            for limit in self._why.limits:
                yield Static(Content(limit), classes="quiet")

    def action_yes(self) -> None:
        """Back."""
        self.dismiss(None)
