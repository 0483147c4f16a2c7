"""The gates, one session each; `make test` prepares the environment and runs them all."""

import shutil

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types", "imports", "safety", "tests"]
nox.options.error_on_external_run = False

CODE = ["heimo_protocol", "heimo_tui", "server_stub", "tests", "benchmarks", "training", "deep", "noxfile.py"]

SAFETY = "heimo_protocol/*,heimo_tui/core/*,heimo_tui/identity/*,heimo_tui/e2ee/*,heimo_tui/empathy/*"
"""What people's safety rests on: every branch of it is taken by some test."""

SAFETY_TESTS = (
    "tests/protocol",
    "tests/second",
    *(f"tests/client/{part}" for part in ("content", "core", "e2ee", "empathy", "identity")),
    # services that take the branches which no smaller test takes
    *(f"tests/client/services/test_{part}.py" for part in ("checking", "helping", "moderated", "moderating_circle")),
    *(f"tests/client/services/messages/test_{part}.py" for part in ("contact", "keys")),
    "tests/client/vault/test_export.py",
    "tests/server/test_descriptor.py",
    "tests/server/cli/test_rotating.py",
)
"""The tests that take them."""


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
def safety(session: nox.Session) -> None:
    """The tests of what people's safety rests on, every branch of it counted."""
    _pytest(session, *SAFETY_TESTS, "--cov", "--cov-report=")
    session.run("coverage", "report", "--skip-covered", f"--include={SAFETY}", "--fail-under=100")


@nox.session
def tests(session: nox.Session) -> None:
    """All other tests. To count branches in these too would cost each of them a third more, for no new branch."""
    for program, lost in (("tmux", "in a real terminal"), ("eprover", "of the symbolic model")):
        if shutil.which(program) is None:
            session.warn(f"{program} is missing: the tests {lost} are SKIPPED")
    _pytest(session, *(f"--ignore={path}" for path in SAFETY_TESTS), *session.posargs)


def _pytest(session: nox.Session, *words: str) -> None:
    """Run tests on every core."""
    # hundreds of processes are started, which need not compile the program each for itself
    session.run("pytest", "-n", "auto", "--dist", "worksteal", *words, env={"PYTHONDONTWRITEBYTECODE": ""})
