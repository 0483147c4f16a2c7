"""A SOCKS 5 server (RFC 1928, RFC 1929) as a process of its own, which writes down what it is asked.

`python -m tests.support.socks --record FILE --name HOST=PORT ...` prints its port as a line of JSON. Host names lead to
ports of this machine; it knows no other way. The record has a line of JSON for each thing that happened:

    {"connection": 1, "event": "asked", "user": ..., "password": ..., "type": 3, "host": ..., "port": ...}
    {"connection": 1, "event": "request", "line": "POST /v1/circle.list"}      (what goes through unencrypted)
    {"connection": 1, "event": "closed", "by": "client" | "server"}
"""

import argparse
import asyncio
import contextlib
import ipaddress
import itertools
import json
import re
import sys
from collections.abc import Mapping
from typing import TextIO

MANNERS = ("open", "denies", "wants nobody", "hangs", "hangs up")
"""It works · refuses every user · takes no user names · never answers · closes in the middle of the talk."""

_REQUEST_LINE = re.compile(rb"^(?:GET|POST) \S+(?= HTTP/1\.1\r\n)", re.MULTILINE)
_NO_WAY, _UNREACHABLE, _REFUSED = 2, 4, 5


class Socks:
    """Serves connections, one after the other or at the same time."""

    def __init__(self, names: Mapping[str, int], record: TextIO, manner: str) -> None:
        self._names = names
        self._record = record
        self._manner = manner
        self._numbers = itertools.count(1)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection to its end."""
        number = next(self._numbers)
        by = "client"
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            by = await self._serve(number, reader, writer)
        self._note(number, "closed", by=by)
        writer.close()

    async def _serve(self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
        self._note(number, "came")
        user = await self._greet(reader, writer)
        if user is None:
            return "server"
        version, command, _, kind = await reader.readexactly(4)
        host = await _read_host(reader, kind)
        port = int.from_bytes(await reader.readexactly(2), "big")
        self._note(number, "asked", user=user[0], password=user[1], type=kind, host=host, port=port)
        if (version, command) != (5, 1) or kind == 1:
            writer.write(_reply(_NO_WAY))
            return "server"
        if host not in self._names:
            writer.write(_reply(_UNREACHABLE))
            return "server"
        try:
            there = await asyncio.open_connection("127.0.0.1", self._names[host])
        except OSError:
            writer.write(_reply(_REFUSED))
            return "server"
        writer.write(_reply(0))
        return await self._relay(number, (reader, writer), there)

    async def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, str] | None:
        version, count = await reader.readexactly(2)
        methods = await reader.readexactly(count)
        if self._manner == "hangs":
            await reader.readexactly(4096)  # until the client gives up
        if version != 5 or 2 not in methods or self._manner == "wants nobody":
            writer.write(b"\x05\xff")
            return None
        writer.write(b"\x05\x02")
        if self._manner == "hangs up":
            return None
        await reader.readexactly(1)
        user = await reader.readexactly((await reader.readexactly(1))[0])
        password = await reader.readexactly((await reader.readexactly(1))[0])
        if self._manner == "denies":
            writer.write(b"\x01\x01")
            return None
        writer.write(b"\x01\x00")
        return user.decode(), password.decode()

    async def _relay(
        self,
        number: int,
        here: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        there: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> str:
        ways = {
            asyncio.create_task(self._pass_on(number, here[0], there[1])): "client",
            asyncio.create_task(self._pass_on(None, there[0], here[1])): "server",
        }
        done, pending = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        there[1].close()
        return ways[done.pop()]

    async def _pass_on(self, number: int | None, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65_536):
                if number is not None:
                    for line in _REQUEST_LINE.findall(data):
                        self._note(number, "request", line=line.decode())
                writer.write(data)
                await writer.drain()

    def _note(self, number: int, event: str, **more: object) -> None:
        self._record.write(json.dumps({"connection": number, "event": event} | more) + "\n")
        self._record.flush()


async def _read_host(reader: asyncio.StreamReader, kind: int) -> str:
    if kind == 3:
        return (await reader.readexactly((await reader.readexactly(1))[0])).decode()
    return str(ipaddress.ip_address(await reader.readexactly(4 if kind == 1 else 16)))


def _reply(code: int) -> bytes:
    return bytes([5, code, 0, 1]) + bytes(6)


async def main() -> None:
    """Serve until the process ends."""
    options = argparse.ArgumentParser()
    options.add_argument("--record", type=argparse.FileType("a"), required=True)
    options.add_argument("--name", action="append", default=[], help="HOST=PORT")
    options.add_argument("--manner", choices=MANNERS, default="open")
    chosen = options.parse_args()
    names = {host: int(port) for host, port in (one.split("=") for one in chosen.name)}
    socks = Socks(names, chosen.record, chosen.manner)
    server = await asyncio.start_server(socks.serve, "127.0.0.1", 0)
    sys.stdout.write(json.dumps({"port": server.sockets[0].getsockname()[1]}) + "\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
