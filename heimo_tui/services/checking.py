"""The empathy check of a draft, off the event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heimo_protocol.events import Need
from heimo_tui.core.drafts import DraftKind

if TYPE_CHECKING:
    from heimo_tui.empathy.check import Report


class Checking:
    """Checks drafts in a thread."""

    async def check(
        self,
        text: str,
        kind: DraftKind,
        need: Need | None,
        own_earlier: tuple[str, ...] = (),
        dismissed: frozenset[str] = frozenset(),
    ) -> Report:
        """What the check finds in the text now."""
        raise NotImplementedError
