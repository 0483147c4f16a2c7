"""The prime-order group that credentials, proofs and tokens are built on.

`Element` and `Scalar` are bytes that were checked once, when they were read; only a Group makes them.
"""

import hmac
from collections.abc import Callable
from typing import Final, NewType, Protocol

from nacl.bindings import (
    crypto_core_ed25519_add,
    crypto_core_ed25519_is_valid_point,
    crypto_core_ed25519_scalar_add,
    crypto_core_ed25519_scalar_invert,
    crypto_core_ed25519_scalar_mul,
    crypto_core_ed25519_scalar_negate,
    crypto_core_ed25519_scalar_reduce,
    crypto_core_ed25519_scalar_sub,
    crypto_core_ed25519_sub,
    crypto_scalarmult_ed25519_base_noclamp,
    crypto_scalarmult_ed25519_noclamp,
)

from heimo_protocol.anonymity.hash_to_curve import expand_message_xmd, hash_to_edwards25519_pair

Element = NewType("Element", bytes)
Scalar = NewType("Scalar", bytes)
Rng = Callable[[int], bytes]
"""Gives that many random bytes; `os.urandom` everywhere but in tests."""


class NotInGroup(ValueError):
    """Received bytes are not the one encoding of an element (rule R2) or of a scalar (rule R3)."""


class Group(Protocol):
    """A group of prime order, written additively, with elements and scalars in their wire encoding."""

    @property
    def order(self) -> int:
        """The number of elements, a prime."""

    @property
    def element_size(self) -> int:
        """Bytes of an element (Ne)."""

    @property
    def scalar_size(self) -> int:
        """Bytes of a scalar (Ns)."""

    @property
    def generator(self) -> Element:
        """The base point."""

    @property
    def identity(self) -> Element:
        """The neutral element; never valid on the wire."""

    @property
    def one(self) -> Scalar:
        """The scalar 1."""

    def read_element(self, data: bytes) -> Element:
        """Check a received element; raises NotInGroup, also for the identity."""

    def read_scalar(self, data: bytes) -> Scalar:
        """Check a received scalar, zero included; raises NotInGroup."""

    def is_zero(self, scalar: Scalar) -> bool:
        """Tell whether a scalar is 0."""

    def add(self, a: Element, b: Element) -> Element:
        """Add two elements."""

    def subtract(self, a: Element, b: Element) -> Element:
        """Subtract b from a."""

    def multiply(self, scalar: Scalar, element: Element) -> Element:
        """Multiply; zero and the identity are allowed."""

    def multiply_base(self, scalar: Scalar) -> Element:
        """Multiply the generator."""

    def scalar_add(self, a: Scalar, b: Scalar) -> Scalar:
        """Add modulo the order."""

    def scalar_subtract(self, a: Scalar, b: Scalar) -> Scalar:
        """Subtract b from a modulo the order."""

    def scalar_multiply(self, a: Scalar, b: Scalar) -> Scalar:
        """Multiply modulo the order."""

    def scalar_negate(self, a: Scalar) -> Scalar:
        """Negate modulo the order."""

    def scalar_invert(self, a: Scalar) -> Scalar:
        """Invert modulo the order; raises ZeroDivisionError for 0."""

    def reduce(self, data: bytes) -> Scalar:
        """Take up to 64 bytes as a little-endian integer modulo the order."""

    def hash_to_group(self, data: bytes, dst: bytes) -> Element:
        """Hash to an element whose logarithm nobody knows."""

    def hash_to_scalar(self, data: bytes, dst: bytes) -> Scalar:
        """Hash to a scalar."""

    def random_scalar(self, rng: Rng) -> Scalar:
        """Draw a scalar that is not 0."""


