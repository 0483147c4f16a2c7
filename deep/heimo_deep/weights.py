"""Opens the weights that lie beside this module, and runs them on word pieces."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime  # type: ignore[import-untyped] # it ships no types
from tokenizers import Encoding, Tokenizer

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Outputs:
    """Chances (0 to 1) that one run gives: `levels` [text, mechanism, 3], `heads` [text, head], `words` [text, piece,
    mechanism]."""

    levels: Numbers
    heads: Numbers
    words: Numbers


class Weights:
    """The network, its tokenizer, and what its numbers mean.

    `heads` and `mechanisms` name the columns, `thresholds` tell from where on a chance counts, `mask` is the word piece
    that stands for "some word".
    """

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or Path(__file__).parent / "weights"
        model = (folder / "model.onnx").read_bytes()
        told = json.loads((folder / "heads.json").read_text(encoding="utf-8"))
        self.digest = sha256(model).hexdigest()[:16]
        self.heads: tuple[str, ...] = tuple(told["heads"])
        self.mechanisms: tuple[str, ...] = tuple(told["mechanisms"])
        self.thresholds: Mapping[str, float] = dict(told["thresholds"])
        self._tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
        self.mask: int = self._tokenizer.encode("[MASK]", add_special_tokens=False).ids[0]
        self._session = _session(model)

    def pieces(self, text: str) -> Encoding:
        """Return the word pieces of a text that `windows.readable` made, with their places in it."""
        return self._tokenizer.encode(text)

    def run(self, rows: Sequence[Sequence[int]]) -> Outputs:
        """Read texts of equally many word pieces at once."""
        levels, heads, words = self._session.run(["levels", "heads", "words"], {"ids": np.array(rows, dtype=np.int64)})
        return Outputs(levels, heads, words)


def _session(model: bytes) -> onnxruntime.InferenceSession:
    # its builds for Windows tell their maker of use, unless asked not to
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    # somebody is typing: one core is enough, and it shall not spin while it waits
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
