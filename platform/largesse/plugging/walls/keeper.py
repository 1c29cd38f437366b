"""Between the host and the plugin: a keeper that ends whatever the plugin started, however it hid it.

Words       *apart* in a namespace of its own the plugin's processes end with the namespace's first one;
            without that they stay in one process group, which the filter lets nobody leave, and become the
            keeper's children when their parents end
Invariant   no plugin code runs in the keeper or in the first process; both hold no end of the connection;
            host gone -> keeper told by SIGTERM; keeper gone -> first process and its namespace killed
Source      pid_namespaces(7), PR_SET_CHILD_SUBREAPER and PR_SET_PDEATHSIG in prctl(2)
"""

import ctypes
import os
import select
import signal
from contextlib import suppress
from typing import NoReturn

from largesse.plugging.walls import tree

_PDEATHSIG, _SUBREAPER = 1, 36
_NEWUSER, _NEWNET, _NEWIPC, _NEWPID = 0x10000000, 0x40000000, 0x08000000, 0x20000000
_HEARD = {signal.SIGCHLD, signal.SIGTERM}
_OURS = range(4)


def separate(libc: ctypes.CDLL) -> bool:
    """Leave the host's network and, for what is forked next, its processes; say whether the second worked."""
    libc.unshare((0 if os.geteuid() == 0 else _NEWUSER) | _NEWNET | _NEWIPC)
    done: int = libc.unshare(_NEWPID)
    return done == 0


def keep(libc: ctypes.CDLL, host: int, *, apart: bool) -> int:
    """Become the keeper of a new process and return in that process alone.

    Args:
        libc: with errno kept.
        host: the process id of our parent.
        apart: whether the new process begins a namespace; then one more is put between.

    Returns:
        The id of the parent of the process in which this returns, as that process sees it.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
    libc.prctl(_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    libc.prctl(_SUBREAPER, 1, 0, 0, 0)
    if os.getppid() != host:
        os._exit(1)
    me = os.getpid()
    life, held = os.pipe()
    child = os.fork()
    if child:
        os.close(life)
        _keep(child, apart=apart)
    os.close(held)
    libc.prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if select.select([life], [], [], 0)[0]:
        os._exit(1)
    if apart:
        child = os.fork()
        if child:
            _bury(child)
        me = 1
    os.close(life)
    os.setsid()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)
    return me


def _keep(child: int, *, apart: bool) -> NoReturn:
    """Wait until the child ends or the host wishes it or is gone; then end all that is left."""
    _close()
    while signal.sigwait(_HEARD) == signal.SIGCHLD and not _ended(child):
        _reap_others(child)
    with suppress(ProcessLookupError):
        (os.kill if apart else os.killpg)(child, signal.SIGKILL)
    tree.end(os.getpid())
    with suppress(ChildProcessError):
        while True:
            os.wait()
    os._exit(0)


def _ended(child: int) -> bool:
    """Look without reaping: until then nobody else can have its number, nor its group's."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _reap_others(child: int) -> None:
    """Reap what was left to us and has ended."""
    for pid in tree.children(os.getpid()):
        if pid != child:
            with suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)


def _bury(child: int) -> NoReturn:
    """Be the first process of a namespace: reap, and end it when the child ends."""
    _close()
    while os.wait()[0] != child:
        pass
    os._exit(0)


def _close() -> None:
    for one in _OURS:
        os.close(one)
