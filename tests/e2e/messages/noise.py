"""How far bytes are from noise."""

from collections import Counter
from collections.abc import Sequence
from math import sqrt

MOST_SIGMAS = 6.5
"""By chance about once in 10^10."""


def unevenness(symbols: Sequence[int], shares: Sequence[float]) -> float:
    """Pearson's chi-square of symbols against the share that each value should have, as sigmas from its mean.

    By Wilson and Hilferty's cube root, which is near the normal distribution for as many values as a byte has.
    """
    counts, total, free = Counter(symbols), len(symbols), len(shares) - 1
    found = sum((counts[value] - share * total) ** 2 / (share * total) for value, share in enumerate(shares))
    return float(((found / free) ** (1 / 3) - (1 - 2 / (9 * free))) / sqrt(2 / (9 * free)))


def of_bytes(data: bytes) -> float:
    """The same for bytes that should be noise."""
    return unevenness(data, [1 / 256] * 256)


def most_biased_bit(rows: Sequence[bytes]) -> float:
    """Of all bits at the same place in every row, the one that is 0 or 1 most often, as sigmas from one half."""
    planes: list[int] = []  # binary counters, one for each place, of which every int here holds one digit
    for row in rows:
        carry = int.from_bytes(row, "big")
        for digit, plane in enumerate(planes):
            planes[digit], carry = plane ^ carry, plane & carry
        if carry:
            planes.append(carry)
    digits = [f"{plane:0{len(rows[0]) * 8}b}" for plane in planes]
    ones = [sum(int(bit) << digit for digit, bit in enumerate(column)) for column in zip(*digits, strict=True)]
    return max(abs(one - len(rows) / 2) for one in ones) / (sqrt(len(rows)) / 2)
