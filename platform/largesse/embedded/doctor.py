"""What could keep this machine from running us: looked at one by one, nothing made, nothing changed.

Words       finding: a copy key with its facts, and how bad it is
"""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from largesse.embedded.binaries import postgres_bin, valkey_server
from largesse.embedded.children import run
from largesse.embedded.home import Home, check_home
from largesse.embedded.listening import bind
from largesse.embedded.locks import supervisor_of
from largesse.embedded.postgres import ENVIRONMENT, Postgres, major
from largesse.kernel.errors import Told

DISK_BAD_MIB = 200
DISK_LOW_MIB = 1024
NODE_MIN = (20, 19)

Level = Literal["ok", "warning", "bad"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    level: Level
    key: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """What is checked.

    Args:
        home: the home's folder.
        own_database: True when a database of one's own is used: then no program is needed for it.
        own_queue: the same for Valkey.
    """

    home: Path
    host: str
    port: int
    own_database: bool = False
    own_queue: bool = False


def check_machine(checked: Checked) -> Iterator[Finding]:
    """Look at home, disk, programs, data, port and Node, in the order in which `largesse up` needs them."""
    yield _disk(checked.home)
    try:
        home = check_home(checked.home)
    except Told as no:
        yield Finding("bad", no.code, no.facts())
    else:
        yield Finding("ok", "embedded.doctor_home", {"home": str(home.path)})
        if not checked.own_database:
            yield _tried(lambda: _postgres(home))
        if not checked.own_queue:
            yield _tried(lambda: _valkey(home))
    pid = supervisor_of(checked.home)
    if pid:
        yield Finding("ok", "embedded.doctor_running", {"pid": pid})
    else:
        yield _tried(lambda: _port(checked))
    yield _tried(_node)


def _tried(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except Told as no:
        return Finding("bad", no.code, no.facts())


def _disk(home: Path) -> Finding:
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    free_mib = shutil.disk_usage(there).free // 2**20
    level: Level = "bad" if free_mib < DISK_BAD_MIB else "warning" if free_mib < DISK_LOW_MIB else "ok"
    key = "embedded.doctor_disk" if level == "ok" else "embedded.doctor_disk_low"
    return Finding(level, key, {"folder": str(there), "free_mib": free_mib, "low_mib": DISK_LOW_MIB})


def _postgres(home: Home) -> Finding:
    folder = postgres_bin(home)
    postgres = Postgres(home, folder)
    if postgres.exists:
        postgres.check_major()
    return Finding("ok", "embedded.doctor_postgres", {"major": major(folder), "folder": str(folder)})


def _valkey(home: Home) -> Finding:
    told = run("valkey-server", [str(valkey_server(home)), "--version"], ENVIRONMENT)
    found = re.search(r"v=([\d.]+)", told)
    return Finding("ok", "embedded.doctor_valkey", {"version": found[1] if found else told.strip()})


def _port(checked: Checked) -> Finding:
    with bind(checked.host, checked.port) as listener:
        host, port = listener.getsockname()[:2]
    return Finding("ok", "embedded.doctor_port", {"host": host, "port": port})


def _node() -> Finding:
    facts = {"wanted": ".".join(str(part) for part in NODE_MIN)}
    program = shutil.which("node")
    if program is None:
        return Finding("warning", "embedded.doctor_node_missing", facts)
    seen = run("node", [program, "--version"], ENVIRONMENT).strip()
    version = tuple(int(part) for part in re.findall(r"\d+", seen)[:2])
    key = "embedded.doctor_node" if version >= NODE_MIN else "embedded.doctor_node_old"
    return Finding("ok" if version >= NODE_MIN else "warning", key, facts | {"version": seen})
