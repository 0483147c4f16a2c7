"""What a circle is: its signed beginning and the settings that its owner may change."""

import hashlib
from enum import IntEnum

import msgspec

from heimo_protocol import limits, text
from heimo_protocol.encoding import BadEncoding, decode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.signing import ID_SIZE, KEY_SIZE, Envelope, verify

GENESIS_KIND = 10


class OnceNames(IntEnum):
    """Whether a circle takes one-time names (protocol section 7.8)."""

    OFF = 0
    HELD = 1
    ON = 2


class CircleSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What the owner may change later with a SETTINGS event; part of the genesis at first.

    `rules` are at most five lines. `notes` are the content notes offered here. `hold_first` keeps a name's first
    post for a moderator. `hold_harm` asks members' programs to let a moderator first read words that push somebody
    towards harm; it is they who see to it, since the server judges no text. `slow_seconds` is the pause between two
    posts of one name, 0 for none. A text with a word that begins like one of `held_words` waits for a moderator, and
    with `ban_by_two` a ban over PAUSE_MOST_HOURS needs the word of two moderators, or of the owner.
    """

    name: str
    about: str = ""
    rules: str = ""
    lang: str = "en"
    notes: list[str] = []
    private: bool = False
    open_reading: bool = True
    requests: bool = True
    hold_first: bool = False
    hold_harm: bool = True
    once: int = OnceNames.HELD
    retention_days: int = limits.RETENTION_DAYS
    slow_seconds: int = 0
    held_words: list[str] = []
    ban_by_two: bool = False

    def require_valid(self) -> None:
        """Check every field's size; raises Refusal with TOO_LARGE or BAD_ENCODING."""
        text.require(self.name, what="circle name", max_chars=limits.MAX_CIRCLE_NAME_CHARS)
        text.require(self.about, what="circle purpose", max_chars=limits.MAX_ABOUT_CHARS)
        text.require(self.rules, what="circle rules", max_bytes=limits.MAX_RULES_BYTES)
        text.require(self.lang, what="language", max_chars=8)
        if not self.name.strip() or not text.is_one_line(self.name) or not text.is_one_line(self.about):
            raise BadEncoding("circle name or purpose")
        if self.rules.count("\n") >= limits.MAX_RULE_LINES:
            raise Refusal(Code.TOO_LARGE, f"rules have more than {limits.MAX_RULE_LINES} lines")
        for note in self.notes:
            text.require(note, what="note", max_chars=limits.MAX_NOTE_CHARS)
            if not text.is_one_line(note):
                raise BadEncoding("note has several lines")
        self._require_held_words()
        if len(self.notes) > limits.MAX_NOTE_CODES or self.once not in list(OnceNames):
            raise BadEncoding("circle notes or one-time names")
        if not 0 <= self.slow_seconds <= 86_400 or not 1 <= self.retention_days <= 3650:
            raise BadEncoding("circle times")

    def _require_held_words(self) -> None:
        if len(self.held_words) > limits.MAX_HELD_WORDS:
            raise Refusal(Code.TOO_LARGE, f"more than {limits.MAX_HELD_WORDS} held words")
        for word in self.held_words:
            text.require(word, what="held word", max_chars=limits.MAX_HELD_WORD_CHARS)
            if not word.strip() or not text.is_one_line(word):
                raise BadEncoding("held word")


class Genesis(msgspec.Struct, frozen=True, kw_only=True):
    """A circle's beginning, signed by its owner under the label "genesis" (protocol section 9.1).

    `space` joins circles of one moderator team: names inside it are one, and so are bans. None: its own.
    """

    v: int = 1
    kind: int = GENESIS_KIND
    owner: bytes
    random: bytes
    server: bytes
    space: bytes | None
    moderators: list[bytes]
    settings: CircleSettings


class Circle(msgspec.Struct, frozen=True, kw_only=True):
    """An opened genesis: the circle's id (16 bytes), first log head (32 bytes) and content."""

    id: bytes
    first_head: bytes
    genesis: Genesis

    @property
    def space(self) -> bytes:
        """The id that names and bans count in, 16 bytes."""
        return self.genesis.space or self.id


def open_genesis(data: bytes, server_id: bytes) -> Circle:
    """Read a signed genesis of this server.

    Raises Refusal with SIG_INVALID or BAD_ENCODING.
    """
    envelope = Envelope.from_bytes(data)
    unverified = decode(envelope.payload, Genesis)
    verify(unverified.owner, "genesis", envelope.payload, envelope.signature)
    if unverified.kind != GENESIS_KIND or unverified.v != 1 or unverified.server != server_id:
        raise Refusal(Code.SIG_INVALID, "genesis of another server or version")
    if unverified.space is not None and len(unverified.space) != ID_SIZE:
        raise BadEncoding("space id")
    if any(len(key) != KEY_SIZE for key in unverified.moderators):
        raise BadEncoding("moderator key")
    unverified.settings.require_valid()
    head = hashlib.sha256(envelope.payload).digest()
    return Circle(id=head[:ID_SIZE], first_head=head, genesis=unverified)
