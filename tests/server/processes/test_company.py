"""Companies of processes in one loop, on a real PostgreSQL: what they hear, and what only one of them may."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import asyncpg
import pytest

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import CLOCK_AHEAD_SECONDS, NONCE_MEMORY_SECONDS, ServerLimits
from server_stub.company import Place, Topics
from server_stub.hub import Hub
from server_stub.limiter import Limiter, Purpose
from server_stub.processes.postgres.company import PostgresCompany
from tests.server.ears import Ear, ear

BURST = 12
PATIENCE = 20.0


class Member:
    """One process's part, on clocks that stand still where budgets are counted."""

    def __init__(self, address: str, clock: "Clock") -> None:
        self.company = PostgresCompany(address, clock)
        self.hubs = {
            topics: Hub(max_listeners=2000, pass_on=partial(self.company.wake, topics), yields=True)
            for topics in Topics
        }
        limits = ServerLimits(anonymous_second=1, anonymous_burst=BURST)
        self.limiter = Limiter(limits, lambda: 0.0)
        self.missed = asyncio.Event()

    async def note_missed(self) -> None:
        self.missed.set()

    @property
    def place(self) -> Place:
        return Place(self.hubs, self.limiter, self.note_missed)

    def listen(self, topics: Topics, topic: bytes) -> Ear:
        return ear(self.hubs[topics], topic)

    async def heard_all(self) -> None:
        """Wait until everything that was said before now was heard here: one's own words come last."""
        async with self.company.pauses.hold({os.urandom(32): 1}):
            pass

    def budget(self) -> int:
        """Nameless requests that pass."""
        for count in range(BURST + 1):
            try:
                self.limiter.require_anonymous(Purpose.JOINING)
            except Refusal:
                return count
        raise AssertionError("no budget at all")

    async def posts(self, name: bytes, seconds: int = 60) -> bool:
        try:
            async with self.company.pauses.hold({name: seconds}):
                await asyncio.sleep(0)
        except Refusal as refusal:
            assert refusal.code is Code.SLOW_MODE and 0 < (refusal.retry_after or 0) <= seconds
            return False
        return True

    async def takes(self, key: bytes, nonce: bytes, at: int) -> bool:
        self.company.names.require_time(at)
        try:
            await self.company.names.require_new(key, nonce, at)
        except Refusal as refusal:
            if refusal.code is not Code.REPLAY:
                raise
            return False
        return True


class Clock:
    """Unix seconds that only a test moves; they begin where one table of marks follows the other."""

    def __init__(self) -> None:
        self.ahead = 0
        self._begin = time.time() // NONCE_MEMORY_SECONDS * NONCE_MEMORY_SECONDS

    def __call__(self) -> float:
        return self._begin + self.ahead


@asynccontextmanager
async def together(address: str, clock: Clock, count: int = 2) -> AsyncIterator[list[Member]]:
    async with AsyncExitStack() as stack:
        members = [Member(address, clock) for _ in range(count)]
        for member in members:
            await stack.enter_async_context(member.company.at(member.place))
        yield members


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def until(true: Callable[[], bool]) -> None:
    """Wait until a condition holds, which another process's end or a timer brings about."""
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110 — it comes with a timer's turn, and nothing tells when
            await asyncio.sleep(0.02)


async def test_what_one_wrote_wakes_the_listeners_of_all(processes_address: str, clock: Clock) -> None:
    async with together(processes_address, clock, 3) as (writer, *others):
        topics = [os.urandom(16) for _ in range(600)]  # more than one notification holds
        ears = [other.listen(Topics.QUEUES, topic) for other in others for topic in topics]
        elsewhere = others[0].listen(Topics.CIRCLES, topics[0])
        for number in (1, 2):
            for topic in topics:
                writer.hubs[Topics.QUEUES].wake(topic, number)
        async with asyncio.timeout(PATIENCE):
            for one in ears:
                while await anext(one) != b"data: 2\n\n":
                    pass
        others[0].hubs[Topics.CIRCLES].wake(topics[0], 5)
        assert await anext(elsewhere) == b"data: 5\n\n", "the topics of queues are not those of circles"


