"""The part of a transaction that messages between two need (see server_stub.store.base)."""

from collections.abc import Sequence
from typing import Protocol

from server_stub.store.mail_rows import (
    BundleQuery,
    BundleRow,
    FrameRow,
    ListedBundle,
    QueueRow,
    RequestRow,
    SealedReportRow,
)


class MailReads(Protocol):
    """What can be read. Pages are (rows, whether there are more): fewer for their size, but one where there is one."""

    def bundle(self, name: bytes) -> BundleRow | None:
        """The name's newest bundle."""

    def bundles(self, query: BundleQuery, *, max_bytes: int) -> tuple[list[ListedBundle], bool]:
        """A page of bundles by version, without those that expired and those of retired and banned names."""

    def has_request(self, recipient: bytes, id_: int) -> bool:
        """Whether this request waits for this name."""

    def requests_waiting(self, recipient: bytes) -> int:
        """How many requests wait for a name."""

    def requests_for(self, recipient: bytes, *, max_bytes: int) -> tuple[list[RequestRow], bool]:
        """A page of requests that wait for a name, oldest hour first."""

    def queue(self, qid: bytes) -> QueueRow | None:
        """The queue of this id, also one whose days are over."""

    def queue_of(self, receiver: bytes) -> QueueRow | None:
        """The queue that this key reads."""

    def is_marked(self, qid: bytes, mark: bytes) -> bool:
        """Whether a frame with this mark (16) came before, as far as it is remembered."""

    def frames_after(self, qid: bytes, seq: int, *, limit: int, max_bytes: int) -> tuple[list[FrameRow], bool]:
        """A page of frames in the order they came."""

    def has_frames_to(self, qid: bytes, seq: int) -> bool:
        """Whether frames up to this number wait."""

    def sealed_reports(self, moderator: bytes, *, max_bytes: int) -> tuple[list[SealedReportRow], bool]:
        """A page of reports sealed to a moderator, oldest hour first."""


class MailWrites(MailReads, Protocol):
    """What can be written."""

    def put_bundle(self, row: BundleRow) -> int:
        """Replace the name's bundle; returns the circle's new version."""

    def add_request(self, row: RequestRow) -> None:
        """Insert a request; the same one again changes nothing."""

    def forget_requests(self, recipient: bytes, ids: Sequence[int]) -> None:
        """Remove requests of this name's inbox."""

    def add_queue(self, row: QueueRow) -> bool:
        """Insert; False where the receiver's key has a queue already."""

    def bind_sender(self, qid: bytes, sender: bytes) -> None:
        """Make a key the queue's sender, and forget the claim."""

    def add_frame(self, row: FrameRow, *, mark: bytes, forget_to: int) -> None:
        """Append a frame after the queue's newest, with its mark (16); marks of frames up to `forget_to` go."""

    def forget_frames(self, qid: bytes, seq: int) -> None:
        """Remove frames up to this number."""

    def delete_queue(self, qid: bytes) -> None:
        """Remove a queue with all it holds."""

    def add_sealed_report(self, row: SealedReportRow) -> bool:
        """Insert; False where it is there."""

    def forget_sealed_reports(self, moderator: bytes, ids: Sequence[int]) -> None:
        """Remove reports that were sealed to this moderator."""

    def forget_mail_of(self, name: bytes) -> None:
        """Remove the bundle and what waits for a name that nobody can use any more."""

    def expire_bundles(self, *, day: int, limit: int) -> int:
        """Forget up to `limit` bundles that expired by a day; returns how many."""

    def expire_requests(self, *, before_hour: int, limit: int) -> int:
        """Forget up to `limit` requests that came before an hour; returns how many."""

    def expire_frames(self, *, before_hour: int, limit: int) -> int:
        """Forget up to `limit` frames that came before an hour; returns how many."""

    def expire_sealed_reports(self, *, before_hour: int, limit: int) -> int:
        """Forget up to `limit` sealed reports that came before an hour; returns how many."""

    def expire_queues(self, *, day: int, limit: int) -> int:
        """Forget up to `limit` queues whose last day was before `day`, with their frames; returns how many."""
