"""What a plugin's walls add to the start of its process: the same child with and without them, in turn.

``python -m tests.bench.walls [--pairs 60]``; from the fork until the plugin says what it offers. *Without* is
our own first file from which namespaces, landlock and the filter of system calls are left out; keeper, limits
and the host's look stay. Of each pair the order is drawn anew. On a crowded machine the clock says little,
the time of processors still something.
"""

import argparse
import asyncio
import compileall
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.ground import say
from tests.kit import home
from tests.kit.hosted import first_file_with
from tests.kit.lounge import LOUNGE

from largesse.kernel.ids import new_id
from largesse.plugging.packages.discover import read_package
from largesse.plugging.packages.stored_code import keep
from largesse.plugging.processes import spawn
from largesse.plugging.processes.child import Child
from largesse.plugging.processes.host_services import HostServices
from largesse.plugging.processes.installed import Installed
from largesse.plugging.walls.share import Exceeded

LEFT_OUT = {
    "    files.restrict(libc, [*sys.path, str(Path(os.__file__).parent), *_SYSTEM])\n": "",
    "    system_calls.install(libc)\n": "",
    "apart=separate(libc)": "apart=False",
}
WARM = 3


@dataclass(frozen=True)
class Cost:
    """What one start took until it was ready: on the clock, and of processors."""

    wall_ms: float
    cpu_ms: float


def main() -> int:
    """Measure and say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    home.HOME.mkdir(mode=0o755)
    found = read_package(LOUNGE)
    keep(found.tree)
    installed = Installed(
        new_id(), "enabled", 1, "sandbox", found.tree.digest, found.entry, found.manifest, 1, {}, {}
    )
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        houses = {"with": spawn.HOUSE, "without": without(Path(folder))}
        asyncio.run(measure(installed, houses, asked.pairs, random.Random(asked.seed)))
    return 0


def without(folder: Path) -> str:
    """Copy our first file and what it needs, less its walls; gives where it lies."""
    first_file_with(folder, LEFT_OUT)
    compileall.compile_dir(folder, quiet=2)
    return str(folder)


async def measure(installed: Installed, houses: dict[str, str], pairs: int, dice: random.Random) -> None:
    """Start children in pairs; say the medians and what lies between the two of a pair."""
    took: dict[str, list[Cost]] = {name: [] for name in houses}
    for turn in range(pairs + WARM):
        for name in dice.sample(sorted(houses), len(houses)):
            cost, level = await start(installed, houses[name])
            if turn == 0:
                say(f"{name:8} {level}")
            if turn >= WARM:
                took[name].append(cost)
    for name, found in took.items():
        say(f"{name:8} {line([one.wall_ms for one in found])}")
        say(f"         {line([one.cpu_ms for one in found])} of processors")
    for what in ("wall_ms", "cpu_ms"):
        ones, others = ([getattr(one, what) for one in took[name]] for name in ("with", "without"))
        apart = sorted(one - other for one, other in zip(ones, others, strict=True))
        low, high = apart[len(apart) // 4], apart[len(apart) * 3 // 4]
        say(
            f"{what:8} the walls add {median(apart):.1f} ms (half of the pairs {low:.1f} to {high:.1f});"
            f" ratio {median(ones) / median(others):.3f}"
        )


def line(times: list[float]) -> str:
    """Say how long starts took."""
    least, most = (sorted(times)[len(times) * part // 10] for part in (1, 9))
    return f"{median(times):.1f} ms at the median, {least:.1f} at p10, {most:.1f} at p90"


async def start(installed: Installed, house: str) -> tuple[Cost, str]:
    """Start a child and end it; gives what that took until it offered what it can, and its walls."""
    spawn.HOUSE = house
    child = Child(installed, HostServices(), ended)
    begun = time.perf_counter()
    try:
        await child.start()
        return Cost((time.perf_counter() - begun) * 1000, processor_ms(child.pid)), child.level
    finally:
        await child.close()


def ended(_installed: Installed, exceeded: Exceeded) -> None:
    """Say that a child was ended for what it took; its start is then no measure."""
    say(f"ended: {exceeded}")


def processor_ms(pid: int) -> float:
    """Give the time that a child and those between it and us have had a processor."""
    used_ns = 0
    while pid != os.getpid():
        used_ns += int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[0])
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
        pid = int(status.partition("PPid:")[2].split()[0])
    return used_ns / 1e6


if __name__ == "__main__":
    sys.exit(main())
