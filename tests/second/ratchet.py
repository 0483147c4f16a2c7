"""The hybrid Double Ratchet with header encryption (section 12): a state, and two functions that return the next one.

A state is a plain dict of bytes under the specification's names; what is not there yet is empty. `skipped` is a row of
records of 72 bytes, oldest first: HK (32), n (u32), mk (32), day (u32).
"""

import struct
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from . import kem
from .notation import Rand, Refused, aead_open, aead_seal, dh, dh_public, hkdf, mac256, u32

State = dict[str, bytes]

SIZES = (4096, 8192, 16384, 32768, 65536)
HEADER = 32 + kem.PUBLIC + kem.CIPHERTEXT + 8
SEALED_HEADER = HEADER + 16
BODY_AT = 1 + 16 + SEALED_HEADER
OUTSIDE_INNER = BODY_AT + 16
MAX_SKIP, MAX_STORED, MAX_DAYS = 1000, 2000, 30
_ABSENT = ("DHs", "DHr", "PQs", "PQr", "CT", "HKs", "HKr", "NHKs", "NHKr", "CKs", "CKr", "skipped")
_RECORD = struct.Struct(">32sI32sI")


class Header(NamedTuple):
    """What a frame says under its header key."""

    dh: bytes
    pq: bytes
    ct: bytes
    pn: int
    n: int


def kdf_root(rk: bytes, shared: bytes, secret: bytes) -> tuple[bytes, bytes, bytes]:
    made = hkdf(rk, shared + secret, b"heimo/v1/dr/root", 96)
    return made[:32], made[32:64], made[64:]


def kdf_chain(ck: bytes) -> tuple[bytes, bytes]:
    """Return the message key and the next chain key."""
    return mac256(ck, b"\x01"), mac256(ck, b"\x02")


def seal(key: bytes, salt: bytes, label: bytes, plain: bytes, aad: bytes) -> bytes:
    made = hkdf(salt, key, label, 44)
    return aead_seal(made[:32], made[32:], plain, aad)


def unseal(key: bytes, salt: bytes, label: bytes, sealed: bytes, aad: bytes) -> bytes | None:
    made = hkdf(salt, key, label, 44)
    return aead_open(made[:32], made[32:], sealed, aad)


def start(secrets: bytes, ad: bytes, spk: bytes, pqpk: bytes, day: int, rand: Rand) -> State:
    """The state of the one who asks (12.3); `secrets` is SK, HKa, NHKb. Draws 32, 64 and 32 bytes."""
    state = _empty(ad, day)
    state["DHs"], state["PQs"] = rand(32), rand(64)
    secret, state["CT"] = kem.encaps(pqpk, rand)
    state["DHr"], state["PQr"] = spk, pqpk
    state["rk"], state["CKs"], state["NHKs"] = kdf_root(secrets[:32], dh(state["DHs"], spk), secret)
    state["HKs"], state["NHKr"] = secrets[32:64], secrets[64:]
    return state


def await_first(secrets: bytes, ad: bytes, spk_private: bytes, pqpk_seed: bytes, day: int) -> State:
    """The state of the one who is asked, who can write after the first frame only."""
    return _empty(ad, day) | {
        "rk": secrets[:32],
        "DHs": spk_private,
        "PQs": pqpk_seed,
        "NHKr": secrets[32:64],
        "NHKs": secrets[64:],
    }


def inner_size(length: int) -> int:
    """Bytes in the body of the smallest frame for `length` bytes, the inner framing counted in."""
    for size in SIZES:
        if length <= size - OUTSIDE_INNER:
            return size - OUTSIDE_INNER
    raise Refused("too_large")


def encrypt(state: State, inner: bytes, c2: bytes, day: int, rand: Rand) -> tuple[State, bytes]:
    """Return the next state and the frame; draws 16 bytes. `inner` fills the body of one of the sizes exactly."""
    if not state["CKs"]:
        raise Refused("closed", "nothing received yet")
    if len(inner) + OUTSIDE_INNER not in SIZES:
        raise Refused("too_large")
    mk, chain = kdf_chain(state["CKs"])
    header = dh_public(state["DHs"]) + kem.public(state["PQs"]) + state["CT"] + state["PN"] + state["Ns"]
    salt = rand(16)
    sealed = seal(state["HKs"], salt, b"heimo/v1/dr/hdr", header, state["ad"])
    body = seal(mk, salt, b"heimo/v1/dr/msg", inner, state["ad"] + sealed + c2)
    following = state | {"CKs": chain, "Ns": u32(number(state, "Ns") + 1), "last": u32(day)}
    return following, b"\x01" + salt + sealed + body


