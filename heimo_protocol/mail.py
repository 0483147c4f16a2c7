"""What two people say to each other, before it is sealed and after it was opened (protocol sections 11.1 and 14)."""

from enum import IntEnum
from typing import Final

import msgspec

from heimo_protocol import limits, text
from heimo_protocol.encoding import BadEncoding, decode
from heimo_protocol.signing import ID_SIZE

CLAIM_SIZE: Final = 32
MINUTES_GRID: Final = 5
"""A message's time is floored to this many minutes."""

TIMERS: Final = (0, 3600, 86_400, 7 * 86_400, 30 * 86_400)
"""Seconds after which messages vanish on both sides, if both agreed; 0 is never."""


class ContentType(IntEnum):
    """What a message does; a reader shows those it does not know as such."""

    REQUEST = 1
    """`text` (at most REQUEST_TEXT_CHARS) asks for contact; answers go to `queue`."""

    ACCEPT = 2
    """Yes; messages go to `queue` from now on."""

    QUEUE = 3
    """The sender now listens at `queue`."""

    TEXT = 4
    """`text`, perhaps as an answer to the message `reply_to`; it vanishes `expiry` seconds after it was shown."""

    RECEIPT = 5
    """The messages `ids` have arrived."""

    RESET = 6
    """The sender began the session anew; `queue` is where it listens."""

    DELETE = 7
    """The sender takes back its messages `ids`."""

    CARD = 8
    """The sender's new signed `card`."""

    COVER = 9
    """Nothing: it hides when somebody writes."""

    TIMER = 10
    """The sender wishes `expiry` seconds for this conversation; it holds once both said the same."""


class Address(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A queue and what the first frame into it must carry: `qid` 16, `claim` 32, both secret."""

    qid: bytes
    claim: bytes

    def __repr__(self) -> str:
        return "Address(<hidden>)"


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """One message. `id` 16 random bytes; `minutes` since 1970-01-01, floored to MINUTES_GRID; see ContentType."""

    type: int
    id: bytes
    minutes: int
    text: str = ""
    queue: Address | None = None
    reply_to: bytes | None = None
    expiry: int = 0
    ids: list[bytes] = []
    card: bytes | None = None

    def __repr__(self) -> str:
        return f"Content({self.type})"


def read_content(data: bytes) -> Content:
    """Read what came out of a frame, strictly for the types known here.

    Raises Refusal with BAD_ENCODING or TOO_LARGE.
    """
    content = decode(data, Content)
    if len(content.id) != ID_SIZE or not 0 <= content.minutes < 2**31:
        raise BadEncoding("message fields")
    if content.queue is not None and (len(content.queue.qid), len(content.queue.claim)) != (ID_SIZE, CLAIM_SIZE):
        raise BadEncoding("queue address")
    if content.reply_to is not None and len(content.reply_to) != ID_SIZE:
        raise BadEncoding("reply")
    if len(content.ids) > limits.MAX_RECEIPT_IDS or any(len(one) != ID_SIZE for one in content.ids):
        raise BadEncoding("message ids")
    _require_fields(content)
    return content


def _require_fields(content: Content) -> None:
    """What a message of its type must have."""
    match content.type:
        case ContentType.REQUEST | ContentType.ACCEPT | ContentType.QUEUE | ContentType.RESET:
            if content.queue is None:
                raise BadEncoding("no queue")
        case ContentType.CARD if content.card is None:
            raise BadEncoding("no card")
        case ContentType.TEXT if not content.text.strip():
            raise BadEncoding("no text")
    if content.type == ContentType.REQUEST:
        text.require(content.text, what="request", max_chars=limits.REQUEST_TEXT_CHARS)
    else:
        text.require(content.text, what="message", max_bytes=limits.MAX_MESSAGE_BYTES)
    if content.type in (ContentType.TEXT, ContentType.TIMER) and content.expiry not in TIMERS:
        raise BadEncoding("timer")


class Opening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What goes before the first frame of a session (section 11.1): the sender's `card`, X25519 `ek` 32, `ct` 1088.

    `bundle` is the number of the recipient's bundle; `reset_of` (16) the session that this one replaces.
    """

    v: int = 1
    circle: bytes
    card: bytes
    ek: bytes
    ct: bytes
    bundle: int
    reset_of: bytes | None = None
