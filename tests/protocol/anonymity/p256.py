"""P-256 on plain integers, so that our generic code can be held against official vectors; for tests only."""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

from heimo_protocol.anonymity.group import Element, Group, NotInGroup, Rng, Scalar
from heimo_protocol.anonymity.hash_to_curve import hash_to_field

VECTORS: Final = Path(__file__).parents[2] / "vectors"

Point = tuple[int, int] | None

P: Final = 2**256 - 2**224 + 2**192 + 2**96 - 1
A: Final = -3 % P
B: Final = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
N: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
GX: Final = 0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296
GY: Final = 0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5


def vectors(name: str) -> Any:
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def sequence(*values: bytes) -> Callable[[int], bytes]:
    """A source of randomness that gives these values and then fails."""
    left = list(values)

    def draw(size: int) -> bytes:
        value = left.pop(0)
        assert len(value) == size
        return value

    return draw


def stream(seed: str) -> Callable[[int], bytes]:
    """An endless deterministic source of randomness."""
    position = 0

    def draw(size: int) -> bytes:
        nonlocal position
        position += size
        return hashlib.shake_256(seed.encode()).digest(position)[-size:]

    return draw


def root(square: int) -> int | None:
    value = pow(square, (P + 1) // 4, P)
    return value if (value * value - square) % P == 0 else None


def add_points(a: Point, b: Point) -> Point:
    if a is None or b is None:
        return b if a is None else a
    if a[0] == b[0]:
        if (a[1] + b[1]) % P == 0:
            return None
        slope = (3 * a[0] * a[0] + A) * pow(2 * a[1], -1, P)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def map_to_curve(u: int) -> tuple[int, int]:
    """Simplified SWU with Z = -10 (RFC 9380 section 6.6.2)."""
    z = -10
    t = (z * z * pow(u, 4, P) + z * u * u) % P
    x1 = -B * pow(A, -1, P) * (1 + pow(t, -1, P)) if t else B * pow(z * A, -1, P)
    x, y = x1 % P, root((x1 * x1 * x1 + A * x1 + B) % P)
    if y is None:
        x = z * u * u * x % P
        y = root((x * x * x + A * x + B) % P)
        assert y is not None
    return x, y if y % 2 == u % 2 else -y % P


def encode(point: Point) -> Element:
    if point is None:
        return Element(b"\x00")
    return Element(bytes([2 + point[1] % 2]) + point[0].to_bytes(32, "big"))


@cache
def decode(element: Element) -> Point:
    if element == b"\x00":
        return None
    x = int.from_bytes(element[1:], "big")
    y = root((x * x * x + A * x + B) % P) if x < P else None
    if len(element) != 33 or element[0] not in (2, 3) or y is None:
        raise NotInGroup("not a compressed point")
    return x, y if y % 2 == element[0] - 2 else P - y


def scalar(value: int) -> Scalar:
    return Scalar((value % N).to_bytes(32, "big"))


def number(value: Scalar) -> int:
    return int.from_bytes(value, "big")


class Nist256:
    """The group of P-256 with compressed points and big-endian scalars."""

    order = N
    element_size = 33
    scalar_size = 32
    generator = encode((GX, GY))
    identity = Element(b"\x00")
    one = scalar(1)

    def read_element(self, data: bytes) -> Element:
        if len(data) != self.element_size:
            raise NotInGroup("wrong length")
        decode(Element(data))
        return Element(data)

    def read_scalar(self, data: bytes) -> Scalar:
        if len(data) != self.scalar_size or int.from_bytes(data, "big") >= N:
            raise NotInGroup("not a canonical scalar")
        return Scalar(data)

    def is_zero(self, scalar: Scalar) -> bool:
        return not any(scalar)

    def add(self, a: Element, b: Element) -> Element:
        return encode(add_points(decode(a), decode(b)))

    def subtract(self, a: Element, b: Element) -> Element:
        return self.add(a, self.multiply(scalar(-1), b))

    def multiply(self, scalar: Scalar, element: Element) -> Element:
        total: Point = None
        point = decode(element)
        for bit in f"{number(scalar):b}":
            total = add_points(total, total)
            if bit == "1":
                total = add_points(total, point)
        return encode(total)

    def multiply_base(self, scalar: Scalar) -> Element:
        return self.multiply(scalar, self.generator)

    def scalar_add(self, a: Scalar, b: Scalar) -> Scalar:
        return scalar(number(a) + number(b))

    def scalar_subtract(self, a: Scalar, b: Scalar) -> Scalar:
        return scalar(number(a) - number(b))

    def scalar_multiply(self, a: Scalar, b: Scalar) -> Scalar:
        return scalar(number(a) * number(b))

    def scalar_negate(self, a: Scalar) -> Scalar:
        return scalar(-number(a))

    def scalar_invert(self, a: Scalar) -> Scalar:
        return scalar(pow(number(a), -1, N))

    def reduce(self, data: bytes) -> Scalar:
        return scalar(int.from_bytes(data, "little"))

    def hash_to_group(self, data: bytes, dst: bytes) -> Element:
        u_0, u_1 = hash_to_field("sha256", data, dst, 2, P)
        return encode(add_points(map_to_curve(u_0), map_to_curve(u_1)))

    def hash_to_scalar(self, data: bytes, dst: bytes) -> Scalar:
        return scalar(hash_to_field("sha256", data, dst, 1, N)[0])

    def random_scalar(self, rng: Rng) -> Scalar:
        while not 0 < (value := int.from_bytes(rng(32), "big")) < N:
            pass
        return scalar(value)


P256: Final[Group] = Nist256()
