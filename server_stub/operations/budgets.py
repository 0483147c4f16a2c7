"""How much one member may do in an hour and a day; it counts by member, so that a new key brings no new budget."""

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Kind
from heimo_protocol.franking import WEEK_HOURS, week_of
from server_stub.operations.placing import TEXT_KINDS, Terms
from server_stub.store.base import WriteTxn
from server_stub.store.rows import NameRow

SMALL_FACTOR = 10
"""Reactions, cards, edits and the like: so many for each post that is allowed."""

REPORTS_DAY = 20
BUNDLES_DAY = 20
MESSAGE_REPORTS_DAY = 20
APPEALS_DAY = 5
ENTRY_CODES_DAY = 20
"""Entry codes that one member may try at one space's doors."""
_DAY_HOURS = 24


def count_event(txn: WriteTxn, name: NameRow, kind: Kind, terms: Terms) -> None:
    """Count one event of a member; raises Refusal with QUOTA and the seconds until there is room."""
    limits = terms.limits
    if kind in TEXT_KINDS:
        _count_first_day(txn, name, "first_day", limits.first_day_posts, terms)
        _count(txn, name.nym_id, "posts", limits.posts_hour, limits.posts_day, terms)
    else:
        _count(
            txn,
            name.nym_id,
            "small",
            limits.posts_hour * SMALL_FACTOR,
            limits.posts_day * SMALL_FACTOR,
            terms,
        )


def count_day(txn: WriteTxn, nym_id: bytes, what: str, allowed: int, terms: Terms, *, by: int = 1) -> None:
    """Count `by` of something that has a daily budget only; raises Refusal with QUOTA."""
    expiry = (terms.day + 1) * _DAY_HOURS
    if txn.count_name(nym_id, what, terms.day, by=by, expiry_hour=expiry) > allowed:
        raise _quota(what, expiry, terms)


def count_requests(txn: WriteTxn, name: NameRow, number: int, terms: Terms) -> None:
    """Count request tokens: few in a day, and fewer in a member's first; raises Refusal with QUOTA."""
    _count_first_day(txn, name, "first_day_requests", terms.limits.first_day_requests, terms, by=number)
    count_day(txn, name.nym_id, "request_tokens", terms.limits.request_tokens_day, terms, by=number)


def count_week(txn: WriteTxn, nym_id: bytes, what: str, allowed: int, terms: Terms) -> None:
    """Count one of something that has a weekly budget (weeks as in franking); raises Refusal with QUOTA."""
    week = week_of(terms.hour)
    expiry = (week + 1) * WEEK_HOURS
    if txn.count_name(nym_id, what, week, expiry_hour=expiry) > allowed:
        raise _quota("this week", expiry, terms)


def _count(txn: WriteTxn, nym_id: bytes, what: str, hourly: int, daily: int, terms: Terms) -> None:
    expiry = terms.hour + 1
    if txn.count_name(nym_id, f"{what}_hour", terms.hour, expiry_hour=expiry) > hourly:
        raise _quota(what, expiry, terms)
    count_day(txn, nym_id, f"{what}_day", daily, terms)


def _count_first_day(txn: WriteTxn, name: NameRow, what: str, allowed: int, terms: Terms, *, by: int = 1) -> None:
    expiry = name.joined_hour + _DAY_HOURS
    if terms.hour >= expiry:
        return
    if txn.count_name(name.nym_id, what, 0, by=by, expiry_hour=expiry) > allowed:
        raise _quota("the first day", expiry, terms)


def _quota(what: str, expiry_hour: int, terms: Terms) -> Refusal:
    return Refusal(Code.QUOTA, f"budget for {what} is used up", retry_after=max(1, int(expiry_hour * 3600 - terms.now)))
