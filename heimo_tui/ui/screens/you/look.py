"""How it looks and in which language it speaks."""

from collections.abc import Sequence
from typing import Final

from heimo_tui.core.care import country_for, load_countries, load_words
from heimo_tui.services.settings import Settings
from heimo_tui.ui.intents import SetTheme
from heimo_tui.ui.screens.care import CountrySheet
from heimo_tui.ui.screens.you.section import Section
from heimo_tui.ui.themes.ours import OURS
from heimo_tui.ui.widgets.menu import Item

_OURS: Final = {
    "takka": "takka — embers on night blue",
    "lumi": "lumi — lamplight on paper",
    "kontrasti": "kontrasti — high contrast",
}
_LANGUAGES: Final = {"en": "English", "fi": "suomi", "es": "español", "pt": "português"}


class LookSection(Section):
    """A theme is put on as soon as it is chosen."""

    title = "Colours"
    hint = "themes"
    words = ("NO_COLOR and terminals with few colours work too.",)

    async def rows(self) -> Sequence[Item]:
        """Own themes first."""
        ours = [theme.name for theme in OURS]
        others = sorted(set(self.app.available_themes) - set(ours))
        now = self.app.theme
        return [Item(name, _OURS.get(name, name), mark="●" if name == now else " ") for name in (*ours, *others)]

    async def entered(self, row: str) -> None:
        """Put it on."""
        self.post_message(SetTheme(row))
        self.call_later(self.load)


class LanguageSection(Section):
    """Language and country of the care screen, which work without a network."""

    title = "Language and country"
    hint = "for the care screen"
    words = ("F1 speaks this language and shows lines of this country first. It stays on this device.",)

    def __init__(self, preferences: Settings) -> None:
        super().__init__()
        self._preferences = preferences

    async def rows(self) -> Sequence[Item]:
        """Languages, then the country."""
        now = self._preferences.get()
        spoken = now.language[:2] or "en"
        rows = [Item(code, name, mark="●" if code == spoken else " ") for code, name in _LANGUAGES.items()]
        country = country_for(load_countries(), now.country).name.say(spoken) if now.country else "not chosen"
        return [*rows, Item("country", f"country: {country}")]

    async def entered(self, row: str) -> None:
        """Choose it."""
        if row != "country":
            await self._preferences.set(language=row)
            return
        now = self._preferences.get()
        names = [Item(country.code, country.name.say(now.language or "en")) for country in load_countries()]
        title = load_words(now.language or "en").places.where
        code = await self.app.push_screen_wait(CountrySheet(names, now.country, title))
        if code is not None:
            await self._preferences.set(country=code)
