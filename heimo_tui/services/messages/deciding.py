"""What somebody decides about another: accept, decline, block, agree to changed keys, forget."""

from __future__ import annotations

from dataclasses import replace

from heimo_protocol.errors import Refusal
from heimo_protocol.mail import Address
from heimo_tui.core.conversations import Line, Standing
from heimo_tui.core.errors import BadInput
from heimo_tui.e2ee.session import Session
from heimo_tui.services.messages import sessions
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.leaving.renewing import Renewing
from heimo_tui.services.messages.leaving.saying import new_id, note
from heimo_tui.services.messages.leaving.sending import fail_all
from heimo_tui.services.messages.supply.queues import target_at
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import ACCEPT, BlockRow, Conversation, RequestRow


class Deciding:
    """Opens, ends and forgets conversations."""

    def __init__(self, ground: Ground, renewing: Renewing) -> None:
        self._ground = ground
        self._renewing = renewing

    async def accept(self, request: bytes) -> bytes:
        """Open a conversation with whoever asked; the answer goes out as soon as it can. Returns its id.

        Raises BadInput("no_request").
        """
        row = await self._ground.read(lambda tables: tables.mail.requests.require(request))
        scene = await self._ground.scene(row.circle_id)
        conversation = await self._ground.run(lambda tables: _accept(tables, scene, request))
        await self._ground.tell(conversation)
        self._ground.kick()
        return conversation

    async def asked_by(self, circle: bytes, author: bytes) -> bytes | None:
        """The request of this name that waits for an answer, or None."""
        found = await self._ground.read(lambda tables: tables.mail.requests.open())
        return next((row.id for row in found if (row.circle_id, row.author) == (circle, author)), None)

    async def decline(self, request: bytes) -> None:
        """Let a request go; whoever asked is told nothing. Raises BadInput("no_request")."""
        now = self._ground.now

        def work(tables: Tables) -> None:
            tables.mail.requests.require(request)
            tables.mail.requests.decline(request, now)

        await self._ground.run(work)
        await self._ground.tell()

    async def block_request(self, request: bytes) -> None:
        """Let a request go, and none by this name come again; raises BadInput("no_request")."""
        now = self._ground.now

        def work(tables: Tables) -> bytes | None:
            row = tables.mail.requests.require(request)
            known = tables.mail.conversations.with_peer(row.circle_id, row.me, row.author)
            if known is not None:
                _end(tables, known)
            tables.mail.requests.block(BlockRow(circle_id=row.circle_id, author=row.author, name=row.name, at=now))
            return None if known is None else known.id

        await self._ground.tell(await self._ground.run(work))
        self._ground.kick()

    async def block(self, conversation: bytes) -> None:
        """End a conversation: nothing comes or goes any more, and nobody is told."""
        now = self._ground.now

        def work(tables: Tables) -> None:
            row = tables.mail.conversations.require(conversation)
            _end(tables, row)
            tables.mail.requests.block(BlockRow(circle_id=row.circle_id, author=row.peer, name=row.name, at=now))

        await self._ground.run(work)
        await self._ground.tell(conversation)
        self._ground.kick()

    async def unblock(self, circle: bytes, author: bytes) -> None:
        """Let a name ask again."""
        await self._ground.run(lambda tables: tables.mail.requests.unblock(circle, author))
        await self._ground.tell()

    async def forget(self, conversation: bytes) -> None:
        """Erase a conversation here, with its keys and its queues; a name that was blocked stays so."""
        await self._ground.run(lambda tables: tables.mail.conversations.remove(conversation))
        await self._ground.tell(conversation)
        self._ground.kick()

    async def accept_change(self, conversation: bytes) -> None:
        """Go on with the other side's new keys; raises BadInput("not_changed"), and as a renewal does."""
        scene = await self._ground.scene_of(conversation)

        def work(tables: Tables) -> bool:
            row = tables.mail.conversations.require(conversation)
            if row.standing is not Standing.CHANGED:
                raise BadInput("not_changed")
            asked = tables.mail.requests.by(row.circle_id, row.me, row.peer)
            if asked is not None and not asked.declined:
                _accept(tables, scene, asked.id)
                return False
            card = changed_card(tables, scene, row)
            fail_all(tables, conversation, "renewed")
            tables.mail.sessions.drop_all(conversation)
            tables.mail.conversations.update(
                conversation, card=card, standing=Standing.OPEN, verified=False, reset_at=0.0
            )
            return True

        begins_anew = await self._ground.run(work)
        await self._ground.tell(conversation)
        if begins_anew:
            await self._renewing.renew(conversation)
        self._ground.kick()

    async def set_verified(self, conversation: bytes, verified: bool) -> None:
        """Note whether the safety number was compared."""

        def work(tables: Tables) -> None:
            row = tables.mail.conversations.require(conversation)
            tables.mail.conversations.update(conversation, verified=verified and row.standing is Standing.OPEN)

        await self._ground.run(work)
        await self._ground.tell(conversation)


