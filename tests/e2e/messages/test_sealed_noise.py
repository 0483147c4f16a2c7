"""What a sealed request looks like to who cannot open it: noise, but for the key agreement at its beginning.

The first 1,120 bytes are X-Wing's ciphertext, and those are no noise by their nature: ML-KEM-768 rounds numbers modulo
3,329 to 10 and 4 bits, so that some values come more often; and an X25519 key is less than 2^255 - 19, so that its last
bit is 0. (Bytes hide it: over 300 requests they are as even as noise, while the numbers of 10 bits stand out by 48
sigmas.) That tells that a request is a request, which the server knows. It tells nothing of whom it is by or for: the
shares are the same for everybody, and these tests hold the bytes against them.
"""

from itertools import chain
from typing import Final

import pytest

from tests.client.e2ee.pair import Person
from tests.e2e.messages.noise import MOST_SIGMAS, most_biased_bit, of_bytes, unevenness

REQUESTS = 150
Q: Final = 3329
U_BYTES, KEM_BYTES, HYBRID_BYTES = 960, 1088, 1120
VALUES_PER_KEM = 768


@pytest.fixture(scope="module")
def sealed() -> list[bytes]:
    """Requests of one person to another, with the same words in each."""
    ada, ben = Person(), Person()
    return [ada.ask(ben).sealed for _ in range(REQUESTS)]


def symbols(data: bytes, bits: int) -> list[int]:
    """Numbers of so many bits, as FIPS 203 packs them."""
    whole = int.from_bytes(data, "little")
    return [whole >> place & (1 << bits) - 1 for place in range(0, len(data) * 8, bits)]


def shares(bits: int) -> list[float]:
    """How often each value comes where numbers modulo q are even, and rounded to so many bits (FIPS 203, 4.7)."""
    counts = [0] * (1 << bits)
    for number in range(Q):
        counts[((number << bits) * 2 + Q) // (2 * Q) % (1 << bits)] += 1
    return [count / Q for count in counts]


def test_all_after_the_key_agreement_is_noise(sealed: list[bytes]) -> None:
    rest = [one[HYBRID_BYTES:] for one in sealed]
    assert {len(one) for one in sealed} == {8192}
    assert abs(of_bytes(b"".join(rest))) < MOST_SIGMAS
    assert most_biased_bit(rest) < MOST_SIGMAS


def test_the_key_agreement_is_as_uneven_as_its_definition_and_no_more(sealed: list[bytes]) -> None:
    u = list(chain.from_iterable(symbols(one[:U_BYTES], 10) for one in sealed))
    v = list(chain.from_iterable(symbols(one[U_BYTES:KEM_BYTES], 4) for one in sealed))
    assert (len(u), len(v)) == (REQUESTS * VALUES_PER_KEM, REQUESTS * 256)
    assert abs(unevenness(u, shares(10))) < MOST_SIGMAS
    assert abs(unevenness(v, shares(4))) < MOST_SIGMAS
    # against even shares it stands out, so that the test would see something
    assert unevenness(u, [1 / 1024] * 1024) > 3 * MOST_SIGMAS
    keys = [one[KEM_BYTES:HYBRID_BYTES] for one in sealed]
    assert all(key[31] < 0x80 for key in keys)
    assert most_biased_bit([key[:31] for key in keys]) < MOST_SIGMAS


def test_requests_to_others_and_with_other_words_are_spread_alike(sealed: list[bytes]) -> None:
    """The same shares hold whoever asks whom, and whatever they say."""
    people = [Person() for _ in range(4)]
    others = [
        writer.ask(reader, bytes([number]) * (number % 900)).sealed
        for number in range(REQUESTS // 3)
        for writer, reader in [(people[number % 4], people[(number + 1) % 4])]
    ]
    u = list(chain.from_iterable(symbols(one[:U_BYTES], 10) for one in others))
    assert abs(unevenness(u, shares(10))) < MOST_SIGMAS
    assert abs(of_bytes(b"".join(one[HYBRID_BYTES:] for one in others))) < MOST_SIGMAS
