"""A command that root runs in a home of the house's account becomes that account before it does anything.

Invariant   what a command writes belongs to the account that must read it later; the rest of root's powers
            are gone for good, also for what the command starts
"""

import ctypes
import os
import sys

from largesse.embedded.home import check_home
from largesse.embedded.ownership import handed_to
from largesse.embedded.parent_death import PR_SET_NO_NEW_PRIVS
from largesse.embedded.runs_as import runs_as
from largesse.kernel.settings import settings

STAY_ROOT = {"up", "doctor", "db", "loader"}
WITHOUT_A_HOME = {"activity", "statement", "plugin", "draw verify", "draw select", "sdl", "reference"}
"""They touch only files that whoever calls them names: a home on this machine is none of their business."""


def become(asked: str, words: list[str]) -> None:
    """Start this command anew as the house's account, if root runs it in a home that is that account's.

    Raises:
        HouseUnreachable: ``embedded.house_unreachable``.
    """
    within = " ".join([word for word in words if not word.startswith("-")][:2])
    if os.geteuid() != 0 or not asked or {asked, within} & (STAY_ROOT | WITHOUT_A_HOME):
        return
    path = settings().home.expanduser().absolute()
    if handed_to(path) is None:
        return
    found = runs_as(check_home(path))
    if found is None:
        return
    account, interpreter = found.account, found.interpreter
    os.setgroups([])
    os.setresgid(account.gid, account.gid, account.gid)
    os.setresuid(account.uid, account.uid, account.uid)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    argv = [interpreter.program, "-P", "-m", "largesse.cli", *words]
    env = os.environ | interpreter.environment | {"HOME": str(path), "LARGESSE_HOME": str(path)}
    os.execve(interpreter.program, argv, env)  # noqa: S606 - the same command with the same words
