"""What somebody says against a decision about them, as moderators read it (protocol section 15.5)."""

from typing import Final

import msgspec

APPEAL_BYTES: Final = 16384
"""What an appeal is padded to before it is sealed: room for the words and for the text that was removed."""


class Appeal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`text` is why, at most MAX_APPEAL_CHARS; `original` the words that were removed, as their writer kept them."""

    v: int = 1
    circle: bytes
    decision: bytes
    text: str
    original: str = ""
