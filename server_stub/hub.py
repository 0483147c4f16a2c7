"""Wakes live listeners: one encoded chunk shared by all listeners of a topic, one number kept for each.

A topic is a circle's log or a queue, by its id; each of the two has a hub of its own, so that listeners of one never
take the places of the other. A wake-up only carries the topic's newest number, so a slow listener never needs an older
one: what waits for it is overwritten, and what it missed it reads from the log or queue by its cursor. So a stream that
is ended for another's sake costs its reader a reconnection and nothing else: nobody can take all the places.

No listener has a task of its own: the hub writes to all of them, some at a time, so that others are served in between.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Protocol

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import LIVE_HEARTBEAT_SECONDS

HEARTBEAT = b": still here\n\n"
STREAMS_OF_ONE = 4
"""Streams of one name at once: it needs one, and has some more while broken connections are found out."""

AT_ONCE = 256
"""Listeners that are told before others are served: about two milliseconds."""

_NOTHING = -1


class Sink(Protocol):
    """Where a stream's events go: a connection. It never blocks, and keeps no more than the newest."""

    def send(self, chunk: bytes) -> None:
        """Send a chunk, or let it wait in the place of one that waits."""

    def end(self) -> None:
        """End the stream, as its protocol wants it; doing it twice changes nothing."""


class Stream:
    """One listener's place in a hub: what happens waits in it, as one number, until `flow`. Always `close` it."""

    __slots__ = ("_hub", "_sink", "closed", "name", "told", "topic")

    def __init__(self, hub: "Hub", topic: bytes, name: bytes | None) -> None:
        self._hub = hub
        self._sink: Sink | None = None
        self.topic = topic
        self.name = name
        self.closed = False
        self.told = _NOTHING

    def offer(self, newest: int) -> None:
        """Say where the topic stood at the beginning, unless more is known already."""
        self.tell(newest, encode(newest))

    def flow(self, sink: Sink) -> None:
        """Send what waits, and from now on what happens."""
        self._sink = sink
        if self.closed:
            self._end()
        elif self.told != _NOTHING:
            sink.send(encode(self.told))

    def tell(self, newest: int, chunk: bytes) -> None:
        """Tell a number with its chunk, unless this one or a later one was told."""
        if newest > self.told and not self.closed:
            self.told = newest
            if self._sink is not None:
                self._sink.send(chunk)

    def beat(self) -> None:
        """Show that the stream lives."""
        if self._sink is not None:
            self._sink.send(HEARTBEAT)

    def close(self) -> None:
        """Leave the hub and end the stream; doing it twice changes nothing."""
        if not self.closed:
            self.closed = True
            self._hub.forget(self)
            self._end()

    def _end(self) -> None:
        sink, self._sink = self._sink, None
        if sink is not None:
            sink.end()


class _Topic:
    """The listeners of a topic in the order of their coming, the newest number, and whether they are being told."""

    __slots__ = ("newest", "streams", "telling")

    def __init__(self) -> None:
        self.streams: dict[Stream, None] = {}
        self.newest = _NOTHING
        self.telling = False


