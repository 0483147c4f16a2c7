"""Listeners of a hub without a connection."""

import asyncio

from server_stub.hub import HEARTBEAT, Hub, Stream


class Ear:
    """A stream's connection that is slow to take: what is newer takes the place of what waits."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self._chunk: bytes | None = None
        self._ready = asyncio.Event()
        self._ended = False
        stream.flow(self)

    def send(self, chunk: bytes) -> None:
        if chunk is not HEARTBEAT or self._chunk is None:
            self._chunk = chunk
            self._ready.set()

    def end(self) -> None:
        self._ended = True
        self._ready.set()

    def __aiter__(self) -> "Ear":
        return self

    async def __anext__(self) -> bytes:
        await self._ready.wait()
        if self._ended:
            raise StopAsyncIteration
        self._ready.clear()
        chunk, self._chunk = self._chunk, None
        assert chunk is not None
        return chunk


def ear(hub: Hub, topic: bytes, name: bytes | None = None) -> Ear:
    return Ear(hub.listen(topic, name))
