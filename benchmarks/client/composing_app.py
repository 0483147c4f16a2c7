"""The real program on the vault in a folder, which opens the newest draft as soon as its places are there."""

import asyncio
import sys
from pathlib import Path

from benchmarks.client.long_circle import PASSPHRASE, services_on
from heimo_tui.services.bundle import Services
from heimo_tui.ui import intents
from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.pace import quicken


class ComposingApp(HeimoApp):
    """Goes to the composer by the same intent as Kept does."""

    CSS_PATH = "../../heimo_tui/ui/frame.tcss"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._all = services

    async def _open_places(self) -> None:
        await super()._open_places()
        drafts = await self._all.compose.drafts()
        self.post_message(intents.EditDraft(drafts[0]))


if __name__ == "__main__":
    on_the_vault = services_on(Path(sys.argv[1]))
    asyncio.run(on_the_vault.device.unlock(PASSPHRASE))
    quicken()
    ComposingApp(on_the_vault).run()
