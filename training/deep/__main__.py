"""Trains, exports and measures the deep reader (``python -m training.deep --help``)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from heimo_deep.reader import DeepReader
from heimo_deep.weights import Weights
from heimo_deep.windows import CONTEXT

from heimo_tui.empathy.model import default
from heimo_tui.empathy.model.reading import Head, Mechanism
from training.deep import thresholds, vocabulary
from training.deep.batches import encode
from training.deep.export import export
from training.deep.fit import Recipe, fit
from training.deep.measure import Aside, report
from training.deep.network import Network, from_base
from training.deep.parity import record
from training.deep.texts import corpora
from training.deep.texts.examples import Example

_ROOT = Path(__file__).resolve().parents[2]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.deep", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data sets")
    base = "folder of MiniLM-L6: model.safetensors and tokenizer.json"
    parser.add_argument("--base", type=Path, required=True, help=base)
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--corpus", type=Path, default=_ROOT / "training" / "corpus")
    parser.add_argument("--blind", type=Path, default=_ROOT / "benchmarks" / "blind")
    parser.add_argument("--parity", type=Path, help="file for the outputs that the tests compare with")
    parser.add_argument("--checkpoints", type=Path, help="folder for what each epoch gave")
    start = "checkpoint to go on from, with its tokenizer.json beside it; of several their mean"
    parser.add_argument("--start", type=Path, nargs="+", help=start)
    parser.add_argument("--without-epitome", action="store_true", help="learn levels from the own corpus only")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs, help="with 0 nothing is learned any more")
    parser.add_argument("--rate", type=float, default=Recipe().rate)
    parser.add_argument("--pieces", type=int, default=9500, help="size of the vocabulary")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def main() -> None:
    """Train on the texts that are not kept aside, and choose thresholds and measure on those that are."""
    given = _arguments()
    torch.set_num_threads(given.threads)
    recipe = Recipe(epochs=given.epochs, rate=given.rate)
    torch.manual_seed(recipe.seed)
    examples = corpora.gather(given.data, given.corpus, epitome=not given.without_epitome)
    given.out.mkdir(parents=True, exist_ok=True)
    if given.start:
        tokenizer = vocabulary.base(given.start[0].parent)
        network = Network(tokenizer.get_vocab_size())
        network.load_state_dict(_mean([torch.load(path, weights_only=True) for path in given.start]))
    else:
        tokenizer, kept = vocabulary.pruned(vocabulary.base(given.base), corpora.weighed(examples), given.pieces)
        network = from_base(given.base, kept)
    for folder in filter(None, (given.out, given.checkpoints)):
        tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    if given.epochs:
        learned = [example for example in examples if not example.aside]
        fit(network, encode(tokenizer, learned), recipe, given.checkpoints)
    network.eval()
    finish(network, examples, given)


def _mean(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Return the mean of networks that went on from one another (Wortsman and others, "Model soups", ICML 2022)."""
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


def finish(network: Network, examples: list[Example], given: argparse.Namespace) -> None:
    """Export the network and write its thresholds, its figures and what the tests compare with."""
    out: Path = given.out
    export(network, out / "model.onnx")
    told = {
        "heads": [head.value for head in Head],
        "mechanisms": [mechanism.value for mechanism in Mechanism],
        "context": CONTEXT,
        "thresholds": {},
        "saw_epitome": not given.without_epitome,
    }
    _write(out, told)
    bars = thresholds.centred(network, thresholds.choose(Aside(_reader(out), examples, given.blind)))
    export(network, out / "model.onnx")
    figures = report(Aside(_reader(out), examples, given.blind), bars)
    _write(out, told | {"thresholds": bars, "figures": figures})
    print(json.dumps(bars, indent=1))
    for name, value in figures.items():
        print(f"{name}: {value}")
    if given.parity:
        record(network, Weights(out), given.corpus, given.parity)


def _reader(out: Path) -> DeepReader:
    return DeepReader(Weights(out), default.load())


def _write(out: Path, told: dict[str, object]) -> None:
    (out / "heads.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
