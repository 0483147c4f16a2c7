"""`heimo post`: write from a pipe or a file, with the same check as on the screen."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import IO, Any

import click

from heimo_protocol.events import Need
from heimo_protocol.text import clean
from heimo_tui.cli.read import find_circle, find_thread
from heimo_tui.cli.session import CHECK_SPOKE, FAILED, UNFINISHED, Options, opened, run, say
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.errors import BadInput
from heimo_tui.core.views import Delivery, Filter
from heimo_tui.empathy.findings import Finding, Voice
from heimo_tui.empathy.telling.wording import MESSAGES
from heimo_tui.services.bundle import Services

WAIT_SECONDS = 30
"""How long a text may take to reach the others before it is left to the outbox."""


@click.command()
@click.argument("circle")
@click.argument("text", type=click.File("r", encoding="utf-8"), default="-")
@click.option("--need", type=click.Choice([n.value for n in Need]), default=Need.LISTEN.value, show_default=True)
@click.option("--note", "notes", multiple=True, help="A content note, such as death; may be given several times.")
@click.option("--reply-to", metavar="THREAD", help="Answer this thread: its number in `heimo read CIRCLE`, or its id.")
@click.option("--once", is_flag=True, help="Under a one-time name.")
@click.option("--send-anyway", is_flag=True, help="Send even where the check has something to say.")
@click.option("--check-only", is_flag=True, help="Only print what the check has to say.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def post(
    options: Options,
    circle: str,
    text: IO[str],
    need: str,
    notes: tuple[str, ...],
    reply_to: str | None,
    once: bool,
    send_anyway: bool,
    check_only: bool,
    as_json: bool,
) -> None:
    """Write TEXT (a file, or standard input) into CIRCLE.

    The check reads it first, on this machine. Where it has something to say, that is printed, nothing is sent, and the
    exit code is 3; `--send-anyway` sends it. Exit code 4: it is kept and goes out when Heimo can reach the server.
    """
    words = clean(text.read()).strip()
    if not words:
        raise click.UsageError("There is no text.")

    async def work() -> int:
        async with opened(options) as services:
            place = await find_circle(services, circle)
            parent = None
            if reply_to is not None:
                parent = find_thread((await services.forum.thread_list(place.id, Filter.ALL)).ids, reply_to)
            kind = DraftKind.POST if parent is None else DraftKind.REPLY
            wanted = Need(need) if parent is None else (await services.forum.thread(place.id, parent)).root.need
            earlier = await services.compose.own_earlier(place.id)
            report = await services.checking.check(words, kind, wanted, earlier)
            spoken = [found for found in report.findings if found.voice is not Voice.CARRIES]
            if check_only or (spoken and not send_anyway):
                print_check(report.findings, as_json, hold_harm=place.hold_harm)
                return CHECK_SPOKE if spoken else 0
            draft = await services.compose.begin(place.id, kind, parent)
            if draft.text.strip() and draft.text.strip() != words:
                raise BadInput("draft_in_the_way", field="text")
            draft = replace(draft, text=words, need=wanted or Need.LISTEN, notes=notes, once=once)
            await services.compose.start()
            event = await services.compose.send(draft, hold_seconds=0)
            return await _delivered(services, event, as_json)

    run(work())


async def _delivered(services: Services, event: bytes, as_json: bool) -> int:
    end = time.monotonic() + WAIT_SECONDS
    while True:
        pending = {item.id: item for item in await services.compose.pending()}
        item = pending.get(event)
        state = Delivery.PUBLISHED if item is None else item.delivery
        settled = state in (Delivery.PUBLISHED, Delivery.HELD, Delivery.REFUSED, Delivery.RETURNED)
        if settled or time.monotonic() > end:
            break
        await asyncio.sleep(0.05)
    said = {
        Delivery.PUBLISHED: "It is there for the others to read.",
        Delivery.HELD: "A moderator reads it first.",
        Delivery.REFUSED: "The community did not take it. It is kept here; start `heimo` to see why.",
        Delivery.RETURNED: "A moderator gave it back. Start `heimo` to see why.",
    }
    text = said.get(state, "It is kept here and goes out as soon as the community can be reached.")
    say({"id": event.hex(), "delivery": state.value}, as_json=as_json, text=text)
    if state in (Delivery.PUBLISHED, Delivery.HELD):
        return 0
    return FAILED if settled else UNFINISHED


def print_check(findings: Sequence[Finding], as_json: bool, *, hold_harm: bool) -> None:
    """Print what the check has to say."""
    listed: list[dict[str, Any]] = [
        {
            "voice": found.voice.value,
            "words": found.words,
            "span": list(found.span),
            "why": MESSAGES[found.reason],
            "instead": found.alternative,
        }
        for found in findings
    ]
    lines = ["The check has nothing to say."] if not listed else []
    for item in listed:
        lines.append(f"[{item['voice'].replace('_', ' ')}] “{item['words']}”: {item['why']}")
        if item["instead"]:
            lines.append(f"    {item['instead']}")
    if any(item["voice"] != Voice.CARRIES.value for item in listed):
        lines.append("Nothing was sent. Add --send-anyway to send it as it is.")
    if hold_harm and any(found.holdable for found in findings):
        lines.append("In this circle a moderator reads such words before others do.")
    say({"findings": listed}, as_json=as_json, text="\n".join(lines))
