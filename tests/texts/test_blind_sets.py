"""The blind sets: as described, split by their texts alone, and kept out of what is learned from."""

import csv
import hashlib
from collections import Counter
from pathlib import Path

import pytest

from tests.texts.test_corpus import rows

BLIND = Path(__file__).parents[2] / "benchmarks" / "blind"
_KIND = ["text", "kind", "sort", "part"]
COLUMNS = {
    "kindness": _KIND,
    "kindness_second": _KIND,
    "kindness_third": _KIND,
    "kindness_fourth": _KIND,
    "identity": ["text", "words", "codes", "lang", "part"],
}
IDENTITY_CODES = {
    "name",
    "handle",
    "phone",
    "email",
    "link",
    "address",
    "employer",
    "school",
    "exact_date",
    "exact_age",
    "only_one",
    "combination",
}


def read(name: str) -> list[dict[str, str]]:
    with (BLIND / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS[name]
        return list(reader)


@pytest.mark.parametrize("name", COLUMNS)
def test_the_text_alone_decides_its_half(name: str) -> None:
    for row in read(name):
        odd = hashlib.sha256(row["text"].encode()).digest()[0] % 2
        assert row["part"] == ("held" if odd else "dev"), row["text"]


@pytest.mark.parametrize("name", COLUMNS)
def test_no_text_is_there_twice_or_learned_from(name: str) -> None:
    texts = Counter(row["text"] for row in read(name))
    assert [text for text, count in texts.items() if count > 1] == []
    learned = {
        row[key] for part in ("situations", "look_again", "care") for row in rows(part) for key in _TEXTS & row.keys()
    }
    assert texts.keys() & learned == set()


_TEXTS = {"post", "text", "twin"}


@pytest.mark.parametrize(
    ("name", "pain"),
    [("kindness", 400), ("kindness_second", 400), ("kindness_third", 200), ("kindness_fourth", 90)],
)
def test_there_are_enough_of_each_kind(name: str, pain: int) -> None:
    kinds = Counter(row["kind"] for row in read(name))
    assert kinds.keys() == {"pain", "hostile", "dismissive", "good"}
    assert kinds["pain"] >= pain and kinds["hostile"] + kinds["dismissive"] >= 300 and kinds["good"] >= 200


def test_there_are_enough_in_each_language() -> None:
    languages = Counter(row["lang"] for row in read("identity"))
    assert languages.keys() == {"en", "fi", "es", "pt"} and languages.total() >= 500
    assert min(languages.values()) >= 100


def test_identifying_words_stand_in_their_text() -> None:
    for row in read("identity"):
        words, codes = ([one for one in row[key].split("|") if one] for key in ("words", "codes"))
        assert len(words) == len(codes), row["text"]
        assert set(codes) <= IDENTITY_CODES, row["text"]
        assert all(word in row["text"] for word in words), row["text"]
