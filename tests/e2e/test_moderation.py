"""Author, helper and moderator, each a process of its own, on a server that is one too: from a first word to a ban."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.processes import PATIENCE, Process
from tests.support.roomy import CIRCLES
from tests.support.server import Community, served

ROLES = ("author", "helper", "moderator")


class Someone:
    """A client that is asked one thing at a time."""

    def __init__(self, folder: Path) -> None:
        command = (sys.executable, "-m", "tests.e2e.moderating_driver", str(folder))
        self.process = Process(command, folder.with_suffix(".log"))
        self.phrase: list[str] = []
        self.begun = False

    async def start(self) -> None:
        """Begin a life."""
        heard = len(self.process.said)
        await self.process.start()
        self.begun = True
        await self.process.hears("opened", after=heard)

    async def ask(self, do: str, **words: Any) -> Any:
        """Tell it to do something; gives the answer."""
        heard = len(self.process.said)
        self.process.tell(do=do, **words)
        return (await self.process.hears("answer", after=heard))["answer"]

    async def sees(self, do: str, so: Callable[[Any], bool], **words: Any) -> Any:
        """Ask until the answer is so."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not so(found := await self.ask(do, **words)):
            assert asyncio.get_running_loop().time() < end, found
            await asyncio.sleep(0.05)
        return found


@asynccontextmanager
async def people(town: Community, folder: Path, circle: str) -> AsyncIterator[tuple[Someone, Someone, Someone]]:
    """The three, in a circle; the last moderates it."""
    everyone = [Someone(folder / role) for role in ROLES]
    try:
        for one, invite in zip(everyone, await asyncio.to_thread(town.invites, len(ROLES)), strict=True):
            await one.start()
            one.phrase = await one.ask("register", invite=invite, circle=circle)
        key = await everyone[2].ask("join")
        await asyncio.to_thread(town.command, "moderators", "add", circle, key)
        yield everyone[0], everyone[1], everyone[2]
        for one in everyone:
            assert await one.ask("problems") == []
    finally:
        for one in everyone:
            if one.begun:
                await one.process.end(signal.SIGKILL)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Community]:
    with served(tmp_path / "server", "--circles", str(CIRCLES)) as one:
        yield one


def delivered(*states: str) -> Callable[[Any], bool]:
    return lambda pending: [one[0] for one in pending] == list(states)


def waits(*kinds: str) -> Callable[[Any], bool]:
    return lambda queue: [one["kind"] for one in queue] == list(kinds)


@pytest.mark.slow
async def test_a_held_first_post_is_returned_changed_and_admitted(town: Community, tmp_path: Path) -> None:
    async with people(town, tmp_path, "Front door") as (author, helper, moderator):
        event = await author.ask("post", text="Jane Roe of Acme shouts at me")
        await author.sees("pending", delivered("held"))
        (item,) = await moderator.sees("queue", waits("held"))
        assert item["text"] == "Jane Roe of Acme shouts at me"
        await moderator.ask("decide", deed="return", words="please leave her name out")
        ((_, _, words),) = await author.sees("pending", delivered("returned"))
        assert words == "please leave her name out"
        again = await author.ask("change", event=event, text="my boss shouts at me")
        await author.sees("pending", delivered("held"))
        assert "error" in await helper.ask("read", event=again)
        (item,) = await moderator.sees("queue", waits("held"))
        assert item["text"] == "my boss shouts at me"
        await moderator.ask("decide", deed="admit")
        await author.sees("pending", delivered())
        seen = await helper.sees("read", lambda post: post.get("gone") == "no", event=again)
        assert seen["text"] == "my boss shouts at me"
        second = await author.ask("post", text="and again today")
        await helper.sees("read", lambda post: post.get("text") == "and again today", event=second)
        assert [one[:2] for one in await helper.ask("history")][:2] == [
            ["ADMIT", ""],
            ["RETURN", "please leave her name out"],
        ]


