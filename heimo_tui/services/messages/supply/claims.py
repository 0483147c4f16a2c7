"""The claims of moved files: whoever uses one up goes on with the sessions, everybody after that renews them."""

from __future__ import annotations

from heimo_protocol.errors import Code
from heimo_protocol.operations import QUEUE_DELETE, QueueArgs
from heimo_tui.core.errors import HeimoError, Refused, StoreProblem
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.network import contexts
from heimo_tui.services.messages.ground import Ground
from heimo_tui.services.messages.rules.times import away_wait
from heimo_tui.services.messages.supply.queues import receiver
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import Leg, MoveRow, QueueRow


class Claims:
    """Uses up the claims of moved files: a queue that the server deletes once, for one asker."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._attempts = 0
        self._next_try = 0.0

    def try_now(self) -> None:
        """Wait for nothing any more."""
        self._next_try = 0.0

    async def step(self) -> None:
        """Begin to use what a file brought, or to renew it where somebody else used it before."""
        if self._next_try > self._ground.now:
            return
        arriving = await self._ground.read(lambda tables: [one for one in tables.mail.moves.all() if _comes(one)])
        for move in arriving:
            try:
                mine = await self.use(move)
            except StoreProblem:
                raise
            except HeimoError:
                self._attempts += 1
                self._next_try = self._ground.now + away_wait(self._attempts, self._ground.rand)
                return
            await self._ground.run(lambda tables, m=move, k=mine: _arrive(tables, m, keep=k))  # type: ignore[misc] # bound now
            await self._ground.tell()
            self._ground.kick()
        self._attempts = 0

    async def use(self, move: MoveRow) -> bool:
        """Delete a claim's queue; false where that was done before, by whomever. Raises as the network does."""
        place = await self._ground.house.place(move.server_id)
        context = contexts.queue(move.id, sending=False)
        try:
            await place.calls.call(context, QUEUE_DELETE, QueueArgs(qid=move.id), receiver(claim_queue(move)))
        except Refused as problem:
            if problem.code != Code.QUEUE_UNKNOWN:
                raise
            return False
        finally:
            await place.contexts.close(context)
        return True


def _comes(move: MoveRow) -> bool:
    return move.leg is Leg.ARRIVING


def _arrive(tables: Tables, move: MoveRow, *, keep: bool) -> None:
    if not keep:
        tables.mail.moves.begin_anew(move.server_id)
    tables.mail.moves.settle(move.id)


def claim_queue(move: MoveRow) -> QueueRow:
    """A claim as a queue of one's own that only waits to be deleted."""
    return QueueRow(
        qid=move.id,
        server_id=move.server_id,
        conversation=None,
        private=move.private,
        claim=SecretBytes(b""),
        created=move.at,
    )
