"""First code of a child: confine the process and let the host look, before the plugin is imported.

Started by the host with an empty environment. Everything up to the plugin's import is the house's own code;
the SDK and the plugin are not even on the path before the host has looked.

Invariant   what is told of files and system calls is what the kernel answered when this code tried them
Source      PR_SET_NO_NEW_PRIVS and PR_SET_DUMPABLE in prctl(2), capabilities(7), setrlimit(2)
"""

import ctypes
import errno
import json
import os
import resource
import signal
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from largesse.plugging.walls import files, system_calls
from largesse.plugging.walls.keeper import keep, separate

FD = 3
OPEN_MAX, PROCESSES_MAX, CPU_S = 64, 64, 3600
MORE_MAX = 256  # processes and threads more than its user has, where that is not a user of its own
ADDRESSES_MB = 512
_PDEATHSIG, _DUMPABLE, _NO_NEW_PRIVS = 1, 4, 38
_CAPABILITIES = 0x20080522
_MIB = 1 << 20
_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo")


class Spec(NamedTuple):
    """What the host asks for.

    Args:
        fd: our end of the connection.
        runtime: the folder of the SDK and its libraries.
        code: the folder of the plugin.
        uid: the user to become, None for none.
        memory_mb: MiB that the manifest names.
    """

    fd: int
    runtime: str
    code: str
    uid: int | None
    memory_mb: int


def main() -> None:
    """Confine this process as the host asks and return when it has looked."""
    spec = Spec(**json.loads(sys.argv.pop(1)))
    host = os.getppid()
    if spec.fd != FD:
        os.dup2(spec.fd, FD)
        os.close(spec.fd)
    os.environ.clear()
    sys.path.pop()  # our own folder, from which all that is needed has been loaded
    sys.path += [spec.runtime, spec.code]
    libc = ctypes.CDLL(None, use_errno=True)
    parent = keep(libc, host, apart=separate(libc))
    told = confine(libc, spec, parent)
    os.write(FD, json.dumps(told).encode() + b"\n")
    if os.read(FD, 1) != b"\n":
        os._exit(1)
    libc.prctl(_DUMPABLE, 0, 0, 0, 0)
    for name in [one for one in sys.modules if one.partition(".")[0] == "largesse"]:
        del sys.modules[name]


def confine(libc: ctypes.CDLL, spec: Spec, parent: int) -> dict[str, bool]:
    """Put up every wall that can be put up from inside, and try the two that cannot be seen from outside.

    Args:
        libc: with errno kept.
        spec: as the host asks.
        parent: who must still be there.
    """
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    own_user = spec.uid is not None and os.geteuid() == 0 and _drop_to(spec.uid)
    processes = PROCESSES_MAX if own_user else _threads_of(os.getuid()) + MORE_MAX
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.capset(struct.pack("=Ii", _CAPABILITIES, 0), bytes(24))
    libc.prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    files.restrict(libc, [*sys.path, str(Path(os.__file__).parent), *_SYSTEM])
    _limit(resource.RLIMIT_AS, (spec.memory_mb + ADDRESSES_MB) * _MIB)
    _limit(resource.RLIMIT_NOFILE, OPEN_MAX)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, CPU_S)
    _limit(resource.RLIMIT_NPROC, processes)
    system_calls.install(libc)
    return {"files": _files_are_closed(), "system_calls": _sockets_are_refused(libc)}


def _threads_of(uid: int) -> int:
    """Count the threads of a user, as the kernel does for the limit."""
    found = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if folder.stat().st_uid == uid:
                found += len(list((folder / "task").iterdir()))
    return found


def _files_are_closed() -> bool:
    """Try to read the root folder and to write to nowhere, as every process may."""
    return _may_not("/", os.O_RDONLY | os.O_DIRECTORY) and _may_not("/dev/null", os.O_WRONLY)


def _may_not(path: str, flags: int) -> bool:
    try:
        os.close(os.open(path, flags))
    except OSError as error:
        return isinstance(error, PermissionError)
    return False


def _sockets_are_refused(libc: ctypes.CDLL) -> bool:
    """Try to make a socket of the local kind, as every process may."""
    made = libc.socket(1, 1, 0)
    if made >= 0:
        os.close(made)
        return False
    return ctypes.get_errno() == errno.EPERM


def _drop_to(uid: int) -> bool:
    """Give up root for a uid that owns nothing."""
    try:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    except OSError:
        return False
    return True


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))
