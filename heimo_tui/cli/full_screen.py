"""Opening the client in the whole terminal."""

from heimo_tui.cli.demo import show_demo
from heimo_tui.cli.session import Options, require_terminal


def run(options: Options) -> int:
    """Run the client until it is closed; returns its exit code."""
    from heimo_tui.ui.app import HeimoApp  # noqa: PLC0415 - half a second that other commands do not need
    from heimo_tui.ui.pace import quicken  # noqa: PLC0415 - see above
    from heimo_tui.wiring import build  # noqa: PLC0415 - see above

    config = options.config()
    require_terminal()
    app = HeimoApp(build(config), changes=config.keys)
    quicken()
    app.run()
    return show_demo(options) if app.wants_demo else app.return_code or 0
