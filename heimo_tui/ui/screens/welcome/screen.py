"""Walks a person in: one page at a time, every page with a way back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.types import CSSPathType
from textual.widgets import Static

from heimo_protocol.errors import Code
from heimo_tui.core.errors import HeimoError, Refused
from heimo_tui.core.views import CommunityView, DeviceState
from heimo_tui.services.device import Device
from heimo_tui.services.forum import Forum
from heimo_tui.services.membership import Membership
from heimo_tui.ui.intents import CommunityChanged, Opened, TryDemo
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.layout import BREAKPOINTS, BY_HEIGHT
from heimo_tui.ui.notices import for_error
from heimo_tui.ui.screens.welcome.asking import LinePage, TellPage, WorkingPage
from heimo_tui.ui.screens.welcome.cards import CardsPage
from heimo_tui.ui.screens.welcome.doors import Door, DoorsPage
from heimo_tui.ui.screens.welcome.names import NamesPage
from heimo_tui.ui.screens.welcome.page import Page
from heimo_tui.ui.screens.welcome.phrase import CheckPage, PhrasePage, TypePhrasePage
from heimo_tui.ui.screens.welcome.protect import ProtectPage
from heimo_tui.ui.typed_ahead import TypedAhead
from heimo_tui.ui.widgets.pressing import KeyLine

T = TypeVar("T")

_INVITE = ("The link begins with heimo: and works once. Paste all of it.",)
_ADDRESS = ("Reading needs no account and tells nobody who you are.", "The address of a community, or an invite.")
_DEMO = (
    "A whole community with people who answer while you watch. All of it is invented, runs on this machine only, and "
    "is thrown away when you leave.",
)
_HOST = (
    "A community lives on a server of its own: any small machine that stays on. These commands make one and print "
    "the first invite. The guide for hosts in the docs tells the rest.",
)


_KEYS = (
    ("esc", "back", "screen.back"),
    ("F1", "care", "app.care"),
    ("F9", "hide", "app.hide"),
    ("ctrl+q", "quit", "app.quit"),
)


class WelcomeScreen(TypedAhead):
    """The first start, and, where `adding`, the way to one more community."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.WELCOME)
    CSS_PATH: ClassVar[CSSPathType | None] = "welcome.tcss"
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    VERTICAL_BREAKPOINTS = BY_HEIGHT

    def __init__(self, *, device: Device, membership: Membership, forum: Forum, adding: bool = False) -> None:
        super().__init__()
        self._device = device
        self._membership = membership
        self._forum = forum
        self._adding = adding
        self._answer: asyncio.Future[Any] | None = None

    def compose(self) -> ComposeResult:
        """The name, the page, the keys."""
        with VerticalScroll(id="around", can_focus=False), Vertical(id="inside"):
            yield Static("heimo", id="brand")
            yield Vertical(id="stage")
        yield Horizontal(KeyLine(_KEYS), id="keys")

    def on_mount(self) -> None:
        """Begin."""
        self._walk()

    # one page after another

    async def _ask(self, page: Page[T], trouble: HeimoError | None = None) -> T | None:
        """Show a page and wait for its answer; None is the way back."""
        answer = await self._show(page, trouble)
        return await answer

    async def _show(self, page: Page[T], trouble: HeimoError | None = None) -> asyncio.Future[T | None]:
        answer: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()
        self._answer = answer
        stage = self.query_one("#stage")
        async with self.batch():
            await stage.remove_children()
            await stage.mount(page)
            self.set_focus(page.begin())
            page.say(str(for_error(trouble)) if trouble else "")
            self.query_one("#around").scroll_home(animate=False)
        self.turned()
        return answer

    async def _during(self, words: str, step: Awaitable[T]) -> tuple[T | None, HeimoError | None]:
        """Wait for a step with a word on the screen; its result, or what went wrong; neither where it was stopped."""
        task = asyncio.ensure_future(step)
        try:
            stopped = await self._show(WorkingPage(words))
            either: list[asyncio.Future[Any]] = [task, stopped]
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            return (task.result(), None) if task.done() else (None, None)
        except HeimoError as problem:
            return None, problem
        finally:
            task.cancel()
            await asyncio.wait({task})

    @on(Page.Answered)
    def _answered(self, answered: Page.Answered) -> None:
        self._leaf(answered.value)

    def action_back(self) -> None:
        """The page before."""
        self._leaf(None)

    def _leaf(self, answer: Any) -> None:
        if self._answer is not None and not self._answer.done():
            self.turn()
            self._answer.set_result(answer)

    # the way

    @work(exclusive=True)
    async def _walk(self) -> None:
        while not self._adding and not await self._ask(CardsPage()):
            pass
        while True:
            door = await self._ask(DoorsPage(adding=self._adding))
            if door is None and self._adding:
                self.dismiss()
                return
            if door is None:
                await self._ask(CardsPage())
            elif await self._through(door):
                self.app.post_message(CommunityChanged() if self._adding else Opened())
                return

    async def _through(self, door: Door) -> bool:
        """Whether somebody is in."""
        match door:
            case Door.DEMO:
                if await self._ask(TellPage("Try it first", _DEMO, (), "Start the demo")):
                    self.app.post_message(TryDemo())
                return False
            case Door.HOST:
                commands = ("heimo-server init", "heimo-server run")
                await self._ask(TellPage("Host a community", _HOST, commands))
                return False
            case Door.RESTORE:
                return await self._restore()
            case Door.LOOK:
                return await self._look()
            case Door.JOIN:
                return await self._join()
            case Door.RECOVER:
                return await self._recover()

    async def _protect(self) -> bool:
        """Make the vault where there is none; whether there is one now."""
        trouble = None
        while self._device.state() is DeviceState.FRESH:
            keyring = await self._device.keyring_usable()
            passphrase = await self._ask(ProtectPage(self._device, keyring=keyring), trouble)
            if passphrase is None:
                return False
            _, trouble = await self._during("Making the lock …", self._device.create(passphrase or None))
        return True

    async def _look(self) -> bool:
        address, trouble = "", None
        while True:
            page = LinePage("Look around first", _ADDRESS, "https://… or heimo:…", address)
            given = await self._ask(page, trouble)
            if given is None:
                return False
            address, trouble = given, None
            if await self._protect():
                view, trouble = await self._during("Asking the community …", self._membership.look(address))
                if view is not None:
                    return True

    async def _join(self) -> bool:
        invite, trouble = "", None
        while True:
            page = LinePage("Your invite", _INVITE, "heimo:…", invite)
            given = await self._ask(page, trouble)
            if given is None:
                return False
            invite, trouble = given, None
            if not await self._protect():
                continue
            view, trouble = await self._during("Asking the community …", self._membership.look(invite))
            if view is not None and await self._register(invite):
                await self._choose_names()
                return True

    async def _register(self, invite: str) -> bool:
        phrase = self._membership.new_phrase()
        while True:
            if not await self._ask(PhrasePage(phrase)):
                return False
            if await self._ask(CheckPage(phrase, self._membership.words_to_check())):
                break
        words = "Making your keys and getting your pass. Nobody learns who you are …"
        view, trouble = await self._during(words, self._membership.register(invite, phrase))
        while view is None:
            # an answer may have been lost on the way back: the words on the paper must stay the right ones
            again = TellPage("Not yet", ("Your twelve words stay the same.",), way="Try again")
            if not await self._ask(again, trouble):
                return False
            view, trouble = await self._during(words, self._register_or_recover(invite, phrase))
        return True

    async def _register_or_recover(self, invite: str, phrase: tuple[str, ...]) -> CommunityView:
        try:
            return await self._membership.register(invite, phrase)
        except Refused as problem:
            if problem.code not in (Code.EXISTS, Code.INVITE_SPENT):
                raise
            return await self._membership.recover(invite, phrase)

    async def _choose_names(self) -> None:
        circles = tuple(circle for circle in await self._forum.circles() if circle.my_name is None)
        if not circles:
            return
        names = await self._ask(NamesPage(circles, self._membership.suggest_name))
        for circle, name in (names or {}).items():
            await self._membership.set_name(circle, name)

    async def _recover(self) -> bool:
        address, trouble = "", None
        while True:
            heading, words = "I have been here before", ("The address of your community.",)
            given = await self._ask(LinePage(heading, words, "https://…", address), trouble)
            if given is None:
                return False
            address, trouble = given, None
            phrase = await self._ask(TypePhrasePage(self._membership))
            if phrase is None or not await self._protect():
                continue
            view, trouble = await self._during("Finding your place …", self._membership.recover(address, phrase))
            if view is not None:
                return True

    async def _restore(self) -> bool:
        path, trouble = "", None
        while True:
            heading, words = "I have an export", ("Where the file is. It stays as it is.",)
            given = await self._ask(LinePage(heading, words, "~/heimo-export.heimo", path), trouble)
            if given is None:
                return False
            path, trouble = given, None
            page = LinePage("Its passphrase", ("The one that you chose when you made the export.",), "", hidden=True)
            passphrase = await self._ask(page)
            if passphrase is None or not await self._protect():
                continue
            file = await asyncio.to_thread(Path(path).expanduser)
            step = self._device.restore(file, passphrase, lambda share: None, lambda: False)
            _, trouble = await self._during("Reading it back …", step)
            if trouble is None and self._membership.current() is not None:
                return True
