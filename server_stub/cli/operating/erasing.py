"""Commands that erase: what has had its time, and a whole circle."""

import click
import msgspec

from server_stub.cli.common import EXIT_CODES, Output, host_command
from server_stub.cli.find import circle_of
from server_stub.community.host import Host
from server_stub.store.base import Store, StoreUnavailable
from server_stub.upkeep.retention import erase_due

_WORDS = {
    "texts": "texts older than their circle keeps them",
    "hidden": "texts that were hidden for a week",
    "messages": "requests, messages, proofs, keys and queues whose days are over",
    "beside": "held texts, reports, appeals and bans that waited too long",
    "counters": "counters and used tokens",
}
_LATER = "The files could not be written anew just now; a running server does it by itself within six hours."


@click.group()
def retention() -> None:
    """Erase what has had its time."""


@retention.command(epilog=EXIT_CODES)
@click.option("--rewrite", is_flag=True, help="Write the whole database anew, too; writers wait meanwhile.")
@host_command
async def run(host: Host, out: Output, rewrite: bool) -> None:
    """Erase now all that is due, as a running server does every minute.

    For a community that is not served, such as one just restored from a backup. With --rewrite no byte of what was
    erased stays in the database's files, which a running server sees to every six hours.
    """
    swept = await erase_due(host.store, hour=host.hour, day=host.hour // 24)
    anew = await _rewrite(host.store) if rewrite else False
    counts: dict[str, int] = msgspec.to_builtins(swept)
    lines = [f"{counts[key]:>8}  {words}" for key, words in _WORDS.items()]
    out.say(*lines, *([_LATER] if rewrite and not anew else []), erased=counts, rewritten=anew)


@click.command("erase-circle", epilog=EXIT_CODES)
@click.argument("circle")
@click.option("--yes", is_flag=True, help="Do it; without this, only tell what would go.")
@host_command
async def erase_circle(host: Host, out: Output, circle: str, yes: bool) -> None:
    """Erase CIRCLE for good: its texts, names, decisions, and what waits there, and the key that owns it.

    Nothing brings it back but a backup. What people's own devices have stored stays theirs. Queues of messages between
    two go on, since no server knows which circle they began in.
    """
    row = await circle_of(host, out, circle)
    name, names = row.settings.name, await host.store.read(lambda txn: txn.names_in(row.id))
    holds = f"{row.head_seq} entries in its log and {names} names"
    if not yes:
        out.refuse(f"{name} holds {holds}. Nothing was erased. Add --yes to erase it for good.")
    await host.erase_circle(row.id)
    anew = await _rewrite(host.store)
    lines = [f"{name} is erased: {holds}.", *([] if anew else [_LATER])]
    out.say(*lines, circle=row.id.hex(), entries=row.head_seq, names=names, rewritten=anew)


async def _rewrite(store: Store) -> bool:
    """Whether no trace is left in the files now: a server that writes at the same time can be in the way."""
    try:
        await store.rewrite()
    except StoreUnavailable:
        return False
    return True
