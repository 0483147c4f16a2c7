"""The page of limits has every one of them, with its value."""

import re
from pathlib import Path

from heimo_protocol import limits
from server_stub import hub
from server_stub.config import ServerConfig
from server_stub.operations import budgets
from server_stub.transport import listening, replay
from server_stub.upkeep import sparing

PAGE = (Path(__file__).parent.parent.parent.parent / "docs" / "hosting" / "limits.md").read_text("utf-8")

NOT_LIMITS = {"port", "maintenance_seconds", "rewrite_hours", "admin_port"}


def test_every_setting_of_a_server_is_told_with_its_value() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", PAGE, re.MULTILINE))
    config = ServerConfig(data=Path())
    values = {name: getattr(config, name) for name in ServerConfig.__struct_fields__}
    numbers = {name: f"{value:.0f}" for name, value in values.items() if isinstance(value, int | float)}
    assert told == {name: number for name, number in numbers.items() if name not in NOT_LIMITS}


def test_the_numbers_between_the_words_are_those_of_the_program() -> None:
    for number in (
        replay.MAX_FOR_ONE,
        replay.MAX_REMEMBERED,
        limits.BODY_CLASSES[-1],
        listening.BACKLOG,
        limits.REQUEST_VALUES,
    ):
        assert f"{number:,}" in PAGE
    for number in (limits.QUEUE_RECV_BYTES, limits.EVENT_LIST_BYTES, limits.MAX_POST_BYTES, limits.MAX_EVENT_BYTES):
        assert f"{number:,}" in PAGE
    assert f"{limits.QUEUE_FRAMES}, or {limits.QUEUE_BYTES // 2**20} MiB, each for {limits.FRAME_DAYS} days" in PAGE
    assert f"a queue's life | {limits.QUEUE_DAYS} days" in PAGE
    assert f"live streams of one name | {hub.STREAMS_OF_ONE}" in PAGE
    assert f"appeals | {budgets.APPEALS_DAY} a day" in PAGE and f"doors | {budgets.ENTRY_CODES_DAY} a day" in PAGE
    assert budgets.REPORTS_DAY == budgets.MESSAGE_REPORTS_DAY == budgets.BUNDLES_DAY == 20
    assert f"never more than {sparing.BURST} at once" in PAGE
