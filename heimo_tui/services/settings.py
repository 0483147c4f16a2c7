"""Preferences, kept in the vault."""

from typing import Any

from heimo_tui.core.preferences import Preferences


class Settings:
    """Reads and changes what a person set."""

    def get(self) -> Preferences:
        """The preferences now; the defaults while the vault is closed."""
        raise NotImplementedError

    async def set(self, **changes: Any) -> Preferences:
        """Change some; raises BadInput."""
        raise NotImplementedError
