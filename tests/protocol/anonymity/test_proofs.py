"""Sigma proofs: the drafts' accepted and rejected vectors on P-256, then our own group."""

import os
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heimo_protocol.anonymity.group import EDWARDS25519, Element, NotInGroup
from heimo_protocol.anonymity.proofs import Equation, LinearRelation, ProofInvalid, challenge, prove, verify

from .p256 import P256, stream, vectors

VALID = vectors("sigma_p256")
INVALID = vectors("sigma_p256_invalid")


def read_relation(instance: bytes) -> LinearRelation:
    """Read SerializeLinearRelation; every coefficient must be 1."""
    position = 0

    def word() -> int:
        nonlocal position
        position += 4
        return int.from_bytes(instance[position - 4 : position], "little")

    def one() -> None:
        nonlocal position
        position += 32
        assert instance[position - 32 : position] == P256.one

    equations = []
    for _ in range(word()):
        image = []
        for _ in range(word()):
            image.append(word())
            one()
        terms = []
        for _ in range(word()):
            terms.append((word(), word()))
            one()
        equations.append(Equation(tuple(image), tuple(terms)))
    rest = instance[position:]
    elements = tuple(P256.read_element(rest[i : i + 33]) for i in range(0, len(rest), 33))
    return LinearRelation(P256, elements, tuple(equations))


def verify_batchable(relation: LinearRelation, proof: bytes, tag: bytes) -> None:
    """The drafts' other form, which we do not use: commitments instead of the challenge."""
    commitments_size = 33 * len(relation.equations)
    if len(proof) != commitments_size + 32 * relation.scalar_count:
        raise ProofInvalid("wrong length")
    commitments = [P256.read_element(proof[i : i + 33]) for i in range(0, commitments_size, 33)]
    responses = [P256.read_scalar(proof[i : i + 32]) for i in range(commitments_size, len(proof), 32)]
    c = challenge(relation, commitments, tag)
    right = [
        P256.add(commitment, P256.multiply(c, image))
        for commitment, image in zip(commitments, relation.images, strict=True)
    ]
    if list(relation.map(responses)) != right:
        raise ProofInvalid("the equations do not hold")


def check(vector: dict) -> None:
    relation = read_relation(bytes.fromhex(vector["Instance"]))
    assert relation.statement == bytes.fromhex(vector["Instance"])
    form = verify if vector["Flavor"] == "compact" else verify_batchable
    form(relation, bytes.fromhex(vector["NargString"]), vector["Tag"].encode())


@pytest.mark.parametrize("vector", VALID, ids=lambda v: v["Id"].split("/", 2)[2])
def test_valid_vectors_are_accepted(vector: dict) -> None:
    check(vector)


@pytest.mark.parametrize("vector", INVALID, ids=lambda v: v["Id"].split("/", 2)[2])
def test_invalid_vectors(vector: dict) -> None:
    if vector["Expected"] == "accept":
        check(vector)
        return
    with pytest.raises((ProofInvalid, NotInGroup)):
        check(vector)


@pytest.mark.parametrize("vector", [v for v in VALID if v["Flavor"] == "compact"], ids=lambda v: v["Relation"])
def test_our_own_proofs_of_the_same_relations_verify(vector: dict) -> None:
    relation = read_relation(bytes.fromhex(vector["Instance"]))
    raw = bytes.fromhex(vector["Witness"])
    witness = [P256.read_scalar(raw[i : i + 32]) for i in range(0, len(raw), 32)]
    proof = prove(relation, witness, b"tag", stream(vector["Id"]))
    verify(relation, proof, b"tag")
    assert len(proof) == 32 * (1 + len(witness))


H = EDWARDS25519.hash_to_group(b"H", b"test")


def commitment(seed: str) -> tuple[LinearRelation, list]:
    rng = stream(seed)
    witness = [EDWARDS25519.random_scalar(rng) for _ in range(2)]
    image = EDWARDS25519.add(EDWARDS25519.multiply_base(witness[0]), EDWARDS25519.multiply(witness[1], H))
    relation = LinearRelation(EDWARDS25519, (H, image), (Equation((2,), ((0, 0), (1, 1))),))
    return relation, witness


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=8), st.binary(max_size=40), st.data())
def test_complete_and_no_byte_can_change(seed: str, tag: bytes, data: st.DataObject) -> None:
    relation, witness = commitment(seed)
    proof = prove(relation, witness, tag, os.urandom)
    verify(relation, proof, tag)
    index = data.draw(st.integers(0, len(proof) - 1))
    flip = data.draw(st.integers(1, 255))
    with pytest.raises(ProofInvalid):
        verify(relation, proof[:index] + bytes([proof[index] ^ flip]) + proof[index + 1 :], tag)
    with pytest.raises(ProofInvalid):
        verify(relation, proof, tag + b"x")


def test_proofs_of_one_statement_never_repeat() -> None:
    relation, witness = commitment("same")
    assert prove(relation, witness, b"", os.urandom) != prove(relation, witness, b"", os.urandom)


def test_a_proof_is_bound_to_the_elements() -> None:
    relation, witness = commitment("a")
    other, _ = commitment("b")
    with pytest.raises(ProofInvalid):
        verify(other, prove(relation, witness, b"", os.urandom), b"")


def test_scalars_must_be_canonical() -> None:
    relation, witness = commitment("canonical")
    proof = prove(relation, witness, b"", os.urandom)
    for start in (0, 32, 64):
        value = int.from_bytes(proof[start : start + 32], "little") + EDWARDS25519.order
        with pytest.raises(ProofInvalid, match="canonical"):
            verify(relation, proof[:start] + value.to_bytes(32, "little") + proof[start + 32 :], b"")


def test_the_all_zero_proof_is_refused() -> None:
    relation, _ = commitment("zero")
    with pytest.raises(ProofInvalid, match="identity"):
        verify(relation, bytes(96), b"")


@pytest.mark.parametrize(
    ("elements", "equations"),
    [
        ((H, EDWARDS25519.identity), (Equation((2,), ((0, 0),)),)),
        ((H,), (Equation((2,), ((0, 0),)),)),
        ((H,), (Equation((1,), ((1, 0),)),)),
        ((H,), ()),
        ((H, Element(bytes([*H[:31], H[31] ^ 0x80]))), (Equation((1, 2), ((0, 0),)),)),
    ],
    ids=["identity", "missing element", "missing scalar", "nothing", "image sums to the identity"],
)
def test_malformed_statements_are_refused(elements: tuple, equations: tuple) -> None:
    with pytest.raises(ProofInvalid):
        LinearRelation(EDWARDS25519, elements, equations)


def test_the_order_of_equations_counts() -> None:
    relation, witness = commitment("order")
    twice = replace(relation, equations=(Equation((2,), ((0, 0), (1, 1))), Equation((2,), ((1, 1), (0, 0)))))
    proof = prove(twice, witness, b"", os.urandom)
    verify(twice, proof, b"")
    with pytest.raises(ProofInvalid):
        verify(replace(twice, equations=twice.equations[::-1]), proof, b"")
