"""Requests and responses around every operation, and the signature that replaces a session (section 5.2)."""

import hashlib
from enum import IntEnum

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.signing import KEY_SIZE, SIGNATURE_SIZE, lp, public_bytes, sign, verify

NONCE_SIZE = 16


class Mode(IntEnum):
    """The role in which a request is signed."""

    ACCOUNT = 1
    NAME = 2
    QUEUE_RECEIVER = 3
    QUEUE_SENDER = 4


class Auth(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who asks, in which role, when (unix seconds), signed."""

    mode: Mode
    key: bytes
    time: int
    nonce: bytes
    sig: bytes


class SpentToken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A token that pays for a nameless request (section 8)."""

    type: int
    epoch: int
    nonce: bytes
    mac: bytes


class Request(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`args` is the encoding of the operation's arguments; signatures cover these bytes."""

    args: bytes
    auth: Auth | None = None
    token: SpentToken | None = None


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """`result` is the encoding of the operation's result where ok. `time` is the server's, in unix seconds."""

    ok: bool
    time: int
    result: bytes | None = None
    code: str = ""
    detail: str = ""
    retry_after: int | None = None
    value: int | None = None


def op_digest(op: str, args: bytes) -> bytes:
    """What a signature or token binds a request to: SHA-256(lp(op) || lp(args)), 32 bytes."""
    return hashlib.sha256(lp(op.encode()) + lp(args)).digest()


def authenticate(
    private: Ed25519PrivateKey, mode: Mode, *, server_id: bytes, op: str, args: bytes, time: int, nonce: bytes
) -> Auth:
    """Sign a request of these arguments for this server."""
    message = _message(server_id, mode, op_digest(op, args), time, nonce)
    return Auth(mode=mode, key=public_bytes(private), time=time, nonce=nonce, sig=sign(private, "req", message))


def verify_auth(auth: Auth, *, server_id: bytes, digest: bytes) -> None:
    """Check the signature of the request of this digest (time, replay and the key's role are the server's to check).

    Raises Refusal with AUTH_INVALID or BAD_ENCODING.
    """
    if len(auth.key) != KEY_SIZE or len(auth.nonce) != NONCE_SIZE or len(auth.sig) != SIGNATURE_SIZE:
        raise BadEncoding("auth fields")
    if not 0 <= auth.time < 2**32:
        raise BadEncoding("auth time")
    message = _message(server_id, auth.mode, digest, auth.time, auth.nonce)
    try:
        verify(auth.key, "req", message, auth.sig)
    except Refusal:
        raise Refusal(Code.AUTH_INVALID, "request signature") from None


def _message(server_id: bytes, mode: Mode, digest: bytes, time: int, nonce: bytes) -> bytes:
    return server_id + mode.to_bytes(1, "big") + digest + time.to_bytes(4, "big") + nonce
