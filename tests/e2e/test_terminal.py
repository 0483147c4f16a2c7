"""The whole program in a real terminal: keys and clicks go in, and what a person would see comes out."""

import asyncio
import os
import re
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from heimo_tui.config import Config
from heimo_tui.ui.screens.preview import A_LOOK
from heimo_tui.vault.keyfile import Argon2Cost
from heimo_tui.wiring import build
from tests.support.people import Person, person, until
from tests.support.server import Community, served
from tests.support.terminal import Terminal, terminal

pytestmark = [
    pytest.mark.terminal,
    # where tests guard a release nothing is skipped: without tmux they fail there
    pytest.mark.skipif(
        shutil.which("tmux") is None and not os.environ.get("CI"),
        reason="TMUX IS MISSING: nothing was tried in a real terminal; install it (tests/system-packages.sh)",
    ),
]

HEIMO = (sys.executable, "-m", "heimo_tui")
PASSPHRASE = "seven quiet herons by the lake"
NARROW, NORMAL = (80, 24), (140, 40)
CIRCLES = Path(__file__).parents[1] / "support" / "circles.toml"
FIRST = "I have not slept through a night since April"


class Neighbour:
    """Another member, on a device of their own, who acts when told to."""

    def __init__(self, folder: Path, invite: str) -> None:
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self._me: Person = self._runner.run(self._stack.enter_async_context(person(folder)))
        membership = self._me.services.membership
        self._runner.run(membership.register(invite, membership.new_phrase()))
        self._circle: bytes = self._runner.run(self._me.circle("Kitchen table")).id

    def posts(self, words: str) -> None:
        """Start a thread; it is published when this returns."""
        self._runner.run(self._me.published(self._circle, words))

    def answers(self, title: str, words: str) -> None:
        """Reply in the thread of this title."""
        self._runner.run(self._answer(title, words))

    async def _answer(self, title: str, words: str) -> None:
        found: list[bytes] = []

        async def sees() -> bool:
            forum = self._me.services.forum
            await forum.refresh(self._circle)
            rows = await forum.rows(self._circle, (await forum.thread_list(self._circle)).ids)
            found.extend(row.id for row in rows if row.title.startswith(title))
            return bool(found)

        await until(sees)
        await self._me.published(self._circle, words, parent=found[0])

    def leaves(self) -> None:
        """Close the device."""
        self._runner.run(self._stack.aclose())
        self._runner.close()


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """One real community; each test brings its own people."""
    with served(tmp_path_factory.mktemp("c") / "data", "--circles", str(CIRCLES), "--name", "village") as one:
        yield one


@dataclass
class Desk:
    """Where somebody sits: nothing of the machine's own Heimo, keyring or settings reaches it."""

    folder: Path

    @property
    def data(self) -> Path:
        """Where their Heimo keeps what it keeps."""
        return self.folder / "data"

    @contextmanager
    def heimo(
        self, *words: str, size: tuple[int, int] = NARROW, env: dict[str, str] | None = None
    ) -> Iterator[Terminal]:
        """Run `heimo` in a terminal."""
        own = {
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder),
            "HEIMO_KEYRING": "false",
            "LANG": "C.UTF-8",
        }
        command = (*HEIMO, "--data", str(self.data), *words)
        with terminal(command, self.folder, size=size, env=own | (env or {})) as screen:
            yield screen

    async def made(self, invite: str) -> None:
        """A device whose owner was here before, under a passphrase."""
        services = build(Config(data=self.data, keyring=False), cost=Argon2Cost(memory_kib=64, passes=1, lanes=1))
        await services.device.create(PASSPHRASE)
        await services.membership.register(invite, services.membership.new_phrase())
        await services.device.close()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def walk(screen: Terminal, *steps: tuple[str, str]) -> None:
    """Each step is a key and what it has to lead to."""
    for key, seen in steps:
        screen.keys(key)
        screen.wait_for(seen)


def go_to(screen: Terminal, row: str) -> None:
    """Move a list's cursor to a row, whichever way it is: others write meanwhile, and the order follows them."""
    now = screen.screen()
    while row not in stood_on(now):
        lines = now.splitlines()
        above = any(row in line for line in lines[: cursor_line(lines)])
        screen.keys("k" if above else "j")
        before = stood_on(now)
        now = screen.wait_until(lambda after, before=before: stood_on(after) != before)


def cursor_line(lines: list[str]) -> int:
    """Which line the cursor is on, 0 where there is none."""
    return next((number for number, line in enumerate(lines) if re.match(r"▌|\s*▸", line)), 0)


