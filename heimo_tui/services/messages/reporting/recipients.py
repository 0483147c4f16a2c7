"""The moderators to whom something of a circle can be sealed: who they are, and whose keys can be had."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from collections.abc import Set as AbstractSet

from heimo_tui.core.errors import HeimoError, StoreProblem
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.supply.others_keys import OthersKeys, usable
from heimo_tui.vault.tables import Tables


class Recipients:
    """Finds them, as one works it out alone from the circle's log."""

    def __init__(self, ground: Ground, others: OthersKeys) -> None:
        self._ground = ground
        self._others = others

    async def reachable(self, scene: Scene, without: AbstractSet[bytes], most: int) -> list[tuple[bytes, bytes]]:
        """Up to `most` moderators, drawn by chance: the name's key (32) and the payload of its bundle."""
        await _if_possible(self._ground.sync.catch_up(scene.id))
        moderators = await self._moderators(scene, without)
        await self._get_keys(scene, moderators)

        def keys(tables: Tables) -> list[tuple[bytes, bytes]]:
            found = ((one, usable(tables, scene, one)) for one in moderators)
            return [(one, keys.payload) for one, keys in found if keys is not None]

        to = await self._ground.read(keys)
        return self._ground.rand.sample(to, min(len(to), most))

    async def may_come(self, scene: Scene, without: AbstractSet[bytes]) -> bool:
        """Whether there are moderators whose keys could not be asked for, since the network is away."""
        owner = (await self._ground.sync.ledger(scene.id)).circle.genesis.owner
        moderators = await self._moderators(scene, without | {owner})
        asked = [await self._others.is_fresh(scene, one) for one in moderators]
        return not all(asked)

    async def _moderators(self, scene: Scene, without: AbstractSet[bytes]) -> list[bytes]:
        ledger = await self._ground.sync.ledger(scene.id)
        return sorted(ledger.rulings.moderators - without)

    async def _get_keys(self, scene: Scene, moderators: Sequence[bytes]) -> None:
        for one in moderators:
            fresh = await self._others.is_fresh(scene, one)
            if fresh and await self._others.usable(scene, one) is not None:
                continue
            if not await _if_possible(self._others.refresh(scene, one)):
                return  # those that are known are used, and else it waits


async def _if_possible(work: Awaitable[object]) -> bool:
    """Do it; false where it could not be done now."""
    try:
        await work
    except StoreProblem:
        raise
    except HeimoError:
        return False
    return True
