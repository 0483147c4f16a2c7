"""What can be written of messages between two, in SQL."""

import hashlib
from collections.abc import Sequence

from heimo_protocol.encoding import encode
from server_stub.store.mail_rows import BundleRow, FrameRow, QueueRow, RequestRow, SealedReportRow
from server_stub.store.sql.mail_reads import PLACE_BITS, SqlMailReads, id_bytes

_NEXT_VERSION = (
    "INSERT INTO bundle_versions VALUES ($1, 1)"
    " ON CONFLICT (circle) DO UPDATE SET version = bundle_versions.version + 1 RETURNING version"
)
_SET_BUNDLE = (
    "INSERT INTO bundles VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (name) DO UPDATE SET circle = excluded.circle,"
    " version = excluded.version, number = excluded.number, expires = excluded.expires, bundle = excluded.bundle"
)
_OLD_REQUESTS = (
    "DELETE FROM requests WHERE (recipient, id) IN (SELECT recipient, id FROM requests WHERE hour < $1 LIMIT $2)"
)
_OLD_FRAMES = "DELETE FROM frames WHERE (qid, seq) IN (SELECT qid, seq FROM frames WHERE hour < $1 LIMIT $2)"
_OLD_REPORTS = (
    "DELETE FROM message_reports WHERE (moderator, id) IN"
    " (SELECT moderator, id FROM message_reports WHERE hour < $1 LIMIT $2)"
)


class SqlMailWrites(SqlMailReads):
    """See server_stub.store.mail.MailWrites."""

    def put_bundle(self, row: BundleRow) -> int:
        """Replace the name's bundle; returns the circle's new version."""
        version = self._number(_NEXT_VERSION, row.circle)
        place = hashlib.sha256(row.name).digest()[: PLACE_BITS // 8]
        self._run(_SET_BUNDLE, row.name, row.circle, version, row.number, row.expires, place, row.bundle)
        return version

    def add_request(self, row: RequestRow) -> None:
        """Insert a request; the same one again changes nothing."""
        sql = "INSERT INTO requests VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
        self._run(sql, row.recipient, id_bytes(row.id), row.hour, row.c2, row.sealed)

    def forget_requests(self, recipient: bytes, ids: Sequence[int]) -> None:
        """Remove requests of this name's inbox."""
        for id_ in ids:
            self._run("DELETE FROM requests WHERE recipient = $1 AND id = $2", recipient, id_bytes(id_))

    def add_queue(self, row: QueueRow) -> bool:
        """Insert; False where the receiver's key has a queue already."""
        sql = "INSERT INTO queues VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (receiver) DO NOTHING"
        sides = (row.receiver, row.claim, row.sender)
        return bool(self._run(sql, row.qid, *sides, row.last_day, row.newest, row.frames, row.size))

    def bind_sender(self, qid: bytes, sender: bytes) -> None:
        """Make a key the queue's sender, and forget the claim."""
        self._run("UPDATE queues SET claim = NULL, sender = $1 WHERE qid = $2", sender, qid)

    def add_frame(self, row: FrameRow, *, mark: bytes, forget_to: int) -> None:
        """Append a frame with its mark; old marks go."""
        self._run("INSERT INTO frames VALUES ($1, $2, $3, $4, $5)", row.qid, row.seq, row.hour, row.c2, row.frame)
        self._run("INSERT INTO frame_marks VALUES ($1, $2, $3)", row.qid, mark, row.seq)
        if forget_to:
            self._run("DELETE FROM frame_marks WHERE qid = $1 AND seq <= $2", row.qid, forget_to)

    def forget_frames(self, qid: bytes, seq: int) -> None:
        """Remove frames up to this number."""
        self._run("DELETE FROM frames WHERE qid = $1 AND seq <= $2", qid, seq)

    def delete_queue(self, qid: bytes) -> None:
        """Remove a queue with all it holds."""
        self._run("DELETE FROM queues WHERE qid = $1", qid)

    def add_sealed_report(self, row: SealedReportRow) -> bool:
        """Insert; False where it is there."""
        sql = "INSERT INTO message_reports VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
        return bool(self._run(sql, row.moderator, id_bytes(row.id), row.hour, encode(row.messages), row.sealed))

    def forget_sealed_reports(self, moderator: bytes, ids: Sequence[int]) -> None:
        """Remove reports that were sealed to this moderator."""
        for id_ in ids:
            self._run("DELETE FROM message_reports WHERE moderator = $1 AND id = $2", moderator, id_bytes(id_))

    def forget_mail_of(self, name: bytes) -> None:
        """Remove the bundle and what waits for a name."""
        self._run("DELETE FROM bundles WHERE name = $1", name)
        self._run("DELETE FROM requests WHERE recipient = $1", name)
        self._run("DELETE FROM message_reports WHERE moderator = $1", name)

    def expire_bundles(self, *, day: int, limit: int) -> int:
        """Forget up to `limit` bundles that expired by a day."""
        sql = "DELETE FROM bundles WHERE name IN (SELECT name FROM bundles WHERE expires <= $1 LIMIT $2)"
        return self._run(sql, day, limit)

    def expire_requests(self, *, before_hour: int, limit: int) -> int:
        """Forget up to `limit` requests that came before an hour."""
        return self._run(_OLD_REQUESTS, before_hour, limit)

    def expire_frames(self, *, before_hour: int, limit: int) -> int:
        """Forget up to `limit` frames that came before an hour."""
        return self._run(_OLD_FRAMES, before_hour, limit)

    def expire_sealed_reports(self, *, before_hour: int, limit: int) -> int:
        """Forget up to `limit` sealed reports that came before an hour."""
        return self._run(_OLD_REPORTS, before_hour, limit)

    def expire_queues(self, *, day: int, limit: int) -> int:
        """Forget up to `limit` queues whose last day was before `day`."""
        return self._run(
            "DELETE FROM queues WHERE qid IN (SELECT qid FROM queues WHERE last_day < $1 LIMIT $2)", day, limit
        )
