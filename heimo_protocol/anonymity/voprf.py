"""The verifiable oblivious pseudorandom function of RFC 9497, mode 1, over any suite of ours."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from heimo_protocol.anonymity.group import Element, Group, Rng, Scalar

_MODE = b"\x01"


class EvaluationInvalid(Exception):
    """The server's proof does not hold for its published key."""


@dataclass(frozen=True)
class Voprf:
    """The function family of one suite: group, hash and suite identifier (RFC 9497 section 3.1)."""

    group: Group
    hash_name: str
    identifier: bytes

    @property
    def context(self) -> bytes:
        """CreateContextString of RFC 9497."""
        return b"OPRFV1-" + _MODE + b"-" + self.identifier

    def derive_key_pair(self, seed: bytes, info: bytes) -> tuple[Scalar, Element]:
        """Derive (secret, public) from 32 bytes (RFC 9497 section 3.2.1)."""
        base = seed + _lp(info)
        for counter in range(256):
            secret = self.group.hash_to_scalar(base + bytes([counter]), b"DeriveKeyPair" + self.context)
            if not self.group.is_zero(secret):
                return secret, self.group.multiply_base(secret)
        raise ValueError("no key from this seed")

    def blind(self, data: bytes, rng: Rng) -> tuple[Scalar, Element]:
        """Hide an input: (blind to keep, element to send)."""
        blind = self.group.random_scalar(rng)
        return blind, self.group.multiply(blind, self._input_element(data))

    def blind_evaluate(
        self, secret: Scalar, public: Element, blinded: Sequence[Element], rng: Rng
    ) -> tuple[tuple[Element, ...], bytes]:
        """Evaluate a batch under one proof (RFC 9497 section 3.3.2): evaluated elements, proof of 2 scalars."""
        group = self.group
        evaluated = tuple(group.multiply(secret, element) for element in blinded)
        weights = self._weights(public, blinded, evaluated)
        m = self._weighted_sum(weights, blinded)
        z = group.multiply(secret, m)
        r = group.random_scalar(rng)
        c = self._challenge(public, m, z, group.multiply_base(r), group.multiply(r, m))
        return evaluated, c + group.scalar_subtract(r, group.scalar_multiply(c, secret))

    def check(self, public: Element, blinded: Sequence[Element], evaluated: Sequence[Element], proof: bytes) -> None:
        """Check a batch's proof; raises EvaluationInvalid, and NotInGroup for malformed scalars."""
        group, size = self.group, self.group.scalar_size
        if len(blinded) != len(evaluated):
            raise EvaluationInvalid("another number of elements came back")
        c, s = group.read_scalar(proof[:size]), group.read_scalar(proof[size:])
        weights = self._weights(public, blinded, evaluated)
        m, z = self._weighted_sum(weights, blinded), self._weighted_sum(weights, evaluated)
        t2 = group.add(group.multiply_base(s), group.multiply(c, public))
        t3 = group.add(group.multiply(s, m), group.multiply(c, z))
        if not hmac.compare_digest(self._challenge(public, m, z, t2, t3), c):
            raise EvaluationInvalid("the evaluation was not made with the published key")

    def finalize(self, data: bytes, blind: Scalar, evaluated: Element) -> bytes:
        """Unblind a checked evaluation into the function's output, one digest long."""
        return self._output(data, self.group.multiply(self.group.scalar_invert(blind), evaluated))

    def evaluate(self, secret: Scalar, data: bytes) -> bytes:
        """Compute the output with the key itself, one digest long."""
        return self._output(data, self.group.multiply(secret, self._input_element(data)))

    def _input_element(self, data: bytes) -> Element:
        element = self.group.hash_to_group(data, b"HashToGroup-" + self.context)
        if element == self.group.identity:
            raise ValueError("an input that hashes to the identity")
        return element

    def _scalar(self, data: bytes) -> Scalar:
        return self.group.hash_to_scalar(data, b"HashToScalar-" + self.context)

    def _weights(self, public: Element, blinded: Sequence[Element], evaluated: Sequence[Element]) -> list[Scalar]:
        """Give ComputeComposites' factors: a linear mix of the batch that nobody can choose."""
        seed = self._hash(_lp(public) + _lp(b"Seed-" + self.context))
        return [
            self._scalar(_lp(seed) + index.to_bytes(2, "big") + _lp(before) + _lp(after) + b"Composite")
            for index, (before, after) in enumerate(zip(blinded, evaluated, strict=True))
        ]

    def _weighted_sum(self, weights: Sequence[Scalar], elements: Sequence[Element]) -> Element:
        total = self.group.identity
        for weight, element in zip(weights, elements, strict=True):
            total = self.group.add(total, self.group.multiply(weight, element))
        return total

    def _challenge(self, *elements: Element) -> Scalar:
        return self._scalar(b"".join(map(_lp, elements)) + b"Challenge")

    def _output(self, data: bytes, element: Element) -> bytes:
        return self._hash(_lp(data) + _lp(element) + b"Finalize")

    def _hash(self, data: bytes) -> bytes:
        return hashlib.new(self.hash_name, data).digest()


def _lp(data: bytes) -> bytes:
    return len(data).to_bytes(2, "big") + data
