"""Preferences, kept in the vault."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import fields, replace
from typing import Any

from heimo_tui.core.errors import BadInput
from heimo_tui.core.preferences import HOLD_MOST, REPLIES_MOST, FoldRule, NetworkProfile, Preferences
from heimo_tui.core.views import Change
from heimo_tui.services.house import House
from heimo_tui.vault.tables import FoldingRule, RuleKind, Tables

_PREFIX = "preference:"
_PLAIN = ("hold_seconds", "idle_minutes", "country", "language", "theme", "replies_a_day")


class Settings:
    """Reads and changes what a person set.

    `profile_changed` is called when the network may be told more, or less, `rules_changed` when other things fold.
    """

    def __init__(
        self, house: House, profile_changed: Callable[[], None], rules_changed: Callable[[], Awaitable[None]]
    ) -> None:
        self._house = house
        self._profile_changed = profile_changed
        self._rules_changed = rules_changed

    def get(self) -> Preferences:
        """The preferences now; the defaults while the vault is closed."""
        return self._house.preferences

    async def load(self) -> Preferences:
        """Read them from the vault, which was just opened."""
        self._house.preferences = await self._house.open_vault().read(_read)
        return self._house.preferences

    async def set(self, **changes: Any) -> Preferences:
        """Change some; raises BadInput("preference") for what cannot be."""
        known = {field.name for field in fields(Preferences)}
        if not changes.keys() <= known:
            raise BadInput("preference", field=min(changes.keys() - known))
        changed = _checked(replace(self._house.preferences, **changes))
        await self._house.open_vault().run(lambda tables: _write(tables, changed))
        before, self._house.preferences = self._house.preferences, changed
        if changed.network is not before.network:
            self._profile_changed()
        if changed.folds != before.folds:
            await self._rules_changed()
            self._house.tell(Change(circle=None))
        return changed


def _checked(wanted: Preferences) -> Preferences:
    if not 0 <= wanted.hold_seconds <= HOLD_MOST:
        raise BadInput("preference", field="hold_seconds", value=str(wanted.hold_seconds))
    if not 0 <= wanted.idle_minutes <= 24 * 60:
        raise BadInput("preference", field="idle_minutes", value=str(wanted.idle_minutes))
    if not 0 <= wanted.replies_a_day <= REPLIES_MOST:
        raise BadInput("preference", field="replies_a_day", value=str(wanted.replies_a_day))
    for rule in wanted.folds:
        if (rule.note is None) == (rule.keyword is None) or not (rule.note or rule.keyword or "").strip():
            raise BadInput("preference", field="folds")
    return replace(wanted, network=NetworkProfile(wanted.network), folds=tuple(wanted.folds))


def _read(tables: Tables) -> Preferences:
    found: dict[str, Any] = {}
    for name in _PLAIN:
        value = tables.preferences.get(_PREFIX + name)
        if value is not None:
            found[name] = value
    network = tables.preferences.get(_PREFIX + "network")
    if network in list(NetworkProfile):
        found["network"] = NetworkProfile(network)
    return Preferences(folds=tuple(_fold(rule) for rule in tables.preferences.rules()), **found)


def _write(tables: Tables, wanted: Preferences) -> None:
    for name in _PLAIN:
        tables.preferences.set(_PREFIX + name, getattr(wanted, name))
    tables.preferences.set(_PREFIX + "network", wanted.network.value)
    rules = [_rule(fold) for fold in wanted.folds]
    places = {(rule.kind, rule.value) for rule in rules}
    for rule in tables.preferences.rules():
        if (rule.kind, rule.value) not in places:
            tables.preferences.remove_rule(rule.kind, rule.value)
    for rule in rules:
        tables.preferences.set_rule(rule)


def _fold(rule: FoldingRule) -> FoldRule:
    if rule.kind is RuleKind.NOTE:
        return FoldRule(note=rule.value, action=rule.action)
    return FoldRule(keyword=rule.value, action=rule.action)


def _rule(fold: FoldRule) -> FoldingRule:
    if fold.note is not None:
        return FoldingRule(RuleKind.NOTE, fold.note, fold.action)
    return FoldingRule(RuleKind.KEYWORD, fold.keyword or "", fold.action)
