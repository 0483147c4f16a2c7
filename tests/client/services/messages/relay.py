"""A relay before a server that passes requests on, and loses the answers that it is told to lose."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Relay:
    """It runs. `lose` says of how many requests to a path the answer gets lost; `seen` counts what was asked."""

    port: int
    lose: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
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
