"""Whether an event may be written, and whether a moderator reads it first (protocol sections 7.8 and 9.2)."""

from heimo_protocol.circles import OnceNames
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import EditBody, Kind, Need, PostBody, ReplyBody, SignedEvent, reopen_event
from heimo_protocol.text import has_word
from server_stub import log
from server_stub.operations import moderation
from server_stub.operations.access import bench_of, is_moderator, require_circle, require_moderator, require_not_banned
from server_stub.operations.budgets import count_event
from server_stub.operations.placing import (
    TEXT_KINDS,
    Placed,
    Terms,
    beside_log,
    place,
    repeated,
    require_time,
)
from server_stub.store.base import ReadTxn, WriteTxn
from server_stub.store.rows import CircleRow, EventRow, HeldRow, NameRow

_ONCE_KINDS = frozenset({Kind.POST, Kind.REPLY, Kind.REACTION, Kind.CARD, Kind.EDIT, Kind.DELETE})


def put(txn: WriteTxn, signed: SignedEvent, terms: Terms, *, hold: bool = False) -> Placed:
    """Write an event of a name or of the circle's owner, by all the rules; the same event again changes nothing.

    `hold`: its author's program asks that a moderator reads it first.

    Raises Refusal with the codes of the events' family, AUTH_UNKNOWN, BANNED, QUOTA, CLOCK_SKEW or NOT_FOUND.
    """
    event = signed.event
    circle = require_circle(txn, event.circle)
    known = repeated(txn, circle, signed)
    if known is not None:
        return known
    require_time(signed, terms)
    name = None if event.author == circle.owner else _writing_name(txn, circle, event.author, terms.hour)
    if _takes_back(txn, signed):
        return beside_log(txn, circle.id, terms.hour)
    if any(not row.returned for row in txn.held_in(circle.id, event.author)):
        raise Refusal(Code.AWAITING_MODERATOR, "an earlier event waits")
    log.require_next(txn, signed)
    log.require_seen(txn, signed)
    if name is not None:
        count_event(txn, name, event.kind, terms)
    if event.kind == Kind.MODERATION:
        return moderation.decide(txn, circle, signed, terms)
    _require_allowed(txn, circle, signed)
    if name is not None:
        _require_once(txn, name, signed)
        if _is_held(txn, circle, name, signed, asked=hold):
            _hold(txn, signed, terms)
            return beside_log(txn, circle.id, terms.hour)
    return place(txn, signed, terms, new_in=circle, name=name)


def _writing_name(txn: ReadTxn, circle: CircleRow, author: bytes, hour: int) -> NameRow:
    name = txn.name(author)
    if name is None or name.retired or name.circle != circle.id:
        raise Refusal(Code.AUTH_UNKNOWN, "no name in this circle")
    require_not_banned(txn, circle.space, name.nym_id, hour)
    return name


def _takes_back(txn: WriteTxn, signed: SignedEvent) -> bool:
    """A DELETE of one's own waiting or returned event forgets it; nothing enters the log for either."""
    event = signed.event
    if event.kind != Kind.DELETE or event.parent is None:
        return False
    held = txn.held(event.circle, event.parent)
    if held is None or held.author != event.author:
        return False
    txn.release(event.circle, held.event_id)
    return True


def _require_allowed(txn: ReadTxn, circle: CircleRow, signed: SignedEvent) -> None:
    event = signed.event
    match event.kind:
        case Kind.REPLY:
            _require_reply(txn, circle, signed)
        case Kind.EDIT | Kind.DELETE:
            _require_own(txn, signed)
        case Kind.REACTION:
            _parent(txn, signed, TEXT_KINDS)
        case Kind.NOTE:
            require_moderator(txn, circle, event.author)
            _parent(txn, signed, TEXT_KINDS)
        case Kind.SETTINGS:
            if not bench_of(txn, circle).may_set(event.author):
                raise Refusal(Code.NOT_MODERATOR, "only the owner and stewards change the circle")
        case Kind.IDENTITY_CHANGED:
            raise Refusal(Code.NOT_MODERATOR, "only the server says this")
        case _:
            pass


