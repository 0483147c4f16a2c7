"""Messages told to the moderators: what is proved names its sender, and whatever is forged names nobody."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.bundles import Bundle
from heimo_protocol.encoding import decode, encode
from heimo_protocol.errors import Code
from heimo_protocol.franking import SealedReport, Stamped
from heimo_protocol.limits import FRAME_CLASSES, MAX_REPORT_MESSAGES, SEALED_REPORT_CLASSES
from heimo_protocol.mail import Content, ContentType
from heimo_protocol.operations import (
    QUEUE_RECV,
    QUEUE_SEND,
    REPORT_PUT,
    QueueRecvArgs,
    QueueSendArgs,
    ReportPutArgs,
    SealedFor,
)
from heimo_protocol.requests import Mode
from heimo_protocol.signing import Envelope, h256, lp
from heimo_tui.core.conversations import MessageReportView, MessageView
from heimo_tui.core.errors import BadInput, Refused, Unreachable
from heimo_tui.e2ee.franking import Evidence
from heimo_tui.e2ee.primitives.sealing import seal_to
from heimo_tui.e2ee.reports import seal_report
from heimo_tui.network import contexts
from heimo_tui.network.calls import Signer
from heimo_tui.services.messages.ground import Scene
from heimo_tui.services.messages.reporting import telling
from heimo_tui.services.messages.supply.franking import franker
from heimo_tui.services.messages.supply.others_keys import OthersKeys, usable
from heimo_tui.services.messages.supply.queues import receiver
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import TellingRow
from tests.client.services.messages.relay import relayed
from tests.client.services.messages.talkers import DAY, TABLE, Talker, Town, ready, talkers, talking
from tests.client.services.messages.test_keys import age_bundles


def appoint(town: Town, one: Talker) -> None:
    town.community.command("moderators", "add", TABLE, one.key.hex())


@asynccontextmanager
async def reported_by(
    town: Town, folder: Path, *moderators: str
) -> AsyncIterator[tuple[Talker, Talker, list[Talker], bytes]]:
    """An author, a reporter to whom they wrote, moderators, and the reporter's conversation."""
    async with talkers(town, folder, "author", "reporter", *moderators) as (author, reporter, *others):
        mine, theirs = await talking(author, reporter)
        for words in ("first", "second", "third"):
            await author.messages.send(mine, words)
        await author.step()
        await reporter.step()
        for one in others:
            appoint(town, one)
        for one in (*others, reporter):
            await one.person.services.forum.refresh(one.circle)
        yield author, reporter, others, theirs


async def ids(one: Talker, conversation: bytes, *words: str) -> list[bytes]:
    lines: dict[str, MessageView] = {line.text: line for line in await one.lines(conversation)}
    assert all(lines[word].reportable for word in words)
    return [lines[word].id for word in words]


async def know(one: Talker, moderator: Talker) -> Scene:
    """Let somebody have a moderator's keys already."""
    scene = await one.messages._parts.ground.scene(one.circle)
    await OthersKeys(one.messages._parts.ground).refresh(scene, moderator.key)
    return scene


async def waiting(one: Talker) -> list[TellingRow]:
    return await one.read(lambda tables: tables.mail.reports.telling())


async def test_what_is_proved_names_its_sender_to_every_moderator(town: Town, tmp_path: Path) -> None:
    async with reported_by(town, tmp_path, "one", "two") as (author, reporter, moderators, talk):
        chosen = await ids(reporter, talk, "third", "first")
        await reporter.messages.report(talk, chosen, "threat", "  please look\nat this ")
        assert await waiting(reporter) == []
        for moderator in moderators:
            await moderator.step()
            (report,) = await moderator.messages.reports()
            assert moderator.messages.inbox().reports == 1
            assert report.author is not None
            assert (report.author.key, report.reporter.key, report.problem) == (author.key, reporter.key, "")
            assert (report.reason, report.note) == ("threat", "please look\nat this")
            assert report.claimed == report.author.name
            assert [one.text for one in report.messages] == ["first", "third"], "only what was chosen, in its order"
        first, second = moderators
        (report,) = await first.messages.reports()
        await first.messages.report_done(report.id)
        with pytest.raises(BadInput, match="no_report"):
            await first.messages.report_done(report.id)
        await first.step()
        assert (await first.messages.reports(), first.messages.inbox().reports) == ((), 0)
        assert len(await second.messages.reports()) == 1
        for nobody in (author, reporter):
            await nobody.step()
            assert await nobody.messages.reports() == ()


