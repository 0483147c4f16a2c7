"""The host's command for tests: the real program in a process of its own."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = [sys.executable, "-W", "error", "-m", "server_stub"]


@dataclass
class Answer:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.out)
        return data


@dataclass
class Heimo:
    """`heimo-server` on one data folder."""

    data: Path
    program: Path | None = None
    """Where another version of the program lies; None: this one."""

    def __call__(self, *arguments: str, code: int | None = 0) -> Answer:
        """Run it; fails where it does not exit with `code`, where that is no matter of indifference (None)."""
        run = subprocess.run(
            [*PROGRAM, *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env=self.env,
            cwd=self.program,
        )
        assert code is None or run.returncode == code, f"{arguments}: {run.returncode}\n{run.stdout}\n{run.stderr}"
        assert "Traceback" not in run.stderr, run.stderr
        return Answer(run.returncode, run.stdout, run.stderr)

    def json(self, *arguments: str, code: int | None = 0) -> dict[str, Any]:
        return self(*arguments, "--json", code=code).data

    @property
    def env(self) -> dict[str, str]:
        return {"HEIMO_SERVER_DATA": str(self.data), "PATH": "", "HOME": str(self.data.parent)}

    def relax(self) -> None:
        """No budget for nameless requests, which would slow tests."""
        path = self.data / "community.toml"
        text = path.read_text()
        text = text.replace("anonymous_second = 20", "anonymous_second = 100000")
        path.write_text(text.replace("anonymous_burst = 100", "anonymous_burst = 100000"))


@contextmanager
def serving(heimo: Heimo, *options: str) -> Iterator[str]:
    """`heimo-server run` on a free port, with further options; its standard error goes to a file beside the data."""
    with (heimo.data.parent / "server.log").open("a") as errors:
        process = subprocess.Popen(
            [*PROGRAM, "run", "--port", "0", "--json", *options],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=heimo.env,
            cwd=heimo.program,
        )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, (heimo.data.parent / "server.log").read_text()
        yield json.loads(line)["address"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    finally:
        process.stdout.close()
        if process.poll() is None:
            process.kill()
            process.wait(20)
