"""What waits for oneself as a moderator: held, reported, told in messages, appealed against."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from heimo_tui.vault.database import Connection, Row, Value
from heimo_tui.vault.tables.event_rows import EventFlag

_NAMES = (
    "id",
    "circle_id",
    "kind",
    "hour",
    "event",
    "parent",
    "author",
    "payload",
    "reasons",
    "digest",
    "urgent",
    "heavy",
    "decided",
    "refused",
    "opened",
)
_COLUMNS = ", ".join(_NAMES)
_OWN = ", ".join(f"i.{name}" for name in _NAMES)
_GONE = f"(e.body IS NULL OR e.flags & {int(EventFlag.HIDDEN)})"
# the index gives the order, so that no more is joined than is asked for
_WAITING = f"""
SELECT {_OWN}, e.author, e.thread, e.body, e.notes, p.body
FROM mod_item i INDEXED BY {{index}}
LEFT JOIN event e ON e.event_id = i.event AND e.circle_id = i.circle_id
LEFT JOIN event p ON p.event_id = coalesce(i.parent, e.parent) AND p.circle_id = i.circle_id
WHERE i.decided IS NULL AND i.circle_id IN (SELECT unhex(value) FROM json_each(?1))
    AND (i.kind <> 'reported' OR NOT {_GONE})
"""  # noqa: S608 - constant parts


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """Something that waits. `event` is the post or reply it is about, or the decision appealed against (16).

    `hour` is since 1970-01-01. `payload` holds what the log has not: a held event as it is signed, an appeal, the id of
    a report of messages. `digest` tells which words `urgent` and `heavy` were found in, None where they were not read.
    `decided` are the targets of decisions on it that are on their way, None where it waits; `refused` is why the server
    did not take one. `opened` is the day on which it was opened.
    """

    id: bytes
    circle_id: bytes
    kind: str
    hour: int
    event: bytes | None = None
    parent: bytes | None = None
    author: bytes | None = None
    payload: bytes | None = field(default=None, repr=False)
    reasons: tuple[tuple[str, int], ...] = ()
    digest: bytes | None = None
    urgent: bool = False
    heavy: bool = False
    decided: frozenset[bytes] | None = None
    refused: str = ""
    opened: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits, with what the log says of it: writer, thread, words, notes, and the words answered."""

    row: ItemRow
    author: bytes | None
    thread: bytes | None
    text: str | None = field(repr=False)
    notes: tuple[str, ...]
    parent: str = field(repr=False)


