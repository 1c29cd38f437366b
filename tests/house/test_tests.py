"""How tests may find each other."""

import ast

import pytest
from tests.house.tree import files, text


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
