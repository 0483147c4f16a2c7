"""A crash says where it happened, and shows neither what somebody wrote nor a key."""

import base64
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.crashing import KEY, WORDS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("way", "code"), [("screen", 1), ("plain", 1), ("thread", 0), ("task", 0)])
def test_a_crash_report_holds_nothing_of_anybodys(tmp_path: Path, way: str, code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.crashing", str(tmp_path / "secret folder"), way],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    shown = (done.stdout + done.stderr).decode(errors="replace")
    assert done.returncode == code, shown
    assert "ValueError" in shown and "go_wrong" in shown, "it says what happened and where"
    together = "".join(shown.split())
    for hidden in (WORDS, "Annika", KEY.hex(), repr(KEY), base64.b64encode(KEY).decode(), "secret folder", str(ROOT)):
        assert "".join(hidden.split())[:16] not in together, hidden[:8]
