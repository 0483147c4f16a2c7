"""Whom one does not want to meet: names that are muted or blocked in a circle. Only this device knows of it."""

from __future__ import annotations

from heimo_protocol.encoding import encode
from heimo_protocol.signing import h256
from heimo_tui.core.apart import ApartView
from heimo_tui.core.errors import BadInput
from heimo_tui.core.views import Change, Distance, FoldAction
from heimo_tui.services.house import House, keys_of_mine
from heimo_tui.services.messages import Messages
from heimo_tui.services.messages.views import named
from heimo_tui.services.reading.naming import Names
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.services.reading.unmet import Unmet
from heimo_tui.vault.tables import ApartRow, Tables
from heimo_tui.vault.tables.preferences import UNMET_BY


class Apart:
    """Keeps names away. Nothing is sent, and nothing that is asked for differs: all is decided after it came here."""

    def __init__(self, house: House, sync: LogSync, messages: Messages) -> None:
        self._house = house
        self._sync = sync
        self._messages = messages

    async def distance(self, circle: bytes, key: bytes) -> Distance | None:
        """How far a name is kept away now."""
        return (await self._house.open_vault().read(lambda tables: tables.apart.of(circle))).get(key)

    async def everybody(self) -> tuple[ApartView, ...]:
        """Every name that is kept away, those who only may not ask for contact last."""
        vault = self._house.open_vault()
        far, asking = await vault.read(lambda tables: (tables.apart.all(), tables.mail.requests.blocked()))
        places = {(row.circle_id, row.author) for row in far}
        wanted: list[tuple[bytes, bytes, str, Distance | None]] = []
        wanted += [(row.circle_id, row.author, row.name, row.distance) for row in far]
        wanted += [(r.circle_id, r.author, r.name, None) for r in asking if (r.circle_id, r.author) not in places]
        ledgers = {circle: await self._sync.ledger(circle) for circle in {one[0] for one in wanted}}

        def work(tables: Tables) -> tuple[ApartView, ...]:
            names = {circle: Names(tables, circle, ledger.rulings) for circle, ledger in ledgers.items()}
            return tuple(
                ApartView(circle, ledgers[circle].rulings.settings.name, named(names[circle], author, known), distance)
                for circle, author, known, distance in wanted
            )

        return await vault.read(work)

    async def keep(self, circle: bytes, key: bytes, distance: Distance | None) -> None:
        """Mute or block a name, or meet it again (None), in threads and in messages.

        A conversation with a blocked name goes on unseen, so that the other notices nothing and all can be taken back.
        Raises BadInput("own_name") for a name of one's own.
        """
        ledger, now = await self._sync.ledger(circle), self._house.clock()

        def work(tables: Tables) -> None:
            if key in keys_of_mine(tables, circle):
                raise BadInput("own_name")
            settled = tables.preferences.get(UNMET_BY) == self._digest(tables)
            name = Names(tables, circle, ledger.rulings)(key).name
            if distance is None:
                tables.apart.remove(circle, key)
            else:
                row = ApartRow(circle_id=circle, author=key, name=name, distance=distance, at=now)
                tables.apart.put(row)
            Unmet(tables, circle, self._house.preferences.folds, ledger.rulings.notes).settle()
            if settled:
                self._note(tables)

        await self._house.open_vault().run(work)
        self._house.tell(Change(circle=circle))
        await self._messages.tell_anew()

    async def settle(self) -> None:
        """Decide anew what is never met, where rules or names changed since that was done last."""
        vault = self._house.open_vault()
        if await vault.read(lambda tables: tables.preferences.get(UNMET_BY) == self._digest(tables)):
            return

        def circles(tables: Tables) -> list[bytes]:
            return [row.circle_id for one in tables.communities.all() for row in tables.circles.of(one.server_id)]

        for circle in await vault.read(circles):
            notes = (await self._sync.ledger(circle)).rulings.notes
            rules = self._house.preferences.folds
            if await vault.run(lambda tables, c=circle, n=notes, r=rules: Unmet(tables, c, r, n).settle()):  # type: ignore[misc] # bound now
                self._house.tell(Change(circle=circle))
        await vault.run(self._note)

    def _note(self, tables: Tables) -> None:
        tables.preferences.set(UNMET_BY, self._digest(tables))

    def _digest(self, tables: Tables) -> str:
        """What decides now, as one value."""
        rules = sorted(
            [rule.note or "", rule.keyword or ""]
            for rule in self._house.preferences.folds
            if rule.action is FoldAction.NEVER
        )
        names = sorted([row.circle_id, row.author] for row in tables.apart.all() if row.distance is Distance.BLOCKED)
        return h256("unmet", encode([rules, names])).hex()
