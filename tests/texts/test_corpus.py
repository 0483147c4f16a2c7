"""The texts that the check learns from: sound, counted, and none of them twice."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).parents[2] / "training" / "corpus"
AUTHORS = sorted(path.stem for path in (CORPUS / "situations").glob("*.jsonl"))
LEAST = {"situations": 300, "replies": 1_500, "look_again": 600, "care": 240}


def rows(part: str) -> list[dict[str, Any]]:
    files = sorted((CORPUS / part).glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_every_line_is_sound() -> None:
    done = subprocess.run(
        [sys.executable, CORPUS / "check.py", *AUTHORS], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout


def test_a_fault_is_told() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _BROKEN], cwd=CORPUS, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.split() == ["3", "0"], done.stdout + done.stderr


_BROKEN = """
from check import faults_of
broken = {"situation": "a001", "skill": 1, "er": 0, "ip": 4, "ex": 1, "reply": "{er|sorry} {ex|what {ip|happened}?}"}
sound = {"situation": "a001", "skill": 1, "er": 1, "ip": 0, "ex": 0, "reply": "{er|Hugs.}"}
told = set(faults_of("replies", broken, {"a001"}, "a"))
print(len([one for one in told if "er is" in one or "ip must" in one or "broken mark" in one]))
print(len(list(faults_of("replies", sound, {"a001"}, "a"))))
"""


@pytest.mark.parametrize("part", LEAST)
def test_there_is_as_much_as_is_said_and_nothing_twice(part: str) -> None:
    texts = Counter(row.get("post") or row.get("reply") or row["text"] for row in rows(part))
    assert texts.total() >= LEAST[part]
    assert [text for text, count in texts.items() if count > 1] == []
