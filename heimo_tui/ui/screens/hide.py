"""A harmless page that covers everything at once, for when somebody walks in."""

from typing import Final

from textual import events, work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from heimo_tui.core.errors import HeimoError
from heimo_tui.services.device import Device

_PAGE: Final = "$ ls\nDesktop  Documents  Downloads  Music  Pictures\n$ sudo apt upgrade\n"
_ASK: Final = "[sudo] password for user: "
_WRONG: Final = "Sorry, try again.\n"
_WRONG_SHOWN: Final = 3


class HideScreen(Screen[None]):
    """Looks like a shell that waits for a password, whether a passphrase is set or not.

    With one set, typing it (unseen) and enter brings Heimo back; a wrong one leaves the vault locked. Without
    one, the hide key does.
    """

    CSS_PATH = "hide.tcss"
    ALLOW_SELECT = False

    def __init__(self, device: Device) -> None:
        super().__init__()
        self._device = device
        self._typed = ""
        self._wrong = 0

    def compose(self) -> ComposeResult:
        """The page."""
        yield Static(_PAGE + _ASK + "█", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Take what is typed without showing it."""
        if event.key == "enter":
            typed, self._typed = self._typed, ""
            self._try(typed)
        elif event.key == "backspace":
            self._typed = self._typed[:-1]
        elif event.key == "ctrl+u":
            self._typed = ""
        elif event.is_printable and event.character:
            self._typed += event.character
        else:
            return
        event.stop()

    @work(exclusive=True)
    async def _try(self, typed: str) -> None:
        try:
            if await self._device.has_passphrase():
                await self._device.lock()
                await self._device.unlock(typed)
                self.dismiss(None)
                return
        except HeimoError:
            pass
        self._wrong = min(self._wrong + 1, _WRONG_SHOWN)
        self.query_one(Static).update(_PAGE + (_ASK + "\n" + _WRONG) * self._wrong + _ASK + "█")

    @work(exclusive=True, group="uncover")
    async def uncover(self) -> None:
        """The hide key again: back, where no passphrase guards the way."""
        if not await self._device.has_passphrase():
            self.dismiss(None)
