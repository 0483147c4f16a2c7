"""The pages are true: what the program has is written down, and what is written down is there."""

import dataclasses
import importlib.util
import os
import re
import shlex
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest

from docs import reference
from heimo_protocol.errors import MEANING
from heimo_protocol.limits import ServerLimits
from heimo_protocol.operations import OPERATIONS
from heimo_tui import cli
from heimo_tui.cli import session
from heimo_tui.config import Config
from heimo_tui.core.care import ANYWHERE, load_countries
from heimo_tui.core.notes import NEEDS, REACTIONS
from heimo_tui.ui.keys import TABLE, Key, keys_of
from heimo_tui.ui.themes.ours import OURS
from server_stub import serve
from server_stub.cli import main as server_main
from server_stub.community.starter import starter_circles
from tests.server.commands import Heimo, serving

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "hosting").glob("*.md")),
]
PEOPLE = (ROOT / "docs" / "people.md").read_text("utf-8")
HOSTS = (ROOT / "docs" / "hosts.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "docs" / "contributing.md").read_text("utf-8")
CODE_FOLDERS = ("heimo_protocol", "heimo_tui", "server_stub", "tests", "docs", "benchmarks", "screenshots", ".ci")
COMMON = {"--help", "-h", "--version", "--data", "--database", "--json"}

page = pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))


def words(text: str) -> str:
    return " ".join(text.split())


def section(text: str, title: str) -> str:
    """What stands under a heading of the second or third level, with what is below it."""
    found = re.search(rf"^(##+) {re.escape(title)}\n(.*?)(?=^##? |\Z)", text, re.DOTALL | re.MULTILINE)
    assert found, f"no section {title!r}"
    return found[2]


def rows(text: str) -> list[list[str]]:
    """The cells of all table rows, as they are written."""
    lines = [line for line in text.splitlines() if line.startswith("|") and not line.startswith("| ---")]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]


