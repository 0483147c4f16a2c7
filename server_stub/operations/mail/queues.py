"""One-way queues that belong to keys, not to names (protocol section 13).

Whether a queue is unknown, or the key or the claim is wrong, takes the same steps and gives the same refusal.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from heimo_protocol import limits
from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.franking import COMMITMENT_SIZE, stamp
from heimo_protocol.mail import CLAIM_SIZE
from heimo_protocol.operations import (
    Done,
    QueueArgs,
    QueueCreateArgs,
    QueueCreateResult,
    QueueEntry,
    QueueRecvArgs,
    QueueRecvResult,
    QueueSendArgs,
)
from heimo_protocol.signing import ID_SIZE, require_public_key
from server_stub.context import Caller, Context, Listening
from server_stub.limiter import Purpose
from server_stub.operations.mail.spending import require_payment
from server_stub.store.ahead import FrameAhead, FramesAhead
from server_stub.store.base import ReadTxn, WriteTxn
from server_stub.store.mail_rows import FrameRow, QueueRow

_HASH_SIZE = 32
MARKS_KEPT = 2 * limits.QUEUE_FRAMES
"""Of so many last frames of a queue it is known that they came: all that wait, and some that were taken."""
MARKS_STEP = 100
"""After so many frames those before are forgotten, in one go."""


async def create(context: Context, args: QueueCreateArgs, caller: Caller) -> QueueCreateResult:
    """Open a queue and spend its token, both or neither; the same again, before the first frame, gives the same queue.

    Raises Refusal with BAD_ENCODING, SIG_INVALID, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_SPENT or EXISTS.
    """
    require_public_key(args.receiver)
    if len(args.claim) != _HASH_SIZE or not 1 <= args.days <= limits.QUEUE_DAYS:
        raise BadEncoding("queue arguments")
    payment = await require_payment(context, TokenType.QUEUE, caller)
    row = QueueRow(
        qid=secrets.token_bytes(ID_SIZE),
        receiver=args.receiver,
        claim=args.claim,
        sender=None,
        last_day=context.day() + args.days,
    )

    def add(txn: WriteTxn) -> bytes:
        known = txn.queue_of(args.receiver)
        if known is not None and known.claim is not None and hmac.compare_digest(known.claim, args.claim):
            return known.qid
        payment.spend(txn)
        if not txn.add_queue(row):
            raise Refusal(Code.EXISTS, "this key has a queue")
        return row.qid

    return QueueCreateResult(qid=await context.store.write(add, on=(args.receiver, payment.nullifier)))


async def send(context: Context, args: QueueSendArgs, caller: Caller) -> Done:
    """Append a frame; the first one claims the queue for its sender, and the same one again changes nothing.

    Raises Refusal with BAD_ENCODING, QUEUE_UNKNOWN or QUEUE_FULL.
    """
    if len(args.frame) not in limits.FRAME_CLASSES or len(args.c2) != COMMITMENT_SIZE:
        raise BadEncoding("frame or commitment")
    if len(args.qid) != ID_SIZE or (args.claim is not None and len(args.claim) != CLAIM_SIZE):
        raise BadEncoding("queue id or claim")
    key, hour, day = _key(caller), context.hour(), context.day()
    mark = hashlib.sha256(args.c2 + args.frame).digest()[:16]

    def put(txn: WriteTxn) -> int | None:
        queue = _for_sender(txn, args, key, day)
        if txn.is_marked(args.qid, mark):  # it came before
            return None
        if queue.frames >= limits.QUEUE_FRAMES or queue.size + len(args.frame) > limits.QUEUE_BYTES:
            raise Refusal(Code.QUEUE_FULL, "too much waits")
        if queue.sender is None:
            txn.bind_sender(args.qid, key)
        row = FrameRow(qid=args.qid, seq=queue.newest + 1, hour=hour, c2=args.c2, frame=args.frame)
        txn.add_frame(row, mark=mark, forget_to=_forgotten(row.seq))
        return row.seq

    with _guessing_costs(context):
        newest = await context.store.write(put, on=(args.qid,), ahead=FrameAhead(args.qid, mark))
    if newest is not None:
        context.queue_hub.wake(args.qid, newest)
    return Done()


async def recv(context: Context, args: QueueRecvArgs, caller: Caller) -> QueueRecvResult:
    """Forget the frames that the receiver has, and give those after them.

    A number beyond the newest frame acknowledges nothing: it speaks of frames that this server lost, and what came
    since must not be lost with them. Raises Refusal with BAD_ENCODING or QUEUE_UNKNOWN.
    """
    if args.ack < 0:
        raise BadEncoding("frame number")
    key, day = _key(caller), context.day()

    def look(txn: ReadTxn) -> tuple[list[FrameRow], bool, bool]:
        queue = _for_receiver(txn, args.qid, key, day)
        ack = args.ack if args.ack <= queue.newest else 0
        rows, more = txn.frames_after(args.qid, ack, limit=limits.QUEUE_RECV_MAX, max_bytes=limits.QUEUE_RECV_BYTES)
        return rows, more, txn.has_frames_to(args.qid, ack)

    with _guessing_costs(context):
        ahead = FramesAhead(args.qid, args.ack, limits.QUEUE_RECV_MAX)
        rows, more, taken = await context.store.read(look, ahead=ahead)
    if taken:
        await context.store.write(lambda txn: txn.forget_frames(args.qid, args.ack), on=(args.qid,))
    k_stamp = context.secrets.k_stamp
    entries = [
        QueueEntry(seq=row.seq, hour=row.hour, frame=row.frame, c2=row.c2, stamp=stamp(k_stamp, row.c2, row.hour))
        for row in rows
    ]
    return QueueRecvResult(entries=entries, more=more)


async def delete(context: Context, args: QueueArgs, caller: Caller) -> Done:
    """Remove a queue with all that waits in it; raises Refusal with BAD_ENCODING or QUEUE_UNKNOWN."""
    key, day = _key(caller), context.day()

    def remove(txn: WriteTxn) -> None:
        _for_receiver(txn, args.qid, key, day)
        txn.delete_queue(args.qid)

    with _guessing_costs(context):
        await context.store.read(lambda txn: _for_receiver(txn, args.qid, key, day))
        await context.store.write(remove, on=(args.qid,))
    return Done()


async def live(context: Context, args: QueueArgs, caller: Caller) -> Listening:
    """Let the receiver listen to its queue; raises Refusal with BAD_ENCODING or QUEUE_UNKNOWN."""
    key, day = _key(caller), context.day()

    def newest(txn: ReadTxn) -> int:
        return _for_receiver(txn, args.qid, key, day).newest

    with _guessing_costs(context):
        await context.store.read(newest)
    return Listening(context.queue_hub, args.qid, key, newest)


@contextmanager
def _guessing_costs(context: Context) -> Iterator[None]:
    """Count what misses against the whole server's budget, so that nobody tries one queue after the other."""
    try:
        yield
    except Refusal as refusal:
        if refusal.code == Code.QUEUE_UNKNOWN:
            context.limiter.require_anonymous(Purpose.QUEUE_STRANGER)
        raise


