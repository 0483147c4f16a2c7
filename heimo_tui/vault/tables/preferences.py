"""What the person chose: settings by name, and rules for what folds, shows or never shows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from heimo_tui.core.views import FoldAction
from heimo_tui.vault.database import Connection

UNMET_BY = "unmet_by"
"""Setting that tells by which rules and names events were marked last; gone where they have to be marked anew."""


class RuleKind(StrEnum):
    """What a folding rule looks at."""

    NOTE = "note"  # a content-note code
    KEYWORD = "keyword"  # a word or phrase in the text


@dataclass(frozen=True, slots=True)
class FoldingRule:
    """One of the reader's own rules."""

    kind: RuleKind
    value: str
    action: FoldAction


class Preferences:
    """The tables of settings and folding rules."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def get(self, name: str, default: Any = None) -> Any:
        """A setting (anything JSON holds), or `default`."""
        found = self._db.value("SELECT value FROM setting WHERE name = ?", (name,))
        return default if found is None else json.loads(found)

    def set(self, name: str, value: Any) -> None:
        """Keep a setting; `value` is anything JSON holds."""
        self._db.execute(
            "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
            (name, json.dumps(value, ensure_ascii=False)),
        )

    def unset(self, name: str) -> None:
        """Forget a setting."""
        self._db.execute("DELETE FROM setting WHERE name = ?", (name,))

    def all(self) -> dict[str, Any]:
        """Every setting."""
        rows = self._db.rows("SELECT name, value FROM setting ORDER BY name")
        return {str(name): json.loads(value) for name, value in rows}

    def rules(self) -> list[FoldingRule]:
        """Every folding rule."""
        rows = self._db.rows("SELECT kind, value, action FROM folding_rule ORDER BY kind, value")
        return [FoldingRule(RuleKind(kind), value, FoldAction(action)) for kind, value, action in rows]

    def set_rule(self, rule: FoldingRule) -> None:
        """Insert or replace the rule for its kind and value."""
        self._db.execute(
            "INSERT OR REPLACE INTO folding_rule (kind, value, action) VALUES (?, ?, ?)",
            (rule.kind.value, rule.value, rule.action.value),
        )

    def remove_rule(self, kind: RuleKind, value: str) -> None:
        """Forget a rule."""
        self._db.execute("DELETE FROM folding_rule WHERE kind = ? AND value = ?", (kind.value, value))
