"""Encryption that cannot be read any more is renewed, by itself where it is safe, and never silently for other keys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from heimo_protocol.anonymity.tokens import Token, TokenType
from heimo_protocol.cards import Card, open_card
from heimo_protocol.encoding import encode
from heimo_protocol.mail import ContentType
from heimo_protocol.operations import REQUEST_SEND, RequestSendArgs
from heimo_protocol.signing import seal
from heimo_tui.core.conversations import Asking, Line, Mark, Standing
from heimo_tui.core.errors import BadInput
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.e2ee.parties import Me
from heimo_tui.e2ee.requests import seal_request
from heimo_tui.network import contexts
from heimo_tui.services.messages.ground import Scene
from heimo_tui.services.messages.leaving.saying import make
from heimo_tui.services.messages.supply.franking import franker
from heimo_tui.services.messages.supply.others_keys import usable
from heimo_tui.vault.tables import Member, Tables
from heimo_tui.vault.tables import Token as TokenRow
from heimo_tui.vault.tables.mail import SessionRow
from tests.client.services.messages.talkers import DAY, Talker, Town, ready, talker_at, talkers, talking


async def say(one: Talker, conversation: bytes, *texts: str) -> None:
    for text in texts:
        await one.messages.send(conversation, text)
    await one.step()


async def scene_of(one: Talker) -> Scene:
    return await one.messages._parts.ground.scene(one.circle)


def row_of(tables: Tables, token: Token) -> TokenRow:
    server = tables.communities.all()[0].server_id
    return TokenRow(
        server_id=server, type=token.type, epoch=token.epoch, nonce=token.nonce, w=SecretBytes(token.output)
    )


async def back_and_forth(a: Talker, mine: bytes, b: Talker, theirs: bytes, times: int = 3) -> None:
    for number in range(times):
        await say(a, mine, f"a{number}")
        await b.step()
        await say(b, theirs, f"b{number}")
        await a.step()


async def state_of(one: Talker, conversation: bytes) -> list[SessionRow]:
    return await one.read(lambda tables: tables.mail.sessions.of(conversation))


async def put_back(one: Talker, rows: list[SessionRow]) -> None:
    """Give somebody the keys of another day, as a restored copy of their disk would."""

    def work(tables: Tables) -> None:
        for row in rows:
            tables.mail.sessions.save(row)

    await one.vault.run(work)


async def test_frames_that_come_before_their_key_wait_for_it(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        await a.messages.renew(mine)
        await say(a, mine, "first in the new session", "second in it")
        await b.messages._parts.keeper._frames.catch_up(theirs)
        assert len(await b.read(lambda tables: tables.mail.quarantine.of(theirs))) == 2
        assert await b.texts(theirs) == [">may I write to you?"]
        await b.step()
        assert (await b.texts(theirs))[1:] == [">first in the new session", ">second in it"]
        assert await b.read(lambda tables: tables.mail.quarantine.of(theirs)) == []
        assert await a.kinds(mine) == [Line.TEXT, Line.ACCEPTED, Line.RENEWED, Line.TEXT, Line.TEXT]
        assert Line.RENEWED in await b.kinds(theirs)
        await b.step()
        await a.step()
        await say(b, theirs, "and back")
        await a.step()
        assert (await a.texts(mine))[-1] == ">and back"
        with pytest.raises(BadInput, match="renewed_lately"):
            await a.messages.renew(mine)
        with pytest.raises(BadInput, match="renewed_lately"):
            await b.messages.renew(theirs)


async def test_three_frames_that_nobody_can_read_renew_the_session(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        old = await state_of(b, theirs)
        await back_and_forth(a, mine, b, theirs)
        await put_back(b, old)
        await say(a, mine, "lost one", "lost two")
        await b.step()
        assert not (await b.read(lambda tables: tables.mail.conversations.require(theirs))).renew
        await say(a, mine, "lost three")
        await b.step()
        assert (await b.kinds(theirs))[-1] is Line.RENEWED
        await a.step()
        await b.step()
        assert (await a.kinds(mine))[-1] is Line.RENEWED
        await say(a, mine, "found again")
        await b.step()
        await say(b, theirs, "so do I")
        await a.step()
        assert (await b.texts(theirs))[-2:] == [">found again", "so do I"]
        assert (await a.texts(mine))[-1] == ">so do I"
        assert len(await state_of(a, mine)) == 2
        # the frames that nobody could read show as such after a week
        b.clock.ahead = 8 * DAY
        await b.messages._parts.keeper.work_off()
        assert (await b.kinds(theirs)).count(Line.UNREADABLE) == 3
        assert len(await state_of(b, theirs)) == 1


async def test_both_renew_at_once_and_go_on_in_one_session(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        await a.messages.renew(mine)
        await b.messages.renew(theirs)
        for one in (a, b, a, b):
            await one.step()
        first, second = (await state_of(a, mine))[0], (await state_of(b, theirs))[0]
        assert first.ek == second.ek == min(row.ek for row in await state_of(a, mine) if row.until is None)
        await back_and_forth(a, mine, b, theirs)
        assert (await a.texts(mine))[1:] == ["a0", ">b0", "a1", ">b1", "a2", ">b2"]
        assert (await b.texts(theirs))[1:] == [">a0", "b0", ">a1", "b1", ">a2", "b2"]
        assert len(await state_of(a, mine)) == 3


async def test_what_waited_is_sent_in_the_new_session_only_when_asked(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        message = await a.messages.send(mine, "written in the old session")
        await b.messages.renew(theirs)
        await b.step()
        keeper = a.messages._parts.keeper
        await keeper._take(("requests", a.circle))
        line = next(one for one in await a.lines(mine) if one.id == message)
        assert (line.mark, line.code) == (Mark.FAILED, "renewed")
        await a.step()
        await b.step()
        assert await b.texts(theirs) == [">may I write to you?"]
        await a.messages.retry(mine, message)
        await a.step()
        await b.step()
        assert (await b.texts(theirs))[-1] == ">written in the old session"


async def with_other_keys(b: Talker, a: Talker) -> bytes:
    """Ask under the same name with another identity key; gives that key."""
    parts = b.messages._parts
    scene = await parts.ground.scene(b.circle)
    means = await parts.asking._requesting.prepare(scene, a.key)
    ik = X25519PrivateKey.generate()

    def work(tables: Tables) -> tuple[bytes, bytes]:
        old, _ = open_card(scene.me(tables).cards[0].to_bytes(), server_id=scene.place.id, circle=scene.id)
        card = Card(
            server=old.server,
            circle=old.circle,
            author=old.author,
            ik=ik.public_key().public_bytes_raw(),
            name=old.name,
            seq=old.seq + 1,
            day=old.day,
        )
        signed = seal(scene.place.circle_keys(scene.circle).pseudonym, "card", card)
        me = Me(scene.place.id, scene.id, scene.key, ik, (signed,))
        to = usable(tables, scene, a.key)
        assert to is not None
        content = make(scene, ContentType.RESET, queue=means.queue.address)
        made = seal_request(
            me,
            scene.peer(to.card),
            to.payload,
            encode(content),
            franker(tables, scene),
            reset_of=bytes(16),
            day=scene.day,
        )
        return made.sealed, made.c2

    sealed, c2 = await b.vault.run(work)
    args = RequestSendArgs(circle=scene.id, to=a.key, sealed=sealed, c2=c2)
    await scene.place.calls.call(contexts.token_spend(), REQUEST_SEND, args, token=means.token)
    return ik.public_key().public_bytes_raw()


async def test_other_keys_stop_everything_until_the_reader_agrees(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        before = await a.messages.safety(mine)
        assert before.groups == (await b.messages.safety(theirs)).groups
        assert before.code == (await b.messages.safety(theirs)).code
        await a.messages.set_verified(mine, True)
        assert (await a.messages.open(mine)).verified
        waiting = await a.messages.send(mine, "meant for the one I know")
        ik = await with_other_keys(b, a)
        await a.messages._parts.keeper._take(("requests", a.circle))
        view = await a.messages.open(mine)
        assert (view.standing, view.verified) == (Standing.CHANGED, False)
        assert (await a.kinds(mine))[-1] is Line.CHANGED
        assert [one.again for one in await a.messages.requests()] == [True]
        assert (await a.messages.safety(mine)).changed
        assert (await a.messages.safety(mine)).groups != before.groups
        with pytest.raises(BadInput, match="peer_changed"):
            await a.messages.send(mine, "to whom?")
        assert await a.read(lambda tables: tables.mail.outgoing.next_due()) is None, "nothing is tried again and again"
        await a.step()
        await b.step()
        assert (await b.texts(theirs)) == [">may I write to you?"]
        await a.messages.accept_change(mine)
        assert (await a.messages.open(mine)).standing is Standing.OPEN
        assert await a.messages.requests() == ()
        line = next(one for one in await a.lines(mine) if one.id == waiting)
        assert (line.mark, line.code) == (Mark.FAILED, "renewed")
        row = await a.read(lambda tables: tables.mail.conversations.require(mine))
        scene = await a.messages._parts.ground.scene(a.circle)
        assert scene.peer(row.card).ik == ik
        await a.step()
        assert await a.read(lambda tables: tables.mail.outgoing.due(1e12)) == []


async def test_other_keys_on_a_card_in_the_log_stop_sending_too(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        row = await a.read(lambda tables: tables.mail.conversations.require(mine))
        scene, of_b = await scene_of(a), await scene_of(b)
        old = scene.peer(row.card).card
        other = X25519PrivateKey.generate().public_key().public_bytes_raw()

        def log_says(ik: bytes, number: int) -> Callable[[Tables], object]:
            card = Card(
                server=old.server, circle=old.circle, author=old.author, ik=ik, name="b", seq=number, day=old.day
            )
            signed = seal(of_b.place.circle_keys(of_b.circle).pseudonym, "card", card).to_bytes()
            member = Member(circle_id=a.circle, key=b.key, name="b", card=signed, card_seq=number)
            return lambda tables: tables.members.save(member)

        tending = a.messages._parts.keeper._tending
        await a.vault.run(log_says(other, old.seq + 1))
        await tending.watch(a.circle)
        await tending.watch(a.circle)
        assert (await a.messages.open(mine)).standing is Standing.CHANGED
        assert (await a.kinds(mine)).count(Line.CHANGED) == 1
        # once more the old one, on a newer card: the reader agrees, and a new session begins
        await a.vault.run(log_says(old.ik, old.seq + 2))
        await a.messages.accept_change(mine)
        with pytest.raises(BadInput, match="not_changed"):
            await a.messages.accept_change(mine)
        view = await a.messages.open(mine)
        assert (view.standing, view.verified) == (Standing.OPEN, False)
        assert (await a.kinds(mine))[-1] is Line.RENEWED
        del theirs


async def test_recovered_from_the_phrase_on_another_device(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a") as (a,), talker_at(tmp_path / "lost") as b:
        membership = b.person.services.membership
        phrase = membership.new_phrase()
        await b.join(town.invite(), phrase)
        post = await a.person.published(a.circle, "somebody else here?")
        await b.person.services.forum.refresh(b.circle)
        await b.person.published(b.circle, "yes", parent=post)
        await a.person.services.forum.refresh(a.circle)
        await ready(b)
        mine, _ = await talking(a, b)
        await say(a, mine, "sent to the lost device")
        async with talker_at(tmp_path / "new") as again:
            await again.person.services.membership.recover(town.community.url, phrase)
            await again.settle()
            assert again.key == b.key
            await ready(again)
            # the name drew its tokens today, on the other device; tomorrow it gets new ones
            kinds = (TokenType.REQUEST, TokenType.QUEUE)
            tokens = [
                await b.messages._parts.asking._requesting._tokens.take(await scene_of(b), kind) for kind in kinds
            ]
            await again.vault.run(lambda tables: tables.anonymous.add_tokens([row_of(tables, one) for one in tokens]))
            assert await again.messages.asking(again.circle, a.key) is Asking.OPEN
            theirs = await again.messages.ask(again.circle, a.key, "it is me, on another device")
            await again.step()
            await a.step()
            assert await a.messages.requests() == ()
            assert Line.RENEWED in await a.kinds(mine)
            assert (await a.texts(mine))[-1] == ">it is me, on another device"
            await again.step()
            assert (await again.messages.open(theirs)).standing is Standing.OPEN
            await say(a, mine, "good to have you back")
            await again.step()
            await say(again, theirs, "thank you")
            await a.step()
            assert (await again.texts(theirs))[1:] == [">good to have you back", "thank you"]
            assert (await a.texts(mine))[-1] == ">thank you"
