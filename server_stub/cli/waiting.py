"""Commands for what waits for a moderator before it is read, so that nobody waits for nobody."""

from typing import Any

import click

from heimo_protocol.errors import Refusal
from heimo_protocol.events import Action, EditBody, ModerationBody, PostBody, ReplyBody, open_event
from heimo_protocol.limits import MAX_REASON_CHARS
from server_stub.cli.common import EXIT_CODES, Output, host_command
from server_stub.cli.find import circle_of, held_of, mark_of, member, waiting
from server_stub.community.host import Host
from server_stub.store.rows import CircleRow, HeldRow

_DAY_HOURS = 24


@click.group()
def held() -> None:
    """Read what waits for a moderator, and let it in or give it back.

    Moderators do this from Heimo itself; these commands are for circles that have none yet.
    """


@held.command("list", epilog=EXIT_CODES)
@click.argument("circle", required=False)
@host_command
async def list_(host: Host, out: Output, circle: str | None) -> None:
    """Show what waits in CIRCLE, or anywhere; the longest waiting first."""
    only = None if circle is None else (await circle_of(host, out, circle)).id
    rows = [(c, r) for c, r in await waiting(host) if only in (None, c.id)]
    found = [await _describe(host, c, r) for c, r in rows]
    lines = [line for one in found for line in (one["head"], *indented(one["text"]), "")]
    out.say(
        *lines[:-1] if lines else ["Nothing waits."],
        held=[{key: value for key, value in one.items() if key != "head"} for one in found],
    )


@held.command(epilog=EXIT_CODES)
@click.argument("mark")
@host_command
async def admit(host: Host, out: Output, mark: str) -> None:
    """Let in what waits under MARK; everybody in the circle sees it then."""
    circle, row = await held_of(host, out, mark)
    await host.decide(circle.id, ModerationBody(action=Action.ADMIT, target=row.event_id))
    out.say(f"It is in {circle.settings.name} now.", circle=circle.settings.name, mark=mark_of(row.event_id))


@held.command("return", epilog=EXIT_CODES)
@click.argument("mark")
@click.option("--words", required=True, help=f"Why, kindly, for its writer; up to {MAX_REASON_CHARS} characters.")
@click.option("--reason", default="rules", show_default=True, help="A code for the reason.")
@host_command
async def return_(host: Host, out: Output, mark: str, words: str, reason: str) -> None:
    """Give back what waits under MARK. Only its writer sees the text; your words stand in the circle's history."""
    circle, row = await held_of(host, out, mark)
    body = ModerationBody(action=Action.RETURN, target=row.event_id, reason=reason, words=words)
    await host.decide(circle.id, body)
    out.say("It is back with its writer, with your words.", circle=circle.settings.name, mark=mark_of(row.event_id))


async def _describe(host: Host, circle: CircleRow, row: HeldRow) -> dict[str, Any]:
    name = await host.store.read(lambda txn: txn.name(row.author))
    writer = "somebody" if name is None else member(name).name
    waits = host.hour - row.hour
    age = f"{waits // _DAY_HOURS} days" if waits >= 2 * _DAY_HOURS else f"{waits} hours"
    mark = mark_of(row.event_id)
    return {
        "mark": row.event_id.hex(),
        "circle": circle.settings.name,
        "name": writer,
        "hours": waits,
        "text": text_in(row.envelope),
        "head": f"{mark} · {circle.settings.name} · {writer} · waits {age if waits else 'less than an hour'}",
    }


def text_in(envelope: bytes | None) -> str:
    """The words of an event as a host reads them."""
    if envelope is None:
        return "(erased)"
    try:
        body = open_event(envelope).body
    except Refusal:
        return "(cannot be read)"
    return body.text if isinstance(body, PostBody | ReplyBody | EditBody) else ""


def indented(text: str) -> list[str]:
    """Words of somebody else as lines that cannot be taken for the command's own."""
    return [f"    {line}" for line in text.split("\n")]
