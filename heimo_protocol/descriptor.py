"""What a server says of itself, signed with its root key, and the address that leads a person to it."""

import hashlib
from enum import IntFlag

import msgspec

from heimo_protocol import text
from heimo_protocol.encoding import BadEncoding, decode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import MAX_COMMUNITY_NAME_CHARS, MAX_EARLIER, ServerLimits
from heimo_protocol.signing import Envelope, h256

VERSION = 1
FACE_SIZE = 8
"""Bytes of a descriptor's hash that events and later descriptors carry."""


class ServerMode(IntFlag):
    """How a server can be reached and joined."""

    INVITE_ONLY = 1
    ONION_ONLY = 2


class TokenKey(msgspec.Struct, frozen=True, array_like=True):
    """A token key of the server: type, epoch (unix day // 7) and the public key, 32 bytes."""

    type: int
    epoch: int
    public: bytes


class Descriptor(msgspec.Struct, frozen=True, kw_only=True):
    """The server's keys, limits and name (protocol section 4). `issued` is in days since 1970-01-01.

    `seq` counts from 0. `earlier` are the first 8 bytes of the hashes of the descriptors before, oldest first: all of
    them, or the last MAX_EARLIER. So whoever reads an event can tell whether its author was shown another server.
    """

    v: int = VERSION
    root: bytes
    seq: int
    issued: int
    urls: list[str]
    kvac: bytes
    cred_epoch: int
    tokens: list[TokenKey]
    frank: bytes
    limits: ServerLimits
    name: str
    mode: int
    earlier: list[bytes] = []

    @property
    def history(self) -> dict[int, bytes]:
        """The earlier descriptors' first 8 bytes of hash, by their number."""
        return dict(enumerate(self.earlier, start=self.seq - len(self.earlier)))

    def continues(self, known: "Descriptor", known_hash: bytes) -> bool:
        """Whether an older one, with its hash of 32 bytes, and all before that one have their place in this history."""
        own = self.history
        before = known.history | {known.seq: known_hash[:FACE_SIZE]}
        return all(own.get(number, face) == face for number, face in before.items())

    @property
    def server_id(self) -> bytes:
        """The server's name in every key and hash, 32 bytes."""
        return server_id(self.root)


def server_id(root: bytes) -> bytes:
    """The id of the server with this root key, 32 bytes."""
    return h256("server-id", root)


def open_descriptor(data: bytes, root: bytes | None = None) -> tuple[Descriptor, bytes]:
    """Read a signed descriptor; returns it with its hash dh (32 bytes).

    `root` is the pinned root key, or None at the very first contact.
    Raises Refusal with SIG_INVALID, also where the root is not the pinned one, BAD_ENCODING or TOO_LARGE.
    """
    envelope = Envelope.from_bytes(data)
    if root is None:
        root = decode(envelope.payload, _Root).root
    descriptor = envelope.open(root, "descriptor", Descriptor)
    if descriptor.root != root or descriptor.v != VERSION:
        raise Refusal(Code.SIG_INVALID, "descriptor of another server or version")
    if len(descriptor.earlier) != min(descriptor.seq, MAX_EARLIER) or any(
        len(face) != FACE_SIZE for face in descriptor.earlier
    ):
        raise BadEncoding("descriptor history")
    text.require(descriptor.name, what="community name", max_chars=MAX_COMMUNITY_NAME_CHARS)
    if not text.is_one_line(descriptor.name):
        raise BadEncoding("community name has several lines")
    return descriptor, hashlib.sha256(envelope.payload).digest()


class _Root(msgspec.Struct, frozen=True):
    root: bytes
