"""How each voice of the check looks and what it is called: a sign, words and a colour, never colour alone."""

from dataclasses import dataclass
from typing import Final

from textual.content import Content

from heimo_tui.core.notes import need
from heimo_tui.empathy.findings import Finding, Report, Voice


@dataclass(frozen=True, slots=True)
class VoiceWords:
    """A voice's one-cell sign, its heading, and the theme variable of its colour."""

    sign: str
    heading: str
    colour: str


VOICES: Final = {
    Voice.CARRIES: VoiceWords("✓", "what carries", "$text-success"),
    Voice.LOOK_AGAIN: VoiceWords("~", "look again", "$text-warning"),
    Voice.IDENTIFIES: VoiceWords("@", "may identify you", "$secondary"),
    Voice.CARE: VoiceWords("♥", "care", "$name-3"),
}


def heading(voice: Voice) -> Content:
    """Sign and words of a voice."""
    words = VOICES[voice]
    return Content.styled(f"{words.sign} {words.heading}", words.colour)


def grouped(report: Report) -> list[tuple[Voice, list[Finding]]]:
    """Findings by voice; voices in the order in which the report lets them lead."""
    groups: dict[Voice, list[Finding]] = {}
    for finding in report.findings:
        groups.setdefault(finding.voice, []).append(finding)
    return list(groups.items())


def asked_for(code: str) -> str:
    """A need in half a sentence, such as "just listen — I want to be heard."."""
    words = need(code)
    return f"{words.label} — {words.explained}"
