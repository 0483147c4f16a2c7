"""The command that counts, and names nobody."""

import click
import msgspec

from server_stub.cli.common import EXIT_CODES, Output, host_command
from server_stub.community.host import Host
from server_stub.store.base import ReadTxn
from server_stub.store.rows import Totals

_WORDS = {
    "accounts": "accounts",
    "names": "names in circles",
    "circles": "circles",
    "events": "events in the logs",
    "erased": "of them erased",
    "held": "waiting for a moderator",
    "reports": "reports",
    "bundles": "names that can be written to",
    "requests": "requests for messages that wait",
    "queues": "queues",
    "frames": "sealed messages that wait in them",
    "appeals": "appeals that wait, sealed to moderators",
    "sealed_reports": "sealed reports of messages, one for each moderator",
}


@click.command(epilog=EXIT_CODES)
@host_command
async def stats(host: Host, out: Output) -> None:
    """Count accounts, names, circles, events, messages, and what waits. Nothing here tells of anybody."""

    def look(txn: ReadTxn) -> tuple[Totals, dict[str, dict[str, int]]]:
        circles = {row.settings.name: {"names": txn.names_in(row.id), "events": row.head_seq} for row in txn.circles()}
        return txn.totals(), circles

    totals, circles = await host.store.read(look)
    counts: dict[str, int] = msgspec.to_builtins(totals)
    lines = [f"{counts[key]:>8}  {words}" for key, words in _WORDS.items()]
    lines += ["", *(f"{c['names']:>8} names {c['events']:>8} events  {name}" for name, c in sorted(circles.items()))]
    out.say(*lines, **counts, by_circle=circles)
