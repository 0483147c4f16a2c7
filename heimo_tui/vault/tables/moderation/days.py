"""How much one moderated today, which nobody else learns."""

from __future__ import annotations

from heimo_tui.vault.database import Connection


class Days:
    """The table of days; only the newest is kept."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def get(self, day: int) -> tuple[int, int]:
        """Heavy texts opened, and decisions, on this day."""
        row = self._db.row("SELECT heavy, decided FROM mod_day WHERE day = ?", (day,))
        return (0, 0) if row is None else (int(row[0]), int(row[1]))

    def count(self, day: int, *, heavy: int = 0, decided: int = 0) -> None:
        """Count more for this day; others are forgotten."""
        self._db.execute("DELETE FROM mod_day WHERE day <> ?", (day,))
        self._db.execute(
            "INSERT INTO mod_day (day, heavy, decided) VALUES (?, ?, ?) ON CONFLICT (day) DO UPDATE SET"
            " heavy = heavy + excluded.heavy, decided = decided + excluded.decided",
            (day, heavy, decided),
        )
