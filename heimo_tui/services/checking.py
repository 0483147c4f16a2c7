"""The empathy check of a draft, off the event loop."""

from __future__ import annotations

import asyncio
from typing import Any

from heimo_protocol.events import Need
from heimo_tui.core.drafts import DraftKind
from heimo_tui.empathy.findings import Report


class Checking:
    """Checks drafts in a thread; whoever asks drops the answer when the text has moved on."""

    async def check(
        self,
        text: str,
        kind: DraftKind,
        need: Need | None,
        own_earlier: tuple[str, ...] = (),
        dismissed: frozenset[str] = frozenset(),
    ) -> Report:
        """What the check finds in the text now. For a reply `need` is that of the post it answers."""
        return await asyncio.to_thread(
            _check,
            text,
            kind="reply" if kind is DraftKind.REPLY else "post",
            need=None if need is None else need.value,
            own_earlier=own_earlier,
            dismissed=dismissed,
        )


def _check(text: str, **about: Any) -> Report:
    from heimo_tui.empathy.check import check  # noqa: PLC0415 - its patterns take a tenth of a second to compile

    return check(text, **about)
