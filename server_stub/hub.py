"""Wakes live listeners: one encoded chunk shared by all listeners of a topic, one slot for each.

A topic is a circle's log or a queue, by its id; each of the two has a hub of its own, so that listeners of one never
take the places of the other. A wake-up only carries the topic's newest number, so a slow listener never needs an older
one: what waits for it is overwritten, and what it missed it reads from the log or queue by its cursor. So a stream that
is ended for another's sake costs its reader a reconnection and nothing else: nobody can take all the places.
"""

import asyncio
from collections.abc import AsyncIterator

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import LIVE_HEARTBEAT_SECONDS

HEARTBEAT = b": still here\n\n"
STREAMS_OF_ONE = 4
"""Streams of one name at once: it needs one, and has some more while broken connections are found out."""


class _Listener:
    """A slot for the newest chunk, and the event that says it is full or that the hub closed."""

    __slots__ = ("chunk", "closed", "name", "ready", "topic")

    def __init__(self, topic: bytes, name: bytes | None) -> None:
        self.topic = topic
        self.name = name
        self.chunk: bytes | None = None
        self.closed = False
        self.ready = asyncio.Event()


class Hub:
    """Who listens to which topic. Not for use from other threads.

    `max_listeners` counts all topics together, and nameless listeners may have half of it: the oldest of them makes
    room where there is none. With `yields` the oldest of all does then, whoever it is. `heartbeat` is in seconds.
    """

    def __init__(self, *, max_listeners: int, heartbeat: float = LIVE_HEARTBEAT_SECONDS, yields: bool = False) -> None:
        self._max = max_listeners
        self._yields = yields
        self._heartbeat = heartbeat
        self._max_nameless = max_listeners // 2
        self._topics: dict[bytes, set[_Listener]] = {}
        self._oldest_first: dict[_Listener, None] = {}
        self._newest: dict[bytes, int] = {}
        self._streams: dict[bytes | None, dict[_Listener, None]] = {}
        self._closed = False

    @property
    def listeners(self) -> int:
        """How many listen now."""
        return len(self._oldest_first)

    def begin(self, topic: bytes, newest: int) -> None:
        """Remember where a topic stood when its first listener came; for later ones it changes nothing.

        Others may have been told less than a later listener is.
        """
        if topic in self._topics:
            self._newest.setdefault(topic, newest)

    def wake(self, topic: bytes, newest: int) -> None:
        """Tell all listeners of the topic its newest number, unless they were told already."""
        listeners = self._topics.get(topic)
        if listeners and newest > self._newest.get(topic, -1):
            self._newest[topic] = newest
            chunk = encode(newest)
            for listener in listeners:
                listener.chunk = chunk
                listener.ready.set()

    def listen(self, topic: bytes, name: bytes | None = None) -> "Stream":
        """Join at once, as a name (its key) or as nobody; what happens from now on will wake the stream.

        Whoever has all streams there are for them loses the oldest. Raises Refusal with BUSY or CLOSED.
        """
        if self._closed:
            raise Refusal(Code.CLOSED, "shutting down")
        own = self._streams.get(name, {})
        if own and len(own) >= (self._max_nameless if name is None else STREAMS_OF_ONE):
            self.leave(next(iter(own)))
        if self.listeners >= self._max:
            yielding = self._oldest_first if self._yields else self._streams.get(None)
            if not yielding:
                raise Refusal(Code.BUSY, "too many listeners", retry_after=30)
            self.leave(next(iter(yielding)))
        listener = _Listener(topic, name)
        self._topics.setdefault(topic, set()).add(listener)
        self._streams.setdefault(name, {})[listener] = None
        self._oldest_first[listener] = None
        return Stream(self, listener)

    async def next_chunk(self, listener: _Listener) -> bytes | None:
        """Wait for a chunk or the heartbeat's time; None once the hub has closed."""
        try:
            async with asyncio.timeout(self._heartbeat):
                await listener.ready.wait()
        except TimeoutError:
            return HEARTBEAT
        listener.ready.clear()
        chunk, listener.chunk = listener.chunk, None
        return None if listener.closed else chunk

    def leave(self, listener: _Listener) -> None:
        """Forget a listener, whose stream ends then; doing it twice changes nothing."""
        listener.closed = True
        listener.ready.set()
        if listener not in self._oldest_first:
            return
        del self._oldest_first[listener]
        listeners = self._topics[listener.topic]
        listeners.remove(listener)
        if not listeners:
            del self._topics[listener.topic]
            self._newest.pop(listener.topic, None)
        own = self._streams[listener.name]
        del own[listener]
        if not own:
            del self._streams[listener.name]

    def close(self) -> None:
        """End all streams, and take no more."""
        self._closed = True
        for listener in self._oldest_first:
            listener.closed = True
            listener.ready.set()


class Stream(AsyncIterator[bytes]):
    """One listener's server-sent events; it ends when the hub closes. Always `close` it."""

    def __init__(self, hub: Hub, listener: _Listener) -> None:
        self._hub = hub
        self._listener = listener

    async def __anext__(self) -> bytes:
        chunk = await self._hub.next_chunk(self._listener)
        if chunk is None:
            self._hub.leave(self._listener)
            raise StopAsyncIteration
        return chunk

    def offer(self, newest: int) -> None:
        """Say where the topic stood at the beginning, unless it has grown since and that waits already."""
        self._hub.begin(self._listener.topic, newest)
        if self._listener.chunk is None:
            self._listener.chunk = encode(newest)
            self._listener.ready.set()

    def close(self) -> None:
        """Leave the hub; whoever waits for the next event is told the end."""
        self._hub.leave(self._listener)


def encode(newest: int) -> bytes:
    """One server-sent event with the newest number as its data."""
    return b"data: %d\n\n" % newest
