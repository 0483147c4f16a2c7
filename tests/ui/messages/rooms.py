"""The Messages place with fixed views in it."""

from pathlib import PurePath

from heimo_tui.core.conversations import ConversationRow, ConversationView, RequestView
from heimo_tui.core.views import NameView
from heimo_tui.ui.screens.messages import MessagesScreen
from heimo_tui.ui.screens.messages.safety import SafetyScreen
from tests.ui.gallery import SERVICES, UI
from tests.ui.messages.views import LINES, REQUEST, ROWS, SAFETY, TALK
from tests.ui.views import CLOCK, ME

STYLE: list[str | PurePath] = [UI / "frame.tcss", UI / "screens" / "messages" / "messages.tcss"]


class Messages(MessagesScreen):
    """Somebody's messages; `at` is the number of the row stood on, which is gone into with `enter`."""

    CSS_PATH = STYLE

    def __init__(self, at: int = 0, *, enter: bool = False, requests: tuple[RequestView, ...] = (REQUEST,)) -> None:
        super().__init__(messages=SERVICES.messages, checking=SERVICES.checking, forum=SERVICES.forum, clock=CLOCK)
        self._at, self._go_in, self._asks = at, enter, requests
        self._rows: tuple[ConversationRow, ...] = ROWS

    async def resumed(self) -> None:
        self.table.show_rows(self._asks, self._rows)
        self.query_one("#asks").display = bool(self._asks)
        self.table.cursor = self._at
        if self._go_in:
            self._go_in = False
            await self._enter()
        else:
            await self._show_beside()

    async def talk(self, conversation: bytes) -> None:
        if self.conversation is None:
            self.conversation = conversation
            self.pane.open(TALK)
            self.pane.history.accept(self.pane.history.turn, 0, LINES)
            self.who = ME
            self.check_soon()

    async def leave_talk(self) -> None:
        self.conversation = None

    async def mark_seen(self) -> None:
        """Nobody is told."""

    async def _my_name(self, view: ConversationView) -> NameView | None:
        return ME


class Safety(SafetyScreen):
    """A safety number nobody compared yet."""

    CSS_PATH = STYLE

    def __init__(self) -> None:
        super().__init__(TALK.id, messages=SERVICES.messages)

    def load(self) -> None:  # type: ignore[override]  # shown here, at once
        self.show(SAFETY)