def _parent(txn: ReadTxn, signed: SignedEvent, kinds: frozenset[Kind]) -> EventRow:
    row = None if signed.event.parent is None else txn.event(signed.event.circle, signed.event.parent)
    if row is None or row.kind not in kinds:
        raise Refusal(Code.PARENT_UNKNOWN, "no such post or reply here")
    return row


def _require_reply(txn: ReadTxn, circle: CircleRow, signed: SignedEvent) -> None:
    post = _parent(txn, signed, frozenset({Kind.POST}))
    if txn.is_locked(circle.id, post.event_id):
        raise Refusal(Code.LOCKED, "the thread is locked")
    if post.author != signed.event.author and _need(txn, post) == Need.NONE:
        raise Refusal(Code.REPLIES_OFF, "the author asked for no replies")


def _need(txn: ReadTxn, post: EventRow) -> Need | None:
    """What the writer hopes for, by the newest text; None where it was erased."""
    newest = txn.newest_edit(post.circle, post.event_id) or post
    if newest.envelope is None:
        return None
    body = reopen_event(newest.envelope).body
    return body.need if isinstance(body, PostBody | EditBody) else None


def _require_own(txn: ReadTxn, signed: SignedEvent) -> None:
    row = _parent(txn, signed, TEXT_KINDS)
    if row.author != signed.event.author:
        raise Refusal(Code.PARENT_UNKNOWN, "not one's own")
    if not isinstance(signed.body, EditBody):
        return  # one's own words can be taken back always, also where a thread is locked
    if row.thread is not None and txn.is_locked(row.circle, row.thread):
        raise Refusal(Code.LOCKED, "the thread is locked")
    if signed.body.thread != (row.thread if row.kind == Kind.REPLY else None):
        raise Refusal(Code.PARENT_UNKNOWN, "not the thread of what it edits")
    newest = txn.newest_edit(row.circle, row.event_id) or row
    if row.hidden or newest.hidden:  # what was edited before it was hidden has its words in the edit
        raise Refusal(Code.LOCKED, "a moderator has hidden it")
    if newest.envelope is None:
        raise Refusal(Code.PARENT_UNKNOWN, "it was erased")


def _require_once(txn: ReadTxn, name: NameRow, signed: SignedEvent) -> None:
    if name.once is None:
        return
    if signed.event.kind not in _ONCE_KINDS:
        raise Refusal(Code.ONCE_NOT_ALLOWED, "not with a one-time name")
    thread = log.thread_of(txn, signed)
    if name.once.thread is not None and thread not in (None, name.once.thread):
        raise Refusal(Code.ONCE_NOT_ALLOWED, "a one-time name stays in its thread")


def _is_held(txn: ReadTxn, circle: CircleRow, name: NameRow, signed: SignedEvent, *, asked: bool) -> bool:
    kind, body = signed.event.kind, signed.body
    if is_moderator(txn, circle, name.key):
        return False
    if isinstance(body, PostBody | ReplyBody | EditBody) and (
        asked or has_word(body.text, *circle.settings.held_words)
    ):
        return True
    if name.once is not None and circle.settings.once == OnceNames.HELD:
        # An edit could say what the moderator never read.
        return kind in TEXT_KINDS or kind == Kind.EDIT
    return kind in TEXT_KINDS and circle.settings.hold_first and not name.admitted


def _hold(txn: WriteTxn, signed: SignedEvent, terms: Terms) -> None:
    event = signed.event
    for row in txn.held_in(event.circle, event.author):
        if row.returned:  # its author has read why, and tries again
            txn.release(event.circle, row.event_id)
    txn.hold(
        HeldRow(
            circle=event.circle,
            event_id=signed.id,
            author=event.author,
            hour=terms.hour,
            envelope=signed.data,
        )
    )
