"""Answers to decisions about oneself that are begun and not sent."""

from __future__ import annotations

from heimo_tui.vault.database import Connection


class Answers:
    """The table of answers begun."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def all(self) -> dict[bytes, str]:
        """What was begun, by decision."""
        return {bytes(row[0]): row[1] for row in self._db.rows("SELECT decision, text FROM mod_answer")}

    def keep(self, decision: bytes, circle: bytes, text: str) -> None:
        """Keep the newest words; none are no answer."""
        if text:
            self._db.execute("INSERT OR REPLACE INTO mod_answer VALUES (?,?,?)", (decision, circle, text))
        else:
            self.forget(decision)

    def forget(self, decision: bytes) -> None:
        """It was sent, or thrown away."""
        self._db.execute("DELETE FROM mod_answer WHERE decision = ?", (decision,))
