"""A community on PostgreSQL, its servers and a real proxy before them, with the processor time that each part takes."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped] # it brings no types

from benchmarks.server.town import Serving, Town, founded, serving
from tests.support.caddy import proxy
from tests.support.postgres import Cluster
from tests.support.server import free_port


@dataclass(frozen=True, slots=True)
class Parts:
    """Processor seconds by who took them."""

    servers: float
    database: float
    proxy: float

    def since(self, before: "Parts") -> "Parts":
        """What was taken meanwhile."""
        return Parts(self.servers - before.servers, self.database - before.database, self.proxy - before.proxy)


@dataclass(frozen=True, slots=True)
class Place:
    """Servers behind a proxy that listens on `door`."""

    town: Town
    servers: list[Serving]
    door: int
    database_pid: int
    proxy_pid: int

    def taken(self) -> Parts:
        """Processor seconds up to now."""
        return Parts(
            sum(_seconds(server.pid) for server in self.servers), _seconds(self.database_pid), _seconds(self.proxy_pid)
        )


@contextmanager
def place(cluster: Cluster, servers: int, writers: int) -> Iterator[Place]:
    """A community of its own on the cluster, served by so many processes."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="heimo-bench-")))
        town = stack.enter_context(founded(writers, database=cluster.create()))
        served = [stack.enter_context(serving(town)) for _ in range(servers)]
        door = free_port()
        caddy = stack.enter_context(proxy(folder, door, [server.port for server in served]))
        yield Place(town, served, door, cluster.pid, caddy)


def _seconds(pid: int) -> float:
    process = psutil.Process(pid)
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        times = one.cpu_times()
        total += times.user + times.system
    own = process.cpu_times()
    return total + float(own.children_user + own.children_system)
