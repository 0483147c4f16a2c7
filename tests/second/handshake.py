"""PQXDH between two names and the sealed request that carries its first frame (section 11)."""

from typing import Any, NamedTuple

from . import cbor, franking, hpke, kem, ratchet
from .cards import Name, Prekeys, Signed, open_card
from .notation import Rand, Refused, dh, dh_public, h256, hkdf, lp, sha256, u16, u32

SEALED = 8192
_PLAIN = SEALED - hpke.OVERHEAD
_FRAME = ratchet.SIZES[0]
_OPENING: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("v", "bundle"), int),
    **dict.fromkeys(("circle", "card", "ek", "ct"), bytes),
    "reset_of": (bytes, type(None)),
}


class Asked(NamedTuple):
    """What the one who asks has made: the state, the sealed request and its C2."""

    state: ratchet.State
    sealed: bytes
    c2: bytes


class Opened(NamedTuple):
    """What the one who is asked has read. `replay` is to be stored for the bundle."""

    state: ratchet.State
    card: Signed
    content: bytes
    proof: franking.Proof
    replay: bytes
    reset_of: bytes | None


class Sides(NamedTuple):
    """Both parties' public parts, as each of them must see them."""

    server: bytes
    card_a: Signed
    card_b: Signed
    bundle_b: Signed

    def agree(self, shares: list[bytes], secret: bytes, ek: bytes, ct: bytes) -> tuple[bytes, bytes]:
        """Return SK, HKa and NHKb in a row, and the associated data of the session."""
        a, b, bundle = self.card_a.said, self.card_b.said, self.bundle_b.said
        context = self.server + b["circle"] + a["author"] + b["author"] + u32(bundle["number"])
        context += self.card_a.hash + self.card_b.hash + self.bundle_b.hash
        parts = (context, a["ik"], b["ik"], bundle["spk"], bundle["pqpk"], b"", ek, ct)
        th = sha256(b"heimo/v1/pqxdh-transcript" + b"".join(lp(part) for part in parts))
        ikm = b"\xff" * 32 + b"".join(shares) + secret
        info = b"heimo/v1/pqxdh X25519 ML-KEM-768 SHA-256" + th
        return hkdf(bytes(32), ikm, info, 96), sha256(b"heimo/v1/dm-ad" + th)

    def seal_info(self, c2: bytes) -> bytes:
        b = self.card_b.said
        return h256("request", self.server + b["circle"] + b["author"] + self.bundle_b.hash + c2)


def session_id(state: ratchet.State) -> bytes:
    """The session's local name, 16 bytes; `reset_of` of the one that replaces it."""
    return state["ad"][:16]


def begin(who: Name, sides: Sides, day: int, rand: Rand) -> tuple[ratchet.State, bytes, bytes]:
    """Return the asker's state, EK and CT. Draws 32 for EK and 32 for CT, then what `ratchet.start` draws."""
    b, bundle = sides.card_b.said, sides.bundle_b.said
    ephemeral = rand(32)
    secret, ct = kem.encaps(bundle["pqpk"], rand)
    shares = [dh(who.ik, bundle["spk"]), dh(ephemeral, b["ik"]), dh(ephemeral, bundle["spk"])]
    ek = dh_public(ephemeral)
    secrets, ad = sides.agree(shares, secret, ek, ct)
    return ratchet.start(secrets, ad, bundle["spk"], bundle["pqpk"], day, rand), ek, ct


def answer(who: Name, sides: Sides, prekeys: Prekeys, ek: bytes, ct: bytes, day: int) -> ratchet.State:
    """The state of the one who is asked, before the first frame."""
    shares = [dh(prekeys.spk, sides.card_a.said["ik"]), dh(who.ik, ek), dh(prekeys.spk, ek)]
    secrets, ad = sides.agree(shares, kem.decaps(prekeys.pqpk, ct), ek, ct)
    return ratchet.await_first(secrets, ad, prekeys.spk, prekeys.pqpk, day)


def ask(
    who: Name,
    sides: Sides,
    content: bytes,
    token: franking.Token,
    *,
    day: int,
    rand: Rand,
    reset_of: bytes | None = None,
) -> Asked:
    """Make a request. Draws as `begin`, `franking.prove`, `ratchet.encrypt` and `hpke.seal`, in this order."""
    b = sides.card_b.said
    state, ek, ct = begin(who, sides, day, rand)
    proof, c2 = franking.prove(content, token, b["circle"], b["author"], rand)
    inner = franking.write_inner(content, proof, _FRAME - ratchet.OUTSIDE_INNER)
    state, frame = ratchet.encrypt(state, inner, c2, day, rand)
    said = {"v": 1, "circle": b["circle"], "card": sides.card_a.wire, "ek": ek, "ct": ct}
    opening = cbor.write(said | {"bundle": sides.bundle_b.said["number"], "reset_of": reset_of})
    plain = u16(len(opening)) + opening + frame
    if len(plain) > _PLAIN:
        raise Refused("too_large", "card")
    sealed = hpke.seal(sides.bundle_b.said["seal"], sides.seal_info(c2), plain + bytes(_PLAIN - len(plain)), rand)
    return Asked(state, sealed, c2)


def open_request(
    who: Name,
    sealed: bytes,
    c2: bytes,
    *,
    server: bytes,
    cards: list[Signed],
    bundle: Signed,
    prekeys: Prekeys,
    seen: set[bytes],
    day: int,
    rand: Rand,
) -> Opened:
    """Read a request to one of one's bundles; `cards` are one's own, newest first, `seen` the bundle's EK hashes.

    The request does not tell which card its sender knew, so each is tried. What section 15.2 checks is left to
    `franking.check`. Raises Refused; nothing is to be stored then. Draws what a ratchet step draws, for each card.
    """
    if len(sealed) != SEALED:
        raise Refused("bad_frame", "size")
    circle = bundle.said["circle"]
    info = Sides(server, cards[0], cards[0], bundle).seal_info(c2)
    said, frame = _read_plain(hpke.open(prekeys.seal, info, sealed))
    if (said["v"], said["circle"], said["bundle"]) != (1, circle, bundle.said["number"]):
        raise Refused("bad_encoding", "opening")
    if len(said["ek"]) != 32 or (said["reset_of"] is not None and len(said["reset_of"]) != 16):
        raise Refused("bad_encoding", "opening")
    card = open_card(said["card"], server=server, circle=circle)
    replay = sha256(said["ek"])
    if replay in seen:
        raise Refused("replay")
    for own in cards:
        state = answer(who, Sides(server, card, own, bundle), prekeys, said["ek"], said["ct"], day)
        try:
            state, inner = ratchet.decrypt(state, frame, c2, day, rand)
        except Refused as problem:
            if problem.code != "no_header":
                raise
            continue
        return Opened(state, card, *franking.read_inner(inner), replay, said["reset_of"])
    raise Refused("no_header")


def _read_plain(plain: bytes) -> tuple[dict[str, Any], bytes]:
    end = 2 + int.from_bytes(plain[:2], "big")
    if end + _FRAME > _PLAIN or any(plain[end + _FRAME :]):
        raise Refused("bad_encoding", "padding")
    return cbor.read_map(plain[2:end], _OPENING), plain[end : end + _FRAME]
