"""Showing a credential in one scope: the same name each time there, unlinkable to any other (section 7.4)."""

import os
from dataclasses import dataclass, field

from heimo_protocol.anonymity.group import Element, Rng, Scalar
from heimo_protocol.anonymity.issuer import HEIMO, IssuerKeys, Suite
from heimo_protocol.anonymity.proofs import Equation, LinearRelation, ProofInvalid, prove, verify
from heimo_protocol.signing import h256

_EQUATIONS = (
    Equation((3,), ((0, 2), (1, 1))),
    Equation((4,), ((1, 5), (2, 0))),
    Equation((7,), ((0, 6),)),
)


def circle_scope(server_id: bytes, space_id: bytes) -> bytes:
    """Name the scope of a member's lasting pseudonym in a space; ids of 32 and 16 bytes."""
    return b"heimo/v1/nym" + _sized(server_id, 32) + _sized(space_id, 16)


def once_scope(server_id: bytes, space_id: bytes, month: int, index: int) -> bytes:
    """Name the scope of the one-time name `index` (from 0) of a month (section 7.8)."""
    place = _sized(server_id, 32) + _sized(space_id, 16)
    return b"heimo/v1/once" + place + month.to_bytes(2, "big") + index.to_bytes(1, "big")


def nym_id(nym: bytes) -> bytes:
    """The 32 bytes under which a server remembers a nym, which it then discards."""
    return h256("nym-id", nym)


@dataclass(frozen=True)
class Credential:
    """A member's secret and the server's MAC over it; to_bytes is as secret as a key."""

    m1: Scalar = field(repr=False)
    u: Element = field(repr=False)
    u_prime: Element = field(repr=False)
    x1: Element = field(repr=False)
    suite: Suite = HEIMO

    @classmethod
    def from_bytes(cls, data: bytes, suite: Suite = HEIMO) -> "Credential":
        """Read what to_bytes wrote, 128 bytes; raises ProofInvalid."""
        (m1,), rest = suite.read_scalars(data, 1)
        (u, u_prime, x1), rest = suite.read_elements(rest, 3)
        if rest:
            raise ProofInvalid("a credential has another length")
        return cls(m1, u, u_prime, x1, suite)

    def to_bytes(self) -> bytes:
        """Write m1, U, U', X1, 128 secret bytes."""
        return self.m1 + self.u + self.u_prime + self.x1

    def nym(self, scope: bytes) -> bytes:
        """The member's name point in a scope, 32 bytes."""
        return self.suite.group.multiply(self.m1, _scope_point(self.suite, scope))

    def present(self, scope: bytes, bind: bytes, rng: Rng = os.urandom) -> bytes:
        """Prove membership under this scope's name, for the one occasion `bind` names; 256 bytes."""
        group, suite = self.suite.group, self.suite
        a, r, z = (group.random_scalar(rng) for _ in range(3))
        minus_r = group.scalar_negate(r)
        u1 = group.multiply(a, self.u)
        u_c = group.add(group.multiply(a, self.u_prime), group.multiply_base(r))
        m_c = group.add(group.multiply(self.m1, u1), group.multiply(z, suite.generator_h))
        v = group.add(group.multiply(z, self.x1), group.multiply_base(minus_r))
        point = _scope_point(suite, scope)
        nym = group.multiply(self.m1, point)
        relation = _relation(suite, u1, m_c, v, self.x1, point, nym)
        proof = prove(relation, (self.m1, z, minus_r), _tag(suite, bind), rng)
        return u1 + u_c + m_c + nym + proof


def verify_presentation(keys: IssuerKeys, m2: bytes, scope: bytes, bind: bytes, presentation: bytes) -> bytes:
    """Check a presentation and return its nym, 32 bytes; m2 is request_context's scalar of the epoch.

    Raises ProofInvalid.
    """
    suite, group = keys.suite, keys.suite.group
    (u1, u_c, m_c, nym), proof = suite.read_elements(presentation, 4)
    (m2_scalar,), _ = suite.read_scalars(m2, 1)
    mac_key = group.scalar_add(keys.x0, group.scalar_multiply(keys.x2, m2_scalar))
    v = group.subtract(group.add(group.multiply(mac_key, u1), group.multiply(keys.x1, m_c)), u_c)
    relation = _relation(suite, u1, m_c, v, keys.public_key.x1, _scope_point(suite, scope), nym)
    verify(relation, proof, _tag(suite, bind))
    return nym


def _relation(
    suite: Suite, u1: Element, m_c: Element, v: Element, x1: Element, point: Element, nym: Element
) -> LinearRelation:
    return LinearRelation(suite.group, (suite.generator_h, u1, m_c, v, x1, point, nym), _EQUATIONS)


def _scope_point(suite: Suite, scope: bytes) -> Element:
    return suite.hash_to_group(scope, b"NymScope")


def _tag(suite: Suite, bind: bytes) -> bytes:
    return suite.tag(b"NymPresentation" + bind)


def _sized(value: bytes, size: int) -> bytes:
    if len(value) != size:
        raise ValueError(f"{size} bytes wanted, got {len(value)}")
    return value
