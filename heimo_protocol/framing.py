"""Bodies in a few sizes, so that lengths tell little: u32 length, content, zeros (section 5.1)."""

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import BODY_CLASSES

_PREFIX = 4
MAX_CONTENT = BODY_CLASSES[-1] - _PREFIX


def pack(content: bytes, *, least: int = 0) -> bytes:
    """Pad to the next body class of at least `least` bytes; raises Refusal with TOO_LARGE."""
    for size in BODY_CLASSES:
        if max(len(content) + _PREFIX, least) <= size:
            return (len(content).to_bytes(_PREFIX, "big") + content).ljust(size, b"\0")
    raise Refusal(Code.TOO_LARGE, f"content is over {MAX_CONTENT} bytes")


def unpack(body: bytes, *, least: int = 0) -> bytes:
    """Return the content of a body that was padded with the same `least`; raises Refusal with BAD_FRAME."""
    if len(body) not in BODY_CLASSES:
        raise Refusal(Code.BAD_FRAME, "not a body class")
    size = int.from_bytes(body[:_PREFIX], "big")
    end = _PREFIX + size
    if end > len(body) or body[end:] != bytes(len(body) - end):
        raise Refusal(Code.BAD_FRAME, "length or padding")
    smaller = [c for c in BODY_CLASSES if c < len(body)]
    if smaller and max(end, least) <= smaller[-1]:
        raise Refusal(Code.BAD_FRAME, "not the smallest class")
    return body[_PREFIX:end]
