"""What the store remembers, as frozen rows that every database returns alike.

Times are whole hours or days since 1970-01-01: nothing finer is ever stored, so that two rows cannot be joined by the
moment they were made. Nothing in an account's row leads to a name, and nothing in a name's row leads to an account.
"""

from functools import lru_cache

import msgspec

from heimo_protocol.circles import CircleSettings
from heimo_protocol.encoding import decode


class AccountRow(msgspec.Struct, frozen=True, kw_only=True):
    """A registered account: `key` 32, hidden secret `m1enc` 32; `repeats` credentials drawn again in `cred_epoch`."""

    key: bytes
    m1enc: bytes
    created_day: int
    cred_epoch: int
    repeats: int = 0


class OnceUse(msgspec.Struct, frozen=True, kw_only=True):
    """What makes a name a one-time name: its month (year * 12 + month - 1), index, and thread once it has written."""

    month: int
    index: int
    thread: bytes | None = None


class NameRow(msgspec.Struct, frozen=True, kw_only=True):
    """A name in one circle: `key` 32 and `nym_id` 32, which is the same in all circles of `space`.

    `resets` counts the keys that this member retired here before; `retired`: this key is one of them.
    `admitted`: its first post was let in. `card` is its newest signed card, `card_seq` that card's number.
    """

    key: bytes
    circle: bytes
    space: bytes
    nym_id: bytes
    joined_hour: int
    card: bytes
    card_seq: int
    once: OnceUse | None = None
    resets: int = 0
    retired: bool = False
    admitted: bool = False


class BanRow(msgspec.Struct, frozen=True, kw_only=True):
    """A ban in a space, until an hour (0: for good), by a moderator's key.

    `decision` is the event that says so; None for bans from before such were noted.
    """

    space: bytes
    nym_id: bytes
    until_hour: int
    by: bytes
    decision: bytes | None = None

    def holds(self, hour: int) -> bool:
        """Whether it is in force in this hour."""
        return self.until_hour == 0 or self.until_hour > hour


class CircleRow(msgspec.Struct, frozen=True, kw_only=True):
    """A circle as it stands: signed `genesis`, newest SETTINGS event or None, and the `settings` in force.

    `entry_code` is the HMAC of a private circle's code, never the code. `head` (32) is the log head at `head_seq`.
    """

    id: bytes
    space: bytes
    owner: bytes
    genesis: bytes
    settings_event: bytes | None
    settings: CircleSettings
    head_seq: int
    head: bytes
    entry_code: bytes | None = None


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a circle's log.

    `event_id` 16; `hash` SHA-256 of the payload; `head` (32) the log head after this entry; `envelope` the signed
    event, None once erased; `thread` the id of the post that began the thread, None outside threads; `hidden`: a
    moderator took it away, and the body will be erased when the time to think it over has passed.
    """

    circle: bytes
    log_seq: int
    event_id: bytes
    author: bytes
    author_seq: int
    kind: int
    parent: bytes | None
    thread: bytes | None
    hour: int
    hash: bytes
    head: bytes
    envelope: bytes | None
    hidden: bool = False


class AuthorHead(msgspec.Struct, frozen=True, kw_only=True):
    """Where a name's own chain of events stands: the next number, and the hash of the last payload or None at 0."""

    next_seq: int
    last_hash: bytes | None


class HeldRow(msgspec.Struct, frozen=True, kw_only=True):
    """An event that waits for a moderator outside the log; `returned` with a reason when it was given back."""

    circle: bytes
    event_id: bytes
    author: bytes
    hour: int
    envelope: bytes
    returned: bool = False
    reason: str = ""
    words: str = ""


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """Counts for the host; they name nobody."""

    accounts: int
    names: int
    circles: int
    events: int
    erased: int
    held: int
    reports: int
    bundles: int
    requests: int
    queues: int
    frames: int
    sealed_reports: int
    appeals: int


@lru_cache(maxsize=256)
def read_settings(data: bytes) -> CircleSettings:
    """A circle's settings from the bytes that are kept: most requests need them, and they hardly ever change."""
    return decode(data, CircleSettings)
