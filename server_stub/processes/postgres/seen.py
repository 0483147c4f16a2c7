"""Which signed requests were seen by any of the processes: marks in tables that PostgreSQL does not log.

A mark is a hash of a key and a random number that nobody keeps, so that a row tells of nobody. It lies in one of four
tables, by the time that the request itself was signed at: so the same request always comes to the same table, whatever
the clocks of the processes say. A request is good for ten minutes before and after its time, and a table is for twenty;
when none of a table's requests is good any more it is cut.

A table that is not logged is empty after the database fell. A row in a fifth such table shows that it did not. Where it
is missing the memory begins anew, and with it the least time that is taken (server_stub.transport.replay.begin).
"""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress

import asyncpg

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import CLOCK_AHEAD_SECONDS, NONCE_MEMORY_SECONDS
from server_stub.processes.postgres.again import again_and_again
from server_stub.processes.postgres.bus import PATIENCE_SECONDS, Connect, Connection
from server_stub.store.base import StoreUnavailable
from server_stub.store.postgres.locks import key_of
from server_stub.transport.replay import ReplayMemory

SLOTS = 4
_LOCK = key_of(b"replay")
_TABLES = """
CREATE TABLE IF NOT EXISTS replay_begun (least bigint NOT NULL);
CREATE UNLOGGED TABLE IF NOT EXISTS replay_alive (least bigint NOT NULL);
""" + "".join(
    f"CREATE UNLOGGED TABLE IF NOT EXISTS replay_marks_{slot} (mark bytea PRIMARY KEY);" for slot in range(SLOTS)
)
"""They hold nothing that lasts, so that no backup and no version of the schema has them."""

_AT_ONCE = 512
_CUT_SECONDS = 60.0

_REMEMBER = """
INSERT INTO replay_marks_{slot} (mark) SELECT unnest($1::bytea[])
ON CONFLICT DO NOTHING RETURNING mark, (SELECT least FROM replay_alive)
"""
_IS_FULL = tuple(f"SELECT EXISTS (TABLE replay_marks_{slot})" for slot in range(SLOTS))
_CUT = tuple(f"SET LOCAL lock_timeout = '100ms'; TRUNCATE replay_marks_{slot}" for slot in range(SLOTS))
_STATEMENTS = tuple(_REMEMBER.format(slot=slot) for slot in range(SLOTS))

_Waiting = tuple[bytes, "asyncio.Future[bool]"]


