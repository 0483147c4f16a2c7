"""Three short cards: what this is, what nobody can see, and what it is not."""

from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from heimo_tui.ui.screens.help import NOT_AUDITED
from heimo_tui.ui.screens.welcome.page import Page
from heimo_tui.ui.widgets.way import Way

CARDS: Final = (
    (
        "A place to say it",
        (
            "Some things are hard to say with your name on them. Here you say them without one, to people who have "
            "lived the same.",
            "They answer with understanding. Nobody counts likes, nobody keeps score, and you can just read for as "
            "long as you want.",
        ),
    ),
    (
        "What nobody can see",
        (
            "There is no e-mail, no phone number and no real name here, so nobody can hand them over. In each circle "
            "you go by another name, and not even whoever runs the server can tell which ones are you.",
            "What you keep is encrypted on this device. What can still show is how you write, and when. " + NOT_AUDITED,
        ),
    ),
    (
        "What it is not",
        (
            "It is not an emergency service. People answer when they can, and nobody is on duty.",
            "If you are in danger, or afraid that you might be, press F1. It works now and on every screen, without a "
            "network, and it tells nobody.",
        ),
    ),
)


class CardsPage(Page[bool]):
    """Shows one card at a time; the answer is True after the last, or where somebody skips ahead."""

    ways = (("next", "Next"), ("skip", "Skip"))
    at: reactive[int] = reactive(0, init=False)

    def asks(self) -> ComposeResult:
        """The card and where one is."""
        yield Static(id="card", markup=False)
        yield Static(id="dots", markup=False)

    def begin(self) -> Widget:
        """The first card."""
        self.watch_at()
        return self.query_one("#next")

    def watch_at(self) -> None:
        """Show a card."""
        heading, paragraphs = CARDS[self.at]
        words = [Content.styled(heading, "bold $primary"), *(Content(paragraph) for paragraph in paragraphs)]
        self.query_one("#card", Static).update(Content("\n\n").join(words))
        dots = [("● " if n == self.at else "○ ", "$primary" if n == self.at else "$faint") for n in range(len(CARDS))]
        self.query_one("#dots", Static).update(Content.assemble(*dots))
        last = self.at == len(CARDS) - 1
        self.query_one("#next", Way).label = "Begin" if last else "Next"
        self.query_one("#skip").display = not last

    async def went(self, way: str) -> None:
        """Next card, or on."""
        if way == "next" and self.at < len(CARDS) - 1:
            self.at += 1
        else:
            self.answer(True)

    def on_key(self, event: events.Key) -> None:
        """Leaf with the arrows too."""
        if event.key in ("pagedown", "space", "down") and self.at < len(CARDS) - 1:
            self.at += 1
            event.stop()
        elif event.key in ("pageup", "up") and self.at:
            self.at -= 1
            event.stop()
