"""Messages by keys in real terminals: asked, accepted, talked, compared, told to the moderators, ended."""

import asyncio
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from heimo_tui.config import Config
from heimo_tui.wiring import build
from tests.e2e.driver import CHEAP
from tests.e2e.test_terminal import FIRST, NARROW, NORMAL, PASSPHRASE, Desk, into_the_kitchen, unlock, walk
from tests.support.people import Person, PocketKeyring
from tests.support.server import Community, served
from tests.support.terminal import Terminal

pytestmark = [
    pytest.mark.terminal,
    # where tests guard a release nothing is skipped: without tmux they fail there
    pytest.mark.skipif(
        shutil.which("tmux") is None and not os.environ.get("CI"),
        reason="TMUX IS MISSING: nothing was tried in a real terminal; install it (tests/system-packages.sh)",
    ),
]

CIRCLES = Path(__file__).parents[2] / "support" / "circles.toml"
TABLE = "Kitchen table"
REPLY = "Neither have I, not since my father moved in"
ASKS = "Your reply helped me. May I write to you?"
GROUPS = 12
UNWANTED = "Tell me which street you live in, I will find you"


@dataclass
class Three:
    """The desks of two who answered each other and of a moderator, and what the first two are called."""

    anna: Desk
    ben: Desk
    mia: Desk
    names: tuple[str, str]


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    """Everybody was here before; all programs have ended."""
    with served(tmp_path / "s", "--circles", str(CIRCLES), "--name", "village") as community:
        anna, ben, mia = (Desk(tmp_path / name) for name in "abm")
        for desk in (anna, ben, mia):
            desk.folder.mkdir()
        yield Three(anna, ben, mia, names=asyncio.run(_met(community, [anna, ben, mia])))


async def _met(community: Community, desks: list[Desk]) -> tuple[str, str]:
    anna, ben, mia = [await _person(desk, invite) for desk, invite in zip(desks, community.invites(3), strict=True)]
    circle = (await anna.circle(TABLE)).id
    post = await anna.published(circle, FIRST)
    await ben.services.forum.refresh(circle)
    await ben.published(circle, REPLY, parent=post)
    await mia.services.membership.join_circle(circle)
    vault = mia.services.membership._house.open_vault()
    key = await vault.read(lambda tables: tables.circles.require(circle).my_key or b"")
    community.command("moderators", "add", TABLE, key.hex())
    names = []
    for one in (anna, ben, mia):
        await one.services.forum.refresh(circle)
        await one.services.messages.refresh()
        mine = (await one.circle(TABLE)).my_name
        assert mine is not None
        names.append(mine.name)
        await one.services.device.close()
    return names[0], names[1]


async def _person(desk: Desk, invite: str) -> Person:
    config = Config(data=desk.data, keyring=False)
    services = build(config, cost=CHEAP)
    await services.device.create(PASSPHRASE)
    await services.membership.register(invite, services.membership.new_phrase())
    await services.compose.start()
    return Person(services, PocketKeyring(), config)


def test_from_a_request_to_the_end_by_keys(three: Three) -> None:
    with ExitStack() as stack:
        anna = stack.enter_context(three.anna.heimo(size=NARROW))
        asks(anna)
        ben = stack.enter_context(three.ben.heimo(size=NARROW))
        accepts(ben)
        talk(anna, ben)
        compare(anna, ben)
        tell_and_block(anna, ben)
        mia = stack.enter_context(three.mia.heimo(size=NORMAL))
        reads_the_report(mia, three.names[0])
        anna.resize(*NORMAL)
        anna.wait_for("· you: Tell me which", "Only you and", UNWANTED)
        assert "ended" not in anna.screen()
        for screen in (anna, ben, mia):
            screen.keys("C-q")
            screen.wait_dead()


def asks(screen: Terminal) -> None:
    """From the reply in a thread to a request that is at the server."""
    unlock(screen)
    into_the_kitchen(screen)
    walk(screen, ("Enter", f"{TABLE} · {FIRST[:20]}"))
    screen.wait_until(lambda now: REPLY[:20] in marked(now))
    walk(screen, ("m", "280 letters left"))
    screen.type(ASKS)
    screen.wait_for(f"{280 - len(ASKS)} letters left")
    walk(screen, ("C-s", "it shows under 2 Messages"), ("2", "you asked; no answer yet"), ("Enter", "You asked"))
    screen.wait_until(lambda now: is_sent(now, ASKS))


