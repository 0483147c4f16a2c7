"""Blind tokens and reports: budgets that hold."""

import datetime

import pytest

from heimo_protocol import operations as ops
from heimo_protocol.anonymity.invites import Invite
from heimo_protocol.anonymity.tokens import (
    TokenInvalid,
    TokenKey,
    TokenType,
    check_spend,
    epoch_of,
    evaluate,
    invite_tag,
    nullifier,
    prepare,
    spend_mac,
    token_key,
)
from heimo_protocol.circles import OnceNames
from heimo_protocol.errors import Code
from heimo_protocol.events import Action, ModerationBody
from heimo_protocol.requests import Mode
from server_stub.community.found import opened
from tests.server.mail import draw
from tests.server.people import NO_RUSH, Clock, Person, Town, refuses


async def test_a_member_invites_without_being_known(town: Town) -> None:
    person = await town.person()
    (token,) = await draw(town, TokenType.INVITE, 1, person.account, Mode.ACCOUNT)
    invite = Invite(token.nonce, invite_tag(token.output))
    await Person(town).register(invite)
    async with refuses(Code.INVITE_SPENT):
        await Person(town).register(invite)


async def test_invites_are_few_and_come_again(town: Town) -> None:
    assert isinstance(town.clock, Clock)
    person = await town.person()
    await draw(town, TokenType.INVITE, NO_RUSH.invites_month, person.account, Mode.ACCOUNT)
    async with refuses(Code.QUOTA) as refused:
        await draw(town, TokenType.INVITE, 1, person.account, Mode.ACCOUNT)
    assert refused.retry_after is not None and 0 < refused.retry_after <= 30 * 86_400
    town.clock.forward(days=30)
    pending = prepare(TokenType.INVITE, 1)
    args = ops.IssueArgs(type=3, blinded=list(pending.blinded))
    await town.call("token.issue", args, person.account, Mode.ACCOUNT)


async def test_whoever_is_over_the_budget_makes_the_server_work_no_more(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluated = []

    def counted(key: TokenKey, blinded: list[bytes]) -> object:
        evaluated.append(len(blinded))
        return evaluate(key, blinded)

    monkeypatch.setattr("server_stub.operations.tokens.evaluate", counted)
    person = await town.person()
    await draw(town, TokenType.INVITE, NO_RUSH.invites_month, person.account, Mode.ACCOUNT)
    for _ in range(3):
        async with refuses(Code.QUOTA):
            await draw(town, TokenType.INVITE, 1, person.account, Mode.ACCOUNT)
    assert evaluated == [NO_RUSH.invites_month]


async def test_too_many_at_once_cost_nothing(town: Town) -> None:
    person = await town.person()
    async with refuses(Code.QUOTA):
        await draw(town, TokenType.INVITE, NO_RUSH.invites_month + 1, person.account, Mode.ACCOUNT)
    await draw(town, TokenType.INVITE, NO_RUSH.invites_month, person.account, Mode.ACCOUNT)


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [(TokenType.REQUEST, NO_RUSH.request_tokens_day), (TokenType.QUEUE, NO_RUSH.queue_tokens_day)],
)
async def test_names_draw_a_few_a_day(town: Town, kind: TokenType, allowed: int) -> None:
    person, circle = await town.person(), await town.circle()
    assert isinstance(town.clock, Clock)
    name = await person.join(circle)
    town.clock.forward(days=1)
    tokens = await draw(town, kind, allowed, name.private, Mode.NAME)
    async with refuses(Code.QUOTA):
        await draw(town, kind, 1, name.private, Mode.NAME)
    again = await person.join(circle, reset=True)
    async with refuses(Code.QUOTA):
        await draw(town, kind, 1, again.private, Mode.NAME)
    assert len({token.nonce for token in tokens}) == allowed


async def test_a_token_is_spent_once_and_for_one_thing(town: Town) -> None:
    assert town.context is not None
    name = await town.name(await town.circle())
    (token,) = await draw(town, TokenType.QUEUE, 1, name.private, Mode.NAME)
    key = token_key(town.context.secrets.voprf_seed, token.type, token.epoch)
    mac = spend_mac(token.output, bytes(32))
    check_spend(key, token.nonce, bytes(32), mac)
    with pytest.raises(TokenInvalid):
        check_spend(key, token.nonce, bytes([1]) * 32, mac)
    spent = (int(token.type), token.epoch, nullifier(token.type, token.epoch, token.nonce))
    assert await town.context.store.write(lambda txn: txn.spend(*spent))
    assert not await town.context.store.write(lambda txn: txn.spend(*spent))


