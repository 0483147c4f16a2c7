"""The host's commands while the server runs: circles, moderators, what waits, bans, counts."""

import asyncio
import os
from collections.abc import AsyncIterator

import httpx
import pytest

from heimo_protocol import operations as ops
from heimo_protocol.appeals import APPEAL_BYTES
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Code
from heimo_protocol.events import Action, Kind, ModerationBody, Need, PostBody, open_event
from heimo_protocol.framing import pack
from heimo_protocol.requests import Request
from tests.server.commands import Heimo, serving
from tests.server.house import result_of
from tests.server.mail import SEALING
from tests.server.people import Name, Town, refuses, town_at
from tests.support.server import ask_command


@pytest.fixture
async def town(founded: Heimo) -> AsyncIterator[Town]:
    with serving(founded) as address:
        async with town_at(founded.data, address) as town:
            yield town


def make_circle(founded: Heimo, *options: str) -> bytes:
    return bytes.fromhex(founded.json("circle", "create", "Night shift", *options)["circle"]["id"])


async def held_post(name: Name, text: str) -> bytes:
    signed = name.sign(Kind.POST, PostBody(text=text, need=Need.LISTEN))
    assert (await name.put(signed)).held
    return signed.id


async def test_circles_are_made_listed_and_edited(founded: Heimo, town: Town) -> None:
    circle = make_circle(founded, "--about", "For the small hours.", "--rule", "Be kind.", "--rule", "Be slow.")
    assert "Night shift" in founded("circle", "list").out
    assert "already" in founded("circle", "create", "night SHIFT", code=1).err
    changed = founded.json("circle", "edit", "night shift", "--hold-first", "--rename", "Small hours")
    assert changed["circle"]["hold_first"] and changed["circle"]["rules"] == "Be kind.\nBe slow."
    assert changed["circle"]["hold_harm"] and "harmful" not in founded("circle", "list").out
    changed = founded.json("circle", "edit", "small hours", "--no-hold-harm")
    assert not changed["circle"]["hold_harm"] and "harmful words not held" in founded("circle", "list").out
    assert founded.json("circle", "edit", circle.hex()[:8])["changed"] is False
    (entry,) = (await town.call("circle.list", ops.CircleListArgs())).circles
    assert open_event(entry.settings).event.circle == circle
    assert founded.json("circle", "create", "Porch", "--hold-harm")["circle"]["hold_harm"]
    for wrong in (("--retention", "0"), ("--once", "never"), ("--slow", "-1")):
        founded("circle", "edit", "Small hours", *wrong, code=2)
    assert "rules have more than" in founded(
        "circle", "edit", "Small hours", *(["--rule", "x"] * 6), code=1
    ).err.replace("\n", " ")
    assert "no circle named" in founded("circle", "edit", "Nowhere", code=1).err


async def test_private_circles_open_with_the_code_that_is_shown(founded: Heimo, town: Town) -> None:
    before = founded.json("circle", "list")["circles"]
    made = founded.json("circle", "create", "Behind the sauna", "--private")
    circle = bytes.fromhex(made["circle"]["id"])
    person = await town.person()
    async with refuses(Code.ENTRY_CODE):
        await person.join(circle)
    await person.join(circle, code=made["code"])
    assert made["code"].encode() not in b"".join(p.read_bytes() for p in founded.data.glob("community.db*"))
    founded("circle", "edit", "Behind the sauna", "--code", "birch twigs")
    other = await town.person()
    async with refuses(Code.ENTRY_CODE):
        await other.join(circle, code=made["code"])
    await other.join(circle, code="birch twigs")
    assert "private" in founded("circle", "create", "Open", "--code", "birch", code=1).err
    for short in ("birch", "  seven77  ", ""):
        said = founded("circle", "create", "Shed", "--private", "--code", short, code=1).err
        assert "at least 8 characters" in said
    assert "at most" in founded("circle", "edit", "Behind the sauna", "--code", "x" * 65, code=1).err
    assert len(founded.json("circle", "list")["circles"]) == len(before) + 1


