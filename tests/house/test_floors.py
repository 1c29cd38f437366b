"""Imports go down only, and the fence bites."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.house.tree import ROOT

_LINT = Path(sys.executable).with_name("lint-imports")
_RUFF = Path(sys.executable).with_name("ruff")


def lint(folder: Path, python_path: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [_LINT, "--config", str(folder / "pyproject.toml"), "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(python_path)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copied(tmp_path):
    shutil.copytree(
        ROOT / "platform" / "largesse",
        tmp_path / "platform" / "largesse",
        ignore=shutil.ignore_patterns("static", "__pycache__"),
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_keeps_its_floors():
    found = lint(ROOT, ROOT / "platform")
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("path", "crime"),
    [
        ("rights/crime.py", "from largesse.settlement import __doc__"),
        ("kernel/crime.py", "from largesse.identity import __doc__"),
        ("rights/crime.py", "def hidden() -> None:\n    from largesse.web import __doc__\n"),
    ],
)
def test_an_import_that_goes_up_is_caught(copied, path, crime):
    (copied / "platform" / "largesse" / path).write_text(crime)
    assert lint(copied, copied / "platform").returncode != 0


def test_a_launcher_that_could_reach_the_database_is_caught(copied):
    share = copied / "platform" / "largesse" / "plugging" / "walls" / "share.py"
    share.write_text(share.read_text() + "\nfrom largesse.store import __doc__\n")
    found = lint(copied, copied / "platform")
    assert "made of the walls and the standard library alone BROKEN" in found.stdout
    assert "go down only KEPT" in found.stdout


def test_a_folder_that_chose_no_floor_is_caught(copied):
    room = copied / "platform" / "largesse" / "misc"
    room.mkdir()
    (room / "__init__.py").write_text("")
    assert lint(copied, copied / "platform").returncode != 0


def test_a_circle_between_siblings_is_caught(copied):
    room = copied / "platform" / "largesse" / "notices"
    for name, other in (("one", "two"), ("two", "one")):
        (room / f"{name}.py").write_text(f"from largesse.notices import {other}\n")
    assert lint(copied, copied / "platform").returncode != 0


def test_an_import_inside_a_function_is_caught(tmp_path):
    crime = tmp_path / "crime.py"
    crime.write_text("def hidden() -> None:\n    import json\n\n    json.dumps(1)\n")
    found = subprocess.run(
        [_RUFF, "check", "--config", str(ROOT / "pyproject.toml"), "--select", "PLC0415", str(crime)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "PLC0415" in found.stdout


def test_platform_never_becomes_a_package():
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert not (ROOT / "platform.py").exists()
    answer = subprocess.run(
        [sys.executable, "-c", "import platform; print(platform.system())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip()


def test_a_package_called_platform_would_break_the_standard_library(tmp_path):
    (tmp_path / "platform").mkdir()
    (tmp_path / "platform" / "__init__.py").write_text("")
    answer = subprocess.run(
        [sys.executable, "-c", "import platform; platform.system()"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode != 0
