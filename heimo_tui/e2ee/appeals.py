"""Appeals: sealed to each moderator, opened by them (section 15.5)."""

from __future__ import annotations

from collections.abc import Sequence

from heimo_protocol.appeals import APPEAL_BYTES, Appeal
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import MAX_APPEAL_CHARS, MAX_POST_BYTES
from heimo_protocol.operations.franking import SealedFor
from heimo_protocol.signing import h256
from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.e2ee.bundles import BundleSecrets
from heimo_tui.e2ee.copies import filled, open_copy, seal_copies


def seal_appeal(appeal: Appeal, moderators: Sequence[tuple[bytes, bytes]]) -> list[SealedFor]:
    """Seal an appeal to moderators, each given as the name's key (32) and the payload of its checked bundle.

    Raises Refusal with TOO_LARGE, and BadEncoding where the key of a bundle is unsound.
    """
    plain = filled(appeal)
    if len(plain) > APPEAL_BYTES or len(appeal.text) > MAX_APPEAL_CHARS:
        raise Refusal(Code.TOO_LARGE, "appeal")
    return seal_copies(plain, APPEAL_BYTES, _info(appeal.circle, appeal.decision), moderators)


def open_appeal(sealed: bytes, circle: bytes, decision: bytes, bundles: Sequence[BundleSecrets]) -> Appeal:
    """Open an appeal against a decision, sealed to one of one's own bundles.

    Raises CannotDecrypt: no_header where no bundle opens it, bad_body for what is not well-formed or about another
    decision than the server was told.
    """
    appeal = open_copy(sealed, _info(circle, decision), Appeal, bundles)
    fits = len(appeal.text) <= MAX_APPEAL_CHARS and len(appeal.original.encode()) <= MAX_POST_BYTES
    if not fits or appeal.v != 1 or (appeal.circle, appeal.decision) != (circle, decision):
        raise CannotDecrypt("bad_body")
    return appeal


def _info(circle: bytes, decision: bytes) -> bytes:
    return h256("appeal", circle + decision)
