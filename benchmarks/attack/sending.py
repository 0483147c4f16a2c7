"""Sends hostile requests to a server over raw connections, and says of each what came back and how soon."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.attack.hostile import Enemy, Hostile
from benchmarks.attack.life import RecordedTown, live
from heimo_protocol import framing
from heimo_protocol.encoding import decode
from heimo_protocol.errors import STATUS, Code
from heimo_protocol.operations import OPERATIONS, PutResult
from heimo_protocol.requests import Response
from tests.server.people import town_at

HANGS = 30.0
"""Seconds without an answer after which a request hangs: more than the server gives to any of its parts."""

_LANES = 4
_OF_ONE_LIFE = 4000
"""Requests in the names of one circle's people, before there are new ones: each key may send so many only."""

_SHOWN = 20


@dataclass
class Told:
    """What a server said to many requests. `wrong` are the first that it answered as it should not, in words."""

    statuses: Counter[int] = field(default_factory=Counter)
    operations: Counter[str] = field(default_factory=Counter)
    went_through: Counter[str] = field(default_factory=Counter)
    hangs: int = 0
    faults: int = 0
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        """How many were sent."""
        return self.operations.total()

    def add(self, other: "Told") -> None:
        """Count another's in."""
        self.statuses += other.statuses
        self.operations += other.operations
        self.went_through += other.went_through
        self.hangs += other.hangs
        self.faults += other.faults
        self.slowest = max(self.slowest, other.slowest)
        self.wrong = (self.wrong + other.wrong)[:_SHOWN]

    def fault(self, what: str, hostile: Hostile) -> None:
        """Note an answer that should not be."""
        self.faults += 1
        if len(self.wrong) < _SHOWN:
            self.wrong.append(f"{what}: {hostile.op} {hostile.request[:2000].hex()}")


def attack(address: str, data: Path, seed: int, count: int) -> Told:
    """Send `count` generated requests from this process."""
    return asyncio.run(_attack(address, data, seed, count))


def attack_every_byte(address: str, data: Path, seed: int, parts: int) -> Told:
    """Send a request of every operation malformed at every byte; of `parts` senders each takes some operations."""
    return asyncio.run(_attack_every_byte(address, data, seed, parts))


async def _attack(address: str, data: Path, seed: int, count: int) -> Told:
    told = Told()
    while told.requests < count:
        enemy = await _enemy(address, data, seed * 10**9 + told.requests)
        until = min(count, told.requests + _OF_ONE_LIFE)
        await _send_all(address, told, enemy, enemy.requests(), until)
    return told


async def _attack_every_byte(address: str, data: Path, seed: int, parts: int) -> Told:
    told = Told()
    for op in sorted(OPERATIONS)[seed % parts :: parts]:
        enemy = await _enemy(address, data, seed)
        await _send_all(address, told, enemy, enemy.bytes_of(op), 10**9)
    return told


async def _enemy(address: str, data: Path, seed: int) -> Enemy:
    """New people in a new circle, and somebody who turns what they send against the server."""
    async with town_at(data, address) as reached:
        town = RecordedTown(data, reached.client, reached.clock, reached.descriptor, reached.dh)
        return Enemy(await live(town), seed)


async def _send_all(address: str, told: Told, enemy: Enemy, requests: Iterator[Hostile], until: int) -> None:
    port = int(address.rsplit(":", 1)[1])
    await asyncio.gather(*(_Lane(port, told, enemy).run(requests, until) for _ in range(_LANES)))


class _Lane:
    """One connection at a time, opened anew where the server closed it."""

    def __init__(self, port: int, told: Told, enemy: Enemy) -> None:
        self._port = port
        self._told = told
        self._enemy = enemy
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def run(self, requests: Iterator[Hostile], until: int) -> None:
        """Send from the common supply until so many were sent by all lanes, or there are no more."""
        while self._told.requests < until and (hostile := next(requests, None)) is not None:
            self._told.operations[hostile.op] += 1
            begun = time.perf_counter()
            try:
                async with asyncio.timeout(HANGS):
                    await self._send(hostile)
            except TimeoutError:
                self._told.hangs += 1
                self._told.fault("no answer", hostile)
                self._close()
            except (ConnectionError, asyncio.IncompleteReadError):
                if not hostile.broken:
                    self._told.fault("closed without an answer", hostile)
                self._close()
            self._told.slowest = max(self._told.slowest, time.perf_counter() - begun)
        self._close()

    async def _send(self, hostile: Hostile) -> None:
        if self._open is None:
            self._open = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._open
        writer.write(hostile.request)
        if hostile.broken:
            writer.write_eof()
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        status = int(head.split(b" ", 2)[1])
        self._told.statuses[status] += 1
        if status >= 500:
            self._told.fault(str(status), hostile)
        if b"event-stream" in head:
            self._told.went_through[hostile.op] += 1
            self._close()
            return
        size = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        body = await reader.readexactly(size)
        if b"connection: close" in head or hostile.broken:
            self._close()
        if not hostile.broken:
            self._check(hostile, status, body)

    def _check(self, hostile: Hostile, status: int, body: bytes) -> None:
        """Whether the answer is one that the contract knows."""
        try:
            least = OPERATIONS[hostile.op].least_answer if status == 200 else 0
            response = decode(framing.unpack(body, least=least), Response)
            if response.ok and response.result is not None:
                result = decode(response.result, OPERATIONS[hostile.op].result)
                self._told.went_through[hostile.op] += 1
                if hostile.event is not None and isinstance(result, PutResult) and not result.held:
                    self._enemy.went_in(hostile.event)
            elif STATUS[Code(response.code)] != status:
                raise ValueError("another status")
        except Exception as problem:
            self._told.fault(f"an answer that is none ({problem!r})", hostile)

    def _close(self) -> None:
        if self._open is not None:
            with suppress(OSError):
                self._open[1].close()
            self._open = None
