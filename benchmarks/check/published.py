"""What others published or was measured once before, each with its source, and what each figure should reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

_ONCE: Final = "measured once before, on the kept-aside part, by no command that is kept"

PUBLISHED: Final[Mapping[str, Sequence[str]]] = {
    "empathy": (
        "Beside it, accuracy / macro-F1 over three levels, on the 603 kept-aside pairs, so not the rows above:",
        "  RoBERTa bi-encoder (Sharma et al., EMNLP 2020): 79.4 / 74.5, 84.0 / 62.6, 92.6 / 72.6 for emotional",
        "    reaction, interpretation, exploration; quoted from memory, look it up before you quote it.",
        "  fine-tuned MiniLM of six layers: 80.8 / 79.9, 82.1 / 61.4, 94.4 / 69.2; "
        "hashed n-grams: 79.1 / 77.8, 79.4 / 57.9, 91.9 / 68.5;",
        f"    keyword lexicon: 74.0 / 59.0, 60.4 / 40.7, 88.6 / 59.5 ({_ONCE}).",
        "  The labels of pairs that were labelled twice agree on 84 / 84 / 92 %, about the most that can be reached.",
        "Words are tokens between spaces. Token F1 counts them over all replies together (micro), also where there",
        "  is nothing to mark; its mean over replies (macro) is 1 where neither side marks anything. Words are those",
        "  that the composer would mark, rules included; so is what is said.",
    ),
    "hostility": (
        f"Beside it, AUC on an unseen set: word list .68, alt-profanity-check .84, n-grams .935 ({_ONCE}).",
        "Hostile: the codes hostile, insult, slur, hostile_order, contempt and encourages_harm, as a reply where not",
        "  said otherwise. Aimed at somebody: a second person is addressed, or a sentence opens with an order.",
    ),
    "advice": (
        f"Beside it, F1 on two forums: .72 / .46, a rule .26 / .17 ({_ONCE}; which forum is which was not noted).",
        "DS_Label comes first: the authors of the set (Govindarajan et al., EMNLP 2020) train and measure on it. It",
        "  weighs labellers by how reliable they are (Dawid and Skene, 1979); Majority_label counts heads. Sentences",
        "  come with spaces around signs; they are joined again as people write. Said: where the need is to listen.",
    ),
    "pain": (
        "Hostile as in `hostility`. Look again: any finding of that voice, or urging to harm; nothing was stated about",
        "  the need, except that what answers a request for advice is read as if ideas were welcome.",
        "Thresholds of the readers were chosen on the half for development: there the figures are on the hopeful side.",
    ),
    "identity": (
        "A piece is found where a finding of the same code overlaps it, a combination by any finding of its code.",
        "Languages echo each other (see the set's README): read each by itself.",
    ),
    "language": ("A tweet counts as an insult where two or three of three labellers called it one (ToLD-Br).",),
    "fairness": (
        "Each template is filled with every name of a group, each sentence stands in every variety. A difference is",
        "  that of the two groups of one kind furthest apart; in brackets the one more and the one less often.",
        "  A group with one name has 25 templates of a sort: one that changes is 4 points; of a variety it is 12.5.",
    ),
    "speed": ("Processor time, one process, nothing remembered of the texts before.",),
}
"""Lines to print below a task's figures."""

AIMS: Final[Mapping[str, Mapping[str, float]]] = {
    "default": {
        "er macro-f1": 0.78,
        "ip macro-f1": 0.60,
        "ex macro-f1": 0.70,
        "er binary macro-f1": 0.79,
        "ip binary macro-f1": 0.84,
        "ex binary macro-f1": 0.89,
        "er words": 0.50,
        "ip words": 0.72,
        "ex words": 0.78,
        "hostile auc": 0.935,
        "posts hostile": 2.5,
        "posts hostile as reply": 2.5,
        "replies hostile": 2.0,
        "hostile recall aimed": 65.0,
        "pain hostile": 2.0,
        "pain hostile as reply": 2.0,
        "dismissive caught": 80.0,
        "good flagged": 4.0,
    },
    "deep": {
        "er macro-f1": 0.82,
        "ip macro-f1": 0.62,
        "ex macro-f1": 0.71,
        "er binary macro-f1": 0.82,
        "ip binary macro-f1": 0.86,
        "ex binary macro-f1": 0.93,
        "er words": 0.58,
        "ip words": 0.76,
        "ex words": 0.82,
        "hostile auc": 0.95,
        "posts hostile": 1.0,
        "posts hostile as reply": 1.0,
        "replies hostile": 1.0,
        "hostile recall aimed": 75.0,
        "pain hostile": 1.0,
        "pain hostile as reply": 1.0,
        "dismissive caught": 88.0,
        "good flagged": 3.0,
    },
}
"""By tier and key of the figure: what it should reach, or not pass where less is better."""