async def test_a_request_can_be_reported_before_it_is_answered(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "author", "reporter", "moderator") as (author, reporter, moderator):
        appoint(town, moderator)
        await moderator.person.services.forum.refresh(moderator.circle)
        await author.messages.ask(author.circle, reporter.key, "send me your address or else")
        await author.step()
        await reporter.step()
        (request,) = await reporter.messages.requests()
        await reporter.messages.report(request.id, (), "contact", "")
        await reporter.messages.block_request(request.id)
        await moderator.step()
        (report,) = await moderator.messages.reports()
        assert report.author is not None and report.author.key == author.key
        assert [one.text for one in report.messages] == ["send me your address or else"]


async def test_what_was_taken_back_can_be_reported_for_a_week(town: Town, tmp_path: Path) -> None:
    async with reported_by(town, tmp_path, "moderator") as (author, reporter, (moderator,), talk):
        (message,) = await ids(reporter, talk, "second")
        (theirs,) = [row.id for row in await author.messages.conversations()]
        await author.messages.take_back(theirs, message)
        await author.step()
        await reporter.step()
        assert ">second" not in await reporter.texts(talk)
        assert next(line for line in await reporter.lines(talk) if line.id == message).reportable
        await reporter.messages.report(talk, [message], "harm", "")
        await moderator.step()
        (report,) = await moderator.messages.reports()
        assert report.author is not None and [one.text for one in report.messages] == ["second"]
        reporter.clock.ahead = 8 * DAY
        await reporter.messages._parts.keeper.work_off()
        assert not next(line for line in await reporter.lines(talk) if line.id == message).reportable
        with pytest.raises(BadInput, match="no_message"):
            await reporter.messages.report(talk, [message], "harm", "")


async def test_what_cannot_be_reported(town: Town, tmp_path: Path) -> None:
    async with reported_by(town, tmp_path, "moderator") as (author, reporter, _, talk):
        own = await reporter.messages.send(talk, "my own")
        (first,) = await ids(reporter, talk, "first")
        for messages in ([], [own], [first, os.urandom(16)]):
            with pytest.raises(BadInput, match="no_message"):
                await reporter.messages.report(talk, messages, "harm", "")
        with pytest.raises(BadInput, match="too_many_messages"):
            await reporter.messages.report(talk, [os.urandom(16) for _ in range(MAX_REPORT_MESSAGES + 1)], "harm", "")
        with pytest.raises(BadInput, match="no_request"):
            await reporter.messages.report(os.urandom(16), [first], "harm", "")
        (theirs,) = [row.id for row in await author.messages.conversations()]
        for number in range(9):
            await author.messages.send(theirs, f"{number}" * 7999)
        await author.step()
        await reporter.step()
        long = [line.id for line in await reporter.lines(talk) if len(line.text) > 7000]
        with pytest.raises(BadInput, match="report_too_large"):
            await reporter.messages.report(talk, long, "harm", "")
        await reporter.messages.report(talk, long[:7], "harm", "")


async def test_nobody_to_report_to(usual: Town, tmp_path: Path) -> None:
    async with reported_by(usual, tmp_path) as (author, reporter, _, talk):
        first = await ids(reporter, talk, "first")
        with pytest.raises(BadInput, match="no_moderators"):
            await reporter.messages.report(talk, first, "harm", "")
        appoint(usual, author)
        appoint(usual, reporter)
        with pytest.raises(BadInput, match="no_moderators"):
            await reporter.messages.report(talk, first, "harm", "")
        assert await waiting(reporter) == []
        await author.person.services.forum.refresh(author.circle)
        await author.step()
        assert await author.messages.reports() == (), "whom it is about learns nothing"


async def test_a_moderator_without_keys_gets_it_once_they_were_there(usual: Town, tmp_path: Path) -> None:
    async with (
        talkers(usual, tmp_path, "author", "reporter") as (author, reporter),
        talkers(usual, tmp_path, "moderator", exchange=False) as (moderator,),
    ):
        _, talk = await talking(author, reporter)
        first = await ids(reporter, talk, "may I write to you?")
        appoint(usual, moderator)
        await reporter.person.services.forum.refresh(reporter.circle)
        usual.community.stop()
        try:
            await reporter.messages.report(talk, first, "harm", "away")
            assert [row.sealed for row in await waiting(reporter)] == [None]
        finally:
            usual.community.start()
        await reporter.step()
        assert await waiting(reporter) == []
        await moderator.person.services.forum.refresh(moderator.circle)
        await moderator.step()
        (report,) = await moderator.messages.reports()
        assert report.author is not None and report.note == "away"


