"""One's own data in a file."""

import asyncio
from pathlib import Path
from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Input, ProgressBar, Static

from heimo_tui.core.errors import HeimoError
from heimo_tui.services.device import Device
from heimo_tui.ui.notices import for_error
from heimo_tui.ui.screens.ask import AskScreen
from heimo_tui.ui.screens.you.section import Section
from heimo_tui.ui.widgets.way import Way

_USUAL: Final = "~/heimo-export.heimo"


class ExportSection(Section):
    """Writes an export, encrypted unless somebody insists; it can be stopped, and then leaves nothing."""

    title = "Export"
    hint = "your own data in a file"
    words = (
        "Settings, names, kept words, drafts and what you wrote, encrypted with a passphrase of its own. Your twelve "
        "words are not in it.",
    )

    def __init__(self, device: Device) -> None:
        super().__init__()
        self._device = device
        self._stopped = False

    def more(self) -> ComposeResult:
        """Where, with what, and how far."""
        yield Input(_USUAL, placeholder="where to", id="path")
        yield Input(password=True, placeholder="a passphrase for the file", id="first")
        yield Input(password=True, placeholder="once more", id="second")
        with Horizontal(classes="ways"):
            yield Way("Export", id="export")
            yield Way("Without encryption …", id="plain")
            yield Way("Stop", id="stop", disabled=True)
        yield ProgressBar(total=1.0, show_eta=False, id="progress")
        yield Static("", id="result", markup=False)

    def on_mount(self) -> None:
        """Nothing runs yet."""
        self.query_one(ProgressBar).display = False

    @on(Input.Submitted)
    def _submitted(self, submitted: Input.Submitted) -> None:
        following = {"path": "#first", "first": "#second", "second": "#export"}
        self.query_one(following[submitted.input.id or "path"]).focus()

    @on(Button.Pressed)
    def _pressed(self, pressed: Button.Pressed) -> None:
        match pressed.button.id:
            case "export":
                self._export(plain=False)
            case "plain":
                self._export(plain=True)
            case "stop":
                self._stopped = True

    @work(group="export", exclusive=True)
    async def _export(self, plain: bool) -> None:
        passphrase = self.query_one("#first", Input).value
        if plain:
            more = "Anybody who gets the file can read all of it, and see which names are yours."
            if not await self.app.push_screen_wait(AskScreen("Export without encryption?", more, yes="export it")):
                return
        elif passphrase != self.query_one("#second", Input).value:
            self._say("The two passphrases are not the same.")
            return
        path = await asyncio.to_thread(Path(self.query_one("#path", Input).value.strip() or _USUAL).expanduser)
        self._run(True)
        try:
            size = await self._device.export(path, passphrase, plain, self._progress, lambda: self._stopped)
        except HeimoError as problem:
            self._say(str(for_error(problem)))
        else:
            self._say(f"Done: {path.name}, {max(1, size // 1024)} KiB. Keep it where only you look.")
        finally:
            self._run(False)

    def _progress(self, share: float) -> None:
        self.query_one(ProgressBar).update(progress=share)

    def _run(self, running: bool) -> None:
        self._stopped = False
        bar = self.query_one(ProgressBar)
        bar.display = running
        bar.update(progress=0)
        for way in ("#export", "#plain"):
            self.query_one(way).disabled = running
        self.query_one("#stop").disabled = not running
        if running:
            self._say("Writing …")
            self.query_one("#stop").focus()
        else:
            self.query_one("#export").focus()

    def _say(self, words: str) -> None:
        self.query_one("#result", Static).update(words)
