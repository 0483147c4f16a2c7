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
_PLAIN: Final = (
    "Export without encryption?",
    "Anybody who gets the file can read all of it, and see which names are yours.",
    "export it",
)
_MOVE: Final = (
    "Move messages to another computer?",
    "All of it goes into the file, the keys of your messages too. From then on messages go on where you take the file "
    "in, once; here they can only be read.",
    "move them",
)


class ExportSection(Section):
    """Writes an export, encrypted unless somebody insists; it can be stopped, and then leaves nothing."""

    title = "Export"
    hint = "your own data in a file"
    words = (
        "Settings, names, kept words, drafts, conversations and what you wrote, encrypted with a passphrase of its "
        "own. Your twelve words are not in it.",
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
        with Horizontal(classes="ways"):
            yield Way("Move to another computer …", id="move")
            yield Way("Use messages here again …", id="back")
        yield ProgressBar(total=1.0, show_eta=False, id="progress")
        yield Static("", id="result", markup=False)

    def on_mount(self) -> None:
        """Nothing runs yet."""
        self.query_one(ProgressBar).display = False
        self.query_one("#back").display = False
        self._look()

    @on(Input.Submitted)
    def _submitted(self, submitted: Input.Submitted) -> None:
        following = {"path": "#first", "first": "#second", "second": "#export"}
        self.query_one(following[submitted.input.id or "path"]).focus()

    @on(Button.Pressed)
    def _pressed(self, pressed: Button.Pressed) -> None:
        match pressed.button.id:
            case "export":
                self._export()
            case "plain":
                self._export(plain=True)
            case "move":
                self._export(move=True)
            case "back":
                self._bring_back()
            case "stop":
                self._stopped = True

    @work(group="export", exclusive=True)
    async def _export(self, plain: bool = False, move: bool = False) -> None:
        passphrase = self.query_one("#first", Input).value
        if not plain and passphrase != self.query_one("#second", Input).value:
            self._say("The two passphrases are not the same.")
            return
        sure = _PLAIN if plain else _MOVE if move else None
        if sure is not None and not await self.app.push_screen_wait(AskScreen(sure[0], sure[1], yes=sure[2])):
            return
        path = await asyncio.to_thread(Path(self.query_one("#path", Input).value.strip() or _USUAL).expanduser)
        self._run(True)
        try:
            size = await self._device.export(path, passphrase, plain, self._progress, lambda: self._stopped, move=move)
        except HeimoError as problem:
            self._say(str(for_error(problem)))
        else:
            self._say(f"Done: {path.name}, {max(1, size // 1024)} KiB. Keep it where only you look.")
        finally:
            self._run(False)
            self._look()

    @work(group="look", exclusive=True)
    async def _look(self) -> None:
        """Offer what makes sense: what went elsewhere can only be brought back."""
        try:
            moved = await self._device.is_moved()
        except HeimoError:
            return
        self.query_one("#move").display = not moved
        self.query_one("#back").display = moved

    @work(group="export", exclusive=True)
    async def _bring_back(self) -> None:
        more = (
            "They went to another computer. What that one was given counts no more then, and conversations are renewed "
            "here, a few a day. It takes one contact with the community."
        )
        if not await self.app.push_screen_wait(AskScreen("Use messages here again?", more, yes="use them here")):
            return
        try:
            await self._device.bring_back()
        except HeimoError as problem:
            self._say(str(for_error(problem)))
        else:
            self._say("Messages are used here again.")
        self._look()

    def _progress(self, share: float) -> None:
        self.query_one(ProgressBar).update(progress=share)

    def _run(self, running: bool) -> None:
        self._stopped = False
        bar = self.query_one(ProgressBar)
        bar.display = running
        bar.update(progress=0)
        for way in ("#export", "#move", "#plain"):
            self.query_one(way).disabled = running
        self.query_one("#stop").disabled = not running
        if running:
            self._say("Writing …")
            self.query_one("#stop").focus()
        else:
            self.query_one("#export").focus()

    def _say(self, words: str) -> None:
        self.query_one("#result", Static).update(words)
