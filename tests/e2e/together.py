"""Several servers of one community on one PostgreSQL, behind a proxy, which a test starts, kills and reads."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.processes import Process, fixed_port, make_community
from tests.support.caddy import proxy
from tests.support.server import HEIMO_SERVER


@dataclass
class Server:
    """One of the servers, which may have several lives."""

    process: Process = field(repr=False)
    port: int

    async def serving(self) -> None:
        """Start it and wait until it takes connections."""
        heard = len(self.process.said)
        await self.process.start()
        await self.process.hears("address", after=heard)


@dataclass
class Together:
    """The community that they serve; people come in by the proxy."""

    data: Path
    invites: list[str]
    servers: list[Server]

    async def lose_one(self, dice: random.Random, how: signal.Signals = signal.SIGKILL) -> Server:
        """End one of them; the others go on."""
        one = dice.choice(self.servers)
        code = await one.process.end(how)
        assert code == (0 if how is signal.SIGTERM else -how), code
        return one


@asynccontextmanager
async def together(
    folder: Path,
    database: str,
    *,
    members: int,
    servers: int = 2,
    process: Callable[[tuple[str, ...], Path], Process] = Process,
) -> AsyncIterator[Together]:
    """Found a community on the database at this address, serve it by so many processes, and end them in order."""
    door, ports = fixed_port(), [fixed_port() for _ in range(servers)]
    data, invites = await make_community(folder, door, members, "--database", database)
    made = Together(data, invites, [])
    for port in ports:
        command = (*HEIMO_SERVER, "run", "--data", str(data), "--port", str(port), "--json")
        made.servers.append(Server(process(command, folder / f"server-{port}.log"), port))
    await asyncio.gather(*(server.serving() for server in made.servers))
    try:
        with proxy(folder, door, ports):
            yield made
    finally:
        for server in made.servers:
            assert await server.process.end(signal.SIGTERM) == 0, (folder / f"server-{server.port}.log").read_text()
