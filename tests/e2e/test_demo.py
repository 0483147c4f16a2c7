"""The demo: a community in seconds, people who answer, and nothing left of it, however it ends."""

import asyncio
import json
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from textual.pilot import Pilot

from heimo_protocol.events import Need
from heimo_tui.config import Config
from heimo_tui.core.conversations import Asking, Inbox, Line, Standing
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.views import Filter
from heimo_tui.demo.mail import script as mail_script
from heimo_tui.demo.play import prepared
from heimo_tui.demo.script import load
from heimo_tui.services.bundle import Services
from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.widgets.draft_area import DraftArea
from tests.support.people import until

SCRIPT = load()
MAIL = mail_script.load(SCRIPT)
PATIENCE = 60.0
"""Seconds for what members do after a while, on a machine that does much else."""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_a_visitor_is_at_home_reads_writes_and_is_answered(tmp_path: Path) -> None:
    shares: list[float] = []
    async with prepared(Config(data=tmp_path / "unused"), shares.append) as services:
        assert shares[-1] == 1
        circles = {circle.name: circle for circle in await services.forum.circles()}
        assert len(circles) == 8
        assert {circle.lang for circle in circles.values()} == {"en", "fi"}
        await services.forum.start()
        await services.compose.start()
        burnout = circles["Burnout"].id
        await services.forum.focus(burnout)
        waiting = await services.forum.thread_list(burnout, Filter.WAITING)
        assert waiting.ids
        threads = await services.forum.thread_list(burnout)
        assert threads.left_at is None or threads.left_at < len(threads.ids)
        draft = await services.compose.begin(burnout, DraftKind.POST)
        post = await services.compose.send(replace(draft, text="I am new to this table.", need=Need.LISTEN), 0)

        async def answered() -> bool:
            return bool((await services.forum.thread(burnout, post)).replies)

        await until(answered, seconds=PATIENCE)
        assert await services.forum.problems() == ()
        await services.device.close()
    assert not left_in(tmp_path)


async def test_by_keys_a_conversation_a_request_and_an_answer_while_one_waits(tmp_path: Path) -> None:
    async with prepared(Config(data=tmp_path / "unused"), lambda _: None) as services:
        app = HeimoApp(services)
        async with app.run_test(size=(140, 40)) as pilot:
            last, request = MAIL.conversation.lines[-1], MAIL.request
            await until(lambda: services.messages.inbox() == Inbox(requests=1, unread=2), seconds=PATIENCE)
            await _press(pilot, "2", called(MAIL.conversation.peer), last.text[:13], called(request.line.by))
            await _stands_on(pilot, called(request.line.by))
            await _sees(pilot, "Would you like to swap some?", "a accept")
            await _press(pilot, "j", MAIL.conversation.lines[1].text[:20])
            await _stands_on(pilot, called(MAIL.conversation.peer))
            await pilot.press("enter")
            await until(lambda: services.messages.inbox() == Inbox(requests=1), seconds=PATIENCE)
            await pilot.press("c")
            await until(lambda: isinstance(app.focused, DraftArea), seconds=PATIENCE)
            await pilot.press(*"black", "ctrl+s")
            answers = [one.text for one in MAIL.answers if one.by == MAIL.conversation.peer]
            await _sees(pilot, "black", answers[0][:30])
        await services.device.close()
    assert not left_in(tmp_path)


async def test_whoever_answered_accepts_when_asked_for_contact(tmp_path: Path) -> None:
    async with prepared(Config(data=tmp_path / "unused"), lambda _: None) as services:
        await services.forum.start()
        await services.compose.start()
        await services.messages.start()
        circle = next(one.id for one in await services.forum.circles() if one.lang == "fi")
        await services.forum.focus(circle)
        draft = await services.compose.begin(circle, DraftKind.POST)
        post = await services.compose.send(replace(draft, text="Olen uusi tässä pöydässä.", need=Need.LISTEN), 0)

        async def answered() -> bool:
            return bool((await services.forum.thread(circle, post)).replies)

        await until(answered, seconds=PATIENCE)
        author = (await services.forum.thread(circle, post)).replies[0].author.key
        assert await services.messages.asking(circle, author) is Asking.OPEN
        conversation = await services.messages.ask(circle, author, "Saanko kirjoittaa sinulle?")
        await services.messages.focus(conversation)
        await until(lambda: _hears(services, conversation), seconds=PATIENCE)
        assert (await services.messages.open(conversation)).standing is Standing.OPEN
        welcomes = {one.text for one in MAIL.welcomes if one.language == "fi"}
        assert (await services.messages.lines(conversation, 0, 10))[-1].text in welcomes
        await services.device.close()
    assert not left_in(tmp_path)


async def _hears(services: Services, conversation: bytes) -> bool:
    """Whether the other one has said something there."""
    lines = await services.messages.lines(conversation, 0, 10)
    return any(one.line is Line.TEXT and not one.mine for one in lines)


def called(key: str) -> str:
    """The name of a member whom the visitor has messages with."""
    member = next(one for one in SCRIPT.members if one.key == key)
    return member.names[MAIL.conversation.circle]


async def _press(pilot: Pilot[None], key: str, *words: str) -> None:
    """Press a key once, and wait until all of these words stand on the screen."""
    await pilot.press(key)
    await _sees(pilot, *words)


async def _sees(pilot: Pilot[None], *words: str) -> None:
    def stand() -> bool:
        text = _text(pilot)
        return all(one in text for one in words)

    try:
        await until(stand, seconds=PATIENCE)
    except AssertionError as problem:
        raise AssertionError(f"not all of {words} on\n{_text(pilot)}") from problem
    await pilot.pause()


async def _stands_on(pilot: Pilot[None], name: str) -> None:
    """Wait until the list's cursor is on this name."""
    await until(lambda: any(row.startswith("▌") and name in row for row in _text(pilot).splitlines()), seconds=PATIENCE)


def _text(pilot: Pilot[None]) -> str:
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGHUP])
async def test_nothing_is_left_when_the_visitor_is_killed(tmp_path: Path, how: signal.Signals) -> None:
    visitor = (
        "import asyncio, sys\nfrom pathlib import Path\nfrom heimo_tui.config import Config\n"
        "from heimo_tui.demo.play import prepared\n"
        "async def main():\n"
        "    async with prepared(Config(data=Path('unused')), lambda _: None):\n"
        "        print('here', flush=True)\n"
        "        await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", visitor, stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": os.getcwd()}
    )
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 30) == b"here\n"
    family = psutil.Process(process.pid).children(recursive=True)
    assert any("server_stub" in json.dumps(one.cmdline()) for one in family)
    assert left_in(tmp_path)
    process.send_signal(how)
    await process.wait()
    _gone, alive = await asyncio.to_thread(psutil.wait_procs, family, 15)
    assert not alive
    assert not left_in(tmp_path)
