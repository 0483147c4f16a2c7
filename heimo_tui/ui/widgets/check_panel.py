"""The check beside or below a text: what it found, and at its foot how one gets there and what reads."""

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from heimo_tui.empathy.changes import Change
from heimo_tui.empathy.findings import Report, Tier
from heimo_tui.empathy.language import Language
from heimo_tui.ui.widgets.findings import Findings
from heimo_tui.ui.widgets.voices import heading

READS: Final = {
    None: "Reads by rules alone.",
    Tier.DEFAULT: "Reads with the small model.",
    Tier.DEEP: "Reads with the larger model.",
}
"""Which trained reader is at work, in one line."""

LANGUAGES: Final = {
    Language.ENGLISH: "English",
    Language.FINNISH: "Finnish",
    Language.SPANISH: "Spanish",
    Language.PORTUGUESE: "Portuguese",
}
"""What the languages are called."""


class CheckPanel(Vertical):
    """Findings over a foot of one or two quiet lines; `weaker` are the languages in which the check finds less."""

    DEFAULT_CSS = """
    CheckPanel { background: $surface; }
    CheckPanel > Findings { height: 1fr; padding: 0; }
    CheckPanel > #foot { height: auto; color: $quiet; margin-top: 1; }
    .-narrow CheckPanel > #foot { margin-top: 0; }
    """

    def __init__(
        self, *, can_change: bool = True, weaker: frozenset[Language] = frozenset(), id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._can_change = can_change
        self._weaker = weaker
        self._report: Report | None = None

    def compose(self) -> ComposeResult:
        """Findings, foot."""
        yield Findings(can_change=self._can_change, id="found")
        yield Static(id="foot", markup=False)

    @property
    def findings(self) -> Findings:
        """What is found."""
        return self.query_one(Findings)

    def show_report(
        self, text: str, report: Report | None, *, did: tuple[Change, ...] = (), gone: tuple[Change, ...] = ()
    ) -> None:
        """Show a report on `text`, see Findings."""
        self._report = report
        self.findings.show_report(text, report, did=did, gone=gone)

    def on_descendant_focus(self) -> None:
        """One is in here."""
        self._draw_foot()

    def on_descendant_blur(self) -> None:
        """One is elsewhere."""
        self._draw_foot()

    @on(Findings.Laid)
    def _draw_foot(self) -> None:
        findings = self.findings
        ways = []
        if findings.found:
            ways += [("esc", "back"), ("w", "why")] if findings.has_focus else [("tab", "comes here")]
        # help never depends on what was found
        pieces = [
            Content.assemble((key, "$primary"), (f" {leads}", "$quiet")) for key, leads in (*ways, ("F1", "care"))
        ]
        pieces += [Content.styled("↓ ", "$quiet") + heading(voice) for voice in findings.below[:1]]
        keys = Content("   ").join(pieces)
        reads = Content.styled(self._reads(), "$quiet")
        broad = self.size.width > keys.cell_length + reads.cell_length + 3
        self.query_one("#foot", Static).update(Content("   " if broad else "\n").join([keys, reads]) if reads else keys)

    def _reads(self) -> str:
        """What reads, and where it finds less."""
        report = self._report
        if report is None:
            return ""
        weaker = report.language in self._weaker
        return READS[report.tier] + (f" Weaker in {LANGUAGES[report.language]}." if weaker else "")
