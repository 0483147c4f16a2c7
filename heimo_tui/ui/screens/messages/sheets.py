"""Short lists to choose from: what can be done, how long messages stay, who may ask, who is blocked."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from heimo_protocol.mail import TIMERS
from heimo_tui.core.conversations import ConversationView
from heimo_tui.ui.format import one_line
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.messages.days import timer_words
from heimo_tui.ui.widgets.sheet import Sheet


class PickSheet(Sheet[str | None]):
    """Gives the id of the chosen item, or None; `about` stands above them."""

    def __init__(self, title: str, items: Sequence[Item], *, about: str = "", spaced: bool = False) -> None:
        super().__init__()
        self.title_words = title
        self._items, self._about, self._spaced = items, about, spaced

    def content(self) -> ComposeResult:
        """A few words, and the items."""
        if self._about:
            yield Static(self._about, classes="about", markup=False)
        yield Menu(self._items, spaced=self._spaced)

    @on(LineList.Chosen)
    def _chosen(self, chosen: LineList.Chosen) -> None:
        self.dismiss(self.query_one(Menu).items[chosen.index].id)


def timer_sheet(view: ConversationView) -> PickSheet:
    """Ids are seconds."""
    them, items = one_line(view.peer.name), []
    asked = view.wished if view.wished is not None and not view.wished_mine else None
    if asked is not None:
        title = f"agree: messages go after {timer_words(asked)}" if asked else "agree: messages stay"
        items.append(Item(str(asked), title, f"{them} asks for it"))
    for seconds in TIMERS:
        if seconds != asked:
            title = f"messages go after {timer_words(seconds)}" if seconds else "messages stay"
            hint = "as it is now" if seconds == view.timer else f"begins when {them} agrees"
            mine = view.wished_mine and view.wished == seconds
            items.append(Item(str(seconds), title, f"you asked for it; {them} has not agreed yet" if mine else hint))
    about = (
        f"It holds for what is sent once you both agreed, here and with {them}, from when it was shown. "
        "Nobody can make sure that no copy is kept."
    )
    return PickSheet("How long messages stay", items, about=about)
