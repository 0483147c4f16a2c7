"""Writing and reading a circle's events (protocol section 9)."""

import hmac
from functools import lru_cache

from heimo_protocol import limits
from heimo_protocol.descriptor import FACE_SIZE, open_descriptor
from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Kind, SignedEvent, open_event
from heimo_protocol.operations import (
    HeldArgs,
    HeldEntry,
    HeldResult,
    ListArgs,
    ListResult,
    LiveArgs,
    PutArgs,
    PutResult,
)
from server_stub import log
from server_stub.context import Caller, Context, Listening
from server_stub.operations import admission
from server_stub.operations.access import is_moderator, require_circle, require_name, require_readable
from server_stub.operations.circles import log_entry
from server_stub.operations.placing import TEXT_KINDS, Terms
from server_stub.store.ahead import EventAhead, PageAhead
from server_stub.store.base import ReadTxn
from server_stub.store.rows import CircleRow, EventRow, HeldRow

_AFTER_ALL = 2**62
"""A log number that comes after every other."""
_WORDLESS = frozenset({Kind.REACTION, Kind.CARD, Kind.DELETE, Kind.LEAVE})


async def put(context: Context, args: PutArgs, caller: Caller) -> PutResult:
    """Write an event of the calling name, once; see admission.put for the rules and codes."""
    signed = open_event(args.event)
    if signed.event.kind in _WORDLESS and len(args.event) > limits.MAX_WORDLESS_EVENT_BYTES:
        # fields that nobody knows are let through, and must not carry what no moderator can read or hide
        raise Refusal(Code.TOO_LARGE, "event without words")
    if caller.key is None or not hmac.compare_digest(signed.event.author, caller.key):
        raise Refusal(Code.AUTH_INVALID, "another name's event")
    name = require_name(caller, signed.event.circle)
    _require_face(context, signed)
    pauses = await _pauses(context, signed)
    terms = terms_of(context)
    on = () if signed.event.kind is Kind.SETTINGS else (name.space, name.circle)  # settings share room with all others
    async with context.company.pauses.hold(pauses):
        placed = await context.store.write(
            lambda txn: admission.put(txn, signed, terms, hold=args.hold), on=on, ahead=_ahead(signed)
        )
    if placed.is_new and not placed.held:
        context.hub.wake(signed.event.circle, placed.newest)
    return PutResult(held=placed.held, log_seq=placed.log_seq, head=placed.head, hour=placed.hour)


async def read(context: Context, args: ListArgs, caller: Caller) -> ListResult:
    """A piece of the log without gaps, with the heads that prove it.

    Raises Refusal with NOT_FOUND, AUTH_UNKNOWN or BAD_ENCODING.
    """
    if args.after is not None and args.before is not None:
        raise BadEncoding("after or before, not both")
    if not 1 <= args.max <= limits.EVENT_LIST_MAX or (args.after or 0) < 0 or (args.before or 0) < 0:
        raise BadEncoding("log numbers")

    def look(txn: ReadTxn) -> tuple[CircleRow, list[EventRow], bytes]:
        circle = require_readable(txn, args.circle, caller)
        rows = _rows(txn, circle, args)
        base = txn.head_at(circle.id, rows[0].log_seq - 1) if rows else circle.head
        if base is None:
            raise Refusal(Code.NOT_FOUND, "the log has a gap")
        return circle, rows, base

    ahead = PageAhead(args.circle, args.after, _before(args), args.max)
    circle, rows, base = await context.store.read(look, ahead=ahead)
    return ListResult(entries=[log_entry(row) for row in rows], base=base, head_seq=circle.head_seq, head=circle.head)


async def held(context: Context, args: HeldArgs, caller: Caller) -> HeldResult:
    """What waits for a moderator: all of the circle for moderators, one's own for others."""
    name = require_name(caller, args.circle)

    def look(txn: ReadTxn) -> list[HeldRow]:
        circle = require_circle(txn, args.circle)
        everyone = is_moderator(txn, circle, name.key)
        return txn.held_in(circle.id, None if everyone else name.key)

    rows = await context.store.read(look)
    own = [row for row in rows if not row.returned or row.author == name.key]
    room, entries = limits.EVENT_LIST_BYTES, []
    for row in own:
        entry = HeldEntry(event=row.envelope, hour=row.hour, returned=row.returned, reason=row.reason, words=row.words)
        room -= len(row.envelope) + len(row.words.encode()) + 128
        if room < 0:
            break
        entries.append(entry)
    return HeldResult(entries=entries, more=len(entries) < len(own))


async def live(context: Context, args: LiveArgs, caller: Caller) -> Listening:
    """Let whoever may read the circle listen to it; raises Refusal with NOT_FOUND or AUTH_UNKNOWN."""
    await context.store.read(lambda txn: require_readable(txn, args.circle, caller))
    who = None if caller.name is None else caller.name.key
    return Listening(context.hub, args.circle, who, lambda txn: require_circle(txn, args.circle).head_seq)


def _ahead(signed: SignedEvent) -> EventAhead:
    event = signed.event
    return EventAhead(event.circle, event.author, signed.id, event.parent, event.seen.log_seq)


def terms_of(context: Context) -> Terms:
    """The rules' view of this moment."""
    return Terms(now=context.clock(), server_id=context.secrets.server_id, limits=context.config.limits)


def _require_face(context: Context, signed: SignedEvent) -> None:
    """Check that this server gave the descriptor which the author says to have seen.

    Readers take any other for a proof that it shows different keys to different people. Raises PREV_MISMATCH.
    """
    if signed.event.dh not in _faces(context.descriptor()):
        raise Refusal(Code.PREV_MISMATCH, "not a descriptor of this server")


@lru_cache(maxsize=2)
def _faces(data: bytes) -> frozenset[bytes]:
    descriptor, digest = open_descriptor(data)
    return frozenset({*descriptor.earlier, digest[:FACE_SIZE]})


async def _pauses(context: Context, signed: SignedEvent) -> dict[bytes, int]:
    """Which pauses, in seconds, this event has to keep and will begin; none for one that is here already."""
    event = signed.event
    if event.kind not in TEXT_KINDS:
        return {}

    def look(txn: ReadTxn) -> dict[bytes, int]:
        circle = require_circle(txn, event.circle)
        found = {event.author: max(circle.settings.slow_seconds, txn.slow_seconds(circle.id, circle.id))}
        if event.parent is not None:  # a reply's thread; what answers anything else is refused when it is written
            found[event.author + event.parent] = txn.slow_seconds(circle.id, event.parent)
        found = {who: seconds for who, seconds in found.items() if seconds}
        is_here = found and (log.find(txn, signed) or txn.held(event.circle, signed.id))
        return {} if is_here else found

    return await context.store.read(look, ahead=_ahead(signed))


def _before(args: ListArgs) -> int:
    return _AFTER_ALL if args.before is None else args.before


def _rows(txn: ReadTxn, circle: CircleRow, args: ListArgs) -> list[EventRow]:
    if args.after is not None:
        return txn.events_after(circle.id, args.after, limit=args.max, max_bytes=limits.EVENT_LIST_BYTES)
    return txn.events_before(circle.id, _before(args), limit=args.max, max_bytes=limits.EVENT_LIST_BYTES)
