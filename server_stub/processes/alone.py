"""The only process: everything is in its own memory, and forgotten at its end."""

import math
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

from heimo_protocol.errors import Code, Refusal
from server_stub.company import Place, Topics
from server_stub.transport.replay import ReplayMemory

MAX_PAUSES = 100_000


class Alone:
    """See server_stub.company.Company. Requests are taken from the time `least` on (replay.begin), None: from now."""

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        least: int | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.names = OwnReplay(ReplayMemory(clock, least=least, monotonic=monotonic))
        self.queues = OwnReplay(ReplayMemory(clock, least=least, monotonic=monotonic, forgets=True))
        self.pauses = OwnPauses(monotonic)
        self.keeps_house = True
        self.processes = 1
        self.remembers = True

    def wake(self, topics: Topics, topic: bytes, newest: int) -> None:
        """There is nobody else."""

    def at(self, place: Place) -> AbstractAsyncContextManager[None]:
        """There is nobody else."""
        return nullcontext()


class OwnReplay:
    """See server_stub.company.Replay; it remembers what this process saw."""

    def __init__(self, memory: ReplayMemory) -> None:
        self._memory = memory

    def require_time(self, time: int) -> None:
        """Check a request's time."""
        self._memory.require_time(time)

    async def require_new(self, key: bytes, nonce: bytes, time: int) -> None:
        """Remember a request."""
        self._memory.require_new(key, nonce)


class OwnPauses:
    """See server_stub.company.Pauses. `clock` is monotonic, in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._posted: dict[bytes, float] = {}

    @asynccontextmanager
    async def hold(self, pauses: Mapping[bytes, int]) -> AsyncIterator[None]:
        """Let each name post where it paused."""
        now = self._clock()
        before = {name: self._posted.get(name) for name in pauses}
        require_over(last + pauses[name] - now for name, last in before.items() if last is not None)
        for name in pauses:
            self._set(name, now)
        try:
            yield
        except BaseException:
            for name, last in before.items():
                self._set(name, last)
            raise

    def _set(self, name: bytes, at: float | None) -> None:
        self._posted.pop(name, None)
        if at is not None:
            self._posted[name] = at
        while len(self._posted) > MAX_PAUSES:
            del self._posted[next(iter(self._posted))]


def require_over(left: Iterable[float]) -> None:
    """Check that no pause has seconds left; raises Refusal with SLOW_MODE."""
    longest = max(left, default=0.0)
    if longest > 0:
        raise Refusal(Code.SLOW_MODE, "a pause between posts", retry_after=math.ceil(longest))
