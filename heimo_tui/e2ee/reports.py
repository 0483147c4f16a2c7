"""Reports: sealed to each moderator, opened and checked by them (sections 15.4 and 15.5)."""

from __future__ import annotations

from collections.abc import Sequence

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.franking import SealedReport, Stamped
from heimo_protocol.limits import MAX_REASON_CHARS, MAX_REPORT_MESSAGES, SEALED_REPORT_CLASSES
from heimo_protocol.operations.franking import SealedFor
from heimo_protocol.signing import h256
from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.e2ee import franking
from heimo_tui.e2ee.bundles import BundleSecrets
from heimo_tui.e2ee.copies import filled, open_copy, seal_copies
from heimo_tui.e2ee.franking import Evidence


def seal_report(report: SealedReport, moderators: Sequence[tuple[bytes, bytes]]) -> list[SealedFor]:
    """Seal a report to moderators, each given as the name's key (32) and the payload of its checked bundle.

    Raises Refusal with TOO_LARGE, and BadEncoding where the key of a bundle is unsound.
    """
    plain = filled(report)
    size = next((one for one in SEALED_REPORT_CLASSES if len(plain) <= one), None)
    if size is None or not 0 < len(report.messages) <= MAX_REPORT_MESSAGES:
        raise Refusal(Code.TOO_LARGE, "report")
    info = _info(report.circle, [message.stamped for message in report.messages])
    return seal_copies(plain, size, info, moderators)


def open_report(
    sealed: bytes, circle: bytes, messages: Sequence[Stamped], bundles: Sequence[BundleSecrets]
) -> SealedReport:
    """Open a report that came with these stamps, sealed to one of one's own bundles.

    Raises CannotDecrypt: no_header where no bundle opens it, bad_body for what is not well-formed or about other
    messages or another circle than the server was told.
    """
    report = open_copy(sealed, _info(circle, messages), SealedReport, bundles)
    about = [message.stamped for message in report.messages]
    if report.circle != circle or about != list(messages) or report.v != 1 or len(report.note) > MAX_REASON_CHARS:
        raise CannotDecrypt("bad_body")
    return report


def verify_report(report: SealedReport, frank_key: bytes) -> None:
    """Check that every message was sent to the reporter and can be proved; `frank_key` is the descriptor's.

    Who sent it is for the server to say (`frank.open`), and to be compared with the report's card. Raises Refusal with
    FRANK_INVALID or BAD_ENCODING that names what is wrong.
    """
    for message in report.messages:
        evidence = Evidence(message.content, message.key, message.signature, message.token)
        franking.check(
            evidence,
            message.stamped.c2,
            message.stamped.hour,
            circle=report.circle,
            recipient=report.reporter,
            frank_key=frank_key,
        )


def _info(circle: bytes, messages: Sequence[Stamped]) -> bytes:
    return h256("report", circle + b"".join(one.c2 for one in messages))
