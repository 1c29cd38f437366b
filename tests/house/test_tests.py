"""How tests may find each other, how they may wait, and what a run tells of their time."""

import ast
import re
from collections import Counter

import pytest
from tests.house.tree import files, text
from tests.kit.order import FIRST
from tests.kit.report import BUDGETS, beside_budgets, folder_of, slowest

# The pauses a file may hold: what waits for conditions, here and in a plugin, and handlers that work.
PAUSES = {
    "tests/kit/waiting.py": 2,
    "tests/flows/worker/rig.py": 2,
    "tests/flows/web/test_waiting.py": 2,  # whoever sends slowly is what is tried
    "tests/bench/start.py": 2,  # an idle house is what is measured
}


def files_of_tests():
    return files("tests/**/*.py", "tests/*.py", "plugins/**/tests/*.py")


def path_changes(source: str) -> list[int]:
    """Give the lines that reach for ``sys.path``; tests are found from the root alone."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.path":
            found.add(node.lineno)
        if (
            isinstance(node, ast.ImportFrom)
            and node.module == "sys"
            and "path" in {a.name for a in node.names}
        ):
            found.add(node.lineno)
    return sorted(found)


def test_no_test_changes_where_python_looks():
    assert {str(p): lines for p in files_of_tests() if (lines := path_changes(text(p)))} == {}


@pytest.mark.parametrize(
    "crime",
    [
        "sys.path.append('.')",
        "sys.path.insert(0, '.')",
        "sys.path[:0] = ['.']",
        "sys.path += ['.']",
        "from sys import path",
    ],
)
def test_a_changed_search_path_is_caught(crime):
    assert path_changes(f"import sys\n{crime}\n") == [2]


def pauses(source: str) -> list[int]:
    """Give the lines that wait for a time and not for a condition; a turn of the loop is no time."""
    return sorted(
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in {"sleep", "wait_for_timeout"}
        and ast.unparse(node) != "asyncio.sleep(0)"
    )


def test_no_test_sleeps_and_hopes():
    found = {str(p): lines for p in files_of_tests() if (lines := pauses(text(p)))}
    assert {path: lines for path, lines in found.items() if len(lines) != PAUSES.get(path)} == {}


@pytest.mark.parametrize(
    "crime", ["time.sleep(0.3)", "asyncio.sleep(1)", "sleep(pause)", "page.wait_for_timeout(200)"]
)
def test_a_pause_is_caught(crime):
    assert pauses(f"x = 1\n{crime}\n") == [2]
    assert pauses("asyncio.sleep(0)\n") == []


def test_every_file_has_a_budget_and_every_place_in_the_order_is_there():
    written = [str(p) for p in files_of_tests()]
    judged = [one for one in written if "/test_" in one]
    assert {one for one in judged if folder_of(one) not in BUDGETS} == set()
    assert {start for start in FIRST if not any(one.startswith(start) for one in judged)} == set()
    assert {one for one in BUDGETS if not any(file.startswith(f"{one}/") for file in judged)} == set()


def test_the_slowest_and_what_is_over_its_budget_are_told():
    spent = Counter({"tests/house/test_x.py::a": 21.0, "tests/unit/test_y.py::b": 1.0})
    assert slowest(spent)[0] == "   21.0 s  tests/house/test_x.py::a"
    told = beside_budgets(Counter({"tests/house": 21.0, "tests/unit": 1.0}))
    assert [("OVER" in line, line.split()[-1]) for line in told] == [
        (True, "tests/house"),
        (False, "tests/unit"),
        (False, "all"),
    ]


PRIVATE = re.compile(r"monkeypatch\.set\w+\([^)\n]*[\"'.]_[a-z]", re.IGNORECASE)


def test_no_test_patches_a_private_name():
    assert [
        str(path) for path in files("tests/**/*.py", "plugins/**/*.py") if PRIVATE.search(text(path))
    ] == []


@pytest.mark.parametrize("crime", ['("largesse.x._kept", [])', '(serve, "_rights", [count])'])
def test_a_patched_private_name_is_caught(crime):
    assert PRIVATE.search(f"monkeypatch.setattr{crime}")
