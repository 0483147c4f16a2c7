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
    """Show who moderates CIRCLE, or every circle, and who of them is a steward."""
    if circle is None:
        circles = await host.store.read(lambda txn: txn.circles())
    else:
        circles = [await circle_of(host, out, circle)]
    lines, data = [], []
    for row in sorted(circles, key=lambda one: one.settings.name.casefold()):
        names, stewards = await _names(host, row)
        told = [f"{one}, steward" if one.row.key in stewards else str(one) for one in names]
        lines.append(f"{row.settings.name}: {'; '.join(told) or 'only you, with these commands'}")
        moderators = [{**_as_data(one), "steward": one.row.key in stewards} for one in names]
        data.append({"circle": row.settings.name, "moderators": moderators})
    out.say(*lines, circles=data)


@moderators.command(epilog=EXIT_CODES)
@click.argument("circle")
@click.argument("name")
@click.option(
    "--steward", is_flag=True, help="A moderator who may change the settings, and choose and ban moderators, too."
)
@host_command
async def add(host: Host, out: Output, circle: str, name: str, steward: bool) -> None:
    """Make NAME a moderator of CIRCLE; with --steward, a moderator whom you trust with the circle."""
    row = await circle_of(host, out, circle)
    member = await member_of(host, out, row, name)
    there = await host.store.read(lambda txn: txn.stewards(row.id) if steward else txn.moderators(row.id))
    if member.row.key in there:
        out.refuse(f"{member} {'is a steward of' if steward else 'moderates'} {row.settings.name} already.")
    action = Action.ENTRUST if steward else Action.GRANT
    await host.decide(row.id, ModerationBody(action=action, target=member.row.key))
    says = f"is a steward of {row.settings.name}" if steward else f"moderates {row.settings.name}"
    out.say(f"{member} {says} from now on.", moderator={**_as_data(member), "steward": steward})


@moderators.command(epilog=EXIT_CODES)
@click.argument("circle")
@click.argument("name")
@host_command
async def remove(host: Host, out: Output, circle: str, name: str) -> None:
    """Let NAME moderate CIRCLE no longer, a steward, too."""
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
    """Let NAME take part in CIRCLE again, or drop the ban that waits for a second moderator."""
    row = await circle_of(host, out, circle)
    member = await member_of(host, out, row, name)
    key, nym_id = member.row.key, member.row.nym_id
    ban, asked = await host.store.read(lambda txn: (txn.ban(row.space, nym_id), txn.first_word(row.id, key)))
    if ban is None and asked is None:
        out.refuse(f"{member} is not banned from {row.settings.name}.")
    await host.decide(row.id, ModerationBody(action=Action.UNBAN, target=member.row.key))
    out.say(f"{member} may take part in {row.settings.name} again.", member=_as_data(member))


async def _names(host: Host, circle: CircleRow) -> tuple[list[Member], frozenset[bytes]]:
    """Who moderates, and the keys of the stewards among them."""
    keys, stewards = await host.store.read(lambda txn: (txn.moderators(circle.id), txn.stewards(circle.id)))
    return [one for one in await members_of(host, circle) if one.row.key in keys], stewards


def _as_data(member: Member) -> dict[str, Any]:
    return {"name": member.name, "mark": mark_of(member.row.key), "key": member.row.key.hex()}
