"""What has to be done now and then under each name: keys, tokens, leave to write; at random moments of its own."""

from __future__ import annotations

import contextlib

from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.errors import Code
from heimo_tui.core.errors import HeimoError, Refused, StoreProblem, Tampering
from heimo_tui.services.messages.arriving.requests import Asked
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.reporting.receiving import Receiving
from heimo_tui.services.messages.rules.times import DAY
from heimo_tui.services.messages.supply.franking import Franking
from heimo_tui.services.messages.supply.others_keys import OthersKeys
from heimo_tui.services.messages.supply.own_keys import OwnKeys
from heimo_tui.services.messages.supply.tokens import DRAW, Tokens

BUNDLE, KEYS = "bundle", "keys"
_FIRST = {BUNDLE: (5.0, 300.0), DRAW: (30.0, 7200.0), KEYS: (30.0, 7200.0)}
"""Seconds after a name was first seen here in which a thing is done for the first time."""

_AGAIN = {BUNDLE: (0.1 * DAY, 0.5 * DAY)}
_FAILED = (120.0, 1200.0)
_LONG_AGO = 3600.0


class Supply:
    """Does what is due."""

    def __init__(
        self,
        ground: Ground,
        asked: Asked,
        own: OwnKeys,
        others: OthersKeys,
        tokens: Tokens,
        franking: Franking,
        reported: Receiving,
    ) -> None:
        self._ground = ground
        self._asked = asked
        self._own = own
        self._others = others
        self._tokens = tokens
        self._franking = franking
        self._reported = reported

    async def step(self) -> None:
        """Do what is due now for one name, and draw the next moment for it.

        The others come in their turn: what several names do in one moment would tie them together.
        """
        for scene in await self._ground.scenes():
            for what in (BUNDLE, DRAW, KEYS):
                await self._draw_moment(scene, what)
        due = [scene for scene in await self._ground.scenes() if await self._due(scene)]
        if due:
            scene = self._ground.rand.choice(due)
            for what in await self._due(scene):
                await self._when_due(scene, what)

    async def publish(self, scene: Scene) -> None:
        """Publish the bundle that is due, after what was written to those before it was fetched."""
        await self._asked.fetch(scene)
        await self._reported.fetch(scene)
        if await self._own.is_due(scene):
            await self._own.publish(scene)

    async def _draw_moment(self, scene: Scene, what: str) -> None:
        """Draw the first moment for a thing, and a new one where it passed long ago, while nothing ran here."""
        due = await self._ground.read(lambda tables: tables.mail.keys.due(scene.id, what))
        if due is None or scene.now - due > _LONG_AGO:
            await self._set_due(scene, what, scene.now + self._ground.rand.uniform(*_FIRST[what]))

    async def _due(self, scene: Scene) -> list[str]:
        whens = {
            what: await self._ground.read(lambda tables, w=what: tables.mail.keys.due(scene.id, w))  # type: ignore[misc] # bound now
            for what in (BUNDLE, DRAW, KEYS)
        }
        return [what for what, at in whens.items() if at is not None and at <= scene.now]

    async def _when_due(self, scene: Scene, what: str) -> None:
        try:
            await self._do(scene, what)
        except StoreProblem:
            raise
        except Tampering:  # it was reported
            await self._set_due(scene, what, scene.now + DAY)
        except HeimoError:
            await self._set_due(scene, what, scene.now + self._ground.rand.uniform(*_FAILED))
        else:
            await self._set_due(scene, what, self._next(scene, what))

    async def _do(self, scene: Scene, what: str) -> None:
        match what:
            case "bundle":
                await self.publish(scene)
            case "keys":
                # for a circle in one bucket that is everybody; in a larger one, the bucket that one is in oneself
                await self._others.refresh(scene, scene.key)
            case _:
                await self._draw(scene)

    async def _draw(self, scene: Scene) -> None:
        """The whole day's tokens, whether they are needed or not, so that drawing says nothing."""
        for kind in (TokenType.REQUEST, TokenType.QUEUE):
            with contextlib.suppress(_UsedUp):
                await self._draw_one(scene, kind)
        await self._franking.ensure(scene)

    async def _draw_one(self, scene: Scene, kind: TokenType) -> None:
        try:
            await self._tokens.draw(scene, kind)
        except Refused as problem:
            if problem.code == Code.QUOTA:
                raise _UsedUp from None
            raise

    def _next(self, scene: Scene, what: str) -> float:
        """The next moment: at any time of the next day, or after some hours."""
        if what in _AGAIN:
            return scene.now + self._ground.rand.uniform(*_AGAIN[what])
        return (scene.now // DAY + 1 + self._ground.rand.random()) * DAY

    async def _set_due(self, scene: Scene, what: str, at: float) -> None:
        await self._ground.run(lambda tables: tables.mail.keys.set_due(scene.id, what, at))


class _UsedUp(Exception):
    """The day's tokens were drawn before."""
