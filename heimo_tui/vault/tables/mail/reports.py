"""Reports of messages: what one told the moderators and is on its way, and what was told to oneself as a moderator."""

from __future__ import annotations

from dataclasses import dataclass, field

from heimo_tui.vault.database import Connection, Row

_TELLING = "id, circle_id, me, author, report, sealed, attempts, next_try, error, at"
_TOLD = "id, circle_id, me, digest, hour, report, author, problem, at"


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingRow:
    """A report that waits to be sent. `author` is the name that it is about; `at` unix seconds when it was made.

    `sealed` is what goes to each moderator, None while it is sealed to nobody.
    """

    id: bytes
    circle_id: bytes
    me: bytes
    author: bytes
    report: bytes = field(repr=False)
    at: float
    sealed: bytes | None = field(default=None, repr=False)
    attempts: int = 0
    next_try: float = 0
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """A report that came to oneself. `report` is empty where it could not be opened, or was put away.

    `author` is who sent the messages, where everything was proved; else `problem` says what was not. `digest` (32)
    tells it from others; `hour` is since 1970-01-01, when the server took it.
    """

    id: bytes
    circle_id: bytes
    me: bytes
    digest: bytes
    hour: int
    report: bytes = field(repr=False)
    author: bytes | None
    problem: str
    at: float


class Reports:
    """The tables of reports."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    # --- what one tells ---

    def tell(self, one: TellingRow) -> None:
        """Keep a report until it is sent."""
        self._db.execute(
            f"INSERT INTO mail_telling ({_TELLING}) VALUES (?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 - constant names
            (
                one.id,
                one.circle_id,
                one.me,
                one.author,
                one.report,
                one.sealed,
                one.attempts,
                one.next_try,
                one.error,
                one.at,
            ),
        )

    def telling(self) -> list[TellingRow]:
        """Every report that waits, the oldest first."""
        return [_telling(row) for row in self._db.rows(f"SELECT {_TELLING} FROM mail_telling ORDER BY at, id")]  # noqa: S608 - constant names

    def get_telling(self, report: bytes) -> TellingRow | None:
        """One that waits, or None."""
        row = self._db.row(f"SELECT {_TELLING} FROM mail_telling WHERE id = ?", (report,))  # noqa: S608 - constant names
        return None if row is None else _telling(row)

    def seal(self, report: bytes, sealed: bytes | None) -> None:
        """Note what goes out, or that it has to be sealed anew."""
        self._db.execute("UPDATE mail_telling SET sealed = ? WHERE id = ?", (sealed, report))

    def later(self, report: bytes, next_try: float, error: str) -> None:
        """Try again then; `error` is the code of what is in the way."""
        self._db.execute(
            "UPDATE mail_telling SET next_try = ?, error = ?, attempts = attempts + 1 WHERE id = ?",
            (next_try, error, report),
        )

    def told(self, report: bytes) -> None:
        """It arrived, or will never go."""
        self._db.execute("DELETE FROM mail_telling WHERE id = ?", (report,))

    def try_now(self) -> None:
        """Wait for nothing any more."""
        self._db.execute("UPDATE mail_telling SET next_try = 0")

    def next_due(self) -> float | None:
        """When one has to be tried next, unix seconds, or None where none waits."""
        found = self._db.value("SELECT min(next_try) FROM mail_telling")
        return None if found is None else float(found)

    # --- what one is told ---

    def take(self, one: ToldRow) -> bool:
        """Keep what came; false where it came before, also if it was put away since."""
        return (
            self._db.execute(
                f"INSERT OR IGNORE INTO mail_told ({_TOLD}, done) VALUES (?,?,?,?,?,?,?,?,?,0)",  # noqa: S608 - constant names
                (
                    one.id,
                    one.circle_id,
                    one.me,
                    one.digest,
                    one.hour,
                    one.report,
                    one.author,
                    one.problem,
                    one.at,
                ),
            )
            > 0
        )

    def open(self) -> list[ToldRow]:
        """Those that were not put away, newest first."""
        rows = self._db.rows(f"SELECT {_TOLD} FROM mail_told WHERE NOT done ORDER BY hour DESC, at DESC, id")  # noqa: S608 - constant names
        return [_told(row) for row in rows]

    def count(self) -> int:
        """How many were not put away."""
        return int(self._db.value("SELECT count(*) FROM mail_told WHERE NOT done"))

    def put_away(self, report: bytes) -> bool:
        """Erase what a report says; false where there is none. That it came is remembered for a while."""
        changed = self._db.execute(
            "UPDATE mail_told SET done = 1, report = x'', author = NULL WHERE id = ? AND NOT done", (report,)
        )
        return changed > 0

    def expire(self, *, telling_before: float, told_before: float) -> None:
        """Give up what could not be told for so long, and forget that put away ones came."""
        self._db.execute("DELETE FROM mail_telling WHERE at < ?", (telling_before,))
        self._db.execute("DELETE FROM mail_told WHERE done AND at < ?", (told_before,))


def _telling(row: Row) -> TellingRow:
    return TellingRow(
        id=row[0],
        circle_id=row[1],
        me=row[2],
        author=row[3],
        report=row[4],
        sealed=row[5],
        attempts=row[6],
        next_try=row[7],
        error=row[8],
        at=row[9],
    )


def _told(row: Row) -> ToldRow:
    return ToldRow(
        id=row[0],
        circle_id=row[1],
        me=row[2],
        digest=row[3],
        hour=row[4],
        report=row[5],
        author=row[6],
        problem=row[7],
        at=row[8],
    )