class Edwards25519:
    """The prime-order subgroup of edwards25519 on libsodium; 32-byte elements and little-endian scalars.

    Arithmetic on scalars and elements is libsodium's, in constant time.
    """

    order: Final = 2**252 + 27742317777372353535851937790883648493
    element_size: Final = 32
    scalar_size: Final = 32
    identity: Final = Element(b"\x01" + bytes(31))
    zero: Final = Scalar(bytes(32))
    one: Final = Scalar(b"\x01" + bytes(31))
    generator: Final = Element(b"\x58" + b"\x66" * 31)

    def read_element(self, data: bytes) -> Element:
        """Refuse identity, small order, mixed order and non-canonical encodings with NotInGroup."""
        if len(data) != self.element_size or not crypto_core_ed25519_is_valid_point(data):
            raise NotInGroup("not an element of the group")
        return Element(data)

    def read_scalar(self, data: bytes) -> Scalar:
        """Refuse a wrong length and values not below the order with NotInGroup."""
        if len(data) != self.scalar_size or not hmac.compare_digest(self.reduce(data), data):
            raise NotInGroup("not a canonical scalar")
        return Scalar(data)

    def is_zero(self, scalar: Scalar) -> bool:
        """Compare in constant time."""
        return hmac.compare_digest(scalar, self.zero)

    def add(self, a: Element, b: Element) -> Element:
        """Add two elements."""
        return Element(crypto_core_ed25519_add(a, b))

    def subtract(self, a: Element, b: Element) -> Element:
        """Subtract b from a."""
        return Element(crypto_core_ed25519_sub(a, b))

    def multiply(self, scalar: Scalar, element: Element) -> Element:
        """Multiply; libsodium refuses 0 and the identity, so these are answered here."""
        if self.is_zero(scalar) or element == self.identity:
            return self.identity
        return Element(crypto_scalarmult_ed25519_noclamp(scalar, element))

    def multiply_base(self, scalar: Scalar) -> Element:
        """Multiply the generator, five times as fast as any other element."""
        if self.is_zero(scalar):
            return self.identity
        return Element(crypto_scalarmult_ed25519_base_noclamp(scalar))

    def scalar_add(self, a: Scalar, b: Scalar) -> Scalar:
        """Add modulo the order."""
        return Scalar(crypto_core_ed25519_scalar_add(a, b))

    def scalar_subtract(self, a: Scalar, b: Scalar) -> Scalar:
        """Subtract b from a modulo the order."""
        return Scalar(crypto_core_ed25519_scalar_sub(a, b))

    def scalar_multiply(self, a: Scalar, b: Scalar) -> Scalar:
        """Multiply modulo the order."""
        return Scalar(crypto_core_ed25519_scalar_mul(a, b))

    def scalar_negate(self, a: Scalar) -> Scalar:
        """Negate modulo the order."""
        return Scalar(crypto_core_ed25519_scalar_negate(a))

    def scalar_invert(self, a: Scalar) -> Scalar:
        """Invert modulo the order; raises ZeroDivisionError for 0."""
        if self.is_zero(a):
            raise ZeroDivisionError("inverse of the scalar 0")
        return Scalar(crypto_core_ed25519_scalar_invert(a))

    def reduce(self, data: bytes) -> Scalar:
        """Take up to 64 bytes as a little-endian integer modulo the order."""
        return Scalar(crypto_core_ed25519_scalar_reduce(data.ljust(64, b"\x00")))

    def hash_to_group(self, data: bytes, dst: bytes) -> Element:
        """Hash as edwards25519_XMD:SHA-512_ELL2_RO_ (RFC 9380 section 8.5)."""
        point = crypto_core_ed25519_add(*hash_to_edwards25519_pair(data, dst))
        for _ in range(3):  # times the cofactor, 8
            point = crypto_core_ed25519_add(point, point)
        return Element(point)

    def hash_to_scalar(self, data: bytes, dst: bytes) -> Scalar:
        """Hash with expand_message_xmd over SHA-512 to 64 bytes, reduced."""
        return self.reduce(expand_message_xmd("sha512", data, dst, 64))

    def random_scalar(self, rng: Rng) -> Scalar:
        """Reduce 64 random bytes, again in the case of 0."""
        while self.is_zero(scalar := self.reduce(rng(64))):
            pass
        return scalar


EDWARDS25519: Final = Edwards25519()
