"""Appeals of one's own: kept, so that each is sent once and its answer is found."""

from __future__ import annotations

from dataclasses import dataclass, field

from heimo_tui.vault.database import Connection, Row

_COLUMNS = "decision, circle_id, me, appeal, sealed, sent, attempts, next_try, error, at"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRow:
    """An appeal against `decision` (16) under the name `me` (32); `at` is unix seconds when it was written.

    `sealed` is what goes to each moderator, None while it is sealed to nobody. `sent`: the server has it.
    """

    decision: bytes
    circle_id: bytes
    me: bytes
    appeal: bytes = field(repr=False)
    at: float
    sealed: bytes | None = field(default=None, repr=False)
    sent: bool = False
    attempts: int = 0
    next_try: float = 0
    error: str = ""


class Appeals:
    """The table of one's own appeals."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, one: AppealRow) -> bool:
        """Keep an appeal; false where there is one against this decision."""
        return (
            self._db.execute(
                f"INSERT OR IGNORE INTO mod_appeal ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 - constant names
                (
                    one.decision,
                    one.circle_id,
                    one.me,
                    one.appeal,
                    one.sealed,
                    int(one.sent),
                    one.attempts,
                    one.next_try,
                    one.error,
                    one.at,
                ),
            )
            > 0
        )

    def get(self, decision: bytes) -> AppealRow | None:
        """The appeal against a decision, or None."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM mod_appeal WHERE decision = ?", (decision,))  # noqa: S608 - constant names
        return None if row is None else _appeal(row)

    def waiting(self) -> list[AppealRow]:
        """Those the server does not have, the oldest first."""
        rows = self._db.rows(f"SELECT {_COLUMNS} FROM mod_appeal WHERE NOT sent ORDER BY at, decision")  # noqa: S608 - constant names
        return [_appeal(row) for row in rows]

    def made(self) -> frozenset[bytes]:
        """The decisions against which one appealed."""
        return frozenset(bytes(row[0]) for row in self._db.rows("SELECT decision FROM mod_appeal"))

    def seal(self, decision: bytes, sealed: bytes | None) -> None:
        """Note what goes out, or that it has to be sealed anew."""
        self._db.execute("UPDATE mod_appeal SET sealed = ? WHERE decision = ?", (sealed, decision))

    def later(self, decision: bytes, next_try: float, error: str) -> None:
        """Try again then; `error` is the code of what is in the way."""
        self._db.execute(
            "UPDATE mod_appeal SET next_try = ?, error = ?, attempts = attempts + 1 WHERE decision = ?",
            (next_try, error, decision),
        )

    def sent(self, decision: bytes, error: str = "") -> None:
        """The server has it, or will never take it; what it said is not needed any more."""
        self._db.execute(
            "UPDATE mod_appeal SET sent = 1, sealed = NULL, appeal = x'', error = ? WHERE decision = ?",
            (error, decision),
        )

    def try_now(self) -> None:
        """Wait for nothing any more."""
        self._db.execute("UPDATE mod_appeal SET next_try = 0 WHERE NOT sent")

    def next_due(self) -> float | None:
        """When one has to be tried next, unix seconds, or None where none waits."""
        found = self._db.value("SELECT min(next_try) FROM mod_appeal WHERE NOT sent")
        return None if found is None else float(found)

    def forget(self, decision: bytes) -> None:
        """It never was."""
        self._db.execute("DELETE FROM mod_appeal WHERE decision = ?", (decision,))


def _appeal(row: Row) -> AppealRow:
    return AppealRow(
        decision=row[0],
        circle_id=row[1],
        me=row[2],
        appeal=row[3],
        sealed=row[4],
        sent=bool(row[5]),
        attempts=row[6],
        next_try=row[7],
        error=row[8],
        at=row[9],
    )
