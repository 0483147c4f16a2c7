"""The handbooks for moderators and for hosts tell keys, commands and numbers as they are."""

import re
import shlex

import pytest

from heimo_protocol import limits
from heimo_protocol.circles import CircleSettings
from heimo_tui.core.moderating import PAUSE_DAYS
from heimo_tui.services.moderating import counting
from heimo_tui.ui.keys import TABLE, keys_of
from server_stub.cli.circles import create
from server_stub.community.host import edited
from server_stub.operations import budgets
from server_stub.upkeep import retention
from tests.test_docs import ROOT, SERVER_COMMANDS, rows, section, words

MODERATING = (ROOT / "docs" / "moderating.md").read_text("utf-8")
STARTING = (ROOT / "docs" / "starting-a-circle.md").read_text("utf-8")
COMMANDS = [
    " ".join(found.replace("\\\n", " ").split())
    for found in re.findall(r"^ +(heimo-server (?:.*\\\n)*.*)$", MODERATING + STARTING, re.MULTILINE)
]


def test_every_deed_has_its_key() -> None:
    told = {row[1]: row[0].strip("`") for row in rows(section(MODERATING, "The deeds")) if row[0].startswith("`")}
    there = {key.label: keys_of(key.id) for key in TABLE if key.id.startswith("moderate.") and "deed(" in key.action}
    assert len(told) == len(there)
    for deed, key in told.items():
        meant = [label for label, keys in there.items() if key in keys.split(" / ")]
        assert [label.split()[0] for label in meant] == [re.split(r"\W", deed)[0]], deed


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_is_real(line: str) -> None:
    name = next(name for name in SERVER_COMMANDS if f"{line} ".startswith(f"{name} "))
    SERVER_COMMANDS[name].make_context(name, shlex.split(line)[len(name.split()) :])


def test_example_circles_are_valid() -> None:
    examples = [shlex.split(line)[3:] for line in COMMANDS if line.startswith("heimo-server circle create")]
    assert len(examples) == 3
    for example in examples:
        asked = create.make_context("create", example).params
        fields = {"about": asked["about"], "rules": "\n".join(asked["rules"]), "notes": list(asked["notes"])}
        edited(CircleSettings(name=asked["name"]), fields)


@pytest.mark.parametrize(
    "told",
    [
        f"up to {limits.MAX_REASON_CHARS} letters",
        f"for a day, {PAUSE_DAYS[1]} days or {PAUSE_DAYS[2]}",
        f"within {limits.APPEAL_DAYS} days, in up to {limits.MAX_APPEAL_CHARS:,} letters",
        f"It waits for {({7: 'seven'})[limits.SECOND_DAYS]} days for a second one",
        f"Pauses of up to {limits.PAUSE_MOST_HOURS // 24} days",
        f"After {({7: 'seven'})[retention.HIDDEN_DAYS]} days a removed text is erased",
        f"show you up to {({10: 'ten'})[limits.MAX_REPORT_MESSAGES]}",
        f"at most {limits.ServerLimits().first_day_posts} posts and replies in the first 24 hours",
        f"make {budgets.REPORTS_DAY} reports a day",
        f"From the {({14: 'fourteenth'})[counting.REST_AT]} heavy text",
    ],
)
def test_numbers_are_those_of_the_program(told: str) -> None:
    assert told in words(MODERATING)
