"""Tiny labelled sets of every task, and a reader that is sure of single words."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.check.figures import Result
from benchmarks.check.readers import Checker
from heimo_tui.empathy.findings import Tier
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.model.reading import Head, Mechanism, Rationale, Reading, Whole

ROOT = Path(__file__).parent.parent
RULES = Checker("rules", None)
INSULT, WARM = "You are an idiot.", "I am so sorry that you are going through this."
Rows = Sequence[Mapping[str, object]]

EMPATHY: Rows = [
    {
        "seeker_post": "I lost my job and I cannot sleep.",
        "response_post": WARM,
        **{"ER": 1, "ER_rationales": "I am so sorry|", "IP": 0, "IP_rationales": "", "EX": 0, "EX_rationales": ""},
        **{"group": "a", "split": "dev", "more": "is not read"},
    },
    {
        "seeker_post": "It is dark in here.",
        "response_post": "What happened?",
        **{"ER": 0, "ER_rationales": "", "IP": 0, "IP_rationales": "", "EX": 2, "EX_rationales": "What happened?|"},
        **{"group": "b", "split": "dev"},
    },
]
HOSTILITY: Rows = [
    {"source": "one", "text": INSULT, "y": 1},
    {"source": "one", "text": "The referee was blind for you.", "y": 1},
    {"source": "two", "text": "The weather is trash.", "y": 1},
    {"source": "two", "text": "Have you seen the lake?", "y": 0},
]
ADVICE: Rows = [
    {"ID": "a-1", "sub": "s", "DS_Label": 1, "Majority_label": 1, "Sentence": "You should see a doctor ."},
    {"ID": "b-1", "sub": "s", "DS_Label": 0, "Majority_label": 1, "Sentence": "That was a long night ."},
]
PAIN: Rows = [
    {"text": "I'm so fucking tired of myself.", "kind": "pain", "sort": "curses", "part": "dev"},
    {"text": INSULT, "kind": "hostile", "sort": "insult", "part": "dev"},
    {"text": "Just calm down, others have it worse.", "kind": "dismissive", "sort": "comparing", "part": "dev"},
    {"text": WARM, "kind": "good", "sort": "warm", "part": "dev"},
    {"text": "You should sleep.", "kind": "good", "sort": "asked_advice", "part": "dev"},
    {"text": "Opened once.", "kind": "good", "sort": "warm", "part": "held"},
]
IDENTITY: Rows = [
    {
        "text": "Write me at mia@example.org or come by, I am Mia.",
        **{"words": "mia@example.org|Mia", "codes": "email|name", "lang": "en", "part": "dev"},
    },
    {"text": "It rained all day.", "words": "", "codes": "", "lang": "en", "part": "dev"},
]
TWEETS: Rows = [{"text": "você é um idiota", "insult": "3.0"}, {"text": "bom dia para todos", "insult": "0.0"}]
OWN: Rows = [
    {"text": "Sinto muito por tudo isso.", "kind": "good", "sort": "warm", "part": "dev", "er": 1, "ip": 0, "ex": 0},
    {"text": "Não aguento mais.", "kind": "pain", "sort": "terse", "part": "dev", "er": "", "ip": "", "ex": ""},
]
SETS = {
    "empathy": EMPATHY,
    "hostility": HOSTILITY,
    "advice": ADVICE,
    "pain": PAIN,
    "identity": IDENTITY,
    "language": TWEETS,
}


class Sure:
    """A reader that is sure of one word for each head."""

    tier = Tier.DEFAULT
    digest = "0123456789abcdef"
    thresholds: Mapping[str, float] = {
        **{head.value: 0.5 for head in Head},
        **{name: 0.5 for each in Mechanism for name in (each.value, f"{each}.words")},
        "hostile.pt": 0.5,
    }
    words: Mapping[Head, str] = {Head.HOSTILE: "referee", Head.ADVICE: "doctor", Head.DISMISSING: "worse"}

    def sentence(self, plain: str, language: Language) -> Reading:
        if language is Language.PORTUGUESE:
            return Reading({Head.HOSTILE: 0.9}, ())
        heads = {head: float(self.words.get(head, "\0") in plain) for head in Head}
        return Reading(heads, (Rationale(0, len(plain), {each: 0.9 for each in Mechanism}),))

    def whole(self, text: str, language: Language) -> Whole | None:
        there = {Mechanism.EMOTIONAL_REACTION: "sorry", Mechanism.INTERPRETATION: "\0", Mechanism.EXPLORATION: "?"}
        levels = {each: (0.0, 0.1, 0.9) if word in text else (0.9, 0.1, 0.0) for each, word in there.items()}
        return Whole(levels, float("idiot" in text))

    def behind(self, plain: str, language: Language, name: str) -> tuple[tuple[int, int], ...]:
        return ()

    def forget(self) -> None:
        pass


SURE = Checker("default", Sure())


def table(folder: Path, rows: Rows, name: str = "some.csv") -> Path:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(column for row in rows for column in row)))
        writer.writeheader()
        writer.writerows(rows)
    return folder / name


def values(result: Result) -> dict[str, float]:
    assert len({figure.key for figure in result.figures}) == len(result.figures)
    return {figure.key: figure.value for figure in result.figures}
