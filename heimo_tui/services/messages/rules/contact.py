"""Who may ask whom for contact: after a public exchange, and as the one who is asked wants it."""

from __future__ import annotations

from heimo_protocol.cards import DmPolicy
from heimo_protocol.errors import Refusal
from heimo_protocol.events import ReplyBody, open_event
from heimo_tui.services.messages.rules.times import SETTLED_HOURS
from heimo_tui.vault.tables import Tables


def have_exchanged(tables: Tables, circle: bytes, one: bytes, other: bytes) -> bool:
    """Whether one of the two replied in the other's thread, or quoted the other, where both can see it."""
    exchanges = tables.mail.exchanges
    if exchanges.replied(circle, one, other) or exchanges.replied(circle, other, one):
        return True
    return _quoted(tables, circle, one, other) or _quoted(tables, circle, other, one)


def _quoted(tables: Tables, circle: bytes, author: bytes, other: bytes) -> bool:
    for envelope in tables.mail.exchanges.replies_beside(circle, author, other):
        try:
            body = open_event(envelope).body
        except Refusal:
            continue
        if not isinstance(body, ReplyBody) or body.quote is None:
            continue
        source = tables.events.get(circle, body.quote.event)
        if source is not None and source.author == other:
            return True
    return False


def is_wanted(tables: Tables, circle: bytes, asker: bytes, policy: int, hour: int) -> bool:
    """Whether a name that asks in this hour (since 1970-01-01) fits what the other's card says of requests."""
    if policy == DmPolicy.NOBODY:
        return False
    if policy != DmPolicy.SETTLED_MEMBERS:
        return True
    first = tables.mail.exchanges.first_hour(circle, asker)
    return first is not None and hour - first >= SETTLED_HOURS
