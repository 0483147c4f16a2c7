"""What somebody does in a conversation: say, answer, try again, take back, wish a timer."""

from __future__ import annotations

from dataclasses import replace

from heimo_protocol import text as text_rules
from heimo_protocol.limits import MAX_MESSAGE_BYTES, MAX_RECEIPT_IDS
from heimo_protocol.mail import TIMERS, ContentType
from heimo_tui.core.conversations import Line, Mark, Standing
from heimo_tui.core.errors import BadInput
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.leaving.saying import make, note, put, require_open, say
from heimo_tui.services.messages.rules.timers import Timer
from heimo_tui.services.messages.supply.franking import Franking
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import Conversation, LineRow


class Talking:
    """Says things in conversations."""

    def __init__(self, ground: Ground, franking: Franking) -> None:
        self._ground = ground
        self._franking = franking

    async def send(self, conversation: bytes, text: str, reply_to: bytes | None) -> bytes:
        """Keep a message, encrypted, until it is sent; the draft goes in the same moment. Returns its id.

        Raises BadInput: message_text, not_open, moved, peer_changed; and as the network does in the first week
        without a franking token.
        """
        words = text_rules.clean(text).strip("\n")
        if not words.strip() or len(words.encode()) > MAX_MESSAGE_BYTES:
            raise BadInput("message_text", field="text", value=str(MAX_MESSAGE_BYTES))
        scene = await self._ready(conversation)

        def work(tables: Tables) -> bytes:
            row = _talking(tables, conversation)
            id = say(tables, scene, row, words, reply_to)
            tables.mail.conversations.update(conversation, draft="", active=max(row.active, scene.now))
            return id

        id = await self._ground.run(work)
        await self._said(conversation)
        return id

    async def save_draft(self, conversation: bytes, text: str) -> None:
        """Keep what is being written."""
        await self._ground.run(lambda tables: tables.mail.conversations.update(conversation, draft=text))

    async def retry(self, conversation: bytes, message: bytes) -> None:
        """Try at once what waits; what failed is encrypted anew. Raises BadInput: no_message, and as `send`."""
        scene = await self._ready(conversation)

        def work(tables: Tables) -> None:
            row, line = _talking(tables, conversation), _own(tables, conversation, message)
            if tables.mail.outgoing.of_message(conversation, message) is not None:
                tables.mail.outgoing.try_now(conversation)
            elif line.mark is Mark.FAILED and line.kind is Line.TEXT:
                content = make(
                    scene, ContentType.TEXT, id=message, text=line.text, reply_to=line.reply, expiry=line.expiry
                )
                put(tables, scene, row, content)
                tables.mail.lines.mark(conversation, [message], Mark.QUEUED)

        await self._ground.run(work)
        await self._said(conversation)

    async def cancel(self, conversation: bytes, message: bytes) -> str:
        """Take out what was never sent; returns its words. Raises BadInput: no_message, already_sent."""

        def work(tables: Tables) -> str:
            line = _own(tables, conversation, message)
            sealed = tables.mail.outgoing.sealed_of(conversation)
            if sealed is not None and sealed.message == message:
                if sealed.attempts:
                    raise BadInput("already_sent")
                tables.mail.conversations.remove(conversation)
                return line.text
            frame = tables.mail.outgoing.of_message(conversation, message)
            if (frame is None and line.mark is not Mark.FAILED) or (frame is not None and frame.attempts):
                raise BadInput("already_sent")
            if frame is not None:
                tables.mail.outgoing.done(frame.id)
            tables.mail.lines.remove(conversation, [message])
            return line.text

        words = await self._ground.run(work)
        await self._said(conversation)
        return words

    async def take_back(self, conversation: bytes, message: bytes) -> None:
        """Erase a message of one's own on both sides; raises BadInput: no_message, not_open."""
        scene = await self._ready(conversation)

        def work(tables: Tables) -> None:
            row = tables.mail.conversations.require(conversation)
            require_open(row)
            _own(tables, conversation, message)
            frame = tables.mail.outgoing.of_message(conversation, message)
            if frame is not None and not frame.attempts:
                tables.mail.outgoing.done(frame.id)
            else:
                put(tables, scene, row, make(scene, ContentType.DELETE, ids=[message]))
            tables.mail.lines.take_back(conversation, message, mine=True)

        await self._ground.run(work)
        await self._said(conversation)

    async def remove(self, conversation: bytes, message: bytes) -> None:
        """Erase a line here only."""
        await self._ground.run(lambda tables: tables.mail.lines.remove(conversation, [message]))
        await self._ground.tell(conversation)

    async def set_timer(self, conversation: bytes, seconds: int) -> None:
        """Wish a timer, or agree to the other's wish; raises BadInput: timer, not_open."""
        if seconds not in TIMERS:
            raise BadInput("timer")
        scene = await self._ready(conversation)

        def work(tables: Tables) -> None:
            row = _talking(tables, conversation)
            before = Timer(row.timer, row.wish_mine, row.wish_theirs)
            after = before.i_say(seconds)
            if after == before:
                return
            put(tables, scene, row, make(scene, ContentType.TIMER, expiry=seconds))
            tables.mail.conversations.update(
                conversation, timer=after.seconds, wish_mine=after.mine, wish_theirs=after.theirs
            )
            if after.seconds != before.seconds:
                note(tables, scene.now, conversation, Line.TIMER_SET, mine=True, value=after.seconds)
            elif after.mine is not None:
                note(tables, scene.now, conversation, Line.TIMER_WISHED, mine=True, value=after.mine)

        await self._ground.run(work)
        await self._said(conversation)

    async def give_receipts(self, conversation: bytes) -> None:
        """Tell which messages arrived, where the moment for it came; raises as `send`."""
        scene = await self._ready(conversation)

        def work(tables: Tables) -> None:
            row = tables.mail.conversations.require(conversation)
            if row.receipts_at is None or row.receipts_at > scene.now or row.standing is not Standing.OPEN:
                return
            ids = tables.mail.outgoing.receipts(conversation, MAX_RECEIPT_IDS)
            if ids:
                put(tables, scene, row, make(scene, ContentType.RECEIPT, ids=ids))
                tables.mail.outgoing.receipts_given(conversation, ids)
            more = bool(tables.mail.outgoing.receipts(conversation, 1))
            tables.mail.conversations.update(conversation, receipts_at=scene.now if more else None)

        await self._ground.run(work)
        self._ground.kick()

    async def _ready(self, conversation: bytes) -> Scene:
        scene = await self._ground.scene_of(conversation)
        await self._franking.ensure(scene)
        return replace(scene, now=self._ground.now)

    async def _said(self, conversation: bytes) -> None:
        await self._ground.tell(conversation)
        self._ground.kick()


def _talking(tables: Tables, conversation: bytes) -> Conversation:
    row = tables.mail.conversations.require(conversation)
    require_open(row)
    if row.standing is Standing.CHANGED:
        raise BadInput("peer_changed")
    return row


def _own(tables: Tables, conversation: bytes, message: bytes) -> LineRow:
    line = tables.mail.lines.get(conversation, message, mine=True)
    if line is None:
        raise BadInput("no_message")
    return line
