"""What somebody reads who is about to give the first answer of all."""

from heimo_tui.empathy.telling.first_reply import BEGIN, first_reply


def test_the_guide_is_short_and_begins_with_what_helps_most() -> None:
    for need in ("listen", "ask", "ideas"):
        lines = first_reply(need)  # type: ignore[arg-type] # one of the needs
        assert lines[0] == BEGIN and 2 <= len(lines) - 1 <= 3 and max(map(len, lines)) <= 74
    assert first_reply("none") == ()
    assert first_reply(None) == first_reply("listen")
