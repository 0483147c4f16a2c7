"""Signed cards and prekey bundles, written and read as they travel (section 10)."""

from typing import Any, NamedTuple

from . import cbor, kem
from .notation import Rand, Refused, dh_public, require_sig, sha256, sig, verifying_key

BUNDLE_DAYS = 30
_CARD: dict[str, type] = {
    **dict.fromkeys(("v", "suite", "dm", "seq", "day"), int),
    **dict.fromkeys(("server", "circle", "author", "ik"), bytes),
    "name": str,
}
_BUNDLE: dict[str, type] = {
    **dict.fromkeys(("v", "number", "made", "expires"), int),
    **dict.fromkeys(("circle", "author", "spk", "pqpk", "seal"), bytes),
}


class Name(NamedTuple):
    """Who somebody is in one circle: the seed of P (Ed25519) and the private IK (X25519)."""

    seed: bytes
    ik: bytes

    @property
    def key(self) -> bytes:
        return verifying_key(self.seed)


class Signed(NamedTuple):
    """A payload with what it says; `wire` is the envelope around it."""

    wire: bytes
    payload: bytes
    said: dict[str, Any]

    @property
    def hash(self) -> bytes:
        return sha256(self.payload)


class Prekeys(NamedTuple):
    """The private parts of a bundle: X25519 (32), ML-KEM-768 seed (64), X-Wing as ML-KEM seed and X25519 (96)."""

    spk: bytes
    pqpk: bytes
    seal: bytes


def make_card(who: Name, *, server: bytes, circle: bytes, name: str, day: int, seq: int = 0) -> Signed:
    said: dict[str, Any] = {"v": 1, "suite": 1, "server": server, "circle": circle, "author": who.key}
    said |= {"ik": dh_public(who.ik), "name": name, "dm": 1, "seq": seq, "day": day}
    return _sign(who, "card", said)


def open_card(wire: bytes, *, server: bytes, circle: bytes) -> Signed:
    """Read a card of this circle; raises Refused with `sig_invalid` or `bad_encoding`."""
    card = _open(wire, "card", _CARD)
    said = card.said
    if (said["v"], said["suite"], said["server"], said["circle"]) != (1, 1, server, circle):
        raise Refused("sig_invalid", "card of another place")
    if len(said["ik"]) != 32:
        raise Refused("bad_encoding", "ik")
    return card


def make_bundle(who: Name, *, circle: bytes, number: int, day: int, rand: Rand) -> tuple[Signed, Prekeys]:
    """Draws 32, 64 and 96 bytes, the private parts in their order."""
    private = Prekeys(rand(32), rand(64), rand(96))
    said = {"v": 1, "circle": circle, "author": who.key, "number": number, "spk": dh_public(private.spk)}
    said |= {"pqpk": kem.public(private.pqpk), "seal": kem.xwing_public(private.seal)}
    return _sign(who, "bundle", said | {"made": day, "expires": day + BUNDLE_DAYS}), private


def open_bundle(wire: bytes, *, circle: bytes, author: bytes, day: int) -> Signed:
    """Read a bundle of this name that holds on `day`; raises Refused."""
    bundle = _open(wire, "bundle", _BUNDLE)
    said = bundle.said
    if (said["v"], said["circle"], said["author"]) != (1, circle, author) or not said["made"] - 1 <= day < said[
        "expires"
    ]:
        raise Refused("sig_invalid", "bundle of another place or time")
    if len(said["spk"]) != 32 or len(said["seal"]) != kem.XWING_PUBLIC or not 0 <= said["number"] < 2**32:
        raise Refused("bad_encoding", "bundle")
    kem.require_public(said["pqpk"])
    return bundle


def _sign(who: Name, label: str, said: dict[str, Any]) -> Signed:
    payload = cbor.write(said)
    return Signed(cbor.write([payload, sig(who.seed, label, payload)]), payload, said)


def _open(wire: bytes, label: str, shape: dict[str, type]) -> Signed:
    """Both kinds name their signer inside, so the payload is read, and believed only after the signature."""
    envelope = cbor.read(wire)
    if type(envelope) is not list or [type(part) for part in envelope] != [bytes, bytes]:
        raise Refused("bad_encoding", "envelope")
    payload, signature = envelope
    said = cbor.read_map(payload, shape, open_ended=True)
    require_sig(said["author"], label, payload, signature)
    return Signed(wire, payload, said)
