"""The gates, one session each; `make test` prepares the environment and runs them all."""

import shutil

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types", "imports", "tests"]
nox.options.error_on_external_run = False

CODE = ["heimo_protocol", "heimo_tui", "server_stub", "tests", "benchmarks", "training", "deep", "noxfile.py"]

SAFETY = "heimo_protocol/*,heimo_tui/core/*,heimo_tui/identity/*,heimo_tui/e2ee/*,heimo_tui/empathy/*"
"""What people's safety rests on: every branch of it is taken by some test."""


@nox.session
def lint(session: nox.Session) -> None:
    """Style and format."""
    session.run("ruff", "check", *CODE)
    session.run("ruff", "format", "--check", *CODE)


@nox.session
def types(session: nox.Session) -> None:
    """Strict types."""
    session.run("mypy")


@nox.session
def imports(session: nox.Session) -> None:
    """Who may import whom."""
    session.run("lint-imports")


@nox.session
def tests(session: nox.Session) -> None:
    """All tests, on every core; branch coverage of the parts that people's safety rests on."""
    for program, lost in (("tmux", "in a real terminal"), ("eprover", "of the symbolic model")):
        if shutil.which(program) is None:
            session.warn(f"{program} is missing: the tests {lost} are SKIPPED")
    session.run(
        "pytest",
        "-n",
        "auto",
        "--dist",
        "worksteal",
        "--cov",
        "--cov-report=",
        *session.posargs,
        # hundreds of processes are started, which need not compile the program each for itself
        env={"PYTHONDONTWRITEBYTECODE": ""},
    )
    session.run("coverage", "report", "--skip-covered", f"--include={SAFETY}", "--fail-under=100")
