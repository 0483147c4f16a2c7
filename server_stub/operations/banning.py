"""Bans: of a member, by one moderator or by two, and taken back (protocol section 9.6)."""

from heimo_protocol.decisions import FirstWord, is_second, needs_second
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import ModerationBody, SignedEvent, open_event
from heimo_protocol.limits import MAX_EVENT_AGE_MINUTES, SECOND_DAYS
from server_stub.store.base import ReadTxn, WriteTxn
from server_stub.store.moderation_rows import FirstWordRow
from server_stub.store.rows import BanRow, CircleRow, NameRow

FIRST_WORD_HOURS = SECOND_DAYS * 24 + MAX_EVENT_AGE_MINUTES // 60 + 1
"""How long a first word is kept: a second one counts by its own minutes, and may come from an outbox days later."""


def ban(txn: WriteTxn, circle: CircleRow, signed: SignedEvent, body: ModerationBody, name: NameRow, hour: int) -> None:
    """Ban the member behind a name, or let the ban wait for a second moderator, as every client works it out, too.

    Raises Refusal with NOT_MODERATOR where the second word is the first moderator's under a newer name.
    """
    event = signed.event
    is_long = needs_second(body.until, event.minutes)
    alone = event.author == circle.owner or not circle.settings.ban_by_two
    first = None if alone else _first_word(txn, circle, name.key)
    if first is not None and first.author != event.author and _are_one(txn, first.author, event.author):
        raise Refusal(Code.NOT_MODERATOR, "the two words of a ban are of two members")
    if alone or not is_long or is_second(first, event.author, event.minutes, txn.moderators(circle.id)):
        txn.set_ban(
            BanRow(space=circle.space, nym_id=name.nym_id, until_hour=body.until, by=event.author, decision=signed.id)
        )
        if is_long:
            txn.forget_first_word(circle.id, name.key)
    else:
        txn.set_first_word(FirstWordRow(circle=circle.id, target=name.key, decision=signed.id, hour=hour))


def unban(txn: WriteTxn, circle: CircleRow, name: NameRow) -> None:
    """Let a member take part again; what waits, be it a ban or an appeal, is answered by it."""
    txn.lift_ban(circle.space, name.nym_id)
    txn.forget_first_word(circle.id, name.key)
    txn.answer_appeals_about(name.nym_id)


def _first_word(txn: ReadTxn, circle: CircleRow, target: bytes) -> FirstWord | None:
    """Who asked for this ban and when: the log has it, so that no table keeps minutes."""
    row = txn.first_word(circle.id, target)
    event = None if row is None else txn.event(circle.id, row.decision)
    if event is None or event.envelope is None:
        return None
    signed = open_event(event.envelope).event
    return FirstWord(author=signed.author, minutes=signed.minutes)


def _are_one(txn: ReadTxn, one: bytes, other: bytes) -> bool:
    names = txn.name(one), txn.name(other)
    return names[0] is not None and names[1] is not None and names[0].nym_id == names[1].nym_id
