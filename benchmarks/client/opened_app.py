"""The real program on the vault in a folder, which is open already: no passphrase is asked for."""

import asyncio
import sys
from pathlib import Path

from benchmarks.client.long_circle import PASSPHRASE, services_on
from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.pace import quicken


class OpenedApp(HeimoApp):
    """Goes by the same style."""

    CSS_PATH = "../../heimo_tui/ui/frame.tcss"


if __name__ == "__main__":
    on_the_vault = services_on(Path(sys.argv[1]))
    asyncio.run(on_the_vault.device.unlock(PASSPHRASE))
    quicken()
    OpenedApp(on_the_vault).run()
