"""Rows have types: what is read out of a dictionary is a document, and there is less of it each time."""

import re
from pathlib import Path

from tests.house.tree import files, text

READ = re.compile(r"\b[a-z_]+\[\"[a-z_]+\"\]")
ROW = re.compile(r"\brows?\[\"")
# Rows of the driver, at the one place where they get their types, and of a migration's own table.
UNTYPED = {
    "platform/largesse/store/keyset.py": 2,
    "platform/largesse/store/repeatable.py": 4,
    "platform/largesse/activities/guard/rule.py": 1,  # a rule of rules.json
    "platform/largesse/activities/guard/rules.py": 1,  # a rule of rules.json
}
READS_MAX = 317  # lines that read a document by name; lower it when there are fewer


def modules() -> list[Path]:
    """Give the modules that people write."""
    paths = files("platform/largesse/**/*.py")
    return [path for path in paths if "migrations" not in path.parts and "_gen" not in path.name]


def by_name(source: str, pattern: re.Pattern[str]) -> int:
    return len(pattern.findall(source))


def test_no_row_is_read_by_name():
    found = {str(path): count for path in modules() if (count := by_name(text(path), ROW))}
    assert {path: count for path, count in found.items() if count > UNTYPED.get(path, 0)} == {}


def test_fewer_documents_are_read_by_name_each_time():
    lines = sum(1 for path in modules() for line in text(path).splitlines() if READ.search(line))
    assert lines <= READS_MAX
    assert lines > READS_MAX - 20, f"there are {lines}: lower READS_MAX"


def test_no_face_and_no_read_gives_a_dictionary_for_a_row():
    gives = re.compile(r"-> (?:list\[)?dict\[str, (?:Any|object)\]")
    found = [str(path) for path in modules() if path.name == "reads.py" and gives.search(text(path))]
    assert found == []


def test_a_row_read_by_name_is_caught():
    assert by_name('name = row["sku_title"]', ROW) == 1
    assert by_name('name = kept["sku_title"]', READ) == 1
