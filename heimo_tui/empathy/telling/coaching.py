"""What could still stand in a reply that somebody practises: offers in words, never a mark."""

from __future__ import annotations

from typing import Final

from heimo_tui.empathy.findings import Need, Report, Voice

TOUCHED: Final = "What does it do to you to read this? A few words of that are enough."
COMPLETE: Final = "It has all that this looks for. Read it once more as if it had been written to you."
IDEAS: Final = "They would welcome ideas: did something help you, or somebody you know?"
_NAME: Final = "You could name {feel}. If you are not sure, say that you are guessing."
_ASK: Final = "You could ask {ask}."
_ASK_LISTENING: Final = "You could ask {ask}. One question is enough for somebody who wants to be heard."


def coach(report: Report, need: Need, *, feel: str, ask: str) -> tuple[str, ...]:
    """Return what the reply could still do, the most fitting first, for a post with this need.

    `feel` and `ask` end the sentences "You could name ..." and "You could ask ...". One sentence where all is there.
    """
    carries = {found.code for found in report.of(Voice.CARRIES)}
    missing = {
        "interpretation": _NAME.format(feel=feel),
        "emotional_reaction": TOUCHED,
        "exploration": (_ASK_LISTENING if need == "listen" else _ASK).format(ask=ask),
    }
    if need == "ideas" and not {"been_there", "freedom"} & carries:
        missing["ideas"] = IDEAS
    first = ("exploration",) if need == "ask" else ()
    order = dict.fromkeys((*first, *missing))
    return tuple(missing[code] for code in order if code not in carries) or (COMPLETE,)
