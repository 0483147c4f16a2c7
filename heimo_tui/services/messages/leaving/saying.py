"""Putting something to be said into its frame: new session, frame and line are on the disk in one transaction."""

from __future__ import annotations

import secrets

from heimo_protocol.encoding import encode
from heimo_protocol.mail import Content, ContentType
from heimo_protocol.signing import ID_SIZE
from heimo_tui.core.conversations import Line, Mark, Standing
from heimo_tui.core.errors import BadInput
from heimo_tui.e2ee.messages import encrypt
from heimo_tui.services.messages import sessions
from heimo_tui.services.messages.ground import Scene
from heimo_tui.services.messages.rules.times import HISTORY_SECONDS
from heimo_tui.services.messages.supply.franking import franker
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import Conversation, FrameRow, LineRow


def new_id() -> bytes:
    """An id for a message, or for a line."""
    return secrets.token_bytes(ID_SIZE)


def make(scene: Scene, kind: ContentType, id: bytes | None = None, **fields: object) -> Content:
    """A message of this moment; `fields` as Content has them."""
    return Content(type=int(kind), id=id or new_id(), minutes=scene.minutes(), **fields)  # type: ignore[arg-type]  # as Content


def require_open(conversation: Conversation) -> None:
    """Raise BadInput("not_open") where nothing can be said; "moved" where another computer talks there now."""
    if conversation.moved:
        raise BadInput("moved")
    if conversation.standing not in (Standing.OPEN, Standing.CHANGED):
        raise BadInput("not_open")


def put(tables: Tables, scene: Scene, conversation: Conversation, content: Content) -> None:
    """Encrypt a message to the other side, and let its frame wait behind those before it.

    Raises BadInput("no_session") where there is no session to send in.
    """
    row = sessions.sending(tables, conversation.id)
    if row is None:
        raise BadInput("no_session")
    sealed = encrypt(
        sessions.opened(row),
        encode(content),
        franker(tables, scene),
        circle=scene.id,
        recipient=conversation.peer,
        day=scene.day,
    )
    tables.mail.sessions.keep(row.sid, sessions.kept(sealed.session))
    message = content.id if content.type == ContentType.TEXT else None
    tables.mail.outgoing.add(
        FrameRow(conversation=conversation.id, message=message, sid=row.sid, frame=sealed.frame, c2=sealed.c2)
    )


def say(tables: Tables, scene: Scene, conversation: Conversation, text: str, reply_to: bytes | None) -> bytes:
    """Put a text into its frame and show it as a line; returns its id."""
    content = make(scene, ContentType.TEXT, text=text, reply_to=reply_to, expiry=conversation.timer)
    put(tables, scene, conversation, content)
    note(
        tables,
        scene.now,
        conversation.id,
        Line.TEXT,
        id=content.id,
        mine=True,
        text=text,
        minutes=content.minutes,
        reply=reply_to,
        mark=Mark.QUEUED,
        expiry=conversation.timer,
    )
    tables.mail.conversations.touch(conversation.id, scene.now)
    return content.id


def note(
    tables: Tables,
    now: float,
    conversation: bytes,
    kind: Line,
    *,
    id: bytes | None = None,
    mine: bool = False,
    text: str = "",
    minutes: int | None = None,
    reply: bytes | None = None,
    mark: Mark | None = None,
    value: int = 0,
    expiry: int = 0,
) -> bool:
    """Put a line at the end of a conversation; false where it is there already."""
    line = LineRow(
        message=id or new_id(),
        kind=kind,
        mine=mine,
        text=text,
        minutes=int(now // 60) if minutes is None else minutes,
        reply=reply,
        mark=mark,
        value=value,
        expiry=expiry,
        at=now,
        gone_at=now + HISTORY_SECONDS,
    )
    return tables.mail.lines.add(conversation, line)
