"""Reads the public data sets (CSV, UTF-8) of a folder: EPITOME, toxicity, calm texts and advice."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from heimo_tui.empathy.clauses import normalise, paragraphs, sentences
from heimo_tui.empathy.model.reading import Head, Mechanism
from training.deep.texts.examples import LOOK_AGAIN, Example, Label, Spans, Task, is_aside, none_of, places, within

_TOKENISED = re.compile(r" (?=n't\b|['\u2019](?:s|m|re|ve|ll|d)\b)")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def epitome(folder: Path) -> Iterator[Example]:
    """Yield the replies of EPITOME with levels and rationales, their sentences, and the posts as calm text."""
    for row in _rows(folder / "epitome_reddit_train_dev.csv"):
        aside = is_aside(row["group"])
        reply = normalise(row["response_post"])
        spans: Spans = {
            mechanism: tuple(
                place
                for words in row[f"{mechanism.value.upper()}_rationales"].split("|")
                for place in places(reply, normalise(words))
            )
            for mechanism in Mechanism
        }
        er, ip, ex = (int(row[mechanism.value.upper()]) for mechanism in Mechanism)
        calm = none_of([Head.HOSTILE])
        yield Example(Task.LEVELS, "epitome", reply, aside, (er, ip, ex), spans=spans, heads=calm)
        yield from in_sentences("epitome", row["response_post"], aside, spans, calm)
        post = normalise(row["seeker_post"])
        yield Example(Task.HOSTILE, "seekers", post, aside, heads=none_of(LOOK_AGAIN))
        for _, plain in parts(row["seeker_post"]):
            yield Example(Task.HOSTILE, "seekers", plain, aside, heads=none_of(LOOK_AGAIN))


def in_sentences(source: str, text: str, aside: bool, spans: Spans, heads: dict[Head, Label]) -> Iterator[Example]:
    """Yield the sentences of a reply that has several, with the rationales that lie in each."""
    found = list(parts(text))
    if len(found) > 1:
        for start, plain in found:
            inside = within(spans, start, start + len(plain))
            yield Example(Task.WORDS, f"{source} in parts", plain, aside, spans=inside, heads=heads)


def parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield (start, plain) for each sentence, as the check will read it: what others said is hidden."""
    for start, paragraph in paragraphs(text):
        for sentence in sentences(paragraph):
            yield start + sentence.start, sentence.plain


def toxicity(folder: Path) -> Iterator[Example]:
    """Yield texts of several sources, hostile or not; whoever else they may hurt is not known."""
    for row in _rows(folder / "toxicity_train_dev.csv"):
        if row["source"] == "hatemoji":  # the word pieces know no emoji, so that its labels would look random
            continue
        text, hostile = normalise(row["text"]), float(row["y"])
        source = f"{'toxic' if hostile else 'harmless'}.{row['source']}"
        labels = none_of([Head.CARE], 0.3) | {Head.HOSTILE: Label(hostile)}
        yield Example(Task.HOSTILE, source, text, row["split"] == "dev", heads=labels)


def calm(folder: Path) -> Iterator[Example]:
    """Yield emotional texts that attack nobody."""
    labels = none_of(LOOK_AGAIN, 0.5) | none_of([Head.HOSTILE])
    for row in _rows(folder / "calm_negatives.csv"):
        yield Example(Task.HOSTILE, "calm", normalise(row["text"]), is_aside(row["text"]), heads=labels)


def advice(folder: Path) -> Iterator[Example]:
    """Yield sentences of two forums; where the two ways of counting its annotators' votes differ, it is half advice."""
    for row in _rows(folder / "advice_train_dev.csv"):
        target = (int(row["Majority_label"]) + int(row["DS_Label"])) / 2
        text = normalise(_TOKENISED.sub("", row["Sentence"]))
        thread = row["ID"].split("-")[0]
        labels = none_of([Head.CARE], 0.3) | {Head.ADVICE: Label(target)}
        yield Example(Task.ADVICE, row["sub"], text, is_aside(thread), heads=labels)
