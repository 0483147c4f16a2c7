"""What is open right now: the vault, the communities that are reached, and who wants to hear of changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from heimo_protocol.descriptor import open_descriptor
from heimo_protocol.errors import Refusal
from heimo_tui.config import Config
from heimo_tui.core.errors import BadInput, StoreProblem, StoreReason
from heimo_tui.core.preferences import NetworkProfile, Preferences
from heimo_tui.core.views import Change, CommunityView, Link
from heimo_tui.services.place import Place
from heimo_tui.vault.tables import Community, Tables
from heimo_tui.vault.vault import Vault

Clock = Callable[[], float]


class House:
    """The shared ground of all services; empty while the vault is closed."""

    def __init__(self, config: Config, clock: Clock = time.time) -> None:
        self.config = config
        self.clock = clock
        self.vault: Vault | None = None
        self.preferences = Preferences()
        self.current: bytes | None = None
        self.focused: bytes | None = None
        self.used = 0.0
        self.links: dict[bytes, Link] = {}
        self._places: dict[bytes, Place] = {}
        self._views: dict[bytes, CommunityView] = {}
        self._listeners: list[Callable[[Change], None]] = []

    def open_vault(self) -> Vault:
        """The vault; raises StoreProblem(LOCKED)."""
        if self.vault is None or not self.vault.is_open:
            raise StoreProblem(StoreReason.LOCKED)
        return self.vault

    def use(self) -> None:
        """The person does something now."""
        self.used = self.clock()

    async def enter(self, vault: Vault) -> None:
        """Take an open vault into use, with the community that was open last."""
        self.vault = vault
        self.use()
        last = await vault.read(lambda tables: tables.communities.last_opened())
        self.current = None if last is None else last.server_id
        await self.reload_views()

    async def leave(self) -> None:
        """Forget everything that came out of the vault, and every connection."""
        places, self._places = list(self._places.values()), {}
        self.vault = None
        self.current = None
        self.focused = None
        self.preferences = Preferences()
        self.links.clear()
        self._views.clear()
        for place in places:
            await place.close()

    # --- communities ---

    async def place(self, server_id: bytes | None = None) -> Place:
        """The place of a community, the current one where none is named; raises BadInput("no_community")."""
        wanted = server_id or self.current
        if wanted is None:
            raise BadInput("no_community")
        if wanted in self._places:
            return self._places[wanted]
        row = await self.open_vault().read(lambda tables: tables.communities.get(wanted))
        if row is None:
            raise BadInput("no_community")
        return self._places.setdefault(wanted, self.build_place(row))

    async def place_of(self, circle: bytes) -> Place:
        """The place that a circle belongs to; raises BadInput("no_circle")."""
        row = await self.open_vault().read(lambda tables: tables.circles.get(circle))
        if row is None:
            raise BadInput("no_circle")
        return await self.place(row.server_id)

    def build_place(self, row: Community) -> Place:
        """A place for what is known of a community."""
        try:
            descriptor, digest = open_descriptor(row.descriptor, row.root_pub)
        except Refusal:
            raise StoreProblem(StoreReason.CORRUPT, detail="descriptor") from None
        return Place(row, descriptor, digest, config=self.config, clock=self.clock)

    async def adopt(self, place: Place) -> None:
        """Take a place in that was just made or changed, write its row, and tell the views."""
        row = place.row
        known = self._places.get(row.server_id)
        if known is not None and known is not place:
            await known.close()
        self._places[row.server_id] = place
        await self.open_vault().run(lambda tables: tables.communities.save(row))
        await self.reload_views()

    async def forget_place(self, server_id: bytes) -> None:
        """Close and drop the place of a community."""
        place = self._places.pop(server_id, None)
        if place is not None:
            await place.close()
        self.links.pop(server_id, None)

    def open_places(self) -> Sequence[Place]:
        """Places in use."""
        return tuple(self._places.values())

    async def reload_views(self) -> None:
        """Read again how the communities look."""
        rows = await self.open_vault().read(lambda tables: tables.communities.all())
        self._views = {row.server_id: self._view(row) for row in rows}

    def views(self) -> tuple[CommunityView, ...]:
        """Every community with its link as it is now."""
        return tuple(replace(view, link=self.link(view.id)) for view in self._views.values())

    def view(self, server_id: bytes | None) -> CommunityView | None:
        """One community, or None."""
        found = None if server_id is None else self._views.get(server_id)
        return None if found is None else replace(found, link=self.link(found.id))

    def link(self, server_id: bytes) -> Link:
        """How a community is reached."""
        return self.links.get(server_id, Link.CONNECTING)

    def set_link(self, server_id: bytes, link: Link) -> None:
        """Note how a community is reached, and tell when that changed."""
        if self.links.get(server_id) is not link:
            self.links[server_id] = link
            if server_id == self.current:
                self.tell(Change(circle=None, threads=frozenset(), link=link))

    @property
    def private_network(self) -> bool:
        """Whether to poll at random times only, and never listen live."""
        return self.config.private or self.preferences.network is NetworkProfile.PRIVATE

    @staticmethod
    def _view(row: Community) -> CommunityView:
        return CommunityView(
            id=row.server_id,
            name=row.name,
            address=row.urls[0] if row.urls else "",
            registered=row.credential is not None,
            open=not row.settings.get("invite_only", True),
            link=Link.CONNECTING,
        )

    # --- changes ---

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Call back on every change; the returned function ends it."""
        self._listeners.append(callback)

        def end() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return end

    def tell(self, change: Change) -> None:
        """Tell everybody who listens."""
        for callback in tuple(self._listeners):
            callback(change)


def keys_of_mine(tables: Tables, circle: bytes) -> frozenset[bytes]:
    """Every public key the person has, or had, in a circle."""
    row = tables.circles.get(circle)
    keys = {once.key for once in tables.anonymous.once_names(circle)}
    if row is not None and row.my_key is not None:
        keys.add(row.my_key)
    if row is not None:
        community = tables.communities.get(row.server_id)
        old = {} if community is None else community.settings.get("old_keys", {})
        keys.update(bytes.fromhex(key) for key in old.get(circle.hex(), []))
    return frozenset(keys)
