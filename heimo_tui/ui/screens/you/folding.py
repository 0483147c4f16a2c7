"""What one does not want to come upon: content notes and words that fold or hide."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from heimo_tui.core.notes import NOTES
from heimo_tui.core.preferences import FoldRule
from heimo_tui.core.views import FoldAction
from heimo_tui.services.settings import Settings
from heimo_tui.ui.format import one_line
from heimo_tui.ui.screens.you.section import Section
from heimo_tui.ui.widgets.menu import Item

_NEXT: Final = {FoldAction.SHOW: FoldAction.FOLD, FoldAction.FOLD: FoldAction.NEVER, FoldAction.NEVER: FoldAction.SHOW}
_MARKS: Final = {FoldAction.SHOW: " ", FoldAction.FOLD: "▾", FoldAction.NEVER: "✗"}
_WORDS: Final = {FoldAction.SHOW: "", FoldAction.FOLD: "   folded", FoldAction.NEVER: "   never shown"}
_LONGEST: Final = 40


class FoldingSection(Section):
    """Enter turns a note from shown to folded to never shown; a word that is shown again is forgotten."""

    title = "What folds"
    hint = "what you would rather not meet"
    words = (
        "Only you know these rules. Folded means one line that says why, and z opens it; never shown means that it is "
        "not even listed. Enter changes a row.",
    )

    def __init__(self, preferences: Settings) -> None:
        super().__init__()
        self._preferences = preferences

    def more(self) -> ComposeResult:
        """A word of one's own."""
        yield Input(placeholder="a word that should fold, then enter", max_length=_LONGEST, id="word")

    async def rows(self) -> Sequence[Item]:
        """Notes, then own words."""
        rules = self._preferences.get().folds
        by_note = {rule.note: rule.action for rule in rules if rule.note is not None}
        rows = [self._row(f"note:{note.code}", note.label, by_note.get(note.code, FoldAction.SHOW)) for note in NOTES]
        own = [rule for rule in rules if rule.keyword is not None]
        return [*rows, *(self._row(f"word:{rule.keyword}", f"“{rule.keyword}”", rule.action) for rule in own)]

    @staticmethod
    def _row(id: str, label: str, action: FoldAction) -> Item:
        return Item(id, f"{one_line(label)}{_WORDS[action]}", mark=_MARKS[action])

    async def entered(self, row: str) -> None:
        """The next state of a rule."""
        kind, _, what = row.partition(":")
        rules = self._preferences.get().folds
        now = next((rule for rule in rules if (rule.note if kind == "note" else rule.keyword) == what), None)
        action = _NEXT[now.action if now else FoldAction.SHOW]
        kept = [rule for rule in rules if rule is not now]
        if action is not FoldAction.SHOW:
            fresh = FoldRule(note=what, action=action) if kind == "note" else FoldRule(keyword=what, action=action)
            kept.insert(rules.index(now) if now else len(kept), fresh)
        await self._preferences.set(folds=tuple(kept))

    @on(Input.Submitted, "#word")
    def _add(self, submitted: Input.Submitted) -> None:
        word = " ".join(submitted.value.split()).casefold()
        submitted.input.value = ""
        if word:
            self.carefully(partial(self._added, word))

    async def _added(self, word: str) -> None:
        rules = self._preferences.get().folds
        if all(rule.keyword != word for rule in rules):
            await self._preferences.set(folds=(*rules, FoldRule(keyword=word)))
