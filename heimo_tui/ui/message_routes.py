"""What leads to the Messages place from elsewhere: asking for contact, and going into a conversation."""

from __future__ import annotations

from functools import partial

from textual import on

from heimo_tui.core.conversations import Asking
from heimo_tui.core.errors import BadInput
from heimo_tui.services.bundle import Services
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line
from heimo_tui.ui.intents import Refresh
from heimo_tui.ui.message_intents import AskForContact, OpenConversation
from heimo_tui.ui.message_words import WHY_NOT
from heimo_tui.ui.routes import Routes


class MessageRoutes(Routes, inherit_bindings=False):
    """Base of the program: takes the intents about messages."""

    def __init__(self, services: Services, clock: Clock) -> None:
        super().__init__(services, clock)
        self._unasked: dict[tuple[bytes, bytes], str] = {}

    def forget_words(self) -> None:
        """What was begun and not sent is in no memory any more."""
        self._unasked.clear()

    @on(Refresh)
    def _refresh_messages(self) -> None:
        self.carefully(self._services.messages.refresh)

    @on(AskForContact)
    def _ask_for_contact(self, intent: AskForContact) -> None:
        self.carefully(partial(self._ask, intent))

    async def _ask(self, intent: AskForContact) -> None:
        from heimo_tui.ui.screens.messages.asking import AskForSheet  # noqa: PLC0415 - not for the first paint

        messages, author = self._services.messages, intent.author
        state = await messages.asking(intent.circle, author.key)
        if state is not Asking.OPEN:
            await self._say_why(state, intent)
            return
        circle = await self._circle(intent.circle)
        if circle is None:
            return
        place = (intent.circle, author.key)
        sheet = AskForSheet(author, circle.name, self._services.checking, self._unasked.get(place, ""))
        answer = await self.push_screen_wait(sheet)
        self._unasked[place] = answer[1]
        if not answer[0]:
            return
        self.notify("Asking …", timeout=2)
        try:
            await messages.ask(intent.circle, author.key, answer[1])
        except BadInput as problem:
            if problem.code != "cannot_ask":
                raise
            await self._say_why(Asking(problem.value), intent)
            return
        self._unasked.pop(place, None)
        self.notify(f"Asked. If {one_line(author.name)} accepts, it shows under 2 Messages.", timeout=6)

    async def _say_why(self, state: Asking, intent: AskForContact) -> None:
        them = one_line(intent.author.name)
        if state is Asking.TALKING:
            rows = await self._services.messages.conversations()
            found = next((row.id for row in rows if row.peer.key == intent.author.key), None)
            if found is not None:
                await self._go_to(found)
        else:
            self.notify(WHY_NOT[state].format(them=them), timeout=8, markup=False)

    @on(OpenConversation)
    def _open_conversation(self, intent: OpenConversation) -> None:
        self.carefully(partial(self._go_to, intent.id))

    async def _go_to(self, conversation: bytes) -> None:
        from heimo_tui.ui.screens.messages import MessagesScreen  # noqa: PLC0415 - not for the first paint

        await self.switch_mode("messages")
        while not isinstance(self.screen, MessagesScreen) and len(self.screen_stack) > 1:
            await self.pop_screen()
        if isinstance(self.screen, MessagesScreen):
            self.screen.go_to(conversation)
        await self.look_around()
