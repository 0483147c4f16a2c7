"""RFC 9497 mode 1 (VOPRF), P256-SHA256: every official value through the generic code."""

import pytest

from heimo_protocol.anonymity.group import Element, NotInGroup, Scalar
from heimo_protocol.anonymity.voprf import EvaluationInvalid, Voprf

from .p256 import P256, Nist256, scalar, sequence, vectors

SUITE = Voprf(P256, "sha256", b"P256-SHA256")
[FILE] = [f for f in vectors("voprf") if f["identifier"] == "P256-SHA256" and f["mode"] == 1]
SECRET, PUBLIC = SUITE.derive_key_pair(bytes.fromhex(FILE["seed"]), bytes.fromhex(FILE["keyInfo"]))


def several(text: str) -> list[bytes]:
    return [bytes.fromhex(part) for part in text.split(",")]


def test_key_pair() -> None:
    assert SECRET.hex() == FILE["skSm"]
    assert PUBLIC.hex() == FILE["pkSm"]


@pytest.mark.parametrize("vector", FILE["vectors"], ids=lambda v: f"batch{v['Batch']}-{v['Input'][:6]}")
def test_batch(vector: dict) -> None:
    inputs = several(vector["Input"])
    pairs = [SUITE.blind(data, sequence(blind)) for data, blind in zip(inputs, several(vector["Blind"]), strict=True)]
    blinded = [element for _, element in pairs]
    assert blinded == several(vector["BlindedElement"])

    randomness = sequence(bytes.fromhex(vector["Proof"]["r"]))
    evaluated, proof = SUITE.blind_evaluate(SECRET, PUBLIC, blinded, randomness)
    assert list(evaluated) == several(vector["EvaluationElement"])
    assert proof.hex() == vector["Proof"]["proof"]

    SUITE.check(PUBLIC, blinded, evaluated, proof)
    outputs = [
        SUITE.finalize(data, blind, element) for data, (blind, _), element in zip(inputs, pairs, evaluated, strict=True)
    ]
    assert outputs == several(vector["Output"])
    assert [SUITE.evaluate(SECRET, data) for data in inputs] == outputs


def test_another_key_is_noticed() -> None:
    _, blinded = SUITE.blind(b"data", sequence(b"\x01" * 32))
    other, other_public = SUITE.derive_key_pair(bytes(32), b"other")
    evaluated, proof = SUITE.blind_evaluate(other, other_public, [blinded], sequence(b"\x02" * 32))
    with pytest.raises(EvaluationInvalid):
        SUITE.check(PUBLIC, [blinded], evaluated, proof)
    with pytest.raises(EvaluationInvalid):
        SUITE.check(other_public, [blinded, blinded], evaluated, proof)
    with pytest.raises(NotInGroup):
        SUITE.check(other_public, [blinded], evaluated, proof + b"\x00")
    SUITE.check(other_public, [blinded], evaluated, proof)


def test_one_wrong_answer_in_a_batch_is_noticed() -> None:
    blinded = [SUITE.blind(bytes([i]), sequence(bytes([i + 1]) * 32))[1] for i in range(3)]
    evaluated, proof = SUITE.blind_evaluate(SECRET, PUBLIC, blinded, sequence(b"\x02" * 32))
    swapped = (evaluated[1], evaluated[0], evaluated[2])
    with pytest.raises(EvaluationInvalid):
        SUITE.check(PUBLIC, blinded, swapped, proof)


class Unlucky(Nist256):
    """P-256 where the first hashes are the values that nobody has ever seen."""

    def __init__(self, zeros: int) -> None:
        self.zeros = zeros

    def hash_to_scalar(self, data: bytes, dst: bytes) -> Scalar:
        self.zeros -= 1
        return scalar(0) if self.zeros >= 0 else super().hash_to_scalar(data, dst)

    def hash_to_group(self, data: bytes, dst: bytes) -> Element:
        return self.identity


def test_a_zero_key_is_passed_over() -> None:
    secret, public = Voprf(Unlucky(2), "sha256", b"P256-SHA256").derive_key_pair(bytes(32), b"info")
    dst = b"DeriveKeyPair" + SUITE.context
    assert secret == P256.hash_to_scalar(bytes(32) + b"\x00\x04info" + b"\x02", dst)
    assert public == P256.multiply_base(secret)
    with pytest.raises(ValueError, match="no key"):
        Voprf(Unlucky(256), "sha256", b"P256-SHA256").derive_key_pair(bytes(32), b"info")


def test_an_input_that_hashes_to_the_identity_is_refused() -> None:
    unlucky = Voprf(Unlucky(0), "sha256", b"P256-SHA256")
    with pytest.raises(ValueError, match="identity"):
        unlucky.blind(b"data", sequence(b"\x01" * 32))
    with pytest.raises(ValueError, match="identity"):
        unlucky.evaluate(SECRET, b"data")