async def test_what_waits_is_read_and_let_in_or_given_back(founded: Heimo, town: Town) -> None:
    circle = make_circle(founded, "--hold-first")
    one, two = await town.name(circle, "slow alder"), await town.name(circle, "pale lynx")
    first = await held_post(one, "I told them I was fine.\nI am not.")
    second = await held_post(two, "At Harbour Street 7.")
    shown = founded("held", "list").out
    assert "slow alder" in shown and "    I am not." in shown and "less than an hour" in shown
    assert {item["mark"] for item in founded.json("held", "list", "Night shift")["held"]} == {first.hex(), second.hex()}
    founded("held", "admit", first.hex()[:8])
    assert await town.texts(circle) == ["I told them I was fine.\nI am not."]
    founded("held", "return", second.hex()[:8], "--words", "Without the street, please.")
    (entry,) = (await town.call("event.held", ops.HeldArgs(circle=circle), two.private)).entries
    assert entry.returned and entry.words == "Without the street, please."
    assert "Nothing waits" in founded("held", "list").out
    assert "Nothing waits under" in founded("held", "admit", first.hex()[:8], code=1).err
    founded("held", "return", "abcd", code=2)


async def test_moderators_come_and_go(founded: Heimo, town: Town) -> None:
    circle = make_circle(founded)
    keeper, other = await town.name(circle, "keeper"), await town.name(circle, "other")
    post = await other.post()
    hide = ModerationBody(action=Action.HIDE, target=post.id)
    async with refuses(Code.NOT_MODERATOR):
        await keeper.do(Kind.MODERATION, hide)
    founded("moderators", "add", "Night shift", "KEEPER")
    assert "already" in founded("moderators", "add", "Night shift", "keeper", code=1).err
    await keeper.do(Kind.MODERATION, hide)
    (listed,) = founded.json("moderators", "list")["circles"]
    assert [one["key"] for one in listed["moderators"]] == [keeper.key.hex()]
    founded("moderators", "remove", "Night shift", keeper.key.hex())
    async with refuses(Code.NOT_MODERATOR):
        await keeper.do(Kind.MODERATION, ModerationBody(action=Action.UNHIDE, target=post.id))
    assert "does not moderate" in founded("moderators", "remove", "Night shift", "keeper", code=1).err
    assert "Nobody named" in founded("moderators", "add", "Night shift", "nobody", code=1).err


async def test_two_of_one_name_are_told_apart(founded: Heimo, town: Town) -> None:
    circle = make_circle(founded)
    twins = [await town.name(circle, "quiet heron") for _ in range(2)]
    said = founded("moderators", "add", "Night shift", "quiet heron", code=1).err
    assert all(twin.key.hex()[:8] in said for twin in twins)
    founded("moderators", "add", "Night shift", twins[1].key.hex()[:8])
    (listed,) = founded.json("moderators", "list", "Night shift")["circles"]
    assert [one["key"] for one in listed["moderators"]] == [twins[1].key.hex()]


async def test_a_ban_holds_and_ends(founded: Heimo, town: Town) -> None:
    circle = make_circle(founded)
    person = await town.person()
    name = await person.join(circle, "loud crow")
    founded("ban", "Night shift", "loud crow", "--days", "7", "--words", "Rest a while.")
    async with refuses(Code.BANNED) as refused:
        await name.post()
    assert refused.value is not None and 6 * 24 < refused.value - town.clock() / 3600 <= 7 * 24
    async with refuses(Code.BANNED):
        await person.join(circle, "another crow", reset=True)
    founded("unban", "Night shift", "loud crow")
    await name.post()
    assert "is not banned" in founded("unban", "Night shift", "loud crow", code=1).err


async def test_reports_reach_the_host_without_the_reporter(founded: Heimo, town: Town) -> None:
    circle = make_circle(founded)
    writer, reader = await town.name(circle, "writer"), await town.name(circle, "reader")
    post = await writer.post("a cruel sentence")
    args = ops.ReportArgs(circle=circle, event=post.id, reason="cruel")
    await town.call("post.report", args, reader.private)
    shown = founded("reports").out
    assert "a cruel sentence" in shown and "cruel" in shown and "reader" not in shown
    founded("hide", "Night shift", post.id.hex()[:8], "--words", "This hurts.")
    assert await town.texts(circle) == []
    assert founded("reports").out.strip() == "No reports."
    founded("hide", "Night shift", post.id.hex()[:8], "--undo")
    assert await town.texts(circle) == ["a cruel sentence"]
    for nothing in ("ffffffff", "fff", "no such", "f" * 33):
        assert "no post or reply with the mark" in founded("hide", "Night shift", nothing, code=1).err


