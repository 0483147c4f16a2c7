"""The lock: a passphrase, and when it closes by itself."""

from collections.abc import Sequence
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from heimo_tui.core.errors import BadInput
from heimo_tui.services.device import Device
from heimo_tui.services.settings import Settings
from heimo_tui.ui.notices import for_error
from heimo_tui.ui.screens.you.section import Section
from heimo_tui.ui.widgets.menu import Item
from heimo_tui.ui.widgets.sheet import Sheet

_IDLE: Final = {5: "after 5 minutes", 15: "after 15 minutes", 30: "after half an hour", 60: "after an hour", 0: "never"}


class PassphraseSheet(Sheet[tuple[str, str] | None]):
    """Asks for the old passphrase where there is one, and the new one twice; an empty new one takes it away."""

    title_words = "Passphrase"
    keys_words = "enter goes on · esc never mind"

    def __init__(self, device: Device, *, has: bool, remove: bool) -> None:
        super().__init__()
        self._device = device
        self._has = has
        self._remove = remove

    def content(self) -> ComposeResult:
        """Old, new, new again."""
        if self._has:
            yield Input(password=True, placeholder="the passphrase as it is now", id="old")
        if not self._remove:
            yield Static(f"An idea: {self._device.suggestions()}", classes="about", markup=False)
            yield Input(password=True, placeholder="the new one", id="new")
            yield Input(password=True, placeholder="the new one once more", id="again")
        with Vertical(classes="about"):
            yield Static("", id="trouble", markup=False)

    @on(Input.Submitted)
    async def _submitted(self, submitted: Input.Submitted) -> None:
        fields = list(self.query(Input))
        at = fields.index(submitted.input)
        if at < len(fields) - 1:
            fields[at + 1].focus()
        else:
            await self._finish({field.id: field.value for field in fields})

    async def _finish(self, typed: dict[str | None, str]) -> None:
        new = typed.get("new", "")
        if new != typed.get("again", ""):
            self.query_one("#trouble", Static).update("The two are not the same.")
            return
        problem = None
        if not self._remove:
            problem = await self._device.passphrase_problem(new) if new else "passphrase_empty"
        if problem is not None:
            self.query_one("#trouble", Static).update(str(for_error(BadInput(problem))))
            return
        self.dismiss((typed.get("old", ""), new))


class LockSection(Section):
    """Set, change or take away the passphrase, and when Heimo locks by itself."""

    title = "Lock"
    hint = "passphrase, and when it closes"
    words = (
        "Locked, nothing here can be read, not even by you. ctrl+l locks at once. It does not help against somebody "
        "who watches you type, or who changes this machine.",
    )

    def __init__(self, device: Device, preferences: Settings) -> None:
        super().__init__()
        self._device = device
        self._preferences = preferences

    async def rows(self) -> Sequence[Item]:
        """The passphrase, then the times."""
        has = await self._device.has_passphrase()
        rows = [Item("set", "change the passphrase" if has else "set a passphrase")]
        if has and await self._device.keyring_usable():
            rows.append(Item("remove", "do without: the keyring opens it"))
        now = self._preferences.get().idle_minutes
        times = _IDLE if now in _IDLE else {now: f"after {now} minutes"} | _IDLE
        if has:
            rows += [
                Item(str(time), f"locks {words}", mark="●" if time == now else " ") for time, words in times.items()
            ]
        return rows

    async def entered(self, row: str) -> None:
        """Do it."""
        if row.isdigit():
            await self._preferences.set(idle_minutes=int(row))
            return
        has = await self._device.has_passphrase()
        sheet = PassphraseSheet(self._device, has=has, remove=row == "remove")
        typed = await self.app.push_screen_wait(sheet)
        if typed is not None:
            old, new = typed
            await self._device.set_passphrase(old if has else None, new or None)
            self.notify("The lock is changed." if new else "The keyring opens it from now on.")
