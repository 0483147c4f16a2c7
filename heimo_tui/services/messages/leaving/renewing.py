"""New sessions where the old one cannot be read, and answers that name a new queue (PROTOCOL 13 and 17)."""

from __future__ import annotations

from dataclasses import replace

from heimo_protocol.errors import Refusal
from heimo_protocol.mail import ContentType
from heimo_protocol.signing import ID_SIZE
from heimo_tui.core.conversations import Line, Standing
from heimo_tui.core.errors import BadInput, Incompatible
from heimo_tui.services.messages import sessions
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.leaving.requesting import Requesting, sealed_row, write
from heimo_tui.services.messages.leaving.saying import make, note, put
from heimo_tui.services.messages.rules.times import QUEUE_ROTATE_FRAMES, QUEUE_ROTATE_SECONDS, RESET_SECONDS
from heimo_tui.services.messages.supply.franking import Franking
from heimo_tui.services.messages.supply.queues import Queues
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import ACCEPT, MOVE, Conversation

_ANSWERS = {ACCEPT: ContentType.ACCEPT, MOVE: ContentType.QUEUE}


class Renewing:
    """Begins sessions anew, and moves to new queues."""

    def __init__(self, ground: Ground, requesting: Requesting, franking: Franking, queues: Queues) -> None:
        self._ground = ground
        self._requesting = requesting
        self._franking = franking
        self._queues = queues

    async def renew(self, conversation: bytes) -> None:
        """Begin a new session by a sealed request; what the old one has on its way is still read for some days.

        Raises BadInput: not_open, renewed_lately (once a day); and as the network does.
        """
        scene = await self._ground.scene_of(conversation)
        row = await self._ground.read(lambda tables: _renewable(tables, scene, conversation))
        # the keys of yesterday may be those of a device that is lost
        means = await self._requesting.prepare(scene, row.peer, newest=True)
        scene = replace(scene, now=self._ground.now)

        def work(tables: Tables) -> None:
            row = _renewable(tables, scene, conversation)
            old = sessions.sending(tables, conversation)
            reset_of = bytes(ID_SIZE) if old is None else old.sid
            try:
                written = write(tables, scene, row.peer, means, ContentType.RESET, reset_of=reset_of)
            except Refusal as problem:
                raise Incompatible(problem.code, detail="bundle") from None
            if scene.peer(written.to.card).ik != scene.peer(row.card).ik:
                tables.mail.conversations.update(conversation, standing=Standing.CHANGED, verified=False)
                note(tables, scene.now, conversation, Line.CHANGED)
                return
            request = written.request
            sessions.begin(tables, conversation, request.session, request.ek, mine=True, now=scene.now)
            tables.mail.queues.add(means.queue.row(conversation))
            tables.mail.outgoing.set_sealed(sealed_row(conversation, row.peer, written, means, None))
            tables.mail.conversations.update(conversation, reset_at=scene.now, renew=False)
            note(tables, scene.now, conversation, Line.RENEWED, mine=True)

        await self._ground.run(work)
        await self._ground.tell(conversation)
        self._ground.kick()

    async def answer(self, conversation: bytes) -> None:
        """Make a queue and say that one listens there, where that is owed; raises as the network does."""
        scene = await self._ground.scene_of(conversation)
        row = await self._ground.read(lambda tables: tables.mail.conversations.require(conversation))
        if not row.answer or row.standing is not Standing.OPEN:
            return
        await self._franking.ensure(scene)
        queue = await self._queues.create(scene)
        scene = replace(scene, now=self._ground.now)

        def work(tables: Tables) -> None:
            row = tables.mail.conversations.require(conversation)
            tables.mail.queues.add(queue.row(conversation))
            if row.answer and row.standing is Standing.OPEN:
                put(tables, scene, row, make(scene, _ANSWERS[row.answer], queue=queue.address))
                tables.mail.conversations.update(conversation, answer="")
            else:
                tables.mail.queues.let_go_of(queue.qid)

        await self._ground.run(work)
        self._ground.kick()


def want_rotation(tables: Tables, conversation: Conversation, now: float) -> bool:
    """Let a new queue be made where the one in use is old or has taken much; true where it is."""
    if conversation.standing is not Standing.OPEN or conversation.answer:
        return False
    used = [queue for queue in tables.mail.queues.of(conversation.id) if queue.retired is None]
    if any(now - one.created >= QUEUE_ROTATE_SECONDS or one.taken >= QUEUE_ROTATE_FRAMES for one in used):
        tables.mail.conversations.update(conversation.id, answer=MOVE)
        return True
    return False


def _renewable(tables: Tables, scene: Scene, conversation: bytes) -> Conversation:
    row = tables.mail.conversations.require(conversation)
    if row.standing is not Standing.OPEN or row.moved:
        raise BadInput("not_open")
    if scene.now - row.reset_at < RESET_SECONDS:
        raise BadInput("renewed_lately")
    return row
