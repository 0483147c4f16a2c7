"""The outbox of messages at work: each conversation's frames in their order, each tried until it is there."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

from heimo_protocol.errors import Code
from heimo_protocol.operations import QUEUE_SEND, QueueSendArgs
from heimo_tui.core.conversations import Mark, Standing
from heimo_tui.core.errors import BadInput, HeimoError, Incompatible, Refused, StoreProblem, Unreachable
from heimo_tui.network import contexts
from heimo_tui.network.polling import GAP_SECONDS
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.rules.times import away_wait, full_wait
from heimo_tui.services.messages.supply.queues import sender
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import FrameRow, TargetRow

_LATER = frozenset({Code.QUEUE_FULL, Code.BUSY, Code.CLOSED, Code.REPLAY})

Listen = Callable[[bytes], Awaitable[None]]


class Sending:
    """Sends frames. `listen` catches up with what a conversation's other side has said meanwhile."""

    def __init__(self, ground: Ground, listen: Listen) -> None:
        self._ground = ground
        self._listen = listen
        self._locks: defaultdict[bytes, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def step(self) -> None:
        """Send everything that may go now; what is in the way of one conversation holds up no other."""
        due = await self._ground.run(self._due)
        await asyncio.gather(*(self.send(conversation) for conversation in due))

    def _due(self, tables: Tables) -> list[bytes]:
        """The conversations to send in now: in the private profile one, and the others after random pauses.

        What piled up in several must not go out in one burst, which would tie their queues together.
        """
        due = tables.mail.outgoing.due(self._ground.now)
        if not self._ground.house.private_network:
            return due
        self._ground.rand.shuffle(due)
        at = self._ground.now
        for conversation in due[1:]:
            at += self._ground.rand.uniform(*GAP_SECONDS)
            frame = tables.mail.outgoing.first(conversation)
            if frame is not None:
                tables.mail.outgoing.later(frame.id, at, frame.error)
        return due[:1]

    async def send(self, conversation: bytes) -> None:
        """Send what waits in a conversation, one frame after the other."""
        async with self._locks[conversation]:
            try:
                scene = await self._ground.scene_of(conversation)
            except BadInput:
                return
            lost = False
            while await self._send_first(scene, conversation, lost=lost):
                lost = await self._is_lost(conversation, lost=lost)

    async def _is_lost(self, conversation: bytes, *, lost: bool) -> bool:
        """Whether the queue that frames go to is gone, for all that was known when it was tried."""
        if lost:
            return False
        frame = await self._ground.read(lambda tables: tables.mail.outgoing.first(conversation))
        return frame is not None and frame.error == Code.QUEUE_UNKNOWN

    async def _send_first(self, scene: Scene, conversation: bytes, *, lost: bool) -> bool:
        """Try the first frame; false where nothing more can go now."""

        def pick(tables: Tables) -> tuple[FrameRow, TargetRow] | None:
            row = tables.mail.conversations.get(conversation)
            frame, target = tables.mail.outgoing.first(conversation), tables.mail.queues.target(conversation)
            if row is None or row.standing is not Standing.OPEN or row.moved or frame is None or target is None:
                return None
            if frame.next_try > self._ground.now:
                return None
            # on the disk before the first byte leaves: from now on it may be at the server
            tables.mail.outgoing.tried(frame.id)
            return frame, target

        picked = await self._ground.run(pick)
        if picked is None:
            return False
        frame, target = picked
        try:
            await self._put(scene, frame, target)
        except Unreachable as problem:
            wait = problem.retry_after or away_wait(frame.attempts + 1, self._ground.rand)
            return await self._later(frame, "unreachable", wait)
        except Incompatible:
            return await self._later(frame, "incompatible", full_wait(frame.attempts + 1, self._ground.rand))
        except Refused as problem:
            return await self._refused(frame, target, problem, lost=lost)
        await self._arrived(frame, target)
        return True

    async def _put(self, scene: Scene, frame: FrameRow, target: TargetRow) -> None:
        claim = None if target.claim is None else target.claim.reveal()
        args = QueueSendArgs(qid=target.qid, frame=frame.frame, c2=frame.c2, claim=claim)
        context = contexts.queue(target.qid, sending=True)
        await scene.place.calls.call(context, QUEUE_SEND, args, sender(target))

    async def _arrived(self, frame: FrameRow, target: TargetRow) -> None:
        now = self._ground.now

        def work(tables: Tables) -> None:
            tables.mail.outgoing.done(frame.id)
            tables.mail.queues.bound(target.qid)
            if frame.message is not None:
                tables.mail.lines.mark(frame.conversation, [frame.message], Mark.SENT)
                tables.mail.lines.vanish_from(frame.conversation, frame.message, now)

        await self._ground.run(work)
        await self._ground.tell(frame.conversation)

    async def _refused(self, frame: FrameRow, target: TargetRow, problem: Refused, *, lost: bool) -> bool:
        if problem.code in _LATER:
            wait = max(full_wait(frame.attempts + 1, self._ground.rand), problem.retry_after or 0.0)
            return await self._later(frame, problem.code, wait)
        if problem.code == Code.QUEUE_UNKNOWN and not lost:
            return await self._look_for_queue(frame, target)
        await self._ground.run(lambda tables: fail_all(tables, frame.conversation, problem.code))
        await self._ground.tell(frame.conversation)
        return False

    async def _look_for_queue(self, frame: FrameRow, target: TargetRow) -> bool:
        """The other side may have said that it listens elsewhere: hear what it said, then try once more."""
        await self._ground.run(lambda tables: tables.mail.outgoing.later(frame.id, 0, Code.QUEUE_UNKNOWN))
        try:
            await self._listen(frame.conversation)
        except StoreProblem:
            raise
        except HeimoError:
            return await self._later(frame, "unreachable", away_wait(frame.attempts + 1, self._ground.rand))

        def moved(tables: Tables) -> bool:
            now = tables.mail.queues.target(frame.conversation)
            if now is not None and now.qid != target.qid:
                tables.mail.outgoing.later(frame.id, 0, "")
                return True
            return False

        await self._ground.run(moved)
        return True

    async def _later(self, frame: FrameRow, code: str, wait: float) -> bool:
        next_try = self._ground.now + wait
        await self._ground.run(lambda tables: tables.mail.outgoing.later(frame.id, next_try, code))
        await self._ground.tell(frame.conversation)
        return False


def fail_all(tables: Tables, conversation: bytes, code: str, *, but: bytes = b"") -> None:
    """Give up what waits in a conversation, that of the session `but` excepted; the words stay, to be sent again."""
    for frame in tables.mail.outgoing.of(conversation):
        if frame.sid == but:
            continue
        tables.mail.outgoing.done(frame.id)
        if frame.message is not None:
            tables.mail.lines.mark(conversation, [frame.message], Mark.FAILED, code=code)
