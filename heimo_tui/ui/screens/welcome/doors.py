"""The ways in."""

from enum import StrEnum

from textual import on
from textual.app import ComposeResult

from heimo_tui.ui.screens.welcome.page import Page
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu


class Door(StrEnum):
    """What somebody comes to do."""

    DEMO = "demo"
    JOIN = "join"
    LOOK = "look"
    RECOVER = "recover"
    RESTORE = "restore"
    HOST = "host"


_DOORS = (
    Item(Door.DEMO, "Try it first", "a made-up community, thrown away at the end"),
    Item(Door.JOIN, "I have an invite", "join with the link that somebody gave you"),
    Item(Door.LOOK, "Look around first", "read without joining; its address is enough"),
    Item(Door.RECOVER, "I have been here before", "come back with your twelve words"),
    Item(Door.RESTORE, "I have an export", "bring your own data from another device"),
    Item(Door.HOST, "I want to host a community", "it runs on a small server of your own"),
)
_ADDING = (Door.JOIN, Door.LOOK, Door.RECOVER)


class DoorsPage(Page[Door]):
    """Asks which way; `adding` leaves out what only a first start needs."""

    ways = ()

    def __init__(self, *, adding: bool) -> None:
        super().__init__()
        self._doors = tuple(item for item in _DOORS if not adding or item.id in _ADDING)
        self.heading = "Another community" if adding else "How do you come?"

    def asks(self) -> ComposeResult:
        """The doors."""
        yield Menu(self._doors, spaced=True)

    @on(LineList.Chosen)
    def _choose(self, chosen: LineList.Chosen) -> None:
        self.answer(Door(self._doors[chosen.index].id))
