"""The kinds of events and what each says: bodies, reasons and reactions (protocol section 9.2)."""

from enum import IntEnum, StrEnum

import msgspec

from heimo_protocol import limits, text
from heimo_protocol.circles import CircleSettings
from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.signing import ID_SIZE, KEY_SIZE


class Kind(IntEnum):
    """What an event does."""

    POST = 1
    REPLY = 2
    EDIT = 3
    DELETE = 4
    REACTION = 5
    CARD = 6
    MODERATION = 7
    IDENTITY_CHANGED = 8
    LEAVE = 9
    NOTE = 11
    SETTINGS = 12


class Need(StrEnum):
    """What the writer of a post hopes for."""

    LISTEN = "listen"
    ASK = "ask"
    IDEAS = "ideas"
    NONE = "none"


class Reaction(StrEnum):
    """The four things one can say without words of one's own."""

    BEEN_THERE = "been_there"
    HEAR_YOU = "hear_you"
    WITH_YOU = "with_you"
    THANK_YOU = "thank_you"


class Action(IntEnum):
    """What a moderator decides; for GRANT and REVOKE the owner or a steward, for ENTRUST the owner alone.

    KEEP answers the reports about an event, which stays, or the appeal against a decision, which stands. ENTRUST makes
    a moderator a steward, who may also change the settings, choose moderators and ban them.
    """

    HIDE = 1
    UNHIDE = 2
    BAN = 3
    UNBAN = 4
    GRANT = 5
    REVOKE = 6
    LOCK = 7
    SLOW = 8
    ADMIT = 9
    RETURN = 10
    UNLOCK = 11
    KEEP = 12
    ENTRUST = 13


class Quote(msgspec.Struct, frozen=True, array_like=True):
    """Characters `start` to `end` (code points) of the text of another event of the thread."""

    event: bytes
    start: int
    end: int


class PostBody(msgspec.Struct, frozen=True, kw_only=True):
    """A post. An empty `text` is refused."""

    text: str
    need: Need
    notes: list[str] = []
    lang: str = ""


class ReplyBody(msgspec.Struct, frozen=True, kw_only=True):
    """A reply, with the words it answers where it quotes some."""

    text: str
    quote: Quote | None = None


class EditBody(msgspec.Struct, frozen=True, kw_only=True):
    """New words in the place of a post or reply, whose own are erased.

    Whoever reads later knows the edited event by this alone. `thread` is the post in whose thread an edited reply
    stands; then there are no need, notes and language. It is None where a post was edited; then there is no quote.
    """

    text: str
    need: Need | None = None
    notes: list[str] = []
    lang: str = ""
    quote: Quote | None = None
    thread: bytes | None = None


class ReactionBody(msgspec.Struct, frozen=True, kw_only=True):
    """A reaction; the same one again by the same name changes nothing, `off` takes it back."""

    code: Reaction
    off: bool = False


class CardBody(msgspec.Struct, frozen=True, kw_only=True):
    """The author's card: its signed envelope (see heimo_protocol.cards)."""

    card: bytes


class ModerationBody(msgspec.Struct, frozen=True, kw_only=True):
    """A decision. `target` is an event id (16 bytes) or a name's key (32 bytes).

    `until` is in hours since 1970-01-01 for BAN (0: for good) and in seconds for SLOW. `words` is the reason as
    the author of the target will read it.
    """

    action: Action
    target: bytes
    until: int = 0
    reason: str = ""
    words: str = ""


class NoteBody(msgspec.Struct, frozen=True, kw_only=True):
    """Content notes that a moderator sets on the parent event."""

    notes: list[str]


class SettingsBody(msgspec.Struct, frozen=True, kw_only=True):
    """New settings of the circle, by its owner or a steward."""

    settings: CircleSettings


class EmptyBody(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing more to say: DELETE, LEAVE and IDENTITY_CHANGED."""


Body = PostBody | ReplyBody | EditBody | ReactionBody | CardBody | ModerationBody | NoteBody | SettingsBody | EmptyBody

BODY_OF: dict[Kind, type[Body]] = {
    Kind.POST: PostBody,
    Kind.REPLY: ReplyBody,
    Kind.EDIT: EditBody,
    Kind.DELETE: EmptyBody,
    Kind.REACTION: ReactionBody,
    Kind.CARD: CardBody,
    Kind.MODERATION: ModerationBody,
    Kind.IDENTITY_CHANGED: EmptyBody,
    Kind.LEAVE: EmptyBody,
    Kind.NOTE: NoteBody,
    Kind.SETTINGS: SettingsBody,
}
"""The body that each kind carries."""

NEEDS_PARENT = frozenset({Kind.REPLY, Kind.EDIT, Kind.DELETE, Kind.REACTION, Kind.NOTE})


def require_body(body: Body) -> None:
    """Check the texts, lists and ids of a body; raises Refusal with BAD_ENCODING or TOO_LARGE."""
    match body:
        case PostBody() | ReplyBody() | EditBody():
            _require_words(body)
        case NoteBody():
            _require_notes(body.notes)
        case ModerationBody():
            text.require(body.words, what="reason", max_chars=limits.MAX_REASON_CHARS)
            text.require(body.reason, what="reason code", max_chars=32)
            if len(body.target) not in (ID_SIZE, KEY_SIZE) or body.until < 0:
                raise BadEncoding("moderation target")
        case SettingsBody():
            body.settings.require_valid()
        case _:
            pass


def _require_words(body: PostBody | ReplyBody | EditBody) -> None:
    text.require(body.text, what="text", max_bytes=limits.MAX_POST_BYTES)
    if not body.text.strip():
        raise BadEncoding("empty text")
    if isinstance(body, PostBody | EditBody):
        _require_notes(body.notes)
        text.require(body.lang, what="language", max_chars=8)
    if isinstance(body, ReplyBody | EditBody):
        _require_quote(body.quote)
    if isinstance(body, EditBody):
        _require_either(body)


def _require_either(body: EditBody) -> None:
    """An edit is of a post or of a reply, and carries what that kind carries."""
    if body.thread is None:
        if body.need is None or body.quote is not None:
            raise BadEncoding("edit of a post")
    elif len(body.thread) != ID_SIZE or body.need is not None or body.notes or body.lang:
        raise BadEncoding("edit of a reply")


def _require_quote(quote: Quote | None) -> None:
    if quote is not None and not (
        len(quote.event) == ID_SIZE and 0 <= quote.start < quote.end <= limits.MAX_POST_BYTES
    ):
        raise BadEncoding("quote")


def _require_notes(notes: list[str]) -> None:
    if len(notes) > limits.MAX_NOTES:
        raise Refusal(Code.TOO_LARGE, f"more than {limits.MAX_NOTES} notes")
    for note in notes:
        text.require(note, what="note", max_chars=limits.MAX_NOTE_CHARS)
        if not text.is_one_line(note):
            raise BadEncoding("note has several lines")
