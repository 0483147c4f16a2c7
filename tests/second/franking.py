"""What makes a message reportable: commitment, sender's signature and token, and the checks of the two sides (15)."""

from typing import NamedTuple

from .notation import Rand, Refused, aead_open, aead_seal, equal, mac256, require_sig, sig, u32, verifying_key

TOKEN = 160
_BODY = 96
_WEEK_HOURS = 7 * 24
OVERHEAD = 4 + 32 + 64 + TOKEN


class Proof(NamedTuple):
    """What travels inside a frame beside the content."""

    k_f: bytes
    sig2: bytes
    token: bytes


class Token(NamedTuple):
    """A server's word that it knows who holds `seed`."""

    seed: bytes
    token: bytes


def commitment(k_f: bytes, content: bytes) -> bytes:
    """C2, which travels beside the frame."""
    return mac256(k_f, b"heimo/v1/frank" + content)


def prove(content: bytes, held: Token, circle: bytes, recipient: bytes, rand: Rand) -> tuple[Proof, bytes]:
    """Return what goes inside and C2; draws 32 bytes."""
    k_f = rand(32)
    c2 = commitment(k_f, content)
    return Proof(k_f, sig(held.seed, "frank-msg", c2 + circle + recipient), held.token), c2


class Place(NamedTuple):
    """Where a message belongs: the server's franking key, the circle, the recipient's P."""

    server: bytes
    circle: bytes
    recipient: bytes


def check(proof: Proof, content: bytes, c2: bytes, place: Place, hour: int) -> None:
    """Section 15.2 as the receiver (or a moderator) does it; `hour` is the stamp's.

    Raises Refused with `not_reportable`.
    """
    if not equal(commitment(proof.k_f, content), c2):
        raise Refused("not_reportable", "C2")
    body, signature = proof.token[:_BODY], proof.token[_BODY:]
    week, now = int.from_bytes(body[92:96], "big"), hour // _WEEK_HOURS
    if not now - 5 <= week <= now + 1:
        raise Refused("not_reportable", "week")
    try:
        require_sig(place.server, "frank-token", body, signature)
        require_sig(body[:32], "frank-msg", c2 + place.circle + place.recipient, proof.sig2)
    except Refused as problem:
        raise Refused("not_reportable", str(problem)) from None


def write_inner(content: bytes, proof: Proof, size: int) -> bytes:
    """The plain body of a frame, `size` bytes."""
    made = u32(len(content)) + b"".join(proof) + content
    if len(made) > size:
        raise Refused("too_large")
    return made + bytes(size - len(made))


def read_inner(inner: bytes) -> tuple[bytes, Proof]:
    """Take a body apart: (content, proof). Raises Refused with `not_reportable` where length or padding are wrong."""
    end = OVERHEAD + int.from_bytes(inner[:4], "big")
    if end > len(inner) or any(inner[end:]):
        raise Refused("not_reportable", "padding")
    return inner[OVERHEAD:end], Proof(inner[4:36], inner[36:100], inner[100:OVERHEAD])


def issue(frank_seed: bytes, id_key: bytes, name: bytes, week: int, rand: Rand) -> Token:
    """What a server gives to a name (15.1); draws 32 bytes for the key, 12 for the nonce."""
    seed, nonce = rand(32), rand(12)
    x1 = nonce + aead_seal(id_key, nonce, name, b"heimo/v1/frank-id" + u32(week))
    body = verifying_key(seed) + x1 + u32(week)
    return Token(seed, body + sig(frank_seed, "frank-token", body))


def reveal(id_key: bytes, token: bytes) -> bytes:
    """The name that a server issued a token to (15.5)."""
    nonce, hidden, week = token[32:44], token[44:92], token[92:96]
    name = aead_open(id_key, nonce, hidden, b"heimo/v1/frank-id" + week)
    if name is None:
        raise Refused("frank_invalid")
    return name


def stamp(stamp_key: bytes, c2: bytes, hour: int) -> bytes:
    """What a server leaves beside a frame it took (15.3), 32 bytes."""
    return mac256(stamp_key, b"heimo/v1/frank-stamp" + c2 + u32(hour))
