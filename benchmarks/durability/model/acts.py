"""What may be done next to a circle, its names, its log and its accounts: acts that any transaction can take."""

from collections.abc import Callable
from typing import Any

from benchmarks.durability.model.pick import Pick
from heimo_protocol.events import Kind
from heimo_protocol.log import next_head
from server_stub.store.base import WriteTxn
from server_stub.store.rows import (
    AccountRow,
    AuthorHead,
    BanRow,
    CircleRow,
    EventRow,
    HeldRow,
    NameRow,
    OnceUse,
)

Act = Callable[[WriteTxn], Any]
Maker = Callable[[Pick], Act | None]
"""Draws an act; None where nothing is there for it yet."""

_KINDS = (Kind.POST, Kind.POST, Kind.REPLY, Kind.EDIT, Kind.EDIT, *Kind)


def _add_account(pick: Pick) -> Act:
    row = AccountRow(
        key=pick.key("account"), m1enc=pick.key("m1"), created_day=pick.hour(), cred_epoch=pick.number(3), repeats=0
    )
    return lambda txn: txn.add_account(row)


def _set_credential(pick: Pick) -> Act:
    key, epoch, repeats = pick.key("account"), pick.number(3), pick.number(5)
    return lambda txn: txn.set_credential(key, cred_epoch=epoch, repeats=repeats)


def _delete_account(pick: Pick) -> Act:
    key = pick.key("account")
    return lambda txn: txn.delete_account(key)


def _count_account(pick: Pick) -> Act | None:
    key, by, period, end = pick.one(pick.rows.accounts), pick.number(4), pick.number(3), pick.hour()
    if key is None:
        return None
    return lambda txn: txn.count_account(key, "invites", period, by=by, expiry_hour=end)


def _add_circle(pick: Pick) -> Act:
    row = CircleRow(
        id=pick.key("circle", 16, 3),
        space=pick.key("space", 16, 2),
        owner=pick.key("name"),
        genesis=pick.blob(),
        settings_event=None,
        settings=pick.settings(),
        head_seq=0,
        head=pick.key("first head"),
        entry_code=pick.surely(None, pick.key("code")),
    )
    moderators = [pick.key("name")] if pick.chance(2) else []
    return lambda txn: txn.add_circle(row, moderators)


def _erase_circle(pick: Pick) -> Act | None:
    if not pick.chance(16):
        return None
    circle = pick.key("circle", 16, 3)
    return lambda txn: txn.erase_circle(circle)


def _set_settings(pick: Pick) -> Act:
    circle, event, settings = pick.key("circle", 16, 3), pick.key("settings", 16), pick.settings()
    return lambda txn: txn.set_settings(circle, event=event, settings=settings)


def _set_entry_code(pick: Pick) -> Act:
    circle, code = pick.key("circle", 16, 3), pick.surely(None, pick.key("code"))
    return lambda txn: txn.set_entry_code(circle, code)


def _add_name(pick: Pick) -> Act | None:
    circle = pick.circle()
    if circle is None:
        return None
    once = OnceUse(month=pick.hour(), index=pick.number(3)) if pick.chance(3) else None
    row = NameRow(
        key=pick.key(f"name {circle.hex()}"),
        circle=circle,
        space=pick.rows.circles[circle].space,
        nym_id=pick.key("nym", among=4),
        joined_hour=pick.hour(),
        card=pick.blob(),
        card_seq=0,
        once=once,
        resets=pick.number(3),
        admitted=pick.chance(2),
    )
    return lambda txn: txn.add_name(row)


def _retire_name(pick: Pick) -> Act | None:
    key, day = pick.name(), pick.hour()
    return None if key is None else lambda txn: txn.retire_name(key, day=day)


def _change_name(pick: Pick) -> Act | None:
    key, card, seq, thread = pick.name(), pick.blob(), pick.number(9), pick.key("thread", 16)
    if key is None:
        return None
    return pick.surely(
        lambda txn: txn.set_card(key, card=card, card_seq=seq),
        lambda txn: txn.admit_name(key),
        lambda txn: txn.bind_once(key, thread),
    )


def _ban(pick: Pick) -> Act:
    space, nym = pick.key("space", 16, 2), pick.key("nym", among=4)
    decision = pick.surely(None, pick.key("decision", 16))
    row = BanRow(space=space, nym_id=nym, until_hour=pick.hour(), by=pick.key("name"), decision=decision)
    return pick.surely(lambda txn: txn.set_ban(row), lambda txn: txn.lift_ban(space, nym))


