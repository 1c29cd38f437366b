"""What could keep this machine from running us: looked at one by one, nothing made, nothing changed.

Words       finding: a copy key with its facts, and how bad it is
"""

import os
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
from largesse.embedded.runs_as import check_house
from largesse.kernel.errors import Told

DISK_LOW = 5  # times the least that must be free
NODE_MIN = (20, 19)

Level = Literal["ok", "warning", "bad"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    level: Level
    key: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Setup:
    """The installation that is checked.

    Args:
        home: the home's folder.
        own_database: True when the settings name another database: then no program is needed for it.
        own_queue: the same for Valkey.
        disk_min_mib: MiB that must be free in the home.
        production: real clients are served here.
    """

    home: Path
    host: str
    port: int
    own_database: bool = False
    own_queue: bool = False
    disk_min_mib: int = 200
    production: bool = False


def check_machine(setup: Setup) -> Iterator[Finding]:
    """Look at home, disk, programs, data, port and Node, in the order in which `largesse up` needs them."""
    yield _disk(setup.home, setup.disk_min_mib)
    try:
        home = check_home(setup.home)
    except Told as refusal:
        yield Finding("bad", refusal.code, refusal.facts())
    else:
        yield Finding("ok", "embedded.doctor_home", {"home": str(home.path)})
        if os.geteuid() == 0:
            yield _house(home, setup)
        if not setup.own_database:
            yield _finding_of(lambda: _postgres(home))
        if not setup.own_queue:
            yield _finding_of(lambda: _valkey(home))
    pid = supervisor_of(setup.home)
    if pid:
        yield Finding("ok", "embedded.doctor_running", {"pid": pid})
    else:
        yield _finding_of(lambda: _port(setup))
    yield _finding_of(_node)


def _finding_of(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except Told as refusal:
        return Finding("bad", refusal.code, refusal.facts())


def _disk(home: Path, least_mib: int) -> Finding:
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    free_mib = shutil.disk_usage(existing).free // 2**20
    low_mib = least_mib * DISK_LOW
    level: Level = "bad" if free_mib < least_mib else "warning" if free_mib < low_mib else "ok"
    key = "embedded.doctor_disk" if level == "ok" else "embedded.doctor_disk_low"
    return Finding(level, key, {"folder": str(existing), "free_mib": free_mib, "low_mib": low_mib})


def _house(home: Home, setup: Setup) -> Finding:
    """Tell whether our own programs can drop root, which production insists on."""
    try:
        check_house(home)
    except Told as refusal:
        return Finding("bad" if setup.production else "warning", refusal.code, refusal.facts())
    return Finding("ok", "embedded.doctor_runs_as")


def _postgres(home: Home) -> Finding:
    folder = postgres_bin(home)
    postgres = Postgres(home, folder)
    if postgres.exists:
        postgres.check_major()
    return Finding("ok", "embedded.doctor_postgres", {"major": major(folder), "folder": str(folder)})


def _valkey(home: Home) -> Finding:
    output = run("valkey-server", [str(valkey_server(home)), "--version"], ENVIRONMENT)
    found = re.search(r"v=([\d.]+)", output)
    return Finding("ok", "embedded.doctor_valkey", {"version": found[1] if found else output.strip()})


def _port(setup: Setup) -> Finding:
    with bind(setup.host, setup.port) as listener:
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