async def test_the_host_keeps_what_was_reported(founded: Heimo, town: Town) -> None:
    circle = make_circle(founded)
    writer, reader = await town.name(circle, "writer"), await town.name(circle, "reader")
    post = await writer.post("a plain sentence")
    await town.call("post.report", ops.ReportArgs(circle=circle, event=post.id, reason="unkind"), reader.private)
    await writer.edit(post, "a plainer sentence")
    (one,) = founded.json("reports", "Night shift")["reports"]
    assert (one["mark"], one["text"], one["reasons"]) == (post.id.hex(), "a plainer sentence", {"unkind": 1})
    said = founded.json("keep", "Night shift", one["mark"][:8], "--words", "It is meant kindly.")
    assert said == {"ok": True, "circle": "Night shift", "mark": post.id.hex()}
    assert founded.json("reports") == {"ok": True, "reports": [], "appeals": {}}
    body = open_event((await town.entries(circle))[-1].event or b"").body
    assert isinstance(body, ModerationBody) and (body.action, body.words) == (Action.KEEP, "It is meant kindly.")
    assert "no post or reply" in founded("keep", "Night shift", "ffffffff", code=1).err
    founded("keep", "Night shift", code=2)


async def test_the_host_sees_that_appeals_wait_and_not_what_they_say(founded: Heimo, town: Town) -> None:
    circle = make_circle(founded)
    moderator, writer = await town.name(circle, "keeper"), await town.name(circle, "writer")
    founded("moderators", "add", "Night shift", "keeper")
    post = await writer.post("a cruel sentence")
    founded("hide", "Night shift", post.id.hex()[:8])
    decision = open_event((await town.entries(circle))[-1].event or b"")
    sealed = [ops.SealedFor(moderator.key, os.urandom(APPEAL_BYTES + SEALING))]
    await town.call("appeal.put", ops.AppealPutArgs(decision=decision.id, sealed=sealed), writer.private)
    assert "1 appeal waits in Night shift, sealed: only its moderators can read and answer." in founded("reports").out
    assert founded.json("reports")["appeals"] == {"Night shift": 1} and founded.json("stats")["appeals"] == 1
    founded("hide", "Night shift", post.id.hex()[:8], "--undo")
    assert founded.json("reports")["appeals"] == {} and founded.json("stats")["appeals"] == 0


async def test_stewards_are_named_shown_and_let_go(founded: Heimo, town: Town) -> None:
    circle = make_circle(founded)
    names = [await town.name(circle, called) for called in ("slow alder", "pale lynx")]
    assert founded.json("moderators", "add", "Night shift", "slow alder", "--steward")["moderator"]["steward"]
    assert not founded.json("moderators", "add", "Night shift", "pale lynx")["moderator"]["steward"]
    assert "already" in founded("moderators", "add", "Night shift", "slow alder", code=1).err
    assert "is a steward" in founded("moderators", "add", "Night shift", "slow alder", "--steward", code=1).err
    shown = founded("moderators", "list").out
    assert f"slow alder ({names[0].key.hex()[:8]}), steward" in shown and shown.count("steward") == 1
    (listed,) = founded.json("moderators", "list")["circles"]
    assert {one["name"]: one["steward"] for one in listed["moderators"]} == {"slow alder": True, "pale lynx": False}
    await names[0].do(Kind.MODERATION, ModerationBody(action=Action.REVOKE, target=names[1].key))
    founded("moderators", "remove", "Night shift", "slow alder")
    assert founded.json("moderators", "list")["circles"][0]["moderators"] == []


