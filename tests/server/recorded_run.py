"""A month in a small community, with the truth of who is who that nobody but the test knows."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import operations as ops
from heimo_protocol.anonymity.invites import Invite
from heimo_protocol.anonymity.tokens import TokenType, finalize, invite_tag, prepare
from heimo_protocol.circles import OnceNames
from heimo_protocol.descriptor import open_descriptor
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Kind, Reaction, ReactionBody, SignedEvent
from heimo_protocol.requests import Mode
from heimo_protocol.signing import public_bytes
from server_stub.operations.joining import month_of
from server_stub.upkeep.retention import sweep
from tests.server.mail import put_bundle
from tests.server.people import Clock, Name, Person, Town

MEMBERS = 64
_DAY = 86_400.0
_FIRST_DAY = 20_780.5
"""What is drawn on it counts when it is spent, and what is counted at the end is still kept."""
_WORDS = ["rain", "kettle", "harbour", "moss", "lantern", "bread", "winter", "bench", "window", "letter", "stone"]

Step = Callable[[], Awaitable[None]]


@dataclass
class Truth:
    """Who is who: pairs of keys that belong to one person, and who invited whom."""

    accounts_and_names: list[tuple[bytes, bytes]] = field(default_factory=list)
    two_names: list[tuple[bytes, bytes]] = field(default_factory=list)
    name_and_once: list[tuple[bytes, bytes]] = field(default_factory=list)
    inviter_and_invited: list[tuple[bytes, bytes]] = field(default_factory=list)


class Month:
    """Plans what everybody does and when, by a seed; then lets it happen in the order of time.

    Everybody registers in the first days, draws invites, and joins two circles whenever they first want to write
    there: apart from registering and from each other, as the client does it.
    """

    def __init__(self, town: Town, seed: int) -> None:
        self._town = town
        self._dice = random.Random(seed)
        self._steps: list[tuple[float, Step]] = []
        self._posts: dict[bytes, list[SignedEvent]] = {}
        self.truth = Truth()

    async def live(self) -> Truth:
        """Let the month pass."""
        clock = self._town.clock
        assert isinstance(clock, Clock)
        circles = [await self._town.circle(once=OnceNames.ON) for _ in range(2)]
        clock.to_like(_FIRST_DAY)
        start = clock()
        for _ in range(MEMBERS):
            self._plan(circles)
        for day in range(1, 31):
            self._steps.append((float(day), self._keep_house))
        while self._steps:
            self._steps.sort(key=lambda step: step[0], reverse=True)
            at, step = self._steps.pop()
            clock.ahead += max(0.0, start + at * _DAY - clock())
            await step()
        return self.truth

    async def _keep_house(self) -> None:
        """What a server does once a day; before it, places in the file still tell who came after whom."""
        assert self._town.context is not None
        await sweep(self._town.context)
        await self._town.context.store.rewrite()

    def _between(self, first: float, last: float) -> float:
        return self._dice.uniform(first, last)

    def _plan(self, circles: list[bytes]) -> None:
        person = Person(self._town)
        names: dict[str, Name] = {}
        registers = self._between(0, 3)

        async def register() -> None:
            await person.register(await self._town.invite())

        async def renew() -> None:
            await person.renew()

        self._steps.append((registers, register))
        for _ in range(self._dice.randrange(3)):
            self._steps.append((self._between(3, 30), renew))
        self._plan_invited(person)
        for number, circle in enumerate(circles):
            self._plan_name(person, circle, names, f"lasting {number}", self._between(3, 20), None)
        self._plan_name(person, self._dice.choice(circles), names, "once", self._between(3, 20), 0)

        async def remember() -> None:
            account, a, b = public_bytes(person.account), names["lasting 0"].key, names["lasting 1"].key
            self.truth.accounts_and_names.append((account, a))
            self.truth.two_names.append((a, b))
            self.truth.name_and_once.append((a, names["once"].key))

        self._steps.append((31, remember))

    def _plan_name(
        self, person: Person, circle: bytes, names: dict[str, Name], label: str, at: float, once: int | None
    ) -> None:
        async def join() -> None:
            how = {} if once is None else {"once": (month_of(int(self._town.clock() // _DAY)), once)}
            name = names[label] = await person.join(circle, " ".join(self._dice.sample(_WORDS, 2)), **how)
            await name.show_card()

        async def write() -> None:
            name, posts = names[label], self._posts.setdefault(circle, [])
            text = " ".join(self._dice.choices(_WORDS, k=self._dice.randrange(5, 30)))
            if once is None and posts and self._dice.random() < 0.5:
                await name.reply(self._dice.choice(posts), text)
            elif name.seq == 1 or once is None:
                posts.append(await name.post(text))

        async def react() -> None:
            if once is None and (posts := self._posts.get(circle)):
                body = ReactionBody(code=self._dice.choice(list(Reaction)))
                await names[label].do(Kind.REACTION, body, self._dice.choice(posts).id)

        async def draw() -> None:
            if once is None:
                kind = self._dice.choice([TokenType.REQUEST, TokenType.QUEUE])
                await self._draw(kind, self._dice.randrange(1, 5), names[label].private, Mode.NAME)

        self._steps.append((at, join))
        if once is None:
            self._plan_mail(names, label, at)
            self._plan_reports(names, label, at, circle)
        for step in (write, react, draw):
            for _ in range(self._dice.randrange(1, 5)):
                self._steps.append((self._between(at, 30.5), step))

    def _plan_reports(self, names: dict[str, Name], label: str, at: float, circle: bytes) -> None:
        async def report() -> None:
            if posts := self._posts.get(circle):
                args = ops.ReportArgs(circle=circle, event=self._dice.choice(posts).id, reason="unkind")
                await self._town.call("post.report", args, names[label].private)

        for _ in range(self._dice.randrange(1, 5)):
            self._steps.append((self._between(at, 30.5), report))

    def _plan_mail(self, names: dict[str, Name], label: str, at: float) -> None:
        """Keys for being written to come and are replaced, and leave to write is drawn, at any time."""
        published = 0

        async def publish() -> None:
            nonlocal published
            published += 1
            await put_bundle(names[label], published)

        async def frank() -> None:
            await self._town.call("frank.token", ops.FrankTokenArgs(), names[label].private)

        for step in (publish, publish, frank):
            self._steps.append((self._between(at, 30.5), step))

    def _plan_invited(self, person: Person) -> None:
        """An invite is drawn now and then, whether somebody is to be invited or not; else the month of it tells."""
        invited, invites = Person(self._town), list[Invite]()

        async def draw() -> None:
            invites.extend(
                Invite(*pair) for pair in await self._draw(TokenType.INVITE, 1, person.account, Mode.ACCOUNT)
            )

        async def arrive() -> None:
            await invited.register(invites[-1])
            self.truth.inviter_and_invited.append((public_bytes(person.account), public_bytes(invited.account)))

        self._steps += [(day + self._between(0, 3), draw) for day in (3, 10, 17)]
        self._steps.append((self._between(6, 23), arrive))

    async def _draw(
        self, kind: TokenType, count: int, private: Ed25519PrivateKey, mode: Mode
    ) -> list[tuple[bytes, bytes]]:
        town = self._town
        pending = prepare(kind, count)
        args = ops.IssueArgs(type=int(kind), blinded=list(pending.blinded))
        try:
            result = await town.call("token.issue", args, private, mode)
        except Refusal as refusal:
            if refusal.code != Code.QUOTA:
                raise
            return []
        descriptor, _ = open_descriptor((await town.client.get("/.well-known/heimo")).content)
        public = next(k.public for k in descriptor.tokens if (k.type, k.epoch) == (int(kind), result.epoch))
        tokens = finalize(pending, result.epoch, result.evaluated, result.proof, public)
        return [(token.nonce, invite_tag(token.output)) for token in tokens]
