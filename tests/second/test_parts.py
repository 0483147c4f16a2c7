"""The parts of the second implementation against published values and other libraries."""

import hashlib
import json
from pathlib import Path

import pytest
import xwing_kem  # type: ignore[import-untyped]  # ships no types
from cryptography.hazmat.primitives import hpke as theirs
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from heimo_protocol import bundles, cards
from heimo_protocol.encoding import encode

from . import cbor, hpke, kem, notation
from .people import DAY, Source, make_world

HKDF_FILE = Path(__file__).parents[1] / "vectors" / "wycheproof" / "hkdf_sha256_test.json"
OVER_XWING = theirs.Suite(theirs.KEM.MLKEM768_X25519, theirs.KDF.HKDF_SHA256, theirs.AEAD.CHACHA20_POLY1305)

NUMBERS: list[object] = [0, 23, 24, 255, 256, 65535, 65536, 2**32, 2**63 - 1, -1, -24, -25, -(2**63)]
VALUES: list[object] = [
    *NUMBERS,
    b"",
    bytes(24),
    "é",
    None,
    True,
    False,
    [],
    [1, [b"3"]],
    {},
    {"b": 1, "a": None, "aa": [], "B" * 30: {}},
]
NOT_OURS = (
    "1800 190001 5f4100ff 9fff f97e00 c000 a2616101616102 a2616201616101 a10101 0000 4261 62c328 9b00 fb00 8800 61ff f7"
)


def pyca_xwing(private: bytes) -> theirs.MLKEM768X25519PrivateKey:
    lattice, curve = MLKEM768PrivateKey.from_seed_bytes(private[:64]), X25519PrivateKey.from_private_bytes(private[64:])
    return theirs.MLKEM768X25519PrivateKey(lattice, curve)


def test_hkdf_as_wycheproof_has_it() -> None:
    groups = json.loads(HKDF_FILE.read_text(encoding="utf-8"))["testGroups"]
    cases = [case for group in groups for case in group["tests"] if case["result"] == "valid"]
    assert len(cases) > 50
    for case in cases:
        ikm, salt, info = (bytes.fromhex(case[name]) for name in ("ikm", "salt", "info"))
        assert notation.hkdf(salt, ikm, info, case["size"]).hex() == case["okm"], case["tcId"]


def test_key_schedule_of_rfc_9180() -> None:
    """Appendices A.1.1 and A.2.1."""
    info = b"Ode on a Grecian Urn"
    shared = bytes.fromhex("fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc")
    key, nonce = hpke.key_schedule(shared, info, bytes.fromhex("002000010001"), key_size=16)
    assert (key.hex(), nonce.hex()) == ("4531685d41d65f03dc48f6b8302c05b0", "56d890e5accaaf011cff4b7d")
    shared = bytes.fromhex("0bbe78490412b4bbea4812666f7916932b828bba79942424abb65244930d69a7")
    key, nonce = hpke.key_schedule(shared, info, bytes.fromhex("002000010003"))
    assert key.hex() == "ad2744de8e17f4ebba575b3f5f5a8fa1f69c2a07f6e7500bc60ca6e3e3ec1c91"
    assert nonce.hex() == "5c4d98150661b848853b547f"


def test_xwing_as_the_draft_has_it() -> None:
    """The first vector of draft-connolly-cfrg-xwing-kem: all of it by its hash, the secret itself."""
    seed = bytes.fromhex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")
    drawn = bytes.fromhex(
        "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2"
        "35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2"
    )
    left = [drawn[:32], drawn[32:]]
    private = kem.xwing_private(seed)
    public = kem.xwing_public(private)
    secret, ciphertext = kem.xwing_encaps(public, lambda size: left.pop(0))
    assert secret.hex() == "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384"
    assert (
        hashlib.sha256(public + ciphertext).hexdigest()
        == "791eb5d86962e96c1be5e30d4b4c9f6c6518eef3b821a31c6fad6357ac6e117c"
    )
    assert kem.xwing_decaps(private, ciphertext) == secret


def test_xwing_with_another_library() -> None:
    pair = xwing_kem.generate_keypair()
    secret, ciphertext = kem.xwing_encaps(pair.public_key, Source("xwing"))
    assert xwing_kem.decapsulate(ciphertext, pair.secret_key) == secret
    secret, ciphertext = xwing_kem.encapsulate(pair.public_key)
    assert kem.xwing_decaps(pair.secret_key, ciphertext) == secret


def test_sealing_with_another_library() -> None:
    source = Source("hpke")
    private = source(kem.XWING_PRIVATE)
    key = pyca_xwing(private)
    sealed = hpke.seal(kem.xwing_public(private), b"info", b"words", source)
    assert len(sealed) == 5 + 1136 == 5 + hpke.OVERHEAD
    assert OVER_XWING.decrypt(sealed, key, info=b"info") == b"words"
    assert hpke.open(private, b"info", OVER_XWING.encrypt(b"words", key.public_key(), info=b"info")) == b"words"
    for at in (0, 1087, 1088, 1120, len(sealed) - 1):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(notation.Refused):
            hpke.open(private, b"info", changed)
    with pytest.raises(notation.Refused):
        hpke.open(private, b"other", sealed)


def test_agreement_refuses_points_of_small_order() -> None:
    small = "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
    for point in (bytes(32), (1).to_bytes(32, "little"), bytes.fromhex(small)):
        with pytest.raises(notation.Refused):
            notation.dh(Source("dh")(32), point)


def test_signatures_refuse_the_identity_as_a_key() -> None:
    identity = (1).to_bytes(32, "little")
    with pytest.raises(notation.Refused):
        notation.require_sig(identity, "card", b"anything", identity + bytes(32))


@pytest.mark.parametrize("value", VALUES)
def test_cbor_as_the_project_writes_it(value: object) -> None:
    assert cbor.write(value) == encode(value)
    assert cbor.read(encode(value)) == value


@pytest.mark.parametrize("data", NOT_OURS.split())
def test_cbor_refuses_all_other_encodings(data: str) -> None:
    for refused in (data, ""):
        with pytest.raises(notation.Refused):
            cbor.read(bytes.fromhex(refused))


def test_cards_and_bundles_as_the_project_reads_them() -> None:
    world = make_world(Source("cards"))
    for person in (world.alice, world.bob):
        card, payload = cards.open_card(person.card.wire, server_id=world.server, circle=world.circle)
        assert payload == person.card.payload == encode(card)
        assert card.ik == notation.dh_public(person.who.ik)
        bundle, payload = bundles.open_bundle(person.bundle.wire, circle=world.circle, author=person.who.key, day=DAY)
        assert payload == person.bundle.payload == encode(bundle)
