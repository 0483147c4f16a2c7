"""Commands that keep a community: backup, restore and verify."""

import asyncio
from pathlib import Path

import click

from server_stub.archive.checking.community import findings
from server_stub.archive.rows.opening import needing_postgres, open_rows
from server_stub.archive.sealed.backup import write_backup
from server_stub.archive.sealed.records import Manifest
from server_stub.archive.sealed.restore import NotEmpty, OtherCommunity, PutRows, rehearse, restore
from server_stub.archive.sealed.sealing import NoRecipient, is_for_passphrase
from server_stub.archive.sealed.unpacking import NotWhole, Opening
from server_stub.cli.archive.locks import (
    FILE,
    lines_of,
    passphrase_for_locking,
    passphrase_for_opening,
    passphrase_option,
)
from server_stub.cli.archive.progress import watching
from server_stub.cli.common import EXIT_CODES, Output, database_option, options
from server_stub.community.found import keys_of
from server_stub.config import ServerConfig
from server_stub.store.opening import postgres_address


@click.command(epilog=EXIT_CODES)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--recipient", "recipients", multiple=True, help="An age public key (age1…) that opens it; may be repeated."
)
@passphrase_option
@database_option
@options
def backup(
    data: Path,
    database: str | None,
    out: Output,
    file: Path,
    recipients: tuple[str, ...],
    passphrase_file: Path | None,
) -> None:
    """Write the whole community, keys and all, into the new FILE, encrypted; the server may run meanwhile.

    It is locked with a passphrase, or for age key pairs, so that this machine need not know what opens it.
    """
    keys_of(data)
    if recipients and passphrase_file is not None:
        raise click.UsageError("Either --recipient or --passphrase-file.")
    passphrase = None if recipients else passphrase_for_locking(passphrase_file, out)

    async def work() -> dict[str, int]:
        async with open_rows(ServerConfig(data=data, database_url=database)) as rows:
            return await write_backup(
                rows, data, file, recipients=recipients, passphrase=passphrase, watch=watching(out)
            )

    try:
        counts = asyncio.run(work())
    except NoRecipient as problem:
        out.refuse(str(problem))
    size = file.stat().st_size
    out.say(
        f"{file} holds the community: {sum(counts.values())} rows, {size:,} bytes.",
        "What opens it opens everything: keep that apart from the file, and where you will find it.",
        file=str(file),
        bytes=size,
        rows=counts,
    )


@click.command("restore", epilog=EXIT_CODES)
@click.argument("file", type=FILE)
@click.option(
    "--identity", type=FILE, help="The file with your age secret key, where the backup is for its public half."
)
@passphrase_option
@click.option("--check", is_flag=True, help="Only see whether it could be restored, and put nothing in place.")
@click.option("--replace", is_flag=True, help="Replace the rows of this very community, whose server must not run.")
@database_option
@options
def restore_(
    data: Path,
    database: str | None,
    out: Output,
    file: Path,
    identity: Path | None,
    passphrase_file: Path | None,
    check: bool,
    replace: bool,
) -> None:
    """Bring a community back from a backup FILE into an empty folder, once every chain in it was verified.

    A backup that is damaged, or from a newer version, is refused, and nothing is changed.
    """
    opening = _opening(file, identity, passphrase_file, out)
    config = ServerConfig(data=data, database_url=database)
    try:
        if check:
            _say_good(out, asyncio.run(rehearse(opening, data, watching(out))))
            return
        put_rows = _into_postgres(config, out, replace=replace)
        manifest = asyncio.run(restore(opening, config, replace=replace, put_rows=put_rows, watch=watching(out)))
    except NotEmpty:
        out.refuse(
            f"{data} or its database is not empty, and was left alone. Name an empty folder with --data;"
            " or, where this very community is to go back to the backup, add --replace."
        )
    except OtherCommunity:
        out.refuse("The backup is of another community than the one in this folder. Nothing was changed.")
    except NotWhole as problem:
        _refuse_findings(out, str(problem), problem.findings)
    out.say(
        f"The community is back, with {sum(manifest.counts.values())} rows; every chain in it was verified.",
        "What was written after the backup is gone, and people's clients will say that the log became shorter:",
        "tell them why. Begin with `heimo-server run`.",
        rows=manifest.counts,
    )


@click.command(epilog=EXIT_CODES)
@database_option
@options
def verify(data: Path, database: str | None, out: Output) -> None:
    """Check everything that is kept: signatures, chains, heads, and every link between two rows.

    The server may run meanwhile. Where something is broken, the exit code is 1.
    """
    secrets = keys_of(data)

    async def work() -> tuple[list[str], dict[str, int]]:
        async with open_rows(ServerConfig(data=data, database_url=database)) as rows:
            return await findings(rows, secrets.server_id, watching(out)), await rows.counts()

    broken, counts = asyncio.run(work())
    if broken:
        _refuse_findings(out, "Something is broken. A backup from before may have it whole.", broken)
    out.say(
        f"All is whole: {counts['events']} entries in {counts['circles']} circles, {sum(counts.values())} rows.",
        rows=counts,
    )


def _into_postgres(config: ServerConfig, out: Output, *, replace: bool) -> PutRows | None:
    """How the rows get into PostgreSQL, None where they belong into a file."""
    address = postgres_address(config)
    if address is None:
        return None
    with needing_postgres():
        from server_stub.archive.moving.filling import filling  # noqa: PLC0415 — an extra that SQLite does not need
    return filling(address, replace=replace, watch=watching(out))


def _opening(file: Path, identity: Path | None, passphrase_file: Path | None, out: Output) -> Opening:
    with file.open("rb") as opened:
        takes_passphrase = is_for_passphrase(opened)
    if takes_passphrase:
        return Opening(file=file, passphrase=passphrase_for_opening(passphrase_file, out))
    if identity is None:
        out.refuse("A passphrase does not open this file: name the file with your age secret key with --identity.")
    return Opening(file=file, identities=lines_of(identity))


def _say_good(out: Output, manifest: Manifest) -> None:
    out.say(
        f"The backup is whole: {sum(manifest.counts.values())} rows, and every chain in it was verified.",
        rows=manifest.counts,
        made_day=manifest.made,
    )


def _refuse_findings(out: Output, sentence: str, findings: list[str]) -> None:
    out.refuse("\n".join([sentence, *(f"  {finding}" for finding in findings)]))
