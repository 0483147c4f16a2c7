"""`heimo-server`: the host's commands."""

import click

from server_stub.cli.archive.keeping import backup, restore_, verify
from server_stub.cli.archive.leaving import export, migrate
from server_stub.cli.circles import circle
from server_stub.cli.common import EXIT_CODES
from server_stub.cli.counts import stats
from server_stub.cli.operating.doctor import doctor
from server_stub.cli.operating.erasing import erase_circle, retention
from server_stub.cli.operating.keys import rotate_keys
from server_stub.cli.people import ban, moderators, unban
from server_stub.cli.reported import hide, keep, reports
from server_stub.cli.start import init, invite, run
from server_stub.cli.waiting import held


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXIT_CODES)
@click.version_option(package_name="heimo", message="%(prog)s %(version)s")
def main() -> None:
    """Host a Heimo community: a place where people are met without a name.

    Begin with `heimo-server init`, then `heimo-server run`. All other commands work while the server runs,
    unless they say otherwise.
    """


for command in (
    init,
    run,
    invite,
    circle,
    moderators,
    held,
    ban,
    unban,
    reports,
    keep,
    hide,
    stats,
    retention,
    erase_circle,
    rotate_keys,
    doctor,
    backup,
    restore_,
    verify,
    migrate,
    export,
):
    main.add_command(command)
