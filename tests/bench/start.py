"""What a start costs, what an idle house costs, what a web process holds: ``python -m tests.bench.start``.

Figures   seconds until the site answers and CPU seconds of all processes until then, in a home that is there
          already; the share of a core that each program takes while nobody asks; megabytes of a web process,
          idle and after it showed many running activities in two languages
CPU seconds are the figures to trust: on a machine that does something else, a wall clock tells of that.
"""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.bench.ground import MARK, migrated, say, servers, web
from tests.bench.play.arrange import SLUG, arrange
from tests.kit.ports import free_port
from tests.kit.waiting import eventually

IDLE_S = 60  # what comes once a minute counts once
SETTLE_S = 10
ACTIVITIES = 500
PAGE_KB = os.sysconf("SC_PAGE_SIZE") / 1024
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    home = Path(tempfile.mkdtemp(prefix=MARK))
    home.chmod(0o755)
    try:
        started(home / "home", "first start, everything made")
        started(home / "home", "warm start", idle=True)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    with servers() as running:
        asyncio.run(filled(running.postgres_dsn))
        held(free_port())


def started(home: Path, what: str, *, idle: bool = False) -> None:
    """Start the house with its demo, tell what that took, and end it."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LARGESSE_")}
    env = kept | {"LARGESSE_HOME": str(home), "PORT": str(port)}
    began = time.monotonic()
    argv = [sys.executable, "-P", "-m", "largesse.cli", "up"]
    up = subprocess.Popen(argv, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        eventually(lambda: answers(port, "/readyz"))
        took_s = time.monotonic() - began
        say(f"{what}: {took_s:.1f} s, {sum(cpu(up.pid).values()):.1f} s of CPU")
        if idle:
            rest(up.pid)
    finally:
        up.send_signal(signal.SIGTERM)
        up.wait()


def rest(pid: int) -> None:
    """Tell what each program takes while nobody asks."""
    time.sleep(SETTLE_S)
    before = cpu(pid)
    time.sleep(IDLE_S)
    for one, after in cpu(pid).items():
        words = Path(f"/proc/{one}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        if "largesse" in words and (used := after - before.get(one, after)):
            say(f"  idle: {used / IDLE_S:.2%} of a core  {megabytes(one):4.0f} MB  {words.strip()[-60:]}")


def cpu(root: int) -> dict[int, float]:
    """Give the CPU seconds of a process and of all below it; who has ended counts with the parent."""
    stats = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            stats[int(path.parent.name)] = path.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
    family = {root}
    while more := {one for one, stat in stats.items() if int(stat[1]) in family} - family:
        family |= more
    return {one: sum(map(int, stats[one][11:15])) / TICKS for one in sorted(family & set(stats))}


async def filled(dsn: str) -> None:
    """Publish many activities."""
    async with migrated(dsn):
        await arrange(dsn, 1, ACTIVITIES - 1)


def held(port: int) -> None:
    """Tell what a web process holds, before and after it showed every activity."""
    with web(port, "tests.bench.play.server", str(port)) as server:
        say(f"web process, idle: {megabytes(server.pid):.0f} MB")
        for slug in (SLUG, *(f"{SLUG}-{number}" for number in range(ACTIVITIES - 1))):
            for locale in ("zh-CN", "en"):
                assert answers(port, f"/a/{slug}", locale)
        say(f"web process, {ACTIVITIES} running activities shown: {megabytes(server.pid):.0f} MB")


def answers(port: int, path: str, locale: str = "en") -> bool:
    """Say whether the site answers well."""
    headers = {"accept-language": locale, "accept-encoding": "br"}
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            answer.read()
            return True
    except OSError:
        return False


def megabytes(pid: int) -> float:
    """Give the resident megabytes of a process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_KB / 1024


if __name__ == "__main__":
    main()
