"""A person's place in single circles: found, joined, named and left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from heimo_tui.core.errors import BadInput
from heimo_tui.core.views import Change, CircleView, NameView
from heimo_tui.identity.names import generate_name
from heimo_tui.services.compose import Compose
from heimo_tui.services.forum import Forum
from heimo_tui.services.house import House
from heimo_tui.services.reading.directory import Directory
from heimo_tui.services.writing.authors import choose_name, circle_author, clean_name, once_left
from heimo_tui.services.writing.joining import Joining
from heimo_tui.services.writing.sender import Sender
from heimo_tui.services.writing.signing import Handling, Signing
from heimo_tui.vault.tables import Tables

T = TypeVar("T")


class CircleMembership:
    """Works on the circles of the communities that are on this device."""

    def __init__(
        self, house: House, forum: Forum, compose: Compose, sender: Sender, joining: Joining, directory: Directory
    ) -> None:
        self._house = house
        self._forum = forum
        self._compose = compose
        self._sender = sender
        self._joining = joining
        self._directory = directory

    # --- coming in ---

    async def find_circle(self, entry_code: str) -> CircleView:
        """The private circle of the current community that this code opens; the code is kept to join it with.

        Raises Refused("entry_code") where it opens none, BadInput("no_community"), Unreachable, Incompatible.
        """
        place = await self._house.place()
        circle = await self._directory.find(place, entry_code.strip())
        return next(view for view in await self._forum.circles() if view.id == circle)

    async def join_circle(self, circle: bytes) -> None:
        """Join now, under one's name there, and read what is written: where only members read, this comes first.

        Raises Refused, Unreachable, Incompatible, Tampering, BadInput("not_registered").
        """
        place = await self._house.place_of(circle)
        row = await self._read(lambda tables: tables.circles.require(circle))
        await self._joining.ensure(circle, place.circle_keys(row).pseudonym_public)
        await self._forum.refresh(circle)
        self._forum.moved()
        self._house.tell(Change(circle=circle))

    # --- names ---

    def suggest_name(self) -> str:
        """A random name."""
        return generate_name()

    async def set_name(self, circle: bytes, name: str) -> None:
        """Choose one's name in a circle; where one is in it already, a new card tells it. Raises BadInput("name")."""
        place = await self._house.place_of(circle)
        wanted = clean_name(name)
        now = self._house.clock()

        def work(tables: Tables) -> bool:
            row = tables.circles.require(circle)
            known = None if row.my_key is None else tables.members.get(circle, row.my_key)
            if known is None or not place.registered:
                choose_name(tables, row, wanted)
                return False
            if known.name == wanted:
                return False
            author = replace(circle_author(tables, place, row), name=wanted)
            signing = Signing(tables, place, tables.circles.require(circle), now=now)
            signing.put_card(author, known.card_seq + 1, Handling())
            return True

        if await self._house.open_vault().run(work):
            self._sender.kick()
        self._house.tell(Change(circle=circle))

    async def names(self) -> tuple[tuple[CircleView, NameView], ...]:
        """One's names, by circle, in the current community."""
        return tuple((circle, circle.my_name) for circle in await self._forum.circles() if circle.my_name is not None)

    async def once_left(self, circle: bytes) -> int:
        """One-time names left this month; 0 where the circle takes none."""
        place = await self._house.place_of(circle)
        if not place.registered:
            return 0
        view = next((one for one in await self._forum.circles() if one.id == circle), None)
        mode = 0 if view is None else int(view.once)
        now = self._house.clock()
        return await self._read(
            lambda tables: once_left(tables, place, tables.circles.require(circle), mode=mode, now=now)
        )

    async def join_risk(self, circle: bytes) -> bool:
        """Whether joining right now could be linked to something else by its time."""
        place = await self._house.place_of(circle)
        row = await self._read(lambda tables: tables.circles.require(circle))
        return self._joining.is_risky(place, row)

    async def replace_name(self, circle: bytes) -> None:
        """Go on under a new name in a circle; nobody can tell whose it was, and what was written stays as it is.

        Raises Refused("reset_too_soon"), since a server does this once in a while only; BadInput: not_joined,
        still_sending; and as joining does.
        """
        await self._joining.replace(circle)
        self._house.tell(Change(circle=circle))

    # --- leaving ---

    async def leave_circle(self, circle: bytes) -> None:
        """Leave a circle; what was written stays. Raises BadInput("still_sending") where words are on their way."""
        row = await self._read(lambda tables: tables.circles.require(circle))
        if row.joined:
            await self._compose.leave_circle(circle)
            await self._sender.step()
            if await self._read(lambda tables: any(one.author == row.my_key for one in tables.outbox.all(circle))):
                raise BadInput("still_sending")
        await self._house.open_vault().run(
            lambda tables: tables.circles.set_joined(circle, my_key=row.my_key, epoch=row.epoch, joined=False)
        )
        self._house.tell(Change(circle=circle))

    async def promise_seen(self, circle: bytes) -> None:
        """Note that the circle's promise was read."""
        await self._house.open_vault().run(lambda tables: tables.circles.set_promise_seen(circle))

    async def _read(self, work: Callable[[Tables], T]) -> T:
        return await self._house.open_vault().read(work)