async def test_each_role_draws_its_own_tokens(town: Town) -> None:
    person = await town.person()
    name = await person.join(await town.circle())
    for kind, private, mode in (
        (TokenType.INVITE, name.private, Mode.NAME),
        (TokenType.REQUEST, person.account, Mode.ACCOUNT),
        (TokenType.QUEUE, person.account, Mode.ACCOUNT),
    ):
        async with refuses(Code.AUTH_UNKNOWN):
            await draw(town, kind, 1, private, mode)


async def test_nonsense_is_not_evaluated(town: Town) -> None:
    name = await town.name(await town.circle())
    for number, blinded, code in (
        (9, [bytes(32)], Code.BAD_ENCODING),
        (1, [], Code.TOKEN_INVALID),
        (1, [b"\x01" + bytes(31)], Code.TOKEN_INVALID),
        (1, [bytes(32)] * 33, Code.TOKEN_INVALID),
    ):
        async with refuses(code):
            await town.call("token.issue", ops.IssueArgs(type=number, blinded=blinded), name.private)
    await draw(town, TokenType.QUEUE, NO_RUSH.queue_tokens_day, name.private, Mode.NAME)


async def test_the_first_day_has_fewer_requests_and_no_batch_goes_beyond_the_rest(town: Town) -> None:
    assert isinstance(town.clock, Clock)
    person, circle = await town.person(), await town.circle()
    name = await person.join(circle)
    async with refuses(Code.QUOTA) as refused:
        await draw(town, TokenType.REQUEST, 2, name.private)
    assert refused.retry_after is not None and 0 < refused.retry_after <= 86_400
    await draw(town, TokenType.REQUEST, NO_RUSH.first_day_requests, name.private)
    async with refuses(Code.QUOTA):
        await draw(town, TokenType.REQUEST, 1, name.private)
    renamed = await person.join(circle, reset=True)
    async with refuses(Code.QUOTA):
        await draw(town, TokenType.REQUEST, 1, renamed.private)
    town.clock.forward(hours=26)
    other = await town.name(circle)
    town.clock.forward(hours=26)
    await draw(town, TokenType.REQUEST, NO_RUSH.request_tokens_day - 1, other.private)
    async with refuses(Code.QUOTA):
        await draw(town, TokenType.REQUEST, 2, other.private)
    await draw(town, TokenType.REQUEST, 1, other.private)


async def test_banned_and_one_time_names_draw_none(town: Town) -> None:
    person, circle = await town.person(), await town.circle(once=OnceNames.ON)
    today = datetime.datetime.fromtimestamp(town.clock(), datetime.UTC)
    once = await person.join(circle, once=(today.year * 12 + today.month - 1, 0))
    async with refuses(Code.ONCE_NOT_ALLOWED):
        await draw(town, TokenType.REQUEST, 1, once.private, Mode.NAME)
    name = await person.join(circle)
    async with opened(town.data) as host:
        await host.decide(circle, ModerationBody(action=Action.BAN, target=name.key))
    async with refuses(Code.BANNED):
        await draw(town, TokenType.REQUEST, 1, name.private, Mode.NAME)


async def test_the_descriptor_names_the_keys_of_three_epochs(town: Town) -> None:
    epoch = epoch_of(int(town.clock() // 86_400))
    keys = {(key.type, key.epoch) for key in town.descriptor.tokens}
    assert keys == {(kind, e) for kind in (1, 2, 3) for e in (epoch - 1, epoch, epoch + 1)}


async def test_one_member_reports_a_post_once(town: Town) -> None:
    assert town.context is not None
    circle = await town.circle()
    writer, one, two = [await town.name(circle) for _ in range(3)]
    post = await writer.post("something cruel")
    for name in (one, one, two):
        args = ops.ReportArgs(circle=circle, event=post.id, reason="cruel")
        await town.call("post.report", args, name.private)
    rows = await town.context.store.read(lambda txn: txn.reports_in(circle))
    assert len(rows) == 2
    assert not {row.reporter for row in rows} & {one.key, two.key}


async def test_reports_are_about_posts_and_not_endless(town: Town) -> None:
    circle = await town.circle()
    writer, name = await town.name(circle), await town.name(circle)
    card = await writer.show_card()
    for event in (card.id, bytes(16)):
        async with refuses(Code.PARENT_UNKNOWN):
            args = ops.ReportArgs(circle=circle, event=event, reason="cruel")
            await town.call("post.report", args, name.private)
    async with refuses(Code.TOO_LARGE):
        args = ops.ReportArgs(circle=circle, event=card.id, reason="x" * 33)
        await town.call("post.report", args, name.private)
    posts = [await (await town.name(circle)).post() for _ in range(21)]
    for post in posts[:20]:
        args = ops.ReportArgs(circle=circle, event=post.id, reason="cruel")
        await town.call("post.report", args, name.private)
    async with refuses(Code.QUOTA):
        args = ops.ReportArgs(circle=circle, event=posts[20].id, reason="cruel")
        await town.call("post.report", args, name.private)
