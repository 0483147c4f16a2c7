"""Neither program runs where bad keys would be let through."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.server import run_command

BROKEN = (
    "import nacl.bindings as b\n"
    "b.crypto_core_ed25519_is_valid_point = lambda point: True\n"
    "import sys\n"
    "sys.argv = ['program', *{arguments!r}]\n"
    "from {module} import main\n"
    "main()\n"
)


@pytest.mark.parametrize(("module", "program"), [("heimo_tui.cli", "heimo"), ("server_stub.cli", "heimo-server")])
def test_a_library_that_takes_bad_points_is_refused(module: str, program: str, tmp_path: Path) -> None:
    if program == "heimo":
        arguments = ["--data", str(tmp_path / "data"), "read"]
        (tmp_path / "data").mkdir(mode=0o700)
    else:
        run_command("init", data=tmp_path / "data")
        arguments = ["run", "--data", str(tmp_path / "data"), "--port", "0"]
    code = BROKEN.format(arguments=arguments, module=module)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "accepts a" in done.stderr or "takes keys that it must refuse" in done.stderr
