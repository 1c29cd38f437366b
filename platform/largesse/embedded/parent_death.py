"""Becomes another program that ends with its parent; run as a script, before anything of ours is imported.

    python -I -S parent_death.py PARENT SIGNAL UID GID PROGRAM [ARGUMENT …]

Invariant   the death signal is set after the user is dropped, which clears it; the parent is checked after
            that, so one that died in between is noticed
            who dropped its user gains nothing back from programs that are set-uid
Source      prctl(2) PR_SET_PDEATHSIG: the signal follows the thread that forked, hence the main thread forks;
            PR_SET_NO_NEW_PRIVS
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38


def main(argv: list[str]) -> None:
    """Drop to UID and GID ("-" keeps them), tie this process to PARENT, become PROGRAM."""
    parent, death_signal, uid, gid, *program = argv
    os.setsid()
    if uid != "-":
        os.setgroups([])
        os.setgid(int(gid))
        os.setuid(int(uid))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if uid != "-":
            libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != int(parent):
        sys.exit("the parent is gone")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.execv(program[0], program)  # noqa: S606 - becoming the program is what this file is for


if __name__ == "__main__":
    main(sys.argv[1:])
