"""What the benches of rights share: ``pgbench`` at its best number of clients, and percentiles."""

import re
import subprocess
import tempfile
from collections.abc import Sequence

from largesse.embedded.cluster import Cluster

CLIENTS = (1, 4, 8, 16)


def best(where: Cluster, script: str, seconds: int) -> float:
    """Give transactions a second of a script, at the number of clients that does most."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as kept:
        kept.write(script)
        kept.flush()
        return max(_once(where, kept.name, clients, seconds) for clients in CLIENTS)


def _once(where: Cluster, script: str, clients: int, seconds: int) -> float:
    words = ["-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(seconds), "-f", script]
    done = subprocess.run(
        [where.bin / "pgbench", *words, where.postgres_dsn], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    assert found, done.stdout
    return float(found[1])


def percentile(seconds: Sequence[float], share: int) -> float:
    """Give the milliseconds within which ``share`` of a hundred were done."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, len(ordered) * share // 100)]
