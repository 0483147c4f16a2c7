"""Messages between two: set up, encrypt, decrypt and step, beside other ratchets and beside the bare primitives."""

from __future__ import annotations

import functools
import hmac
import os
import time
from collections.abc import Callable

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.bindings import crypto_core_ed25519_is_valid_point, crypto_sign_open

from benchmarks.measure import Benchmark, Figure, no_collection, p50
from benchmarks.ratchets import Conversation, Olm, Ours, Package

ROUNDS = 300
SETUPS = 60
LIMITS = {
    "set-up, both sides": 2.3,
    "encrypt": 0.18,
    "decrypt": 0.14,
    "decrypt with a ratchet step": 0.94,
    "an answer: decrypt with a step, then encrypt": 1.12,
}
"""Milliseconds, by what is measured."""


def measure() -> list[Figure]:
    """Every step of ours beside its limit, then beside the others in the same run."""
    with no_collection():
        ours = _conversation(Ours)
        others = {
            "the bare primitives": _bare(),
            "Olm (vodozemac)": _conversation(Olm),
            "DoubleRatchet": _conversation(Package),
        }
    figures = [
        Figure(what, ours[what], "ms", "what it must not pass", limit, limit=True) for what, limit in LIMITS.items()
    ]
    return figures + [
        Figure(what, ours[what], "ms", name, other[what]) for what in LIMITS for name, other in others.items()
    ]


def _conversation(kind: Callable[[], Conversation]) -> dict[str, float]:
    """The median of each step; set-ups begin with keys that are there already."""
    talk = kind()
    talk.read(0, talk.write(1))
    talk.read(1, talk.write(0))
    messages: list[object] = []
    encrypt = _times(lambda: None, lambda _: messages.append(talk.write(0)), ROUNDS)
    coming = iter(messages)
    decrypt = _times(lambda: next(coming), lambda message: talk.read(1, message), ROUNDS)
    step = []
    for number in range(ROUNDS):
        writer = (number + 1) % 2
        step += _times(functools.partial(talk.write, writer), functools.partial(talk.read, 1 - writer), 1)
    answer, message = [], talk.write(1)
    for number in range(ROUNDS):
        reader = number % 2
        start = time.perf_counter()
        talk.read(reader, message)
        message = talk.write(reader)
        answer.append((time.perf_counter() - start) * 1000)
    setups = [kind() for _ in range(SETUPS)]
    setup = _times(setups.pop, lambda one: one.begin(), SETUPS)
    return dict(zip(LIMITS, map(p50, (setup, encrypt, decrypt, step, answer)), strict=True))


def _times(prepare: Callable[[], object], act: Callable[..., object], rounds: int) -> list[float]:
    """Milliseconds of `act` on what `prepare` gives, without the time of that."""
    times = []
    for _ in range(rounds):
        given = prepare()
        start = time.perf_counter()
        act(given)
        times.append((time.perf_counter() - start) * 1000)
    return times


def _bare() -> dict[str, float]:
    """The cost of the least that each step must call in the library, keys from bytes included."""
    one = _primitives()
    cost = {name: p50(_times(lambda: None, lambda _, act=act: act(), ROUNDS)) for name, act in one.items()}

    def of(**calls: int) -> float:
        return sum(cost[name] * count for name, count in calls.items())

    encrypt = of(sign=1, hmac=3, hkdf=2, aead=2)
    decrypt = of(verify=1, hmac=3, hkdf=2, aead=2)
    mixing = of(dh=2, dh_key=1, decapsulate=1, kem_key=1, encapsulate=1, hkdf=2)
    ask = of(dh_key=2, dh=4, kem_key=1, encapsulate=2, hkdf=2, hpke_seal=1) + encrypt
    # besides: the card of who asks, and the franking token
    open_ = of(dh=3, decapsulate=1, hkdf=1, hpke_open=1, verify=2, point=3) + mixing + decrypt
    return dict(zip(LIMITS, (ask + open_, encrypt, decrypt, decrypt + mixing, decrypt + mixing + encrypt), strict=True))


def _primitives() -> dict[str, Callable[[], object]]:
    key, seed, salt, body = os.urandom(32), os.urandom(64), os.urandom(16), os.urandom(2312)
    public = X25519PrivateKey.generate().public_key().public_bytes_raw()
    signing, kem = Ed25519PrivateKey.from_private_bytes(key), MLKEM768PrivateKey.from_seed_bytes(seed)
    kem_public = kem.public_key().public_bytes_raw()
    verifying, signature = signing.public_key().public_bytes_raw(), signing.sign(salt)
    _, ciphertext = kem.public_key().encapsulate()
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    hybrid = MLKEM768X25519PrivateKey(kem, X25519PrivateKey.from_private_bytes(key))
    sealed = suite.encrypt(bytes(7056), hybrid.public_key(), salt)
    return {
        "sign": lambda: Ed25519PrivateKey.from_private_bytes(key).sign(salt),
        "verify": lambda: crypto_sign_open(signature + salt, verifying),
        "point": lambda: crypto_core_ed25519_is_valid_point(verifying),
        "hmac": lambda: hmac.digest(key, b"\x01", "sha256"),
        "hkdf": lambda: HKDF(hashes.SHA256(), 44, salt, b"label").derive(key),
        "aead": lambda: ChaCha20Poly1305(key).encrypt(bytes(12), body, key),
        "dh": lambda: X25519PrivateKey.from_private_bytes(key).exchange(X25519PublicKey.from_public_bytes(public)),
        "dh_key": lambda: X25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw(),
        "kem_key": lambda: MLKEM768PrivateKey.from_seed_bytes(seed).public_key().public_bytes_raw(),
        "encapsulate": lambda: MLKEM768PublicKey.from_public_bytes(kem_public).encapsulate(),
        "decapsulate": lambda: MLKEM768PrivateKey.from_seed_bytes(seed).decapsulate(ciphertext),
        "hpke_seal": lambda: suite.encrypt(bytes(7056), hybrid.public_key(), salt),
        "hpke_open": lambda: suite.decrypt(sealed, hybrid, salt),
    }


BENCHMARK = Benchmark(
    "messages",
    "two people: set-up, encrypt, decrypt, step",
    (
        "measured: median; a message of 60 bytes, padded to 4 KiB, franked when written, checked to be reportable when",
        "  read (two Ed25519 operations that the others have not); set-up is a sealed request with its first message,",
        "  the asking side's card and its franking token verified.",
        "the bare primitives: what each step must call at the least, one after the other, nothing around them.",
        "Olm: compiled, classical, no header encryption, no padding; it makes its next key when it answers, not when",
        "  it reads, so that only the answer is the same work.",
        "DoubleRatchet: Python on the same library, classical, no header encryption, no padding, and no set-up: both",
        "  sides are given the secret.",
    ),
    measure,
)
