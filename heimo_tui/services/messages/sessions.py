"""Which of a conversation's sessions sends, and how a new one takes its place (PROTOCOL 17)."""

from __future__ import annotations

from dataclasses import replace

from heimo_tui.core.secrets import SecretBytes
from heimo_tui.e2ee.session import Session
from heimo_tui.services.messages.rules.times import MOST_SESSIONS, OLD_SESSION_SECONDS
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import SessionRow


def opened(row: SessionRow) -> Session:
    """The session of a row; raises StoreProblem."""
    return Session.from_bytes(row.state.reveal())


def kept(session: Session) -> SecretBytes:
    """A session as the vault keeps it."""
    return SecretBytes(session.to_bytes())


def sending(tables: Tables, conversation: bytes) -> SessionRow | None:
    """The session that messages go out in, or None where there is none."""
    rows = tables.mail.sessions.of(conversation)
    return rows[0] if rows else None


def begin(tables: Tables, conversation: bytes, session: Session, ek: bytes, *, mine: bool, now: float) -> None:
    """Put a new session first; the others only read what was on its way, for some days.

    Where both sides began one at the same time, the one of the smaller `ek` sends on both sides.
    """
    rows = tables.mail.sessions.of(conversation)
    top = rows[0].rank if rows else 0
    rival = next((row for row in rows if row.mine and not row.heard and row.until is None), None)
    rank = top + 1
    if rival is not None and not mine and rival.ek < ek:
        tables.mail.sessions.save(replace(rival, rank=top + 2))
    for row in rows:
        if row is not rival and row.until is None:
            tables.mail.sessions.save(replace(row, until=now + OLD_SESSION_SECONDS))
    if rival is not None and mine:
        tables.mail.sessions.save(replace(rival, until=now + OLD_SESSION_SECONDS))
    tables.mail.sessions.save(
        SessionRow(
            sid=session.sid,
            conversation=conversation,
            state=kept(session),
            ek=ek,
            rank=rank,
            mine=mine,
            heard=not mine,
        )
    )
    for row in tables.mail.sessions.of(conversation)[MOST_SESSIONS:]:
        tables.mail.sessions.drop(row.sid)


def is_current(row: SessionRow) -> bool:
    """Whether a session is in use, and does not only read what was on its way."""
    return row.until is None


def retire(tables: Tables, conversation: bytes, now: float) -> None:
    """Let every session only read what was on its way, for some days: the other side has none of them any more."""
    for row in tables.mail.sessions.of(conversation):
        if is_current(row):
            tables.mail.sessions.save(replace(row, until=now + OLD_SESSION_SECONDS))


def heard(tables: Tables, row: SessionRow, session: Session) -> None:
    """Keep a session after it decrypted something: of those in use, it is the one that sends from now on."""
    rows = tables.mail.sessions.of(row.conversation)
    rank = row.rank
    if row.until is None and rows[0].sid != row.sid and not _leads(rows[0]):
        rank = rows[0].rank + 1
    tables.mail.sessions.save(replace(row, state=kept(session), rank=rank, heard=True))


def _leads(first: SessionRow) -> bool:
    """Whether a session that nobody answered yet goes on being the one that sends: it was begun to replace others."""
    return first.mine and not first.heard