class Hub:
    """Who listens to which topic. Not for use from other threads.

    `max_listeners` counts all topics together, and nameless listeners may have half of it: the oldest of them makes
    room where there is none. With `yields` the oldest of all does then, whoever it is. `heartbeat` is in seconds.
    `pass_on` is given what was written here, for other processes' listeners.
    """

    def __init__(
        self,
        *,
        max_listeners: int,
        heartbeat: float = LIVE_HEARTBEAT_SECONDS,
        yields: bool = False,
        pass_on: Callable[[bytes, int], None] | None = None,
    ) -> None:
        self._max = max_listeners
        self._yields = yields
        self._heartbeat = heartbeat
        self._max_nameless = max_listeners // 2
        self._topics: dict[bytes, _Topic] = {}
        self._oldest_first: dict[Stream, None] = {}
        self._streams: dict[bytes | None, dict[Stream, None]] = {}
        self._due: deque[tuple[float, Stream]] = deque()
        self._beating: asyncio.TimerHandle | None = None
        self._closed = False
        self._pass_on = pass_on

    @property
    def topics(self) -> list[bytes]:
        """What somebody listens to now."""
        return list(self._topics)

    @property
    def listeners(self) -> int:
        """How many listen now."""
        return len(self._oldest_first)

    def wake(self, topic: bytes, newest: int) -> None:
        """Something was written here: tell all listeners of the topic its newest number, and let the others know."""
        self.hear(topic, newest)
        if self._pass_on is not None:
            self._pass_on(topic, newest)

    def hear(self, topic: bytes, newest: int) -> None:
        """Tell all listeners of the topic its newest number, unless they were told already."""
        found = self._topics.get(topic)
        if found is not None and newest > found.newest:
            found.newest = newest
            if not found.telling:
                self._begin(found)

    def listen(self, topic: bytes, name: bytes | None = None) -> Stream:
        """Join at once, as a name (its key) or as nobody; what happens from now on will wake the stream.

        Whoever has all streams there are for them loses the oldest. Raises Refusal with BUSY or CLOSED.
        """
        if self._closed:
            raise Refusal(Code.CLOSED, "shutting down")
        own = self._streams.get(name, {})
        if own and len(own) >= (self._max_nameless if name is None else STREAMS_OF_ONE):
            next(iter(own)).close()
        if self.listeners >= self._max:
            yielding = self._oldest_first if self._yields else self._streams.get(None)
            if not yielding:
                raise Refusal(Code.BUSY, "too many listeners", retry_after=30)
            next(iter(yielding)).close()
        stream = Stream(self, topic, name)
        self._topics.setdefault(topic, _Topic()).streams[stream] = None
        self._streams.setdefault(name, {})[stream] = None
        self._oldest_first[stream] = None
        self._due.append((asyncio.get_running_loop().time() + self._heartbeat, stream))
        self._beat_later()
        return stream

    def forget(self, stream: Stream) -> None:
        """Strike out a stream that closed."""
        del self._oldest_first[stream]
        topic = self._topics[stream.topic]
        del topic.streams[stream]
        if not topic.streams:
            del self._topics[stream.topic]
        own = self._streams[stream.name]
        del own[stream]
        if not own:
            del self._streams[stream.name]

    def close(self) -> None:
        """End all streams, and take no more."""
        self._closed = True
        for stream in list(self._oldest_first):
            stream.close()
        self._due.clear()
        if self._beating is not None:
            self._beating.cancel()

    def _begin(self, topic: _Topic) -> None:
        topic.telling = True
        asyncio.get_running_loop().call_soon(self._tell, topic, topic.newest, iter(list(topic.streams)))

    def _tell(self, topic: _Topic, since: int, left: Iterator[Stream]) -> None:
        """Tell some of the listeners the newest number, and the rest a moment later.

        Where the number has grown since the first of them were told, all are told again.
        """
        newest, told = topic.newest, 0
        chunk = encode(newest)
        for stream in islice(left, AT_ONCE):
            stream.tell(newest, chunk)
            told += 1
        if told == AT_ONCE:
            asyncio.get_running_loop().call_soon(self._tell, topic, since, left)
        elif topic.newest > since:
            self._begin(topic)
        else:
            topic.telling = False

    def _beat_later(self) -> None:
        if self._beating is None and self._due:
            loop = asyncio.get_running_loop()
            self._beating = loop.call_at(max(self._due[0][0], loop.time()), self._beat)

    def _beat(self) -> None:
        """Give their heartbeat to those whose time has come, some at once."""
        self._beating = None
        now = asyncio.get_running_loop().time()
        for _ in range(AT_ONCE):
            if not self._due or self._due[0][0] > now:
                break
            _, stream = self._due.popleft()
            if not stream.closed:
                stream.beat()
                self._due.append((now + self._heartbeat, stream))
        self._beat_later()


def encode(newest: int) -> bytes:
    """One server-sent event with the newest number as its data."""
    return b"data: %d\n\n" % newest
