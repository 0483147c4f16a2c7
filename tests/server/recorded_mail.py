"""Three weeks of messages between members, with the truth of who wrote to whom that nobody but the test knows."""

import os
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from heimo_protocol import operations as ops
from heimo_protocol.anonymity.tokens import Token, TokenType
from heimo_protocol.events import Action
from heimo_protocol.franking import Stamped
from heimo_protocol.limits import SEALED_REPORT_CLASSES, SEALED_REQUEST_BYTES
from heimo_protocol.signing import public_bytes
from server_stub.upkeep.retention import sweep
from tests.server.mail import SEALING, Queue, decide, draw, fetch, pay, put_bundle, request_to
from tests.server.people import Clock, Name, Town

MEMBERS = 48
_DAY = 86_400.0
_FIRST_DAY = 20_780.5
"""What is drawn on it counts when it is spent, and what is counted at the end is still kept."""
_FRAMES = 3
_WORDS = "I could not sleep again, and thought of what you wrote about the harbour"

Step = Callable[[], Awaitable[None]]


@dataclass
class Truth:
    """Who is who. Queues stand for themselves by their ids, requests by their commitments."""

    own_queues: list[tuple[bytes, bytes]] = field(default_factory=list)
    queues_written_to: list[tuple[bytes, bytes]] = field(default_factory=list)
    accounts_and_queues: list[tuple[bytes, bytes]] = field(default_factory=list)
    requests_made: list[tuple[bytes, bytes]] = field(default_factory=list)
    reports_made: list[tuple[bytes, bytes]] = field(default_factory=list)
    senders: dict[bytes, bytes] = field(default_factory=dict)
    """The maker of each request, by its commitment."""
    secret: list[bytes] = field(default_factory=list)
    """What must be nowhere: plaintexts, keys of messages, claims, the nonces and outputs of tokens."""


def sealed(plain: bytes, size: int, truth: Truth) -> bytes:
    """A frame or request of this size, as only its reader can open it."""
    key, nonce = os.urandom(32), os.urandom(12)
    truth.secret += [plain, key]
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, plain.ljust(size - 28, b"\0"), None)


class Weeks:
    """Plans by a seed what everybody does and when, then lets it happen in the order of time.

    All join in the first days; they draw tokens then, as clients do whether they need them or not, and spend them when
    they write to somebody, at any time of the next week. Everybody writes to the next one in a shuffled round.
    """

    def __init__(self, town: Town, seed: int) -> None:
        self._town = town
        self._dice = random.Random(seed)
        self._steps: list[tuple[float, Step]] = []
        self._names: dict[int, Name] = {}
        self._accounts: dict[int, bytes] = {}
        self._tokens: dict[int, dict[TokenType, Token]] = {}
        self._queues: dict[int, Queue] = {}
        self._moderators: list[Name] = []
        self.truth = Truth()

    async def live(self) -> Truth:
        """Let the time pass."""
        clock = self._town.clock
        assert isinstance(clock, Clock)
        circle = await self._town.circle()
        self._moderators = [await self._town.name(circle)]
        await decide(circle, Action.GRANT, self._moderators[0])
        clock.to_like(_FIRST_DAY)
        start = clock()
        for member in range(MEMBERS):
            self._plan(member, circle)
        self._steps += [(float(day), self._keep_house) for day in range(1, 22)]
        while self._steps:
            self._steps.sort(key=lambda step: step[0], reverse=True)
            at, step = self._steps.pop()
            clock.ahead += max(0.0, start + at * _DAY - clock())
            await step()
        return self.truth

    async def _keep_house(self) -> None:
        assert self._town.context is not None
        await sweep(self._town.context)
        await self._town.context.store.rewrite()

    def _plan(self, member: int, circle: bytes) -> None:
        other = (member + 1) % MEMBERS
        at = self._dice.uniform

        async def join() -> None:
            person = await self._town.person()
            name = self._names[member] = await person.join(circle)
            self._accounts[member] = public_bytes(person.account)
            await put_bundle(name)
            await self._town.call("frank.token", ops.FrankTokenArgs(), name.private)
            drawn = [
                (await draw(self._town, kind, 1, name.private))[0] for kind in (TokenType.REQUEST, TokenType.QUEUE)
            ]
            self._tokens[member] = {token.type: token for token in drawn}
            self.truth.secret += [part for token in drawn for part in (token.nonce, token.output)]

        async def renew() -> None:
            await put_bundle(self._names[member], 2)

        async def open_queue() -> None:
            await self._open(member)

        async def ask() -> None:
            await self._ask(member, other)

        async def write() -> None:
            await self._write(member, other)

        async def read() -> None:
            await self._read(member)

        for when, step in (
            (at(0, 3), join),
            (at(4, 20), renew),
            (at(4, 9), open_queue),
            (at(4, 9), ask),
            *((at(10, 20), write) for _ in range(_FRAMES)),
            (at(14, 20.5), read),
        ):
            self._steps.append((when, step))

    async def _open(self, member: int) -> None:
        queue = Queue(self._town)
        self.truth.secret.append(queue.claim)
        self._queues[member] = await queue.create(self._tokens[member][TokenType.QUEUE])
        self.truth.own_queues.append((self._names[member].key, queue.qid))
        self.truth.accounts_and_queues.append((self._accounts[member], queue.qid))
        self.truth.queues_written_to.append((self._names[(member - 1) % MEMBERS].key, queue.qid))

    async def _ask(self, member: int, other: int) -> None:
        name = self._names[member]
        plain = f"{member}: {_WORDS}".encode() + name.card()
        args = request_to(self._names[other], sealed=sealed(plain, SEALED_REQUEST_BYTES, self.truth))
        await pay(self._town, "request.send", args, self._tokens[member][TokenType.REQUEST])
        self.truth.requests_made.append((name.key, args.c2))
        self.truth.senders[args.c2] = name.key

    async def _write(self, member: int, other: int) -> None:
        queue = self._queues[other]
        plain = f"{member} to {other}: {_WORDS} {self._dice.random()}".encode() + self._names[member].key
        await queue.put(queue.frame(frame=sealed(plain, 4096, self.truth)))

    async def _read(self, member: int) -> None:
        """Read what came, leave the newest frame unacknowledged, and report the first one."""
        name, queue = self._names[member], self._queues[member]
        await fetch(name)
        entries = (await queue.recv()).entries
        if len(entries) < 2:
            return
        await queue.recv(entries[-2].seq)
        proof = [Stamped(c2=entries[0].c2, hour=entries[0].hour, stamp=entries[0].stamp)]
        report = sealed(
            f"{member} reports: {_WORDS}".encode() + name.key, SEALED_REPORT_CLASSES[0] + SEALING, self.truth
        )
        to = [ops.SealedFor(moderator.key, report) for moderator in self._moderators]
        await self._town.call("report.put", ops.ReportPutArgs(messages=proof, sealed=to), name.private)
        self.truth.reports_made.append((name.key, report))
