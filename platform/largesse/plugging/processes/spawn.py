"""Start a child with nothing of ours: no environment, one open socket, walls before its first import.

Source      largesse/plugging/walls/enter.py is what it runs first
"""

import json
import os
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

import largesse
from largesse.plugging.processes.installed import Installed
from largesse.plugging.processes.runtime import Runtime
from largesse.plugging.walls.enter import Spec

UID_FIRST = 610_000
UIDS = 50_000
HOUSE = str(Path(largesse.__path__[0]).parent)
_FIRST = (
    "import sys; sys.path.append(sys.argv.pop(1)); from largesse.plugging.walls.enter import main; main();"
    " from largesse_sdk.child import run; run(*sys.argv[1:])"
)


@dataclass(frozen=True)
class Started:
    """A child that was just started: its keeper, our end of the connection, and of what it prints."""

    process: subprocess.Popen[bytes]
    connection: socket.socket
    printed: socket.socket


def start(installed: Installed, code: Path, runtime: Runtime) -> Started:
    """Fork and execute a child; call it from the main thread, whose end also ends the child."""
    ours, theirs = socket.socketpair()
    printed, prints = socket.socketpair()
    spec = Spec(
        fd=theirs.fileno(),
        stdlib=list(runtime.stdlib),
        runtime=str(runtime.folder),
        code=str(code),
        uid=_uid(installed, runtime),
        memory_mb=installed.manifest.resources.memory_mb,
    )
    told = [HOUSE, json.dumps(spec._asdict()), installed.entry, installed.digest]
    try:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and file; the plugin's name is data
            [runtime.interpreter, "-I", "-S", "-B", "-c", _FIRST, *told],
            stdin=subprocess.DEVNULL,
            stdout=prints.fileno(),
            stderr=prints.fileno(),
            env={},
            cwd="/",
            pass_fds=(theirs.fileno(),),
            start_new_session=True,
        )
    except OSError:
        for one in (ours, printed):
            one.close()
        raise
    finally:
        theirs.close()
        prints.close()
    for one in (ours, printed):
        one.settimeout(0)
    return Started(process, ours, printed)


def _uid(installed: Installed, runtime: Runtime) -> int | None:
    if os.geteuid() != 0 or not runtime.reachable:
        return None
    return UID_FIRST + installed.user_number % UIDS
