"""Everything that the services may accuse a server of has words of its own."""

import ast
from pathlib import Path

import pytest

import heimo_tui
from heimo_tui.core.errors import Tampering
from heimo_tui.core.views import Problem
from heimo_tui.ui.notices import for_error, for_problem

FLOORS = ("core", "identity", "network", "services", "vault", "e2ee")
FAULTS = {"Tampering", "Problem"}
ELSE = for_problem(Problem(code="no such code", community=b"", circle=None, detail="")).what


def codes_in(tree: ast.AST) -> set[str]:
    """Codes given to Tampering and Problem, and those that lists of faults carry to them."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FAULTS:
            given = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "code")]
            found |= {one.value for one in given if isinstance(one, ast.Constant)}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if isinstance(node.func.value, ast.Attribute) and node.func.value.attr == "faults":
                found |= _first_words(node.args)
            elif node.func.attr == "_report":
                found |= _first_words([tuple_ for arg in node.args for tuple_ in ast.walk(arg)])
        elif isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "faults" for t in node.targets):
            found |= _first_words(list(ast.walk(node.value)))
        elif isinstance(node, ast.FunctionDef) and node.name == "fault":
            returned = [one.value for one in ast.walk(node) if isinstance(one, ast.Return)]
            found |= {one.value for one in returned if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return found


def _first_words(nodes: list[ast.AST] | list[ast.expr]) -> set[str]:
    firsts = [node.elts[0] for node in nodes if isinstance(node, ast.Tuple) and node.elts]
    return {one.value for one in firsts if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def all_codes() -> list[str]:
    root = Path(heimo_tui.__file__).parent
    files = [file for floor in FLOORS for file in (root / floor).rglob("*.py")]
    return sorted(set().union(*(codes_in(ast.parse(file.read_text(encoding="utf-8"))) for file in files)))


def test_the_codes_are_found() -> None:
    expected = {"log_fork", "author_gap", "author_fork", "withheld", "not_moderator", "descriptor_split"}
    assert expected | {"descriptor_rollback", "foreign_root", "receipt_invalid", "proof_invalid"} <= set(all_codes())


@pytest.mark.parametrize("code", all_codes())
def test_every_accusation_has_words_of_its_own(code: str) -> None:
    told = for_problem(Problem(code=code, community=b"", circle=None, detail="")).what
    assert told != ELSE and told == for_error(Tampering(code)).what and "_" not in told


def test_no_words_are_kept_for_what_nobody_raises() -> None:
    from heimo_tui.ui.notices import _TAMPERING  # noqa: PLC0415 - only this test looks inside

    assert set(_TAMPERING) == set(all_codes())
