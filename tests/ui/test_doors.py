"""Opening, hiding, locking and crashing, with the real program."""

import subprocess
import sys
from pathlib import Path

from textual.widgets import Input

from heimo_tui.config import Config
from heimo_tui.core.views import DeviceState
from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.crash import redacted
from heimo_tui.ui.screens.circles import CirclesScreen
from heimo_tui.ui.screens.help import HelpScreen
from heimo_tui.ui.screens.hide import HideScreen
from heimo_tui.ui.screens.lock import LockScreen
from heimo_tui.vault.keyfile import Argon2Cost
from heimo_tui.wiring import build
from tests.support.people import person, until
from tests.support.server import Community
from tests.ui.stage import NARROW, seat

PASSPHRASE = "seven quiet herons by the lake"


async def test_hiding_covers_everything_at_once_and_the_same_key_brings_it_back(
    community: Community, tmp_path: Path
) -> None:
    async with seat(community, tmp_path, NARROW, before=("nobody may see this",)) as here:
        await here.enter()
        await here.settled(lambda: "nobody may see this" in here.text())
        await here.pilot.press("f9")
        assert isinstance(here.app.screen, HideScreen)
        await here.pilot.pause()
        for word in ("nobody may see this", "heimo", "Kitchen", "Circles"):
            assert word not in here.text()
        here.app.notify("somebody answered")
        await here.press("f1", "ctrl+p", "question_mark", "h", "i", "enter")
        assert isinstance(here.app.screen, HideScreen)
        assert "somebody answered" not in here.text() and "Sorry, try again." in here.text()
        await here.press("f9")
        await here.settled(lambda: isinstance(here.app.screen, CirclesScreen))
        assert "nobody may see this" in here.text()


async def test_with_a_passphrase_only_the_passphrase_brings_it_back(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW, before=("behind a word",)) as here:
        await here.me.services.device.set_passphrase(None, PASSPHRASE)
        await here.enter()
        await here.settled(lambda: "behind a word" in here.text())
        await here.press("f9", "f9")
        await here.pilot.pause(0.1)
        assert isinstance(here.app.screen, HideScreen)
        await here.press(*"wrong", "enter")
        await here.settled(lambda: "Sorry, try again." in here.text())
        assert here.me.services.device.state() is DeviceState.LOCKED
        assert "wrong" not in here.text()
        await here.press(*(("space" if letter == " " else letter) for letter in PASSPHRASE), "enter")
        await here.settled(lambda: isinstance(here.app.screen, CirclesScreen))
        await here.settled(lambda: "behind a word" in here.text())


async def test_locking_and_unlocking(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW, before=("locked away",)) as here:
        await here.press("ctrl+l")
        await here.settled(lambda: "There is no passphrase yet" in here.text())
        await here.me.services.device.set_passphrase(None, PASSPHRASE)
        await here.press("ctrl+l")
        await here.settled(lambda: isinstance(here.app.screen, LockScreen))
        await here.settled(lambda: here.me.services.device.state() is DeviceState.LOCKED)
        assert "locked away" not in here.text()
        here.app.screen.query_one(Input).value = "not this one"
        await here.press("enter")
        await here.settled(lambda: "That did not open it." in here.text())
        here.app.screen.query_one(Input).value = PASSPHRASE
        await here.press("enter")
        await here.settled(lambda: isinstance(here.app.screen, CirclesScreen))
        await here.enter()
        await here.settled(lambda: "locked away" in here.text())


async def test_nobody_there_for_long_locks(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW) as here:
        await here.me.services.device.set_passphrase(None, PASSPHRASE)
        await here.me.services.preferences.set(idle_minutes=1)
        here.app._last_input -= 61
        await here.settled(lambda: isinstance(here.app.screen, LockScreen))
        assert here.me.services.device.state() is DeviceState.LOCKED or await _locked(here.me.services.device)


async def _locked(device: object) -> bool:
    await until(lambda: device.state() is DeviceState.LOCKED)  # type: ignore[attr-defined] # a Device
    return True


async def test_a_fresh_device_is_welcomed_and_quitting_is_possible(tmp_path: Path) -> None:
    services = build(Config(data=tmp_path / "me"), keyring=lambda: None, cost=Argon2Cost(8192, 1, 1))
    app = HeimoApp(services)
    async with app.run_test(size=NARROW) as pilot:
        await until(lambda: type(app.screen).__name__ == "WelcomeScreen")
        await pilot.press("ctrl+q")
        await until(lambda: not app.is_running or app._exit)


async def test_a_locked_device_asks_for_its_passphrase(tmp_path: Path) -> None:
    config = Config(data=tmp_path / "me")
    services = build(config, keyring=lambda: None, cost=Argon2Cost(8192, 1, 1))
    await services.device.create(PASSPHRASE)
    await services.device.close()
    app = HeimoApp(build(config, keyring=lambda: None))
    async with app.run_test(size=NARROW) as pilot:
        await until(lambda: isinstance(app.screen, LockScreen))
        await pilot.press("f1")
        await pilot.pause()
        assert type(app.screen).__name__ == "CareScreen"


async def test_help_is_made_from_what_is_bound_here(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, (100, 60)) as here:
        await here.press("question_mark")
        assert isinstance(here.app.screen, HelpScreen)
        here.app.screen.query_one("#keys").scroll_end(animate=False)
        await here.pilot.pause()
        assert "hide" in here.text() and "audited" in here.text() and "next post" not in here.text()
        await here.press("escape")
        assert isinstance(here.app.screen, CirclesScreen)


async def test_every_place_opens_by_key(community: Community, tmp_path: Path) -> None:
    async with seat(community, tmp_path, NARROW) as here:
        for key, place in (("2", "messages"), ("3", "kept"), ("4", "you"), ("1", "circles")):
            await here.press(key)
            await here.settled(lambda place=place: here.app.current_mode == place)


async def test_a_remapped_key_does_it(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "me") as me:
        await me.services.membership.register(community.invites(1)[0], me.services.membership.new_phrase())
        app = HeimoApp(me.services, changes={"help": "f7", "list.down": "ctrl+j"})
        async with app.run_test(size=NARROW) as pilot:
            await until(lambda: isinstance(app.screen, CirclesScreen))
            await pilot.press("question_mark")
            assert isinstance(app.screen, CirclesScreen)
            await pilot.press("f7")
            assert isinstance(app.screen, HelpScreen)


def test_a_crash_report_holds_no_value() -> None:
    secret = "the words of a draft"
    try:
        {}[secret]
    except KeyError as problem:
        wrapped = RuntimeError(secret)
        wrapped.__cause__ = problem
        report = str(redacted(wrapped))
    assert secret not in report and "secret" not in report
    assert "builtins.KeyError" in report and "test_doors.py" in report and str(Path(__file__).parent) not in report


_START = """
import asyncio, sys
from heimo_tui.config import Config
from heimo_tui.ui.app import HeimoApp
from heimo_tui.wiring import build
from pathlib import Path

app = HeimoApp(build(Config(data=Path(sys.argv[1]))))
found = []
first = app.call_after_refresh
def painted(*args, **options):
    found.append(sorted({"httpx", "keyring"} & sys.modules.keys()))
    return first(*args, **options)
app.call_after_refresh = painted
async def main():
    async with app.run_test(size=(80, 24)):
        pass
asyncio.run(main())
print(found[0])
"""


def test_the_first_paint_needs_neither_httpx_nor_keyring(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _START, str(tmp_path / "me")], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr
