"""What a community holds after the last kill, beside what its crowd was told: nothing less, and nothing more."""

import hashlib
import time
from collections import Counter
from dataclasses import dataclass

from benchmarks.durability.contents import require_chains
from benchmarks.durability.kills.crowd import Crowd
from heimo_protocol.anonymity.tokens import TokenType, nullifier
from server_stub.config import ServerConfig
from server_stub.store.base import ReadTxn
from server_stub.store.opening import open_store

_ALL = 10**9


@dataclass(frozen=True, slots=True)
class Count:
    """Of one kind: how many were acknowledged, how many of them are not there, and how many more than that are."""

    kind: str
    acked: int
    lost: int
    doubled: int


async def counted(config: ServerConfig, circle: bytes, crowd: Crowd) -> list[Count]:
    """Open the database and count; raises Broken where a chain is not whole."""

    def look(txn: ReadTxn) -> list[Count]:
        require_chains(txn)
        return [_events(txn, circle, crowd), _frames(crowd), _tokens(txn, crowd), _reports(txn, circle, crowd)]

    store = await open_store(config)
    try:
        return await store.read(look)
    finally:
        await store.close()


def _events(txn: ReadTxn, circle: bytes, crowd: Crowd) -> Count:
    told = {event: seq for poster in crowd.posters for event, seq in poster.acked.items()}
    rows = txn.events_after(circle, 0, limit=_ALL, max_bytes=_ALL)
    there = {row.event_id: row.log_seq for row in rows}
    lost = sum(there.get(event) != seq for event, seq in told.items())
    return Count("events", len(told), lost, len(rows) - len(told))


def _frames(crowd: Crowd) -> Count:
    acked = lost = doubled = 0
    for courier in crowd.couriers:
        came = [c2 for _, c2 in sorted(courier.came.items())]
        times = Counter(came)
        acked += len(courier.acked)
        lost += sum(c2 not in times for c2 in courier.acked)
        doubled += len(came) - len(courier.acked) + courier.changed
        if [c2 for c2 in came if times[c2] == 1] != courier.acked:
            lost += came != courier.acked and len(came) == len(courier.acked)  # all there, in another order
    return Count("frames", acked, lost, doubled)


def _tokens(txn: ReadTxn, crowd: Crowd) -> Count:
    used = {receiver: paid for purse in crowd.purses for receiver, paid in purse.used.items()}
    lost = 0
    for receiver, (token, qid) in used.items():
        queue = txn.queue_of(receiver)
        spent = txn.is_spent(int(TokenType.QUEUE), token.epoch, nullifier(TokenType.QUEUE, token.epoch, token.nonce))
        lost += queue is None or queue.qid != qid or not spent
    twice = sum(purse.twice for purse in crowd.purses)
    return Count("tokens spent", len(used), lost, txn.totals().queues - len(used) + twice)


def _reports(txn: ReadTxn, circle: bytes, crowd: Crowd) -> Count:
    told = {name: events for one in crowd.neighbours for name, events in one.acked.items()}
    rows = [(row.event_id, row.reporter) for row in txn.reports_in(circle)]
    there, lost, doubled = set(rows), 0, len(rows) - sum(map(len, told.values()))
    day = int(time.time() // 86_400)
    for key, events in told.items():
        name = txn.name(key)
        nym = b"" if name is None else name.nym_id
        lost += sum((event, _reporter(event, nym)) not in there for event in events)
        budget = sum(txn.name_count(nym, "reports", one) for one in (day - 1, day))
        doubled += abs(budget - len(events))  # each was counted against the day's budget once
    return Count("reports", sum(map(len, told.values())), lost, doubled)


def _reporter(event: bytes, nym: bytes) -> bytes:
    """As server_stub/operations/reports.py writes it."""
    return hashlib.sha256(b"heimo/v1/reporter\x00" + event + nym).digest()
