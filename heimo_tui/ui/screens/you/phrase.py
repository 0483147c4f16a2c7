"""Where the twelve words are."""

from heimo_tui.ui.screens.you.section import Section


class PhraseSection(Section):
    """Says why the words cannot be shown."""

    title = "Your twelve words"
    hint = "the way back on another device"
    words = (
        "They are on your paper and nowhere else. Heimo did not keep them, so that nobody who takes this device can "
        "become you on another one.",
        "Paper lost? As long as this device works, so do you. If you want to be able to come back after losing it "
        "too, ask for a new invite and begin anew with new words; the old names stay behind.",
    )
