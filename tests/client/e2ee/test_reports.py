"""Reports: only what was really sent to the reporter, and stamped by the server, can be proved."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from heimo_protocol.encoding import BadEncoding, encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.franking import ReportedMessage, SealedReport, Stamped, stamp
from heimo_protocol.limits import MAX_REASON_CHARS, MAX_REPORT_MESSAGES
from heimo_protocol.signing import h256, lp
from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.e2ee.primitives.sealing import HPKE_OVERHEAD, seal_to
from heimo_tui.e2ee.reports import open_report, seal_report, verify_report

from .pair import CIRCLE, FRANK_KEY, HOUR, Pair, Person, franker

STAMP_KEY = bytes(32)


def stamped(c2: bytes) -> Stamped:
    return Stamped(c2, HOUR, stamp(STAMP_KEY, c2, HOUR))


def reported(pair: Pair, *contents: bytes) -> list[ReportedMessage]:
    found = []
    for content in contents:
        sealed = pair.ada.write(pair.at_ada, content, pair.ben)
        pair.at_ada = sealed.session
        opened = pair.ben.read(pair.at_ben, sealed.frame, sealed.c2)
        pair.at_ben = opened.session
        assert opened.evidence is not None
        found.append(opened.evidence.reported(stamped(sealed.c2)))
    return found


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair().answered()


@pytest.fixture(scope="module")
def moderator() -> Person:
    return Person()


@pytest.fixture(scope="module")
def report(pair: Pair) -> SealedReport:
    messages = reported(pair, b"first", b"second")
    card = pair.ada.me.cards[0].to_bytes()
    return SealedReport(
        circle=CIRCLE, reporter=pair.ben.author, card=card, messages=messages, reason="threat", note="!"
    )


def stamps(report: SealedReport) -> list[Stamped]:
    return [message.stamped for message in report.messages]


def test_every_moderator_can_open_it_and_nobody_else(report: SealedReport, moderator: Person, pair: Pair) -> None:
    other = Person()
    moderators = [(one.author, one.bundles[0].payload) for one in (moderator, other)]
    sealed = seal_report(report, moderators)
    assert [one.moderator for one in sealed] == [moderator.author, other.author]
    for one, person in zip(sealed, (moderator, other), strict=True):
        assert len(one.sealed) == 4096 + HPKE_OVERHEAD
        person.renew_bundle()
        opened = open_report(one.sealed, CIRCLE, stamps(report), person.bundles)
        assert opened == report
        verify_report(opened, FRANK_KEY)
    for bundles in (pair.ben.bundles, []):
        with pytest.raises(CannotDecrypt, match="no_header"):
            open_report(sealed[0].sealed, CIRCLE, stamps(report), bundles)


@pytest.mark.parametrize(("size", "longest"), [(16384, 9000), (65536, 30_000)])
def test_larger_reports_are_of_larger_classes(pair: Pair, moderator: Person, size: int, longest: int) -> None:
    report = SealedReport(
        circle=CIRCLE, reporter=pair.ben.author, card=b"", messages=reported(pair, b"x" * longest), reason="spam"
    )
    [sealed] = seal_report(report, [(moderator.author, moderator.bundles[0].payload)])
    assert len(sealed.sealed) == size + HPKE_OVERHEAD
    assert open_report(sealed.sealed, CIRCLE, stamps(report), moderator.bundles) == report


def test_a_report_has_some_messages_and_not_too_many(report: SealedReport, pair: Pair) -> None:
    for messages in ([], [report.messages[0]] * (MAX_REPORT_MESSAGES + 1), reported(pair, b"x" * 60_000, b"y" * 9000)):
        with pytest.raises(Refusal) as caught:
            seal_report(msgspec.structs.replace(report, messages=messages), [])
        assert caught.value.code is Code.TOO_LARGE


def test_a_moderator_without_a_sound_key_is_told(report: SealedReport, moderator: Person) -> None:
    bundle = msgspec.structs.replace(moderator.bundles[0].bundle, seal=b"\xff" * 1216)
    with pytest.raises(BadEncoding, match="bundle"):
        seal_report(report, [(moderator.author, encode(bundle))])


def changed_message(report: SealedReport, **changes: Any) -> SealedReport:
    first = msgspec.structs.replace(report.messages[0], **changes)
    return msgspec.structs.replace(report, messages=[first, *report.messages[1:]])


def forgeries(report: SealedReport, pair: Pair) -> dict[str, SealedReport]:
    """What a reporter without the sender's help could try."""
    first, second = report.messages
    other = franker()
    token_of_other = changed_message(report, token=other.token)
    foreign = reported(Pair(ada=pair.ada).answered(), b"to somebody else")[0]
    return {
        "content": changed_message(report, content=b"never said"),
        "key": changed_message(report, key=bytes(32)),
        "short key": changed_message(report, key=b""),
        "signature": changed_message(report, signature=second.signature),
        "short signature": changed_message(report, signature=b""),
        "token": token_of_other,
        "short token": changed_message(report, token=first.token[:-1]),
        "commitment": changed_message(report, stamped=stamped(bytes(32))),
        "stamp of another message": changed_message(report, stamped=second.stamped),
        "hour": changed_message(report, stamped=Stamped(first.stamped.c2, HOUR + 24 * 7 * 9, b"")),
        "reporter": msgspec.structs.replace(report, reporter=pair.ada.author),
        "circle": msgspec.structs.replace(report, circle=bytes(16)),
        "sent to somebody else": msgspec.structs.replace(report, messages=[first, foreign]),
    }


