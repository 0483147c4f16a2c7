"""The tables of messages between two people."""

from __future__ import annotations

from heimo_tui.vault.database import Connection
from heimo_tui.vault.tables.mail.conversations import ACCEPT, MOVE, Conversation, Conversations
from heimo_tui.vault.tables.mail.exchanges import Exchanges
from heimo_tui.vault.tables.mail.keys import Frank, Keys, OwnBundle, PublishedKeys
from heimo_tui.vault.tables.mail.lines import LineRow, Lines
from heimo_tui.vault.tables.mail.moves import Leg, MoveRow, Moves
from heimo_tui.vault.tables.mail.outgoing import FrameRow, Outgoing, SealedRow
from heimo_tui.vault.tables.mail.quarantine import Held, Quarantine
from heimo_tui.vault.tables.mail.queues import QueueRow, Queues, TargetRow
from heimo_tui.vault.tables.mail.reports import Reports, TellingRow, ToldRow
from heimo_tui.vault.tables.mail.requests import BlockRow, RequestRow, Requests
from heimo_tui.vault.tables.mail.sessions import SessionRow, Sessions

__all__ = [
    "ACCEPT",
    "MOVE",
    "BlockRow",
    "Conversation",
    "FrameRow",
    "Frank",
    "Held",
    "Leg",
    "LineRow",
    "Mail",
    "MoveRow",
    "OwnBundle",
    "PublishedKeys",
    "QueueRow",
    "RequestRow",
    "SealedRow",
    "SessionRow",
    "TargetRow",
    "TellingRow",
    "ToldRow",
]


class Mail:
    """Every table of messages over one connection."""

    def __init__(self, connection: Connection) -> None:
        self.conversations = Conversations(connection)
        self.exchanges = Exchanges(connection)
        self.keys = Keys(connection)
        self.lines = Lines(connection)
        self.moves = Moves(connection)
        self.outgoing = Outgoing(connection)
        self.quarantine = Quarantine(connection)
        self.queues = Queues(connection)
        self.reports = Reports(connection)
        self.requests = Requests(connection)
        self.sessions = Sessions(connection)
