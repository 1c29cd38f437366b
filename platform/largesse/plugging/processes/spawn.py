"""Start a child with nothing of ours: no environment, one open socket, walls before its first import.

Source      largesse_sdk/bootstrap.py puts up the walls inside of the child
"""

import json
import os
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from largesse.plugging.processes.installed import Installed
from largesse.plugging.processes.runtime import Runtime

UID_FIRST = 610_000
UIDS = 50_000


@dataclass(frozen=True)
class Started:
    """A child that was just started; ``printed`` is the reading end of what it prints."""

    process: subprocess.Popen[bytes]
    connection: socket.socket
    printed: socket.socket


def start(installed: Installed, code: Path, runtime: Runtime) -> Started:
    """Fork and execute a child; call it from the main thread, whose end also ends the child."""
    ours, theirs = socket.socketpair()
    printed, prints = socket.socketpair()
    spec = {
        "fd": theirs.fileno(),
        "stdlib": list(runtime.stdlib),
        "runtime": str(runtime.folder),
        "code": str(code),
        "entry": installed.entry,
        "digest": installed.digest,
        "uid": _uid(installed, runtime),
        "memory_mb": installed.manifest.resources.memory_mb,
    }
    try:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and file; the plugin's name is data
            [runtime.interpreter, "-I", "-S", str(runtime.bootstrap), json.dumps(spec)],
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
