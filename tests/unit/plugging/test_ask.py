"""What comes to the launcher is believed in no field, and the launcher itself is made of little."""

import json
import subprocess
import sys
from typing import get_type_hints

import msgspec
import pytest

from largesse.plugging.processes.ask import MEMORY_MB_MAX, MEMORY_MB_MIN, Ask, Place, read_ask
from largesse.plugging.processes.spawn import HOUSE
from largesse_sdk.package.manifest import Resources

GOOD = Ask("sha256:" + "0f" * 32, "lp_bank_trial.plugin:Trial", 7, 64)


def test_a_good_ask_is_read_as_it_was_written():
    assert read_ask(GOOD.line()) == GOOD


@pytest.mark.parametrize(
    "change",
    [
        {"digest": "sha256:../../../../etc"},
        {"digest": "sha256:" + "0F" * 32},
        {"digest": "sha256:" + "0f" * 32 + "\n"},
        {"digest": 7},
        {"entry": "lp_bank_trial"},
        {"entry": "os;import:x"},
        {"entry": None},
        {"number": -1},
        {"number": 2**31},
        {"number": True},
        {"number": "7"},
        {"number": 1.0},
        {"memory_mb": 31},
        {"memory_mb": 1025},
        {"memory_mb": None},
        {"uid": 0},
    ],
)
def test_a_field_that_is_not_as_we_write_it_is_refused(change):
    with pytest.raises(ValueError):
        read_ask(json.dumps({**GOOD._asdict(), **change}).encode() + b"\n")


@pytest.mark.parametrize("line", [b"", b"\n", b"{}\n", b"[]\n", b"7\n", b"{%s}\n" % (b" " * 2000), b"\xff\n"])
def test_what_is_no_short_line_of_ours_is_refused(line):
    with pytest.raises(ValueError):
        read_ask(line)


def test_the_bounds_of_memory_are_those_of_a_manifest():
    hint = get_type_hints(Resources, include_extras=True)["memory_mb"]
    (meta,) = [one for one in hint.__metadata__ if isinstance(one, msgspec.Meta)]
    assert (meta.ge, meta.le) == (MEMORY_MB_MIN, MEMORY_MB_MAX)


def test_every_number_gives_a_uid_within_the_block():
    place = Place("", "", "/code", 100, 10)
    assert {place.uid_of(GOOD._replace(number=one)) for one in range(30)} == set(range(100, 110))
    assert Place("", "", "/code").uid_of(GOOD) is None


MADE_OF = """
import sys
sys.path.append(sys.argv[1])
import largesse.plugging.processes.launcher
ours = sorted(name for name in sys.modules if name.partition(".")[0] not in sys.stdlib_module_names)
print(*ours)
"""


def test_the_launcher_is_made_of_the_walls_and_the_standard_library_alone():
    argv = [sys.executable, "-I", "-S", "-c", MADE_OF, HOUSE]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    ours = set(done.stdout.split()) - {"__main__"}
    assert {one for one in ours if not one.startswith("largesse")} == set()
    rooms = {one.split(".")[1] for one in ours if "." in one}
    assert rooms == {"plugging", "kernel"}
    assert {one for one in ours if one.startswith("largesse.kernel.")} == {"largesse.kernel.interpreter"}
