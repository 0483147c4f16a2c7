"""The demo's other side as a process: server, members, and one folder for everything, gone when standard input ends.

`python -m heimo_tui.demo.keeper` prints a line of JSON with the community's `address`, the visitor's `phrase` (they
have been here before) and a `folder` for their data, then how far the members' past is written (0 to 1, a line each).
At VISIT it waits for a line, since the visitor looked in then; after 1 the members go on living, and write messages to
the visitor, whose device has to be known to the server by then. However the visitor's side ends, the end of standard
input ends all of this.
"""

import asyncio
import contextlib
import json
import math
import signal
import sys

from heimo_tui.core.errors import HeimoError
from heimo_tui.demo.mail import script as mail_script
from heimo_tui.demo.mail.correspondence import Correspondence
from heimo_tui.demo.member import Town
from heimo_tui.demo.players import Players
from heimo_tui.demo.script import DemoScript, load
from heimo_tui.demo.stage import Stage, StageFailed, stage
from heimo_tui.network.contexts import Contexts, Route
from heimo_tui.network.descriptor import fetch

VISIT = 0.9
"""The share at which all is written up to the visitor's last visit."""

VISIT_HOURS_AGO = 14.0


async def keep() -> int:
    """Run until standard input ends; returns the exit code."""
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    script = load()
    try:
        async with stage(script, len(script.members)) as town:
            visited = asyncio.Event()
            life = asyncio.create_task(_live(script, town, visited))
            over = asyncio.create_task(_hear(lines, visited))
            await asyncio.wait({life, over}, return_when=asyncio.FIRST_COMPLETED)
            ended_well = over.done()
            for task in (life, over):
                task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await life
            return 0 if ended_well else 1
    except (HeimoError, StageFailed) as problem:
        say({"failed": str(problem)})
        return 1


def say(what: object) -> None:
    """Print a line of JSON."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


async def _live(script: DemoScript, town: Stage, visited: asyncio.Event) -> None:
    contexts = Contexts(Route(town.address))
    fetched = await fetch(contexts)
    await contexts.close_all()
    players = Players(script, Town(town.address, fetched.descriptor, fetched.hash))
    visitor = script.visitor.key
    phrase = players.member(visitor).phrase
    say({"address": town.address, "phrase": phrase, "folder": str(town.folder / visitor)})
    await players.arrive(town.invites)
    await players.write_past(lambda share: say(share * VISIT), from_hours=math.inf, to_hours=VISIT_HOURS_AGO)
    say(VISIT)
    await visited.wait()
    await players.write_past(lambda _: None, from_hours=VISIT_HOURS_AGO, to_hours=0)
    say(1)
    mail = Correspondence(script, mail_script.load(script), players, town.address, town.folder)
    players.met = mail.meet
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(players.live_on())
        tasks.create_task(mail.live_on())


async def _hear(lines: asyncio.StreamReader, visited: asyncio.Event) -> None:
    """Wait for the visit to be over, then for the end."""
    await lines.readline()
    visited.set()
    await lines.read()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(asyncio.run(keep()))
