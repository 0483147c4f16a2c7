"""Issuing the membership credential: a MAC over a secret that the server never sees (sections 7.1 to 7.3).

The exchange is that of draft-ietf-privacypass-arc-crypto with two attributes: m1, the member's secret, and m2,
the server and epoch that the credential is for.
"""

import os
from dataclasses import dataclass, field
from typing import Final

from heimo_protocol.anonymity.group import Element, Rng, Scalar
from heimo_protocol.anonymity.issuer import HEIMO, IssuerKeys, IssuerPublic, Suite
from heimo_protocol.anonymity.presentation import Credential
from heimo_protocol.anonymity.proofs import Equation, LinearRelation, ProofInvalid, prove, verify

__all__ = [
    "REQUEST_SIZE",
    "RESPONSE_SIZE",
    "Credential",
    "IssuerKeys",
    "ProofInvalid",
    "RequestState",
    "finish",
    "m1_enc",
    "request",
    "request_context",
    "request_relation",
    "respond",
    "response_relation",
]

REQUEST_SIZE: Final = 224
RESPONSE_SIZE: Final = 448

_REQUEST_LABEL: Final = b"CredentialRequest"
_RESPONSE_LABEL: Final = b"CredentialResponse"
_REQUEST_EQUATIONS: Final = (
    Equation((2,), ((0, 0), (2, 1))),
    Equation((3,), ((1, 0), (3, 1))),
)
_RESPONSE_EQUATIONS: Final = (
    Equation((6,), ((0, 0), (3, 1))),
    Equation((7,), ((1, 1),)),
    Equation((8,), ((2, 1),)),
    Equation((12,), ((4, 1),)),
    Equation((9,), ((3, 12),)),
    Equation((10,), ((5, 1),)),
    Equation((10,), ((4, 7),)),
    Equation((11,), ((4, 8),)),
    Equation((11,), ((6, 1),)),
    Equation((4,), ((4, 0),)),
    Equation((5,), ((4, 6), (5, 2), (6, 3))),
)


@dataclass(frozen=True)
class RequestState:
    """What a client keeps between request and response."""

    m1: Scalar = field(repr=False)
    r1: Scalar = field(repr=False)
    r2: Scalar = field(repr=False)
    m1_enc: Element
    m2_enc: Element
    suite: Suite = HEIMO


def request_context(server_id: bytes, cred_epoch: int, suite: Suite = HEIMO) -> bytes:
    """Give m2, the scalar that ties credentials to a server (id of 32 bytes) and an epoch (u32)."""
    context = b"heimo/v1/cred" + server_id + cred_epoch.to_bytes(4, "big")
    return suite.hash_to_scalar(context, b"requestContext")


def request(m1: bytes, r1: bytes, m2: bytes, rng: Rng = os.urandom, suite: Suite = HEIMO) -> tuple[bytes, RequestState]:
    """Ask for a credential over m1 and m2: 224 bytes to send, and what to keep for finish.

    The same m1 and r1 always give the same m1_enc, by which the server knows a re-issuance.
    Raises ProofInvalid if an argument is not a canonical scalar, or 0.
    """
    group = suite.group
    (m1_s, r1_s, m2_s), _ = suite.read_scalars(m1 + r1 + m2, 3)
    r2 = group.random_scalar(rng)
    state = RequestState(m1_s, r1_s, r2, suite.commit(m1_s, r1_s), suite.commit(m2_s, r2), suite)
    relation = request_relation(suite, state.m1_enc, state.m2_enc)
    proof = prove(relation, (m1_s, m2_s, r1_s, r2), suite.tag(_REQUEST_LABEL), rng)
    return state.m1_enc + state.m2_enc + proof, state


def m1_enc(request_bytes: bytes, suite: Suite = HEIMO) -> bytes:
    """Take the commitment to m1 out of a request, 32 bytes."""
    return request_bytes[: suite.group.element_size]


def respond(keys: IssuerKeys, request_bytes: bytes, rng: Rng = os.urandom) -> bytes:
    """Check a request and issue: 448 bytes. Raises ProofInvalid."""
    suite, group, public = keys.suite, keys.suite.group, keys.public_key
    (m1_c, m2_c), proof = suite.read_elements(request_bytes, 2)
    verify(request_relation(suite, m1_c, m2_c), proof, suite.tag(_REQUEST_LABEL))
    b = group.random_scalar(rng)
    b_x1, b_x2 = group.scalar_multiply(b, keys.x1), group.scalar_multiply(b, keys.x2)
    encrypted = group.add(
        group.multiply(b, public.x0), group.add(group.multiply(b_x1, m1_c), group.multiply(b_x2, m2_c))
    )
    h_aux = group.multiply(b, suite.generator_h)
    answer = (
        group.multiply_base(b),
        encrypted,
        group.multiply(keys.xb, h_aux),
        group.multiply(b, public.x1),
        group.multiply(b, public.x2),
        h_aux,
    )
    relation = response_relation(suite, (m1_c, m2_c), public, answer)
    witness = (keys.x0, keys.x1, keys.x2, keys.xb, b, b_x1, b_x2)
    return b"".join(answer) + prove(relation, witness, suite.tag(_RESPONSE_LABEL), rng)


def finish(state: RequestState, response_bytes: bytes, public: bytes) -> Credential:
    """Check the server's answer against its published key (96 bytes) and take the credential.

    Raises ProofInvalid: then the server uses another key than it publishes, and the credential is not taken.
    """
    suite, group = state.suite, state.suite.group
    key = IssuerPublic.from_bytes(public, suite)
    answer, proof = suite.read_elements(response_bytes, 6)
    relation = response_relation(suite, (state.m1_enc, state.m2_enc), key, answer)
    verify(relation, proof, suite.tag(_RESPONSE_LABEL))
    u, encrypted, x0_aux, x1_aux, x2_aux, _ = answer
    blinding = group.add(group.multiply(state.r1, x1_aux), group.multiply(state.r2, x2_aux))
    u_prime = group.subtract(group.subtract(encrypted, x0_aux), blinding)
    if u_prime == group.identity:
        raise ProofInvalid("the credential is the identity")
    return Credential(state.m1, u, u_prime, key.x1, suite)


def request_relation(suite: Suite, m1_c: Element, m2_c: Element) -> LinearRelation:
    """Scalars m1, m2, r1, r2 open both commitments."""
    return LinearRelation(suite.group, (suite.generator_h, m1_c, m2_c), _REQUEST_EQUATIONS)


def response_relation(
    suite: Suite, commitments: tuple[Element, Element], key: IssuerPublic, answer: tuple[Element, ...]
) -> LinearRelation:
    """Scalars x0, x1, x2, xb, b, b·x1, b·x2 give the public key and the answer (U, eU, A0, A1, A2, Hx)."""
    u, encrypted, x0_aux, x1_aux, x2_aux, h_aux = answer
    elements = (suite.generator_h, *commitments, u, encrypted, key.x0, key.x1, key.x2)
    return LinearRelation(suite.group, (*elements, x0_aux, x1_aux, x2_aux, h_aux), _RESPONSE_EQUATIONS)