async def test_a_report_survives_the_end_of_the_program_and_arrives_once(town: Town, tmp_path: Path) -> None:
    async with reported_by(town, tmp_path, "moderator") as (_, reporter, (moderator,), talk):
        first = await ids(reporter, talk, "first")
        await ready(moderator)
        await reporter.messages.report(talk, first, "harm", "before")
        town.community.stop()
        try:
            await reporter.messages.report(talk, first, "harm", "kept")
            device = reporter.person.services.device
            await device.lock()
            await device.unlock()
        finally:
            town.community.start()
        (row,) = await waiting(reporter)
        # the answer got lost: the same bytes go out again
        assert row.sealed is not None
        await put(reporter, row.report, row.sealed)
        await reporter.step()
        assert await waiting(reporter) == []
        await moderator.step()
        assert sorted(one.note for one in await moderator.messages.reports()) == ["before", "kept"]


async def test_somebody_who_moderates_no_more_is_left_out(town: Town, tmp_path: Path) -> None:
    async with reported_by(town, tmp_path, "stays", "goes") as (_, reporter, (stays, goes), talk):
        first = await ids(reporter, talk, "first")
        await know(reporter, goes)
        town.community.stop()
        try:
            await reporter.messages.report(talk, first, "harm", "")
        finally:
            town.community.start()
        (row,) = await waiting(reporter)
        assert row.sealed is not None and row.sealed.count(goes.key) == 1
        town.community.command("moderators", "remove", TABLE, goes.key.hex())
        await reporter.step()
        await reporter.step()
        assert await waiting(reporter) == []
        for one in (stays, goes):
            await one.person.services.forum.refresh(one.circle)
            await one.step()
        assert len(await stays.messages.reports()) == 1
        assert await goes.messages.reports() == ()


async def test_a_moderator_who_was_away_still_opens_it_until_the_old_keys_are_gone(town: Town, tmp_path: Path) -> None:
    async with reported_by(town, tmp_path, "moderator") as (_, reporter, (moderator,), talk):
        first = await ids(reporter, talk, "first")
        await reporter.messages.report(talk, first, "harm", "old keys")
        await moderator.step()
        for note in ("old keys, late", "keys that are gone"):
            town.community.stop()
            try:
                await reporter.messages.report(talk, first, "harm", note)
            finally:
                town.community.start()
        late, gone = await waiting(reporter)
        await moderator.vault.run(age_bundles(4))
        await ready(moderator)
        assert late.sealed is not None and gone.sealed is not None
        await put(reporter, late.report, late.sealed)
        await moderator.step()
        assert {one.note for one in await moderator.messages.reports() if one.author} == {"old keys", "old keys, late"}
        await moderator.vault.run(age_bundles(15))
        await moderator.messages._parts.keeper.work_off()
        await put(reporter, gone.report, gone.sealed)
        await moderator.step()
        (unread,) = [one for one in await moderator.messages.reports() if one.author is None]
        assert (unread.problem, unread.messages, unread.reporter.key) == ("not_opened", (), b"")


async def test_lost_answers_lose_nothing_and_double_nothing(town: Town, tmp_path: Path) -> None:
    async with relayed(town.community.port) as relay:

        def link(invite: str) -> str:
            return relay.link(invite, town.community.port)

        async with talkers(town, tmp_path, "author", "reporter", "moderator", link=link) as everybody:
            author, reporter, moderator = everybody
            _, talk = await talking(author, reporter)
            appoint(town, moderator)
            for one in (moderator, reporter):
                await one.person.services.forum.refresh(one.circle)
            relay.lose["report.put"] = 100
            await reporter.messages.report(talk, await ids(reporter, talk, "may I write to you?"), "harm", "")
            relay.lose["report.put"] = 0
            assert len(await waiting(reporter)) == 1
            await reporter.step()
            assert await waiting(reporter) == []
            for lost in ("frank.open", "report.fetch"):
                relay.lose[lost] = 100
                with pytest.raises(Unreachable):
                    await moderator.step()
                assert await moderator.messages.reports() == ()
                relay.lose[lost] = 0
            await moderator.step()
            before = relay.seen["frank.open"]
            await moderator.step()
            assert relay.seen["frank.open"] == before, "it was acknowledged"
            (report,) = await moderator.messages.reports()
            assert report.author is not None and report.author.key == author.key


# --- forged ---


