"""What every part of messages stands on: the open vault, a circle with one's name in it, chance, and who is told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from heimo_protocol.mail import MINUTES_GRID
from heimo_protocol.signing import Envelope
from heimo_tui.core.conversations import Inbox
from heimo_tui.core.errors import BadInput, HeimoError, Tampering
from heimo_tui.core.views import Change
from heimo_tui.e2ee.parties import Me, Peer
from heimo_tui.network.calls import Signer
from heimo_tui.network.contexts import Context
from heimo_tui.services.house import House
from heimo_tui.services.messages.rules.met import met_conversations, met_requests
from heimo_tui.services.messages.rules.times import DAY, HOUR
from heimo_tui.services.place import Place
from heimo_tui.services.problems import Problems
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.vault.tables import Circle, Tables
from heimo_tui.vault.tables.mail import Leg

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scene:
    """One's own name in a circle, now. `now` is unix seconds on this machine; `key` the name's key (32).

    What others see is told by the server's clock, as far as it is known: this machine's may be wrong.
    """

    place: Place
    circle: Circle
    key: bytes
    now: float

    @property
    def id(self) -> bytes:
        """The circle's id, 16 bytes."""
        return self.circle.circle_id

    @property
    def day(self) -> int:
        """Days since 1970-01-01."""
        return int(self._server_time // DAY)

    @property
    def hour(self) -> int:
        """Hours since 1970-01-01."""
        return int(self._server_time // HOUR)

    @property
    def _server_time(self) -> float:
        return self.place.calls.server_time(self.context)

    @property
    def context(self) -> Context:
        """Where this name's own requests go through."""
        return self.place.writing(self.key)

    @property
    def signer(self) -> Signer:
        """Sign as this name."""
        return self.place.signer(self.circle)

    @property
    def frank_key(self) -> bytes:
        """The keys that franking tokens are checked with, as heimo_protocol.franking.frank_keys has them."""
        return self.place.descriptor.frank

    def me(self, tables: Tables) -> Me:
        """Oneself as encryption knows it, with one's cards; raises BadInput("not_joined") where there is none."""
        cards = tuple(Envelope.from_bytes(one) for one in tables.mail.keys.cards(self.id, self.key))
        if not cards:
            raise BadInput("not_joined")
        dm = self.place.circle_keys(self.circle).dm_identity
        return Me(self.place.id, self.id, self.key, dm, cards)

    def peer(self, card: bytes) -> Peer:
        """Somebody by their signed card; raises Refusal."""
        return Peer.read(card, server_id=self.place.id, circle=self.id)

    def minutes(self) -> int:
        """The time that a message tells, minutes since 1970-01-01."""
        whole = int(self._server_time // 60)
        return whole - whole % MINUTES_GRID


class Ground:
    """The shared ground. `rand` draws every random moment; `kick` wakes whoever sends."""

    def __init__(self, house: House, sync: LogSync, problems: Problems, rand: Random) -> None:
        self.house = house
        self.sync = sync
        self.problems = problems
        self.rand = rand
        self.inbox = Inbox()
        self.away = False
        self.frozen = False
        self.kick: Callable[[], None] = lambda: None

    @property
    def now(self) -> float:
        """Unix seconds."""
        return self.house.clock()

    async def know_keys(self, scene: Scene) -> None:
        """Have a descriptor of today, as far as it can be had: it names the keys that prove what comes."""
        with suppress(HeimoError):
            if await scene.place.renew_descriptor() is not None:
                await self.house.adopt(scene.place)

    async def scene(self, circle: bytes) -> Scene:
        """One's name in a circle.

        Raises BadInput: no_circle, not_joined, not_registered; moved, moving_in where its keys are not in use here.
        """
        place = await self.house.place_of(circle)
        row, leg = await self.read(lambda tables: (tables.circles.require(circle), tables.mail.moves.leg_of(place.id)))
        if leg is not None:
            raise BadInput("moving_in" if leg is Leg.ARRIVING else "moved")
        if not row.joined or row.my_key is None:
            raise BadInput("not_joined")
        if place.circle_keys(row).pseudonym_public != row.my_key:
            raise BadInput("not_joined")
        return Scene(place, row, row.my_key, self.now)

    async def scene_of(self, conversation: bytes) -> Scene:
        """The name under which one talks there; raises as `scene`, and BadInput: no_conversation."""
        row = await self.read(lambda tables: tables.mail.conversations.require(conversation))
        scene = await self.scene(row.circle_id)
        if scene.key != row.me:
            raise BadInput("not_joined")
        return scene

    async def scenes(self) -> list[Scene]:
        """Every circle that one has a name in, in every community."""

        def work(tables: Tables) -> list[bytes]:
            rows = (row for one in tables.communities.all() for row in tables.circles.of(one.server_id))
            return [row.circle_id for row in rows if row.joined]

        found = []
        for circle in await self.read(work):
            try:
                found.append(await self.scene(circle))
            except BadInput:
                continue  # a name that is kept of a community which one left
        return found

    async def run(self, work: Callable[[Tables], T]) -> T:
        """One transaction that is on the disk when this returns; raises BadInput("moved") while a move is written."""
        if self.frozen:
            raise BadInput("moved")
        return await self.house.open_vault().run(work)

    async def read(self, work: Callable[[Tables], T]) -> T:
        """Read one consistent state."""
        return await self.house.open_vault().read(work)

    async def tampered(self, scene: Scene, code: str) -> Tampering:
        """Remember what a server did that it must not; gives the error to raise."""
        found = Tampering(code, where=scene.place.id)
        await self.problems.report_tampering(found, scene.place.id, scene.id)
        return found

    async def tell(self, conversation: bytes | None = None) -> None:
        """Tell that the Messages place changed, in a conversation where it is one."""
        self.inbox, self.away = await self.read(lambda tables: (_count(tables), tables.mail.moves.is_away()))
        self.house.tell(Change(circle=None, threads=frozenset(), messages=True, conversation=conversation))


def _count(tables: Tables) -> Inbox:
    unread = sum(tables.mail.lines.unread(one.id, one.read_place) for one in met_conversations(tables) if not one.moved)
    return Inbox(requests=len(met_requests(tables)), unread=unread, reports=tables.mail.reports.count())
