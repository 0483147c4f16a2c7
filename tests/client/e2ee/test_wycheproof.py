"""Wycheproof through the functions that messages are made with; ChaCha20-Poly1305, Ed25519 and HKDF-SHA512 are tested
in tests/protocol/anonymity/test_wycheproof.py."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from heimo_tui.e2ee.primitives import dh
from heimo_tui.e2ee.primitives.kdf import hkdf
from heimo_tui.e2ee.primitives.kem import ML_KEM

VECTORS = Path(__file__).parents[2] / "vectors" / "wycheproof"


def cases(name: str) -> Iterator[dict[str, Any]]:
    for group in json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))["testGroups"]:
        yield from group["tests"]


def parts(case: dict[str, Any], *names: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(case[name]) for name in names)


def test_x25519() -> None:
    refused = agreed = 0
    for case in cases("x25519_test"):
        public, private, shared = parts(case, "public", "private", "shared")
        if any(shared):
            assert dh.exchange(dh.load(private), public) == shared, case["tcId"]
            agreed += 1
        else:
            with pytest.raises(ValueError, match=r"."):
                dh.exchange(dh.load(private), public)
            refused += 1
    assert refused > 20 and agreed > 400


def test_hkdf_sha256() -> None:
    results: Counter[str] = Counter()
    for case in cases("hkdf_sha256_test"):
        ikm, salt, info, okm = parts(case, "ikm", "salt", "info", "okm")
        try:
            assert hkdf(salt, ikm, info, case["size"]) == okm, case["tcId"]
            result = "valid"
        except ValueError:
            result = "invalid"
        assert result == case["result"], case["tcId"]
        results[result] += 1
    assert results["valid"] > 50 and results["invalid"] > 0


def test_ml_kem_keys_from_seeds() -> None:
    all_cases = list(cases("mlkem_768_keygen_seed_test"))
    for case in all_cases:
        seed, public = parts(case, "seed", "ek")
        assert ML_KEM.generate(lambda size, seed=seed: seed[:size]) == (seed, public), case["tcId"]
        secret, ciphertext = ML_KEM.encapsulate(public)
        assert ML_KEM.decapsulate(seed, ciphertext) == secret
    assert len(all_cases) == 100


def test_ml_kem_refuses_public_keys_that_are_none() -> None:
    """The library draws its own randomness, so what it makes is checked by opening it, above and below."""
    results: Counter[str] = Counter()
    for case in cases("mlkem_768_encaps_test"):
        try:
            secret, ciphertext = ML_KEM.encapsulate(*parts(case, "ek"))
            assert (len(secret), len(ciphertext)) == tuple(map(len, parts(case, "K", "c")))
            result = "valid"
        except ValueError:
            result = "invalid"
        assert result == case["result"], case["tcId"]
        results[result] += 1
    assert min(results.values()) > 100


def test_ml_kem_opens() -> None:
    results: Counter[str] = Counter()
    for case in cases("mlkem_768_test"):
        seed, ciphertext, secret = parts(case, "seed", "c", "K")
        try:
            assert ML_KEM.decapsulate(seed, ciphertext) == secret, case["tcId"]
            result = "valid"
        except ValueError:
            result = "invalid"
        assert result == case["result"], case["tcId"]
        results[result] += 1
    assert results["valid"] > 100 and results["invalid"] > 30