def spans(text: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", text))


# --- operations, settings, keys ---


def test_the_operations_page_is_made_from_the_table() -> None:
    assert reference.TARGET.read_text("utf-8") == reference.render(), "run: python -m docs.reference"


def test_every_operation_and_code_is_on_that_page() -> None:
    text = reference.TARGET.read_text("utf-8")
    assert all(f"\n## {name}\n" in text for name in OPERATIONS)
    assert all(f"| `{code}` |" in text for code in MEANING)


def test_every_finding_of_tampering_is_in_the_protocol() -> None:
    text = (ROOT / "docs" / "protocol.md").read_text("utf-8")
    sources = [path.read_text("utf-8") for path in (ROOT / "heimo_tui").rglob("*.py")]
    codes = {code for source in sources for code in re.findall(r'\bTampering\("(\w+)"', source)}
    assert "log_fork" in codes
    assert codes <= {row[0].strip("`") for row in rows(text)}


def test_every_setting_is_told_with_its_variable() -> None:
    told = {row[0].strip("`"): row for row in rows(section(PEOPLE, "Settings")) if row[0].startswith("`")}
    assert set(told) == {field.name for field in dataclasses.fields(Config)}
    for setting, row in told.items():
        assert (f"`HEIMO_{setting.upper()}`" == row[1]) is (setting != "keys"), setting


@pytest.mark.parametrize("key", TABLE, ids=lambda key: key.id)
def test_every_key_is_told_as_it_is(key: Key) -> None:
    found = [row for row in rows(section(PEOPLE, "Keys")) if row[-1] == f"`{key.id}`"]
    assert len(found) == 1
    assert found[0][0].replace("`", "").replace(" or ", " / ") == keys_of(key.id)
    assert found[0][1]


def test_no_key_is_told_that_is_not_there() -> None:
    told = {row[-1].strip("`") for row in rows(section(PEOPLE, "Keys")) if row[-1].startswith("`")}
    assert told == {key.id for key in TABLE}


def test_themes_needs_reactions_and_countries_are_named() -> None:
    text = words(PEOPLE)
    assert all(f"*{theme.name}*" in text for theme in OURS)
    labels = [need.label for need in NEEDS] + [reaction.label for reaction in REACTIONS]
    assert all(f"*{label}*" in text for label in labels)
    assert all(country.name.say("en") in text for country in load_countries() if country.code != ANYWHERE)


# --- commands ---


def people_commands(monkeypatch: pytest.MonkeyPatch) -> dict[str, click.Command]:
    monkeypatch.setattr(sys, "argv", ["heimo", "--version"])
    cli.main()  # adds the commands
    return {"heimo": cli.heimo} | dict(leaves(cli.heimo, "heimo"))


def leaves(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


SERVER_COMMANDS = dict(leaves(server_main, "heimo-server"))


def options_of(command: click.Command) -> set[str]:
    options = (param for param in command.params if isinstance(param, click.Option))
    return {name for option in options for name in (*option.opts, *option.secondary_opts)}


def command_row(text: str, name: str) -> list[str]:
    found = [row for row in rows(text) if re.fullmatch(rf"`{re.escape(name)}(?: \[?[A-Z].*)?`", row[0])]
    assert len(found) == 1, f"{len(found)} rows for {name!r}"
    return found[0]


def options_in(text: str) -> set[str]:
    return {word for span in spans(text) for word in span.split() if re.fullmatch(r"--?[a-z][a-z-]*", word)}


def test_every_command_for_people_is_told_with_its_options(monkeypatch: pytest.MonkeyPatch) -> None:
    commands, text = people_commands(monkeypatch), section(PEOPLE, "Scripts")
    before = set().union(*(options_in(row[0]) for row in rows(text) if row[0].startswith("`--")))
    assert before >= options_of(commands.pop("heimo"))
    for name, command in commands.items():
        assert options_in(command_row(text, name)[-1]) == options_of(command) - {"--help", "-h"}, name


def test_no_command_for_people_is_told_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {row[0].strip("`") for row in rows(section(PEOPLE, "Scripts")) if row[0].startswith("`heimo")}
    assert {re.sub(r" \[?[A-Z].*", "", name) for name in told} == set(people_commands(monkeypatch))


@pytest.mark.parametrize("name", SERVER_COMMANDS)
def test_every_command_for_hosts_is_told_with_its_options(name: str) -> None:
    row = command_row(section(HOSTS, "Every command"), name)
    told = options_in(row[-1])
    if "(#circles)" in row[-1] or "the same" in row[-1]:
        told |= set().union(*(options_in(cells[0]) for cells in rows(section(HOSTS, "Circles"))))
    assert told == options_of(SERVER_COMMANDS[name]) - COMMON


def test_no_command_for_hosts_is_told_that_is_not_there() -> None:
    told = [row[0].strip("`") for row in rows(section(HOSTS, "Every command")) if row[0].startswith("`heimo-server")]
    assert {re.sub(r" \[?[A-Z].*", "", name) for name in told} == set(SERVER_COMMANDS)


def test_exit_codes_are_told() -> None:
    for code in (0, 1, 2, session.CHECK_SPOKE, session.UNFINISHED):
        assert f"\n| {code} | " in section(PEOPLE, "Scripts")
    for code in (0, 1, 2, serve.EXIT_WRITER_DIED, serve.EXIT_MOVED):
        assert f"\n| {code} | " in section(HOSTS, "Every command")


# --- hosts: limits, files, circles ---


def test_every_limit_is_told_with_its_default() -> None:
    told = {row[0].strip("`"): row[1] for row in rows(section(HOSTS, "Limits")) if row[0].startswith("`")}
    assert told == {name: str(value) for name, value in msgspec.to_builtins(ServerLimits()).items()}


def test_every_file_of_a_running_server_is_told(tmp_path: Path) -> None:
    heimo = Heimo(tmp_path / "data")
    heimo("init", "--database", "sqlite:community.db")
    told = set().union(*(spans(row[0]) for row in rows(section(HOSTS, "Every file"))))
    end = time.monotonic() + 10
    with serving(heimo):
        while (files := files_in(heimo.data)) != told and time.monotonic() < end:
            time.sleep(0.05)  # its threads open the database when they begin
    assert files == told


def files_in(data: Path) -> set[str]:
    """Every file of a data folder, those of the owners as one."""
    names = {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}
    return {re.sub(r"owners/[0-9a-f]+$", "owners/…", name) for name in names}


def test_every_starter_circle_is_named() -> None:
    text = words(section(HOSTS, "Starter circles"))
    assert all(circle.name in text for circle in starter_circles())


# --- links, files, shell ---


def anchors(path: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@page
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(\s*([^)\s]+)\s*\)", page.read_text("utf-8")):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@page
def test_files_that_are_named_exist(page: Path) -> None:
    known = [f"/{path.relative_to(ROOT).as_posix()}" for path in ROOT.iterdir()]
    for folder in CODE_FOLDERS:
        for place, folders, files in os.walk(ROOT / folder):
            inside = "/" + Path(place).relative_to(ROOT).as_posix()
            known += [f"{inside}/{name}" for name in (*folders, *files)]
    for span in spans(page.read_text("utf-8")):
        is_file = re.fullmatch(r"[\w./-]+\.(?:py|sql|tcss|md|sh|svg)", span)
        is_place = re.fullmatch(r"\.?\w+(?:/[\w.-]+)+/?", span) and span.split("/")[0] in CODE_FOLDERS
        if is_file or is_place:
            assert any(path.endswith("/" + span.rstrip("/")) for path in known), span


@page
def test_modules_that_are_named_exist(page: Path) -> None:
    dotted = r"(?:heimo_protocol|heimo_tui|server_stub|docs|benchmarks)(?:\.\w+)+"
    for span in spans(page.read_text("utf-8")):
        for name in re.findall(rf"(?:^|-m )({dotted})(?=$|[( ])", span):
            module, _, rest = name.rpartition(".")
            found = importlib.util.find_spec(name) if not rest[0].isupper() and _is_module(module, rest) else None
            assert found is not None or hasattr(importlib.import_module(module), rest), name


def _is_module(module: str, name: str) -> bool:
    folder = ROOT / module.replace(".", "/")
    return (folder / f"{name}.py").exists() or (folder / name).is_dir()


def makes() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@page
def test_make_targets_that_are_named_exist(page: Path) -> None:
    lines = re.findall(r"^ *make ([a-z]+)$|`make ([a-z]+)`", page.read_text("utf-8"), re.MULTILINE)
    assert {one or other for one, other in lines} <= makes()


def test_the_shell_commands_of_the_readme_are_real(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines()]
    assert {"make demo", "make test", "pip install ."} <= set(lines)
    commands = people_commands(monkeypatch) | SERVER_COMMANDS
    for line in lines:
        name, *rest = shlex.split(line)
        if name == "make":
            assert rest[0] in makes(), line
        elif name != "pip":
            command = commands[" ".join([name, *rest[:1]])]
            assert {word for word in rest if word.startswith("-")} <= options_of(command), line


def test_the_commands_shown_on_screens_are_real() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "heimo_tui" / "ui").rglob("*.py")]
    shown = [line for source in sources for line in re.findall(r'"(heimo-server [^"]+)"', source)]
    assert shown
    for line in shown:
        _, name, *rest = shlex.split(line)
        SERVER_COMMANDS[f"heimo-server {name}"].make_context(name, rest)


def test_contributors_are_told_every_gate_and_target() -> None:
    gates = re.findall(r"^@nox\.session\ndef (\w+)", (ROOT / "noxfile.py").read_text("utf-8"), re.MULTILINE)
    assert {row[0].strip("`") for row in rows(section(CONTRIBUTING, "Gates"))} - {"session"} == set(gates)
    assert {f"make {name}" for name in makes()} <= spans(CONTRIBUTING)
