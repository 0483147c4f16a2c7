"""A relay before a server that passes requests on, and loses the answers that it is told to lose."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import msgspec

from heimo_protocol import framing
from heimo_protocol.encoding import decode, encode
from heimo_protocol.requests import Response


@dataclass
class Relay:
    """It runs. `lose` says of how many requests to a path the answer gets lost; `seen` counts what was asked.

    `change` puts other results into the answers.
    """

    port: int
    lose: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    change: dict[str, Callable[[bytes], bytes]] = field(default_factory=dict)
    down: bool = False

    def link(self, invite: str, port: int) -> str:
        """An invite to the server behind, as one to this."""
        return invite.replace(f"127.0.0.1:{port}", f"127.0.0.1:{self.port}", 1)

    async def serve(self, server: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        try:
            ahead = await asyncio.open_connection("127.0.0.1", server)
            try:
                while not self.down and await self._pass_one(reader, writer, ahead):
                    pass
            finally:
                ahead[1].close()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _pass_one(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        ahead: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> bool:
        path, request = await _message(reader)
        name = path.split(b" ")[1].decode().removeprefix("/v1/")
        self.seen[name] += 1
        ahead[1].write(request)
        _, answer = await _message(ahead[0])
        if self.lose[name] > 0:
            self.lose[name] -= 1
            return False
        if name in self.change:
            answer = _changed(answer, self.change[name])
        writer.write(answer)
        await writer.drain()
        return True


@asynccontextmanager
async def relayed(server: int) -> AsyncIterator[Relay]:
    """Relay to a server on this port."""
    relay = Relay(0)
    listening = await asyncio.start_server(lambda r, w: relay.serve(server, r, w), "127.0.0.1", 0)
    relay.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield relay


async def _message(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """A whole request or answer, with its first line."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    sizes = [int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")]
    body = await reader.readexactly(sizes[0]) if sizes else b""
    return lines[0], head + body


def _changed(answer: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """An answer with another result."""
    head, _, body = answer.partition(b"\r\n\r\n")
    response = decode(framing.unpack(body), Response)
    if response.result is None:
        return answer
    packed = framing.pack(encode(msgspec.structs.replace(response, result=change(response.result))))
    sized = re.sub(rb"(?i)content-length: *\d+", b"content-length: %d" % len(packed), head)
    return sized + b"\r\n\r\n" + packed
