"""What helps again: kept words, notes on them, and the care plan."""

from heimo_tui.core.views import KeptView, ThreadRow


class Keeping:
    """Copies that stay on this device."""

    async def keep(self, circle: bytes, event: bytes) -> None:
        """Keep a post or reply."""
        raise NotImplementedError

    async def unkeep(self, event: bytes) -> None:
        """Forget the copy."""
        raise NotImplementedError

    async def kept(self) -> tuple[KeptView, ...]:
        """Everything kept, newest first."""
        raise NotImplementedError

    async def note(self, event: bytes, text: str) -> None:
        """Write a note of one's own on something kept."""
        raise NotImplementedError

    async def own_threads(self) -> tuple[ThreadRow, ...]:
        """Threads of one's own in the current community, newest first."""
        raise NotImplementedError

    async def plan(self) -> str:
        """The care plan."""
        raise NotImplementedError

    async def save_plan(self, text: str) -> None:
        """Keep the care plan."""
        raise NotImplementedError