async def test_what_was_written_while_nobody_could_be_told_is_told_later(processes_address: str, clock: Clock) -> None:
    async with together(processes_address, clock, 1) as (writer,), connected(processes_address) as host:
        connections = await host.fetchval(
            "SELECT array_agg(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        async with together(processes_address, clock, 1) as (other,):
            one = other.listen(Topics.QUEUES, topic := os.urandom(16))
            await host.execute("SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid", connections)
            writer.hubs[Topics.QUEUES].wake(topic, 7)
            assert await anext(one) == b"data: 7\n\n"
            writer.hubs[Topics.QUEUES].wake(topic, 8)
    assert not other.missed.is_set() and writer.missed.is_set()


async def test_who_ends_tells_the_last_before(processes_address: str, clock: Clock) -> None:
    async with together(processes_address, clock, 1) as (other,):
        one = other.listen(Topics.QUEUES, topic := os.urandom(16))
        async with together(processes_address, clock, 1) as (writer,):
            writer.hubs[Topics.QUEUES].wake(topic, 3)
        assert await anext(one) == b"data: 3\n\n"


async def test_only_one_of_two_posts_at_the_same_moment_is_within_the_pause(
    processes_address: str, clock: Clock
) -> None:
    async with together(processes_address, clock) as members:
        for _ in range(20):
            name = os.urandom(64)
            assert sum(await asyncio.gather(*(one.posts(name) for one in members * 2))) == 1
            assert not any([await one.posts(name) for one in members])


async def test_a_post_that_was_refused_begins_no_pause_anywhere(processes_address: str, clock: Clock) -> None:
    async with together(processes_address, clock) as (one, other):
        name = os.urandom(32)
        with pytest.raises(Refusal, match="locked"):
            async with one.company.pauses.hold({name: 600}):
                raise Refusal(Code.LOCKED, "the thread is locked")
        await other.heard_all()
        assert await other.posts(name)


async def test_a_request_is_taken_once_by_all_together(processes_address: str, clock: Clock) -> None:
    async with together(processes_address, clock) as (one, other):
        now = int(clock())
        requests = [(os.urandom(32), os.urandom(16)) for _ in range(100)]
        taken = await asyncio.gather(*(who.takes(*request, now) for request in requests for who in (one, other)))
        assert sum(taken) == len(requests)
        assert not any([await other.takes(*request, now) for request in requests[:5]])


async def test_what_is_forgotten_could_not_be_sent_again(processes_address: str, clock: Clock) -> None:
    async with together(processes_address, clock) as (one, other):
        key, nonce, now = os.urandom(32), os.urandom(16), int(clock())
        for _ in range(6):  # one table after the other, and around
            assert await one.takes(key, nonce, now)
            assert not await other.takes(key, nonce, now)
            clock.ahead += NONCE_MEMORY_SECONDS
            with pytest.raises(Refusal) as refused:
                await other.takes(key, nonce, now)
            assert refused.value.code is Code.CLOCK_SKEW
            nonce, now = os.urandom(16), int(clock())


async def test_after_the_database_fell_nothing_of_before_is_taken(processes_address: str, clock: Clock) -> None:
    async with together(processes_address, clock) as (one, other):
        key, nonce, now = os.urandom(32), os.urandom(16), int(clock())
        assert await one.takes(key, nonce, now)
        await _as_after_a_fall(processes_address)
        with pytest.raises(Refusal) as refused:
            await other.takes(key, nonce, now)
        assert refused.value.code is Code.CLOCK_SKEW
        least = refused.value.value
        assert least is not None and least > now + CLOCK_AHEAD_SECONDS - 1
        with pytest.raises(Refusal):
            await one.takes(key, os.urandom(16), now)
        again = os.urandom(16)
        assert await one.takes(key, again, least)
        assert not await other.takes(key, again, least)


async def test_nobody_waits_for_a_dump_that_reads_the_marks(processes_address: str, clock: Clock) -> None:
    async with together(processes_address, clock, 1) as (one,), connected(processes_address) as dump:

        async def marks() -> int:
            tables = " UNION ALL ".join(f"TABLE heimo.replay_marks_{slot}" for slot in range(4))
            return int(await dump.fetchval(f"SELECT count(*) FROM ({tables}) AS marks"))  # noqa: S608 — our own names

        assert await one.takes(os.urandom(32), os.urandom(16), int(clock()))
        await dump.execute("BEGIN")
        assert await marks() == 1  # from here on it holds all four
        clock.ahead += 2 * NONCE_MEMORY_SECONDS  # by now the first of them should be cut
        for _ in range(3):
            assert await one.takes(os.urandom(32), os.urandom(16), int(clock()))
        await dump.execute("COMMIT")
        assert await marks() == 4
        clock.ahead += NONCE_MEMORY_SECONDS // 2
        assert await one.takes(os.urandom(32), os.urandom(16), int(clock()))
        assert await one.takes(os.urandom(32), os.urandom(16), int(clock()))
        assert await marks() == 5, "the first one is gone"


async def test_the_budgets_of_nobody_are_one_for_all(processes_address: str, clock: Clock) -> None:
    async with together(processes_address, clock, 3) as members:
        for member in members:
            await member.heard_all()
        assert [member.company.processes for member in members] == [3] * 3
        assert [member.budget() for member in members] == [BURST // 3] * 3


async def test_one_keeps_the_house_and_another_when_it_ends(processes_address: str, clock: Clock) -> None:
    first, second = Member(processes_address, clock), Member(processes_address, clock)
    async with AsyncExitStack() as later:
        async with first.company.at(first.place):
            await until(lambda: first.company.keeps_house)
            await later.enter_async_context(second.company.at(second.place))
            await second.heard_all()
            assert not second.company.keeps_house
        await until(lambda: second.company.keeps_house)


async def test_whoever_was_cut_off_looks_up_what_was_missed(processes_address: str, clock: Clock) -> None:
    async with together(processes_address, clock) as members:
        await _cut_connections(processes_address)
        async with asyncio.timeout(PATIENCE):
            for member in members:
                await member.missed.wait()
        name, request = os.urandom(32), (os.urandom(32), os.urandom(16), int(clock()))
        assert await members[0].posts(name) and not await members[1].posts(name)
        assert await members[0].takes(*request) and not await members[1].takes(*request)


async def _cut_connections(address: str) -> None:
    await _do(
        address,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )


async def _as_after_a_fall(address: str) -> None:
    """PostgreSQL comes up with empty tables where they are not logged."""
    tables = ["heimo.replay_alive", *(f"heimo.replay_marks_{slot}" for slot in range(4))]
    await _do(address, f"TRUNCATE {', '.join(tables)}")


async def _do(address: str, statement: str) -> None:
    async with connected(address) as connection:
        await connection.execute(statement)


@asynccontextmanager
async def connected(address: str) -> AsyncIterator["asyncpg.Connection"]:
    connection = await asyncpg.connect(address)
    try:
        yield connection
    finally:
        await connection.close()
