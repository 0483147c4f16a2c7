"""Two people with a process each who met in a circle, asked, accepted and talk; and what is on their disks."""

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL

from heimo_tui.core.conversations import Line, Mark
from heimo_tui.core.secrets import SecretText
from heimo_tui.vault import Vault
from heimo_tui.vault.tables import Tables
from tests.e2e.driver import PASSPHRASE
from tests.e2e.processes import Community, Process, community

ASKED = "may I write to you?"
MANY_SECONDS = 120.0
"""How long hundreds of messages may take on a machine that does much else."""

Making = Callable[[tuple[str, ...], Path], Process]


@dataclass
class Person:
    """Somebody and their device."""

    name: str
    folder: Path
    process: Process
    begun: int = 0
    """How much they had said when this life began."""

    @property
    def told(self) -> list[str]:
        """The texts that their client took, in all lives."""
        return [line["told"] for line in self.process.said if "told" in line]

    @property
    def heard(self) -> int:
        """How many texts their screens were told of, in all lives."""
        return sum("heard" in line for line in self.process.said)

    def has(self, *, told: int, heard: int) -> bool:
        """Whether they told and heard so much in this life."""
        now = self.process.said[self.begun :]
        return sum("told" in line for line in now) >= told and sum("heard" in line for line in now) >= heard

    async def hears(self, text: str) -> None:
        """Wait until their screen is told of this text."""
        await self.process.until(
            lambda: any(line.get("heard") == text for line in self.process.said), patience=MANY_SECONDS
        )

    async def tells(self, texts: list[str]) -> None:
        """Say something, text by text; it is on the disk when this returns."""
        for text in texts:
            self.process.tell(do="tell", text=text)
        await self.process.until(lambda: set(texts) <= set(self.told), patience=MANY_SECONDS)

    async def does(self, what: str, done: str) -> None:
        """Tell them to do something that needs nothing more, and wait until they say it is done."""
        before = len(self.process.said)
        self.process.tell(do=what)
        await self.process.hears(done, after=before, patience=MANY_SECONDS)

    async def wakes(self) -> None:
        """Begin a life in the conversation."""
        await self.process.start()
        await self.does("talk", "talking")


@asynccontextmanager
async def couple(folder: Path, making: Making = Process) -> AsyncIterator[tuple[Community, Person, Person]]:
    """A community and two people in it who talk; anna asked and ben accepted. Whoever lives at the end is killed."""
    async with AsyncExitStack() as stack:
        town = await stack.enter_async_context(community(folder, members=2, process=making))
        anna, ben = (_person(folder, name, making) for name in ("anna", "ben"))
        for one, invite in zip((anna, ben), town.invites, strict=True):
            await one.process.start()
            stack.push_async_callback(one.process.end, SIGKILL)
            one.process.tell(do="join", invite=invite)
            await one.process.hears("live")
        await _meet(anna.process, ben.process)
        for one in (anna, ben):
            await one.does("talk", "talking")
        await anna.process.until(lambda: {"line": "accepted"} in anna.process.said or _is_open(anna))
        yield town, anna, ben


def _person(folder: Path, name: str, making: Making) -> Person:
    home = folder / name
    command = (sys.executable, "-m", "tests.e2e.messages.teller", str(home))
    return Person(name, home, making(command, folder / f"{name}.log"))


def _is_open(person: Person) -> bool:
    return any(line.get("lines", 0) > 1 for line in person.process.said)


async def _meet(anna: Process, ben: Process) -> None:
    """A post and a reply to it, then a request and its acceptance."""
    anna.tell(do="post", text="is anybody else awake")
    post = (await ben.hears("seen"))["id"]
    ben.tell(do="reply", parent=post, text="I am")
    await ben.hears("replied")
    anna.tell(do="ready")
    ben.tell(do="ready")
    key = (await ben.hears("ready"))["ready"]
    await anna.hears("ready")
    anna.tell(do="ask", key=key, text=ASKED)
    await anna.hears("asked")
    ben.tell(do="accept")
    assert (await ben.hears("accepted"))["text"] == ASKED


@dataclass(frozen=True)
class Kept:
    """A conversation as it is on somebody's disk."""

    mine: list[str]
    theirs: list[str]
    kinds: set[Line]
    marks: set[Mark | None]
    sessions: list[bytes]
    resets: float
    unread_frames: int
    waiting: int


async def kept_by(person: Person) -> Kept:
    """Open somebody's vault, after their process has ended, and read the only conversation."""
    vault = await Vault.open(person.folder, keyring=None, passphrase=SecretText(PASSPHRASE))
    try:
        return await vault.read(_kept)
    finally:
        await vault.close()


def _kept(tables: Tables) -> Kept:
    (row,) = tables.mail.conversations.all()
    lines = tables.mail.lines.window(row.id, 0, 10**6)
    texts = [one for one in lines if one.kind is Line.TEXT]
    return Kept(
        mine=[one.text for one in texts if one.mine],
        theirs=[one.text for one in texts if not one.mine],
        kinds={one.kind for one in lines},
        marks={one.mark for one in texts if one.mine},
        sessions=[one.sid for one in tables.mail.sessions.of(row.id)],
        resets=row.reset_at,
        unread_frames=len(tables.mail.quarantine.of(row.id)),
        waiting=len(tables.mail.outgoing.of(row.id)),
    )
