"""A client without a screen: the real services on a real vault, told what to do by lines of JSON on standard input.

`python -m tests.e2e.driver FOLDER`. It says what happened, a line of JSON each, only after it happened: what is said
can be held against it after a kill.
"""

import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from heimo_tui.config import Config
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.errors import BadInput
from heimo_tui.core.views import Change, Delivery, DeviceState
from heimo_tui.services.bundle import Services
from heimo_tui.vault import Argon2Cost
from heimo_tui.wiring import build

PASSPHRASE = "seven quiet herons by the lake"
CHEAP = Argon2Cost(memory_kib=64, passes=1, lanes=1)

DRAFT_SECONDS = 0.1
WAITING_AT_MOST = 5
"""Posts that may be on their way before the writer waits."""


class Driver:
    """One life of the client."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._circle = b""
        self._seen: set[bytes] = set()
        self._changed = asyncio.Event()
        self._looking: list[bytes] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Make or unlock the vault, and say which draft lay in it."""
        device = self._services.device
        if device.state() is DeviceState.FRESH:
            await device.create(PASSPHRASE)
        else:
            await device.unlock(PASSPHRASE)
        say(opened=[draft.text for draft in await self._services.compose.drafts()])
        self._services.forum.subscribe(self._on_change)
        self._spawn(self._look())

    async def obey(self, words: dict[str, Any]) -> None:
        """Do one thing, named by `do`."""
        match words["do"]:
            case "join":
                await self._services.membership.register(words["invite"], self._services.membership.new_phrase())
                await self._live()
            case "live":
                await self._live()
            case "post":
                await self._post(words["text"])
            case "write":
                self._spawn(self._keep_drafting(bytes.fromhex(words["parent"])))
                self._spawn(self._keep_posting(words["life"]))
            case "retry":
                await self._retry()
            case "settle":
                await self._settle()
            case other:
                raise ValueError(other)

    def _spawn(self, work: Any) -> None:
        self._tasks.append(asyncio.create_task(work))
        self._tasks[-1].add_done_callback(_show)

    # --- reading ---

    async def _live(self) -> None:
        forum = self._services.forum
        self._circle = (await forum.circles())[0].id
        await forum.focus(self._circle)
        await forum.start()
        await self._services.compose.start()
        say(live=self._circle.hex())

    def _on_change(self, change: Change) -> None:
        if change.circle == self._circle and change.threads:
            self._looking.extend(change.threads - self._seen)
        self._changed.set()

    async def _look(self) -> None:
        """Say every post once it can be read by all, and before that when it is on its way."""
        while True:
            looking, self._looking = self._looking, []
            for thread in looking:
                await self._look_at(thread)
            if not self._looking:
                self._changed.clear()
                await self._changed.wait()

    async def _look_at(self, thread: bytes) -> None:
        try:
            post = (await self._services.forum.thread(self._circle, thread)).root
        except BadInput:
            return  # signed anew meanwhile, under another id
        if post.delivery is Delivery.PUBLISHED and post.id not in self._seen:
            self._seen.add(post.id)
            say(seen=post.text, id=post.id.hex())
        elif post.delivery is Delivery.SENDING:
            say(sending=post.text)

    # --- writing ---

    async def _post(self, text: str) -> None:
        draft = await self._services.compose.begin(self._circle, DraftKind.POST)
        event = await self._services.compose.send(replace(draft, text=text), hold_seconds=0)
        say(sent=text, id=event.hex())

    async def _keep_posting(self, life: int) -> None:
        number = 0
        while True:
            self._changed.clear()
            if len(await self._services.compose.pending()) >= WAITING_AT_MOST:
                await self._changed.wait()
                continue
            number += 1
            await self._post(f"post {life}.{number}")

    async def _keep_drafting(self, parent: bytes) -> None:
        draft: Draft = await self._services.compose.begin(self._circle, DraftKind.REPLY, parent)
        number = int(draft.text or "0")
        while True:
            number += 1
            await self._services.compose.save(replace(draft, text=str(number)))
            say(draft=number)
            await asyncio.sleep(DRAFT_SECONDS)

    async def _retry(self) -> None:
        """The server is back: do not wait for the next try."""
        for waiting in await self._services.compose.pending():
            try:
                await self._services.compose.retry(waiting.id)
            except BadInput:
                continue  # it arrived meanwhile

    async def _settle(self) -> None:
        """Stop writing, wait until all is sent, and say what is wrong with the server, if anything."""
        for task in self._tasks[1:]:
            task.cancel()
        await asyncio.gather(*self._tasks[1:], return_exceptions=True)
        while await self._services.compose.pending():
            self._changed.clear()
            await self._retry()
            await self._wait_for_change()
        await self._services.forum.refresh(self._circle)
        problems = [problem.code for problem in await self._services.forum.problems()]
        await self._services.device.close()
        say(settled=problems)

    async def _wait_for_change(self) -> None:
        try:
            await asyncio.wait_for(self._changed.wait(), 0.5)
        except TimeoutError:
            return


def say(**what: object) -> None:
    """One line, written whole."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _show(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (problem := task.exception()) is not None:
        asyncio.get_running_loop().call_exception_handler({"message": "a task failed", "exception": problem})
        asyncio.get_running_loop().stop()


async def obeying(driver: Driver) -> None:
    """Open, then obey until standard input ends."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await driver.open()
    while line := await reader.readline():
        await driver.obey(json.loads(line))


async def main(folder: Path) -> None:
    """One life on this folder."""
    await obeying(Driver(build(Config(data=folder, keyring=False), cost=CHEAP)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
