"""The oracle's part for messages between two (see server_stub.store.mail)."""

import hashlib
from collections.abc import Sequence

import msgspec

from benchmarks.durability.model.rows import Conflict, Rows, insert, page
from server_stub.store.mail_rows import (
    BundleQuery,
    BundleRow,
    FrameRow,
    ListedBundle,
    QueueRow,
    RequestRow,
    SealedReportRow,
)

_PLACE_BITS = 32
_change = msgspec.structs.replace


class MailOracle:
    """Does to `rows` what the contract says."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def bundle(self, name: bytes) -> BundleRow | None:
        """The name's newest bundle."""
        found = self.rows.bundles.get(name)
        return None if found is None else found[1]

    def bundles(self, query: BundleQuery, *, max_bytes: int) -> tuple[list[ListedBundle], bool]:
        """A page of bundles by version."""
        found = sorted((version, row) for version, row in self.rows.bundles.values() if self._is_listed(query, row))
        listed = [
            ListedBundle(version=version, card=self.rows.names[row.name].card, bundle=row.bundle)
            for version, row in found
            if version > query.after
        ]
        return page(listed, max_bytes)

    def _is_listed(self, query: BundleQuery, row: BundleRow) -> bool:
        name = self.rows.names[row.name]
        place = int.from_bytes(hashlib.sha256(row.name).digest()[:4], "big")
        if row.circle != query.circle or place >> (_PLACE_BITS - query.bits) != query.bucket:
            return False
        ban = self.rows.bans.get((name.space, name.nym_id))
        if row.expires <= query.day or name.retired or (ban is not None and ban.holds(query.hour)):
            return False
        moderates = (query.circle, row.name) in self.rows.moderators
        return not query.moderators or moderates or self.rows.circles[query.circle].owner == row.name

    def has_request(self, recipient: bytes, id_: int) -> bool:
        """Whether this request waits."""
        return (recipient, id_) in self.rows.requests

    def requests_waiting(self, recipient: bytes) -> int:
        """How many wait."""
        return sum(one.recipient == recipient for one in self.rows.requests.values())

    def requests_for(self, recipient: bytes, *, max_bytes: int) -> tuple[list[RequestRow], bool]:
        """A page of them, oldest hour first."""
        found = [one for one in self.rows.requests.values() if one.recipient == recipient]
        return page(sorted(found, key=lambda one: (one.hour, one.id)), max_bytes)

    def queue(self, qid: bytes) -> QueueRow | None:
        """The queue of this id."""
        return self.rows.queues.get(qid)

    def queue_of(self, receiver: bytes) -> QueueRow | None:
        """The queue that this key reads."""
        return next((one for one in self.rows.queues.values() if one.receiver == receiver), None)

    def is_marked(self, qid: bytes, mark: bytes) -> bool:
        """Whether a frame with this mark came before."""
        return (qid, mark) in self.rows.marks

    def frames_after(self, qid: bytes, seq: int, *, limit: int, max_bytes: int) -> tuple[list[FrameRow], bool]:
        """A page of frames in the order they came."""
        found = sorted((key[1], row) for key, row in self.rows.frames.items() if key[0] == qid and key[1] > seq)
        kept, more = page([row for _, row in found][:limit], max_bytes)
        return kept, more or len(found) > limit

    def has_frames_to(self, qid: bytes, seq: int) -> bool:
        """Whether frames up to this number wait."""
        return any(key[0] == qid and key[1] <= seq for key in self.rows.frames)

    def sealed_reports(self, moderator: bytes, *, max_bytes: int) -> tuple[list[SealedReportRow], bool]:
        """A page of reports sealed to a moderator, oldest hour first."""
        found = [one for one in self.rows.sealed.values() if one.moderator == moderator]
        return page(sorted(found, key=lambda one: (one.hour, one.id)), max_bytes)

    def put_bundle(self, row: BundleRow) -> int:
        """Replace the name's bundle; returns the circle's new version."""
        version = self.rows.versions.get(row.circle, 0) + 1
        self.rows.versions[row.circle] = version
        self.rows.bundles[row.name] = (version, row)
        return version

    def add_request(self, row: RequestRow) -> None:
        """Insert; the same one again changes nothing."""
        self.rows.requests.setdefault((row.recipient, row.id), row)

    def forget_requests(self, recipient: bytes, ids: Sequence[int]) -> None:
        """Remove requests."""
        for id_ in ids:
            self.rows.requests.pop((recipient, id_), None)

    def add_queue(self, row: QueueRow) -> bool:
        """Insert; False where the receiver's key has a queue already."""
        if self.queue_of(row.receiver) is not None:
            return False
        insert(self.rows.queues, row.qid, row)  # type: ignore[arg-type] # a dict of rows takes this row
        return True

    def bind_sender(self, qid: bytes, sender: bytes) -> None:
        """Make a key the queue's sender."""
        if qid in self.rows.queues:
            self.rows.queues[qid] = _change(self.rows.queues[qid], claim=None, sender=sender)

    def add_frame(self, row: FrameRow, *, mark: bytes, forget_to: int) -> None:
        """Append a frame with its mark."""
        queue = self.rows.queues[row.qid]
        if (row.qid, row.seq) in self.rows.frames or (row.qid, mark) in self.rows.marks:
            raise Conflict
        self.rows.frames[row.qid, row.seq] = row
        size = queue.size + len(row.frame)
        self.rows.queues[row.qid] = _change(queue, newest=row.seq, frames=queue.frames + 1, size=size)
        self.rows.marks[row.qid, mark] = row.seq
        for key, seq in list(self.rows.marks.items()):
            if key[0] == row.qid and seq <= forget_to:
                del self.rows.marks[key]

    def forget_frames(self, qid: bytes, seq: int) -> None:
        """Remove frames up to this number."""
        self._drop_frames([key for key in self.rows.frames if key[0] == qid and key[1] <= seq])

    def _drop_frames(self, keys: list[tuple[bytes, int]]) -> int:
        for key in keys:
            size, queue = len(self.rows.frames.pop(key).frame), self.rows.queues[key[0]]
            self.rows.queues[key[0]] = _change(queue, frames=queue.frames - 1, size=queue.size - size)
        return len(keys)

    def delete_queue(self, qid: bytes) -> None:
        """Remove a queue with all it holds."""
        self.rows.queues.pop(qid, None)
        for frame in [key for key in self.rows.frames if key[0] == qid]:
            del self.rows.frames[frame]
        for mark in [key for key in self.rows.marks if key[0] == qid]:
            del self.rows.marks[mark]

    def add_sealed_report(self, row: SealedReportRow) -> bool:
        """Insert; False where it is there."""
        if (row.moderator, row.id) in self.rows.sealed:
            return False
        self.rows.sealed[row.moderator, row.id] = row
        return True

    def forget_sealed_reports(self, moderator: bytes, ids: Sequence[int]) -> None:
        """Remove reports."""
        for id_ in ids:
            self.rows.sealed.pop((moderator, id_), None)

    def forget_mail_of(self, name: bytes) -> None:
        """Remove the bundle and what waits for a name."""
        self.rows.bundles.pop(name, None)
        for table in (self.rows.requests, self.rows.sealed):
            for key in [key for key in table if key[0] == name]:
                del table[key]

    def expire_bundles(self, *, day: int, limit: int) -> int:
        """Forget bundles that expired by a day."""
        old = [name for name, (_, row) in self.rows.bundles.items() if row.expires <= day]
        for name in old:
            del self.rows.bundles[name]
        return len(old)

    def expire_requests(self, *, before_hour: int, limit: int) -> int:
        """Forget requests that came before an hour."""
        old = [key for key, row in self.rows.requests.items() if row.hour < before_hour]
        for key in old:
            del self.rows.requests[key]
        return len(old)

    def expire_frames(self, *, before_hour: int, limit: int) -> int:
        """Forget frames that came before an hour."""
        return self._drop_frames([key for key, row in self.rows.frames.items() if row.hour < before_hour])

    def expire_sealed_reports(self, *, before_hour: int, limit: int) -> int:
        """Forget sealed reports that came before an hour."""
        old = [key for key, row in self.rows.sealed.items() if row.hour < before_hour]
        for key in old:
            del self.rows.sealed[key]
        return len(old)

    def expire_queues(self, *, day: int, limit: int) -> int:
        """Forget queues whose last day was before `day`."""
        old = [qid for qid, row in self.rows.queues.items() if row.last_day < day]
        for qid in old:
            self.delete_queue(qid)
        return len(old)
