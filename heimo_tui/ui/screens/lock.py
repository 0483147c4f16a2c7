"""The closed door: one passphrase, and care without it."""

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from heimo_tui.core.errors import HeimoError
from heimo_tui.services.device import Device
from heimo_tui.ui.intents import Opened
from heimo_tui.ui.notices import for_error
from heimo_tui.ui.widgets.pressing import KeyLine

_KEYS = (("F1", "care, without unlocking", "app.care"), ("F9", "hide", "app.hide"), ("ctrl+q", "quit", "app.quit"))


class LockScreen(Screen[None]):
    """Asks for the passphrase; `why` is what kept the door from opening by itself, if anything did."""

    CSS_PATH = "lock.tcss"

    def __init__(self, device: Device, why: HeimoError | None = None) -> None:
        super().__init__()
        self._device = device
        self._why = why

    def compose(self) -> ComposeResult:
        """A word, a field, and what to do otherwise."""
        with Vertical(id="door"):
            yield Static("heimo", id="brand")
            yield Static("Locked. What you keep here is encrypted on this device.", classes="quiet")
            yield Input(password=True, placeholder="your passphrase, then enter", id="passphrase")
            yield Static("", id="answer")
            yield KeyLine(_KEYS)

    def on_mount(self) -> None:
        """Say why it did not open by itself."""
        self.query_one(Input).focus()
        if self._why is not None:
            self._say(self._why)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try the passphrase."""
        if not event.input.loading:
            self._unlock(event.value)

    @work(exclusive=True)
    async def _unlock(self, passphrase: str) -> None:
        field = self.query_one(Input)
        field.disabled = True
        self.query_one("#answer", Static).update("Opening …")
        try:
            await self._device.unlock(passphrase or None)
        except HeimoError as problem:
            field.disabled = False
            field.value = ""
            field.focus()
            self._say(problem)
            return
        self.post_message(Opened())

    def _say(self, problem: HeimoError) -> None:
        self.query_one("#answer", Static).update(Content.styled(str(for_error(problem)), "$text-warning"))
