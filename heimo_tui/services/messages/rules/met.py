"""Which requests and conversations are shown and counted: none with a name that is blocked in its circle."""

from __future__ import annotations

from heimo_tui.core.views import Distance
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import Conversation, RequestRow


def met_requests(tables: Tables) -> list[RequestRow]:
    """Requests that wait for an answer, newest first."""
    rows = tables.mail.requests.open()
    far = {circle: tables.apart.of(circle) for circle in {row.circle_id for row in rows}}
    return [row for row in rows if far[row.circle_id].get(row.author) is not Distance.BLOCKED]


def met_conversations(tables: Tables) -> list[Conversation]:
    """Every conversation, newest activity first."""
    rows = tables.mail.conversations.all()
    far = {circle: tables.apart.of(circle) for circle in {row.circle_id for row in rows}}
    return [row for row in rows if far[row.circle_id].get(row.peer) is not Distance.BLOCKED]
