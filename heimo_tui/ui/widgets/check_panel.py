"""The check beside or below a text: what it found, and at its foot how one gets there and what reads."""

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from heimo_tui.empathy.findings import Report, Tier
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.telling.changes import Change
from heimo_tui.empathy.tongues.strength import weaker
from heimo_tui.ui.widgets.findings import Findings
from heimo_tui.ui.widgets.voices import heading
from heimo_tui.ui.widgets.words import Words

READS: Final = {
    None: "Reads by rules alone.",
    Tier.DEFAULT: "Reads with the small model.",
    Tier.DEEP: "Reads with the larger model.",
}
"""Which trained reader is at work, in one line."""

_BROAD: Final = 54
"""Cells from which the foot is one line."""
_ENOUGH_WORDS: Final = 12
"""Before so many words no language can be told, and nobody needs to hear that."""


class _Foot(Words):
    """Leads by mouse where its first key does."""

    def on_click(self) -> None:
        """Into the findings, or back out of them."""
        findings = self.screen.query_one(Findings)
        if findings.has_focus:
            findings.action_text()
        elif findings.found:
            findings.focus()


class CheckPanel(Vertical):
    """Findings over a foot of a few quiet words: the keys, what reads, and where it notices less."""

    DEFAULT_CSS = """
    CheckPanel { background: $surface; }
    CheckPanel > Findings { height: 1fr; padding: 0; }
    CheckPanel > #foot { height: auto; color: $quiet; margin-top: 1; }
    """

    def __init__(self, *, can_change: bool = True, id: str | None = None) -> None:
        super().__init__(id=id)
        self._can_change = can_change
        self._report: Report | None = None

    def compose(self) -> ComposeResult:
        """Findings, foot."""
        yield Findings(can_change=self._can_change, id="found")
        yield _Foot(id="foot", markup=False)

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
            ways.append(("esc", "back") if findings.has_focus else ("tab", "comes here"))
        # help never depends on what was found
        pieces = [
            Content.assemble((key, "$primary"), (f" {leads}", "$quiet")) for key, leads in (*ways, ("F1", "care"))
        ]
        pieces += [Content.styled("↓ ", "$quiet") + heading(voice) for voice in findings.below[:1]]
        keys = Content("   ").join(pieces)
        reads = Content.styled(READS[self._report.tier] if self._report else "", "$quiet")
        if self.size.width < _BROAD:
            lines = [keys, reads]
        elif self.size.width > keys.cell_length + reads.cell_length + 3:
            lines = [Content.assemble(keys, "   ", reads)]
        else:
            # where lines are few, what waits further down matters more
            lines = [keys]
        if less := self._less():
            lines.append(Content.styled(less, "$quiet"))
        self.query_one(_Foot).update(Content("\n").join(lines))

    def _less(self) -> str | None:
        """Where it notices less, once the text is long enough to tell its language."""
        report = self._report
        if report is None or (report.language is Language.UNKNOWN and len(self.findings.text.split()) < _ENOUGH_WORDS):
            return None
        return weaker(report.language)

    def on_resize(self) -> None:
        """In as few lines as there is room for."""
        self._draw_foot()
