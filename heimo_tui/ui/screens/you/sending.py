"""How long one can take a text back, and what the network may be told."""

from collections.abc import Sequence
from typing import Final

from heimo_tui.core.preferences import NetworkProfile
from heimo_tui.services.settings import Settings
from heimo_tui.ui.screens.you.section import Section
from heimo_tui.ui.widgets.menu import Item

_HOLDS: Final = {0: "send at once", 30: "30 seconds", 60: "a minute", 120: "two minutes", 300: "five minutes"}
_NETWORK: Final = {
    NetworkProfile.OPEN: ("live", "answers appear at once; a watcher of your line sees that you are connected"),
    NetworkProfile.PRIVATE: ("quiet", "asks now and then at random times; answers come some minutes later"),
}


class SendingSection(Section):
    """Time to take a text back after sending it."""

    title = "Taking back"
    hint = "how long a text waits before it goes"
    words = ("After you send, a text waits on this device for a while, and u takes it back unseen.",)

    def __init__(self, preferences: Settings) -> None:
        super().__init__()
        self._preferences = preferences

    async def rows(self) -> Sequence[Item]:
        """The times."""
        now = self._preferences.get().hold_seconds
        choices = _HOLDS if now in _HOLDS else {now: f"{now} seconds"} | _HOLDS
        return [Item(str(hold), words, mark="●" if hold == now else " ") for hold, words in choices.items()]

    async def entered(self, row: str) -> None:
        """Keep it."""
        await self._preferences.set(hold_seconds=int(row))


class NetworkSection(Section):
    """How much shows of when one is here."""

    title = "Network"
    hint = "live, or quiet and slower"
    words = ("What you write is the same for both. Tor and a proxy are set in the settings file.",)
    spaced = True

    def __init__(self, preferences: Settings) -> None:
        super().__init__()
        self._preferences = preferences

    async def rows(self) -> Sequence[Item]:
        """The two ways."""
        now = self._preferences.get().network
        return [
            Item(way.value, words, hint, mark="●" if way is now else " ") for way, (words, hint) in _NETWORK.items()
        ]

    async def entered(self, row: str) -> None:
        """Keep it."""
        await self._preferences.set(network=NetworkProfile(row))
