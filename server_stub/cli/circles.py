"""Commands for circles: make, list and edit them."""

import secrets
from collections.abc import Callable
from typing import Any

import click
import msgspec

from heimo_protocol.circles import CircleSettings, OnceNames
from heimo_protocol.limits import MAX_ENTRY_CODE_CHARS, MIN_ENTRY_CODE_CHARS, PAUSE_MOST_HOURS
from server_stub.cli.common import EXIT_CODES, Command, Output, host_command
from server_stub.cli.find import circle_of, mark_of
from server_stub.community.host import Host, edited
from server_stub.store.rows import CircleRow

_ONCE = {"off": OnceNames.OFF, "held": OnceNames.HELD, "on": OnceNames.ON}


@click.group()
def circle() -> None:
    """Make, list and edit circles."""


def _settings_options(command: Command) -> Command:
    flags: tuple[Callable[[Command], Command], ...] = (
        click.option("--about", help="One line on what the circle is for."),
        click.option("--rule", "rules", multiple=True, help="A line of the rules; repeat it for up to five."),
        click.option("--lang", help="Its language, for example en or fi."),
        click.option("--note", "notes", multiple=True, help="A content note offered to writers; may be repeated."),
        click.option("--private/--public", default=None, help="Hidden, and joined with an entry code only."),
        click.option("--open-reading/--members-read", default=None, help="Whether anybody may read."),
        click.option("--requests/--no-requests", default=None, help="Whether members may ask each other for messages."),
        click.option("--hold-first/--no-hold", default=None, help="A new name's first post waits for a moderator."),
        click.option(
            "--hold-harm/--no-hold-harm",
            default=None,
            help="Words that push somebody towards harm wait for a moderator.",
        ),
        click.option(
            "--held-word",
            "held_words",
            multiple=True,
            help="A text with a word that begins like this waits for a moderator; may be repeated.",
        ),
        click.option("--no-held-words", is_flag=True, help="No words let a text wait any more."),
        click.option(
            "--ban-by-two/--ban-by-one",
            default=None,
            help=f"Bans of more than {PAUSE_MOST_HOURS // 24} days need two moderators, or you.",
        ),
        click.option(
            "--once", type=click.Choice(list(_ONCE)), help="One-time names: off, held for a moderator, or on."
        ),
        click.option("--retention", type=click.IntRange(1, 3650), help="Days until texts are erased."),
        click.option("--slow", type=click.IntRange(0, 86_400), help="Seconds between two posts of one name."),
        click.option("--code", help="Entry code of a private circle.  [default: a new random one]"),
    )
    for flag in reversed(flags):
        command = flag(command)
    return command


@circle.command(epilog=EXIT_CODES)
@click.argument("name")
@_settings_options
@host_command
async def create(host: Host, out: Output, name: str, code: str | None, **wishes: Any) -> None:
    """Make a circle called NAME, owned by this server."""
    settings = edited(CircleSettings(name=name), _changes(**wishes))
    if any(row.settings.name.casefold() == name.casefold() for row in await _all(host)):
        out.refuse(f"There is a circle named {name!r} already.")
    code = _code(out, settings, code)
    row = await host.create_circle(settings, code)
    out.say(f"{name} is open.", *_code_lines(code), circle=_as_data(row), code=code)


@circle.command("list", epilog=EXIT_CODES)
@host_command
async def list_(host: Host, out: Output) -> None:
    """Show all circles with their settings."""
    rows = sorted(await _all(host), key=lambda row: row.settings.name.casefold())
    out.say(*(_line(row) for row in rows) if rows else ["No circles yet."], circles=[_as_data(row) for row in rows])


@circle.command(epilog=EXIT_CODES)
@click.argument("name")
@click.option("--rename", help="A new name.")
@_settings_options
@host_command
async def edit(host: Host, out: Output, name: str, rename: str | None, code: str | None, **wishes: Any) -> None:
    """Change the circle NAME; what is not named stays as it is. Everybody in it sees the change."""
    row = await circle_of(host, out, name)
    settings = edited(row.settings, {**_changes(**wishes), "name": rename})
    becomes_private = settings.private and not row.settings.private
    if code is not None or (becomes_private and row.entry_code is None):
        code = _code(out, settings, code)
        await host.set_entry_code(row.id, code)
    if settings == row.settings:
        out.say(
            "Nothing else to change." if code else "Nothing to change.", *_code_lines(code), changed=False, code=code
        )
        return
    placed = await host.change_circle(row.id, settings)
    changed = msgspec.structs.replace(row, settings=settings, head_seq=placed.newest)
    out.say(f"{settings.name} is changed.", *_code_lines(code), circle=_as_data(changed), changed=True, code=code)


def _changes(
    rules: tuple[str, ...], notes: tuple[str, ...], held_words: tuple[str, ...], no_held_words: bool, **values: Any
) -> dict[str, object]:
    once = values.pop("once")
    if held_words and no_held_words:
        raise click.UsageError("--held-word and --no-held-words exclude each other.")
    return {
        "rules": "\n".join(rules) if rules else None,
        "notes": list(notes) if notes else None,
        "held_words": list(held_words) if held_words or no_held_words else None,
        "once": None if once is None else int(_ONCE[once]),
        "retention_days": values.pop("retention"),
        "slow_seconds": values.pop("slow"),
        **values,
    }


def _code(out: Output, settings: CircleSettings, code: str | None) -> str | None:
    if not settings.private:
        if code is not None:
            out.refuse("An entry code is for private circles; add --private.")
        return None
    code = secrets.token_hex(5) if code is None else code.strip()
    if len(code) < MIN_ENTRY_CODE_CHARS:
        out.refuse(
            f"An entry code needs at least {MIN_ENTRY_CODE_CHARS} characters, so that nobody guesses it. "
            "Without --code a random one is made."
        )
    if len(code) > MAX_ENTRY_CODE_CHARS:
        out.refuse(f"An entry code has at most {MAX_ENTRY_CODE_CHARS} characters.")
    return code


def _code_lines(code: str | None) -> list[str]:
    return [] if code is None else [f"Its entry code is: {code}", "It is not kept in a readable form; note it now."]


async def _all(host: Host) -> list[CircleRow]:
    return await host.store.read(lambda txn: txn.circles())


def _line(row: CircleRow) -> str:
    settings = row.settings
    traits = [
        settings.lang,
        "private" if settings.private else ("open reading" if settings.open_reading else "members read"),
        "first posts held" if settings.hold_first else "",
        "some words held" if settings.held_words else "",
        "bans by two" if settings.ban_by_two else "",
        "" if settings.hold_harm else "harmful words not held",
        f"one-time names {OnceNames(settings.once).name.lower()}",
        f"{settings.retention_days} days",
    ]
    return f"{settings.name:<28} {mark_of(row.id)}  {', '.join(filter(None, traits))}"


def _as_data(row: CircleRow) -> dict[str, Any]:
    return {"id": row.id.hex(), **msgspec.to_builtins(row.settings), "log_seq": row.head_seq}
