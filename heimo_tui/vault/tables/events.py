"""What is kept of each circle's log: events as received, with the columns that reading needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from heimo_tui.vault.database import Connection
from heimo_tui.vault.tables.event_rows import COLUMNS, EventFlag, EventRow, Stored, event_row, event_values, row_id

POST, REPLY, EDIT, DELETE, REACTION = 1, 2, 3, 4, 5
_INSERT = f"INSERT INTO event (id, {COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608 - constant names
_INDEX = "INSERT INTO event_text (rowid, body) VALUES (?, ?)"
_UNINDEX = "INSERT INTO event_text (event_text, rowid, body) VALUES ('delete', ?, ?)"
_SEARCHED = (POST, REPLY)
_GONE = int(EventFlag.HIDDEN | EventFlag.ERASED | EventFlag.UNMET)
_COUNT = f"""
INSERT INTO thread (circle_id, thread, post_seq, last_seq, last_minutes, other_seq, replies, others, mine,
                    hidden)
SELECT e.circle_id, e.thread,
    max(CASE WHEN e.kind = 1 THEN e.log_seq END),
    coalesce(max(CASE WHEN e.kind = 1 OR NOT e.flags & {_GONE} THEN e.log_seq END), 0),
    coalesce(max(CASE WHEN e.kind = 1 OR NOT e.flags & {_GONE} THEN e.minutes END), 0),
    coalesce(max(CASE WHEN NOT e.flags & {_GONE | 1} THEN e.log_seq END), 0),
    count(CASE WHEN e.kind = 2 AND NOT e.flags & {_GONE} THEN 1 END),
    count(CASE WHEN e.kind = 2 AND NOT e.flags & {_GONE} AND e.author IS NOT p.author THEN 1 END),
    max(e.flags & 1),
    coalesce(max(CASE WHEN e.kind = 1 THEN e.flags & {_GONE} <> 0 END), 0)
FROM json_each(?2) AS name
JOIN event AS e INDEXED BY event_thread
    ON e.circle_id = ?1 AND e.thread = unhex(name.value) AND e.kind IN (1, 2)
LEFT JOIN event AS p INDEXED BY event_thread
    ON p.circle_id = e.circle_id AND p.thread = e.thread AND p.kind = 1
GROUP BY name.rowid
ON CONFLICT (circle_id, thread) DO UPDATE SET post_seq = excluded.post_seq, last_seq = excluded.last_seq,
    last_minutes = excluded.last_minutes, other_seq = excluded.other_seq, replies = excluded.replies,
    others = excluded.others, mine = excluded.mine, hidden = excluded.hidden
