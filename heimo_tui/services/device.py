"""This device's vault from first start to wipe."""

from collections.abc import Callable
from pathlib import Path

from heimo_tui.core.views import DeviceState

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


class Device:
    """Opens and closes what is kept here; everything else works only while it is open."""

    def state(self) -> DeviceState:
        """FRESH before `create`, else LOCKED or OPEN."""
        raise NotImplementedError

    async def create(self, passphrase: str | None) -> None:
        """Make a new vault, opened by the keyring where `passphrase` is None."""
        raise NotImplementedError

    async def keyring_usable(self) -> bool:
        """Whether this machine has a keyring that may be trusted."""
        raise NotImplementedError

    async def passphrase_problem(self, text: str) -> str | None:
        """The id of what is wrong with a passphrase, or None."""
        raise NotImplementedError

    def suggestions(self) -> str:
        """Five random words that make a good passphrase."""
        raise NotImplementedError

    async def unlock(self, passphrase: str | None = None) -> None:
        """Open the vault."""
        raise NotImplementedError

    async def lock(self) -> None:
        """Stop everything and close the vault."""
        raise NotImplementedError

    async def has_passphrase(self) -> bool:
        """Whether a passphrase is needed to unlock."""
        raise NotImplementedError

    async def set_passphrase(self, old: str | None, new: str | None) -> None:
        """Change, add or (with `new` None) remove the passphrase."""
        raise NotImplementedError

    async def export(self, path: Path, passphrase: str, plain: bool, progress: Progress, cancelled: Cancelled) -> int:
        """Write one's own data to a file; returns its bytes."""
        raise NotImplementedError

    async def restore(self, path: Path, passphrase: str, progress: Progress, cancelled: Cancelled) -> None:
        """Read an export into a fresh device."""
        raise NotImplementedError

    async def wipe(self) -> None:
        """Make everything on this device unreadable, then remove it."""
        raise NotImplementedError

    async def leave_quietly(self) -> None:
        """Leave every circle as far as the network lets, then wipe."""
        raise NotImplementedError
