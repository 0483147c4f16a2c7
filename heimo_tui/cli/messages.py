"""`heimo messages`: requests and conversations for a pipe."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import IO

import click

from heimo_protocol.limits import MAX_REASON_CHARS
from heimo_tui.cli.correspondence import (
    checked,
    conversation_line,
    conversation_out,
    delivered,
    find_conversation,
    find_message,
    find_request,
    message_out,
    message_text,
    request_line,
    request_out,
    words_of,
)
from heimo_tui.cli.read import find_circle, find_thread
from heimo_tui.cli.session import Options, opened, run, say
from heimo_tui.core.errors import BadInput, HeimoError, StoreProblem
from heimo_tui.core.views import Filter
from heimo_tui.services.bundle import Services

REASONS = ("harm", "threat", "identity", "unkind", "contact", "spam", "other")

_as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
_offline = click.option("--offline", is_flag=True, help="Do not ask the server first.")
_unfold = click.option("--unfold", is_flag=True, help="Show what your own rules fold.")
_text = click.argument("text", type=click.File("r", encoding="utf-8"), default="-")
_send_anyway = click.option("--send-anyway", is_flag=True, help="Send even where the check has something to say.")
_check_only = click.option("--check-only", is_flag=True, help="Only print what the check has to say.")


@click.group()
def messages() -> None:
    """Read and write messages that only two people can read.

    TALK is a conversation: its number in `heimo messages list`, the other's name or the beginning of it, or the
    beginning of its id. A REQUEST is named in the same way.
    """


@messages.command("list")
@_unfold
@_offline
@_as_json
@click.pass_obj
def list_(options: Options, unfold: bool, offline: bool, as_json: bool) -> None:
    """List who asks for contact, then the conversations, newest first."""

    async def work() -> int:
        async with opened(options) as services:
            await _refresh(services, offline)
            for number, found in enumerate(await services.messages.requests(), 1):
                request = replace(found, fold=None) if unfold else found
                say(request_out(number, request), as_json=as_json, text=request_line(number, request))
            for number, row in enumerate(await services.messages.conversations(), 1):
                say(conversation_out(number, row), as_json=as_json, text=conversation_line(number, row))
            return 0

    run(work())


@messages.command()
@click.argument("talk")
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True, help="Newest lines to show.")
@_unfold
@_offline
@_as_json
@click.pass_obj
def show(options: Options, talk: str, limit: int, unfold: bool, offline: bool, as_json: bool) -> None:
    """Show the newest lines of TALK, oldest first. They count as read from then on."""

    async def work() -> int:
        async with opened(options) as services:
            await _refresh(services, offline)
            id = await find_conversation(services, talk)
            view = await services.messages.open(id)
            for found in await services.messages.lines(id, max(0, view.count - limit), view.count):
                line = replace(found, fold=None) if unfold else found
                say(message_out(line, view), as_json=as_json, text=message_text(line, view))
            await services.messages.seen(id)
            return 0

    run(work())


@messages.command()
@click.argument("talk")
@_text
@click.option("--reply-to", metavar="ID", help="Answer this message: the beginning of its id in `show --json`.")
@_send_anyway
@_check_only
@_as_json
@click.pass_obj
def send(
    options: Options,
    talk: str,
    text: IO[str],
    reply_to: str | None,
    send_anyway: bool,
    check_only: bool,
    as_json: bool,
) -> None:
    """Send TEXT (a file, or standard input) in TALK.

    The check reads it first, on this machine. Where it has something to say, that is printed, nothing is sent, and the
    exit code is 3; `--send-anyway` sends it. Exit code 4: it is kept and goes out when Heimo can reach the server.
    """
    words = words_of(text)

    async def work() -> int:
        async with opened(options) as services:
            id = await find_conversation(services, talk)
            answered = None if reply_to is None else await find_message(services, id, reply_to)
            code = await checked(services, words, check_only=check_only, send_anyway=send_anyway, as_json=as_json)
            if code is not None:
                return code
            return await delivered(services, id, await services.messages.send(id, words, answered), as_json=as_json)

    run(work())


@messages.command()
@click.argument("request")
@_as_json
@click.pass_obj
def accept(options: Options, request: str, as_json: bool) -> None:
    """Accept REQUEST: from then on the two of you can write to each other."""

    async def work() -> int:
        async with opened(options) as services:
            asked = await _request(services, request)
            id = await services.messages.accept(asked)
            await _refresh(services, offline=False)
            view = await services.messages.open(id)
            say({"id": id.hex(), "with": view.peer.name}, as_json=as_json, text="You can write to each other now.")
            return 0

    run(work())


@messages.command()
@click.argument("request")
@_as_json
@click.pass_obj
def decline(options: Options, request: str, as_json: bool) -> None:
    """Decline REQUEST. Whoever asked is not told."""

    async def work() -> int:
        async with opened(options) as services:
            asked = await _request(services, request)
            await services.messages.decline(asked)
            say({"id": asked.hex(), "declined": True}, as_json=as_json, text="Declined. They are not told.")
            return 0

    run(work())


@messages.command()
@click.argument("who", metavar="TALK-OR-REQUEST")
@_as_json
@click.pass_obj
def block(options: Options, who: str, as_json: bool) -> None:
    """End a conversation, or decline a request, and let this name ask no more. They are not told."""

    async def work() -> int:
        async with opened(options) as services:
            try:
                id = await find_conversation(services, who)
            except BadInput:
                id = await _request(services, who)
                await services.messages.block_request(id)
            else:
                await services.messages.block(id)
            await _refresh(services, offline=False)
            said = "Blocked. They are not told, and it can be taken back in Heimo: b in Messages."
            say({"id": id.hex(), "blocked": True}, as_json=as_json, text=said)
            return 0

    run(work())


@messages.command()
@click.argument("circle")
@click.argument("thread")
@_text
@click.option("--reply", type=click.IntRange(1), help="Ask who wrote this reply, counted from 1, not the thread.")
@_send_anyway
@_check_only
@_as_json
@click.pass_obj
def ask(
    options: Options,
    circle: str,
    thread: str,
    text: IO[str],
    reply: int | None,
    send_anyway: bool,
    check_only: bool,
    as_json: bool,
) -> None:
    """Ask who wrote THREAD in CIRCLE for contact, with TEXT of up to 280 characters.

    It needs a reply that you exchanged there. The check and the exit codes are those of `send`.
    """
    words = words_of(text)

    async def work() -> int:
        async with opened(options) as services:
            place = await find_circle(services, circle)
            await services.forum.refresh(place.id)
            listed = await services.forum.thread_list(place.id, Filter.ALL)
            view = await services.forum.thread(place.id, find_thread(listed.ids, thread))
            posts = (view.root, *view.replies)
            if reply is not None and reply >= len(posts):
                raise BadInput("no_event")
            code = await checked(services, words, check_only=check_only, send_anyway=send_anyway, as_json=as_json)
            if code is not None:
                return code
            id = await services.messages.ask(place.id, posts[reply or 0].author.key, words)
            row = await services.messages.open(id)
            (line,) = await services.messages.lines(id, row.count - 1, row.count)
            return await delivered(services, id, line.id, as_json=as_json)

    run(work())


@messages.command()
@click.argument("talk")
@click.argument("message", nargs=-1, required=True)
@click.option("--reason", type=click.Choice(REASONS), required=True)
@click.option("--note", default="", help=f"For the moderators, up to {MAX_REASON_CHARS} characters.")
@_as_json
@click.pass_obj
def report(options: Options, talk: str, message: tuple[str, ...], reason: str, note: str, as_json: bool) -> None:
    """Show each MESSAGE of TALK (its id in `show --json`) to the circle's moderators, with proof of who wrote it."""

    async def work() -> int:
        async with opened(options) as services:
            id = await find_conversation(services, talk)
            chosen = [await find_message(services, id, one) for one in message]
            await services.messages.report(id, chosen, reason, note)
            said = "The moderators are told, once the community can be reached. The other one is not."
            say({"id": id.hex(), "reported": len(chosen)}, as_json=as_json, text=said)
            return 0

    run(work())


@messages.command("bring-back")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def bring_back(options: Options, yes: bool) -> None:
    """Use messages on this machine again, after they were moved to another one. What was moved counts no more."""
    if not yes:
        click.confirm("The encryption of every conversation may be renewed. Go on here?", abort=True, err=True)

    async def work() -> int:
        async with opened(options) as services:
            await services.device.bring_back()
            click.echo("Messages are used here again.")
            return 0

    run(work())


async def _refresh(services: Services, offline: bool) -> None:
    """Ask the server; what cannot be had now stays as it is known."""
    if offline:
        return
    with contextlib.suppress(BadInput):
        try:
            await services.messages.refresh()
        except StoreProblem:
            raise
        except HeimoError as problem:
            from heimo_tui.ui.notices import for_error  # noqa: PLC0415 - only where something failed

            click.echo(str(for_error(problem)), err=True)


async def _request(services: Services, text: str) -> bytes:
    """The request that is meant, which may have come only now."""
    try:
        return await find_request(services, text)
    except BadInput:
        await _refresh(services, offline=False)
        return await find_request(services, text)
