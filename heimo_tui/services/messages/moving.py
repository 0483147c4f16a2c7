"""Moving messages to another computer: here they stop before the file begins, there they go on once its claim was used.

At no moment are two copies of a session in use; where that cannot be known, none is, and conversations are renewed.
"""

from __future__ import annotations

from heimo_tui.core.errors import BadInput
from heimo_tui.services.messages.ground import Ground
from heimo_tui.services.messages.keeper import Keeper
from heimo_tui.services.messages.supply.claims import Claims, claim_queue
from heimo_tui.services.messages.supply.queues import Queues
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import Leg, MoveRow


class Moving:
    """Moves messages away from here, and back."""

    def __init__(self, ground: Ground, queues: Queues, keeper: Keeper, claims: Claims) -> None:
        self._ground = ground
        self._queues = queues
        self._keeper = keeper
        self._claims = claims
        self._ran = False

    async def is_away(self) -> bool:
        """Whether messages went to another computer."""
        return await self._ground.read(lambda tables: tables.mail.moves.is_away())

    async def leave(self) -> None:
        """Use nothing here from now on; the file may be written. Then call `left` or `stay`.

        Raises BadInput: moved, moving_in; Refused("quota"), and as the network does: each community has to be reached.
        """
        moves = [await self._claim(server) for server in await self._servers()]
        self._ran = self._keeper.runs
        await self._keeper.stop()
        # whatever is still on its way through the network finds nothing to write to
        self._ground.frozen = True
        try:
            await self._ground.house.open_vault().run(lambda tables: tables.mail.moves.begin(moves))
        except BaseException:
            self._ground.frozen = False
            self._go_on()
            raise

    async def left(self) -> None:
        """The file is whole: erase the keys here."""
        self._ground.frozen = False
        await self._ground.run(lambda tables: tables.mail.moves.finish())
        await self._ground.tell()
        self._go_on()

    async def stay(self) -> None:
        """There is no file: go on here."""
        self._ground.frozen = False

        def work(tables: Tables) -> None:
            for move in tables.mail.moves.all():
                if move.leg is Leg.LEAVING:
                    tables.mail.queues.add(claim_queue(move))  # it waits to be deleted
                    tables.mail.moves.undo(move.server_id)

        await self._ground.run(work)
        await self._ground.tell()
        self._go_on()

    async def bring_back(self) -> None:
        """Use messages here again; what the file held counts no more. Raises as the network does.

        Where its keys are here and nobody used the file, everything goes on as it was; else all is renewed.
        """
        for move in await self._ground.read(lambda tables: tables.mail.moves.all()):
            if move.leg not in (Leg.LEAVING, Leg.LEFT):
                continue
            unused = await self._claims.use(move)
            if unused and move.leg is Leg.LEAVING:
                await self._ground.run(lambda tables, m=move: tables.mail.moves.undo(m.server_id))  # type: ignore[misc] # bound now
            else:
                await self._ground.run(lambda tables, m=move: _renew_all(tables, m))  # type: ignore[misc] # bound now
        await self._ground.tell()
        self._ground.kick()

    def _go_on(self) -> None:
        if self._ran:
            self._keeper.start()

    async def _servers(self) -> list[bytes]:
        """Every community that one has a name in; raises BadInput: moved, moving_in."""
        communities = await self._ground.read(lambda tables: [one.server_id for one in tables.communities.all()])
        legs = await self._ground.read(lambda tables: {tables.mail.moves.leg_of(one) for one in communities})
        if legs & {Leg.LEAVING, Leg.LEFT}:
            raise BadInput("moved")
        if Leg.ARRIVING in legs:
            raise BadInput("moving_in")
        return sorted({scene.place.id for scene in await self._ground.scenes()})

    async def _claim(self, server: bytes) -> MoveRow:
        scene = next(one for one in await self._ground.scenes() if one.place.id == server)
        queue = await self._queues.create(scene)
        return MoveRow(id=queue.qid, server_id=server, leg=Leg.LEAVING, private=queue.private, at=self._ground.now)


def _renew_all(tables: Tables, move: MoveRow) -> None:
    tables.mail.moves.begin_anew(move.server_id)
    tables.mail.moves.forget(move.server_id)
