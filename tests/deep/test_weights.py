"""The shipped weights are small, sound, and say what they said before they were cut to bytes."""

import json
import re
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from heimo_deep.weights import Weights
from heimo_deep.windows import readable

from heimo_tui.empathy.model.reading import Head, Mechanism

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parents[1] / "deep" / "heimo_deep" / "weights"
RECORDED = json.loads((HERE / "parity.json").read_text(encoding="utf-8"))
TEXTS = [row["text"] for row in RECORDED["texts"]]
NAMES = ("levels", "heads", "words")


def test_all_files_together_are_under_15_megabytes() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {"model.onnx", "tokenizer.json", "heads.json", "NOTICE.md"}
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 15_000_000


def test_the_digest_is_the_models_and_the_recorded_one(weights: Weights) -> None:
    whole = sha256((FOLDER / "model.onnx").read_bytes()).hexdigest()
    assert weights.digest == whole[:16] == RECORDED["weights"]


def test_the_heads_are_those_of_the_protocol(weights: Weights) -> None:
    assert weights.heads == tuple(head.value for head in Head)
    assert weights.mechanisms == tuple(mechanism.value for mechanism in Mechanism)
    wanted = {*weights.heads, *weights.mechanisms, *(f"{mechanism}.words" for mechanism in Mechanism)}
    assert set(weights.thresholds) == wanted
    assert all(0 < bar < 1 for bar in weights.thresholds.values())


def test_the_file_tells_nothing_of_the_machine_it_was_made_on() -> None:
    assert not re.search(rb"/(?:home|tmp|root|work|usr)/", (FOLDER / "model.onnx").read_bytes())


@pytest.mark.parametrize("row", RECORDED["texts"], ids=lambda row: row["text"][:30])
def test_a_text_is_cut_into_the_same_word_pieces(weights: Weights, row: dict[str, object]) -> None:
    assert weights.pieces(readable(str(row["text"]))).ids == row["pieces"]


def test_the_bytes_say_what_full_precision_said(weights: Weights) -> None:
    off: dict[str, list[npt.NDArray[np.float64]]] = {name: [] for name in NAMES}
    for row in RECORDED["texts"]:
        outputs = weights.run([row["pieces"]])
        for name in NAMES:
            off[name].append(np.abs(getattr(outputs, name)[0] - np.array(row[name])).ravel())
    for name in NAMES:
        distances = np.concatenate(off[name])
        assert distances.mean() <= 0.02, name
        # the rest are ways to hurt that compete in texts where the network hesitates; none of them counts
        assert np.quantile(distances, 0.95) <= 0.1, name


def test_what_counts_counts_in_full_precision_too(weights: Weights) -> None:
    """A chance crosses its threshold on one side only, in nearly all of the recorded answers."""
    bars = np.array([weights.thresholds[head] for head in weights.heads])
    there = np.array([weights.thresholds[mechanism] for mechanism in weights.mechanisms])
    same = []
    for row in RECORDED["texts"]:
        outputs = weights.run([row["pieces"]])
        same.append((outputs.heads[0] >= bars) == (np.array(row["heads"]) >= bars))
        same.append((1 - outputs.levels[0, :, 0] >= there) == (1 - np.array(row["levels"])[:, 0] >= there))
    assert np.concatenate(same).mean() >= 0.98


def test_many_texts_at_once_are_read_as_one_by_one(weights: Weights) -> None:
    rows = [row["pieces"] for row in RECORDED["texts"] if len(row["pieces"]) > 8][:6]
    rows = [[*row[:8], row[-1]] for row in rows]
    together = weights.run(rows)
    alone = np.stack([weights.run([row]).levels[0] for row in rows])
    # bytes share one scale in a batch, so the sums are not quite the same
    assert np.abs(alone - together.levels).mean() <= 0.05