async def put(one: Talker, report: bytes | SealedReport, sealed: bytes, told: list[Stamped] | None = None) -> None:
    """Hand over what was sealed, with these stamps or those of the report."""
    scene = await one.messages._parts.ground.scene(one.circle)
    opened = decode(report, SealedReport) if isinstance(report, bytes) else report
    stamps = [message.stamped for message in opened.messages] if told is None else told
    args = ReportPutArgs(messages=stamps, sealed=decode(sealed, list[SealedFor]))
    await scene.place.calls.call(scene.context, REPORT_PUT, args, scene.signer)


async def honest(one: Talker, conversation: bytes, *words: str) -> SealedReport:
    """What the program would report."""
    found = _gather_in(conversation, await ids(one, conversation, *words))
    gathered = await one.read(found)
    return SealedReport(
        circle=one.circle, reporter=one.key, card=gathered.card, messages=gathered.messages, reason="harm"
    )


def _gather_in(conversation: bytes, messages: list[bytes]) -> Callable[[Tables], Any]:
    return lambda tables: telling._gather(tables, conversation, messages)


async def sealed_to(one: Talker, moderator: Talker, report: SealedReport, circle: bytes | None = None) -> bytes:
    """A report sealed to a moderator; `circle` is the one that the seal is for, where it differs."""
    scene = await know(one, moderator)
    keys = await one.read(lambda tables: usable(tables, scene, moderator.key))
    assert keys is not None
    if circle is None:
        return encode(seal_report(report, [(moderator.key, keys.payload)]))
    info = h256("report", circle + b"".join(message.stamped.c2 for message in report.messages))
    plain = lp(encode(report)).ljust(SEALED_REPORT_CLASSES[0], b"\0")
    return encode([SealedFor(moderator.key, seal_to(decode(keys.payload, Bundle).seal, info, plain))])


async def come(moderator: Talker) -> MessageReportView:
    """The one report that came, which is put away."""
    await moderator.step()
    (view,) = await moderator.messages.reports()
    await moderator.messages.report_done(view.id)
    return view


def first_with(report: SealedReport, **changes: Any) -> SealedReport:
    """The report with another first message."""
    changed = msgspec.structs.replace(report.messages[0], **changes)
    return msgspec.structs.replace(report, messages=[changed, *report.messages[1:]])


def flipped(data: bytes) -> bytes:
    return bytes([data[0] ^ 1]) + data[1:]


async def card_of(one: Talker) -> bytes:
    scene = await one.messages._parts.ground.scene(one.circle)
    return (await one.read(lambda tables: scene.me(tables).cards[0])).to_bytes()


async def test_every_forged_field_is_found_by_the_moderators_program(town: Town, tmp_path: Path) -> None:
    async with reported_by(town, tmp_path, "moderator", "bystander") as (_, reporter, others, talk):
        moderator, bystander = others
        good = await honest(reporter, talk, "first", "second")
        one, two = good.messages
        scene = await reporter.messages._parts.ground.scene(reporter.circle)
        await reporter.messages._parts.talking._franking.ensure(scene)
        own = await reporter.read(lambda tables: tables.mail.keys.frank(scene.id, scene.key))
        assert own is not None
        another_card = Envelope.from_bytes(good.card)
        replace = msgspec.structs.replace
        forged: dict[str, tuple[SealedReport, str]] = {
            "content": (first_with(good, content=two.content), "sig_invalid"),
            "key of the commitment": (first_with(good, key=flipped(one.key)), "sig_invalid"),
            "short key": (first_with(good, key=b""), "sig_invalid"),
            "signature": (first_with(good, signature=flipped(one.signature)), "sig_invalid"),
            "another message's signature": (first_with(good, signature=two.signature), "sig_invalid"),
            "token": (first_with(good, token=flipped(one.token)), "frank_invalid"),
            "hidden name": (first_with(good, token=one.token[:40] + flipped(one.token[40:])), "frank_invalid"),
            "no token": (first_with(good, token=b""), "frank_invalid"),
            "the reporter's own token": (first_with(good, token=own.token.reveal()), "sig_invalid"),
            "reporter": (replace(good, reporter=bystander.key), "sig_invalid"),
            "somebody else's card": (replace(good, card=await card_of(bystander)), "sender_differs"),
            "the reporter's card": (replace(good, card=await card_of(reporter)), "sender_differs"),
            "card without a signature": (
                replace(good, card=replace(another_card, signature=flipped(another_card.signature)).to_bytes()),
                "card_invalid",
            ),
            "no card": (replace(good, card=b""), "card_invalid"),
            "a message twice": (replace(good, messages=[one, one]), "bad_body"),
            "version": (replace(good, v=2), "bad_body"),
            "note": (replace(good, note="x" * 2000), "bad_body"),
        }
        for what, (report, problem) in forged.items():
            await put(reporter, report, await sealed_to(reporter, moderator, report))
            view = await come(moderator)
            assert (view.author, view.problem) == (None, problem), what
            assert view.reporter.key == b"", what
        await put(reporter, good, await sealed_to(reporter, moderator, good))
        assert (await come(moderator)).author is not None


