"""Proofs that one knows scalars behind a set of linear equations, without showing them.

The compact form of draft-irtf-cfrg-sigma-protocols made non-interactive by draft-irtf-cfrg-fiat-shamir with
SHAKE128, as pinned in protocol section 7.5.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from heimo_protocol.anonymity.group import Element, Group, NotInGroup, Rng, Scalar
from heimo_protocol.errors import Code, Refusal

_RATE: Final = 168
"""Bytes of a SHAKE128 block; the first block of a hash holds the separator alone."""

_CHALLENGE_BYTES: Final = 48
_SESSION: Final = b"irtf-cfrg-fiat-shamir/session-id"


class ProofInvalid(Refusal):
    """A proof, or what it speaks about, is not right; nothing of it may be used."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(Code.PROOF_INVALID, detail)


@dataclass(frozen=True)
class Equation:
    """The sum of the elements `image` equals the sum of scalar times element over `terms`, all by index."""

    image: tuple[int, ...]
    terms: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class LinearRelation:
    """Equations over public elements and secret scalars; element 0 is the generator, `elements` go on from 1.

    Raises ProofInvalid where an equation names what is not there, a scalar stands in no equation, or an
    element or an image is the identity.
    """

    group: Group
    elements: tuple[Element, ...]
    equations: tuple[Equation, ...]

    def __post_init__(self) -> None:
        indices = {i for e in self.equations for i in (*e.image, *(element for _, element in e.terms))}
        scalars = {scalar for e in self.equations for scalar, _ in e.terms}
        if not scalars or scalars != set(range(len(scalars))):
            raise ProofInvalid("a scalar stands in no equation")
        if not indices <= set(range(len(self.elements) + 1)):
            raise ProofInvalid("an equation names an element that is not there")
        if self.group.identity in self.elements or self.group.identity in self.images:
            raise ProofInvalid("the identity element in a statement")

    @cached_property
    def scalar_count(self) -> int:
        """How many scalars a witness has."""
        return 1 + max(scalar for e in self.equations for scalar, _ in e.terms)

    @cached_property
    def images(self) -> tuple[Element, ...]:
        """The left side of each equation."""
        return tuple(self._sum([self._element(i) for i in e.image]) for e in self.equations)

    def map(self, scalars: Sequence[Scalar]) -> tuple[Element, ...]:
        """Give the right side of each equation for these scalars."""
        return tuple(self._sum([self._times(scalars[s], i) for s, i in e.terms]) for e in self.equations)

    @cached_property
    def statement(self) -> bytes:
        """The relation as bytes: SerializeLinearRelation of the draft, every coefficient 1."""
        one = self.group.one
        parts = [_u32(len(self.equations))]
        for equation in self.equations:
            parts.append(_u32(len(equation.image)))
            parts += [_u32(index) + one for index in equation.image]
            parts.append(_u32(len(equation.terms)))
            parts += [_u32(scalar) + _u32(index) + one for scalar, index in equation.terms]
        return b"".join([*parts, *self.elements])

    def _element(self, index: int) -> Element:
        return self.elements[index - 1] if index else self.group.generator

    def _times(self, scalar: Scalar, index: int) -> Element:
        if index == 0:
            return self.group.multiply_base(scalar)
        return self.group.multiply(scalar, self.elements[index - 1])

    def _sum(self, elements: Sequence[Element]) -> Element:
        total = elements[0]
        for element in elements[1:]:
            total = self.group.add(total, element)
        return total


def challenge(relation: LinearRelation, commitments: Sequence[Element], tag: bytes) -> Scalar:
    """Draw the challenge from the session, the statement and the commitments (protocol section 7.5)."""
    session = hashlib.shake_128(_SESSION.ljust(_RATE, b"\x00") + tag).digest(32)
    transcript = session.ljust(_RATE, b"\x00") + relation.statement + b"".join(commitments)
    return relation.group.reduce(hashlib.shake_128(transcript).digest(_CHALLENGE_BYTES))


def prove(relation: LinearRelation, witness: Sequence[Scalar], tag: bytes, rng: Rng) -> bytes:
    """Prove knowledge of the witness, bound to `tag`: challenge, then a response per scalar."""
    group = relation.group
    nonces = [group.random_scalar(rng) for _ in range(relation.scalar_count)]
    c = challenge(relation, relation.map(nonces), tag)
    responses = (
        group.scalar_add(nonce, group.scalar_multiply(c, secret)) for nonce, secret in zip(nonces, witness, strict=True)
    )
    return c + b"".join(responses)


def verify(relation: LinearRelation, proof: bytes, tag: bytes) -> None:
    """Check a proof; raises ProofInvalid."""
    group, size = relation.group, relation.group.scalar_size
    if len(proof) != size * (1 + relation.scalar_count):
        raise ProofInvalid("wrong length")
    try:
        c, *responses = (group.read_scalar(proof[i : i + size]) for i in range(0, len(proof), size))
    except NotInGroup as error:
        raise ProofInvalid(str(error)) from None
    minus_c = group.scalar_negate(c)
    commitments = tuple(
        group.add(answer, group.multiply(minus_c, image))
        for answer, image in zip(relation.map(responses), relation.images, strict=True)
    )
    if group.identity in commitments:
        raise ProofInvalid("a commitment is the identity")
    if not hmac.compare_digest(challenge(relation, commitments, tag), c):
        raise ProofInvalid("the equations do not hold")


def _u32(value: int) -> bytes:
    return value.to_bytes(4, "little")