def _use_challenge(pick: Pick) -> Act:
    nonce, end = pick.key("challenge", 16, 8), pick.hour()
    return lambda txn: txn.use_challenge(nonce, expiry_hour=end)


def _spend(pick: Pick) -> Act:
    type_, epoch, nullifier = 1 + pick.number(3), pick.number(3), pick.key("nullifier", 16)
    return lambda txn: txn.spend(type_, epoch, nullifier)


def _count_name(pick: Pick) -> Act:
    nym, what, period = pick.key("nym", among=4), pick.surely("posts_hour", "reports"), pick.number(3)
    by, end = pick.number(4), pick.hour()
    return lambda txn: txn.count_name(nym, what, period, by=by, expiry_hour=end)


def _append(pick: Pick) -> Act | None:
    """As server_stub.log.append does; now and then with an id that is there already."""
    circle = pick.circle()
    if circle is None:
        return None
    author, kind, hour = pick.key("name"), pick.surely(*_KINDS), pick.hour()
    parent = None if kind is Kind.POST else pick.event(circle)
    event_id, hash_ = pick.key("event", 16, 2000), pick.key("hash", among=10**4)
    thread, envelope = pick.surely(None, pick.key("thread", 16)), pick.blob(2000)

    def act(txn: WriteTxn) -> int:
        row, own = txn.circle(circle), txn.author_head(circle, author)
        assert row is not None
        seq = row.head_seq + 1
        head = next_head(row.head, seq, hash_)
        txn.insert_event(
            EventRow(
                circle=circle,
                log_seq=seq,
                event_id=event_id,
                author=author,
                author_seq=own.next_seq,
                kind=int(kind),
                parent=parent,
                thread=thread,
                hour=hour,
                hash=hash_,
                head=head,
                envelope=envelope,
            )
        )
        txn.set_head(circle, head_seq=seq, head=head)
        txn.set_author_head(circle, author, AuthorHead(next_seq=own.next_seq + 1, last_hash=hash_))
        return seq

    return act


def _erase(pick: Pick) -> Act | None:
    circle = pick.circle()
    if circle is None:
        return None
    event = pick.event(circle)
    return lambda txn: txn.erase(circle, event)


def _hide(pick: Pick) -> Act | None:
    circle = pick.circle()
    if circle is None:
        return None
    event, hidden, day = pick.event(circle), not pick.chance(3), pick.hour()
    return lambda txn: txn.set_hidden(circle, event, hidden=hidden, day=day)


def _hold(pick: Pick) -> Act | None:
    circle = pick.circle()
    if circle is None:
        return None
    event = pick.key("held", 16, 4)
    row = HeldRow(circle=circle, event_id=event, author=pick.key("name"), hour=pick.hour(), envelope=pick.blob())
    words = f"Näin {pick.number(9)}: 'kiitos' \u200b"
    return pick.surely(
        lambda txn: txn.hold(row),
        lambda txn: txn.hold(row),
        lambda txn: txn.release(circle, event),
        lambda txn: txn.return_held(circle, event, reason="kind", words=words),
    )


def _lock(pick: Pick) -> Act | None:
    circle = pick.circle()
    if circle is None:
        return None
    target, locked, seconds = pick.key("thread", 16), pick.chance(2), pick.number(3) * 60
    return pick.surely(
        lambda txn: txn.set_locked(circle, target, locked=locked), lambda txn: txn.set_slow(circle, target, seconds)
    )


def _expire(pick: Pick) -> Act | None:
    """What the house's keeper does now and then."""
    circle, hour = pick.circle(), pick.hour()
    if circle is None or not pick.chance(4):
        return None
    return pick.surely(
        lambda txn: txn.expire_bodies(circle, before_hour=hour, limit=10**6),
        lambda txn: txn.expire_beside(circle, before_hour=hour),
        lambda txn: txn.erase_hidden(before_day=hour, limit=10**6),
        lambda txn: txn.prune(hour=hour, token_epoch=hour // 4),
    )


ACTS: tuple[Maker, ...] = (
    *(_add_account, _set_credential, _delete_account, _count_account, _add_circle, _add_circle, _erase_circle),
    *(_set_settings, _set_entry_code, _add_name, _add_name, _add_name, _add_name, _retire_name, _change_name),
    *(_change_name, _ban, _use_challenge, _spend, _count_name, _append, _append, _append, _append, _append, _append),
    *(_append, _append, _erase, _hide, _hide, _hold, _hold, _lock, _expire, _expire),
)
"""Those that are to be done more often stand there more than once."""
