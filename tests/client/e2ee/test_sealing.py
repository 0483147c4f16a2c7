"""Sealing against X-Wing's vectors, and against HPKE and HKDF written out from their RFCs."""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from heimo_tui.e2ee.primitives import dh
from heimo_tui.e2ee.primitives.kdf import chain_step, root_step
from heimo_tui.e2ee.primitives.kem import ML_KEM
from heimo_tui.e2ee.primitives.sealing import HPKE_OVERHEAD, seal, seal_to, unseal, unseal_with

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "xwing.json").read_text(encoding="utf-8"))
SUITE = b"HPKE" + bytes.fromhex("647a00010003")


def extract(salt: bytes, ikm: bytes) -> bytes:
    return hmac.new(salt, ikm, hashlib.sha256).digest()


def expand(prk: bytes, info: bytes, size: int) -> bytes:
    """RFC 5869, written out."""
    block, found, number = b"", b"", 1
    while len(found) < size:
        block = hmac.new(prk, block + info + bytes([number]), hashlib.sha256).digest()
        found, number = found + block, number + 1
    return found[:size]


def hpke_key(shared: bytes, info: bytes) -> tuple[bytes, bytes]:
    """RFC 9180 section 5.1, base mode: the key and the nonce of the first message."""

    def labeled(salt: bytes, label: bytes, ikm: bytes) -> bytes:
        return extract(salt, b"HPKE-v1" + SUITE + label + ikm)

    context = b"\0" + labeled(b"", b"psk_id_hash", b"") + labeled(b"", b"info_hash", info)
    secret = labeled(shared, b"secret", b"")

    def expanded(label: bytes, size: int) -> bytes:
        return expand(secret, size.to_bytes(2, "big") + b"HPKE-v1" + SUITE + label + context, size)

    return expanded(b"key", 32), expanded(b"base_nonce", 12)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["seed"][:8])
def test_x_wing(vector: dict[str, Any]) -> None:
    sk, pk, ct, ss = (bytes.fromhex(vector[name]) for name in ("sk", "pk", "ct", "ss"))
    seeds = hashlib.shake_256(sk).digest(96)
    assert ML_KEM.public_of(seeds[:64]) + dh.public_of(dh.load(seeds[64:])) == pk
    secrets = ML_KEM.decapsulate(seeds[:64], ct[:1088]) + dh.exchange(dh.load(seeds[64:]), ct[1088:])
    label = b"\\.//^\\"
    assert hashlib.sha3_256(secrets + ct[1088:] + pk[1184:] + label).digest() == ss
    key, nonce = hpke_key(ss, b"info")
    sealed = ct + ChaCha20Poly1305(key).encrypt(nonce, b"plaintext", b"")
    assert unseal_with(seeds, b"info", sealed) == b"plaintext"
    assert unseal_with(seeds, b"other info", sealed) is None
    again = seal_to(pk, b"info", b"more")
    assert len(again) == len(b"more") + HPKE_OVERHEAD and unseal_with(seeds, b"info", again) == b"more"


@pytest.mark.parametrize("size", [0, 16, 1119, 1135])
def test_what_is_too_short_is_not_sealed(size: int) -> None:
    assert unseal_with(bytes(range(96)), b"info", b"\x01" * size) is None


def test_what_was_sealed_to_a_point_of_low_order_does_not_open() -> None:
    assert unseal_with(bytes(range(96)), b"info", bytes(1120 + 30)) is None


def test_sealing_under_a_key_is_hkdf_and_chacha20_poly1305() -> None:
    out = expand(extract(b"salt", b"key"), b"label", 44)
    expected = ChaCha20Poly1305(out[:32]).encrypt(out[32:], b"plaintext", b"data")
    assert seal(b"key", b"salt", b"label", b"plaintext", b"data") == expected
    assert unseal(b"key", b"salt", b"label", expected, b"data") == b"plaintext"
    for wrong in ((b"yek", b"salt", b"label"), (b"key", b"tlas", b"label"), (b"key", b"salt", b"other")):
        assert unseal(*wrong, expected, b"data") is None
    assert unseal(b"key", b"salt", b"label", expected, b"atad") is None


def test_the_chains_are_hkdf_and_hmac() -> None:
    out = expand(extract(b"r" * 32, b"d" * 32 + b"s" * 32), b"heimo/v1/dr/root", 96)
    assert root_step(b"r" * 32, b"d" * 32, b"s" * 32) == (out[:32], out[32:64], out[64:])
    assert chain_step(b"c" * 32) == (extract(b"c" * 32, b"\x02"), extract(b"c" * 32, b"\x01"))
