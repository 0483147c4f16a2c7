"""What moderators and the owner decide, and what the server does about it (protocol sections 9.5 and 9.6)."""

import msgspec

from heimo_protocol.decisions import ON_NAMES
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Action, Kind, ModerationBody, SignedEvent, open_event
from heimo_protocol.signing import ID_SIZE, KEY_SIZE
from server_stub.operations.access import bench_of, require_not_banned
from server_stub.operations.banning import ban, unban
from server_stub.operations.placing import TEXT_KINDS, Placed, Terms, place
from server_stub.store.base import WriteTxn
from server_stub.store.rows import CircleRow, EventRow, HeldRow, NameRow

_CAN_HIDE = frozenset({Kind.POST, Kind.REPLY, Kind.CARD})
_MAX_SLOW_SECONDS = 86_400


def decide(txn: WriteTxn, circle: CircleRow, signed: SignedEvent, terms: Terms) -> Placed:
    """Append a MODERATION event and do what it says.

    Raises Refusal with NOT_MODERATOR, PARENT_UNKNOWN or BAD_ENCODING.
    """
    body = signed.body
    if not isinstance(body, ModerationBody):
        raise Refusal(Code.BAD_ENCODING, "not a decision")
    _require_may_decide(txn, circle, signed.event.author, body)
    if len(body.target) != (KEY_SIZE if body.action in ON_NAMES else ID_SIZE):
        raise Refusal(Code.BAD_ENCODING, "target of another size")
    if body.action in ON_NAMES:
        _decide_on_name(txn, circle, body, signed, terms)
        return place(txn, signed, terms)
    if body.action in (Action.ADMIT, Action.RETURN):
        return _decide_on_held(txn, circle, body, signed, terms)
    _decide_on_event(txn, circle, body, terms)
    return place(txn, signed, terms)


def _require_may_decide(txn: WriteTxn, circle: CircleRow, author: bytes, body: ModerationBody) -> None:
    """Check the right to a decision, as every client does.

    A ban meets the member, so it needs the right against the name that the member bears now, too.
    """
    bench = bench_of(txn, circle)
    targets = {body.target}
    if body.action is Action.BAN and (name := txn.name(body.target)) is not None:
        now = txn.name_of_nym(circle.id, name.nym_id)
        targets |= set() if now is None else {now.key}
    if not all(bench.may_decide(author, body.action, target) for target in targets):
        raise Refusal(Code.NOT_MODERATOR, "no right to this decision")


def _decide_on_name(txn: WriteTxn, circle: CircleRow, body: ModerationBody, signed: SignedEvent, terms: Terms) -> None:
    name = _name(txn, circle, body.target)
    match body.action:
        case Action.BAN:
            ban(txn, circle, signed, body, name, terms.hour)
        case Action.UNBAN:
            unban(txn, circle, name)
        case Action.REVOKE:
            txn.revoke(circle.id, name.key)
        case _:
            if name.circle != circle.id or name.retired or name.once is not None:
                raise Refusal(Code.PARENT_UNKNOWN, "no lasting name of this circle")
            (txn.entrust if body.action is Action.ENTRUST else txn.grant)(circle.id, name.key)


def _decide_on_event(txn: WriteTxn, circle: CircleRow, body: ModerationBody, terms: Terms) -> None:
    match body.action:
        case Action.HIDE | Action.UNHIDE:
            row = _event(txn, circle, body.target)
            if row.kind not in _CAN_HIDE:
                raise Refusal(Code.PARENT_UNKNOWN, "only posts, replies and cards can be hidden")
            txn.set_hidden(circle.id, row.event_id, hidden=body.action == Action.HIDE, day=terms.day)
            if body.action == Action.HIDE:
                txn.forget_reports(circle.id, row.event_id)
            else:
                txn.answer_appeals_about(row.event_id)
        case Action.KEEP:
            _keep(txn, _event(txn, circle, body.target))
        case Action.SLOW:
            if body.until > _MAX_SLOW_SECONDS:
                raise Refusal(Code.BAD_ENCODING, "pause over a day")
            target = circle.id if body.target == circle.id else _thread(txn, circle, body.target)
            txn.set_slow(circle.id, target, body.until)
        case _:
            thread = _thread(txn, circle, body.target)
            txn.set_locked(circle.id, thread, locked=body.action == Action.LOCK)


def _keep(txn: WriteTxn, row: EventRow) -> None:
    """Answer the reports about a text, which stays, or the appeal against a decision, which stands."""
    if row.kind in TEXT_KINDS:
        txn.forget_reports(row.circle, row.event_id)
    elif not txn.answer_appeal(row.circle, row.event_id):
        raise Refusal(Code.PARENT_UNKNOWN, "no text, and no decision that somebody appealed against")


def _decide_on_held(
    txn: WriteTxn, circle: CircleRow, body: ModerationBody, signed: SignedEvent, terms: Terms
) -> Placed:
    held = txn.held(circle.id, body.target)
    if held is None or held.returned:
        raise Refusal(Code.PARENT_UNKNOWN, "nothing with this id waits")
    if body.action == Action.RETURN:
        txn.return_held(circle.id, held.event_id, reason=body.reason, words=body.words)
        return place(txn, signed, terms)
    _require_may_enter(txn, circle, held, terms)
    placed = place(txn, signed, terms)
    txn.release(circle.id, held.event_id)
    entered = place(txn, open_event(held.envelope), terms)
    return msgspec.structs.replace(placed, newest=entered.log_seq, erased=placed.erased + entered.erased)


def _require_may_enter(txn: WriteTxn, circle: CircleRow, held: HeldRow, terms: Terms) -> None:
    """A name that was banned or replaced while its event waited writes no more."""
    name = txn.name(held.author)
    if name is None or name.retired:
        raise Refusal(Code.PARENT_UNKNOWN, "its author has another name by now; give it back")
    require_not_banned(txn, circle.space, name.nym_id, terms.hour)


def _name(txn: WriteTxn, circle: CircleRow, key: bytes) -> NameRow:
    name = txn.name(key)
    if name is None or name.space != circle.space:
        raise Refusal(Code.PARENT_UNKNOWN, "no such name here")
    return name


def _event(txn: WriteTxn, circle: CircleRow, event_id: bytes) -> EventRow:
    row = txn.event(circle.id, event_id)
    if row is None:
        raise Refusal(Code.PARENT_UNKNOWN, "no such event here")
    return row


def _thread(txn: WriteTxn, circle: CircleRow, event_id: bytes) -> bytes:
    row = _event(txn, circle, event_id)
    if row.kind != Kind.POST:
        raise Refusal(Code.PARENT_UNKNOWN, "not the post that began a thread")
    return row.event_id