def accepts(screen: Terminal) -> None:
    """Ask what is new once, read who asks, agree."""
    unlock(screen)
    screen.wait_for(TABLE, "connected")
    walk(screen, ("C-r", "Messages •1"), ("2", "Asking for contact"))
    screen.wait_until(lambda now: "asks: " in marked(now))
    walk(screen, ("Enter", "○ not verified"))
    screen.wait_for(ASKS, "a accept")
    walk(screen, ("a", "You agreed to talk."))
    screen.wait_for("ctrl+s send")


def talk(anna: Terminal, ben: Terminal) -> None:
    """Each sees what the other says while both look at it."""
    says(ben, "Gladly. How are you today?")
    anna.wait_for("agreed to talk", "Gladly. How are you today?")
    walk(anna, ("c", "ctrl+s send"))
    says(anna, "Better since you wrote")
    ben.wait_for("Better since you wrote")
    walk(ben, ("Escape", "c write"))
    ben.wait_until(lambda now: "Better since" in marked(now))
    walk(ben, ("r", "↳ “Better since you wrote”"))
    ben.wait_for("ctrl+s send")
    says(ben, "I am glad of that")
    anna.wait_for("▎ you: “Better since you wrote”", "I am glad of that")


def says(screen: Terminal, words: str) -> None:
    screen.type(words)
    screen.wait_for(words)
    screen.keys("C-s")
    screen.wait_until(lambda now: is_sent(now, words))


def compare(anna: Terminal, ben: Terminal) -> None:
    """The same twelve groups on both screens; each marks it."""
    numbers = []
    for screen in (anna, ben):
        walk(screen, ("Escape", "c write"), ("v", "Safety number with"))
        shown = screen.wait_until(lambda now: len(groups(now)) == GROUPS and "Not compared yet" in now)
        numbers.append(groups(shown))
        walk(screen, ("v", "✓ You compared it."), ("Escape", "✓ verified"))
        screen.wait_for("c write")
    assert numbers[0] == numbers[1]


def tell_and_block(anna: Terminal, ben: Terminal) -> None:
    """One message goes to the moderators, then contact ends."""
    walk(anna, ("c", "ctrl+s send"))
    says(anna, UNWANTED)
    ben.wait_until(lambda now: UNWANTED[:20] in marked(now))
    walk(ben, ("x", "Which messages should the moderators see?"))
    ben.wait_until(lambda now: re.search(rf"\[x\].*{UNWANTED[:20]}", now) is not None)
    assert ben.screen().count("[x]") == 1
    walk(ben, ("Enter", "2 it threatens somebody"), ("2", "They will see: this one message"))
    ben.type("every night")
    ben.wait_for("every night")
    walk(ben, ("Enter", "Told to the moderators"), ("B", "End it and block"), ("Tab", "End it and block"))
    walk(ben, ("Enter", "This has ended."), ("Escape", "Kitchen table · ended"), ("b", "Nobody of them knows"))
    walk(ben, ("Escape", "Kitchen table · ended"))


def reads_the_report(screen: Terminal, author: str) -> None:
    """A moderator, in a wide terminal."""
    unlock(screen)
    screen.wait_for(TABLE, "connected")
    walk(screen, ("C-r", "5 Moderate •"), ("5", "one waits"), ("z", "✓ verified: sent by"))
    shown = screen.wait_for(UNWANTED, "it threatens", "“every night”")  # a long name wraps the rest
    assert re.search(rf"✓ verified: sent by \S+ {author}", shown)
    assert "Better since" not in shown and "Gladly" not in shown
    walk(screen, ("s", "Nothing waits. Thank you"))


def marked(screen: str) -> str:
    """What stands on the lines that the cursor marks."""
    return "\n".join(line for line in screen.splitlines() if re.match(r"\s?▌", line))


def is_sent(screen: str, words: str) -> bool:
    """Whether the line of these words says that they are at the server, or already with the other."""
    return re.search(rf"{re.escape(words)}\s+(→ sent|✓)", screen) is not None


def groups(screen: str) -> list[str]:
    """The groups of a safety number, in order."""
    return re.findall(r"\b\d{5}\b", screen)
