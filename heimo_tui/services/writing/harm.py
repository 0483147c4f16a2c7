"""Whether words push somebody towards harm, by the same check as on the screen."""

from __future__ import annotations

import asyncio

from heimo_protocol import text


async def harms(words: str) -> bool:
    """Whether the check finds something in the words that a circle's rules may hold; neither kind nor need matter."""
    return await asyncio.to_thread(_holds, text.clean(words))


def _holds(words: str) -> bool:
    from heimo_tui.empathy.check import check  # noqa: PLC0415 - its patterns take a tenth of a second to compile

    return any(found.holdable for found in check(words, kind="post", need=None).findings)
