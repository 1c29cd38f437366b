"""First code of a child: confine the process, then import the plugin. Standard library only, run by path.

Started by the host as ``python -I -S bootstrap.py <json>`` with an empty environment. Everything up to
``run`` is the house's own code; nothing of the plugin is imported before the walls stand.

Words       *walls* that stand: ``limits`` always; ``user`` a uid of its own; ``network`` none of its own;
            ``files`` only its code and its libraries can be read, nothing can be written
Source      landlock(7), network_namespaces(7), PR_SET_NO_NEW_PRIVS in prctl(2)
"""

import ctypes
import json
import os
import resource
import signal
import struct
import sys
from pathlib import Path
from typing import Any

_PDEATHSIG, _NO_NEW_PRIVS, _DUMPABLE = 1, 38, 4
_NEWUSER, _NEWNET, _NEWIPC = 0x10000000, 0x40000000, 0x08000000
_CAPABILITIES = 0x20080522
_RULESET, _RULE, _RESTRICT = 444, 445, 446
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_MIB = 1 << 20
_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo")


def main() -> None:
    """Confine this process as the host asks, then run the plugin."""
    spec: dict[str, Any] = json.loads(sys.argv[1])
    parent = os.getppid()
    if spec["fd"] != 3:
        os.dup2(spec["fd"], 3)
        os.close(spec["fd"])
    os.environ.clear()
    _move_stdlib(spec["stdlib"])
    sys.path += [spec["runtime"], spec["code"]]
    sys.dont_write_bytecode = True
    walls = confine(spec)
    if os.getppid() != parent:
        os._exit(1)
    del sys.argv[1:]
    from largesse_sdk.child import run  # noqa: PLC0415 - the path is known only now

    run(spec["entry"], spec["digest"], "+".join(walls))


def confine(spec: dict[str, Any]) -> list[str]:
    """Put up the walls and name those that stand."""
    libc = ctypes.CDLL(None, use_errno=True)
    walls = ["limits"]
    root = os.geteuid() == 0
    if libc.unshare((0 if root else _NEWUSER) | _NEWNET | _NEWIPC) == 0:
        walls.append("network")
    if root and spec["uid"] is not None and _drop_to(spec["uid"]):
        walls.append("user")
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.capset(struct.pack("=Ii", _CAPABILITIES, 0), bytes(24))
    if _restrict_files(libc, [*sys.path, str(Path(os.__file__).parent), *_SYSTEM]):
        walls.append("files")
    libc.prctl(_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    _limit(resource.RLIMIT_AS, (spec["memory_mb"] + 512) * _MIB)
    _limit(resource.RLIMIT_NOFILE, 64)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, 3600)
    if "user" in walls:
        _limit(resource.RLIMIT_NPROC, 64)
    return walls


def _drop_to(uid: int) -> bool:
    """Give up root for a uid that owns nothing."""
    try:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    except OSError:
        return False
    return True


def _restrict_files(libc: ctypes.CDLL, readable: list[str]) -> bool:
    """Let only these folders be read, nothing be written, no TCP be spoken; False where the kernel cannot."""
    version = libc.syscall(_RULESET, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    files = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)) - 1
    attributes = struct.pack("=QQQ", files, 3, 3)[: {1: 8, 2: 8, 3: 8, 4: 16, 5: 16}.get(version, 24)]
    rules = libc.syscall(_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    if rules < 0:
        return False
    for path in dict.fromkeys(readable):
        try:
            folder = os.open(path, os.O_PATH | os.O_CLOEXEC | os.O_DIRECTORY)
        except OSError:
            continue
        libc.syscall(_RULE, rules, 1, struct.pack("=Qi", _READ_FILE | _READ_DIR, folder), 0)
        os.close(folder)
    stands: bool = libc.syscall(_RESTRICT, rules, 0) == 0
    os.close(rules)
    return stands


def _move_stdlib(copy: list[str]) -> None:
    """Read the standard library from a copy from now on, also the parts of packages imported already."""
    if not copy:
        return
    own = str(Path(os.__file__).parent)
    for module in list(sys.modules.values()):
        paths = getattr(module, "__path__", None)
        if isinstance(paths, list):
            paths[:] = [copy[0] + one[len(own) :] if one.startswith(own) else one for one in paths]
    sys.path[:] = copy
    sys.path_importer_cache.clear()


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
