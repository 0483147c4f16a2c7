"""The program with nothing but practising in it: no vault is opened, no community is asked."""

from functools import partial

from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.screens.practise import PractiseScreen


class PractiseApp(HeimoApp):
    """Heimo for somebody who only wants to practise, with or without an account."""

    async def open_up(self) -> None:
        """Straight to the first situation."""
        await self._to_door(partial(PractiseScreen, self._services.checking, alone=True))
