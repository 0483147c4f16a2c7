"""The tables of the store: typed rows, and all SQL of the client in one place."""

from __future__ import annotations

from heimo_tui.vault.database import Connection
from heimo_tui.vault.tables.anonymous import Anonymous, Invite, OnceName, Token
from heimo_tui.vault.tables.apart import Apart, ApartRow
from heimo_tui.vault.tables.circles import Circle, Circles
from heimo_tui.vault.tables.communities import Communities, Community
from heimo_tui.vault.tables.drafts import Drafts
from heimo_tui.vault.tables.dump import Dump
from heimo_tui.vault.tables.event_rows import EventFlag, EventRow, Stored
from heimo_tui.vault.tables.events import Events
from heimo_tui.vault.tables.kept import CareNote, Kept, KeptThings
from heimo_tui.vault.tables.log_checks import LogChecks
from heimo_tui.vault.tables.mail import Mail
from heimo_tui.vault.tables.members import Member, Members
from heimo_tui.vault.tables.moderation import Moderation
from heimo_tui.vault.tables.outbox import Chain, Outbox, OutboxRow, OutboxState
from heimo_tui.vault.tables.preferences import FoldingRule, Preferences, RuleKind
from heimo_tui.vault.tables.threads import CircleCounts, ThreadEntry, ThreadKey, Threads
from heimo_tui.vault.tables.waits import AnswerRow, WaitingRow, Waits

__all__ = [
    "AnswerRow",
    "ApartRow",
    "CareNote",
    "Chain",
    "Circle",
    "CircleCounts",
    "Community",
    "EventFlag",
    "EventRow",
    "FoldingRule",
    "Invite",
    "Kept",
    "Member",
    "OnceName",
    "OutboxRow",
    "OutboxState",
    "RuleKind",
    "Stored",
    "Tables",
    "ThreadEntry",
    "ThreadKey",
    "Token",
    "WaitingRow",
]


class Tables:
    """Every table over one connection; used inside one transaction, in the store's own thread only."""

    def __init__(self, connection: Connection) -> None:
        self.communities = Communities(connection)
        self.circles = Circles(connection)
        self.members = Members(connection)
        self.events = Events(connection)
        self.threads = Threads(connection)
        self.waits = Waits(connection)
        self.checks = LogChecks(connection)
        self.apart = Apart(connection)
        self.drafts = Drafts(connection)
        self.outbox = Outbox(connection)
        self.kept = KeptThings(connection)
        self.preferences = Preferences(connection)
        self.anonymous = Anonymous(connection)
        self.mail = Mail(connection)
        self.moderation = Moderation(connection)
        self.dump = Dump(connection)
