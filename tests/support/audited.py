"""Somebody with a proxy, in a process of their own that watches what its sockets are told (PEP 578).

`python -m tests.support.audited FOLDER INVITE PROXY` registers, writes, follows a circle and prints `ready`; after a
line on its input it goes on writing and asking. At last it prints what names were looked up and where connections went:

    {"looked_up": ["heimo.test"], "connected": [["127.0.0.1", 9050]], "reasons": ["proxy"]}
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from heimo_tui.core.errors import Unreachable
from heimo_tui.core.views import Link
from tests.support.people import Person, person, until

_LOOK_UPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
_SENDS = ("socket.connect", "socket.sendto", "socket.sendmsg")


class Watch:
    """An audit hook, which nothing in the process can take away again."""

    def __init__(self) -> None:
        self.looked_up: set[str] = set()
        self.connected: set[tuple[str, int]] = set()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note what concerns the network; `sendto` and `sendmsg` tell an address only where there is no connection."""
        if event in _LOOK_UPS:
            name = arguments[0]
            self.looked_up.add(name.decode() if isinstance(name, bytes) else str(name))
        elif event in _SENDS and isinstance(arguments[1], tuple):
            self.connected.add((str(arguments[1][0]), int(arguments[1][1])))


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def _meanwhile(someone: Person, circle: bytes) -> list[str]:
    """Everything that somebody may try once more."""
    reasons = []
    membership, forum = someone.services.membership, someone.services.forum
    current = membership.current()
    assert current is not None
    await someone.write(circle, "and now?")
    for attempt in (forum.refresh(circle), forum.refresh(), membership.look(current.address)):
        try:
            await attempt
        except Unreachable as problem:
            reasons.append(problem.reason)
    await until(lambda: (now := membership.current()) is not None and now.link is Link.OFFLINE)
    return reasons


async def main(folder: str, invite: str, proxy: str, watch: Watch) -> None:
    """Live through it, and tell."""
    async with person(Path(folder), proxy=proxy) as someone:
        membership = someone.services.membership
        try:
            await membership.register(invite, membership.new_phrase())
        except Unreachable as problem:
            reasons = [problem.reason]
        else:
            circle = (await someone.circle("Kitchen table")).id
            await someone.published(circle, "hello")
            await someone.services.forum.focus(circle)
            await until(lambda: (now := membership.current()) is not None and now.link is Link.LIVE)
            _tell("ready")
            await asyncio.to_thread(sys.stdin.readline)
            reasons = await _meanwhile(someone, circle)
    told = {"looked_up": sorted(watch.looked_up), "connected": sorted(watch.connected), "reasons": reasons}
    _tell(json.dumps(told))


if __name__ == "__main__":
    _watch = Watch()
    sys.addaudithook(_watch)
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], _watch))
