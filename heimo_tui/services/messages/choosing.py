"""What somebody chooses for themselves: who may ask, and what was read."""

from __future__ import annotations

from heimo_protocol.cards import DmPolicy
from heimo_tui.services.messages.ground import Ground
from heimo_tui.services.writing.authors import choose_policy, chosen_policy, circle_author
from heimo_tui.services.writing.sender import Sender
from heimo_tui.services.writing.signing import Handling, Signing
from heimo_tui.vault.tables import Tables


class Choosing:
    """Keeps choices."""

    def __init__(self, ground: Ground, sender: Sender) -> None:
        self._ground = ground
        self._sender = sender

    async def policy(self, circle: bytes) -> DmPolicy:
        """Who may ask in a circle."""
        return await self._ground.read(lambda tables: chosen_policy(tables, circle))

    async def set_policy(self, circle: bytes, policy: DmPolicy) -> None:
        """Choose it; a new card tells it where one is in the circle."""
        place = await self._ground.house.place_of(circle)
        now = self._ground.now

        def work(tables: Tables) -> bool:
            if chosen_policy(tables, circle) == policy:
                return False
            choose_policy(tables, circle, policy)
            row = tables.circles.require(circle)
            known = None if row.my_key is None else tables.members.get(circle, row.my_key)
            if known is None or not row.joined or not place.registered:
                return False
            author = circle_author(tables, place, row)
            signing = Signing(tables, place, tables.circles.require(circle), now=now)
            signing.put_card(author, known.card_seq + 1, Handling())
            return True

        if await self._ground.run(work):
            self._sender.kick()
        await self._ground.tell()

    async def seen(self, conversation: bytes) -> None:
        """Everything in a conversation was shown."""
        now = self._ground.now

        def work(tables: Tables) -> bool:
            row = tables.mail.conversations.require(conversation)
            last = tables.mail.lines.last_place(conversation)
            tables.mail.lines.begin_to_vanish(conversation, now, up_to=last)
            if last <= row.read_place:
                return False
            tables.mail.conversations.update(conversation, read_place=last)
            return True

        if await self._ground.run(work):
            await self._ground.tell(conversation)
