"""Nothing of what was read stays remembered, whether or not the trained reader was there."""

from heimo_tui.empathy import check, forget, language
from heimo_tui.empathy.model import default

WORDS = "nobody else may read this"


def test_it_forgets_with_the_trained_reader_and_without() -> None:
    for reader in (default.load, default.load.cache_clear):
        language.recognise(WORDS)
        reader()
        forget()
        assert language.recognise.cache_info().currsize == check._read.cache_info().currsize == 0
