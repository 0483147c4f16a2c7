"""Appeals: sealed to each moderator, opened by them (section 15.5)."""

from __future__ import annotations

from collections.abc import Sequence

from heimo_protocol.appeals import APPEAL_BYTES, Appeal
from heimo_protocol.bundles import Bundle
from heimo_protocol.encoding import BadEncoding, decode, encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import MAX_APPEAL_CHARS, MAX_POST_BYTES
from heimo_protocol.operations.franking import SealedFor
from heimo_protocol.signing import h256, lp
from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.e2ee.bundles import BundleSecrets
from heimo_tui.e2ee.primitives.sealing import seal_to, unseal_with


def seal_appeal(appeal: Appeal, moderators: Sequence[tuple[bytes, bytes]]) -> list[SealedFor]:
    """Seal an appeal to moderators, each given as the name's key (32) and the payload of its checked bundle.

    Raises Refusal with TOO_LARGE, and BadEncoding where the key of a bundle is unsound.
    """
    filled = lp(encode(appeal))
    if len(filled) > APPEAL_BYTES or len(appeal.text) > MAX_APPEAL_CHARS:
        raise Refusal(Code.TOO_LARGE, "appeal")
    info = _info(appeal.circle, appeal.decision)
    try:
        return [
            SealedFor(moderator, seal_to(decode(payload, Bundle).seal, info, filled.ljust(APPEAL_BYTES, b"\0")))
            for moderator, payload in moderators
        ]
    except ValueError:
        raise BadEncoding("seal key of a bundle") from None


def open_appeal(sealed: bytes, circle: bytes, decision: bytes, bundles: Sequence[BundleSecrets]) -> Appeal:
    """Open an appeal against a decision, sealed to one of one's own bundles.

    Raises CannotDecrypt: no_header where no bundle opens it, bad_body for what is not well-formed or about another
    decision than the server was told.
    """
    info = _info(circle, decision)
    opened = (unseal_with(secrets.seal, info, sealed) for secrets in bundles)
    plain = next((one for one in opened if one is not None), None)
    if plain is None:
        raise CannotDecrypt("no_header")
    end = 4 + int.from_bytes(plain[:4], "big")
    try:
        appeal = decode(plain[4:end], Appeal)
    except BadEncoding:
        raise CannotDecrypt("bad_body") from None
    sound = end <= len(plain) and plain[end:] == bytes(len(plain) - end) and appeal.v == 1
    fits = len(appeal.text) <= MAX_APPEAL_CHARS and len(appeal.original.encode()) <= MAX_POST_BYTES
    if not (sound and fits) or (appeal.circle, appeal.decision) != (circle, decision):
        raise CannotDecrypt("bad_body")
    return appeal


def _info(circle: bytes, decision: bytes) -> bytes:
    return h256("appeal", circle + decision)