def _key(caller: Caller) -> bytes:
    if caller.key is None:
        raise Refusal(Code.AUTH_UNKNOWN, "not signed")
    return caller.key


def _for_receiver(txn: ReadTxn, qid: bytes, key: bytes, day: int) -> QueueRow:
    """The queue, if it is this receiver's and lives; raises Refusal with BAD_ENCODING or QUEUE_UNKNOWN."""
    if len(qid) != ID_SIZE:
        raise BadEncoding("queue id")
    found = txn.queue(qid)
    queue = found or _stand_in(qid)
    if not hmac.compare_digest(queue.receiver, key) or found is None or queue.last_day < day:
        raise _unknown()
    return queue


def _forgotten(seq: int) -> int:
    """The last frame that is not known any more once frame `seq` came; 0 where nothing is forgotten now."""
    return 0 if seq % MARKS_STEP else max(0, seq - MARKS_KEPT)


def _for_sender(txn: ReadTxn, args: QueueSendArgs, key: bytes, day: int) -> QueueRow:
    """The queue, if this key or claim may write to it and it lives; raises Refusal with QUEUE_UNKNOWN."""
    found = txn.queue(args.qid)
    queue = found or _stand_in(args.qid)
    shown = hashlib.sha256(args.claim or b"").digest()
    by_key = hmac.compare_digest(queue.sender or bytes(_HASH_SIZE), key)
    by_claim = hmac.compare_digest(queue.claim or bytes(_HASH_SIZE), shown) and args.claim is not None
    if not (by_key or by_claim) or found is None or queue.last_day < day:
        raise _unknown()
    return queue


def _stand_in(qid: bytes) -> QueueRow:
    """What is compared where there is no queue, so that the refusal takes as long."""
    receiver, sender = secrets.token_bytes(_HASH_SIZE), secrets.token_bytes(_HASH_SIZE)
    return QueueRow(qid=qid, receiver=receiver, claim=None, sender=sender, last_day=0)


def _unknown() -> Refusal:
    return Refusal(Code.QUEUE_UNKNOWN)
