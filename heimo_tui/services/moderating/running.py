"""What a steward does for a circle: its settings, and who moderates it."""

from __future__ import annotations

from heimo_protocol.circles import CircleSettings
from heimo_protocol.errors import Refusal
from heimo_protocol.events import Action, Kind, ModerationBody, SettingsBody
from heimo_protocol.signing import KEY_SIZE
from heimo_tui.core.errors import BadInput
from heimo_tui.core.views import NameView
from heimo_tui.services.house import House
from heimo_tui.services.moderating.deciding import Deciding
from heimo_tui.services.moderating.seats import Seat, Seats
from heimo_tui.services.moderating.verdicts import Step
from heimo_tui.services.reading.naming import Names
from heimo_tui.services.writing.signing import event_of
from heimo_tui.vault.tables import OutboxState, Tables


class Running:
    """Changes circles."""

    def __init__(self, house: House, seats: Seats, deciding: Deciding) -> None:
        self._house = house
        self._seats = seats
        self._deciding = deciding

    async def settings(self, circle: bytes) -> CircleSettings:
        """What holds now, with what one set and is on its way."""
        seat = await self._seats.seat(circle)

        def work(tables: Tables) -> CircleSettings:
            set_ = seat.rulings.settings
            for row in tables.outbox.all(circle):
                event = event_of(row)
                if event.kind is Kind.SETTINGS and row.state is not OutboxState.REFUSED:
                    set_ = event.open_body(SettingsBody).settings
            return set_

        return await self._house.open_vault().read(work)

    async def save_settings(self, circle: bytes, settings: CircleSettings) -> None:
        """Set what holds; raises BadInput: not_steward, settings."""
        seat = await self._steward(circle)
        try:
            settings.require_valid()
        except Refusal as problem:
            raise BadInput("settings", field="settings", value=problem.detail) from None
        if settings != await self.settings(circle):
            await self._deciding.put(seat, [Step(Kind.SETTINGS, None, SettingsBody(settings=settings), circle)])

    async def people(self, circle: bytes) -> tuple[NameView, ...]:
        """Who moderates, then everybody with a card, each by name; nobody who was replaced."""
        seat = await self._seats.seat(circle)

        def work(tables: Tables) -> tuple[NameView, ...]:
            names = Names(tables, circle, seat.rulings)
            members = tables.members.of(circle)
            gone = {one.key for one in members if one.replaced_by is not None}
            keys = {one.key for one in members if one.card is not None} | seat.rulings.moderators
            shown = (names(key) for key in keys - gone)
            return tuple(sorted(shown, key=lambda one: (not one.moderator, one.name.casefold(), one.key)))

        return await self._house.open_vault().read(work)

    async def grant(self, circle: bytes, name: bytes) -> None:
        """Let a name moderate; raises BadInput: not_steward, no_name."""
        await self._choose(circle, name, Action.GRANT)

    async def revoke(self, circle: bytes, name: bytes) -> None:
        """Let a name moderate no more; raises BadInput: not_steward, no_name."""
        await self._choose(circle, name, Action.REVOKE)

    async def _choose(self, circle: bytes, name: bytes, action: Action) -> None:
        seat = await self._steward(circle)
        moderates = name in seat.rulings.moderators
        if len(name) != KEY_SIZE or name == seat.owner or moderates is (action is Action.GRANT):
            raise BadInput("no_name")
        if not seat.bench.may_decide(seat.key, action, name):
            raise BadInput("not_steward")
        body = ModerationBody(action=action, target=name)
        await self._deciding.put(seat, [Step(Kind.MODERATION, None, body, name)])

    async def _steward(self, circle: bytes) -> Seat:
        seat = await self._seats.seat(circle)
        if not seat.is_steward:
            raise BadInput("not_steward")
        return seat
