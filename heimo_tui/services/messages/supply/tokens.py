"""Tokens for requests and queues: drawn each day in full, whether needed or not, and spent by nobody in particular."""

from __future__ import annotations

import asyncio

from heimo_protocol.anonymity.tokens import Token, TokenInvalid, TokenType, finalize, prepare, valid_epochs
from heimo_protocol.errors import Code
from heimo_protocol.operations import ISSUE, IssueArgs
from heimo_tui.core.errors import Incompatible, Refused
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables import Token as TokenRow

DRAW = "tokens"
"""When the day's tokens are to be drawn."""
DRAWN = "drawn"
"""When tokens for requests were drawn, or found to be used up, the last time."""


class Tokens:
    """Draws tokens under a name, and takes them out of the vault one by one."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def left(self, scene: Scene, kind: TokenType) -> int:
        """How many tokens are left that still count."""
        return await self._ground.read(
            lambda tables: tables.anonymous.count_tokens(scene.place.id, kind, valid_epochs(scene.day))
        )

    async def take(self, scene: Scene, kind: TokenType) -> Token:
        """A token, which is gone from the vault when this returns; one that gets lost on its way is lost.

        Raises Refused("quota") where the day's are used up, and as the network does.
        """
        found = await self._pick(scene, kind)
        if found is None:
            await self.draw(scene, kind)
            found = await self._pick(scene, kind)
        if found is None:
            raise Refused(Code.QUOTA)
        return found

    async def draw(self, scene: Scene, kind: TokenType) -> None:
        """Draw the day's quota of one kind; raises Refused, Tampering, and as the network does."""
        limits = scene.place.descriptor.limits
        wanted = limits.request_tokens_day if kind is TokenType.REQUEST else limits.queue_tokens_day
        try:
            await self._draw(scene, kind, wanted)
        except Refused as problem:
            if problem.code != Code.QUOTA or kind is not TokenType.REQUEST:
                raise
            await self._draw_fewer(scene, wanted, limits.first_day_requests)

    async def _draw_fewer(self, scene: Scene, wanted: int, first_day: int) -> None:
        """Draw what a name gets on its first day; where that is refused too, the day's are used up."""
        try:
            if wanted <= first_day:
                raise Refused(Code.QUOTA)
            await self._draw(scene, TokenType.REQUEST, first_day)
        except Refused as problem:
            if problem.code == Code.QUOTA:
                await self._ground.run(lambda tables: tables.mail.keys.set_due(scene.id, DRAWN, scene.now))
            raise

    async def _pick(self, scene: Scene, kind: TokenType) -> Token | None:
        row = await self._ground.run(
            lambda tables: tables.anonymous.take_token(scene.place.id, kind, valid_epochs(scene.day))
        )
        return None if row is None else Token(kind, row.epoch, row.nonce, row.w.reveal())

    async def _draw(self, scene: Scene, kind: TokenType, count: int) -> None:
        place = scene.place
        if count <= 0:
            raise Refused(Code.QUOTA)
        if await place.renew_descriptor() is not None:
            await self._ground.house.adopt(place)
        pending = await asyncio.to_thread(prepare, kind, count)
        args = IssueArgs(type=int(kind), blinded=list(pending.blinded))
        answer = await place.calls.call(scene.context, ISSUE, args, scene.signer)
        keys = {(one.type, one.epoch): one.public for one in place.descriptor.tokens}
        public = keys.get((int(kind), answer.epoch))
        if public is None:
            raise Incompatible("token_epoch")
        try:
            tokens = await asyncio.to_thread(finalize, pending, answer.epoch, answer.evaluated, answer.proof, public)
        except TokenInvalid:
            # a key of its own would mark this name's requests and queues
            raise await self._ground.tampered(scene, "proof_invalid") from None
        rows = [
            TokenRow(
                server_id=place.id, type=int(one.type), epoch=one.epoch, nonce=one.nonce, w=SecretBytes(one.output)
            )
            for one in tokens
        ]

        def work(tables: Tables) -> None:
            tables.anonymous.add_tokens(rows)
            if kind is TokenType.REQUEST:
                tables.mail.keys.set_due(scene.id, DRAWN, scene.now)
            tables.anonymous.drop_tokens_before(place.id, min(valid_epochs(scene.day)))

        await self._ground.run(work)
