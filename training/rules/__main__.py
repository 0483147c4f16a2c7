"""Writes heimo_tui/empathy/phrases/triggers.py anew from all patterns of the rules."""

from pathlib import Path

from heimo_tui.empathy.phrases import triggers
from training.rules.table import module

Path(triggers.__file__).write_text(module(), encoding="utf-8")
