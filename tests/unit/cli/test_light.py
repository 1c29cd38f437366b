"""A start is light: some commands load no room, the others look for no garbage among the rooms' modules."""

import subprocess
import sys

ASKED_FOR_HELP = """
import sys
from largesse.cli import main
sys.argv = ["largesse", "--help"]
try:
    main()
except SystemExit:
    pass
sys.exit(3 if "largesse.app" in sys.modules else 0)
"""


def test_the_list_of_commands_loads_no_room():
    done = subprocess.run([sys.executable, "-P", "-c", ASKED_FOR_HELP], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


LOADED = """
import gc
from largesse.cli.loading import loading
with loading():
    assert not gc.isenabled()
    import largesse.app
assert gc.isenabled()
assert gc.get_freeze_count() > 100_000
"""


def test_the_house_is_loaded_without_the_collector_and_lies_outside_of_it_afterwards():
    done = subprocess.run([sys.executable, "-P", "-c", LOADED], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
