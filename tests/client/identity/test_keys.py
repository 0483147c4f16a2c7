"""The key hierarchy against frozen vectors, which a second derivation by hand repeats."""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from nacl.bindings import crypto_core_ed25519_is_valid_point

from heimo_protocol.anonymity.presentation import once_scope
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.identity.keys import CircleKeys, ServerKeys, _scalar, once_month, root, server_keys

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "identity1.json").read_text(encoding="utf-8"))["keys"]
ORDER = 2**252 + 27742317777372353535851937790883648493


def by_hand(prk: bytes, label: str, context: bytes, size: int) -> bytes:
    """RFC 5869 expand with SHA-512, written out."""
    info, block, found, number = b"heimo/v1/" + label.encode() + b"\0" + context, b"", b"", 1
    while len(found) < size:
        block = hmac.new(prk, block + info + bytes([number]), hashlib.sha512).digest()
        found, number = found + block, number + 1
    return found[:size]


@pytest.mark.parametrize("vector", VECTORS)
def test_frozen_vectors(vector: dict[str, Any]) -> None:
    entropy, server_id = SecretBytes(bytes.fromhex(vector["entropy"])), bytes.fromhex(vector["server_id"])
    assert root(entropy).reveal().hex() == vector["root"]
    keys = server_keys(entropy, server_id)
    assert keys.prk.reveal().hex() == vector["prk_s"]
    assert keys.account_public.hex() == vector["account_public"]
    assert keys.account.public_key().public_bytes_raw().hex() == vector["account_public"]
    assert keys.m1.reveal().hex() == vector["m1"]
    assert keys.r1.reveal().hex() == vector["r1"]
    assert keys.backup.reveal().hex() == vector["backup"]
    for circle in vector["circles"]:
        made = keys.circle(bytes.fromhex(circle["circle_id"]), circle["epoch"])
        assert made.prk.reveal().hex() == circle["prk_c"]
        assert made.pseudonym_public.hex() == circle["pseudonym_public"]
        assert made.dm_identity.public_key().public_bytes_raw().hex() == circle["dm_public"]
        for once in circle["once"]:
            private = made.once(once["month"], once["index"])
            assert private.public_key().public_bytes_raw().hex() == once["public"]


@pytest.mark.parametrize("vector", VECTORS)
def test_a_second_derivation_by_hand(vector: dict[str, Any]) -> None:
    top = hmac.new(b"heimo/v1/root", bytes.fromhex(vector["entropy"]), hashlib.sha512).digest()
    prk = by_hand(top, "server", bytes.fromhex(vector["server_id"]), 64)
    assert prk.hex() == vector["prk_s"]
    for name, label in (("m1", "nym-m1"), ("r1", "nym-r1")):
        number = int.from_bytes(by_hand(prk, label, b"", 64), "little") % ORDER
        assert number.to_bytes(32, "little").hex() == vector[name]
    for circle in vector["circles"]:
        context = bytes.fromhex(circle["circle_id"]) + circle["epoch"].to_bytes(4, "big")
        assert by_hand(prk, "circle", context, 64).hex() == circle["prk_c"]


def test_every_key_is_another_one() -> None:
    found = []
    for vector in VECTORS:
        found += [vector["account_public"], vector["m1"], vector["r1"], vector["backup"], vector["prk_s"]]
        for circle in vector["circles"]:
            found += [circle["pseudonym_public"], circle["dm_public"], circle["prk_c"]]
            found += [once["public"] for once in circle["once"]]
    assert len(found) == len(set(found))


def test_public_keys_are_valid_points() -> None:
    for vector in VECTORS:
        assert crypto_core_ed25519_is_valid_point(bytes.fromhex(vector["account_public"]))


def test_sizes_are_insisted_on() -> None:
    good = SecretBytes(bytes(64))
    for wrong in (lambda: root(SecretBytes(bytes(20))), lambda: ServerKeys(SecretBytes(bytes(32)))):
        with pytest.raises(ValueError):
            wrong()
    with pytest.raises(ValueError):
        server_keys(SecretBytes(bytes(16)), bytes(16))
    with pytest.raises(ValueError):
        ServerKeys(good).circle(bytes(32))
    with pytest.raises(OverflowError):
        ServerKeys(good).circle(bytes(16), -1)
    with pytest.raises(OverflowError):
        CircleKeys(good).once(24322, 256)


def test_the_stored_key_is_enough_to_go_on() -> None:
    keys = server_keys(SecretBytes(bytes(16)), bytes(32))
    again = ServerKeys(SecretBytes(keys.prk.reveal()))
    assert again.circle(bytes(16)).pseudonym_public == keys.circle(bytes(16)).pseudonym_public
    assert again.m1 == keys.m1


def test_months_count_as_in_the_scope_of_one_time_names() -> None:
    assert once_month(2026, 11) == 2026 * 12 + 10
    assert once_month(2027, 1) == once_month(2026, 12) + 1
    for month in (0, 13):
        with pytest.raises(ValueError):
            once_month(2026, month)
    assert once_scope(bytes(32), bytes(16), once_month(2026, 11), 2)  # fits the scope's u16 and u8


def test_nothing_secret_is_in_a_repr() -> None:
    keys = server_keys(SecretBytes(bytes(16)), bytes(32))
    shown = repr(keys) + repr(keys.circle(bytes(16))) + repr(keys.m1)
    for secret in (keys.prk, keys.m1, keys.circle(bytes(16)).prk):
        assert secret.reveal().hex() not in shown
        assert repr(secret.reveal()) not in shown


def test_a_scalar_of_zero_is_not_used() -> None:
    for zero in (bytes(64), ORDER.to_bytes(64, "little")):
        with pytest.raises(ValueError):
            _scalar(zero)
