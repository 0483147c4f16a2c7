"""Looking through what waits for danger, so that the urgent comes to the eye and the heavy stays folded."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from heimo_tui.core.moderating import Waits
from heimo_tui.services.house import House
from heimo_tui.services.messages import Messages
from heimo_tui.services.moderating.waiting.words import Words, words_of
from heimo_tui.vault.tables import Tables

URGENT_REASONS: Final = frozenset({"harm", "threat"})
"""Codes of reports that speak of danger."""

HEAVY_NOTES: Final = frozenset({"self_harm", "suicide", "abuse", "sexual_violence", "violence"})
"""Content notes of texts that stay folded until somebody opens them."""

_DANGER: Final = frozenset({"danger_self", "danger_other", "danger_from_other", "encourages_harm", "method_details"})
_AT_ONCE: Final = 20


@dataclass(frozen=True, slots=True)
class _Found:
    id: bytes
    digest: bytes = field(repr=False)
    urgent: bool
    heavy: bool


class Noticing:
    """Reads what nobody has read yet, beside the event loop; what it found is kept with each."""

    def __init__(self, house: House, messages: Messages) -> None:
        self._house = house
        self._messages = messages

    async def read(self, most: int) -> int:
        """Look through at most `most` of what was not looked through, the oldest first; returns how many."""
        done = 0
        while done < most:
            rows = await self._house.open_vault().read(
                lambda tables: tables.moderation.items.unread(min(_AT_ONCE, most - done))  # noqa: B023 - used at once
            )
            if not rows:
                return done
            told = any(one.row.kind == Waits.MESSAGES for one in rows)
            reports = {one.id: one for one in await self._messages.reports()} if told else {}
            texts = [(one.row.id, words_of(one, reports.get(one.row.id))) for one in rows]
            found = await asyncio.to_thread(_look_through, texts)

            def work(tables: Tables, found: Sequence[_Found] = found) -> None:
                for one in found:
                    tables.moderation.items.read(one.id, one.digest, urgent=one.urgent, heavy=one.heavy)

            await self._house.open_vault().run(work)
            done += len(rows)
        return done


def digest_of(text: str) -> bytes:
    """What tells the words that were looked through from others, 8 bytes."""
    return hashlib.sha256(text.encode()).digest()[:8]


def _look_through(texts: Sequence[tuple[bytes, Words]]) -> list[_Found]:
    return [_look_at(id, words) for id, words in texts]


def _look_at(id: bytes, words: Words) -> _Found:
    urgent = _speaks_of_danger(words.text)
    heavy = urgent or not HEAVY_NOTES.isdisjoint(words.notes) or _speaks_of_danger(words.before)
    return _Found(id, digest_of(words.text), urgent, heavy)


def _speaks_of_danger(text: str) -> bool:
    from heimo_tui.empathy.check import check  # noqa: PLC0415 - its patterns take a tenth of a second to compile

    return bool(text) and any(one.code in _DANGER for one in check(text, kind="post", need=None).findings)
