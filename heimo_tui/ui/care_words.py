"""In which language care speaks: the one that was chosen, else that of the terminal."""

import os

from heimo_tui.services.settings import Settings


def region() -> str:
    """What the terminal says of language and country, such as "fi_FI.UTF-8"; empty where it says nothing."""
    return os.environ.get("LC_ALL") or os.environ.get("LANG") or ""


def language_of(preferences: Settings) -> str:
    """The code of the language."""
    return preferences.get().language or region()[:2] or "en"