async def test_what_was_sealed_has_to_be_what_the_server_was_told(town: Town, tmp_path: Path) -> None:
    async with reported_by(town, tmp_path, "moderator") as (_, reporter, (moderator,), talk):
        good = await honest(reporter, talk, "first", "second")
        one, two = good.messages
        told = [one.stamped, two.stamped]
        replace = msgspec.structs.replace
        other_hour = first_with(good, stamped=replace(one.stamped, hour=one.stamped.hour - 1))
        other_stamp = first_with(good, stamped=replace(one.stamped, stamp=flipped(one.stamped.stamp)))
        other_c2 = first_with(good, stamped=replace(one.stamped, c2=flipped(one.stamped.c2)))
        other_circle = replace(good, circle=os.urandom(16))
        for what, report, problem, circle in (
            ("order", replace(good, messages=[two, one]), "not_opened", None),
            ("fewer", replace(good, messages=[one]), "not_opened", None),
            ("commitment", other_c2, "not_opened", None),
            ("hour", other_hour, "bad_body", None),
            ("stamp", other_stamp, "bad_body", None),
            ("circle", other_circle, "not_opened", None),
            ("circle inside", other_circle, "bad_body", good.circle),
        ):
            await put(reporter, report, await sealed_to(reporter, moderator, report, circle), told)
            view = await come(moderator)
            assert (view.author, view.problem, view.messages) == (None, problem, ()), what
        for what, report in (("commitment", other_c2), ("hour", other_hour), ("stamp", other_stamp)):
            with pytest.raises(Refused) as refused:
                await put(reporter, report, await sealed_to(reporter, moderator, report))
            assert refused.value.code == Code.STAMP_INVALID, what
        with pytest.raises(Refused) as refused:
            await put(reporter, good, await sealed_to(reporter, reporter, good))
        assert refused.value.code == Code.NOT_MODERATOR


async def test_whoever_writes_the_messages_themselves_frames_nobody(town: Town, tmp_path: Path) -> None:
    async with reported_by(town, tmp_path, "moderator") as (author, reporter, (moderator,), talk):
        scene = await reporter.messages._parts.ground.scene(reporter.circle)
        await reporter.messages._parts.talking._franking.ensure(scene)
        content = encode(Content(type=ContentType.TEXT, id=os.urandom(16), minutes=scene.minutes(), text="a threat"))

        def frank(tables: Tables) -> tuple[bytes, Evidence]:
            return franker(tables, scene).frank(content, circle=scene.id, recipient=scene.key, rand=os.urandom)

        c2, evidence = await reporter.read(frank)
        good = await honest(reporter, talk, "first")
        stamped = await stamped_by_the_server(reporter, c2)
        forged = msgspec.structs.replace(good, messages=[evidence.reported(stamped)])
        await put(reporter, forged, await sealed_to(reporter, moderator, forged))
        view = await come(moderator)
        assert (view.author, view.problem) == (None, "sender_differs")
        assert view.claimed == (await honest_name(moderator, author))


async def honest_name(reader: Talker, one: Talker) -> str:
    names = await reader.read(lambda tables: tables.members.names(reader.circle))
    return names[one.key]


async def stamped_by_the_server(one: Talker, c2: bytes) -> Stamped:
    """Send something to a queue of one's own, only to have it stamped."""
    scene = await one.messages._parts.ground.scene(one.circle)
    queue = await one.messages._parts.renewing._queues.create(scene)
    writer = Signer(Ed25519PrivateKey.generate(), Mode.QUEUE_SENDER)
    frame = b"\1" + os.urandom(FRAME_CLASSES[0] - 1)
    args = QueueSendArgs(qid=queue.qid, frame=frame, c2=c2, claim=queue.claim.reveal())
    context = contexts.queue(queue.qid, sending=True)
    await scene.place.calls.call(context, QUEUE_SEND, args, writer)
    reading = contexts.queue(queue.qid, sending=False)
    row = queue.row(os.urandom(16))
    answer = await scene.place.calls.call(reading, QUEUE_RECV, QueueRecvArgs(qid=queue.qid, ack=0), receiver(row))
    return Stamped(c2, answer.entries[0].hour, answer.entries[0].stamp)
