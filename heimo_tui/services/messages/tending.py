"""What conversations need now and then: answers, renewals, receipts, moved queues, and what has to be forgotten."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from heimo_protocol.cards import open_card
from heimo_protocol.errors import Refusal
from heimo_protocol.limits import BUNDLE_KEEP_DAYS
from heimo_tui.core.conversations import Line, Standing
from heimo_tui.core.errors import BadInput, HeimoError, StoreProblem
from heimo_tui.services.messages import sessions
from heimo_tui.services.messages.arriving.contents import watch_card
from heimo_tui.services.messages.arriving.requests import Asked
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.leaving.renewing import Renewing, want_rotation
from heimo_tui.services.messages.leaving.saying import note
from heimo_tui.services.messages.leaving.talking import Talking
from heimo_tui.services.messages.reporting.telling import forget_old
from heimo_tui.services.messages.rules.times import (
    DAY,
    OLD_QUEUE_SECONDS,
    OWN_CARD_DAYS,
    QUARANTINE_SECONDS,
    REQUEST_SECONDS,
    UNREADABLE_FRAMES,
    away_wait,
)
from heimo_tui.services.messages.supply.queues import Queues
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import Conversation


class Tending:
    """Looks after conversations."""

    def __init__(self, ground: Ground, asked: Asked, renewing: Renewing, talking: Talking, queues: Queues) -> None:
        self._ground = ground
        self._asked = asked
        self._renewing = renewing
        self._talking = talking
        self._queues = queues
        self._tries: dict[tuple[str, bytes], tuple[int, float]] = {}

    def try_now(self) -> None:
        """Wait for nothing any more: the network is back, or somebody asked."""
        self._tries.clear()

    async def step(self) -> None:
        """Do what is due now."""
        await self.forget_old()
        for row in await self._ground.read(lambda tables: tables.mail.conversations.all()):
            if row.standing is not Standing.OPEN or row.moved:
                continue
            await self._ground.run(lambda tables, r=row: want_rotation(tables, r, self._ground.now))  # type: ignore[misc] # bound now
            row = await self._ground.read(lambda tables, r=row: tables.mail.conversations.get(r.id) or r)  # type: ignore[misc] # bound now
            if row.answer:
                await self._try("answer", row.id, self._renewing.answer)
            if row.renew:
                await self._try("renew", row.id, self._renew)
            if row.receipts_at is not None and row.receipts_at <= self._ground.now:
                await self._try("receipts", row.id, self._talking.give_receipts)
        await self._delete_queues()

    async def _renew(self, conversation: bytes) -> None:
        """Renew where it is still needed: perhaps the other side has done so already."""
        scene = await self._ground.scene_of(conversation)
        await self._asked.fetch(scene)

        def still(tables: Tables) -> bool:
            row = tables.mail.conversations.require(conversation)
            unread = tables.mail.quarantine.count_since(conversation, scene.now - DAY)
            has_session = any(map(sessions.is_current, tables.mail.sessions.of(conversation)))
            if has_session and unread < UNREADABLE_FRAMES:
                tables.mail.conversations.update(conversation, renew=False)
                return False
            return row.renew

        if await self._ground.run(still):
            await self._renewing.renew(conversation)

    async def _try(self, what: str, about: bytes, work: Callable[[bytes], Awaitable[None]]) -> None:
        """Do a thing, or try it again later, each time after a longer pause."""
        attempts, at = self._tries.get((what, about), (0, 0.0))
        if at > self._ground.now:
            return
        try:
            await work(about)
        except StoreProblem:
            raise
        except HeimoError:
            wait = away_wait(attempts + 1, self._ground.rand)
            self._tries[what, about] = (attempts + 1, self._ground.now + wait)
        else:
            self._tries.pop((what, about), None)

    async def _delete_queues(self) -> None:
        """Delete queues that nobody listens to, and let go of those that were replaced long ago."""
        now = self._ground.now

        def work(tables: Tables) -> list[bytes]:
            for queue in tables.mail.queues.all():
                if queue.retired is not None and now - queue.retired >= OLD_QUEUE_SECONDS:
                    tables.mail.queues.let_go_of(queue.qid)
            return [queue.qid for queue in tables.mail.queues.all() if queue.conversation is None]

        for qid in await self._ground.run(work):
            await self._try("delete", qid, self._delete)

    async def _delete(self, qid: bytes) -> None:
        queue = await self._ground.read(lambda tables: tables.mail.queues.get(qid))
        if queue is not None:
            await self._queues.delete(await self._ground.house.place(queue.server_id), queue)

    async def forget_old(self) -> None:
        """Erase what has had its time: lines, keys, requests, frames that nobody could read."""
        now = self._ground.now
        day = int(now // DAY)

        def work(tables: Tables) -> set[bytes]:
            changed = set(tables.mail.lines.expire(now))
            for held in tables.mail.quarantine.older(now - QUARANTINE_SECONDS):
                tables.mail.quarantine.drop(held.id)
                note(tables, now, held.conversation, Line.UNREADABLE)
                changed.add(held.conversation)
            tables.mail.sessions.expire(now)
            tables.mail.queues.let_go_orphans()
            tables.mail.requests.expire(now - REQUEST_SECONDS)
            tables.mail.keys.drop_bundles(day - BUNDLE_KEEP_DAYS)
            tables.mail.keys.drop_cards(day - OWN_CARD_DAYS)
            forget_old(tables, now)
            return changed

        for conversation in await self._ground.run(work):
            await self._ground.tell(conversation)

    async def watch(self, circle: bytes) -> None:
        """Follow the cards of a circle's log: the other side of a conversation may have a new name, or new keys."""
        try:
            scene = await self._ground.scene(circle)
        except BadInput:
            return

        def work(tables: Tables) -> list[bytes]:
            return [row.id for row in tables.mail.conversations.of(circle) if _watch(tables, scene, row)]

        for conversation in await self._ground.run(work):
            await self._ground.tell(conversation)


def _watch(tables: Tables, scene: Scene, row: Conversation) -> bool:
    member = tables.members.get(row.circle_id, row.peer)
    if member is None or member.card is None or member.card == row.card or row.standing is Standing.ENDED:
        return False
    try:
        card, _ = open_card(member.card, server_id=scene.place.id, circle=scene.id)
        return watch_card(tables, scene.now, row, member.card, card.name, card.ik, scene)
    except Refusal:
        return False