class SharedMarks:
    """The tables. Let `run` run; `least` is what `began` was called with last; `failed` is called at each fault."""

    def __init__(
        self,
        connect: Connect,
        clock: Callable[[], float],
        began: Callable[[int], object],
        failed: Callable[[], object],
        before: int | None = None,
    ) -> None:
        self._connect = connect
        self._clock = clock
        self._began = began
        self._failed = failed
        self._before = before
        self._waiting: dict[int, list[_Waiting]] = defaultdict(list)
        self._something = asyncio.Event()
        self.up = asyncio.Event()
        self._cut_at = 0.0

    async def is_new(self, mark: bytes, time: int) -> bool:
        """Remember a mark (16) of a request that was signed at a time; raises StoreUnavailable."""
        if not self.up.is_set():
            await self._come_up()
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting[time // NONCE_MEMORY_SECONDS % SLOTS].append((mark, answer))
        self._something.set()
        return await answer

    async def _come_up(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self.up.wait()
        except TimeoutError:
            raise StoreUnavailable("requests cannot be remembered") from None

    async def run(self) -> None:
        """Be connected, again and again, until cancelled; raises nothing."""
        await again_and_again(self._watched, self.up, self._forget, doing="replay")

    async def _watched(self) -> None:
        try:
            await self._while_connected()
        except Exception:
            self._failed()
            raise

    async def _while_connected(self) -> None:
        connection = await self._connect()
        ended = asyncio.Event()
        try:
            connection.add_termination_listener(lambda _: self._end(ended))
            self._began(await begin(connection, int(self._clock()), self._before))
            self.up.set()
            while not ended.is_set():
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await self._cut(connection)
                with suppress(TimeoutError):
                    async with asyncio.timeout(_CUT_SECONDS):
                        await self._something.wait()
                self._something.clear()
                for slot in [slot for slot, waiting in self._waiting.items() if waiting]:
                    async with asyncio.timeout(PATIENCE_SECONDS):
                        await self._remember(connection, slot)
        finally:
            connection.terminate()

    def _end(self, ended: asyncio.Event) -> None:
        ended.set()
        self._something.set()

    async def _remember(self, connection: Connection, slot: int) -> None:
        waiting = self._waiting[slot]
        now, self._waiting[slot] = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
        if self._waiting[slot]:
            self._something.set()
        try:
            new = await self._add(connection, slot, sorted(mark for mark, _ in now))
        except BaseException:
            self._waiting[slot] += now  # whoever waits is told the end
            raise
        for mark, answer in now:
            if not answer.done():
                answer.set_result(mark in new)
            new.discard(mark)  # the same request twice at once: one of them is the first

    async def _add(self, connection: Connection, slot: int, marks: list[bytes]) -> set[bytes]:
        """Put marks there, in an order that all processes keep, so that none waits for another; returns new ones."""
        rows = await connection.fetch(_STATEMENTS[slot], marks)
        if not rows:
            return set()
        least = rows[0][1]
        if least is None:  # the database fell, and with it what was seen before
            self._began(await begin(connection, int(self._clock()), self._before))
            return set()
        self._began(least)
        return {mark for mark, _ in rows}

    async def _cut(self, connection: Connection) -> None:
        """Empty the table whose requests are neither good any more nor good yet."""
        if self._clock() >= self._cut_at:
            self._cut_at = self._clock() + _CUT_SECONDS
            slot = (int(self._clock()) // NONCE_MEMORY_SECONDS + 2) % SLOTS
            if await connection.fetchval(_IS_FULL[slot]):
                with suppress(asyncpg.LockNotAvailableError):  # somebody reads it, a dump perhaps: there is time
                    async with connection.transaction():
                        await connection.execute(_CUT[slot])

    def _forget(self) -> None:
        self.up.clear()
        for waiting in self._waiting.values():
            for _, answer in waiting:
                if not answer.done():
                    answer.set_exception(StoreUnavailable("requests cannot be remembered"))
        self._waiting.clear()


class SharedReplay:
    """See server_stub.company.Replay: `own` keeps anybody from filling the tables, and knows the times."""

    def __init__(self, own: ReplayMemory, marks: SharedMarks) -> None:
        self._own = own
        self._marks = marks

    def require_time(self, time: int) -> None:
        """Check a request's time."""
        self._own.require_time(time)

    async def require_new(self, key: bytes, nonce: bytes, time: int) -> None:
        """Remember a request."""
        self._own.require_new(key, nonce)
        if not await self._marks.is_new(hashlib.sha256(key + nonce).digest()[:16], time):
            self._own.require_time(time)  # the memory may have begun anew
            raise Refusal(Code.REPLAY, "nonce seen before")
        self._own.require_time(time)


async def begin(connection: Connection, now: int, before: int | None) -> int:
    """The least time, in unix seconds, that requests may have: that of a memory which lives, or of a new one.

    A new one's lies beyond every time that an earlier one could have taken, as in server_stub.transport.replay;
    `before` is the least time of the last one that was none of the database's.
    """
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
        await connection.execute(_TABLES)
        alive = await connection.fetchval("SELECT least FROM replay_alive")
        if alive is not None:
            return int(alive)
        known = await connection.fetchval("SELECT least FROM replay_begun")
        before = known if known is not None else before
        least = now if before is None else max(now + CLOCK_AHEAD_SECONDS + 1, before + 1)
        await connection.execute("DELETE FROM replay_begun")
        await connection.execute("INSERT INTO replay_begun (least) VALUES ($1)", least)
        await connection.execute("INSERT INTO replay_alive (least) VALUES ($1)", least)
    return least