async def test_held_words_and_bans_by_two_are_settings(founded: Heimo, town: Town) -> None:
    circle = make_circle(founded, "--held-word", "pill", "--held-word", "blade", "--ban-by-two")
    name = await town.name(circle)
    await held_post(name, "So many pills.")
    assert "some words held, bans by two" in founded("circle", "list").out
    changed = founded.json("circle", "edit", "Night shift", "--no-held-words", "--ban-by-one")["circle"]
    assert (changed["held_words"], changed["ban_by_two"]) == ([], False)
    assert founded.json("circle", "edit", "Night shift", "--held-word", "pill")["circle"]["held_words"] == ["pill"]
    assert founded.json("circle", "edit", "Night shift", "--slow", "5")["circle"]["held_words"] == ["pill"]
    founded("circle", "edit", "Night shift", "--no-held-words", "--held-word", "x", code=2)
    assert "over its limit" in founded("circle", "edit", "Night shift", "--held-word", "x" * 41, code=1).err


async def test_the_host_ends_or_drops_a_ban_that_waits_for_a_second(founded: Heimo, town: Town) -> None:
    circle = make_circle(founded, "--ban-by-two")
    moderator, member = await town.name(circle, "keeper"), await town.name(circle, "loud crow")
    founded("moderators", "add", "Night shift", "keeper")
    ban = ModerationBody(action=Action.BAN, target=member.key)
    await moderator.do(Kind.MODERATION, ban)
    await member.post()
    founded("unban", "Night shift", "loud crow")
    assert "is not banned" in founded("unban", "Night shift", "loud crow", code=1).err
    await moderator.do(Kind.MODERATION, ban)
    founded("ban", "Night shift", "loud crow")
    async with refuses(Code.BANNED):
        await member.post()


async def test_counts_name_nobody(founded: Heimo, town: Town) -> None:
    circle = make_circle(founded)
    name = await town.name(circle, "slow alder")
    await name.post("something personal")
    shown = founded("stats").out + founded("stats", "--json").out
    assert "slow alder" not in shown and "personal" not in shown and name.key.hex()[:8] not in shown
    counts = founded.json("stats")
    assert (counts["accounts"], counts["names"], counts["events"]) == (1, 1, 1)
    assert counts["by_circle"] == {"Night shift": {"names": 1, "events": 1}}


async def test_listeners_wake_when_a_command_writes(founded: Heimo, town: Town) -> None:
    circle = make_circle(founded)
    body = pack(encode(Request(args=encode(ops.LiveArgs(circle=circle)))))
    async with (
        httpx.AsyncClient(base_url=town.client.base_url, trust_env=False, timeout=10) as listener,
        listener.stream("POST", "/v1/live", content=body) as answer,
    ):
        lines = answer.aiter_lines()
        assert await anext(lines) == "data: 0"
        await asyncio.to_thread(founded, "circle", "edit", "Night shift", "--about", "Changed.")
        async with asyncio.timeout(5):
            while (line := await anext(lines)) in ("", ": still here"):
                pass
        assert line == "data: 1"


def test_there_are_no_more_circles_than_one_answer_lists(founded: Heimo) -> None:
    """Circles as large as they can be, until the host is told that there is no more room."""
    large = [part for number in range(32) for part in ("--note", f"{number:02}" + "\u00e4" * 30)]
    large += ["--about", "\u00e4" * 140, "--rule", "\u00e4" * 490]
    made = 0
    while ask_command("circle", "create", f"Room {made}", *large, data=founded.data)["ok"]:
        made += 1
    answer = founded.json("circle", "create", f"Room {made}", *large, code=1)
    assert "all circles together take at most 240,000 bytes" in answer["message"]
    assert 30 < made < 120
    with serving(founded) as address:
        body = pack(encode(Request(args=encode(ops.CircleListArgs()))))
        got = httpx.post(f"{address}/v1/circle.list", content=body, timeout=20)
        assert len(result_of("circle.list", got).circles) == len(founded.json("circle", "list")["circles"])
    for number in range(made):
        edited = ask_command("circle", "edit", f"Room {number}", "--slow", "60", data=founded.data)
        if not edited["ok"]:
            break
    assert "there is no more room" in str(edited["message"])
    assert len(list((founded.data / "secrets" / "owners").iterdir())) == len(founded.json("circle", "list")["circles"])
