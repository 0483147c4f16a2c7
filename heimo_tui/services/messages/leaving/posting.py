"""Sealed requests on their way: paid with a token each, by nobody, until they are there."""

from __future__ import annotations

from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.errors import Code
from heimo_protocol.operations import REQUEST_SEND, RequestSendArgs
from heimo_tui.core.conversations import Mark
from heimo_tui.core.errors import BadInput, HeimoError, Incompatible, Refused, StoreProblem, Unreachable
from heimo_tui.network import contexts
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.leaving.requesting import packed, unpacked
from heimo_tui.services.messages.rules.times import away_wait, full_wait
from heimo_tui.services.messages.supply.tokens import Tokens
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import SealedRow

_LATER = frozenset({Code.INBOX_FULL, Code.BUSY, Code.CLOSED})
_TOKEN = frozenset({Code.TOKEN_SPENT, Code.TOKEN_EXPIRED, Code.TOKEN_INVALID})


class Posting:
    """Sends what `Requesting` sealed."""

    def __init__(self, ground: Ground, tokens: Tokens) -> None:
        self._ground = ground
        self._tokens = tokens
        self._busy: set[bytes] = set()

    async def step(self) -> None:
        """Send every request that may go now."""
        for row in await self._ground.read(lambda tables: tables.mail.outgoing.sealed()):
            if row.next_try > self._ground.now or row.conversation in self._busy:
                continue
            try:
                scene = await self._ground.scene_of(row.conversation)
            except BadInput:
                continue
            self._busy.add(row.conversation)
            try:
                await self._try(scene, row)
            finally:
                self._busy.discard(row.conversation)

    async def _try(self, scene: Scene, row: SealedRow) -> None:
        # on the disk before the first byte leaves: from now on the token may be spent
        await self._ground.run(lambda tables: tables.mail.outgoing.sealed_tried(row.conversation))
        context = contexts.token_spend()
        args = RequestSendArgs(circle=scene.id, to=row.peer, sealed=row.sealed, c2=row.c2)
        try:
            await scene.place.calls.call(context, REQUEST_SEND, args, token=unpacked(row.token))
        except Unreachable as problem:
            wait = problem.retry_after or away_wait(row.attempts + 1, self._ground.rand)
            await self._later(row, "unreachable", wait)
        except Incompatible:
            await self._later(row, "incompatible", full_wait(row.attempts + 1, self._ground.rand))
        except Refused as problem:
            await self._refused(scene, row, problem)
        else:
            await self._arrived(row)
        finally:
            await scene.place.contexts.close(context)

    async def _refused(self, scene: Scene, row: SealedRow, problem: Refused) -> None:
        if problem.code == Code.TOKEN_SPENT and row.attempts > 0:
            await self._arrived(row)  # it was this very request that spent it, and the answer was lost
        elif problem.code in _TOKEN:
            await self._pay_anew(scene, row, problem.code)
        elif problem.code in _LATER:
            wait = max(full_wait(row.attempts + 1, self._ground.rand), problem.retry_after or 0.0)
            await self._later(row, problem.code, wait)
        else:
            await self._gone(row, Mark.FAILED, problem.code)

    async def _pay_anew(self, scene: Scene, row: SealedRow, code: str) -> None:
        try:
            token = await self._tokens.take(scene, TokenType.REQUEST)
        except StoreProblem:
            raise
        except HeimoError:
            await self._later(row, code, full_wait(row.attempts + 1, self._ground.rand))
            return
        now = self._ground.now
        await self._ground.run(
            lambda tables: tables.mail.outgoing.sealed_later(row.conversation, now, "", packed(token))
        )
        self._ground.kick()

    async def _arrived(self, row: SealedRow) -> None:
        await self._gone(row, Mark.SENT, "")

    async def _gone(self, row: SealedRow, mark: Mark, code: str) -> None:
        def work(tables: Tables) -> None:
            tables.mail.outgoing.sealed_done(row.conversation)
            if row.message is not None:
                tables.mail.lines.mark(row.conversation, [row.message], mark, code=code)

        await self._ground.run(work)
        await self._ground.tell(row.conversation)

    async def _later(self, row: SealedRow, code: str, wait: float) -> None:
        next_try = self._ground.now + wait
        await self._ground.run(lambda tables: tables.mail.outgoing.sealed_later(row.conversation, next_try, code))
        await self._ground.tell(row.conversation)
