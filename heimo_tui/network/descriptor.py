"""Fetching a server's signed descriptor (PROTOCOL 4)."""

from __future__ import annotations

from dataclasses import dataclass, field

from heimo_protocol.descriptor import Descriptor, open_descriptor
from heimo_protocol.errors import Code, Refusal
from heimo_tui.core.errors import Incompatible, Tampering, Unreachable
from heimo_tui.network.contexts import PUBLIC, Contexts

PATH = "/.well-known/heimo"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A descriptor whose signature holds: content, hash dh (32 bytes) and bytes as received."""

    descriptor: Descriptor
    hash: bytes
    data: bytes = field(repr=False)


async def fetch(contexts: Contexts, root: bytes | None = None) -> Fetched:
    """Ask for the descriptor; `root` is the pinned key (32 bytes), or None at the very first contact.

    Raises Tampering("foreign_root") where another key signed it, Incompatible, Unreachable.
    """
    reply = await contexts.client(PUBLIC).get(PATH)
    if reply.status in (429, 500, 502, 503, 504):
        raise Unreachable("server")
    if reply.status != 200:
        raise Incompatible("not_heimo", detail=str(reply.status))
    return read(reply.body, root)


def read(data: bytes, root: bytes | None) -> Fetched:
    """Check a descriptor as received; raises as `fetch` does."""
    try:
        descriptor, digest = open_descriptor(data, root)
    except Refusal as problem:
        if problem.code == Code.SIG_INVALID and root is not None:
            raise Tampering("foreign_root") from None
        raise Incompatible("not_heimo", detail=problem.detail) from None
    return Fetched(descriptor, digest, data)
