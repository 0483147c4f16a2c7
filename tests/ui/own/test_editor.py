"""One's own editor works on a private file that is gone afterwards, whatever the editor did."""

import stat
import sys
from pathlib import Path

import pytest

from heimo_tui.core.errors import BadInput
from heimo_tui.ui import external_editor

WRITES = "import sys, pathlib; p = pathlib.Path(sys.argv[1]); p.write_text(p.read_text() + ' and more\\n')"
FAILS = "import sys; sys.exit(3)"
SCATTERS = (
    "import sys, pathlib; p = pathlib.Path(sys.argv[1]); (p.parent / '.draft.swp').write_text('secret');"
    "(p.parent / 'sub').mkdir(); (p.parent / 'sub' / 'b~').write_text('secret')"
)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_the_text_comes_back_and_nothing_stays(tmp_path: Path) -> None:
    assert external_editor.edit("ä word", python(WRITES), folder=tmp_path) == "ä word and more"
    assert list(tmp_path.iterdir()) == []


def test_file_and_folder_are_private_while_it_runs(tmp_path: Path) -> None:
    modes: list[int] = []

    def look(command: list[str], path: Path) -> int:
        modes.extend(stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent))
        assert path.read_text() == "secret"
        return 0

    external_editor.edit("secret", ["none"], look, tmp_path)
    assert modes == [0o600, 0o700]


def test_words_are_overwritten_before_the_file_goes(tmp_path: Path) -> None:
    kept: list[Path] = []

    def link(command: list[str], path: Path) -> int:
        kept.append(tmp_path / "hard-link")
        kept[0].hardlink_to(path)
        return 0

    external_editor.edit("a secret sentence", ["none"], link, tmp_path)
    assert b"secret" not in kept[0].read_bytes()
    assert kept[0].stat().st_size == len("a secret sentence")


@pytest.mark.parametrize("code", [FAILS, "raise SystemExit('broken')"])
def test_a_failing_editor_is_told_and_leaves_nothing(tmp_path: Path, code: str) -> None:
    with pytest.raises(BadInput) as told:
        external_editor.edit("words", python(code), folder=tmp_path)
    assert told.value.code == "editor_failed"
    assert list(tmp_path.iterdir()) == []


def test_swap_and_backup_files_go_too(tmp_path: Path) -> None:
    assert external_editor.edit("words", python(SCATTERS), folder=tmp_path) == "words"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_vanished_or_is_no_text_is_told(tmp_path: Path) -> None:
    gone = "import sys, os; os.unlink(sys.argv[1])"
    binary = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(b'\\xff\\xfe\\x00')"
    for code in (gone, binary):
        with pytest.raises(BadInput) as told:
            external_editor.edit("words", python(code), folder=tmp_path)
        assert told.value.code == "editor_text"
        assert list(tmp_path.iterdir()) == []


def test_a_missing_editor_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as told:
        external_editor.edit("words", [str(tmp_path / "no-such-editor")], folder=tmp_path)
    assert told.value.code == "editor_missing"
    assert list(tmp_path.iterdir()) == []


def test_which_editor(tmp_path: Path) -> None:
    editor = tmp_path / "ed"
    editor.write_text("#!/bin/sh\n")
    editor.chmod(0o700)
    path = {"PATH": str(tmp_path)}
    assert external_editor.editor_command({**path, "EDITOR": "ed -w"}) == ["ed", "-w"]
    assert external_editor.editor_command({**path, "EDITOR": "other", "VISUAL": "ed"}) == ["ed"]
    for environment in (path, {**path, "EDITOR": "other"}):
        with pytest.raises(BadInput) as told:
            external_editor.editor_command(environment)
        assert told.value.code == "editor_missing"


def test_vim_keeps_no_copies_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "vim").write_text("#!/bin/sh\n")
    (tmp_path / "vim").chmod(0o700)
    command = external_editor.editor_command({"PATH": str(tmp_path), "EDITOR": "vim"})
    assert command[:4] == ["vim", "-n", "-i", "NONE"] and "noundofile" in command[-1]


def test_memory_is_preferred(tmp_path: Path) -> None:
    assert external_editor.memory_folder({"XDG_RUNTIME_DIR": str(tmp_path)}) == tmp_path
