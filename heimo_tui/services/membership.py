"""Communities, and a person's place in them."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TypeVar

from heimo_protocol.anonymity.invites import InviteLink, InviteUnreadable, read_link
from heimo_protocol.descriptor import ServerMode
from heimo_protocol.operations import DELETE_ACCOUNT, DeleteAccountArgs
from heimo_tui.core.errors import BadInput, Tampering
from heimo_tui.core.pins import require_successor
from heimo_tui.core.secrets import SecretText
from heimo_tui.core.views import Change, CommunityView
from heimo_tui.identity.keys import server_keys
from heimo_tui.identity.phrase import new_entropy, read_phrase, write_phrase
from heimo_tui.network.contexts import ACCOUNT, Contexts, base_url
from heimo_tui.network.descriptor import Fetched, fetch
from heimo_tui.services import credentials
from heimo_tui.services.circle_membership import CircleMembership
from heimo_tui.services.compose import Compose
from heimo_tui.services.forum import Forum
from heimo_tui.services.house import House
from heimo_tui.services.inviting import Inviting
from heimo_tui.services.place import Place, route_to, with_descriptor
from heimo_tui.services.problems import Problems
from heimo_tui.services.reading.directory import Directory, know_own_key
from heimo_tui.services.writing.joining import Joining
from heimo_tui.services.writing.sender import Sender
from heimo_tui.vault.tables import Community, Tables

T = TypeVar("T")

_PHRASE_WORDS = 12
_ASKED_WORDS = 3
_DAY = 86_400


class Membership(CircleMembership):
    """Joins, recovers, names and leaves."""

    def __init__(
        self,
        house: House,
        forum: Forum,
        compose: Compose,
        sender: Sender,
        joining: Joining,
        problems: Problems,
        directory: Directory,
    ) -> None:
        super().__init__(house, forum, compose, sender, joining, directory)
        self._problems = problems
        self._inviting = Inviting(house)

    # --- communities ---

    async def communities(self) -> tuple[CommunityView, ...]:
        """Every community on this device."""
        self._house.open_vault()
        return self._house.views()

    def current(self) -> CommunityView | None:
        """The one being looked at."""
        return self._house.view(self._house.current)

    async def switch(self, community: bytes) -> CommunityView:
        """Look at another community; raises BadInput("no_community")."""
        place = await self._house.place(community)
        place.use(replace(place.row, last_opened=int(self._house.clock())))
        await self._house.adopt(place)
        self._house.current = community
        self._house.focused = None
        self._forum.moved()
        self._house.tell(Change(circle=None, link=self._house.link(community)))
        return self._view(community)

    async def look(self, address: str) -> CommunityView:
        """Read a community without joining it; `address` is a URL, a host or a `heimo:` invite.

        Raises BadInput (address_unreadable, address_insecure, invite_unreadable), Tampering, Unreachable,
        Incompatible.
        """
        place = await self._reach(address)
        view = await self.switch(place.id)
        await self._forum.refresh()
        return view

    async def _reach(self, address: str) -> Place:
        link = _link(address)
        base = base_url(address if link is None else link.host, plain_http=self._house.config.plain_http)
        fetched = await self._fetch(base, None if link is None else link.server_root)
        server_id = fetched.descriptor.server_id
        row = await self._read(lambda tables: tables.communities.get(server_id))
        if row is None:
            known = _new_community(base, fetched, len(self._house.views()))
        else:
            old = self._house.build_place(row)
            await old.close()
            await self._require_successor(old, fetched)
            known = with_descriptor(replace(row, urls=(base,)), fetched)
        day = int(self._house.clock() // _DAY)
        other = await self._saw(fetched, day)
        if other is not None:
            await self._problems.report_tampering(Tampering("descriptor_split"), server_id, None)
            raise Tampering("descriptor_split", where=server_id, at=fetched.descriptor.seq)
        place = self._house.build_place(known)
        place.descriptor_read = self._house.clock()
        await self._house.adopt(place)
        return place

    async def _fetch(self, base: str, root: bytes | None) -> Fetched:
        contexts = Contexts(route_to(base, self._house.config))
        try:
            fetched = await fetch(contexts, root)
        finally:
            await contexts.close_all()
        if fetched.descriptor.mode & ServerMode.ONION_ONLY:
            # refuses where there is no way through Tor
            Contexts(route_to(base, self._house.config, onion_only=True)).client(ACCOUNT)
        return fetched

    async def _require_successor(self, old: Place, fetched: Fetched) -> None:
        try:
            require_successor(
                old.descriptor, old.descriptor_hash, fetched.descriptor, fetched.hash, where=old.row.server_id
            )
        except Tampering as found:
            await self._problems.report_tampering(found, old.row.server_id, None)
            raise

    async def _saw(self, fetched: Fetched, day: int) -> bytes | None:
        descriptor = fetched.descriptor
        vault = self._house.open_vault()
        return await vault.run(
            lambda tables: tables.communities.saw_descriptor(descriptor.server_id, descriptor.seq, fetched.hash, day)
        )

    # --- becoming and being a member ---

    def new_phrase(self) -> tuple[str, ...]:
        """Twelve new words; they are kept nowhere."""
        return tuple(write_phrase(new_entropy()).reveal().split())

    def words_to_check(self) -> tuple[int, int, int]:
        """Which three words (from 0, ascending) to ask for again."""
        first, second, third = sorted(secrets.SystemRandom().sample(range(_PHRASE_WORDS), _ASKED_WORDS))
        return first, second, third

    def read_phrase(self, text: str) -> tuple[str, ...]:
        """The words of a phrase as typed; raises BadInput that tells the word."""
        return tuple(write_phrase(read_phrase(SecretText(text))).reveal().split())

    async def register(self, invite: str, phrase: tuple[str, ...]) -> CommunityView:
        """Spend an invite; the phrase is kept nowhere.

        Raises BadInput, Refused (invite_invalid, invite_spent, ...), Tampering, Unreachable, Incompatible.
        """
        link = _link(invite)
        if link is None:
            raise BadInput("invite_unreadable", field="invite")
        entropy = read_phrase(SecretText(" ".join(phrase)))
        place = await self._reach(invite)
        if place.registered:
            raise BadInput("registered")
        keys = server_keys(entropy, place.id)
        secret = await credentials.register(place.calls, place.descriptor, keys, link.invite)
        now = self._house.clock()
        row = credentials.with_credential(replace(place.row, prk=keys.prk), secret, place.descriptor)
        settings = row.settings | {"registered_at": now}
        return await self._belongs(place, replace(row, registered_day=int(now // _DAY), settings=settings))

    async def recover(self, address: str, phrase: tuple[str, ...]) -> CommunityView:
        """Be oneself again on a new device.

        Raises Refused("auth_unknown") where the phrase has no account there, and as `register` does.
        """
        entropy = read_phrase(SecretText(" ".join(phrase)))
        place = await self._reach(address)
        if place.registered:
            raise BadInput("registered")
        keys = server_keys(entropy, place.id)
        secret = await credentials.draw(place.calls, place.descriptor, keys)
        row = credentials.with_credential(replace(place.row, prk=keys.prk), secret, place.descriptor)
        return await self._belongs(place, row)

    async def _belongs(self, place: Place, row: Community) -> CommunityView:
        place.use(row)
        await self._house.adopt(place)

        def work(tables: Tables) -> None:
            for circle in tables.circles.of(place.id):
                know_own_key(tables, place, circle.circle_id)

        await self._house.open_vault().run(work)
        view = await self.switch(place.id)
        await self._forum.refresh()
        return view

    def has_phrase(self) -> bool:
        """False: the phrase is kept nowhere by design."""
        return False

    # --- invites ---

    async def invites_left(self) -> int:
        """Invites that could be given away now."""
        return await self._inviting.left(await self._house.place())

    async def make_invite(self) -> str:
        """A `heimo:` link for one person; raises Refused("quota") where none is left."""
        return await self._inviting.make(await self._house.place())

    # --- leaving ---

    async def leave_community(self, community: bytes, delete_account: bool = False) -> None:
        """Forget a community on this device, after removing the account where that is asked for."""
        place = await self._house.place(community)
        if delete_account and place.registered:
            await place.calls.call(ACCOUNT, DELETE_ACCOUNT, DeleteAccountArgs(), place.account_signer())
        await self._house.forget_place(community)
        await self._house.open_vault().run(lambda tables: tables.communities.remove(community))
        await self._house.reload_views()
        if self._house.current == community:
            others = self._house.views()
            self._house.current = others[0].id if others else None
            self._house.focused = None
        self._forum.moved()
        self._house.tell(Change(circle=None))

    def _view(self, community: bytes) -> CommunityView:
        view = self._house.view(community)
        if view is None:
            raise BadInput("no_community")
        return view


def _link(address: str) -> InviteLink | None:
    if not address.strip().lower().startswith("heimo:"):
        return None
    try:
        return read_link(address)
    except InviteUnreadable as problem:
        raise BadInput("invite_unreadable", field="invite", value=problem.mistake.value) from None


def _new_community(base: str, fetched: Fetched, place: int) -> Community:
    descriptor = fetched.descriptor
    row = Community(
        server_id=descriptor.server_id,
        name=descriptor.name,
        urls=(base,),
        root_pub=descriptor.root,
        descriptor=fetched.data,
        descriptor_seq=descriptor.seq,
        place=place,
    )
    return with_descriptor(row, fetched)
