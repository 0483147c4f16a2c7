"""Every question that is put to the symbolic model in docs/model has the answer that is written beside it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = [
    # where tests guard a release nothing is skipped: without the prover they fail there
    pytest.mark.skipif(
        shutil.which("eprover") is None and not os.environ.get("CI"),
        reason="THE PROVER IS MISSING: no question was put to the model; install eprover (tests/system-packages.sh)",
    ),
]

DOCS = Path(__file__).parents[2] / "docs"
MODEL = DOCS / "model"
QUESTIONS = sorted(MODEL.glob("*/*.p"))
ANSWER = {"Theorem": "yes", "CounterSatisfiable": "no"}
"""What the prover says of a question (SZS ontology): it follows, or everything that follows was found without it."""
SEARCH = "SelectMaxLComplexAvoidPosPred"
"""Which literal is worked on first: it decides the time, never the answer."""
CPU_SECONDS, SECONDS = 150, 200


def name_of(question: Path) -> str:
    return question.relative_to(MODEL).with_suffix("").as_posix()


def note(question: Path, title: str, default: str | None = None) -> str:
    """What the head of a question's file says under a title."""
    found = re.search(rf"^% {title}: (\w+)$", question.read_text("utf-8"), re.MULTILINE)
    said = found[1] if found else default
    assert said is not None, f"{question.name} does not say: {title}"
    return said


def ask(problem: Path, search: str = SEARCH) -> str:
    """The prover's answer: yes, no, or its own word where it did not come to one."""
    command = ["eprover", "--silent", f"--cpu-limit={CPU_SECONDS}", f"--literal-selection-strategy={search}"]
    done = subprocess.run(
        [*command, problem.name], cwd=problem.parent, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    status = re.search(r"^# SZS status (\w+)", done.stdout, re.MULTILINE)
    assert status, done.stdout + done.stderr
    return ANSWER.get(status[1], status[1])


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS, ids=name_of)
def test_the_model_answers_as_expected(question: Path) -> None:
    assert ask(question, note(question, "Search", SEARCH)) == note(question, "Expected")


def test_the_page_tells_every_question_with_its_answer() -> None:
    rows = re.findall(r"^\| `([\w/]+)` \| .+ \| (yes|no) \|", (DOCS / "model.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) == len(dict(rows))
    assert dict(rows) == {name_of(question): note(question, "Expected") for question in QUESTIONS}


def test_every_part_is_used() -> None:
    used = {name for question in QUESTIONS for name in re.findall(r"parts/(\w+)\.ax", question.read_text("utf-8"))}
    assert used == {part.stem for part in (MODEL / "parts").iterdir()}


def test_every_folder_can_speak_both_ways() -> None:
    """Beside what holds there is always something that does not: a model in which nothing happens would show."""
    for folder in {question.parent for question in QUESTIONS} - {MODEL / "reachable"}:
        answers = {note(question, "Expected") for question in folder.glob("*.p")}
        assert answers == {"yes", "no"}, folder.name


WEAKER = {
    "without the identity key of the one who starts": ("authentication/bob_accepts", "dh(ik(A),SP)", "dh(IA,spk(B,N))"),
    "without ML-KEM in the set-up and the first step": (
        "hybrid/dh_broken_later",
        *("ss(PQ,r1(A,V))", "ss(pq(B,N),R)"),
        *("ss(PQ,r2(A,V))", "ss(pq(B,N),R2)"),
    ),
    "without ML-KEM in the third step": ("healing/after_round_trip_dh_broken", "ss(Q1,r4(A,X))", "ss(q1(B,W),R4)"),
    "without X25519 in the third step": ("healing/after_round_trip_kem_broken", "dh(d2(A,X),D1)", "dh(D2,d1(B,W))"),
}
"""Protocols that lack something: the question that notices, and the terms of both sides that are taken out."""


@pytest.mark.slow
@pytest.mark.parametrize("lacking", WEAKER)
def test_a_protocol_that_lacks_something_is_found_out(lacking: str, tmp_path: Path) -> None:
    name, *terms = WEAKER[lacking]
    assert note(MODEL / f"{name}.p", "Expected") == "no"
    shutil.copytree(MODEL, tmp_path / "model")
    parts = [tmp_path / "model" / "parts" / file for file in ("setup.ax", "first.ax", "ratchet.ax")]
    for term in terms:
        assert any(term in part.read_text("utf-8") for part in parts), term
        for part in parts:
            part.write_text(part.read_text("utf-8").replace(term, "num(nothing)"), "utf-8")
    with (tmp_path / "model" / "parts" / "attacker.ax").open("a", encoding="utf-8") as attacker:
        attacker.write("fof(nothing_is_secret_there, axiom, ![T]: knows(T,num(nothing))).\n")
    assert ask(tmp_path / "model" / f"{name}.p") == "yes"
