"""From a draft to the body of an event."""

from __future__ import annotations

from heimo_protocol import text
from heimo_protocol.events import Body, EditBody, Kind, PostBody, Quote, ReplyBody
from heimo_protocol.limits import MAX_POST_BYTES
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.errors import BadInput
from heimo_tui.vault.tables import EventRow

KIND_OF = {DraftKind.POST: Kind.POST, DraftKind.REPLY: Kind.REPLY, DraftKind.EDIT: Kind.EDIT}


def clean_text(words: str) -> str:
    """A text as it travels: normalised, without trailing space."""
    return text.clean(words).strip()


def require_words(draft: Draft) -> str:
    """The words of a draft as they travel; raises BadInput: empty, too_long."""
    words = clean_text(draft.text)
    if not words:
        raise BadInput("empty", field="text")
    if len(words.encode()) > MAX_POST_BYTES:
        raise BadInput("too_long", field="text", value=str(len(words.encode())))
    return words


def body_of(draft: Draft, target: EventRow | None) -> Body:
    """The body that a draft becomes; `target` is what an EDIT changes.

    Raises BadInput: empty, too_long, no_parent, not_yours.
    """
    words = require_words(draft)
    quote = None if draft.quote is None else Quote(draft.quote.event, draft.quote.start, draft.quote.end)
    match draft.kind:
        case DraftKind.POST:
            return PostBody(text=words, need=draft.need, notes=list(draft.notes))
        case DraftKind.REPLY:
            if draft.parent is None:
                raise BadInput("no_parent")
            return ReplyBody(text=words, quote=quote)
        case DraftKind.EDIT:
            if target is None:
                raise BadInput("not_yours")
            if target.kind == Kind.REPLY:
                return EditBody(text=words, quote=quote, thread=target.thread)
            return EditBody(text=words, need=draft.need, notes=list(draft.notes))
