"""Every bench of the register, one after another, each beside ``pgbench`` in the same run.

``python -m tests.bench.rights``; each can be run alone: ``grants``, ``bookings``, ``codes``, ``expiry``.
"""

import subprocess
import sys

from tests.bench.ground import ROOT, say

BENCHES = ("grants", "bookings", "codes", "expiry")


def main() -> int:
    """Run them; fail where one failed."""
    failed = []
    for name in BENCHES:
        say(f"-- {name}")
        module = f"tests.bench.rights.{name}"
        if subprocess.run([sys.executable, "-m", module], cwd=ROOT, check=False).returncode:
            failed.append(name)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
