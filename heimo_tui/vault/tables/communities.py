"""The communities somebody has joined or reads, side by side, and what was seen of their descriptors."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from heimo_tui.core.secrets import SecretBytes
from heimo_tui.vault.database import Connection, Row

_COLUMNS = (
    "server_id, name, urls, root_pub, descriptor, descriptor_seq, cred_epoch, prk, credential, "
    "registered_day, settings, place, last_opened"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """One server as this person knows it.

    `server_id` and `root_pub` are 32 bytes; `descriptor` is the signed envelope as received. `prk` is PRK_s
    (64 bytes), None while the community is only read. `credential` is None before registration.
    `registered_day` counts days since 1970-01-01; `last_opened` is unix seconds.
    """

    server_id: bytes
    name: str
    urls: tuple[str, ...]
    root_pub: bytes
    descriptor: bytes = field(repr=False)
    descriptor_seq: int
    cred_epoch: int = 0
    prk: SecretBytes | None = None
    credential: SecretBytes | None = None
    registered_day: int | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    place: int = 0
    last_opened: int = 0


class Communities:
    """The table of communities, in the order the person gave them."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def all(self) -> list[Community]:
        """Every community, in the person's order."""
        return [
            _community(row)
            for row in self._db.rows(f"SELECT {_COLUMNS} FROM community ORDER BY place, name")  # noqa: S608 - constant names
        ]

    def get(self, server_id: bytes) -> Community | None:
        """One community, or None."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM community WHERE server_id = ?", (server_id,))  # noqa: S608 - constant names
        return None if row is None else _community(row)

    def last_opened(self) -> Community | None:
        """The community that was open most recently, or None when there is none."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM community ORDER BY last_opened DESC, place LIMIT 1")  # noqa: S608 - constant names
        return None if row is None else _community(row)

    def save(self, community: Community) -> None:
        """Insert or replace what is known of a community; its circles stay."""
        values = (
            community.server_id,
            community.name,
            json.dumps(community.urls),
            community.root_pub,
            community.descriptor,
            community.descriptor_seq,
            community.cred_epoch,
            None if community.prk is None else community.prk.reveal(),
            None if community.credential is None else community.credential.reveal(),
            community.registered_day,
            json.dumps(community.settings),
            community.place,
            community.last_opened,
        )
        self._db.execute(
            f"INSERT INTO community ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608 - constant names
            " ON CONFLICT (server_id) DO UPDATE SET name = excluded.name, urls = excluded.urls,"
            " root_pub = excluded.root_pub, descriptor = excluded.descriptor,"
            " descriptor_seq = excluded.descriptor_seq, cred_epoch = excluded.cred_epoch, prk = excluded.prk,"
            " credential = excluded.credential, registered_day = excluded.registered_day,"
            " settings = excluded.settings, place = excluded.place,"
            " last_opened = excluded.last_opened",
            values,
        )

    def opened(self, server_id: bytes, now: int) -> None:
        """Note that this community was opened, at unix seconds `now`."""
        self._db.execute("UPDATE community SET last_opened = ? WHERE server_id = ?", (now, server_id))

    def arrange(self, server_ids: list[bytes]) -> None:
        """Put the communities into this order."""
        self._db.execute_many(
            "UPDATE community SET place = ? WHERE server_id = ?",
            [(place, server_id) for place, server_id in enumerate(server_ids)],
        )

    def remove(self, server_id: bytes) -> None:
        """Forget a community with all its circles, events, outbox, tokens and invites."""
        self._db.execute(
            "INSERT INTO event_text (event_text, rowid, body) SELECT 'delete', e.id, e.body FROM event e"
            " JOIN circle c ON c.circle_id = e.circle_id WHERE c.server_id = ? AND e.body IS NOT NULL"
            " AND e.kind IN (1, 2)",
            (server_id,),
        )
        self._db.execute(
            "DELETE FROM draft WHERE circle_id IN (SELECT circle_id FROM circle WHERE server_id = ?)",
            (server_id,),
        )
        self._db.execute("DELETE FROM descriptor_seen WHERE server_id = ?", (server_id,))
        self._db.execute("DELETE FROM community WHERE server_id = ?", (server_id,))

    def saw_descriptor(self, server_id: bytes, seq: int, digest: bytes, day: int) -> bytes | None:
        """Note a descriptor's hash (32 bytes); give a different one seen before for the same seq, or None.

        A difference is `descriptor_split` (PROTOCOL 4).
        """
        self._db.execute(
            "INSERT OR IGNORE INTO descriptor_seen (server_id, seq, hash, seen_day) VALUES (?, ?, ?, ?)",
            (server_id, seq, digest, day),
        )
        other = self._db.value(
            "SELECT hash FROM descriptor_seen WHERE server_id = ? AND seq = ? AND hash <> ? LIMIT 1",
            (server_id, seq, digest),
        )
        return None if other is None else bytes(other)


def _community(row: Row) -> Community:
    return Community(
        server_id=row[0],
        name=row[1],
        urls=tuple(json.loads(row[2])),
        root_pub=row[3],
        descriptor=row[4],
        descriptor_seq=row[5],
        cred_epoch=row[6],
        prk=None if row[7] is None else SecretBytes(row[7]),
        credential=None if row[8] is None else SecretBytes(row[8]),
        registered_day=row[9],
        settings=json.loads(row[10]),
        place=row[11],
        last_opened=row[12],
    )
