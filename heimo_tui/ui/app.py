"""The program: how it looks, what works everywhere, and what is covered while it hides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.command import Provider
from textual.filter import LineFilter

from heimo_tui.core.views import DeviceState
from heimo_tui.services.bundle import Services
from heimo_tui.ui import intents, keys
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.commands import HeimoCommands
from heimo_tui.ui.crash import redacted
from heimo_tui.ui.doors import Doors
from heimo_tui.ui.frame import Frame
from heimo_tui.ui.going import goes_with_its_screen
from heimo_tui.ui.screens.hide import HideScreen
from heimo_tui.ui.themes.names import defaults
from heimo_tui.ui.themes.ours import FEW_COLOURS, OURS, TAKKA
from heimo_tui.ui.themes.without import WithoutColours

NO_COLOURS = {"standard", "windows"}
"""Names of Rich's colour systems of 16 colours."""

SWITCHING = 0.01
"""Seconds without a paint while one place takes another's: as long as laying out one that was there before takes."""


class HeimoApp(Doors):
    """Heimo in a terminal. `changes` maps ids of actions to keys; raises BadInput where they cannot be.

    `wants_demo` after it ended: the person left it to see the demo.
    """

    TITLE = "heimo"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.Where.ANYWHERE)
    COMMANDS: ClassVar[set[type[Provider]]] = {HeimoCommands}  # type: ignore[assignment]  # Textual allows callables too
    CSS_PATH = "frame.tcss"

    def __init__(
        self, services: Services, *, clock: Clock | None = None, changes: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(services, clock or Clock())
        self._keymap_wanted = keys.keymap(changes or {})
        self.wants_demo = False
        self._without_colours = WithoutColours(lambda: self.current_theme.dark)
        for theme in OURS:
            self.register_theme(theme)
        self.theme = FEW_COLOURS if self.console.color_system in NO_COLOURS else TAKKA.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours that a foreign theme does not have."""
        theme = self.current_theme
        return defaults(theme.dark, {**theme.to_color_system().generate(), **theme.variables})

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through before it is drawn."""
        return [self._without_colours] if self.no_color else super().get_line_filters()

    def on_mount(self) -> None:
        """Paint first, then open."""
        self.set_keymap(self._keymap_wanted)
        self.set_interval(1, self.tick)
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        self.carefully(self.open_up)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While it hides, only coming back and quitting work; before the vault is open, no palette."""
        if isinstance(self.screen, HideScreen):
            return action in ("hide", "quit")
        if action == "moderate":
            return bool(self.around.moderated)
        if action in ("command_palette", "lock"):
            return self._services.device.state() is DeviceState.OPEN
        return True

    def delay_update(self, delay: float = SWITCHING) -> None:
        """Hold paints back for a moment; Textual's own 50 ms, in which a place comes to the front, can be seen."""
        super().delay_update(min(delay, SWITCHING))

    def action_hide(self) -> None:
        """Cover everything at once, or come back."""
        if isinstance(self.screen, HideScreen):
            self.screen.uncover()
        else:
            self.clear_notifications()
            self.push_screen(HideScreen(self._services.device))

    def notify(self, message: str, **options: Any) -> None:
        """Say something in passing, unless it hides or says just that already."""
        said = any(shown.message == message for shown in self._notifications)
        if not said and not isinstance(self.screen, HideScreen):
            super().notify(message, **options)

    def action_care(self) -> None:
        """Open care in front of whatever is there."""
        from heimo_tui.ui.screens.care import CareScreen  # noqa: PLC0415 - not needed for the first paint

        if not isinstance(self.screen, CareScreen):
            self.clear_notifications()
            is_open = self._services.device.state() is DeviceState.OPEN
            self.push_screen(CareScreen(self._services.preferences, self._services.keeping if is_open else None))

    def action_moderate(self) -> None:
        """To the place of those who moderate."""
        self.screen.post_message(intents.Go("moderate"))

    def action_lock(self) -> None:
        """Close the vault."""
        self.carefully(self.lock)

    async def action_quit(self) -> None:
        """Keep what must be kept, and end."""
        await self.close()

    def _handle_exception(self, error: Exception) -> None:
        """End the program, unless a screen only went away before those who looked for something on it."""
        if not goes_with_its_screen(error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End with a report that holds nothing of anybody's; Textual's own prints local values."""
        self._exit_renderables.append(redacted(self._exception or RuntimeError()))
        self._close_messages_no_wait()

    @on(intents.TryDemo)
    async def _try_demo(self) -> None:
        self.wants_demo = True
        await self.close()

    @on(intents.ShowHelp)
    def _show_help(self) -> None:
        from heimo_tui.ui.screens.help import HelpScreen  # noqa: PLC0415 - not needed for the first paint

        if not isinstance(self.screen, HelpScreen):
            words = self.screen.help_words if isinstance(self.screen, Frame) else ()
            self.push_screen(HelpScreen(tuple(self.screen.active_bindings.values()), words))

    @on(intents.ShowCommunities)
    def _show_communities(self) -> None:
        from heimo_tui.ui.screens.communities import CommunitiesScreen  # noqa: PLC0415 - seldom opened

        services = self._services
        if not isinstance(self.screen, CommunitiesScreen):
            self.push_screen(
                CommunitiesScreen(membership=services.membership, device=services.device, forum=services.forum)
            )