@pytest.mark.slow
async def test_a_report_is_folded_then_removed_appealed_and_reversed(town: Community, tmp_path: Path) -> None:
    async with people(town, tmp_path, "Kitchen table") as (author, helper, moderator):
        event = await author.ask("post", text="he died in my arms, and you all look away")
        await helper.sees("read", lambda post: post.get("gone") == "no", event=event)
        await moderator.sees("read", lambda post: post.get("gone") == "no", event=event)
        await helper.ask("report", event=event, reason="other")
        await moderator.sees("queue", waits("reported"))
        await moderator.ask("decide", deed="fold", words="a hard text", notes=["death"])
        seen = await helper.sees("read", lambda post: post["notes"] == ["death"], event=event)
        assert seen["gone"] == "no"
        await moderator.sees("queue", waits())
        assert await author.ask("about") == [], "nothing was taken away"

        await helper.ask("report", event=event, reason="unkind")
        await moderator.sees("queue", waits("reported"))
        await moderator.ask("decide", deed="remove", words="it blames everybody here")
        await helper.sees("read", lambda post: post["gone"] == "removed", event=event)
        (told,) = await author.sees("about", lambda found: len(found) == 1)
        assert (told["action"], told["words"], told["may"]) == ("HIDE", "it blames everybody here", True)
        assert await helper.ask("about") == []
        assert await author.ask("appeal", decision=told["decision"], text="I meant my family") == "ok"
        assert await author.ask("appeal", decision=told["decision"], text="again") == {"error": "appealed"}
        (item,) = await moderator.sees("queue", waits("appeal"))
        assert (item["text"], item["before"]) == ("I meant my family", "he died in my arms, and you all look away")
        await moderator.ask("decide", deed="restore", words="I see that now")
        (told,) = await author.sees("about", lambda found: found[0]["reversed"])
        assert (told["answer"], told["may"], told["appealed"]) == ("I see that now", False, True)
        seen = await helper.sees("read", lambda post: post["gone"] == "no", event=event)
        assert seen["text"] == "he died in my arms, and you all look away"
        for reader, named in ((helper, False), (moderator, True)):
            shown = [one for one in await reader.ask("history") if one[0] != "GRANT"]
            assert shown == [
                ["UNHIDE", "I see that now", named, False],
                ["HIDE", "it blames everybody here", named, True],
                ["KEEP", "a hard text", named, False],
                ["NOTES", "", named, False],
            ]


@pytest.mark.slow
async def test_whoever_is_banned_does_not_come_back(town: Community, tmp_path: Path) -> None:
    """Not with words, not by joining anew, not under a new name, and not on a new device."""
    async with people(town, tmp_path, "Kitchen table") as (author, helper, moderator):
        event = await author.ask("post", text="I know where you live")
        await helper.sees("read", lambda post: post.get("gone") == "no", event=event)
        await helper.ask("report", event=event, reason="threat")
        await moderator.sees("queue", waits("reported"))
        await moderator.ask("decide", deed="ban", words="you threatened somebody")
        await helper.sees("read", lambda post: post["gone"] == "removed", event=event)

        # the text goes first, the ban is another decision
        await author.sees("about", lambda found: {one["action"] for one in found} == {"BAN", "HIDE"})
        await author.ask("post", text="you will hear of me")
        ((_, code, _),) = await author.sees("pending", delivered("refused"))
        assert code == "banned"
        assert await author.ask("reset") == {"error": "banned"}
        told = await author.sees("about", lambda found: {one["action"] for one in found} == {"BAN", "HIDE"})
        assert {one["words"] for one in told} == {"you threatened somebody"}

        elsewhere = Someone(tmp_path / "elsewhere")
        await elsewhere.start()
        try:
            assert (
                await elsewhere.ask("recover", address=town.url, phrase=author.phrase, circle="Kitchen table") == "ok"
            )
            await elsewhere.ask("post", text="a new device")
            ((_, code, _),) = await elsewhere.sees("pending", delivered("refused"))
            assert code == "banned"
            assert await elsewhere.ask("reset") == {"error": "banned"}
            assert await elsewhere.ask("rejoin") == {"error": "banned"}
            assert await elsewhere.ask("problems") == [], "a moderator signed it"
        finally:
            await elsewhere.process.end(signal.SIGKILL)
        assert [one["kind"] for one in await moderator.ask("queue")] == []
