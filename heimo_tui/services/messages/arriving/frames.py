"""Frames out of a queue: opened on a copy, kept with what they say in one transaction, and only then acknowledged."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from random import Random

from heimo_protocol.errors import Code
from heimo_protocol.franking import Stamped
from heimo_protocol.operations import QUEUE_RECV, QueueEntry, QueueRecvArgs
from heimo_tui.core.conversations import Standing
from heimo_tui.core.errors import BadInput, CannotDecrypt, Refused
from heimo_tui.e2ee.messages import Opened, decrypt
from heimo_tui.network import contexts
from heimo_tui.services.messages import sessions
from heimo_tui.services.messages.arriving.contents import Hearing
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.rules.times import DAY, RESET_SECONDS, UNREADABLE_FRAMES
from heimo_tui.services.messages.supply.queues import receiver
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import MOVE, Held, QueueRow, SessionRow

_DUPLICATE = "duplicate"


class Frames:
    """Empties queues. One queue is worked on by one task at a time."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._locks: defaultdict[bytes, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def catch_up(self, conversation: bytes) -> int:
        """Read everything that waits for a conversation; returns how many answers brought something.

        Older queues first: what is in a newer one was said later. Raises as the network does.
        """
        queues = await self._ground.read(lambda tables: tables.mail.queues.of(conversation))
        total = 0
        for queue in queues:
            total += await self.empty(queue.qid)
        return total

    async def empty(self, qid: bytes) -> int:
        """Read everything that waits in a queue; returns as `catch_up`, and raises as the network does."""
        async with self._locks[qid]:
            total = 0
            while True:
                queue = await self._ground.read(lambda tables: tables.mail.queues.get(qid))
                if queue is None or queue.conversation is None:
                    return total
                try:
                    scene = await self._ground.scene_of(queue.conversation)
                except BadInput:
                    return total
                if await self._ground.read(lambda tables, c=queue.conversation: _is_elsewhere(tables, c)):  # type: ignore[misc] # bound now
                    return total
                if not await self._take(scene, queue, queue.conversation):
                    return total
                total += 1

    async def _take(self, scene: Scene, queue: QueueRow, conversation: bytes) -> bool:
        """Acknowledge what is safe and take what comes after it; false where that was all."""
        context = contexts.queue(queue.qid, sending=False)
        args = QueueRecvArgs(qid=queue.qid, ack=queue.acked)
        try:
            answer = await scene.place.calls.call(context, QUEUE_RECV, args, receiver(queue))
        except Refused as problem:
            if problem.code == Code.QUEUE_UNKNOWN:
                await self._ground.run(lambda tables: replace_lost(tables, queue, conversation))
                return False
            raise
        if not answer.entries:
            return False
        await self._ground.know_keys(scene)

        def work(tables: Tables) -> None:
            take(tables, scene, conversation, answer.entries, self._ground.rand)
            tables.mail.queues.took(queue.qid, answer.entries[-1].seq, len(answer.entries))

        await self._ground.run(work)
        await self._ground.tell(conversation)
        self._ground.kick()
        return True


def _is_elsewhere(tables: Tables, conversation: bytes) -> bool:
    """Whether another computer has the keys now: what came is for that one."""
    row = tables.mail.conversations.get(conversation)
    return row is None or row.moved


def replace_lost(tables: Tables, queue: QueueRow, conversation: bytes) -> None:
    """The server does not know a queue any more: listen elsewhere, and say so."""
    tables.mail.queues.remove(queue.qid)
    if queue.retired is None and tables.mail.conversations.get(conversation) is not None:
        row = tables.mail.conversations.require(conversation)
        if row.standing is Standing.OPEN and not row.answer:
            tables.mail.conversations.update(conversation, answer=MOVE)


def take(tables: Tables, scene: Scene, conversation: bytes, entries: list[QueueEntry], rand: Random) -> None:
    """Open frames in their order and take in what they say; those without a key wait for it."""
    read = False
    for entry in entries:
        stamped = Stamped(entry.c2, entry.hour, entry.stamp)
        if _open(tables, scene, conversation, entry.frame, stamped, rand):
            read = True
        else:
            _hold(tables, scene, conversation, entry)
    if read:
        read_held(tables, scene, conversation, rand)
    _want_renewal(tables, scene, conversation)


def read_held(tables: Tables, scene: Scene, conversation: bytes, rand: Random) -> None:
    """Try again what could not be read, as long as something can be."""
    again = True
    while again:
        again = False
        for held in tables.mail.quarantine.of(conversation):
            stamped = Stamped(held.c2, held.hour, held.stamp)
            if _open(tables, scene, conversation, held.frame, stamped, rand):
                tables.mail.quarantine.drop(held.id)
                again = True


def _open(tables: Tables, scene: Scene, conversation: bytes, frame: bytes, stamped: Stamped, rand: Random) -> bool:
    """Whether a frame could be read, now or before."""
    for row in tables.mail.sessions.of(conversation):
        try:
            opened = _decrypt(scene, row, frame, stamped)
        except CannotDecrypt as problem:
            if problem.code == _DUPLICATE:
                return True
            continue
        sessions.heard(tables, row, opened.session)
        Hearing(tables, scene, conversation, rand).hear(opened, stamped)
        return True
    return False


def _decrypt(scene: Scene, row: SessionRow, frame: bytes, stamped: Stamped) -> Opened:
    return decrypt(
        sessions.opened(row),
        frame,
        stamped.c2,
        circle=scene.id,
        me=scene.key,
        frank_key=scene.frank_key,
        hour=stamped.hour,
        day=scene.day,
    )


def _hold(tables: Tables, scene: Scene, conversation: bytes, entry: QueueEntry) -> None:
    tables.mail.quarantine.hold(
        Held(
            conversation=conversation,
            digest=hashlib.sha256(entry.frame).digest(),
            frame=entry.frame,
            c2=entry.c2,
            hour=entry.hour,
            stamp=entry.stamp,
            at=scene.now,
        )
    )


def _want_renewal(tables: Tables, scene: Scene, conversation: bytes) -> None:
    """Three frames of one day that nobody can read call for a new session."""
    row = tables.mail.conversations.require(conversation)
    if row.standing is not Standing.OPEN or row.renew or scene.now - row.reset_at < RESET_SECONDS:
        return
    if tables.mail.quarantine.count_since(conversation, scene.now - DAY) >= UNREADABLE_FRAMES:
        tables.mail.conversations.update(conversation, renew=True)
