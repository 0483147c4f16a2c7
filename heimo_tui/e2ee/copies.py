"""One text sealed to several moderators, each copy padded to the same size (section 15.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from heimo_protocol.bundles import Bundle
from heimo_protocol.encoding import BadEncoding, decode, encode
from heimo_protocol.operations.franking import SealedFor
from heimo_protocol.signing import lp
from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.e2ee.bundles import BundleSecrets
from heimo_tui.e2ee.primitives.sealing import seal_to, unseal_with

T = TypeVar("T", bound=msgspec.Struct)


def filled(text: msgspec.Struct) -> bytes:
    """A text as it is padded: behind its length, u32 big-endian."""
    return lp(encode(text))


def seal_copies(plain: bytes, size: int, info: bytes, moderators: Sequence[tuple[bytes, bytes]]) -> list[SealedFor]:
    """Seal what `filled` gave, padded to `size`, to names (32), each with the payload of its checked bundle.

    Raises BadEncoding where the key of a bundle is unsound.
    """
    padded = plain.ljust(size, b"\0")
    try:
        return [
            SealedFor(moderator, seal_to(decode(payload, Bundle).seal, info, padded))
            for moderator, payload in moderators
        ]
    except ValueError:
        raise BadEncoding("seal key of a bundle") from None


def open_copy(sealed: bytes, info: bytes, kind: type[T], bundles: Sequence[BundleSecrets]) -> T:
    """Open a copy that was sealed to one of one's own bundles.

    Raises CannotDecrypt: no_header where no bundle opens it, bad_body for what is not well-formed.
    """
    opened = (unseal_with(secrets.seal, info, sealed) for secrets in bundles)
    plain = next((one for one in opened if one is not None), None)
    if plain is None:
        raise CannotDecrypt("no_header")
    end = 4 + int.from_bytes(plain[:4], "big")
    if end > len(plain) or plain[end:] != bytes(len(plain) - end):
        raise CannotDecrypt("bad_body")
    try:
        return decode(plain[4:end], kind)
    except BadEncoding:
        raise CannotDecrypt("bad_body") from None
