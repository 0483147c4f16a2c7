"""Who may read a circle, write in it, or decide for it."""

import hmac

from heimo_protocol.decisions import Bench
from heimo_protocol.errors import Code, Refusal
from server_stub.context import Caller
from server_stub.store.base import ReadTxn
from server_stub.store.rows import CircleRow, NameRow


def require_circle(txn: ReadTxn, circle: bytes) -> CircleRow:
    """The circle's row; raises Refusal with NOT_FOUND."""
    row = txn.circle(circle)
    if row is None:
        raise Refusal(Code.NOT_FOUND, "no such circle")
    return row


def require_readable(txn: ReadTxn, circle: bytes, caller: Caller) -> CircleRow:
    """The circle's row, where the caller may read it: a name of this circle, or anybody where reading is open.

    Raises Refusal with NOT_FOUND or AUTH_UNKNOWN.
    """
    row = require_circle(txn, circle)
    if caller.name is not None:
        if caller.name.circle != circle:
            raise Refusal(Code.AUTH_UNKNOWN, "a name of another circle")
    elif not is_open(row):
        raise Refusal(Code.AUTH_UNKNOWN, "only members read here")
    return row


def is_open(circle: CircleRow) -> bool:
    """Whether anybody may read the circle."""
    return circle.settings.open_reading and not circle.settings.private


def require_name(caller: Caller, circle: bytes) -> NameRow:
    """The caller's name in this circle; raises Refusal with AUTH_UNKNOWN."""
    if caller.name is None or caller.name.circle != circle:
        raise Refusal(Code.AUTH_UNKNOWN, "no name in this circle")
    return caller.name


def require_own_name(caller: Caller) -> NameRow:
    """The calling name, whatever its circle; raises Refusal with AUTH_UNKNOWN."""
    if caller.name is None:
        raise Refusal(Code.AUTH_UNKNOWN, "no name")
    return caller.name


def require_not_banned(txn: ReadTxn, space: bytes, nym_id: bytes, hour: int) -> None:
    """Check that this member may take part in the space; raises Refusal with BANNED and the hour it ends."""
    ban = txn.ban(space, nym_id)
    if ban is not None and ban.holds(hour):
        raise Refusal(Code.BANNED, "banned in this circle", value=ban.until_hour)


def is_moderator(txn: ReadTxn, circle: CircleRow, key: bytes) -> bool:
    """Whether the key may decide here; the owner may, too."""
    return key == circle.owner or key in txn.moderators(circle.id)


def require_moderator(txn: ReadTxn, circle: CircleRow, key: bytes) -> None:
    """Check that the key may decide here; raises Refusal with NOT_MODERATOR."""
    if not is_moderator(txn, circle, key):
        raise Refusal(Code.NOT_MODERATOR, "not a moderator of this circle")


def bench_of(txn: ReadTxn, circle: CircleRow) -> Bench:
    """Who decides in the circle now."""
    return Bench(owner=circle.owner, moderators=txn.moderators(circle.id), stewards=txn.stewards(circle.id))


def code_opens(circle: CircleRow, entry_mac: bytes | None) -> bool:
    """Whether a circle may be seen and joined with the entry code of this HMAC, or None; in constant time."""
    if not circle.settings.private:
        return True
    if circle.entry_code is None or entry_mac is None:
        return False
    return hmac.compare_digest(circle.entry_code, entry_mac)
