"""How what is kept on this device is locked."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from heimo_tui.core.errors import BadInput
from heimo_tui.services.device import Device
from heimo_tui.ui.notices import for_error
from heimo_tui.ui.screens.welcome.page import Page


class ProtectPage(Page[str]):
    """Asks for a passphrase; an empty answer where the machine's keyring is enough."""

    heading = "Lock what you keep here"

    def __init__(self, device: Device, *, keyring: bool) -> None:
        super().__init__()
        self._device = device
        self._keyring = keyring
        if keyring:
            self.words = (
                "Everything here is encrypted. This machine's keyring can open it for you, or you set a passphrase "
                "that is asked each time, so that somebody at your open laptop cannot read along.",
            )
            self.ways = (("next", "Set it"), ("suggest", "Suggest one"), ("none", "Without a passphrase"))
        else:
            self.words = (
                "Everything here is encrypted with a passphrase, since this machine has no keyring that can be "
                "trusted. Nobody can reset it: write it down where you keep such things.",
            )
            self.ways = (("next", "Set it"), ("suggest", "Suggest one"))

    def asks(self) -> ComposeResult:
        """The passphrase, twice."""
        yield Input(password=True, placeholder="a passphrase, best some random words", id="first")
        yield Input(password=True, placeholder="once more", id="second")
        yield Static("", id="suggested", markup=False)

    @on(Input.Submitted, "#first")
    def _first(self) -> None:
        self.query_one("#second").focus()

    @on(Input.Submitted, "#second")
    async def _second(self) -> None:
        await self.went("next")

    async def went(self, way: str) -> None:
        """Take it, suggest one, or do without."""
        first, second = self.query_one("#first", Input), self.query_one("#second", Input)
        match way:
            case "suggest":
                words = self._device.suggestions()
                shown = Content.assemble(("Some random words: ", "$quiet"), (words, "bold $ink"))
                self.query_one("#suggested", Static).update(shown)
                first.value, second.value = words, words
                self.say("")
                self.query_one("#next").focus()
            case "none":
                self.answer("")
            case _ if first.value != second.value:
                self.say("The two are not the same.")
                second.focus()
            case _:
                await self._take(first.value)

    async def _take(self, passphrase: str) -> None:
        problem = await self._device.passphrase_problem(passphrase) if passphrase else "passphrase_empty"
        if problem is None:
            self.answer(passphrase)
        else:
            self.say(str(for_error(BadInput(problem))))
            self.query_one("#first").focus()
