"""Communities, and a person's place in them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from heimo_protocol.anonymity.invites import InviteLink, InviteUnreadable, read_link
from heimo_protocol.descriptor import ServerMode
from heimo_protocol.operations import DELETE_ACCOUNT, DeleteAccountArgs
from heimo_tui.core.errors import BadInput, Tampering
from heimo_tui.core.pins import require_successor
from heimo_tui.core.secrets import SecretText
from heimo_tui.core.views import Change, CircleView, CommunityView, NameView
from heimo_tui.identity.keys import server_keys
from heimo_tui.identity.names import generate_name
from heimo_tui.identity.phrase import new_entropy, read_phrase, write_phrase
from heimo_tui.network.contexts import ACCOUNT, Contexts, base_url
from heimo_tui.network.descriptor import Fetched, fetch
from heimo_tui.services import credentials
from heimo_tui.services.compose import Compose
from heimo_tui.services.forum import Forum
from heimo_tui.services.house import House
from heimo_tui.services.inviting import Inviting
from heimo_tui.services.place import Place, route_to, with_descriptor
from heimo_tui.services.problems import Problems
from heimo_tui.services.reading.directory import know_own_key
from heimo_tui.services.writing.authors import choose_name, circle_author, clean_name, once_left
from heimo_tui.services.writing.joining import Joining
from heimo_tui.services.writing.sender import Sender
from heimo_tui.services.writing.signing import Handling, Signing
from heimo_tui.vault.tables import Community, Tables

T = TypeVar("T")

_PHRASE_WORDS = 12
_ASKED_WORDS = 3
_DAY = 86_400


class Membership:
    """Joins, recovers, names and leaves."""

    def __init__(
        self, house: House, forum: Forum, compose: Compose, sender: Sender, joining: Joining, problems: Problems
    ) -> None:
        self._house = house
        self._forum = forum
        self._compose = compose
        self._sender = sender
        self._joining = joining
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

    # --- invites ---

    async def invites_left(self) -> int:
        """Invites that could be given away now."""
        return await self._inviting.left(await self._house.place())

    async def make_invite(self) -> str:
        """A `heimo:` link for one person; raises Refused("quota") where none is left."""
        return await self._inviting.make(await self._house.place())

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

    async def promise_seen(self, circle: bytes) -> None:
        """Note that the circle's promise was read."""
        await self._house.open_vault().run(lambda tables: tables.circles.set_promise_seen(circle))

    def _view(self, community: bytes) -> CommunityView:
        view = self._house.view(community)
        if view is None:
            raise BadInput("no_community")
        return view

    async def _read(self, work: Callable[[Tables], T]) -> T:
        return await self._house.open_vault().read(work)


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