def decrypt(state: State, frame: bytes, c2: bytes, day: int, rand: Rand) -> tuple[State, bytes]:
    """Return the next state and the inner bytes; the state given is never touched.

    Draws 64, 32 and 32 bytes (KEM seed, X25519 key, encapsulation) in a ratchet step, else nothing.
    Raises Refused with `bad_frame`, `no_header`, `duplicate` or `too_many_skipped`.
    """
    if len(frame) not in SIZES or frame[0] != 1:
        raise Refused("bad_frame")
    salt, sealed = frame[1:17], frame[17:BODY_AT]
    state = _forget_old(state, day)

    def read_header(key: bytes) -> Header | None:
        if not key:
            return None
        plain = unseal(key, salt, b"heimo/v1/dr/hdr", sealed, state["ad"])
        return None if plain is None else _header(plain)

    following, mk = _find_key(state, read_header, day, rand)
    inner = unseal(mk, salt, b"heimo/v1/dr/msg", frame[BODY_AT:], state["ad"] + sealed + c2)
    if inner is None:
        raise Refused("bad_frame", "body")
    return following | {"last": u32(day)}, inner


def number(state: State, name: str) -> int:
    return int.from_bytes(state[name], "big")


def skipped(state: State) -> Iterator[tuple[bytes, int, bytes, int]]:
    """The stored records, oldest first: (HK, n, mk, day)."""
    return _RECORD.iter_unpack(state["skipped"])


def _find_key(state: State, read_header: Callable[[bytes], Header | None], day: int, rand: Rand) -> tuple[State, bytes]:
    for key in dict.fromkeys(record[0] for record in skipped(state)):
        header = read_header(key)
        if header is None:
            continue
        for record in skipped(state):
            if record[:2] == (key, header.n):
                return _keep(state, (kept for kept in skipped(state) if kept != record)), record[2]
        if key != state["HKr"]:
            raise Refused("duplicate")
        return _advance(state, header.n, day)
    header = read_header(state["HKr"])
    if header is not None:
        return _advance(state, header.n, day)
    header = read_header(state["NHKr"])
    if header is None:
        raise Refused("no_header")
    return _advance(_step(_skip(state, header.pn, day), header, rand), header.n, day)


def _advance(state: State, n: int, day: int) -> tuple[State, bytes]:
    if n < number(state, "Nr"):
        raise Refused("duplicate")
    state = _skip(state, n, day)
    mk, chain = kdf_chain(state["CKr"])
    return state | {"CKr": chain, "Nr": u32(n + 1)}, mk


def _skip(state: State, until: int, day: int) -> State:
    n, chain = number(state, "Nr"), state["CKr"]
    if not chain or until <= n:
        return state
    if until - n > MAX_SKIP:
        raise Refused("too_many_skipped")
    found = list(skipped(state))
    while n < until:
        mk, chain = kdf_chain(chain)
        found.append((state["HKr"], n, mk, day))
        n += 1
    return _keep(state, found[-MAX_STORED:]) | {"CKr": chain, "Nr": u32(n)}


def _step(state: State, header: Header, rand: Rand) -> State:
    rk, receiving, hidden = kdf_root(state["rk"], dh(state["DHs"], header.dh), kem.decaps(state["PQs"], header.ct))
    seed, private = rand(64), rand(32)
    secret, ciphertext = kem.encaps(header.pq, rand)
    rk, sending, hidden_next = kdf_root(rk, dh(private, header.dh), secret)
    return state | {
        "PN": state["Ns"],
        "Ns": u32(0),
        "Nr": u32(0),
        "HKs": state["NHKs"],
        "HKr": state["NHKr"],
        "DHr": header.dh,
        "PQr": header.pq,
        "DHs": private,
        "PQs": seed,
        "CT": ciphertext,
        "rk": rk,
        "CKr": receiving,
        "NHKr": hidden,
        "CKs": sending,
        "NHKs": hidden_next,
    }


def _header(plain: bytes) -> Header:
    cuts = (32, 32 + kem.PUBLIC, HEADER - 8)
    pn, n = struct.unpack(">II", plain[cuts[2] :])
    return Header(plain[: cuts[0]], plain[cuts[0] : cuts[1]], plain[cuts[1] : cuts[2]], pn, n)


def _keep(state: State, records: Iterable[tuple[bytes, int, bytes, int]]) -> State:
    return state | {"skipped": b"".join(_RECORD.pack(*record) for record in records)}


def _forget_old(state: State, day: int) -> State:
    return _keep(state, (record for record in skipped(state) if record[3] + MAX_DAYS >= day))


def _empty(ad: bytes, day: int) -> State:
    fields = dict.fromkeys(_ABSENT, b"")
    times = {"created": u32(day), "last": u32(day)}
    return {"version": u32(1), "rk": b"", "ad": ad} | fields | dict.fromkeys(("Ns", "Nr", "PN"), u32(0)) | times
