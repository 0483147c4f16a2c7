"""The suite in which credentials live, and the keys with which a server issues and checks them."""

import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from heimo_protocol.anonymity.group import EDWARDS25519, Element, Group, NotInGroup, Rng, Scalar
from heimo_protocol.anonymity.proofs import ProofInvalid


@dataclass(frozen=True)
class Suite:
    """A group and the context string that separates its hashes from all others."""

    group: Group
    context: bytes

    @cached_property
    def generator_h(self) -> Element:
        """The second generator, whose logarithm nobody knows (HGEN)."""
        return self.hash_to_group(self.group.generator, b"generatorH")

    def hash_to_group(self, data: bytes, label: bytes) -> Element:
        """Hash to an element under this suite and a label."""
        return self.group.hash_to_group(data, b"HashToGroup-" + self.context + label)

    def hash_to_scalar(self, data: bytes, label: bytes) -> Scalar:
        """Hash to a scalar under this suite and a label."""
        return self.group.hash_to_scalar(data, b"HashToScalar-" + self.context + label)

    def tag(self, label: bytes) -> bytes:
        """Name the session of a proof."""
        return self.context + label

    def commit(self, value: Scalar, blinding: Scalar) -> Element:
        """Pedersen commitment: value times G plus blinding times HGEN."""
        return self.group.add(self.group.multiply_base(value), self.group.multiply(blinding, self.generator_h))

    def read_elements(self, data: bytes, count: int) -> tuple[tuple[Element, ...], bytes]:
        """Split off `count` checked elements from what follows them; raises ProofInvalid."""
        size = self.group.element_size
        try:
            elements = tuple(self.group.read_element(data[i * size : (i + 1) * size]) for i in range(count))
        except NotInGroup as error:
            raise ProofInvalid(str(error)) from None
        return elements, data[count * size :]

    def read_scalars(self, data: bytes, count: int) -> tuple[tuple[Scalar, ...], bytes]:
        """Split off `count` checked scalars, none of them 0, from what follows; raises ProofInvalid."""
        size = self.group.scalar_size
        try:
            scalars = tuple(self.group.read_scalar(data[i * size : (i + 1) * size]) for i in range(count))
        except NotInGroup as error:
            raise ProofInvalid(str(error)) from None
        if any(self.group.is_zero(scalar) for scalar in scalars):
            raise ProofInvalid("a scalar is zero")
        return scalars, data[count * size :]


HEIMO: Final = Suite(EDWARDS25519, b"HEIMOKVACv1-edwards25519")


@dataclass(frozen=True)
class IssuerPublic:
    """What clients know of an issuer: X0, X1, X2 (protocol section 7.1)."""

    x0: Element
    x1: Element
    x2: Element

    @classmethod
    def from_bytes(cls, data: bytes, suite: Suite = HEIMO) -> "IssuerPublic":
        """Read 96 bytes; raises ProofInvalid."""
        (x0, x1, x2), rest = suite.read_elements(data, 3)
        if rest:
            raise ProofInvalid("an issuer's public key has another length")
        return cls(x0, x1, x2)

    def to_bytes(self) -> bytes:
        """Write X0, X1 and X2, 96 bytes."""
        return self.x0 + self.x1 + self.x2


@dataclass(frozen=True)
class IssuerKeys:
    """The secret scalars x0, x1, x2, xb of a server (protocol section 7.1)."""

    x0: Scalar = field(repr=False)
    x1: Scalar = field(repr=False)
    x2: Scalar = field(repr=False)
    xb: Scalar = field(repr=False)
    suite: Suite = HEIMO

    @classmethod
    def generate(cls, rng: Rng = os.urandom, suite: Suite = HEIMO) -> "IssuerKeys":
        """Draw four secrets."""
        x0, x1, x2, xb = (suite.group.random_scalar(rng) for _ in range(4))
        return cls(x0, x1, x2, xb, suite)

    @classmethod
    def from_bytes(cls, data: bytes, suite: Suite = HEIMO) -> "IssuerKeys":
        """Read what to_bytes wrote, 128 bytes; raises ProofInvalid."""
        (x0, x1, x2, xb), rest = suite.read_scalars(data, 4)
        if rest:
            raise ProofInvalid("an issuer's key has another length")
        return cls(x0, x1, x2, xb, suite)

    def to_bytes(self) -> bytes:
        """Write x0, x1, x2, xb, 128 secret bytes."""
        return self.x0 + self.x1 + self.x2 + self.xb

    @cached_property
    def public_key(self) -> IssuerPublic:
        """X0, X1, X2 as elements."""
        multiply, h = self.suite.group.multiply, self.suite.generator_h
        return IssuerPublic(self.suite.commit(self.x0, self.xb), multiply(self.x1, h), multiply(self.x2, h))

    @property
    def public(self) -> bytes:
        """X0, X1, X2 for the descriptor, 96 bytes."""
        return self.public_key.to_bytes()
