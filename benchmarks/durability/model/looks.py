"""What may be looked at: reads that any transaction can answer."""

from collections.abc import Callable
from typing import Any

from benchmarks.durability.model.pick import Pick
from server_stub.store.ahead import Ahead, EventAhead, FrameAhead, FramesAhead, NameAhead, PageAhead
from server_stub.store.base import ReadTxn
from server_stub.store.mail_rows import BundleQuery

Look = Callable[[ReadTxn], Any]

_ALL = 10**9


def look(pick: Pick) -> Look:
    """One of all reads."""
    makers = (_at_circle, _at_log, _at_names, _at_counts, _at_mail, _at_moderating)
    return pick.surely(*pick.surely(*makers)(pick))


def look_ahead(pick: Pick) -> tuple[Ahead, Look]:
    """Something that a reader says it will look up, and a look that does."""
    circle, qid, mark, name = _circle(pick), pick.key("queue", 16), pick.key("mark", 16, 40), _name(pick)
    event, parent, seq, limit = pick.event(circle), pick.event(circle), pick.number(12), 1 + pick.number(8)
    after = pick.surely(None, pick.number(12))

    def ban(txn: ReadTxn) -> object:
        row = txn.name(name)
        return row, None if row is None else txn.ban(row.space, row.nym_id)

    def page(txn: ReadTxn) -> object:
        if after is None:
            rows = txn.events_before(circle, seq, limit=limit, max_bytes=_ALL)
        else:
            rows = txn.events_after(circle, after, limit=limit, max_bytes=_ALL)
        return txn.circle(circle), rows, [txn.head_at(circle, row.log_seq - 1) for row in rows[:1]]

    pairs: tuple[tuple[Ahead, Look], ...] = (
        (
            EventAhead(circle, name, event, parent, seq),
            lambda txn: (txn.event(circle, event), txn.held(circle, event), txn.event(circle, parent)),
        ),
        (
            EventAhead(circle, name, event, None, seq),
            lambda txn: (txn.circle(circle), txn.slow_seconds(circle, circle), txn.event(circle, event)),
        ),
        (FrameAhead(qid, mark), lambda txn: (txn.queue(qid), txn.is_marked(qid, mark))),
        (NameAhead(name), ban),
        (PageAhead(circle, after, seq, limit), page),
        (PageAhead(circle, after, seq, limit), page),
        (
            FramesAhead(qid, seq, limit),
            lambda txn: (
                txn.queue(qid),
                txn.frames_after(qid, seq, limit=limit, max_bytes=_ALL),
                txn.has_frames_to(qid, seq),
            ),
        ),
    )
    return pick.surely(*pairs)


def _circle(pick: Pick) -> bytes:
    return pick.circle() or pick.key("circle", 16, 3)


def _name(pick: Pick) -> bytes:
    return pick.name() or pick.key("name")


def _at_circle(pick: Pick) -> list[Look]:
    circle, thread = _circle(pick), pick.key("thread", 16)
    return [
        lambda txn: txn.circle(circle),
        lambda txn: txn.circles(),
        lambda txn: txn.heads(),
        lambda txn: txn.is_locked(circle, thread),
        lambda txn: txn.slow_seconds(circle, thread),
        lambda txn: txn.totals(),
        lambda txn: (txn.moderators(circle), txn.stewards(circle)),
    ]


def _at_log(pick: Pick) -> list[Look]:
    circle, seq, limit = _circle(pick), pick.number(30), 1 + pick.number(20)
    event, author, size = pick.event(circle), pick.key("name"), pick.surely(1, _ALL)
    return [
        lambda txn: txn.event(circle, event),
        lambda txn: txn.newest_edit(circle, event),
        lambda txn: txn.events_marked(circle, event.hex()[:1]),
        lambda txn: txn.events_after(circle, seq, limit=limit, max_bytes=size),
        lambda txn: txn.events_before(circle, seq, limit=limit, max_bytes=size),
        lambda txn: txn.governance_after(circle, seq, limit=limit),
        lambda txn: txn.head_at(circle, seq),
        lambda txn: txn.author_head(circle, author),
        lambda txn: txn.held_in(circle),
        lambda txn: txn.held_in(circle, author),
        lambda txn: txn.held(circle, event),
    ]


def _at_names(pick: Pick) -> list[Look]:
    circle, nym, key, account = _circle(pick), pick.key("nym", among=4), _name(pick), pick.key("account")
    space = pick.key("space", 16, 2)
    return [
        lambda txn: txn.name(key),
        lambda txn: txn.name_of_nym(circle, nym),
        lambda txn: (txn.names_of(circle), txn.names_in(circle)),
        lambda txn: txn.ban(space, nym),
        lambda txn: txn.reset_day(circle, nym),
        lambda txn: txn.account(account),
    ]


def _at_counts(pick: Pick) -> list[Look]:
    nym, account, period = pick.key("nym", among=4), pick.key("account"), pick.number(3)
    type_, epoch, nullifier = 1 + pick.number(3), pick.number(3), pick.key("nullifier", 16)
    return [
        lambda txn: txn.name_count(nym, "posts_hour", period),
        lambda txn: txn.name_count(nym, "reports", period),
        lambda txn: txn.account_count(account, "invites", period),
        lambda txn: txn.is_spent(type_, epoch, nullifier),
    ]


def _at_mail(pick: Pick) -> list[Look]:
    name, qid, seq, size = _name(pick), pick.key("queue", 16), pick.number(12), pick.surely(1, _ALL)
    receiver, mark, limit = pick.key("receiver"), pick.key("mark", 16, 40), 1 + pick.number(5)
    bits = pick.number(3)
    query = BundleQuery(
        circle=_circle(pick),
        after=pick.number(6),
        bits=bits,
        bucket=pick.number(1 << bits),
        day=pick.hour(),
        hour=pick.hour(),
        moderators=pick.chance(3),
    )
    return [
        lambda txn: txn.bundle(name),
        lambda txn: txn.bundles(query, max_bytes=size),
        lambda txn: txn.requests_for(name, max_bytes=size),
        lambda txn: (txn.requests_waiting(name), txn.has_request(name, 0)),
        lambda txn: (txn.queue(qid), txn.queue_of(receiver)),
        lambda txn: txn.is_marked(qid, mark),
        lambda txn: txn.frames_after(qid, seq, limit=limit, max_bytes=size),
        lambda txn: txn.has_frames_to(qid, seq),
        lambda txn: txn.sealed_reports(name, max_bytes=size),
    ]


def _at_moderating(pick: Pick) -> list[Look]:
    circle, name, size = _circle(pick), _name(pick), pick.surely(1, _ALL)
    target, decision, limit = pick.key("name"), pick.key("decision", 16), 1 + pick.number(9)
    after = pick.surely(None, (pick.hour(), pick.event(circle)))
    return [
        lambda txn: txn.first_word(circle, target),
        lambda txn: txn.reports_in(circle),
        lambda txn: txn.reported_after(circle, after, limit=limit),
        lambda txn: (txn.appeal(circle, decision), txn.appeals_waiting(circle)),
        lambda txn: txn.sealed_appeals(name, max_bytes=size),
    ]
