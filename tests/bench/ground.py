"""What every bench stands on: servers and a home of its own that end with it, and web processes to ask."""

import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from tests.kit.waiting import eventually

from largesse.app import app
from largesse.embedded.cluster import Cluster, cluster
from largesse.store import database

ROOT = Path(__file__).resolve().parents[2]
MARK = "largesse-bench-"
START_S = 120


@contextmanager
def servers() -> Iterator[Cluster]:
    """Run durable servers, and choose the settings under which this process and its children work on them."""
    home = Path(tempfile.mkdtemp(prefix=MARK))
    home.chmod(0o755)
    (home / "app").mkdir(mode=0o755)
    os.environ |= {
        "LARGESSE_HOME": str(home / "app"),
        "LARGESSE_THROTTLE": "false",
        "LARGESSE_DEMO": "false",
        "LARGESSE_POOL_MAX": "8",
    }
    try:
        with cluster(home / "servers", durable=True) as running:
            os.environ |= {"DATABASE_URL": running.postgres_dsn, "REDIS_URL": running.redis_dsn}
            yield running
    finally:
        shutil.rmtree(home, ignore_errors=True)


@asynccontextmanager
async def migrated(dsn: str) -> AsyncIterator[None]:
    """Bring an empty database up to date and connect to it, for a world to be arranged in."""
    rooms = app().house.rooms
    await database.migrate(rooms, dsn)
    async with database.connected(rooms, dsn):
        yield


@contextmanager
def web(port: int, module: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a module as a web process until it is no longer asked; it answers on the port when this begins."""
    server = subprocess.Popen([sys.executable, "-m", module, *words], cwd=ROOT)
    try:
        _await_answer(port, server)
        yield server
    finally:
        server.terminate()
        server.wait(20)


def _await_answer(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until the web process answers; a crowded machine takes its time."""

    def answers() -> bool:
        assert server.poll() is None, "the web process ended"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return True
        except OSError:
            return False

    eventually(answers, within_s=START_S)


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
