"""The tables of moderating."""

from __future__ import annotations

from heimo_tui.vault.database import Connection
from heimo_tui.vault.tables.moderation.answers import Answers
from heimo_tui.vault.tables.moderation.appeals import AppealRow, Appeals
from heimo_tui.vault.tables.moderation.days import Days
from heimo_tui.vault.tables.moderation.items import ItemRow, Items, Waiting

__all__ = ["AppealRow", "ItemRow", "Moderation", "Waiting"]


class Moderation:
    """Every table of moderating over one connection."""

    def __init__(self, connection: Connection) -> None:
        self.items = Items(connection)
        self.appeals = Appeals(connection)
        self.answers = Answers(connection)
        self.days = Days(connection)
