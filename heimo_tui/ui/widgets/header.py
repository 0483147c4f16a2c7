"""The top line: the community, the places, and the name one goes by."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from heimo_tui.core.views import NameView
from heimo_tui.ui.around import Around
from heimo_tui.ui.format import one_line
from heimo_tui.ui.intents import Go, ShowCommunities
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.pressing import Press

PLACES = (
    ("circles", "1", "Circles"),
    ("messages", "2", "Messages"),
    ("kept", "3", "Kept"),
    ("you", "4", "You"),
    ("moderate", "5", "Moderate"),
)

MOST = 9
"""The highest number shown; a larger one would only weigh on somebody."""
NAMED = 70
"""Cells from which there is room for one's name beside the places."""
NAMED_BESIDE_FIVE = 96
"""The same for those who have a fifth place."""
TIGHT = 72
"""Cells below which five places stand close to each other."""


class Brand(Static):
    """Whose community this is; a click shows the others."""

    def __init__(self) -> None:
        super().__init__()
        self._community = ""

    def name_of(self, community: str) -> None:
        """Show this community's name, where there is room for some of it."""
        self._community = community
        self.on_resize()

    def on_resize(self) -> None:
        """A cut-off name says more than a dot with nothing after it."""
        room = self.size.width - len("heimo · ")
        name = Content(self._community).truncate(room, ellipsis=True) if room > 3 else Content("")
        self.update(Content.assemble(("heimo", "$primary bold"), " · " if name else "", name))

    def on_click(self) -> None:
        """Choose another community."""
        self.post_message(ShowCommunities())


class PlaceTab(Static):
    """One of the places; a click goes there."""

    def __init__(self, place: str, key: str, label: str) -> None:
        super().__init__(classes="place")
        self.place, self._key, self._label = place, key, label
        self.mark(False)

    def mark(self, here: bool, waiting: int | bool = 0) -> None:
        """Underline the place one is in, and say how much waits there, or only that something does."""
        label = (self._label, "$primary bold underline" if here else "$quiet")
        number = "" if waiting is True else f"{waiting}" if waiting <= MOST else f"{MOST}+"
        sign = f" •{number}" if waiting else ""
        self.update(Content.assemble((f"{self._key} ", "$faint"), label, (sign, "$primary")))

    def on_click(self) -> None:
        """Go there."""
        self.post_message(Go(self.place))


class TopLine(Horizontal):
    """Shows `around` and `who`."""

    DEFAULT_CSS = """
    TopLine { height: 1; padding: 0 1; background: $panel; color: $quiet; }
    TopLine > #everything { width: 3; padding: 0 2 0 0; }
    TopLine > Brand { width: 1fr; color: $quiet; }
    TopLine > .place { width: auto; padding: 0 1; margin: 0 1 0 0; }
    TopLine > .place:hover { color: $ink; }
    TopLine.-tight > .place { padding: 0; }
    TopLine > #who { width: auto; max-width: 24; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    around: reactive[Around] = reactive(Around())
    who: reactive[NameView | None] = reactive(None)

    def compose(self) -> ComposeResult:
        """The way to everything by name, community, places, name."""
        yield Press("≡", "app.command_palette", id="everything")
        yield Brand()
        for place, key, label in PLACES:
            yield PlaceTab(place, key, label)
        yield Static(id="who")

    def watch_around(self, around: Around) -> None:
        """Show the community and underline the place."""
        name = one_line(around.community.name) if around.community else ""
        self.query_one(Brand).name_of(name)
        waiting = {"messages": around.inbox.waiting, "kept": around.about_you_new, "moderate": around.to_decide}
        for tab in self.query(PlaceTab):
            tab.mark(tab.place == around.place, waiting.get(tab.place, 0))
            tab.display = tab.place != "moderate" or bool(around.moderated)
        self.watch_who(self.who)
        self._make_room(self.size.width)

    def on_resize(self, event: events.Resize) -> None:
        """The places come first where there is little room."""
        self._make_room(event.size.width)

    def _make_room(self, width: int) -> None:
        five = bool(self.around.moderated)
        self.query_one("#who").display = width >= (NAMED_BESIDE_FIVE if five else NAMED)
        self.set_class(five and width < TIGHT, "-tight")

    def watch_who(self, who: NameView | None) -> None:
        """Show the name one goes by here."""
        community = self.around.community
        if who is not None:
            words = Content.assemble("you: ", name_content(who, extra=False))
        else:
            words = Content("" if community is None or community.registered else "reading only")
        self.query_one("#who", Static).update(words)
