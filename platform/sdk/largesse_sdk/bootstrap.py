"""First code of a child: confine the process, then import the plugin. Standard library only, run by path.

Started by the host as ``python -I -S bootstrap.py <json>`` with an empty environment. Everything up to
``run`` is the house's own code; nothing of the plugin is imported before the walls stand.

Words       *level* how far the walls reach: ``namespaces`` (no network of its own), ``user`` (a uid of its
            own), ``limits`` (resource limits only)
"""

import ctypes
import json
import os
import resource
import signal
import sys
from typing import Any

_PDEATHSIG, _NO_NEW_PRIVS, _DUMPABLE = 1, 38, 4
_NEWUSER, _NEWNET, _NEWIPC = 0x10000000, 0x40000000, 0x08000000
_MIB = 1 << 20


def main() -> None:
    """Confine this process as the host asks, then run the plugin."""
    spec: dict[str, Any] = json.loads(sys.argv[1])
    parent = os.getppid()
    if spec["fd"] != 3:
        os.dup2(spec["fd"], 3)
        os.close(spec["fd"])
    os.environ.clear()
    sys.path[:] = [*(spec["stdlib"] or sys.path), spec["runtime"], spec["code"]]
    sys.dont_write_bytecode = True
    level = confine(spec)
    if os.getppid() != parent:
        os._exit(1)
    del sys.argv[1:]
    from largesse_sdk.child import run  # noqa: PLC0415 - the path is known only now

    run(spec["entry"], spec["digest"], level)


def confine(spec: dict[str, Any]) -> str:
    """Raise the walls and give the level reached."""
    libc = ctypes.CDLL(None, use_errno=True)
    level = "limits"
    uid = spec["uid"]
    root = os.geteuid() == 0
    apart = libc.unshare((0 if root else _NEWUSER) | _NEWNET | _NEWIPC) == 0
    if uid is not None and root:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        level = "user"
    if apart and (level == "user" or not root):
        level = "namespaces"
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    limits(spec["memory_mb"], processes=uid is not None)
    return level


def limits(memory_mb: int, *, processes: bool) -> None:
    """Set the resource limits that hold whatever the level."""
    address = (memory_mb + 512) * _MIB
    _limit(resource.RLIMIT_AS, address)
    _limit(resource.RLIMIT_NOFILE, 64)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, 3600)
    if processes:
        _limit(resource.RLIMIT_NPROC, 16)


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
