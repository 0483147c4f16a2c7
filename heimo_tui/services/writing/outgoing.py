"""How what is still on its way looks: beside what is published, and in a list of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from heimo_protocol.events import EditBody, Event, Kind, Need, PostBody, ReactionBody, ReplyBody
from heimo_tui.core.threads import Item, Reacting, quote_view, title_of
from heimo_tui.core.views import Delivery, NameView, PendingView, PostView, QuoteView, ThreadRow, ThreadView
from heimo_tui.services.reading.naming import Names
from heimo_tui.services.writing.signing import event_of
from heimo_tui.vault.tables import OutboxRow, OutboxState, Tables

_SHOWN = frozenset({Kind.POST, Kind.REPLY, Kind.EDIT})
_DELIVERY = {
    OutboxState.HOLDING: Delivery.HOLDING,
    OutboxState.QUEUED: Delivery.QUEUED,
    OutboxState.SENDING: Delivery.SENDING,
    OutboxState.HELD: Delivery.HELD,
    OutboxState.RETURNED: Delivery.RETURNED,
    OutboxState.REFUSED: Delivery.REFUSED,
}


Words = PostBody | ReplyBody | EditBody


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An event on its way, opened."""

    row: OutboxRow
    event: Event
    body: Words


def outgoing(tables: Tables, circle: bytes | None = None) -> list[Outgoing]:
    """Posts, replies and edits on their way, oldest first."""
    found = []
    for row in tables.outbox.all(circle):
        event = event_of(row)
        if event.kind in _SHOWN:
            found.append(Outgoing(row, event, words_of(event)))
    return found


def reacting(tables: Tables, circle: bytes) -> list[Reacting]:
    """Reactions on their way, oldest first."""
    events = [event_of(row) for row in tables.outbox.all(circle)]
    return [
        Reacting(event.parent, event.author, body.code.value, body.off)
        for event in events
        if event.kind is Kind.REACTION and event.parent is not None
        for body in (event.open_body(ReactionBody),)
    ]


def words_of(event: Event) -> Words:
    """The body of a post, reply or edit."""
    match event.kind:
        case Kind.REPLY:
            return event.open_body(ReplyBody)
        case Kind.EDIT:
            return event.open_body(EditBody)
        case _:
            return event.open_body(PostBody)


def delivery_of(row: OutboxRow, now: float) -> Delivery:
    """Where an event stands; a hold that is over waits to be sent."""
    if row.state is OutboxState.HOLDING and row.hold_until <= now:
        return Delivery.QUEUED
    return _DELIVERY[row.state]


def hold_left(row: OutboxRow, now: float) -> int:
    """Seconds that the hold still lasts, rounded up."""
    return max(0, -int(-(row.hold_until - now) // 1)) if row.state is OutboxState.HOLDING else 0


def pending_view(one: Outgoing, thread: bytes | None, now: float) -> PendingView:
    """A line of the outbox."""
    return PendingView(
        id=one.row.event_id,
        circle=one.row.circle_id,
        thread=thread,
        start=title_of(one.body.text),
        delivery=delivery_of(one.row, now),
        hold_left=hold_left(one.row, now),
        code=one.row.error,
        words=one.row.words,
        minutes=one.event.minutes,
    )


def post_view(one: Outgoing, name: NameView, quote: QuoteView | None, now: float) -> PostView:
    """The text as it will be read, with where it stands."""
    post = one.body if isinstance(one.body, PostBody) else None
    return PostView(
        id=one.row.event_id,
        author=name,
        text=one.body.text,
        minutes=one.event.minutes,
        need=None if post is None else post.need,
        notes=() if post is None else tuple(post.notes),
        quote=quote,
        mine=True,
        delivery=delivery_of(one.row, now),
        hold_left=hold_left(one.row, now),
        code=one.row.error,
        words=one.row.words,
    )


def row_view(one: Outgoing, name: NameView, now: float) -> ThreadRow | None:
    """A new post as a list shows it before others can."""
    if not isinstance(one.body, PostBody):
        return None
    return ThreadRow(
        id=one.row.event_id,
        title=title_of(one.body.text),
        author=name,
        minutes=one.event.minutes,
        active=one.event.minutes,
        need=one.body.need,
        notes=tuple(one.body.notes),
        replies=0,
        new_replies=0,
        been_there=0,
        unread=False,
        waiting=one.body.need is not Need.NONE,
        mine=True,
        kept=False,
        fold=None,
        delivery=delivery_of(one.row, now),
    )


def with_outgoing(view: ThreadView, ones: Sequence[Outgoing], names: Names, now: float) -> ThreadView:
    """A thread with the replies and edits that are still on their way."""
    posts = {post.id: post for post in (view.root, *view.replies)}
    items = {post.id: Item(post.id, 0, post.author.key, post.minutes, post.text or None) for post in posts.values()}
    replies = list(view.replies)
    root = view.root
    for one in ones:
        if one.event.kind is Kind.REPLY and one.event.parent == view.id and isinstance(one.body, ReplyBody):
            quote = None if one.body.quote is None else quote_view(one.body.quote, items, names)
            replies.append(post_view(one, names(one.event.author), quote, now))
        elif one.event.kind is Kind.EDIT and one.event.parent in posts:
            shown = _edited(posts[one.event.parent], one, now)
            root = shown if root.id == shown.id else root
            replies = [shown if reply.id == shown.id else reply for reply in replies]
    return replace(view, root=root, replies=tuple(replies))


def _edited(post: PostView, one: Outgoing, now: float) -> PostView:
    edit = one.body if isinstance(one.body, EditBody) and one.body.thread is None else None
    return replace(
        post,
        text=one.body.text,
        need=post.need if edit is None else edit.need,
        notes=post.notes if edit is None else tuple(edit.notes),
        edited=True,
        delivery=delivery_of(one.row, now),
        hold_left=hold_left(one.row, now),
        code=one.row.error,
        words=one.row.words,
    )
