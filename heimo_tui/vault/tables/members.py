"""The people of a circle under their circle names: newest card, first seen, what replaced a key."""

from __future__ import annotations

from dataclasses import dataclass, field

from heimo_tui.vault.database import Connection, Row

_COLUMNS = "circle_id, key, name, card, card_seq, first_seen, replaced_by"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One pseudonym in one circle; `card` is its newest signed card, `first_seen` in minutes since 1970."""

    circle_id: bytes
    key: bytes
    name: str
    card: bytes | None = field(default=None, repr=False)
    card_seq: int = 0
    first_seen: int = 0
    replaced_by: bytes | None = None


class Members:
    """The table of members."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def save(self, member: Member) -> bool:
        """Insert, or renew when `card_seq` is higher than what is known; tell whether anything changed."""
        changed = self._db.execute(
            f"INSERT INTO member ({_COLUMNS}) VALUES (?,?,?,?,?,?,?)"  # noqa: S608 - constant names
            " ON CONFLICT (circle_id, key) DO UPDATE SET name = excluded.name, card = excluded.card,"
            " card_seq = excluded.card_seq"
            " WHERE excluded.card_seq > member.card_seq OR member.card IS NULL",
            (
                member.circle_id,
                member.key,
                member.name,
                member.card,
                member.card_seq,
                member.first_seen,
                member.replaced_by,
            ),
        )
        return changed > 0

    def get(self, circle_id: bytes, key: bytes) -> Member | None:
        """One member, or None."""
        row = self._db.row(
            f"SELECT {_COLUMNS} FROM member WHERE circle_id = ? AND key = ?",  # noqa: S608 - constant names
            (circle_id, key),
        )
        return None if row is None else _member(row)

    def of(self, circle_id: bytes) -> list[Member]:
        """Every member seen in a circle."""
        rows = self._db.rows(f"SELECT {_COLUMNS} FROM member WHERE circle_id = ?", (circle_id,))  # noqa: S608 - constant names
        return [_member(row) for row in rows]

    def names(self, circle_id: bytes) -> dict[bytes, str]:
        """Key -> display name for a whole circle."""
        rows = self._db.rows("SELECT key, name FROM member WHERE circle_id = ?", (circle_id,))
        return {bytes(key): str(name) for key, name in rows}

    def replaced(self, circle_id: bytes, old: bytes, new: bytes) -> None:
        """Note that the member signed a change from key `old` to key `new` (PROTOCOL 9.7)."""
        self._db.execute("UPDATE member SET replaced_by = ? WHERE circle_id = ? AND key = ?", (new, circle_id, old))


def _member(row: Row) -> Member:
    return Member(
        circle_id=row[0],
        key=row[1],
        name=row[2],
        card=row[3],
        card_seq=row[4],
        first_seen=row[5],
        replaced_by=row[6],
    )
