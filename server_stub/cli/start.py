"""Commands that begin things: init, run and invite."""

import asyncio
import sys
import time
from pathlib import Path

import click
import msgspec

from server_stub.cli.common import EXIT_CODES, Output, database_option, options
from server_stub.community.found import found, keys_of
from server_stub.community.host import make_invite
from server_stub.community.starter import circles_from, starter_circles
from server_stub.config import ServerConfig
from server_stub.profile import Profile, load_profile

_DEFAULT = ServerConfig(data=Path())
_URL = f"http://{_DEFAULT.host}:{_DEFAULT.port}"


@click.command(epilog=EXIT_CODES)
@click.option("--name", default="Heimo", show_default=True, help="What the community is called.")
@click.option(
    "--url", "urls", multiple=True, help=f"An address people reach it under; may be repeated.  [default: {_URL}]"
)
@click.option("--onion-only", is_flag=True, help="People may come through Tor only.")
@click.option("--starters/--no-starters", default=True, show_default=True, help="Begin with the starter circles.")
@click.option(
    "--circles",
    "circles_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Begin with the circles of this file, written like starter_circles.toml, instead.",
)
@database_option
@options
def init(
    data: Path,
    database: str | None,
    out: Output,
    name: str,
    urls: tuple[str, ...],
    onion_only: bool,
    starters: bool,
    circles_file: Path | None,
) -> None:
    """Found a community: its keys, its database, its first circles and one invite.

    Asks nothing, and changes nothing where a community already is.
    """
    profile = Profile(name=name, urls=list(urls) or [_URL], onion_only=onion_only)
    wanted = circles_from(circles_file) if circles_file else starter_circles() if starters else []
    circles = asyncio.run(found(data, profile, wanted, database))
    invite = make_invite(keys_of(data), profile, time.time())
    out.say(
        f"{name} is founded, with {circles} circles. Everything is in {data};",
        "back it up somewhere safe, since the keys in it cannot be made again.",
        "",
        "Your own invite, for one person and for the next seven days at least:",
        f"  {invite}",
        "",
        "Next:",
        "  heimo-server run                           let people in",
        "  heimo                                      join with the invite, like everybody else",
        "  heimo-server moderators add CIRCLE NAME    make somebody, perhaps yourself, a moderator",
        "  heimo-server invite -n 5                   invites for others",
        f"Name, addresses and limits are in {data / 'community.toml'}; the circles are yours to edit.",
        data=str(data),
        circles=circles,
        invite=invite,
    )


@click.command(epilog=EXIT_CODES)
@click.option("--host", default=_DEFAULT.host, show_default=True, help="The address to listen on.")
@click.option("--port", default=_DEFAULT.port, show_default=True, type=click.IntRange(0, 65535), help="0: a free one.")
@click.option(
    "--socket", "unix_socket", type=click.Path(path_type=Path), help="A Unix socket instead of host and port."
)
@click.option(
    "--tls-cert", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Certificate chain, PEM."
)
@click.option(
    "--admin",
    metavar="HOST:PORT",
    callback=lambda _context, _option, value: None if value is None else _host_and_port(value),
    help="Where /metrics and /healthz are, for you alone.",
)
@click.option("--tls-key", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Its private key, PEM.")
@database_option
@options
def run(
    data: Path,
    database: str | None,
    out: Output,
    host: str,
    port: int,
    unix_socket: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    admin: tuple[str, int] | None,
) -> None:
    """Serve the community until SIGTERM or Ctrl-C; what was accepted is finished first."""
    if (tls_cert is None) != (tls_key is None):
        raise click.UsageError("--tls-cert and --tls-key belong together.")
    keys_of(data)
    config = msgspec.structs.replace(
        _DEFAULT,
        data=data,
        database_url=database,
        host=host,
        port=port,
        unix_socket=unix_socket,
        admin=admin,
        tls_certificate=tls_cert,
        tls_key=tls_key,
    )
    from server_stub import serve  # noqa: PLC0415 — the web framework is for this command alone

    def ready(address: str) -> None:
        out.say(f"listening on {address}", address=address)

    sys.exit(serve.run(config, ready=ready))


def _host_and_port(value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 2**16:
        raise click.BadParameter("it looks like 127.0.0.1:9420")
    return host.removeprefix("[").removesuffix("]"), int(port)


@click.command(epilog=EXIT_CODES)
@click.option("-n", "number", default=1, show_default=True, type=click.IntRange(1, 100), help="How many.")
@options
def invite(data: Path, out: Output, number: int) -> None:
    """Print invites, one a line: each lets one person in, for the next seven days at least.

    An invite does not show who used it, and this server cannot find out.
    """
    secrets, profile = keys_of(data), load_profile(data)
    links = [make_invite(secrets, profile, time.time()) for _ in range(number)]
    out.say(*links, invites=links)
