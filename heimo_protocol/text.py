"""What people may write: normalised, and without characters that fool a terminal."""

import re
import unicodedata

from heimo_protocol.errors import Code, Refusal

REFUSED = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control, bidi-override and surrogate code points; line feed and tab are allowed."""


_BREAKS = re.compile("[\n\t\u2028\u2029]")


def is_one_line(text: str) -> bool:
    """Whether nothing in `text` breaks a line or jumps within it."""
    return _BREAKS.search(text) is None


def has_word(text: str, *words: str) -> bool:
    """Whether a word of `text` begins with one of `words`, whatever the case, as languages with endings need it."""
    wanted = [re.escape(word) for word in (_folded(word).strip() for word in words) if word]
    return bool(wanted) and re.search(rf"(?<!\w)(?:{'|'.join(wanted)})", _folded(text)) is not None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def clean(text: str) -> str:
    """Return `text` as it may be sent: NFC, line feeds only, refused characters left out."""
    return REFUSED.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def require(text: str, *, what: str, max_bytes: int | None = None, max_chars: int | None = None) -> None:
    """Check text that came from another party.

    Raises Refusal with BAD_ENCODING for refused or unnormalised characters, TOO_LARGE for size.
    """
    if REFUSED.search(text) or not unicodedata.is_normalized("NFC", text):
        raise Refusal(Code.BAD_ENCODING, f"{what} has refused characters")
    if max_bytes is not None and len(text.encode()) > max_bytes:
        raise Refusal(Code.TOO_LARGE, f"{what} is over {max_bytes} bytes")
    if max_chars is not None and len(text) > max_chars:
        raise Refusal(Code.TOO_LARGE, f"{what} is over {max_chars} characters")