"""  # noqa: S608 - constant numbers


class Events:
    """The table of events; `Threads` keeps the counts that follow from it."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, events: Iterable[EventRow]) -> Stored:
        """Store a batch of one circle's events, in any order; what is there already stays as it is.

        Call it inside one transaction with the cursor marks it belongs to.
        """
        batch = {(event.circle_id, event.log_seq): event for event in events}
        known = self._known(batch.values())
        conflicts = []
        for place, event in batch.items():
            if place not in known:
                continue
            if known[place] != (event.payload_hash, event.head):
                conflicts.append(event.log_seq)
            elif event.envelope is None:
                self.erase(event.circle_id, [event.event_id])
        fresh = [event for place, event in batch.items() if place not in known]
        self._insert(fresh)
        self._count({(event.circle_id, event.thread) for event in fresh if event.thread is not None})
        return Stored(tuple(sorted(event.log_seq for event in fresh)), tuple(sorted(conflicts)))

    def _known(self, events: Iterable[EventRow]) -> dict[tuple[bytes, int], tuple[bytes, bytes]]:
        found: dict[tuple[bytes, int], tuple[bytes, bytes]] = {}
        places: dict[bytes, list[int]] = {}
        for event in events:
            places.setdefault(event.circle_id, []).append(event.log_seq)
        for circle_id, seqs in places.items():
            rows = self._db.rows(
                "SELECT log_seq, payload_hash, head FROM event WHERE circle_id = ? AND log_seq BETWEEN ? AND ?",
                (circle_id, min(seqs), max(seqs)),
            )
            found |= {(circle_id, seq): (digest, head) for seq, digest, head in rows}
        return found

    def _insert(self, events: Sequence[EventRow]) -> None:
        ids = self._free_ids(events)
        self._db.execute_many(_INSERT, [event_values(i, event) for i, event in zip(ids, events, strict=True)])
        self._db.execute_many(
            _INDEX, [(i, e.body) for i, e in zip(ids, events, strict=True) if e.body and e.kind in _SEARCHED]
        )

    def _free_ids(self, events: Sequence[EventRow]) -> list[int]:
        """A row number for each that no other event has."""
        found: dict[int, int] = {}
        lacking = list(range(len(events)))
        while lacking:
            drawn = {row_id(events[place]): place for place in lacking}
            fresh = drawn.keys() - self._taken(drawn) - found.keys()
            found |= {number: drawn[number] for number in fresh}
            lacking = sorted(set(range(len(events))) - set(found.values()))
        return sorted(found, key=found.__getitem__)

    def _taken(self, ids: Iterable[int]) -> set[int]:
        rows = self._db.rows(
            "SELECT id FROM event WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
        )
        return {row[0] for row in rows}

    def get(self, circle_id: bytes, event_id: bytes) -> EventRow | None:
        """One event by its id, or None."""
        row = self._db.row(
            f"SELECT {COLUMNS} FROM event WHERE event_id = ? AND circle_id = ?",  # noqa: S608 - constant names
            (event_id, circle_id),
        )
        return None if row is None else event_row(row)

    def at(self, circle_id: bytes, log_seq: int) -> EventRow | None:
        """One event by its place in the log, or None."""
        row = self._db.row(
            f"SELECT {COLUMNS} FROM event WHERE circle_id = ? AND log_seq = ?",  # noqa: S608 - constant names
            (circle_id, log_seq),
        )
        return None if row is None else event_row(row)

    def between(self, circle_id: bytes, after: int, limit: int = 200) -> list[EventRow]:
        """Events of a circle with log_seq > `after`, oldest first."""
        rows = self._db.rows(
            f"SELECT {COLUMNS} FROM event WHERE circle_id = ? AND log_seq > ? ORDER BY log_seq LIMIT ?",  # noqa: S608 - constant names
            (circle_id, after, limit),
        )
        return [event_row(row) for row in rows]

    def neighbours(self, circle_id: bytes, author: bytes, seq: int) -> list[EventRow]:
        """What is known of one author at `seq - 1`, `seq` and `seq + 1`: for `author_gap` and `author_fork`."""
        rows = self._db.rows(
            f"SELECT {COLUMNS} FROM event WHERE circle_id = ? AND author = ? AND seq BETWEEN ? AND ?"  # noqa: S608 - constant names
            " ORDER BY seq, log_seq",
            (circle_id, author, seq - 1, seq + 1),
        )
        return [event_row(row) for row in rows]

    def by_author(self, circle_id: bytes, author: bytes) -> list[EventRow]:
        """Everything one pseudonym wrote that is known here, in its own order."""
        rows = self._db.rows(
            f"SELECT {COLUMNS} FROM event WHERE circle_id = ? AND author = ? ORDER BY seq, log_seq",  # noqa: S608 - constant names
            (circle_id, author),
        )
        return [event_row(row) for row in rows]

    def mine(self, circle_id: bytes) -> list[EventRow]:
        """The posts and replies the person wrote in a circle, under any own name, oldest first."""
        rows = self._db.rows(
            f"SELECT {COLUMNS} FROM event WHERE circle_id = ? AND kind IN (1, 2) AND flags & 1 ORDER BY log_seq",  # noqa: S608 - constant names
            (circle_id,),
        )
        return [event_row(row) for row in rows]

    def of_kind(self, circle_id: bytes, kinds: Sequence[int]) -> list[EventRow]:
        """Every known event of the given kinds (card, moderation, key change ...), oldest first."""
        marks = ",".join("?" * len(kinds))
        # the index holds the rare kinds alone, and SQLite takes it only when told that no other is wanted
        index, rare = ("INDEXED BY event_kind", "AND kind > 5") if min(kinds) > REACTION else ("", "")
        rows = self._db.rows(
            f"SELECT {COLUMNS} FROM event {index} WHERE circle_id = ? AND kind IN ({marks}) {rare} ORDER BY log_seq",  # noqa: S608 - marks are "?"
            (circle_id, *kinds),
        )
        return [event_row(row) for row in rows]

    def places_of_kind(self, circle_id: bytes, kinds: Sequence[int]) -> list[int]:
        """The log numbers of every known event of the given rare kinds (those above REACTION), ascending."""
        marks = ",".join("?" * len(kinds))
        rows = self._db.rows(
            f"SELECT log_seq FROM event INDEXED BY event_kind WHERE circle_id = ? AND kind IN ({marks}) AND kind > 5"  # noqa: S608 - marks are "?"
            " ORDER BY log_seq",
            (circle_id, *kinds),
        )
        return [int(row[0]) for row in rows]

    def flag(
        self,
        circle_id: bytes,
        event_ids: Sequence[bytes],
        *,
        add: EventFlag = EventFlag.NONE,
        drop: EventFlag = EventFlag.NONE,
    ) -> None:
        """Set and clear flags of events."""
        self._db.execute_many(
            "UPDATE event SET flags = (flags | ?) & ~? WHERE event_id = ? AND circle_id = ?",
            [(int(add), int(drop), event_id, circle_id) for event_id in event_ids],
        )
        self._count(self._threads_of(circle_id, event_ids))

    def set_body(
        self,
        circle_id: bytes,
        event_id: bytes,
        body: str,
        notes: Sequence[str] = (),
        *,
        need: str | None = None,
        envelope: bytes | None = None,
    ) -> None:
        """Take what the newest edit says; lists and search show this from now on.

        With `envelope`, the edit's, the old words are gone from here too.
        """
        found = self._db.row(
            "SELECT id, body, kind, flags FROM event WHERE event_id = ? AND circle_id = ?",
            (event_id, circle_id),
        )
        if found is None or found[3] & EventFlag.ERASED:
            return
        rowid, old, kind, _ = found
        if kind in _SEARCHED:
            if old:
                self._db.execute(_UNINDEX, (rowid, old))
            if body:
                self._db.execute(_INDEX, (rowid, body))
        self._db.execute(
            "UPDATE event SET body = ?, notes = ?, need = coalesce(?, need), envelope = coalesce(?, envelope),"
            " flags = flags | ? WHERE id = ?",
            (body, " ".join(notes), need, envelope, int(EventFlag.EDITED), rowid),
        )

    def erase(self, circle_id: bytes, event_ids: Sequence[bytes]) -> None:
        """Drop text, notes and envelope of events for good; places, hashes and heads stay (PROTOCOL 9.5)."""
        self._forget_bodies([(circle_id, event_id) for event_id in event_ids])
        self._count(self._threads_of(circle_id, event_ids))

    def _forget_bodies(self, events: Iterable[tuple[bytes, bytes]]) -> None:
        for circle_id, event_id in events:
            found = self._db.row(
                "SELECT id, body, kind FROM event WHERE event_id = ? AND circle_id = ?", (event_id, circle_id)
            )
            if found is None:
                continue
            rowid, body, kind = found
            if body and kind in _SEARCHED:
                self._db.execute(_UNINDEX, (rowid, body))
            self._db.execute(
                "UPDATE event SET body = NULL, notes = '', envelope = NULL, flags = flags | ? WHERE id = ?",
                (int(EventFlag.ERASED), rowid),
            )

    def _threads_of(self, circle_id: bytes, event_ids: Sequence[bytes]) -> set[tuple[bytes, bytes]]:
        found = set()
        for event_id in event_ids:
            thread = self._db.value(
                "SELECT thread FROM event WHERE event_id = ? AND circle_id = ?", (event_id, circle_id)
            )
            if thread is not None:
                found.add((circle_id, bytes(thread)))
        return found

    def _count(self, threads: Iterable[tuple[bytes, bytes]]) -> None:
        places: dict[bytes, list[str]] = {}
        for circle_id, thread in threads:
            places.setdefault(circle_id, []).append(thread.hex())
        for circle_id, names in places.items():
            self._db.execute(_COUNT, (circle_id, json.dumps(names)))