class Items:
    """The table of what waits."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def put(self, row: ItemRow) -> None:
        """Keep something that waits, or renew its reasons and hour; all else stays as it is known."""
        self._db.execute(
            f"INSERT INTO mod_item ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608 - constant names
            " ON CONFLICT (id) DO UPDATE SET hour = excluded.hour, reasons = excluded.reasons,"
            " urgent = max(mod_item.urgent, excluded.urgent), heavy = max(mod_item.heavy, excluded.heavy)",
            _values(row),
        )

    def get(self, item: bytes) -> ItemRow | None:
        """One, decided or not, or None."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM mod_item WHERE id = ?", (item,))  # noqa: S608 - constant names
        return None if row is None else _item(row)

    def waiting(self, circles: Sequence[bytes], most: int) -> list[Waiting]:
        """The oldest `most` of these circles, with what the log has of them."""
        rows = self._db.rows(
            f"{_WAITING.format(index='mod_item_waiting')} ORDER BY i.hour, i.id LIMIT ?2", (_names(circles), most)
        )
        return [_waiting(row) for row in rows]

    def urgent_after(self, circles: Sequence[bytes], after: ItemRow, most: int) -> list[Waiting]:
        """The oldest `most` urgent ones that came after this."""
        rows = self._db.rows(
            f"{_WAITING.format(index='mod_item_urgent')} AND i.urgent AND (i.hour, i.id) > (?3, ?4)"
            " ORDER BY i.hour, i.id LIMIT ?2",
            (_names(circles), most, after.hour, after.id),
        )
        return [_waiting(row) for row in rows]

    def about(self, circle_id: bytes, events: Iterable[bytes]) -> list[bytes]:
        """The ids of reports about these events that wait."""
        rows = self._db.rows(
            "SELECT id FROM mod_item INDEXED BY mod_item_event WHERE circle_id = ? AND kind = 'reported'"
            " AND decided IS NULL AND event IS NOT NULL AND event IN (SELECT unhex(value) FROM json_each(?))",
            (circle_id, _names(events)),
        )
        return [bytes(row[0]) for row in rows]

    def edited(self, circle_id: bytes) -> list[tuple[bytes, str, bytes]]:
        """Id, words and known digest of what was looked through and may have been edited since."""
        rows = self._db.rows(
            "SELECT i.id, e.body, i.digest FROM mod_item i JOIN event e ON e.event_id = i.event"
            " AND e.circle_id = i.circle_id WHERE i.circle_id = ? AND e.flags & ?"
            " AND i.digest IS NOT NULL AND e.body IS NOT NULL",
            (circle_id, int(EventFlag.EDITED)),
        )
        return [(bytes(row[0]), str(row[1]), bytes(row[2])) for row in rows]

    def look_again(self, items: Iterable[bytes]) -> None:
        """Let these be looked through anew."""
        self._db.execute_many("UPDATE mod_item SET digest = NULL WHERE id = ?", [(item,) for item in items])

    def unread(self, most: int) -> list[Waiting]:
        """The oldest whose words nobody has looked through yet."""
        rows = self._db.rows(
            f"{_WAITING.format(index='mod_item_waiting')} AND i.digest IS NULL ORDER BY i.hour, i.id LIMIT ?2",
            (_names(self.circles()), most),
        )
        return [_waiting(row) for row in rows]

    def read(self, item: bytes, digest: bytes, *, urgent: bool, heavy: bool) -> None:
        """Note what was found in the words of this digest; what the reasons say stays."""
        self._db.execute(
            "UPDATE mod_item SET digest = ?, urgent = max(urgent, ?), heavy = max(heavy, ?) WHERE id = ?",
            (digest, int(urgent), int(heavy), item),
        )

    def of(self, circle_id: bytes, kind: str) -> list[ItemRow]:
        """All of a kind in a circle, decided or not."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM mod_item INDEXED BY mod_item_kind WHERE circle_id = ? AND kind = ?"  # noqa: S608 - constant names
            " ORDER BY hour, id",
            (circle_id, kind),
        )
        return [_item(row) for row in rows]

    def decided(self, circle_id: bytes) -> list[ItemRow]:
        """Those on which a decision is on its way."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM mod_item INDEXED BY mod_item_decided"  # noqa: S608 - constant names
            " WHERE circle_id = ? AND decided IS NOT NULL",
            (circle_id,),
        )
        return [_item(row) for row in rows]

    def decide(self, item: bytes, targets: Iterable[bytes]) -> None:
        """A decision about these targets settles it, once the log has it."""
        self._db.execute(
            "UPDATE mod_item SET decided = ?, refused = '' WHERE id = ?",
            (json.dumps(sorted(target.hex() for target in targets)), item),
        )

    def bring_back(self, item: bytes, code: str) -> None:
        """The server did not take the decision: it waits again."""
        self._db.execute("UPDATE mod_item SET decided = NULL, refused = ? WHERE id = ?", (code, item))

    def open(self, item: bytes, day: int) -> bool:
        """It was opened on this day; false where that is known."""
        return self._db.execute("UPDATE mod_item SET opened = ?1 WHERE id = ?2 AND opened IS NOT ?1", (day, item)) > 0

    def drop(self, items: Iterable[bytes]) -> None:
        """These wait no more."""
        self._db.execute_many("DELETE FROM mod_item WHERE id = ?", [(item,) for item in items])

    def drop_gone(self, circle_id: bytes) -> int:
        """Forget reports about what was taken back or removed; returns how many."""
        return self._db.execute(
            "DELETE FROM mod_item WHERE circle_id = ?1 AND kind = 'reported' AND decided IS NULL AND EXISTS"  # noqa: S608 - constant parts
            f" (SELECT 1 FROM event e WHERE e.event_id = mod_item.event AND e.circle_id = ?1 AND {_GONE})",
            (circle_id,),
        )

    def unknown(self, circle_id: bytes) -> bool:
        """Whether something is reported that is not in the known part of the log."""
        found = self._db.value(
            "SELECT 1 FROM mod_item i WHERE i.circle_id = ?1 AND i.kind = 'reported' AND NOT EXISTS"
            " (SELECT 1 FROM event e WHERE e.event_id = i.event AND e.circle_id = ?1) LIMIT 1",
            (circle_id,),
        )
        return found is not None

    def told_anew(self) -> list[bytes]:
        """The circles in which reports of messages came, or went, that are not so in this table yet."""
        rows = self._db.rows(
            "SELECT circle_id FROM (SELECT id, circle_id FROM mail_told WHERE NOT done EXCEPT"
            " SELECT id, circle_id FROM mod_item WHERE kind = 'messages') UNION"
            " SELECT circle_id FROM (SELECT id, circle_id FROM mod_item WHERE kind = 'messages' AND decided IS NULL"
            " EXCEPT SELECT id, circle_id FROM mail_told WHERE NOT done)"
        )
        return [bytes(row[0]) for row in rows]

    def circles(self) -> list[bytes]:
        """The circles in which something waits, or is being decided."""
        rows = self._db.rows(
            "SELECT circle_id FROM circle c WHERE EXISTS (SELECT 1 FROM mod_item i WHERE i.circle_id = c.circle_id)"
        )
        return [bytes(row[0]) for row in rows]

    def counts(self) -> dict[bytes, int]:
        """How much waits in each circle."""
        rows = self._db.rows("SELECT circle_id, count(*) FROM mod_item WHERE decided IS NULL GROUP BY circle_id")
        return {bytes(circle): int(count) for circle, count in rows}

    def forget(self, circle_id: bytes) -> None:
        """Forget all that waits in a circle."""
        self._db.execute("DELETE FROM mod_item WHERE circle_id = ?", (circle_id,))


