"""Putting a permitted event into the log, with what follows from it, in one transaction."""

import msgspec

from heimo_protocol import limits
from heimo_protocol.cards import open_card
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import CardBody, Kind, SettingsBody, SignedEvent
from heimo_protocol.limits import ServerLimits
from server_stub import log
from server_stub.operations.access import require_circle
from server_stub.operations.circles import require_list_room
from server_stub.store.base import WriteTxn
from server_stub.store.rows import CircleRow, NameRow

TEXT_KINDS = frozenset({Kind.POST, Kind.REPLY})


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules need to know of the moment and the server; `now` in unix seconds."""

    now: float
    server_id: bytes
    limits: ServerLimits

    @property
    def hour(self) -> int:
        """Hours since 1970-01-01."""
        return int(self.now // 3600)

    @property
    def day(self) -> int:
        """Days since 1970-01-01."""
        return int(self.now // 86_400)

    @property
    def minutes(self) -> int:
        """Minutes since 1970-01-01."""
        return int(self.now // 60)


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """Where an event went: into the log (`log_seq`, `head`), or beside it where `held`; then they are the newest.

    `newest` is the circle's newest log number, which may be a later one. `is_new` is false for a repetition.
    """

    held: bool
    log_seq: int
    head: bytes
    hour: int
    newest: int
    is_new: bool = True
    erased: int = 0


def place(
    txn: WriteTxn, signed: SignedEvent, terms: Terms, *, new_in: CircleRow | None = None, name: NameRow | None = None
) -> Placed:
    """Append an event that its author may write, and do what it says; arguments and refusals as of log.append.

    `name` is its author's row where the caller knows it.
    """
    erased = _erase_old(txn, signed)
    appended = log.append(txn, signed, terms.hour, new_in=new_in)
    _follow(txn, signed, terms, name)
    return Placed(
        held=False,
        log_seq=appended.log_seq,
        head=appended.head,
        hour=appended.hour,
        newest=appended.log_seq,
        erased=erased,
    )


def _erase_old(txn: WriteTxn, signed: SignedEvent) -> int:
    """Erase what an edit replaces or a deletion removes; the hashes keep both chains whole."""
    event = signed.event
    if event.kind not in (Kind.EDIT, Kind.DELETE) or event.parent is None:
        return 0
    if event.kind is Kind.DELETE:
        txn.forget_reports(event.circle, event.parent)
    return txn.erase(event.circle, event.parent)


def _follow(txn: WriteTxn, signed: SignedEvent, terms: Terms, known: NameRow | None) -> None:
    event = signed.event
    match signed.body:
        case CardBody(card=data):
            card, _ = open_card(data, server_id=terms.server_id, circle=event.circle)
            if card.author != event.author:
                raise Refusal(Code.SIG_INVALID, "another name's card")
            name = txn.name(event.author)
            if name is not None and card.seq >= name.card_seq:
                txn.set_card(name.key, card=data, card_seq=card.seq)
        case SettingsBody(settings=settings):
            txn.set_settings(event.circle, event=signed.data, settings=settings)
            require_list_room(txn)
        case _:
            pass
    name = known or txn.name(event.author)
    if name is None:
        return
    if event.kind is Kind.LEAVE:
        txn.forget_mail_of(name.key)  # whoever left wants no requests
    if event.kind in TEXT_KINDS and not name.admitted:
        txn.admit_name(name.key)
    if name.once is not None and name.once.thread is None and event.kind in TEXT_KINDS | {Kind.REACTION}:
        thread = log.thread_of(txn, signed)
        if thread is not None:
            txn.bind_once(name.key, thread)


def repeated(txn: WriteTxn, circle: CircleRow, signed: SignedEvent) -> Placed | None:
    """Where this very event went when it came to its circle the first time, or None."""
    found = log.find(txn, signed)
    if found is not None:
        return Placed(
            held=False,
            log_seq=found.log_seq,
            head=found.head,
            hour=found.hour,
            newest=circle.head_seq,
            is_new=False,
        )
    held = txn.held(circle.id, signed.id)
    if held is not None and held.envelope == signed.data:
        return beside_log(txn, signed.event.circle, held.hour, is_new=False)
    return None


def beside_log(txn: WriteTxn, circle: bytes, hour: int, *, is_new: bool = True) -> Placed:
    """The answer for an event that is kept outside the log."""
    row = require_circle(txn, circle)
    return Placed(held=True, log_seq=row.head_seq, head=row.head, hour=hour, newest=row.head_seq, is_new=is_new)


def require_time(signed: SignedEvent, terms: Terms) -> None:
    """Check that the event was written lately, since an outbox may have been offline; raises CLOCK_SKEW."""
    age = terms.minutes - signed.event.minutes
    if not -limits.MAX_EVENT_AHEAD_MINUTES <= age <= limits.MAX_EVENT_AGE_MINUTES:
        raise Refusal(Code.CLOCK_SKEW, "the event's time is too far from now")