def stood_on(screen: str) -> str:
    """The words of the row under the cursor; numbers and marks in it may change at any moment."""
    lines = screen.splitlines()
    return re.sub(r"[^A-Za-z ,.]", "", lines[cursor_line(lines)]).strip() if lines else ""


def unlock(screen: Terminal) -> None:
    screen.wait_for("your passphrase")
    screen.type(PASSPHRASE)
    screen.keys("Enter")


def into_the_kitchen(screen: Terminal) -> None:
    """Into the circle where nothing is held, past its promise."""
    screen.wait_for("Kitchen table", "connected")
    go_to(screen, "Kitchen table")
    walk(screen, ("Enter", "Here we promise"), ("Enter", "waiting  mine"))


def test_from_the_welcome_to_an_answer_and_back_after_a_restart(desk: Desk, community: Community) -> None:
    neighbour = Neighbour(desk.folder / "n", community.invites(1)[0])
    try:
        neighbour.posts(FIRST)
        with desk.heimo() as screen:
            join(screen, community.invites(1)[0])
            read(screen)
            hold_and_undo(screen)
            send_at_once(screen)
            hear_and_answer(screen, neighbour)
            leave_a_draft(screen)
        with desk.heimo() as screen:
            unlock(screen)
            screen.wait_for("Kitchen table", "connected")
            walk(screen, ("3", "Nothing kept yet"), ("d", "half of a sentence"), ("Enter", "New in Kitchen table"))
            screen.wait_for("half of a sentence")
            screen.keys("C-q")
            screen.wait_dead()
    finally:
        neighbour.leaves()


def join(screen: Terminal, invite: str) -> None:
    """The welcome, key by key, as a person presses them: at once when a page is there."""
    screen.wait_for("A place to say it")
    walk(screen, ("Enter", "What nobody can see"), ("Enter", "What it is not"), ("Enter", "How do you come?"))
    walk(screen, ("j", "▸  I have an invite"), ("Enter", "Your invite"))
    screen.type(invite)
    walk(screen, ("Enter", "Lock what you keep here"))
    screen.type(PASSPHRASE)
    screen.keys("Enter")
    screen.type(PASSPHRASE)
    screen.keys("Enter")
    shown = screen.wait_for("Your twelve words")
    words = dict(sorted(re.findall(r"\b(\d+)  ([a-z]+)\b", shown), key=lambda found: int(found[0])))
    assert len(words) == 12 and phrase_on(shown, list(words.items()))
    asked = re.findall(r"word (\d+)", press_for(screen, "Enter", "Three of them"))
    assert len(asked) == 3
    for number in asked:
        screen.type(words[number])
        screen.keys("Enter")
    screen.wait_for("What you will be called", "Kitchen table")
    walk(screen, ("Enter", "connected"))
    assert not phrase_on(screen.screen(), list(words.items()))


def phrase_on(shown: str, phrase: list[tuple[str, str]]) -> bool:
    """Whether a phrase is read off the screen: a word beside its number, or three of them in a row.

    A single word tells nothing: many of those that phrases are made of stand on the screen anyway, "you" and "help".
    """
    plain = " ".join(re.findall(r"[a-z]+", shown))
    in_a_row = [" ".join(word for _, word in phrase[start : start + 3]) for start in range(len(phrase) - 2)]
    numbered = any(re.search(rf"\b{number}\W+{word}\b", shown) for number, word in phrase)
    return numbered or any(f" {words} " in f" {plain} " for words in in_a_row)


def press_for(screen: Terminal, key: str, seen: str) -> str:
    screen.keys(key)
    return screen.wait_for(seen)


def read(screen: Terminal) -> None:
    into_the_kitchen(screen)
    screen.wait_for(FIRST[:40])
    walk(screen, ("Enter", f"Kitchen table · {FIRST[:20]}"), ("Escape", "waiting  mine"))


def hold_and_undo(screen: Terminal) -> None:
    walk(screen, ("c", "New in Kitchen table"))
    screen.type("The kettle is on, and I am afraid of tomorrow")
    preview_and_send(screen)
    screen.wait_for("u takes it back")
    walk(screen, ("u", "New in Kitchen table"))
    screen.wait_for("afraid of tomorrow")
    walk(screen, ("Escape", "waiting  mine"))


def preview_and_send(screen: Terminal) -> None:
    """Through the preview, which takes no send in its first moment, since nobody can have read it yet."""
    walk(screen, ("C-s", "As others will see it"))
    time.sleep(A_LOOK)  # it was there before it was seen, so that this is long enough on any machine
    screen.keys("s")
    screen.wait_gone("As others will see it")


