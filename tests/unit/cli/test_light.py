"""Commands that need no room load none: `largesse up` and its like begin without the whole house."""

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
