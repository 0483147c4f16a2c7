"""The safety number of two names, to be compared by eye or by camera (section 16)."""

import hashlib

_ROUNDS = 5200


def fingerprint(server: bytes, circle: bytes, name: bytes, identity: bytes) -> bytes:
    """64 bytes of one name's key P and identity key IK; the number takes the first 30, the picture the first 32."""
    made = b"\x00\x01" + server + circle + name + identity
    for _ in range(_ROUNDS):
        made = hashlib.sha512(made + name + identity).digest()
    return made


def digits(print_: bytes) -> str:
    """30 digits of a fingerprint."""
    return "".join(f"{int.from_bytes(print_[at : at + 5], 'big') % 100000:05d}" for at in range(0, 30, 5))


def number(one: bytes, other: bytes) -> list[str]:
    """Twelve groups of five digits, the same on both sides."""
    whole = "".join(sorted((digits(one), digits(other))))
    return [whole[at : at + 5] for at in range(0, 60, 5)]


def picture(one: bytes, other: bytes) -> bytes:
    """What the QR code holds, 65 bytes."""
    return b"\x01" + b"".join(sorted((one[:32], other[:32])))
