"""heimo1.json checked a second way: section 7 of the protocol on plain integers, without our group or proofs.

Shared with the program is only the hashing to the curve, which RFC 9380's own vectors pin.
"""

import hashlib

import pytest

from heimo_protocol.anonymity.hash_to_curve import expand_message_xmd, hash_to_field, map_to_edwards25519

from .p256 import vectors

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
CONTEXT = b"HEIMOKVACv1-edwards25519"
SAVED = vectors("heimo1")["credential"]

Point = tuple[int, int]


def add(a: Point, b: Point) -> Point:
    k = D * a[0] * b[0] * a[1] * b[1] % P
    x = (a[0] * b[1] + a[1] * b[0]) * pow(1 + k, -1, P) % P
    return x, (a[1] * b[1] + a[0] * b[0]) * pow(1 - k, -1, P) % P


def times(factor: int, point: Point) -> Point:
    total = (0, 1)
    for bit in f"{factor % L:b}":
        total = add(total, total)
        if bit == "1":
            total = add(total, point)
    return total


def combine(*terms: tuple[int, Point]) -> Point:
    total = (0, 1)
    for factor, point in terms:
        total = add(total, times(factor, point))
    return total


def encode(point: Point) -> bytes:
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def decode(data: bytes) -> Point:
    value = int.from_bytes(data, "little")
    y, sign = value & (1 << 255) - 1, value >> 255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    assert (x * x - square) % P == 0
    return (x if x & 1 == sign else P - x), y


def hash_to_point(data: bytes, label: bytes) -> Point:
    u_0, u_1 = hash_to_field("sha512", data, b"HashToGroup-" + CONTEXT + label, 2, P)
    total = add(map_to_edwards25519(u_0), map_to_edwards25519(u_1))
    for _ in range(3):
        total = add(total, total)
    return total


def words(data: bytes) -> list[bytes]:
    return [data[i : i + 32] for i in range(0, len(data), 32)]


def number(data: bytes) -> int:
    return int.from_bytes(data, "little")


def le32(value: int) -> bytes:
    return value.to_bytes(4, "little")


def proof_holds(
    points: list[Point], equations: list[tuple[int, list[tuple[int, int]]]], tag: bytes, proof: bytes
) -> bool:
    """Section 7.5; `points` starts with HGEN at index 1."""
    at = [G, *points]
    c, *responses = map(number, words(proof))
    assert max(c, *responses) < L
    one = le32(1) + bytes(28)
    statement, commitments = le32(len(equations)), b""
    for image, terms in equations:
        statement += le32(1) + le32(image) + one + le32(len(terms))
        statement += b"".join(le32(s) + le32(e) + one for s, e in terms)
        commitments += encode(combine(*((responses[s], at[e]) for s, e in terms), (-c, at[image])))
    statement += b"".join(map(encode, points))
    session = hashlib.shake_128(b"irtf-cfrg-fiat-shamir/session-id" + bytes(168 - 32) + tag).digest(32)
    digest = hashlib.shake_128(session + bytes(168 - 32) + statement + commitments).digest(48)
    return number(digest) % L == c


G = decode(b"\x58" + b"\x66" * 31)
H = hash_to_point(encode(G), b"generatorH")
M1, R1, M2 = (number(bytes.fromhex(SAVED[name])) for name in ("m1", "r1", "m2"))
X0, X1, X2, XB = map(number, words(bytes.fromhex(SAVED["issuer_keys"])))
PUBLIC = [decode(word) for word in words(bytes.fromhex(SAVED["issuer_public"]))]


def test_keys_and_attributes() -> None:
    assert encode(H).hex() == SAVED["generator_h"]
    assert [combine((X0, G), (XB, H)), times(X1, H), times(X2, H)] == PUBLIC
    context = b"heimo/v1/cred" + bytes.fromhex(SAVED["server_id"]) + SAVED["cred_epoch"].to_bytes(4, "big")
    stretched = expand_message_xmd("sha512", context, b"HashToScalar-" + CONTEXT + b"requestContext", 64)
    assert number(stretched) % L == M2


def test_the_request() -> None:
    request = bytes.fromhex(SAVED["request"])
    m1_enc, m2_enc = map(decode, words(request[:64]))
    assert m1_enc == combine((M1, G), (R1, H))
    equations = [(2, [(0, 0), (2, 1)]), (3, [(1, 0), (3, 1)])]
    assert proof_holds([H, m1_enc, m2_enc], equations, CONTEXT + b"CredentialRequest", request[64:])


def test_the_response() -> None:
    response = bytes.fromhex(SAVED["response"])
    commitments = [decode(word) for word in words(bytes.fromhex(SAVED["request"])[:64])]
    u, encrypted, a0, a1, a2, hx = map(decode, words(response[:192]))
    equations = [
        (6, [(0, 0), (3, 1)]),
        (7, [(1, 1)]),
        (8, [(2, 1)]),
        (12, [(4, 1)]),
        (9, [(3, 12)]),
        (10, [(5, 1)]),
        (10, [(4, 7)]),
        (11, [(4, 8)]),
        (11, [(6, 1)]),
        (4, [(4, 0)]),
        (5, [(4, 6), (5, 2), (6, 3)]),
    ]
    points = [H, *commitments, u, encrypted, *PUBLIC, a0, a1, a2, hx]
    assert proof_holds(points, equations, CONTEXT + b"CredentialResponse", response[192:])


def test_the_credential_is_the_mac_of_its_attributes() -> None:
    m1, u, u_prime, x1 = words(bytes.fromhex(SAVED["credential"]))
    assert (number(m1), decode(x1)) == (M1, PUBLIC[1])
    assert decode(u_prime) == times(X0 + X1 * M1 + X2 * M2, decode(u))


@pytest.mark.parametrize("saved", SAVED["presentations"], ids=["circle", "once"])
def test_the_presentations(saved: dict) -> None:
    shown = bytes.fromhex(saved["presentation"])
    u1, uc, mc, nym = map(decode, words(shown[:128]))
    point = hash_to_point(bytes.fromhex(saved["scope"]), b"NymScope")
    assert nym == times(M1, point)
    v = combine((X0 + X2 * M2, u1), (X1, mc), (-1, uc))
    equations = [(3, [(0, 2), (1, 1)]), (4, [(1, 5), (2, 0)]), (7, [(0, 6)])]
    tag = CONTEXT + b"NymPresentation" + bytes.fromhex(SAVED["bind"])
    assert proof_holds([H, u1, mc, v, PUBLIC[1], point, nym], equations, tag, shown[128:])
    assert not proof_holds([H, u1, mc, v, PUBLIC[1], point, nym], equations, tag + b"x", shown[128:])
    assert hashlib.sha256(b"heimo/v1/nym-id\x00" + encode(nym)).hexdigest() == saved["nym_id"]
