"""Marking what the reader never meets, so that no list, count or search knows of it; in the vault's own thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from heimo_protocol.events import Kind
from heimo_tui.core.folding import applied
from heimo_tui.core.preferences import FoldRule
from heimo_tui.core.views import Distance, FoldAction
from heimo_tui.services.house import keys_of_mine
from heimo_tui.vault.tables import EventFlag, Tables

_SAID = frozenset({Kind.POST, Kind.REPLY, Kind.REACTION})
_WRITTEN = frozenset({Kind.POST, Kind.REPLY})


class Unmet:
    """Decides for one circle what is never met: by a name that is blocked, or by a rule. Made for one transaction."""

    def __init__(
        self, tables: Tables, circle: bytes, rules: Sequence[FoldRule], notes: Mapping[bytes, tuple[str, ...]]
    ) -> None:
        self._tables = tables
        self._circle = circle
        self._rules = [rule for rule in rules if rule.action is FoldAction.NEVER]
        self._notes = notes
        self._mine = keys_of_mine(tables, circle)
        far = tables.apart.of(circle)
        self._blocked = {key for key, distance in far.items() if distance is Distance.BLOCKED} - self._mine

    def flag(self, author: bytes, kind: int, notes: Sequence[str], text: str | None) -> EventFlag:
        """UNMET or nothing, for an event as it is stored."""
        if author in self._mine:
            return EventFlag.NONE
        if author in self._blocked:
            return EventFlag.UNMET if kind in _SAID else EventFlag.NONE
        if not self._rules or kind not in _WRITTEN or text is None:
            return EventFlag.NONE
        never = applied(self._rules, notes, text)[0] is FoldAction.NEVER
        return EventFlag.UNMET if never else EventFlag.NONE

    def again(self, events: Iterable[bytes]) -> None:
        """Decide anew about posts and replies whose words or notes changed."""
        for event in events:
            words = self._tables.apart.words(self._circle, event)
            if words is not None:
                notes = self._notes.get(event, words.notes)
                flag = self.flag(words.author, words.kind, notes, words.body)
                self._tables.events.flag(self._circle, [event], add=flag, drop=EventFlag.UNMET & ~flag)

    def settle(self) -> bool:
        """Decide anew about everything in the circle; whether anything changed."""
        wanted = {event for author in self._blocked for event in self._tables.apart.written_by(self._circle, author)}
        if self._rules:
            wanted.update(
                words.event_id
                for words in self._tables.apart.all_words(self._circle)
                if self.flag(words.author, words.kind, self._notes.get(words.event_id, words.notes), words.body)
            )
        known = self._tables.apart.unmet(self._circle)
        self._tables.events.flag(self._circle, list(wanted - known), add=EventFlag.UNMET)
        self._tables.events.flag(self._circle, list(known - wanted), drop=EventFlag.UNMET)
        return wanted != known
