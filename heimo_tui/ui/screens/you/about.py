"""What this program is, and where its protection ends."""

from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from heimo_tui import __version__
from heimo_tui.ui.screens.help import NOT_AUDITED
from heimo_tui.ui.screens.you.section import Section

LIMITS: Final = (
    "what you tell: your style, your hours, the one detail that somebody knows",
    "a small circle, where everybody can guess",
    "your address on the network, unless you go through Tor",
    "your posts: every member and the host can read and copy them; what is hidden is who you are",
    "this screen while it is open, and this machine if somebody else controls it",
    "you, where somebody can force you to open it",
)
"""What Heimo does not protect."""


class AboutSection(Section):
    """Version, licence, and what nobody should rely on."""

    title = "About Heimo"
    hint = "version, and what is not protected"
    fills = False

    def more(self) -> ComposeResult:
        """All of it, to be scrolled where the window is low."""
        with VerticalScroll(id="about"):
            yield Static(
                Content.styled(f"Heimo {__version__}. Free software under the AGPL-3.0 or later.", "$foreground")
            )
            yield Static(Content.styled(f"\n{NOT_AUDITED}", "$text-warning"))
            yield Static(Content.styled("\nIt does not protect", "bold $ink"))
            yield Static(Content("\n").join([Content.assemble(("· ", "$primary"), limit) for limit in LIMITS]))
            yield Static(Content.styled("\nIt is no emergency service: in danger, press F1.", "$quiet"))

    def begin(self) -> None:
        """There is nothing to choose, only to read."""
        self.query_one("#about").focus()
