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

from heimo_protocol.events import Need
from heimo_tui.config import Config
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.views import Filter
from heimo_tui.demo.play import prepared
from tests.support.people import until


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

        await until(answered, seconds=40)
        assert await services.forum.problems() == ()
        await services.device.close()
    assert not left_in(tmp_path)


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
