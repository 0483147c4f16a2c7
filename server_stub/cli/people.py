"""Commands about people in circles: moderators, bans."""

from typing import Any

import click

from heimo_protocol.events import Action, ModerationBody
from heimo_protocol.limits import MAX_REASON_CHARS
from server_stub.cli.common import EXIT_CODES, Output, host_command
from server_stub.cli.find import Member, circle_of, mark_of, member_of, members_of
from server_stub.community.host import Host
from server_stub.store.rows import CircleRow


@click.group()
def moderators() -> None:
    """See, add and remove the moderators of a circle.

    NAME is the name on somebody's card, or its mark where several have the same. You know only names here,
    never who is behind them: ask your future moderator for theirs.
    """


@moderators.command("list", epilog=EXIT_CODES)
@click.argument("circle", required=False)
@host_command
async def list_(host: Host, out: Output, circle: str | None) -> None:
    """Show who moderates CIRCLE, or every circle."""
    if circle is None:
        circles = await host.store.read(lambda txn: txn.circles())
    else:
        circles = [await circle_of(host, out, circle)]
    lines, data = [], []
    for row in sorted(circles, key=lambda one: one.settings.name.casefold()):
        names = await _names(host, row)
        lines.append(f"{row.settings.name}: {', '.join(map(str, names)) or 'only you, with these commands'}")
        data.append({"circle": row.settings.name, "moderators": [_as_data(one) for one in names]})
    out.say(*lines, circles=data)


@moderators.command(epilog=EXIT_CODES)
@click.argument("circle")
@click.argument("name")
@host_command
async def add(host: Host, out: Output, circle: str, name: str) -> None:
    """Make NAME a moderator of CIRCLE."""
    row = await circle_of(host, out, circle)
    member = await member_of(host, out, row, name)
    if member.row.key in await host.store.read(lambda txn: txn.moderators(row.id)):
        out.refuse(f"{member} moderates {row.settings.name} already.")
    await host.decide(row.id, ModerationBody(action=Action.GRANT, target=member.row.key))
    out.say(f"{member} moderates {row.settings.name} from now on.", moderator=_as_data(member))


@moderators.command(epilog=EXIT_CODES)
@click.argument("circle")
@click.argument("name")
@host_command
async def remove(host: Host, out: Output, circle: str, name: str) -> None:
    """Let NAME moderate CIRCLE no longer."""
    row = await circle_of(host, out, circle)
    member = await member_of(host, out, row, name)
    if member.row.key not in await host.store.read(lambda txn: txn.moderators(row.id)):
        out.refuse(f"{member} does not moderate {row.settings.name}.")
    await host.decide(row.id, ModerationBody(action=Action.REVOKE, target=member.row.key))
    out.say(f"{member} moderates {row.settings.name} no longer.", moderator=_as_data(member))


@click.command(epilog=EXIT_CODES)
@click.argument("circle")
@click.argument("name")
@click.option("--days", default=0, show_default="for good", type=click.IntRange(0, 3650), help="How long.")
@click.option(
    "--words", default="", help=f"The reason, as the person will read it; up to {MAX_REASON_CHARS} characters."
)
@host_command
async def ban(host: Host, out: Output, circle: str, name: str, days: int, words: str) -> None:
    """Let NAME take no part in CIRCLE, under this name or any other of the same member."""
    row = await circle_of(host, out, circle)
    member = await member_of(host, out, row, name)
    until = host.hour + days * 24 if days else 0
    await host.decide(row.id, ModerationBody(action=Action.BAN, target=member.row.key, until=until, words=words))
    how_long = f"for {days} days" if days else "for good"
    out.say(f"{member} is banned from {row.settings.name} {how_long}.", member=_as_data(member), until_hour=until)


@click.command(epilog=EXIT_CODES)
@click.argument("circle")
@click.argument("name")
@host_command
async def unban(host: Host, out: Output, circle: str, name: str) -> None:
    """Let NAME take part in CIRCLE again."""
    row = await circle_of(host, out, circle)
    member = await member_of(host, out, row, name)
    if await host.store.read(lambda txn: txn.ban(row.space, member.row.nym_id)) is None:
        out.refuse(f"{member} is not banned from {row.settings.name}.")
    await host.decide(row.id, ModerationBody(action=Action.UNBAN, target=member.row.key))
    out.say(f"{member} may take part in {row.settings.name} again.", member=_as_data(member))


async def _names(host: Host, circle: CircleRow) -> list[Member]:
    keys = await host.store.read(lambda txn: txn.moderators(circle.id))
    return [one for one in await members_of(host, circle) if one.row.key in keys]


def _as_data(member: Member) -> dict[str, Any]:
    return {"name": member.name, "mark": mark_of(member.row.key), "key": member.row.key.hex()}
