"""Wycheproof: the primitives of `cryptography`, called as this program calls them, on hostile inputs."""

from collections.abc import Iterator

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from heimo_protocol.anonymity.self_test import SMALL_ORDER
from heimo_protocol.errors import Refusal
from heimo_protocol.signing import is_signature, require_public_key, sign, verify

from .p256 import vectors


def cases(name: str) -> Iterator[tuple[dict, dict]]:
    for group in vectors(f"wycheproof/{name}")["testGroups"]:
        for case in group["tests"]:
            yield group, case


def parts(case: dict, *names: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(case[name]) for name in names)


def test_ed25519() -> None:
    results = {"valid": 0, "invalid": 0}
    for group, case in cases("ed25519_test"):
        key = bytes.fromhex(group["publicKey"]["pk"])
        message, signature = parts(case, "msg", "sig")
        try:
            require_public_key(key)
            result = "valid" if is_signature(key, message, signature) else "invalid"
        except Refusal:
            result = "invalid"
        assert result == case["result"], case["tcId"]
        results[result] += 1
    assert min(results.values()) > 50


@pytest.mark.parametrize("key", SMALL_ORDER, ids=lambda p: p.hex()[:12])
def test_a_key_under_which_anything_verifies_is_refused(key: bytes) -> None:
    """R = identity, s = 0 fits every message under the identity key, as far as OpenSSL is asked alone."""
    with pytest.raises(Refusal, match="event signature"):
        verify(key, "event", b"any message", b"\x01" + bytes(63))
    with pytest.raises(Refusal, match="public key"):
        require_public_key(key)


def test_a_signature_holds_for_its_label_only() -> None:
    private = Ed25519PrivateKey.generate()
    public, signature = private.public_key().public_bytes_raw(), sign(private, "event", b"data")
    verify(public, "event", b"data", signature)
    with pytest.raises(Refusal, match="card"):
        verify(public, "card", b"data", signature)


def test_x25519() -> None:
    refused = 0
    for _, case in cases("x25519_test"):
        public, private, shared = parts(case, "public", "private", "shared")
        ours = X25519PrivateKey.from_private_bytes(private)
        if any(shared):
            assert ours.exchange(X25519PublicKey.from_public_bytes(public)) == shared, case["tcId"]
            continue
        refused += 1
        with pytest.raises(ValueError, match=r"."):
            ours.exchange(X25519PublicKey.from_public_bytes(public))
    assert refused > 20


def test_chacha20_poly1305() -> None:
    results = {"valid": 0, "invalid": 0}
    for _, case in cases("chacha20_poly1305_test"):
        key, nonce, aad, message, sealed, tag = parts(case, "key", "iv", "aad", "msg", "ct", "tag")
        try:
            opened = ChaCha20Poly1305(key).decrypt(nonce, sealed + tag, aad)
            assert opened == message and ChaCha20Poly1305(key).encrypt(nonce, message, aad) == sealed + tag
            result = "valid"
        except (InvalidTag, ValueError):
            result = "invalid"
        assert result == case["result"], case["tcId"]
        results[result] += 1
    assert min(results.values()) > 50


@pytest.mark.parametrize(
    ("name", "algorithm"), [("hkdf_sha256_test", hashes.SHA256()), ("hkdf_sha512_test", hashes.SHA512())]
)
def test_hkdf(name: str, algorithm: hashes.HashAlgorithm) -> None:
    results = {"valid": 0, "invalid": 0}
    for _, case in cases(name):
        ikm, salt, info, okm = parts(case, "ikm", "salt", "info", "okm")
        try:
            assert HKDF(algorithm, case["size"], salt, info).derive(ikm) == okm, case["tcId"]
            result = "valid"
        except ValueError:
            result = "invalid"
        assert result == case["result"], case["tcId"]
        results[result] += 1
    assert results["valid"] > 50 and results["invalid"] > 0
