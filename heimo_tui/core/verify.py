"""Checking a circle's log: every entry's signature and place, and the chain of heads over them (PROTOCOL 9.4)."""

import hashlib
from dataclasses import dataclass, field

from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Refusal
from heimo_protocol.events import SignedEvent, open_event
from heimo_protocol.log import next_head
from heimo_protocol.operations import ListResult, LogEntry
from heimo_protocol.signing import Envelope
from heimo_tui.core.errors import Tampering

_LAST_HOUR = 2**25
"""Hours since 1970-01-01 that a calendar can still show: in the year 5797."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One log entry. `hash` of the payload and `head` after it, 32 bytes each; `hour` since 1970-01-01.

    `signed` is None where the body was erased, or where it is `broken`: signature or shape do not hold.
    """

    log_seq: int
    hour: int
    hash: bytes
    head: bytes
    signed: SignedEvent | None = field(repr=False)
    broken: bool = False


def check_window(window: ListResult, circle: bytes, first_head: bytes) -> tuple[Checked, ...]:
    """Check what `event.list` answered, as far as the answer itself tells.

    `first_head` is the head before entry 1. Raises Tampering("log_fork") where numbers have gaps or heads do not
    follow from each other.
    """
    checked: list[Checked] = []
    head = window.base
    for entry in window.entries:
        if entry.log_seq < 1 or not 0 <= entry.hour < _LAST_HOUR:
            raise Tampering("log_fork", where=circle, at=entry.log_seq)
        if checked and entry.log_seq != checked[-1].log_seq + 1:
            raise Tampering("log_fork", where=circle, at=entry.log_seq)
        if entry.log_seq == 1 and head != first_head:
            raise Tampering("log_fork", where=circle, at=0)
        one = _check_entry(entry, head, circle)
        checked.append(one)
        head = one.head
    last = checked[-1].log_seq if checked else 0
    if last > window.head_seq or window.head_seq < 0:
        raise Tampering("log_fork", where=circle, at=last)
    if last == window.head_seq and (head if checked else first_head) != window.head:
        raise Tampering("log_fork", where=circle, at=last)
    return tuple(checked)


def require_after(window: ListResult, checked: tuple[Checked, ...], *, circle: bytes, seq: int, head: bytes) -> None:
    """Check that a window goes on where our copy ends: number `seq` with `head`.

    Raises Tampering("log_fork"): the server went back, or shows another past.
    """
    if window.head_seq < seq:
        raise Tampering("log_fork", where=circle, at=window.head_seq)
    if checked:
        if checked[0].log_seq != seq + 1 or window.base != head:
            raise Tampering("log_fork", where=circle, at=seq)
    elif window.head_seq != seq or window.head != head:
        raise Tampering("log_fork", where=circle, at=seq)


def require_before(checked: tuple[Checked, ...], *, circle: bytes, seq: int, prev: bytes) -> None:
    """Check that a window ends right before our copy begins: at entry `seq`, before which the head is `prev`.

    Raises Tampering("log_fork"); an empty window before an entry that has a past is one too.
    """
    if not checked or checked[-1].log_seq != seq - 1 or checked[-1].head != prev:
        raise Tampering("log_fork", where=circle, at=seq - 1)


def _check_entry(entry: LogEntry, head: bytes, circle: bytes) -> Checked:
    if entry.event is None:
        if entry.hash is None or len(entry.hash) != 32:
            raise Tampering("log_fork", where=circle, at=entry.log_seq)
        return Checked(entry.log_seq, entry.hour, entry.hash, next_head(head, entry.log_seq, entry.hash), None)
    try:
        payload = Envelope.from_bytes(entry.event).payload
    except BadEncoding:
        # no payload, no hash: the chain cannot go on from here
        raise Tampering("log_fork", where=circle, at=entry.log_seq) from None
    digest = hashlib.sha256(payload).digest()
    after = next_head(head, entry.log_seq, digest)
    try:
        signed = open_event(entry.event)
    except Refusal:
        return Checked(entry.log_seq, entry.hour, digest, after, None, broken=True)
    if signed.event.circle != circle:
        return Checked(entry.log_seq, entry.hour, digest, after, None, broken=True)
    return Checked(entry.log_seq, entry.hour, digest, after, signed)
