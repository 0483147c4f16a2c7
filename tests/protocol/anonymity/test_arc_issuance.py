"""The ARC draft's issuance on P-256: keys, request, answer and credential byte for byte through our code.

The draft's proofs were made with the Fiat-Shamir encoding of its own date, which is written out here; the
relations they prove are ours.
"""

import hashlib
import hmac

import pytest

from heimo_protocol.anonymity.credential import (
    Credential,
    IssuerKeys,
    finish,
    request,
    request_relation,
    respond,
    response_relation,
)
from heimo_protocol.anonymity.issuer import Suite
from heimo_protocol.anonymity.proofs import LinearRelation, ProofInvalid
from heimo_protocol.signing import lp

from .p256 import P256, N, scalar, stream, vectors

SUITE = Suite(P256, b"ARCV1-P256")
ARC = vectors("arc")["ARCV1-P256"]
KEY = {name: bytes.fromhex(value) for name, value in ARC["ServerKey"].items()}
REQUEST = {name: bytes.fromhex(value) for name, value in ARC["CredentialRequest"].items()}
RESPONSE = {name: bytes.fromhex(value) for name, value in ARC["CredentialResponse"].items()}
CREDENTIAL = {name: bytes.fromhex(value) for name, value in ARC["Credential"].items()}
ANSWER = ("U", "enc_U_prime", "X0_aux", "X1_aux", "X2_aux", "H_aux")


def keys() -> IssuerKeys:
    return IssuerKeys.from_bytes(KEY["x0"] + KEY["x1"] + KEY["x2"] + KEY["xb"], SUITE)


def first(value: bytes, seed: str):
    """Randomness whose first scalar is given; the rest only feeds proofs."""
    rest, left = stream(seed), [value]
    return lambda size: left.pop() if left else rest(size)


def old_label(relation: LinearRelation) -> bytes:
    parts = [len(relation.equations)]
    for equation in relation.equations:
        parts += [*equation.image, len(equation.terms)]
        parts += [index for term in equation.terms for index in term]
    words = b"".join(part.to_bytes(4, "little") for part in parts)
    return words + relation.group.generator + b"".join(relation.elements)


def old_proof_holds(relation: LinearRelation, proof: bytes, session: bytes) -> bool:
    """Verify with the transcript that the vectors' makers ran: lengths and challenge are big-endian there."""
    c, *responses = (P256.read_scalar(proof[i : i + 32]) for i in range(0, len(proof), 32))
    commitments = b"".join(
        P256.subtract(answer, P256.multiply(c, image))
        for answer, image in zip(relation.map(responses), relation.images, strict=True)
    )
    start = b"sigma-proofs_Shake128_P256".ljust(168, b"\x00")
    transcript = start + lp(session) + lp(old_label(relation)) + commitments
    digest = hashlib.shake_128(transcript).digest(48)
    return hmac.compare_digest(scalar(int.from_bytes(digest, "big") % N), c)


def test_keys() -> None:
    assert keys().public == KEY["X0"] + KEY["X1"] + KEY["X2"]
    assert IssuerKeys.from_bytes(keys().to_bytes(), SUITE) == keys()


def test_request() -> None:
    m2 = SUITE.hash_to_scalar(REQUEST["request_context"], b"requestContext")
    assert m2 == REQUEST["m2"]
    sent, state = request(REQUEST["m1"], REQUEST["r1"], m2, first(REQUEST["r2"], "request"), SUITE)
    assert sent[:66] == REQUEST["m1_enc"] + REQUEST["m2_enc"]
    relation = request_relation(SUITE, state.m1_enc, state.m2_enc)
    assert old_proof_holds(relation, REQUEST["proof"], b"ARCV1-P256CredentialRequest")
    assert not old_proof_holds(relation, REQUEST["proof"], b"ARCV1-P256CredentialResponse")


def test_response_and_credential() -> None:
    sent, state = request(REQUEST["m1"], REQUEST["r1"], REQUEST["m2"], first(REQUEST["r2"], "request"), SUITE)
    received = respond(keys(), sent, first(RESPONSE["b"], "response"))
    answer = b"".join(RESPONSE[name] for name in ANSWER)
    assert received[: len(answer)] == answer

    credential = finish(state, received, keys().public)
    assert credential.m1 == CREDENTIAL["m1"]
    assert credential.u == CREDENTIAL["U"]
    assert credential.u_prime == CREDENTIAL["U_prime"]
    assert credential.x1 == CREDENTIAL["X1"]
    assert Credential.from_bytes(credential.to_bytes(), SUITE) == credential


def test_the_drafts_response_proof_holds_for_our_relation() -> None:
    commitments = (P256.read_element(REQUEST["m1_enc"]), P256.read_element(REQUEST["m2_enc"]))
    answer = [P256.read_element(RESPONSE[name]) for name in ANSWER]
    relation = response_relation(SUITE, commitments, keys().public_key, tuple(answer))
    session = b"ARCV1-P256CredentialResponse"
    assert old_proof_holds(relation, RESPONSE["proof"], session)
    answer[2], answer[3] = answer[3], answer[2]
    swapped = response_relation(SUITE, commitments, keys().public_key, tuple(answer))
    assert not old_proof_holds(swapped, RESPONSE["proof"], session)


def test_todays_transcript_is_not_the_old_one() -> None:
    with pytest.raises(ProofInvalid, match="equations"):
        respond(keys(), REQUEST["m1_enc"] + REQUEST["m2_enc"] + REQUEST["proof"], stream("any"))
