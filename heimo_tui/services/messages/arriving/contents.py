"""What a message that was opened does here, by its type (PROTOCOL 14)."""

from __future__ import annotations

from random import Random

from heimo_protocol.encoding import encode
from heimo_protocol.errors import Refusal
from heimo_protocol.franking import Stamped
from heimo_protocol.mail import Content, ContentType, read_content
from heimo_tui.core.conversations import Line, Mark, Standing
from heimo_tui.e2ee.franking import Evidence
from heimo_tui.e2ee.messages import Opened
from heimo_tui.services.messages.ground import Scene
from heimo_tui.services.messages.leaving.saying import new_id, note
from heimo_tui.services.messages.rules.timers import Timer
from heimo_tui.services.messages.rules.times import PROOF_SECONDS, RECEIPT_SECONDS
from heimo_tui.services.messages.supply.queues import target_at
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import Conversation


class Hearing:
    """Takes in what the other side of a conversation says; made for one transaction."""

    def __init__(self, tables: Tables, scene: Scene, conversation: bytes, rand: Random) -> None:
        self._tables = tables
        self._scene = scene
        self._id = conversation
        self._rand = rand

    def hear(self, opened: Opened, stamped: Stamped) -> None:
        """Take in one message; what cannot be shown leaves a line that says so."""
        if opened.evidence is None:
            self._note(Line.UNPROVEN)
            return
        try:
            content = read_content(opened.content)
        except Refusal:
            self._note(Line.UNKNOWN)
            return
        self._take(content, opened.evidence, stamped)

    def _take(self, content: Content, evidence: Evidence, stamped: Stamped) -> None:
        conversation = self._conversation()
        if conversation.standing is Standing.ASKED and content.type != ContentType.RESET:
            self._tables.mail.conversations.update(self._id, standing=Standing.OPEN)
            self._note(Line.ACCEPTED, minutes=content.minutes)
        match content.type:
            case ContentType.ACCEPT | ContentType.QUEUE | ContentType.RESET if content.queue is not None:
                self._tables.mail.queues.set_target(target_at(self._id, content.queue))
                self._tables.mail.outgoing.try_now(self._id)
            case ContentType.TEXT | ContentType.REQUEST:
                self.text(content, encode(evidence.reported(stamped)))
            case ContentType.RECEIPT:
                self._tables.mail.lines.mark(self._id, content.ids, Mark.DELIVERED)
            case ContentType.DELETE:
                self._delete(content.ids)
            case ContentType.TIMER:
                self._timer(content)
            case ContentType.CARD:
                self._card(content.card or b"")
            case ContentType.COVER:
                pass
            case _:
                self._note(Line.UNKNOWN, id=content.id, minutes=content.minutes)

    def text(self, content: Content, evidence: bytes) -> None:
        """Show a text, keep its proof, and owe a receipt."""
        shown = self._note(
            Line.TEXT,
            id=content.id,
            text=content.text,
            minutes=content.minutes,
            reply=content.reply_to,
            expiry=content.expiry,
        )
        if not shown:
            return
        self._tables.mail.lines.prove(self._id, content.id, evidence)
        if content.type == ContentType.REQUEST:
            return
        self._tables.mail.outgoing.owe_receipt(self._id, content.id)
        if self._conversation().receipts_at is None:
            at = self._scene.now + self._rand.uniform(*RECEIPT_SECONDS)
            self._tables.mail.conversations.update(self._id, receipts_at=at)

    def _delete(self, ids: list[bytes]) -> None:
        for message in ids:
            if self._tables.mail.lines.take_back(self._id, message, mine=False):
                self._tables.mail.lines.end_proof(self._id, message, self._scene.now + PROOF_SECONDS)

    def _timer(self, content: Content) -> None:
        row = self._conversation()
        before = Timer(row.timer, row.wish_mine, row.wish_theirs)
        after = before.they_say(content.expiry)
        self._tables.mail.conversations.update(
            self._id, timer=after.seconds, wish_mine=after.mine, wish_theirs=after.theirs
        )
        if after.seconds != before.seconds:
            self._note(Line.TIMER_SET, minutes=content.minutes, value=after.seconds)
        elif after.theirs is not None:
            self._note(Line.TIMER_WISHED, minutes=content.minutes, value=after.theirs)

    def _card(self, card: bytes) -> None:
        try:
            peer = self._scene.peer(card)
        except Refusal:
            return
        if peer.author == self._conversation().peer:
            watch_card(self._tables, self._scene.now, self._conversation(), card, peer.card.name, peer.ik, self._scene)

    def _conversation(self) -> Conversation:
        return self._tables.mail.conversations.require(self._id)

    def _note(
        self,
        kind: Line,
        *,
        id: bytes | None = None,
        text: str = "",
        minutes: int | None = None,
        reply: bytes | None = None,
        value: int = 0,
        expiry: int = 0,
    ) -> bool:
        self._tables.mail.conversations.touch(self._id, self._scene.now)
        return note(
            self._tables,
            self._scene.now,
            self._id,
            kind,
            id=id or new_id(),
            text=text,
            minutes=minutes,
            reply=reply,
            value=value,
            expiry=expiry,
        )


def watch_card(
    tables: Tables, now: float, conversation: Conversation, card: bytes, name: str, ik: bytes, scene: Scene
) -> bool:
    """Follow a newer card of the other side; true where something shows. Another identity key stops sending."""
    known = scene.peer(conversation.card)
    if scene.peer(card).card.seq <= known.card.seq and card != conversation.card:
        return False
    if ik != known.ik:
        if conversation.standing is Standing.CHANGED:
            return False
        tables.mail.conversations.update(conversation.id, standing=Standing.CHANGED, verified=False)
        note(tables, now, conversation.id, Line.CHANGED)
        return True
    changed = conversation.name != name
    if changed:
        note(tables, now, conversation.id, Line.NAMED, text=name)
    if changed or card != conversation.card:
        tables.mail.conversations.update(conversation.id, card=card, name=name)
    return changed
