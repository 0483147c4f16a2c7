"""The command that exchanges the host's keys."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from heimo_protocol.limits import TOKEN_EPOCH_DAYS
from server_stub.cli.common import EXIT_CODES, Output, database_option, options
from server_stub.cli.find import mark_of
from server_stub.community.found import keys_of, opened
from server_stub.community.rotation import Kind, first_new_epoch, new_entry_codes, rotate
from server_stub.upkeep.alone import AlreadyServed, hold

_DONE = {
    Kind.CREDENTIALS: "Passes: members' programs draw a new one by themselves. Forged ones are worth nothing now.",
    Kind.TOKENS: "Invites and tokens: the new keys count from {day} on. Until then the old ones do, since people's"
    " programs know them already; a client takes no other for a week that it knows.",
    Kind.MESSAGES: "Messages: what hides senders and stamps messages is new now; what signs tokens is told now, and"
    " begins in a week or two, when people's programs know it. What was written before can be read and reported.",
    Kind.JOINS: "Joins: one that was under way fails, and works when it is tried again.",
    Kind.ENTRY_CODES: "Entry codes: the old ones open nothing any more. Members stay members.",
}


_GIVEN_UP = (
    "Invites and tokens: those of before count no more. Nobody can be invited, asked for contact or open a queue until"
    " {day}, when the new keys begin; conversations under way go on."
)


@click.command("rotate-keys", epilog=EXIT_CODES)
@click.argument("kinds", nargs=-1, required=True, type=click.Choice([*map(str, Kind)]), metavar="KIND...")
@click.option(
    "--give-up",
    is_flag=True,
    help="With tokens: those of before, and all invites, count no more from now on. There are no others until then.",
)
@database_option
@options
def rotate_keys(data: Path, out: Output, database: str | None, kinds: tuple[str, ...], give_up: bool) -> None:
    """Exchange keys of the server, after somebody may have seen them. Stop the server first, and start it afterwards.

    \b
    KIND is one or more of
      credentials   what proves that somebody is a member
      tokens        invites, and leave to ask and to open queues; from the week after next
      messages      what lets a message be proved to moderators
      joins         what a newcomer answers at the door
      entry-codes   of private circles: prints new ones

    The root key cannot be exchanged: it is the community, for everybody who has an invite or is a member. Neither can
    the key that owns a circle. Make a backup afterwards: older ones bring the old keys back.
    """
    wanted = [kind for kind in Kind if kind in kinds]
    if give_up and Kind.TOKENS not in wanted:
        raise click.UsageError("--give-up is for tokens.")
    keys_of(data)
    now = time.time()
    try:
        with hold(data):
            rotate(data, [kind for kind in wanted if kind != Kind.ENTRY_CODES], now, give_up=give_up)
            codes = asyncio.run(_codes(data, database)) if Kind.ENTRY_CODES in wanted else {}
    except AlreadyServed:
        out.refuse("A server runs on this folder, and has read its keys already. Stop it first; nothing was changed.")
    day = _day(first_new_epoch(now))
    tokens_from = day if Kind.TOKENS in wanted else None
    lines = _lines(wanted, codes, day, give_up=give_up)
    out.say(*lines, rotated=[str(kind) for kind in wanted], codes=codes, tokens_from=tokens_from)


async def _codes(data: Path, database: str | None) -> dict[str, str]:
    """New entry codes, by the circles' names."""
    async with opened(data, database) as host:
        codes = await new_entry_codes(data, host.store)
        rows = await host.store.read(lambda txn: txn.circles())
    names = Counter(row.settings.name for row in rows)
    return {
        row.settings.name if names[row.settings.name] == 1 else f"{row.settings.name} ({mark_of(row.id)})": codes[
            row.id
        ]
        for row in rows
        if row.id in codes
    }


def _lines(wanted: Sequence[Kind], codes: dict[str, str], first_day: str, *, give_up: bool) -> list[str]:
    done = _DONE | ({Kind.TOKENS: _GIVEN_UP} if give_up else {})
    lines = [done[kind].format(day=first_day) for kind in wanted]
    if codes:
        lines += ["They are not kept in a readable form; note them now:"]
        lines += [f"  {code}  {name}" for name, code in sorted(codes.items())]
    return [*lines, "Now make a backup, and start the server."]


def _day(epoch: int) -> str:
    return datetime.fromtimestamp(epoch * TOKEN_EPOCH_DAYS * 86_400, UTC).date().isoformat()
