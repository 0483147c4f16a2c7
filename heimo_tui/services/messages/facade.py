"""Messages between two people, as screens and commands use them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random, SystemRandom

from heimo_protocol.cards import DmPolicy
from heimo_tui.core.conversations import (
    Asking,
    ConversationRow,
    ConversationView,
    Inbox,
    MessageReportView,
    MessageView,
    RequestView,
    SafetyView,
)
from heimo_tui.core.views import NameView
from heimo_tui.services.house import House
from heimo_tui.services.messages.moving import Moving
from heimo_tui.services.messages.parts import Parts, assemble
from heimo_tui.services.problems import Problems
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.services.writing.sender import Sender


class Messages:
    """Everything of the Messages place. All of it raises StoreProblem(LOCKED) while the vault is closed.

    `rand` draws the random moments.
    """

    def __init__(
        self, house: House, sync: LogSync, problems: Problems, sender: Sender, rand: Random | None = None
    ) -> None:
        self._house = house
        self._parts: Parts = assemble(house, sync, problems, sender, rand or SystemRandom())

    # --- staying fresh ---

    async def start(self) -> None:
        """Begin to send, to receive, and to do what is due."""
        await self._parts.ground.tell()
        self._parts.keeper.start()

    async def stop(self) -> None:
        """End all background work; what is on its way stays."""
        await self._parts.keeper.stop()

    async def focus(self, conversation: bytes | None) -> None:
        """Keep this conversation live, and catch up with it at once."""
        self._house.use()
        self._parts.keeper.focus(conversation)

    def profile_changed(self) -> None:
        """The network may be told more now, or less: listen, or stop to."""
        self._parts.keeper.focus(self._parts.keeper.focused)

    async def refresh(self) -> None:
        """Ask the server now; raises Unreachable, Refused, Incompatible, Tampering after everything was tried.

        In the private profile only for the conversation in focus: asking for all at once would tie them together.
        """
        await self._parts.keeper.refresh()

    def moved_away(self) -> bool:
        """Whether messages went to another computer, as it was told last: here they can only be read."""
        return self._parts.ground.away

    @property
    def moving(self) -> Moving:
        """Moves messages to another computer, and back."""
        return self._parts.moving

    def inbox(self) -> Inbox:
        """How much waits, as it was told last."""
        return self._parts.ground.inbox

    # --- contact ---

    async def asking(self, circle: bytes, author_key: bytes) -> Asking:
        """Whether the one behind this key may be asked for contact, as far as is known here."""
        return await self._parts.asking.asking(circle, author_key)

    async def ask(self, circle: bytes, author_key: bytes, text: str) -> bytes:
        """Ask for contact, or answer with these words where the other asked already; returns the conversation's id.

        Raises BadInput: cannot_ask (its value is an Asking), request_text; Refused("quota"), and as the network does.
        """
        self._house.use()
        waiting = await self._parts.deciding.asked_by(circle, author_key)
        if waiting is None:
            return await self._parts.asking.ask(circle, author_key, text)
        conversation = await self._parts.deciding.accept(waiting)
        await self._parts.talking.send(conversation, text, None)
        return conversation

    async def requests(self) -> tuple[RequestView, ...]:
        """Who asks for contact, newest first."""
        return await self._parts.views.requests()

    async def accept(self, request_id: bytes) -> bytes:
        """Open a conversation with whoever asked; returns its id. Raises BadInput("no_request")."""
        self._house.use()
        return await self._parts.deciding.accept(request_id)

    async def decline(self, request_id: bytes) -> None:
        """Let a request go; nothing is sent, ever. Raises BadInput("no_request")."""
        await self._parts.deciding.decline(request_id)

    async def block_request(self, request_id: bytes) -> None:
        """Let a request go, and no other by this name in. Raises BadInput("no_request")."""
        await self._parts.deciding.block_request(request_id)

    async def tell_anew(self) -> None:
        """Who is blocked in a circle changed: requests and conversations show, or do not, and are counted so."""
        await self._parts.ground.tell()

    async def policy(self, circle: bytes) -> DmPolicy:
        """Who may ask one for contact in a circle."""
        return await self._parts.policies.policy(circle)

    async def set_policy(self, circle: bytes, policy: DmPolicy) -> None:
        """Choose who may ask; where one is in the circle already, a new card tells it."""
        await self._parts.policies.set_policy(circle, policy)

    # --- conversations ---

    async def conversations(self) -> tuple[ConversationRow, ...]:
        """Every conversation, newest activity first."""
        return await self._parts.views.conversations()

    async def open(self, conversation: bytes) -> ConversationView:
        """The head of a conversation; raises BadInput("no_conversation")."""
        return await self._parts.views.open(conversation)

    async def lines(self, conversation: bytes, start: int, stop: int) -> tuple[MessageView, ...]:
        """The lines of numbers `start` to `stop` (left out), oldest first; the oldest is number 0."""
        return await self._parts.views.lines(conversation, start, stop)

    async def search(self, conversation: bytes, query: str) -> tuple[int, ...]:
        """The numbers of lines with these words, newest first."""
        found = await self._house.open_vault().read(lambda tables: tables.mail.lines.search(conversation, query))
        return tuple(found)

    async def seen(self, conversation: bytes) -> None:
        """Everything there was shown; what vanishes after being shown begins to."""
        self._house.use()
        await self._parts.policies.seen(conversation)

    # --- saying ---

    async def send(self, conversation: bytes, text: str, reply_to: bytes | None = None) -> bytes:
        """Keep a message until it is sent; returns its id.

        Raises BadInput: message_text, not_open, not_joined, moved, peer_changed; as the network does where there is
        no leave to write from the last weeks.
        """
        self._house.use()
        return await self._parts.talking.send(conversation, text, reply_to)

    async def save_draft(self, conversation: bytes, text: str) -> None:
        """Keep what is being written."""
        self._house.use()
        await self._parts.talking.save_draft(conversation, text)

    async def retry(self, conversation: bytes, message: bytes) -> None:
        """Try at once what waits; what failed is encrypted anew. Raises as `send`, and BadInput("no_message")."""
        await self._parts.talking.retry(conversation, message)

    async def cancel(self, conversation: bytes, message: bytes) -> str:
        """Take out what was never sent; returns its words. Raises BadInput: no_message, already_sent."""
        return await self._parts.talking.cancel(conversation, message)

    async def take_back(self, conversation: bytes, message: bytes) -> None:
        """Erase a message of one's own on both sides; raises BadInput: no_message, not_open."""
        await self._parts.talking.take_back(conversation, message)

    async def remove(self, conversation: bytes, message: bytes) -> None:
        """Erase a line here only."""
        await self._parts.talking.remove(conversation, message)

    async def set_timer(self, conversation: bytes, seconds: int) -> None:
        """Wish that messages vanish, or agree to the other's wish; `seconds` is one of mail.TIMERS."""
        await self._parts.talking.set_timer(conversation, seconds)

    # --- safety ---

    async def safety(self, conversation: bytes) -> SafetyView:
        """The safety number with the keys that the other side has now."""
        return await self._parts.views.safety(conversation)

    async def set_verified(self, conversation: bytes, verified: bool) -> None:
        """Note whether the number was compared."""
        await self._parts.deciding.set_verified(conversation, verified)

    async def accept_change(self, conversation: bytes) -> None:
        """Go on with the other side's new keys; raises BadInput("not_changed"), and as a renewal does."""
        await self._parts.deciding.accept_change(conversation)

    async def renew(self, conversation: bytes) -> None:
        """Begin a new session; raises BadInput: not_open, renewed_lately, cannot_ask; and as the network does."""
        await self._parts.renewing.renew(conversation)

    async def block(self, conversation: bytes) -> None:
        """End a conversation, and let this name ask no more; nobody is told."""
        await self._parts.deciding.block(conversation)

    async def blocked(self) -> Sequence[tuple[bytes, NameView, str]]:
        """Who may not ask: the name's key, how it is shown, the circle's name."""
        return await self._parts.views.blocked()

    async def unblock(self, circle: bytes, key: bytes) -> None:
        """Let a name ask again."""
        await self._parts.deciding.unblock(circle, key)

    async def forget(self, conversation: bytes) -> None:
        """Erase a conversation here, with its history."""
        await self._parts.deciding.forget(conversation)

    # --- moderators ---

    async def report(self, about: bytes, messages: Sequence[bytes], reason: str, note: str) -> None:
        """Tell the moderators about messages of a conversation, or about a request by its id; raises as `Telling`."""
        self._house.use()
        await self._parts.telling.report(about, messages, reason, note)

    async def reports(self) -> tuple[MessageReportView, ...]:
        """What was told to oneself as a moderator, as far as it was fetched, newest first."""
        return await self._parts.showing.reports()

    async def report_done(self, report: bytes) -> None:
        """Erase a report here; raises BadInput("no_report")."""
        await self._parts.showing.put_away(report)
