"""A small community in which something of everything has happened, for commands that take all of it in hand."""

import os
import re
from pathlib import Path
from typing import Any

import apsw

from heimo_protocol import operations as ops
from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.events import Action, Kind, ModerationBody, Need, PostBody, Reaction, ReactionBody
from heimo_protocol.limits import SEALED_REQUEST_BYTES
from server_stub.community.found import opened
from tests.server.commands import Heimo
from tests.server.mail import draw, open_queue, pay, put_bundle, request_to, settled
from tests.server.people import Name, Town, town_here


async def found_lively(data: Path) -> None:
    """Make it in an empty folder: two circles, members who write, ask, report, leave and are banned."""
    async with town_here(data) as town:
        first, second = await town.circle(name="Night shift"), await town.circle(private=True, code="kitchen door")
        names = await settled(town, first, 3)
        elsewhere = await town.name(second, code="kitchen door")
        await elsewhere.post("Nobody knows that we are here.")
        await _write(names)
        await _moderate(town, first, names)
        await _mail(town, first, names)


async def _write(names: list[Name]) -> None:
    anna, ben, cleo = names
    post = await anna.post("It is a long night.")
    await ben.reply(post)
    await ben.edit(await ben.reply(post, "I am heer."), "I am here.")
    await cleo.do(Kind.REACTION, ReactionBody(code=Reaction.HEAR_YOU), post.id)
    await cleo.delete(await cleo.post("I take this back."))
    await anna.show_card()


async def _moderate(town: Town, circle: bytes, names: list[Name]) -> None:
    anna, ben, cleo = names
    bad, worse = await cleo.post("Something unkind."), await cleo.post("Something else.")
    for event in (bad, worse):
        args = ops.ReportArgs(circle=circle, event=event.id, reason="unkind")
        await town.call("post.report", args, ben.private)
    await anna.put(anna.sign(*_words("Please look at this first.")), hold=True)
    async with opened(town.data) as host:
        host._clock = town.clock
        await host.decide(circle, ModerationBody(action=Action.GRANT, target=ben.key))
        await host.decide(circle, ModerationBody(action=Action.HIDE, target=bad.id))
        await host.decide(circle, ModerationBody(action=Action.BAN, target=cleo.key, until=0))


async def _mail(town: Town, circle: bytes, names: list[Name]) -> None:
    anna, ben, _ = names
    await put_bundle(anna)
    await put_bundle(ben)
    (token,) = await draw(town, TokenType.REQUEST, 1, anna.private)
    await pay(town, "request.send", request_to(ben, sealed=os.urandom(SEALED_REQUEST_BYTES)), token)
    queue = await open_queue(ben)
    for _ in range(3):
        await queue.send()
    await open_queue(anna)


def _words(text: str) -> tuple[Kind, Any]:
    return Kind.POST, PostBody(text=text, need=Need.LISTEN)


def rows_of(database: Path) -> dict[str, list[Any]]:
    """All rows of an SQLite database by table, with its schema."""
    connection = apsw.Connection(str(database), flags=apsw.SQLITE_OPEN_READONLY)
    schema = connection.execute("SELECT name, type, sql FROM sqlite_schema ORDER BY name").fetchall()
    tables = [str(name) for name, kind, _ in schema if kind == "table"]
    found = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}  # noqa: S608 - its own
    connection.close()
    return {"schema": schema, **found}


def relax(heimo: Heimo) -> None:
    """No budgets: they would end the writing before the backups end."""
    path = heimo.data / "community.toml"
    path.write_text(re.sub(r"^(\w*posts\w*) = \d+$", r"\1 = 1000000", path.read_text(), flags=re.MULTILINE))
