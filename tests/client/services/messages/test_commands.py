"""Messages from a pipe: every command as a process of its own, against a community that runs."""

import asyncio
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heimo_tui.config import Config
from heimo_tui.services.bundle import Services
from heimo_tui.vault.keyfile import FLOOR
from heimo_tui.wiring import build
from tests.client.services.messages.talkers import TABLE, Talker, Town, exchanged, ready, talkers
from tests.support.people import Person, PocketKeyring

PHRASE = "several quiet otters below a bridge"
MOVED = "seven otters crossed the frozen bay"
UNKIND = "You are an idiot."


@dataclass
class Machine:
    """A data folder that `heimo` is run on, one process after the other."""

    folder: Path
    secret: Path

    async def run(self, *words: str, text: str = "", code: int = 0) -> str:
        """Run `heimo messages`, which must end with this code; gives what it says."""
        at = ("--data", str(self.folder), "--passphrase-file", str(self.secret))
        command = (sys.executable, "-m", "heimo_tui", *at, "messages", *words)

        def work() -> "subprocess.CompletedProcess[str]":
            return subprocess.run(command, input=text, capture_output=True, text=True, timeout=120, check=False)

        done = await asyncio.to_thread(work)
        assert done.returncode == code, (done.stdout, done.stderr)
        return done.stdout if code != 1 else done.stderr

    async def json(self, *words: str, text: str = "", code: int = 0) -> list[dict[str, Any]]:
        """The same with `--json`, one object a line."""
        said = await self.run(*words, "--json", text=text, code=code)
        return [json.loads(line) for line in said.splitlines()]


async def machine(folder: Path, town: Town, other: Talker) -> tuple[Machine, bytes]:
    """A member's machine after a reply was exchanged with the other; gives their key too."""
    secret = folder.with_suffix(".passphrase")
    secret.write_text(PHRASE)
    services: Services = build(Config(data=folder), keyring=lambda: None, cost=FLOOR)
    await services.device.create(PHRASE)
    someone = Person(services, PocketKeyring(), Config(data=folder))
    await services.forum.start()
    await services.compose.start()
    me = Talker(someone, other.clock)
    await me.join(town.invite())
    await exchanged(other, me)
    await ready(me)
    await services.device.close()
    return Machine(folder, secret), me.key


async def test_a_conversation_from_a_pipe(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "other") as (other,):
        heimo, key = await machine(tmp_path / "machine", town, other)
        theirs = await other.messages.ask(other.circle, key, "may I write to you?")
        await other.step()
        (asked,) = await heimo.json("list")
        assert (asked["kind"], asked["text"], asked["circle"]) == ("request", "may I write to you?", TABLE)
        assert "asks for contact" in await heimo.run("list", "--offline")
        assert "Nobody asks" in await heimo.run("accept", "nobody at all", code=1)
        (accepted,) = await heimo.json("accept", "1")
        assert accepted["with"] == asked["with"]
        await other.step()
        (row,) = await heimo.json("list")
        assert (row["kind"], row["id"], row["standing"]) == ("conversation", accepted["id"], "open")

        (found,) = await heimo.json("send", "1", text=UNKIND, code=3)
        assert any(one["voice"] == "look_again" for one in found["findings"])
        assert "nothing to say" in await heimo.run("send", "1", "--check-only", text="good morning")
        await heimo.run("send", "1", code=2)
        await heimo.run("send", "nobody", text="hello", code=1)
        (sent,) = await heimo.json("send", asked["with"][:4], text="good morning\n")
        assert sent["mark"] == "sent"
        (angry,) = await heimo.json("send", row["id"][:8], "--send-anyway", text=UNKIND)
        assert angry["mark"] == "sent"
        await other.step()
        assert await other.texts(theirs) == ["may I write to you?", ">good morning", f">{UNKIND}"]

        await other.messages.send(theirs, "that was not kind")
        await other.step()
        assert (await heimo.json("list"))[0]["new"] == 1
        lines = await heimo.json("show", "1", "--limit", "2")
        assert [(one["by"] is None, one["text"], one["new"]) for one in lines] == [
            (True, UNKIND, False),
            (False, "that was not kind", True),
        ]
        assert (await heimo.json("list"))[0]["new"] == 0
        (answer,) = await heimo.json("send", "1", "--reply-to", lines[1]["id"][:10], text="you are right, I am sorry")
        assert (await heimo.json("show", "1", "--offline"))[-1]["reply_to"] == lines[1]["id"]
        assert "> that was not kind\nyou are right" in await heimo.run("show", "1", "--offline")
        await other.step()
        assert (await other.lines(theirs))[-1].id.hex() == answer["id"]

        town.community.stop()
        try:
            (kept,) = await heimo.json("send", "1", text="and again later", code=4)
            assert kept["mark"] == "queued"
        finally:
            town.community.start()
        await heimo.run("list")
        await other.step()
        assert (await other.texts(theirs))[-1] == ">and again later"

        assert (await heimo.json("block", "1"))[0]["blocked"] is True
        assert (await heimo.json("list", "--offline"))[0]["standing"] == "ended"


async def test_asking_declining_and_reporting_from_a_pipe(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "other", "moderator") as (other, moderator):
        heimo, key = await machine(tmp_path / "machine", town, other)
        (found,) = await heimo.json("ask", TABLE, "1", text=UNKIND, code=3)
        assert found["findings"]
        assert "not here any more" in await heimo.run("ask", TABLE, "1", "--reply", "7", text="hello", code=1)
        (asked,) = await heimo.json("ask", TABLE, "1", text="may I ask you something?")
        assert asked["mark"] == "sent"
        await heimo.run("ask", TABLE, "1", text="once more", code=1)
        await other.step()
        (request,) = await other.messages.requests()
        assert (request.author.key, request.text) == (key, "may I ask you something?")
        theirs = await other.messages.accept(request.id)
        await other.step()
        await heimo.run("list")
        await other.messages.send(theirs, "go away, all of you")
        await other.step()

        (line,) = [one for one in await heimo.json("show", "1") if one["text"] == "go away, all of you"]
        assert line["reportable"]
        await heimo.run("report", "1", line["id"], "--reason", "nothing", code=2)
        assert "No moderator" in await heimo.run("report", "1", line["id"], "--reason", "unkind", code=1)
        town.community.command("moderators", "add", TABLE, moderator.key.hex())
        (told,) = await heimo.json("report", "1", line["id"][:12], "--reason", "unkind", "--note", "again")
        assert told["reported"] == 1
        await moderator.person.services.forum.refresh(moderator.circle)
        await moderator.step()
        (report,) = await moderator.messages.reports()
        assert report.author is not None
        assert (report.author.key, report.reporter.key, report.note) == (other.key, key, "again")


async def test_declining_and_moving_from_a_pipe(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "other") as (other,):
        heimo, key = await machine(tmp_path / "machine", town, other)
        await other.messages.ask(other.circle, key, "hello?")
        await other.step()
        await heimo.run("list")
        assert "not told" in await heimo.run("decline", "1")
        assert await heimo.json("list") == []
        mine = Config(data=heimo.folder)
        services = build(mine, keyring=lambda: None)
        await services.device.unlock(PHRASE)
        await services.device.export(tmp_path / "file", MOVED, False, lambda _: None, lambda: False, move=True)
        await services.device.close()
        assert "moved to another computer" in await heimo.run("ask", TABLE, "1", text="hello", code=1)
        assert "used here again" in await heimo.run("bring-back", "--yes")
        # the day's tokens went along; tomorrow there are others
        assert "as much as one name may" in await heimo.run("ask", TABLE, "1", text="hello", code=1)
