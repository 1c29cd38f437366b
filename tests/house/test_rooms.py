"""Rooms say what they are: one list of them, nothing found by name, nothing kept in a module."""

import ast
import re
import tomllib

import pytest
from tests.house.tree import ROOT, files, text
from tests.kit.application import APP

from largesse.cli.main import COMMANDS

FOUND_BY_NAME = re.compile(r"\bfind_spec\(|\bimport_module\(|\b__import__\(|pkgutil|iter_modules")
MAY_FIND = {
    "platform/largesse/cli/main.py",  # loads only the command that was asked for
    "platform/largesse/cli/reference.py",  # reads every module's refusals for a page
    "platform/largesse/plugging/processes/runtime.py",  # finds the SDK's folder to copy it for a child
    "platform/largesse/kernel/later.py",  # loads a library when it is first used
    "platform/largesse/embedded/binaries.py",  # asks whether a wheel with servers is installed
}
GATHERS = re.compile(r"\b(list|dict|set|WeakKeyDictionary|defaultdict)\b")


def layers() -> list[str]:
    """Give the floors as the import linter keeps them, bottom first, one room each."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    floors = next(one["layers"] for one in contracts if one["type"] == "layers")
    return [name.strip() for floor in reversed(floors) for name in floor.split("|")]


def test_the_rooms_stand_in_the_order_of_their_floors():
    floors = layers()
    names = [room.name for room in APP.rooms]
    assert sorted(names, key=floors.index) == names
    above = {"cli", "app", "embedded", "worker", "web", "graphql"}
    assert set(floors) - above - {"kernel", "store", "faces", "contracts"} == set(names)


def test_every_room_with_tables_is_migrated():
    folders = {path.parent.name for path in files("platform/largesse/migrations/*/0*.py")}
    assert folders <= set(APP.house.rooms)


def found_by_name(source: str) -> bool:
    return bool(FOUND_BY_NAME.search(source))


def test_nothing_is_found_by_name_at_run_time():
    paths = {str(p) for p in files("platform/largesse/**/*.py") if found_by_name(text(p))}
    assert paths <= MAY_FIND


def test_what_is_found_by_name_is_caught():
    assert found_by_name("module = import_module(f'largesse.{room}.handlers')")


def registries(source: str) -> list[str]:
    """Give the names that a module fills while it runs: empty collections made at its top."""
    found = []
    for node in ast.parse(source).body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        names = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        empty = ast.unparse(value) in {"{}", "[]"} if value is not None else False
        made = (
            isinstance(value, ast.Call)
            and not value.args
            and isinstance(value.func, ast.Name)
            and GATHERS.fullmatch(value.func.id)
        )
        if empty or made:
            found += [ast.unparse(name) for name in names if name is not None]
    return [name for name in found if name != "HANDLERS"]


def test_no_module_keeps_a_registry():
    kept = {str(p): found for p in files("platform/largesse/**/*.py") if (found := registries(text(p)))}
    assert kept == {}


@pytest.mark.parametrize(
    "crime", ["_waits: dict[str, int] = {}", "_kept = []", "_known = WeakKeyDictionary()"]
)
def test_a_registry_is_caught(crime):
    assert registries(crime)


def test_every_command_is_there():
    folder = ROOT / "platform" / "largesse" / "cli"
    assert [name for name in COMMANDS if not (folder / f"{name}.py").exists()] == []