def send_at_once(screen: Terminal) -> None:
    """Without a hold from now on, set through the screen."""
    walk(screen, ("4", "Taking back"))
    go_to(screen, "Taking back")
    walk(screen, ("Enter", "● a minute"), ("g", "▸  send at once"), ("Enter", "● send at once"), ("1", "waiting  mine"))
    walk(screen, ("c", "afraid of tomorrow"))
    preview_and_send(screen)
    screen.wait_for("Kitchen table · The kettle is on", "Nobody has answered yet")
    assert "takes it back" not in screen.screen()


def hear_and_answer(screen: Terminal, neighbour: Neighbour) -> None:
    """Somebody answers while the thread is open: what is read stays where it is."""
    where = screen.place_of("The kettle is on, and I")
    neighbour.answers("The kettle", "Tomorrow frightens me too. Is somebody with you tonight?")
    screen.wait_for("Tomorrow frightens me too")
    assert screen.place_of("The kettle is on, and I") == where
    walk(screen, ("r", "Answering in Kitchen table"))
    screen.type("Not tonight. It helps that you wrote.")
    preview_and_send(screen)
    screen.wait_for("Not tonight. It helps")


def leave_a_draft(screen: Terminal) -> None:
    walk(screen, ("c", "New in Kitchen table"))
    screen.type("half of a sentence")
    screen.wait_for("half of a sentence")
    screen.keys("C-q")
    screen.wait_dead()


def test_a_kill_while_a_draft_is_typed_loses_no_more_than_a_second(desk: Desk, community: Community) -> None:
    asyncio.run(desk.made(community.invites(1)[0]))
    with desk.heimo() as screen:
        unlock(screen)
        into_the_kitchen(screen)
        walk(screen, ("c", "New in Kitchen table"))
        screen.type("this was on my mind")
        begun, typed = time.monotonic(), 0
        while time.monotonic() < begun + 2:  # a draft that grows all the time; only its last second may be lost
            typed += 1
            screen.type(f" {typed}")
            screen.wait_for(f" {typed}")
        os.kill(screen.process(), signal.SIGKILL)
        screen.wait_dead()
    with desk.heimo() as screen:
        unlock(screen)
        screen.wait_for("Kitchen table", "connected")
        walk(screen, ("3", "kept words"), ("d", "this was on my mind"))


SECTIONS = (
    "Your names", "What folds", "Taking back", "Lock", "Colours", "Language and country", "Invites", "Network",
    "Your twelve words", "Export", "Leave", "Erase this device", "About Heimo",
)  # fmt: skip


def test_the_demo_by_keys_narrow_then_wide(desk: Desk) -> None:
    with desk.heimo("demo") as screen:
        reading_by_keys(screen)
        places_by_keys(screen)
        everywhere_by_keys(screen)
        screen.resize(*NORMAL)
        screen.wait_for("Your names", "About Heimo", "Free software under the AGPL")
        walk(screen, ("1", "hands shaking"))
        screen.wait_for("Coming out", "Sunday from about four")
        walk(screen, ("Enter", "c write"))
        go_to(screen, "Back at work")
        screen.wait_for("Sunday from about four", "as if it was a stage")
        screen.keys("C-q")
        screen.wait_dead()


def reading_by_keys(screen: Terminal) -> None:
    screen.wait_for("kitchen-table", "Burnout", "connected")
    go_to(screen, "Burnout")
    walk(screen, ("Enter", "Here we promise"), ("Enter", "hands shaking"))
    go_to(screen, "hands shaking")
    walk(screen, ("Enter", "as if it was a stage"))
    walk(screen, ("e", "Say it without words"), ("Escape", "room with the printer"))
    walk(screen, ("x", "Tell the moderators"), ("Escape", "room with the printer"))
    walk(screen, ("s", "Kept on this device"), ("r", "Answering in Burnout"))
    screen.type("That sounds exhausting.")
    walk(screen, ("C-g", "Who writes?"), ("Escape", "what carries"))
    screen.wait_gone("Who writes?")
    walk(screen, ("C-s", "As others will see it"), ("c", "Answering in Burnout"), ("Escape", "room with the printer"))
    walk(screen, ("Escape", "waiting  mine"))
    screen.wait_for("hands shaking")
    screen.keys("W")
    screen.wait_gone("hands shaking")  # it was answered; whether others still wait is up to those who answer meanwhile
    walk(screen, ("W", "hands shaking"), ("Escape", "Coming out"))


