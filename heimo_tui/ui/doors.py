"""How the program opens, locks and closes."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from textual import events, on
from textual.screen import Screen

from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import Change, DeviceState
from heimo_tui.services.bundle import Services
from heimo_tui.ui import intents
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.frame import PutsDown
from heimo_tui.ui.moderate_routes import ModerateRoutes
from heimo_tui.ui.pace import tidy
from heimo_tui.ui.places import Places
from heimo_tui.ui.screens.lock import LockScreen
from heimo_tui.ui.screens.opening import OpeningScreen
from heimo_tui.ui.terminal import terminal_is_gone
from heimo_tui.ui.typed_ahead import TypedAhead

DOOR = "door"


class Doors(ModerateRoutes, inherit_bindings=False):
    """Base of the program: from the first paint to the open vault, and back behind the lock."""

    def __init__(self, services: Services, clock: Clock) -> None:
        super().__init__(services, clock)
        self._places = Places(services, clock)
        self._modes_made: set[str] = set()
        self._doors = 0
        self._deaf: Callable[[], None] | None = None
        self._last_input = time.monotonic()
        self._gone = False

    def get_default_screen(self) -> Screen[None]:
        """A quiet word while the vault opens."""
        return OpeningScreen()

    async def open_up(self) -> None:
        """Open the vault where that needs nobody, else ask."""
        device = self._services.device
        if device.state() is DeviceState.FRESH:
            await self._to_door(self._places.welcome)
            return
        if device.state() is DeviceState.LOCKED:
            try:
                if await device.has_passphrase():
                    await self._to_door(partial(LockScreen, device))
                    return
                await device.unlock(None)
            except HeimoError as problem:
                await self._to_door(partial(LockScreen, device, problem))
                return
        await self._open_places()

    @on(intents.Opened)
    def _opened(self) -> None:
        self.carefully(self._open_places)

    @on(intents.CommunityChanged)
    def _community_changed(self) -> None:
        self.carefully(self._open_places)

    @on(intents.Wiped)
    def _wiped(self) -> None:
        self.carefully(partial(self._to_door, self._places.welcome))

    async def _open_places(self) -> None:
        """Make the places anew and go to the first; without a community, to the welcome."""
        services = self._services
        self.wear(services.preferences.get().theme)
        if services.membership.current() is None:
            await self._to_door(self._places.welcome)
            return
        if self._deaf is None:
            self._deaf = services.forum.subscribe(self._heard)
        await services.forum.start()
        await services.compose.start()
        await services.messages.start()
        await services.moderating.start()
        await services.moderating.start()
        await self.look_around()
        await self.look_at_moderating()
        if self.current_mode in self._places.makers:
            await self._to_door(OpeningScreen)
        for name, make in self._places.makers.items():
            self.add_mode(name, make)
            self._modes_made.add(name)
        await self.switch_mode("circles")

    async def _to_door(self, make: Callable[[], Screen[None]]) -> None:
        """Show a screen in front of everything and let go of whatever is behind it."""
        behind = set(self._modes_made)
        self._doors += 1
        name = f"{DOOR}{self._doors}"
        self.add_mode(name, make)
        self._modes_made.add(name)
        await self.switch_mode(name)
        for mode in behind:
            await self.remove_mode(mode)
            self._modes_made.discard(mode)

    async def lock(self) -> None:
        """Close the vault and everything that shows what is in it."""
        device = self._services.device
        if device.state() is not DeviceState.OPEN:
            return
        if not await device.has_passphrase():
            self.notify("There is no passphrase yet; set one under 4 You. F9 hides the screen.")
            return
        await self._put_down()
        await self._to_door(partial(LockScreen, device))
        await device.lock()

    async def _put_down(self) -> None:
        if self._deaf is not None:
            self._deaf()
            self._deaf = None
        self.forget_words()
        # all modes, since words may wait in a place that is not in front
        for screen in [screen for stack in self._screen_stacks.values() for screen in stack]:
            if isinstance(screen, PutsDown):
                await screen.put_down()

    async def close(self) -> None:
        """End: keep what must be kept, close the vault, and go."""
        try:
            if self._services.device.state() is DeviceState.OPEN:
                await self._put_down()
                await self._services.device.lock()
        finally:
            self.exit()

    def _heard(self, change: Change) -> None:
        self.carefully(self.look_around, alone="around")
        if change.moderating or (change.circle is not None and not change.messages):
            self.carefully(self.look_at_moderating, alone="moderating")

    async def on_event(self, event: events.Event) -> None:
        """Remember when somebody was here last."""
        if isinstance(event, events.InputEvent):
            self._last_input = time.monotonic()
        screen = self.screen if isinstance(event, events.Key) and not event.is_forwarded else None
        if isinstance(screen, TypedAhead) and isinstance(event, events.Key):
            if not screen.holds(event):
                await super().on_event(event)
                screen.delivered(event)
            return
        await super().on_event(event)

    def tick(self) -> None:
        """Each second: count the hold down, tidy up in a quiet moment, and lock where nobody has been for long."""
        if self._gone:
            return
        if not self.is_headless and terminal_is_gone():
            self._gone = True
            self.carefully(self.close)
            return
        quiet = time.monotonic() - self._last_input
        tidy(quiet)
        if self.around.holding is not None:
            self._heard(Change(None))
        minutes = self._services.preferences.get().idle_minutes
        if minutes and quiet > minutes * 60:
            self._last_input = time.monotonic()
            self.carefully(self._lock_unattended)

    async def _lock_unattended(self) -> None:
        if self._services.device.state() is DeviceState.OPEN and await self._services.device.has_passphrase():
            await self.lock()

    def wear(self, theme: str) -> None:
        """Put on a theme, where it exists."""
        if theme in self.available_themes:
            self.theme = theme

    @on(intents.SetTheme)
    def _set_theme(self, intent: intents.SetTheme) -> None:
        self.wear(intent.name)
        if self._services.device.state() is DeviceState.OPEN:
            self.carefully(partial(self._keep_theme, intent.name))

    async def _keep_theme(self, name: str) -> None:
        await self._services.preferences.set(theme=name)

    @on(intents.Go)
    async def _go(self, intent: intents.Go) -> None:
        if intent.place in self._modes_made and self.current_mode != intent.place:
            await self.switch_mode(intent.place)
            self.carefully(self.look_around)
