"""`heimo practise`: answer invented posts, offline and without an account."""

import sys

import click

from heimo_tui.cli.session import Options, require_terminal


@click.command()
@click.pass_obj
def practise(options: Options) -> None:
    """Answer invented posts, with the check beside it and coaching when you ask for it.

    It needs no account and no network. Nothing that you write is kept or sent.
    """
    config = options.config()
    require_terminal()
    from heimo_tui.ui.pace import quicken  # noqa: PLC0415 - see above
    from heimo_tui.ui.practising import PractiseApp  # noqa: PLC0415 - half a second that other commands do not need
    from heimo_tui.wiring import build  # noqa: PLC0415 - see above

    app = PractiseApp(build(config), changes=config.keys)
    quicken()
    app.run()
    sys.exit(app.return_code or 0)
