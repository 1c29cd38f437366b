"""An interpreter that others can run: found where it lies open, else copied; old copies are forgotten."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.kit.home import folder

from largesse.embedded.home import open_home
from largesse.kernel.interpreter import Interpreter, closed, forget_other_copies, interpreter_for_others

STRANGER = 12345


@pytest.fixture
def place() -> Path:
    """A folder that a stranger can pass; it ends with the run."""
    return folder()


def test_the_first_closed_folder_is_named(tmp_path):
    tmp_path.chmod(0o755)
    outer, inner = tmp_path / "outer", tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    for one in (outer, inner):
        one.chmod(0o700)
    before = closed(tmp_path)  # what lies above, here, is not this test's to open
    assert closed(inner) == (before or outer)
    outer.chmod(0o711)
    assert closed(inner) == (before or inner)
    inner.chmod(0o755)
    assert closed(inner) == before


@pytest.fixture
def strict():
    """The umask that hardened machines give root."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes a stranger")
@pytest.mark.usefixtures("strict")
def test_a_strict_umask_closes_nothing_to_those_who_must_pass(place):
    """Nor does what an earlier start left closed stay so."""
    (place / "interpreter").mkdir()
    found = interpreter_for_others(place)
    argv = [found.program, "-I", "-c", "import dataclasses"]
    told = subprocess.run(
        argv, user=STRANGER, env=found.environment, cwd="/", capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert (place / "interpreter").stat().st_mode & 0o777 == 0o755
    home = open_home(place / "not there yet" / "home")
    assert closed(home.path) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes a stranger")
def test_a_stranger_runs_us_with_it_and_the_packages_are_there(place):
    found = interpreter_for_others(place)
    told = subprocess.run(
        [found.program, "-I", "-c", "import ssl, msgspec, largesse, sys; print(sys.executable)"],
        user=STRANGER,
        group=STRANGER,
        extra_groups=[],
        env=found.environment,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout.strip() == found.program, told.stderr
    assert interpreter_for_others(place) == found
    copied = Path(found.program).is_relative_to(place)
    assert copied == any(closed(one.parent) for one in (Path(sys.executable), Path(sys.executable).resolve()))
    for old in ("interpreter/python-old/bin", "plugins/runtime/python-3.9.1/lib", "plugins/runtime/sdk-1"):
        (place / old).mkdir(parents=True)
    forget_other_copies(place, found)
    assert Path(found.program).exists()
    assert len(list((place / "interpreter").iterdir())) == int(copied)
    assert [one.name for one in (place / "plugins/runtime").iterdir()] == ["sdk-1"]
    forget_other_copies(place, Interpreter(sys.executable))
    assert list((place / "interpreter").iterdir()) == []
