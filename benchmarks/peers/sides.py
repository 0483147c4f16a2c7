"""What every program in the comparison is asked to do, and what it has to tell for that."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import psutil  # type: ignore[import-untyped] # it brings no types

from benchmarks.measure import resident_mb


class Work(StrEnum):
    """The works, in words that fit all programs."""

    LIST = "newest 50 of a circle"
    READ = "200 events of a thread"
    CREATE = "a reply made durable"
    SEND = "a 1 KB message put"
    GET = "8 messages fetched"


LANES = 32
"""Connections at once, each of somebody else: a busy evening."""

TEXT = ("I slept for four hours and then the list of things began again, so I got up and made tea. " * 3).strip()
"""What everybody writes: 269 characters."""

MESSAGE = (TEXT * 4)[:1000]
"""A message of 1 KB."""

TOPICS = 60
"""Threads in the circle's list."""

REPLIES = 220
"""Replies in the thread that is read."""


class Side(Protocol):
    """A server that runs, filled with TOPICS threads, one of them with REPLIES replies, and LANES people."""

    name: str
    port: int
    pid: int
    ready_seconds: float
    parts: Mapping[Work, int]
    """Requests that a work takes, where it is more than one."""

    def requests(self, work: Work, each: int) -> list[list[bytes]]:
        """LANES lists of requests that do this work `each` times; for GET, the messages of the last SEND wait."""


@contextmanager
def processor_of(pid: int) -> Iterator["Spent"]:
    """Processor seconds that a process and its children take meanwhile."""
    spent = Spent()
    before = seconds_of(pid)
    try:
        yield spent
    finally:
        spent.seconds = seconds_of(pid) - before


class Spent:
    """What `processor_of` found, in seconds."""

    def __init__(self) -> None:
        self.seconds = 0.0


def seconds_of(pid: int) -> float:
    """Processor seconds of a process and its children so far, those that ended too."""
    process = psutil.Process(pid)
    ended = process.cpu_times()
    family = [pid, *(child.pid for child in process.children(recursive=True))]
    return float(ended.children_user + ended.children_system) + sum(_one(member) for member in family)


def _one(pid: int) -> float:
    """To the microsecond where the system counts so; nothing for one that has just ended."""
    with suppress(OSError, IndexError, ValueError):
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9
    with suppress(psutil.NoSuchProcess):
        times = psutil.Process(pid).cpu_times()
        return float(times.user + times.system)
    return 0.0


def at_rest(pid: int) -> float:
    """The memory of a server that does nothing, in MB."""
    time.sleep(1)
    return resident_mb(pid)
