"""What can be read of messages between two, in SQL."""

from collections.abc import Callable
from typing import TypeVar

from heimo_protocol.encoding import decode
from heimo_protocol.franking import Stamped
from server_stub.store.mail_rows import (
    BundleQuery,
    BundleRow,
    FrameRow,
    ListedBundle,
    QueueRow,
    RequestRow,
    SealedReportRow,
)
from server_stub.store.sql.mapping import QUEUE, queue_row
from server_stub.store.sql.statements import Row, Statements

T = TypeVar("T")

PLACE_BITS = 32
_PLACE_BYTES = 4
_ID_BYTES = 8
_ENTRY_OVERHEAD = 128
"""What an entry costs in an answer besides its largest part, in bytes, generously."""

_QUEUE = f"SELECT {QUEUE} FROM queues"
QUEUE_BY_ID = f"{_QUEUE} WHERE qid = $1"
MARK = "SELECT 1 FROM frame_marks WHERE qid = $1 AND mark = $2"
FRAMES_AFTER = "SELECT qid, seq, hour, c2, frame FROM frames WHERE qid = $1 AND seq > $2 ORDER BY seq LIMIT $3"
FRAMES_TO = "SELECT 1 FROM frames WHERE qid = $1 AND seq <= $2 LIMIT 1"
_BUNDLES = (
    "SELECT version, card, bundle FROM bundles JOIN names ON names.key = bundles.name"
    " WHERE bundles.circle = $1 AND version > $2 AND place BETWEEN $3 AND $4 AND expires > $5 AND retired = 0"
    " AND NOT EXISTS (SELECT 1 FROM bans WHERE bans.space = names.space AND bans.nym_id = names.nym_id"
    " AND (until_hour = 0 OR until_hour > $6))"
)
_OF_MODERATORS = (
    " AND bundles.name IN (SELECT key FROM moderators WHERE circle = $1 UNION SELECT owner FROM circles WHERE id = $1)"
)


class SqlMailReads(Statements):
    """See server_stub.store.mail.MailReads."""

    def bundle(self, name: bytes) -> BundleRow | None:
        """The name's newest bundle."""
        row = self._one("SELECT name, circle, number, expires, bundle FROM bundles WHERE name = $1", name)
        return (
            None if row is None else BundleRow(name=row[0], circle=row[1], number=row[2], expires=row[3], bundle=row[4])
        )

    def bundles(self, query: BundleQuery, *, max_bytes: int) -> tuple[list[ListedBundle], bool]:
        """A page of bundles by version."""
        shift = PLACE_BITS - query.bits
        first, last = query.bucket << shift, ((query.bucket + 1) << shift) - 1
        places = (first.to_bytes(_PLACE_BYTES, "big"), last.to_bytes(_PLACE_BYTES, "big"))
        values = (query.circle, query.after, *places, query.day, query.hour)
        sql = f"{_BUNDLES}{_OF_MODERATORS if query.moderators else ''} ORDER BY version"
        return self._mail_page(sql, values, _listed, lambda row: len(row.card) + len(row.bundle), max_bytes)

    def has_request(self, recipient: bytes, id_: int) -> bool:
        """Whether this request waits for this name."""
        sql = "SELECT 1 FROM requests WHERE recipient = $1 AND id = $2"
        return self._one(sql, recipient, id_bytes(id_)) is not None

    def requests_waiting(self, recipient: bytes) -> int:
        """How many requests wait for a name."""
        return self._number("SELECT count(*) FROM requests WHERE recipient = $1", recipient)

    def requests_for(self, recipient: bytes, *, max_bytes: int) -> tuple[list[RequestRow], bool]:
        """A page of requests that wait for a name, oldest hour first."""
        sql = "SELECT recipient, id, hour, c2, sealed FROM requests WHERE recipient = $1 ORDER BY hour, id"
        return self._mail_page(sql, (recipient,), _request, lambda row: len(row.sealed), max_bytes)

    def queue(self, qid: bytes) -> QueueRow | None:
        """The queue of this id."""
        return queue_row(self._one(QUEUE_BY_ID, qid))

    def queue_of(self, receiver: bytes) -> QueueRow | None:
        """The queue that this key reads."""
        return queue_row(self._one(f"{_QUEUE} WHERE receiver = $1", receiver))

    def is_marked(self, qid: bytes, mark: bytes) -> bool:
        """Whether a frame with this mark came before."""
        return self._one(MARK, qid, mark) is not None

    def frames_after(self, qid: bytes, seq: int, *, limit: int, max_bytes: int) -> tuple[list[FrameRow], bool]:
        """A page of frames in the order they came."""
        page, more = self._mail_page(FRAMES_AFTER, (qid, seq, limit + 1), _frame, lambda row: len(row.frame), max_bytes)
        return page[:limit], more or len(page) > limit

    def has_frames_to(self, qid: bytes, seq: int) -> bool:
        """Whether frames up to this number wait."""
        return self._one(FRAMES_TO, qid, seq) is not None

    def sealed_reports(self, moderator: bytes, *, max_bytes: int) -> tuple[list[SealedReportRow], bool]:
        """A page of reports sealed to a moderator, oldest hour first."""
        sql = "SELECT moderator, id, hour, messages, sealed FROM message_reports WHERE moderator = $1 ORDER BY hour, id"
        return self._mail_page(
            sql, (moderator,), _report, lambda row: len(row.sealed) + _ENTRY_OVERHEAD * len(row.messages), max_bytes
        )

    def _mail_page(
        self, sql: str, values: Row, read: Callable[[Row], T], size: Callable[[T], int], max_bytes: int
    ) -> tuple[list[T], bool]:
        """Rows as long as they fit, at least one, and whether one did not."""
        page: list[T] = []
        room = max_bytes
        for found in self._each(sql, *values):
            row = read(found)
            room -= size(row) + _ENTRY_OVERHEAD
            if page and room < 0:
                return page, True
            page.append(row)
        return page, False


def id_bytes(id_: int) -> bytes:
    """An id as it is kept."""
    return id_.to_bytes(_ID_BYTES, "big")


def _id(kept: bytes) -> int:
    return int.from_bytes(kept, "big")


def _listed(row: Row) -> ListedBundle:
    return ListedBundle(version=row[0], card=row[1], bundle=row[2])


def _request(row: Row) -> RequestRow:
    return RequestRow(recipient=row[0], id=_id(row[1]), hour=row[2], c2=row[3], sealed=row[4])


def _frame(row: Row) -> FrameRow:
    return FrameRow(qid=row[0], seq=row[1], hour=row[2], c2=row[3], frame=row[4])


def _report(row: Row) -> SealedReportRow:
    messages = decode(row[3], list[Stamped])
    return SealedReportRow(moderator=row[0], id=_id(row[1]), hour=row[2], messages=messages, sealed=row[4])