def changed_card(tables: Tables, scene: Scene, row: Conversation) -> bytes:
    """The other side's card with the keys it has now."""
    asked = tables.mail.requests.by(row.circle_id, row.me, row.peer)
    if asked is not None and not asked.declined:
        return asked.card
    found = [row.card]
    member, keys = tables.members.get(row.circle_id, row.peer), tables.mail.keys.of(row.circle_id, row.peer)
    found += [one for one in (None if member is None else member.card, None if keys is None else keys.card) if one]

    def number(card: bytes) -> int:
        try:
            return scene.peer(card).card.seq
        except Refusal:
            return -1

    return max(found, key=number)


def _accept(tables: Tables, scene: Scene, request: bytes) -> bytes:
    asked = tables.mail.requests.require(request)
    if asked.me != scene.key:
        raise BadInput("not_joined")
    known = tables.mail.conversations.with_peer(asked.circle_id, asked.me, asked.author)
    if known is not None:
        fail_all(tables, known.id, "renewed")
        tables.mail.sessions.drop_all(known.id)
    base = known or Conversation(
        id=new_id(),
        circle_id=asked.circle_id,
        me=asked.me,
        peer=asked.author,
        card=asked.card,
        name=asked.name,
        standing=Standing.OPEN,
        created=scene.now,
        active=scene.now,
    )
    opened = replace(
        base,
        card=asked.card,
        name=asked.name,
        standing=Standing.OPEN,
        active=scene.now,
        verified=False,
        answer=ACCEPT,
        renew=False,
    )
    tables.mail.conversations.save(opened)
    session = Session.from_bytes(asked.state.reveal())
    sessions.begin(tables, opened.id, session, asked.ek, mine=False, now=scene.now)
    tables.mail.queues.set_target(target_at(opened.id, Address(asked.qid, asked.claim.reveal())))
    _show(tables, scene, opened.id, asked)
    tables.mail.requests.remove(request)
    return opened.id


def _show(tables: Tables, scene: Scene, conversation: bytes, asked: RequestRow) -> None:
    if asked.text:
        shown = note(
            tables,
            scene.now,
            conversation,
            Line.TEXT,
            id=asked.message,
            text=asked.text,
            minutes=asked.minutes,
        )
        if shown:
            tables.mail.lines.prove(conversation, asked.message, asked.evidence)
    note(tables, scene.now, conversation, Line.ACCEPTED, mine=True)
    last = tables.mail.lines.last_place(conversation)
    tables.mail.conversations.update(conversation, read_place=last)


def _end(tables: Tables, row: Conversation) -> None:
    fail_all(tables, row.id, "ended")
    tables.mail.outgoing.sealed_done(row.id)
    tables.mail.sessions.drop_all(row.id)
    tables.mail.queues.let_go(row.id)
    tables.mail.queues.drop_target(row.id)
    tables.mail.conversations.update(
        row.id, standing=Standing.ENDED, answer="", renew=False, receipts_at=None, verified=False
    )