KINDS = [
    *("content", "key", "short key", "signature", "short signature", "token", "short token", "commitment"),
    *("stamp of another message", "hour", "reporter", "circle", "sent to somebody else"),
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_forged_part_is_refused(report: SealedReport, pair: Pair, kind: str) -> None:
    verify_report(report, FRANK_KEY)
    found = forgeries(report, pair)
    assert list(found) == KINDS
    with pytest.raises(Refusal) as caught:
        verify_report(found[kind], FRANK_KEY)
    assert caught.value.code in (Code.FRANK_INVALID, Code.BAD_ENCODING) and caught.value.detail


def test_another_servers_tokens_prove_nothing(report: SealedReport, pair: Pair) -> None:
    with pytest.raises(Refusal, match="token signature"):
        verify_report(report, pair.ada.author)


def sealed_plain(report: SealedReport, moderator: Person, plain: bytes, about: list[Stamped]) -> bytes:
    info = h256("report", CIRCLE + b"".join(one.c2 for one in about))
    return seal_to(moderator.bundles[0].bundle.seal, info, plain)


def test_it_is_about_what_the_server_was_told(report: SealedReport, moderator: Person) -> None:
    [sealed] = seal_report(report, [(moderator.author, moderator.bundles[0].payload)])
    for about in (stamps(report)[::-1], stamps(report)[:1], []):
        with pytest.raises(CannotDecrypt, match="no_header"):
            open_report(sealed.sealed, CIRCLE, about, moderator.bundles)
    with pytest.raises(CannotDecrypt, match="no_header"):
        open_report(sealed.sealed, bytes(16), stamps(report), moderator.bundles)
    other_hour = [Stamped(one.c2, one.hour + 1, one.stamp) for one in stamps(report)]
    with pytest.raises(CannotDecrypt, match="bad_body"):
        open_report(sealed.sealed, CIRCLE, other_hour, moderator.bundles)


def test_a_report_is_well_formed_or_refused(report: SealedReport, moderator: Person) -> None:
    def changed(**changes: Any) -> bytes:
        return lp(encode(msgspec.structs.replace(report, **changes)))

    good = lp(encode(report))
    assert open_report(sealed_plain(report, moderator, good, stamps(report)), CIRCLE, stamps(report), moderator.bundles)
    filled = [
        lp(b"\xff"),
        (2**31).to_bytes(4, "big") + good[4:],
        changed(v=2),
        changed(circle=bytes(16)),
        changed(note="x" * (MAX_REASON_CHARS + 1)),
        changed(messages=report.messages[:1]),
    ]
    longer = (len(good) - 3).to_bytes(4, "big") + good[4:]
    wrong = [b"", longer, good.ljust(4095, b"\0") + b"\1", *(plain.ljust(4096, b"\0") for plain in filled)]
    for plain in wrong:
        sealed = sealed_plain(report, moderator, plain, stamps(report))
        with pytest.raises(CannotDecrypt, match="bad_body"):
            open_report(sealed, CIRCLE, stamps(report), moderator.bundles)
