"""The command that looks at the machine."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from server_stub.cli.common import EXIT_CODES, Output, database_option, options
from server_stub.config import ServerConfig
from server_stub.doctor.finding import Finding, Level
from server_stub.profile import Profile
from server_stub.store.base import UnsafeStore
from server_stub.store.opening import sqlite_path

_MARKS = {Level.FINE: "  ok   ", Level.LOOK: "  look ", Level.BROKEN: "  MEND "}


@click.command(epilog=EXIT_CODES)
@click.option("--offline", is_flag=True, help="Do not visit the community's own addresses.")
@click.option(
    "--tls-cert", type=click.Path(path_type=Path, dir_okay=False), help="As `run` gets it: look at these files, too."
)
@click.option("--tls-key", type=click.Path(path_type=Path, dir_okay=False), help="Its private key.")
@click.option(
    "--trust",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A certificate of one's own authority, PEM, to trust beside the system's.",
)
@database_option
@options
def doctor(
    data: Path,
    out: Output,
    database: str | None,
    offline: bool,
    tls_cert: Path | None,
    tls_key: Path | None,
    trust: Path | None,
) -> None:
    """Look at clock, disk, rights, keys, database, TLS and proxy, and say how to mend what is wrong.

    Changes nothing, and visits nobody but the community's own addresses. Exit code 1 where something has to be mended.
    """
    if (tls_cert is None) != (tls_key is None):
        raise click.UsageError("--tls-cert and --tls-key belong together.")
    if not data.is_dir():
        out.refuse("There is no community in this folder yet. `heimo-server init` makes one.")
    config = ServerConfig(data=data, database_url=database, tls_certificate=tls_cert, tls_key=tls_key)
    found = [*_here(config), *asyncio.run(_database(config)), *_outside(config, offline=offline, trust=trust)]
    lines = [line for finding in found for line in _lines(finding)]
    is_fine = not any(finding.level is Level.BROKEN for finding in found)
    out.say(*lines, ok=is_fine, findings=[msgspec.to_builtins(finding) for finding in found])
    if not is_fine:
        raise click.exceptions.Exit(1)


def _here(config: ServerConfig) -> Iterator[Finding]:
    from server_stub.doctor import clock, community, disk, permissions  # noqa: PLC0415 — for this command alone

    try:
        path = sqlite_path(config)
    except (UnsafeStore, OSError):
        path = None  # the look at the database says so
    yield from clock.check(config.data, time.time())
    yield from disk.check(config.data, path)
    yield from permissions.check(config.data)
    yield from community.check(config.data)


async def _database(config: ServerConfig) -> list[Finding]:
    from server_stub.doctor import database  # noqa: PLC0415 — for this command alone

    return [finding async for finding in database.check(config)]


def _outside(config: ServerConfig, *, offline: bool, trust: Path | None) -> Iterator[Finding]:
    from server_stub.doctor import community, proxy, tls  # noqa: PLC0415 — for this command alone

    profile = community.profile_of(config.data)
    if not isinstance(profile, Profile):
        return
    if config.tls_certificate is not None and config.tls_key is not None:
        yield from tls.check_files(config.tls_certificate, config.tls_key, profile.urls)
    if offline:
        return
    yield from tls.check(profile.urls, trusted=trust)
    known = community.descriptor_of(config.data)
    if known is not None:
        yield from proxy.check(profile.urls, known, trusted=trust)


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{_MARKS[finding.level]}{finding.topic}: {finding.seen}"
    if finding.mend:
        yield f"         {finding.mend}"
