"""Which rows of an export are taken in: what is here already stays, and a moved file brings its keys only once."""

from __future__ import annotations

from collections.abc import Sequence

from heimo_tui.vault.database import Value
from heimo_tui.vault.tables.dump import MOVED, Dump, belongs_to
from heimo_tui.vault.tables.mail import Mail
from heimo_tui.vault.tables.mail.moves import Leg


class Intake:
    """Decides row by row, in the order in which an export has them."""

    def __init__(self, dump: Dump, mail: Mail) -> None:
        self._mail = mail
        self._here = dump.circles()
        self._fresh: set[Value] = set()
        self._moves = self._stale = False

    def row(self, table: str, columns: Sequence[str], row: tuple[Value, ...]) -> tuple[Value, ...] | None:
        """The row as it is to be put in, or None; raises LookupError for one without the columns that it must have."""
        if belongs_to(table, columns, row, self._here):
            return None
        named = dict(zip(columns, row, strict=True))
        if table == "mail_move":
            return self._move(named)
        if table == "conversation":
            return self._conversation(named)
        if table in MOVED and not self._moves:
            return None
        if "conversation" in named and named["conversation"] not in self._fresh:
            return None
        return row

    def _move(self, row: dict[str, Value]) -> tuple[Value, ...] | None:
        """Take a file's keys in only where it is new here; they are used once its claim was."""
        move, server = row["id"], row["server_id"]
        if not isinstance(move, bytes) or not isinstance(server, bytes):
            raise TypeError("move")
        known = next((one.leg for one in self._mail.moves.all() if one.id == move), None)
        if known in (Leg.ARRIVING, Leg.CAME) or self._stale:
            self._moves, self._stale = False, True
            return None
        # one that left from here comes back: its claim is as good as it was
        self._mail.moves.forget(server)
        self._moves = True
        return tuple((row | {"leg": Leg.ARRIVING.value}).values())

    def _conversation(self, row: dict[str, Value]) -> tuple[Value, ...] | None:
        ids = [row[name] for name in ("id", "circle_id", "me", "peer")]
        id, circle, me, peer = (one if isinstance(one, bytes) else b"" for one in ids)
        known = self._mail.conversations.get(id) or self._mail.conversations.with_peer(circle, me, peer)
        if known is not None and not (self._moves and known.moved):
            return None
        if known is not None:
            # it comes back from where it had gone, with its queues
            for queue in self._mail.queues.of(known.id):
                self._mail.queues.remove(queue.qid)
            self._mail.conversations.remove(known.id)
        self._fresh.add(id)
        renew = row["renew"] if self._moves else int(row["standing"] == "open")
        return tuple((row | {"moved": 0, "renew": renew}).values())
