"""init, run and invite; every command has help and exit codes."""

import stat

import pytest
from click.testing import CliRunner

from heimo_protocol.anonymity.invites import read_code, read_link, write_code
from heimo_protocol.descriptor import open_descriptor
from server_stub.cli import main
from server_stub.community.starter import starter_circles
from server_stub.secrets import load_secrets
from tests.server.commands import Heimo, serving
from tests.server.people import Person, town_at


def commands() -> list[tuple[str, ...]]:
    """Every command with its groups, as typed."""
    found: list[tuple[str, ...]] = []
    for name, command in main.commands.items():
        inner = getattr(command, "commands", None)
        found += [(name, sub) for sub in inner] if inner else [(name,)]
    return found


def test_init_asks_nothing_and_makes_all(heimo: Heimo) -> None:
    answer = heimo("init")
    assert "heimo:127.0.0.1:8420/" in answer.out and "heimo-server run" in answer.out
    listed = {circle["name"] for circle in heimo.json("circle", "list")["circles"]}
    assert listed == {settings.name for settings in starter_circles()} and len(listed) >= 5
    link = next(word for word in answer.out.split() if word.startswith("heimo:"))
    assert read_link(link).server_root == load_secrets(heimo.data).root_public
    secrets = [path for path in (heimo.data / "secrets").rglob("*") if path.is_file()]
    ours = [*secrets, heimo.data / "community.toml", heimo.data / "descriptor.cbor"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in ours} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (heimo.data, heimo.data / "secrets")} == {0o700}


def test_init_changes_nothing_that_is_there(founded: Heimo) -> None:
    before = {path: path.read_bytes() for path in founded.data.rglob("*") if path.is_file()}
    assert "already" in founded("init", code=1).err
    assert founded.json("init", code=1)["ok"] is False
    after = {path: path.read_bytes() for path in founded.data.rglob("*") if path.is_file()}
    assert before == after


def test_a_failed_init_leaves_nothing(heimo: Heimo) -> None:
    for url in ("nonsense", "ftp://x", "https://host/path", "https://UPPER.example"):
        assert "is not an address" in heimo("init", "--url", url, code=1).err
    assert not (heimo.data / "secrets").exists()
    heimo("init", "--url", "https://kitchen.example", "--name", "Kitchen table")
    (link,) = heimo.json("invite")["invites"]
    assert read_link(link).host == "kitchen.example"


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_explains_itself_and_answers_scripts(command: tuple[str, ...]) -> None:
    text = CliRunner().invoke(main, [*command, "--help"]).stdout
    assert "Exit codes: 0 done, 1 refused" in text and "--json" in text and "HEIMO_SERVER_DATA" in text
    wrong = CliRunner().invoke(main, [*command, "--no-such-option"])
    assert (wrong.exit_code, wrong.stdout) == (2, "")


@pytest.mark.parametrize(
    "command",
    [("run",), ("invite",), ("stats",), ("circle", "list"), ("held", "list"), ("ban", "a", "b"), ("reports",)],
    ids=" ".join,
)
def test_without_a_community_the_way_is_shown(heimo: Heimo, command: tuple[str, ...]) -> None:
    assert "heimo-server init" in heimo(*command, code=1).err
    assert "heimo-server init" in heimo.json(*command, code=1)["message"]


def test_a_damaged_key_or_profile_is_told_in_words(founded: Heimo) -> None:
    profile = founded.data / "community.toml"
    text = profile.read_text()
    profile.write_text(text.replace('name = "Heimo"', "name = 7"))
    assert "community.toml needs a correction" in founded("invite", code=1).err
    profile.write_text(text)
    (founded.data / "secrets" / "kvac").write_bytes(b"\xff" * 132)
    assert "kvac is damaged" in founded("run", code=1).err


def test_half_of_tls_is_a_usage_error(founded: Heimo) -> None:
    founded("run", "--tls-cert", str(founded.data / "community.toml"), code=2)


def test_a_taken_port_is_told_in_words(founded: Heimo) -> None:
    with serving(founded) as address:
        port = address.rsplit(":", 1)[1]
        assert "cannot listen" in founded("run", "--port", port, code=1).err


def test_invites_are_many_and_each_another(founded: Heimo) -> None:
    lines = founded("invite", "-n", "5").out.split()
    assert len({read_link(line).invite for line in lines}) == 5
    assert read_code(write_code(read_link(lines[0]).invite)) == read_link(lines[0]).invite
    founded("invite", "-n", "0", code=2)


async def test_the_printed_invite_opens_the_door(founded: Heimo) -> None:
    (link,) = founded.json("invite")["invites"]
    with serving(founded) as address:
        async with town_at(founded.data, address) as town:
            assert town.descriptor.root == read_link(link).server_root
            await Person(town).register(read_link(link).invite)
    assert founded.json("stats")["accounts"] == 1


async def test_the_descriptor_grows_only_when_something_changed(founded: Heimo) -> None:
    def rename(name: str) -> None:
        profile = founded.data / "community.toml"
        profile.write_text(profile.read_text().replace('name = "Heimo"', f'name = "{name}"'))

    def number() -> int:
        return open_descriptor((founded.data / "descriptor.cbor").read_bytes())[0].seq

    seen = []
    for name in ("Heimo", "Heimo", "Harbour"):
        rename(name)
        with serving(founded) as address:
            async with town_at(founded.data, address) as town:
                assert town.descriptor.name == name
        seen.append(number())
    assert seen[0] == seen[1] and seen[2] == seen[1] + 1
