"""What the processes that serve one community have together: which requests came, who pauses, who keeps the house.

One process alone has it in its memory (server_stub.processes.alone); several have it by PostgreSQL
(server_stub.processes.postgres). How they do it is nobody's business but theirs.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from server_stub.hub import Hub
from server_stub.limiter import Limiter


class Topics(IntEnum):
    """What a hub is about."""

    CIRCLES = 0
    QUEUES = 1


@dataclass(frozen=True, slots=True)
class Place:
    """What of this process the others reach: its hubs, and its share of the budgets.

    `missed` brings the hubs up to date after a time in which nobody was heard.
    """

    hubs: Mapping[Topics, Hub]
    limiter: Limiter
    missed: Callable[[], Awaitable[None]]


class Replay(Protocol):
    """Which signed requests were seen."""

    def require_time(self, time: int) -> None:
        """Check a request's time, in unix seconds; raises Refusal with CLOCK_SKEW, its value the least time taken."""

    async def require_new(self, key: bytes, nonce: bytes, time: int) -> None:
        """Remember a request that was signed at a time; raises Refusal with REPLAY, BUSY or CLOCK_SKEW.

        Raises StoreUnavailable where the others cannot be asked.
        """


class Pauses(Protocol):
    """Who has to wait before the next post. The moment of a post is in memory only: the store knows hours."""

    def hold(self, pauses: Mapping[bytes, int]) -> AbstractAsyncContextManager[None]:
        """Let each name (a key, or a key with a thread) post where it did not do so within its number of seconds.

        The post counts from the beginning, so that a second one cannot slip in while the first is written; where it
        ends in an exception, it never was. The oldest are forgotten when there are very many.
        Raises Refusal with SLOW_MODE, or StoreUnavailable where the others cannot be asked.
        """


class Company(Protocol):
    """All processes that serve this community, this one among them."""

    @property
    def names(self) -> Replay:
        """Which requests of names and accounts were seen, by any of the processes."""

    @property
    def queues(self) -> Replay:
        """Which requests of queues' keys this process saw; what is done to a queue again changes nothing."""

    @property
    def pauses(self) -> Pauses:
        """Who pauses."""

    @property
    def keeps_house(self) -> bool:
        """Whether it is this process that erases what has had its time; of several, one does."""

    @property
    def processes(self) -> int:
        """How many serve this community, this one among them; 0 while it cannot hear the others."""

    @property
    def remembers(self) -> bool:
        """Whether signed requests can be remembered, without which none is answered."""

    def wake(self, topics: Topics, topic: bytes, newest: int) -> None:
        """Let the others know, soon, that a topic has grown to this number: it is committed."""

    def at(self, place: Place) -> AbstractAsyncContextManager[None]:
        """Be in touch with the others while this lasts; raises StoreUnavailable where they cannot be reached."""