def places_by_keys(screen: Terminal) -> None:
    walk(screen, ("3", "kept words"), ("d", "That sounds exhausting."), ("t", "how I take my tea"))
    walk(screen, ("p", "esc done"), ("Escape", "? help"))
    walk(screen, ("4", "one for each circle"), ("g", "▸  Your names"))
    for section in SECTIONS:
        go_to(screen, section)
        screen.keys("Enter")
        screen.wait_until(lambda now, section=section: stood_on(now) != section and "\n   ← " + section in now)
        screen.keys("Escape")
        screen.wait_until(lambda now, section=section: stood_on(now) == section)
    walk(screen, ("C-o", "Your communities"), ("a", "Another community"), ("Escape", "Your communities"))
    walk(screen, ("Escape", "About Heimo"))


def everywhere_by_keys(screen: Terminal) -> None:
    walk(screen, ("?", "Keys here"), ("Escape", "About Heimo"))
    walk(screen, ("C-p", "Search for commands"), ("F1", "What makes it hard"), ("Escape", "Search for commands"))
    walk(screen, ("Escape", "About Heimo"), ("F9", "sudo apt upgrade"))
    assert "heimo" not in screen.screen().lower()
    walk(screen, ("F9", "About Heimo"), ("C-l", "There is no passphrase yet"))


def test_the_demo_by_mouse(desk: Desk) -> None:
    with desk.heimo("demo") as screen:
        screen.wait_for("Burnout", "connected")
        stand_and_enter(screen, "Burnout", "Here we promise")
        tap(screen, "I will", "waiting  mine")
        stand_and_enter(screen, "I told them", "Burnout · I told them")
        tap(screen, "been there  s", "Say it without words")
        tap(screen, "been there", "somebody has been there (you too)", row="1 been")
        tap(screen, "r reply", "Answering in Burnout")
        screen.type("It was not fine.")
        tap(screen, "ctrl+s preview", "As others will see it")
        tap(screen, "Keep as draft", "Burnout · I told them")
        tap(screen, "3 Kept", "kept words")
        tap(screen, "d drafts", "It was not fine.")
        tap(screen, "4 You", "Your names")
        stand_and_enter(screen, "Taking back", "● a minute")
        tap(screen, "1 Circles", "Burnout")
        tap(screen, "? help", "Keys here")
        tap(screen, "Keys here", "F1 care")
        tap(screen, "F1 care", "What makes it hard")


def stand_and_enter(screen: Terminal, row: str, seen: str) -> None:
    """The first click moves the cursor, the second enters."""
    screen.click_on(row)
    screen.wait_until(lambda now: row in stood_on(now))
    tap(screen, row, seen)


def tap(screen: Terminal, words: str, seen: str, *, row: str = "") -> None:
    screen.click_on(row or words)
    screen.wait_for(seen)


def test_without_colours_and_with_sixteen(desk: Desk) -> None:
    with desk.heimo(env={"NO_COLOR": "1"}) as plain:
        plain.wait_for("A place to say it", "Next")
        assert not colours_in(plain.raw())
    with desk.heimo(env={"TERM": "xterm", "COLORTERM": ""}) as few:
        few.wait_for("A place to say it", "Next")
        found = colours_in(few.raw())
        assert found and not any(code.startswith(("38;", "48;")) for code in found)


def colours_in(raw: str) -> set[str]:
    """The colour codes (SGR 30-49, 90-107) of a screen with its escapes."""
    codes = [code for group in re.findall(r"\x1b\[([0-9;]*)m", raw) for code in [group]]
    return {code for code in codes if re.match(r"^(?:\d;)*(3[0-8]|4[0-8]|9[0-7]|10[0-7])\b", code)}


def test_hiding_is_instant_and_the_passphrase_brings_it_back(desk: Desk, community: Community) -> None:
    asyncio.run(desk.made(community.invites(1)[0]))
    with desk.heimo() as screen:
        unlock(screen)
        screen.wait_for("Kitchen table", "connected")
        walk(screen, ("F9", "sudo apt upgrade"))
        assert "Kitchen" not in screen.screen()
        walk(screen, ("x", "sudo"), ("Enter", "Sorry, try again."))
        screen.type(PASSPHRASE)
        assert PASSPHRASE[:5] not in screen.screen()
        walk(screen, ("Enter", "Kitchen table"))
        walk(screen, ("C-l", "your passphrase"), ("F1", "What makes it hard"), ("Escape", "your passphrase"))
        unlock(screen)
        screen.wait_for("Kitchen table")