def _names(ids: Iterable[bytes]) -> str:
    return json.dumps([one.hex() for one in ids])


def _values(row: ItemRow) -> tuple[Value, ...]:
    return (
        row.id,
        row.circle_id,
        row.kind,
        row.hour,
        row.event,
        row.parent,
        row.author,
        row.payload,
        json.dumps(row.reasons) if row.reasons else "",
        row.digest,
        int(row.urgent),
        int(row.heavy),
        None if row.decided is None else _names(sorted(row.decided)),
        row.refused,
        row.opened,
    )


def _item(row: Row) -> ItemRow:
    return ItemRow(
        id=row[0],
        circle_id=row[1],
        kind=row[2],
        hour=row[3],
        event=row[4],
        parent=row[5],
        author=row[6],
        payload=row[7],
        reasons=tuple((str(code), int(count)) for code, count in json.loads(row[8])) if row[8] else (),
        digest=row[9],
        urgent=bool(row[10]),
        heavy=bool(row[11]),
        decided=None if row[12] is None else frozenset(bytes.fromhex(one) for one in json.loads(row[12])),
        refused=row[13],
        opened=row[14],
    )


def _waiting(row: Row) -> Waiting:
    item = _item(row)
    return Waiting(
        row=item,
        author=item.author if item.author is not None else row[15],
        thread=row[16],
        text=row[17],
        notes=tuple((row[18] or "").split()),
        parent=row[19] or "",
    )
