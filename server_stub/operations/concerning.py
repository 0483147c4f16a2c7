"""Which decisions a banned member of a closed circle may still read: those they need to check and answer their own."""

from heimo_protocol.events import Action, Kind, ModerationBody, SettingsBody, reopen_event
from heimo_protocol.signing import KEY_SIZE
from server_stub.store.base import ReadTxn
from server_stub.store.rows import EventRow

_ON_RIGHTS = frozenset({Action.GRANT, Action.REVOKE, Action.ENTRUST})


def concerns(txn: ReadTxn, row: EventRow, nym_id: bytes) -> bool:
    """Whether a decision says who may decide, or is about this member, their words, or a decision about either."""
    if row.envelope is None:
        return False
    body = reopen_event(row.envelope).body
    if isinstance(body, SettingsBody):
        return True
    if not isinstance(body, ModerationBody):
        return False
    return body.action in _ON_RIGHTS or _is_about(txn, row.circle, body, nym_id)


def is_of(txn: ReadTxn, key: bytes, nym_id: bytes) -> bool:
    """Whether a name is, or was, this member's."""
    name = txn.name(key)
    return name is not None and name.nym_id == nym_id


def _is_about(txn: ReadTxn, circle: bytes, body: ModerationBody, nym_id: bytes) -> bool:
    if len(body.target) == KEY_SIZE:
        return is_of(txn, body.target, nym_id)
    event = txn.event(circle, body.target)
    if event is None:
        return False
    if event.kind != Kind.MODERATION:
        return is_of(txn, event.author, nym_id)
    judged = None if event.envelope is None else reopen_event(event.envelope).body
    if body.action is not Action.KEEP or not isinstance(judged, ModerationBody) or judged.action is Action.KEEP:
        return False
    return _is_about(txn, circle, judged, nym_id)
