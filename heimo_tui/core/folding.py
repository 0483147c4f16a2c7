"""The reader's own rules about what to fold, and what never to show."""

from collections.abc import Sequence

from heimo_protocol.text import has_word
from heimo_tui.core.preferences import FoldRule
from heimo_tui.core.views import Fold, FoldAction


def applied(rules: Sequence[FoldRule], notes: Sequence[str], text: str) -> tuple[FoldAction, Fold | None]:
    """What the rules do to a text with these content notes, and which rule did it.

    NEVER wins over FOLD, and the first rule that folds is told. A rule to SHOW says that its note or word is no reason
    to fold; the others still count.
    """
    found: Fold | None = None
    for rule in rules:
        if rule.action is FoldAction.SHOW or not _meets(rule, notes, text):
            continue
        fold = Fold(note=rule.note, keyword=rule.keyword)
        if rule.action is FoldAction.NEVER:
            return FoldAction.NEVER, fold
        found = found or fold
    return (FoldAction.FOLD, found) if found else (FoldAction.SHOW, None)


def folded_message(rules: Sequence[FoldRule], text: str) -> Fold | None:
    """Why a message from one person folds, or None.

    What a rule never shows only folds here: an answer may be waited for, and none is lost unseen.
    """
    return applied(rules, (), text)[1]


def _meets(rule: FoldRule, notes: Sequence[str], text: str) -> bool:
    if rule.note is not None:
        return rule.note in notes
    return rule.keyword is not None and has_word(text, rule.keyword)
