"""Builds the files of the default tier from data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from heimo_tui.empathy.model.default import EPITOME, HEAD_GROUP, HURTS, OWN, PLAIN, SUBTLE, TOLD, TOLD_GROUP, WAY_GROUP
from heimo_tui.empathy.model.stack import chance
from training.blind import kindness
from training.default import heads, labelled, replies, select
from training.default.empathy import mechanism_file
from training.default.files import File, Size
from training.default.heads import Fitted, Head, Pool, fit_head
from training.default.quantise import packed

MECHANISM_BITS = {EPITOME: 16, OWN: 15}
"""Raters read what people wrote; the corpus is smaller and tidier."""


HEADS: Mapping[str, Head] = {
    HURTS: Head(heads.hurts, 17, 30.0, smoothing=1.0),
    "advice": Head(heads.advice, 17, 1.5, True),
    "care": Head(heads.care, 17, 3.0, True),
    "hostile": Head(heads.hostile, 17, 3.0, smoothing=1.0),
    **{code: Head(heads.way(code), 14, 3.0, True) for code in SUBTLE},
}
PORTUGUESE = Head(heads.told, 17, 1.0, True)


def build(data: Path, corpus: Path, blind: Path, out: Path, size: Size) -> None:
    """Build all three files.

    Args:
        data: folder of the public data.
        corpus: folder of the project's own texts.
        blind: folder of the sets whose development halves choose thresholds of what hurts.
        out: folder to write to.
        size: how thoroughly.
    """
    out.mkdir(parents=True, exist_ok=True)
    told_file(data, size).write(out / TOLD, "Trained on ToLD-Br, CC BY-SA 4.0; see NOTICE.md.")
    print(TOLD, "written", flush=True)
    pairs = data / "epitome_reddit_train_dev.csv"
    rated = mechanism_file(replies.epitome(pairs)[:: size.every], MECHANISM_BITS[EPITOME], size)
    rated.write(out / EPITOME, "Trained on EPITOME, licence unclear; see NOTICE.md.")
    print(EPITOME, "written", flush=True)
    single = head_file(pool(data, corpus, size.every), {**kindness(blind), **labelled.supported(pairs)}, size)
    own = single.with_all_of(mechanism_file(replies.own(corpus / "replies")[:: size.every], MECHANISM_BITS[OWN], size))
    own.write(out / OWN, "Trained on the project's corpus and on permissive data; see NOTICE.md.")
    print(OWN, "written", flush=True)


def pool(data: Path, corpus: Path, every: int) -> Pool:
    """Read all single texts but the Portuguese ones."""
    public = [
        *labelled.toxicity(data / "toxicity_train_dev.csv")[::every],
        *labelled.calm(data / "calm_negatives.csv")[::every],
        *labelled.advice(data / "advice_train_dev.csv")[::every],
    ]
    own = [
        *labelled.look_again(corpus / "look_again"),
        *labelled.care(corpus / "care"),
        *labelled.posts(corpus / "situations"),
        *labelled.good_replies(corpus / "replies"),
    ]
    return Pool.of([*public, *own])


def head_file(texts: Pool, kinds: Mapping[str, Sequence[str]], size: Size) -> File:
    """Fit the heads of single sentences; `kinds` of texts choose thresholds and are never learned from."""
    made, models = File(), {}
    for name, head in HEADS.items():
        bits = min(head.bits, size.bits)
        fitted = fit_head(texts, head, bits, size.folds if name in select.UNSEEN else 0)
        models[name] = fitted.model
        if name in select.FEW:
            bar, caught = select.bar_for(fitted.model, kinds, bits, select.FEW[name])
            made.thresholds.update(dict.fromkeys(SUBTLE if name == HURTS else [name], round(chance(bar), 4)))
            made.figures[f"{name}.caught"] = round(caught, 4)
        elif name in select.UNSEEN and size.folds > 1:
            _choose_unseen(made, name, texts, fitted)
    made.groups[HEAD_GROUP] = packed({name: models[name] for name in (HURTS, *PLAIN)})
    made.groups[WAY_GROUP] = packed({name: models[name] for name in SUBTLE})
    return made


def _choose_unseen(made: File, name: str, texts: Pool, fitted: Fitted) -> None:
    yes = texts.weights(HEADS[name].rule)[fitted.used] > 0
    bar, f1 = select.UNSEEN[name](fitted.unseen, yes)
    made.thresholds[name] = round(chance(bar), 4)
    made.figures[f"{name}.f1"] = round(f1, 4)
    made.figures[f"{name}.recall"] = round(float((fitted.unseen[yes] >= bar).mean()), 4)


def told_file(data: Path, size: Size) -> File:
    """Fit hostility in Portuguese."""
    texts = Pool.of(labelled.told(data / "pt_told_br.csv")[:: size.every])
    head = PORTUGUESE
    fitted = fit_head(texts, head, min(head.bits, size.bits), size.folds)
    yes = texts.weights(head.rule) > 0
    bar = float(np.quantile(fitted.unseen[~yes], 1 - select.PORTUGUESE))
    name = "hostile.pt"
    return File(
        {TOLD_GROUP: packed({name: fitted.model})},
        {},
        {name: round(chance(bar), 4)},
        {f"{name}.recall": round(float((fitted.unseen[yes] >= bar).mean()), 4)},
    )
