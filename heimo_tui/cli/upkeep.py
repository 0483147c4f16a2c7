"""Looking after one's own data: export, restore, wipe, doctor."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import click

from heimo_tui.cli.session import FAILED, Options, opened, run
from heimo_tui.services.device import Progress


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--plain", is_flag=True, help="Readable by anybody who has the file, instead of encrypted.")
@click.option("--move", is_flag=True, help="With the keys of messages, which can only be read here from then on.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def export(options: Options, file: Path, plain: bool, move: bool, yes: bool) -> None:
    """Write everything of yours to FILE, encrypted with a passphrase you choose.

    With --move another machine takes over: conversations go on there, and can only be read here.
    """
    if file.exists():
        raise click.ClickException(f"{file} is there already; choose another name.")
    if plain and move:
        raise click.UsageError("What moves has to be encrypted.")
    if move and not yes:
        click.confirm("Messages go on on the other machine only. Move them?", abort=True, err=True)
    if plain and not yes:
        click.confirm("Anybody who finds that file can read it. Write it all the same?", abort=True, err=True)
    words = (
        "" if plain else click.prompt("Passphrase for the file", hide_input=True, confirmation_prompt=True, err=True)
    )

    async def work() -> int:
        async with opened(options) as services:
            with _progress("Writing") as progress:
                size = await services.device.export(file, words, plain, progress, _no, move=move)
        click.echo(f"{file}: {size} bytes.")
        return 0

    run(work())


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def restore(options: Options, file: Path) -> None:
    """Read an exported FILE into a Heimo that has nothing in it yet."""
    words = click.prompt("Passphrase of the file", hide_input=True, err=True)

    async def work() -> int:
        from heimo_tui.wiring import build  # noqa: PLC0415 - `--help` needs none of it

        services = build(options.config())
        passphrase = None
        if not await services.device.keyring_usable():
            passphrase = click.prompt(
                "A lock passphrase for this machine", hide_input=True, confirmation_prompt=True, err=True
            )
        await services.device.create(passphrase)
        with _progress("Reading") as progress:
            await services.device.restore(file, words, progress, _no)
        await services.device.lock()
        click.echo("It is all here. Start `heimo` to go on.")
        return 0

    run(work())


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def wipe(options: Options, yes: bool) -> None:
    """Make everything of Heimo on this machine unreadable, then remove it. It cannot be undone."""
    if not yes:
        click.confirm("Everything of yours on this machine will be gone for good. Erase it?", abort=True, err=True)

    async def work() -> int:
        from heimo_tui.wiring import build  # noqa: PLC0415 - `--help` needs none of it

        await build(options.config()).device.wipe()
        click.echo("It is gone. Your terminal may still hold what was on the screen: close it, too.")
        return 0

    run(work())


@click.command()
@click.pass_obj
def doctor(options: Options) -> None:
    """Look whether Heimo can keep things safe on this machine, and say how to mend what is wrong."""

    async def work() -> int:
        from heimo_tui.services.checkup import examine  # noqa: PLC0415 - `--help` needs none of it

        findings = await examine(options.config())
        for finding in findings:
            click.echo(f"{'ok ' if finding.good else 'no '} {finding.what}")
            if finding.mend:
                click.echo(f"    {finding.mend}")
        return 0 if all(finding.good or finding.minor for finding in findings) else FAILED

    run(work())


@contextlib.contextmanager
def _progress(label: str) -> Iterator[Progress]:
    """A bar on standard error; what is yielded takes the share done, 0 to 1."""
    from rich.console import Console  # noqa: PLC0415 - only for work that takes a while
    from rich.progress import Progress as Bar  # noqa: PLC0415 - see above

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=1.0)
        yield lambda share: bar.update(task, completed=share)


def _no() -> bool:
    return False
