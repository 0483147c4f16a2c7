"""What the store remembers for moderators, as frozen rows that every database returns alike.

Of somebody who reports or appeals nothing is kept that the event in question does not say itself.
"""

import msgspec


class FirstWordRow(msgspec.Struct, frozen=True, kw_only=True):
    """A ban of the name `target` (32) that waits for a second moderator: the event `decision` (16) asks for it."""

    circle: bytes
    target: bytes
    decision: bytes
    hour: int


class ReportRow(msgspec.Struct, frozen=True, kw_only=True):
    """A report of an event to the moderators, by the name `reporter`."""

    circle: bytes
    event_id: bytes
    reporter: bytes
    reason: str
    hour: int


class ReportedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A reported event: the hour of its first report, and how many gave each reason."""

    event_id: bytes
    hour: int
    reasons: dict[str, int]


class AppealRow(msgspec.Struct, frozen=True, kw_only=True):
    """That there was an appeal against an event's decision; kept, once `answered`, so that there is no second one.

    `about` is the hidden event's id (16) or the banned member's nym_id (32). `mark` (32) is a hash of all copies.
    """

    circle: bytes
    decision: bytes
    about: bytes
    mark: bytes
    hour: int
    answered: bool = False


class SealedAppealRow(msgspec.Struct, frozen=True, kw_only=True):
    """An appeal sealed to one moderator; `id` below 2**63 is a hash."""

    moderator: bytes
    id: int
    circle: bytes
    decision: bytes
    hour: int
    sealed: bytes
