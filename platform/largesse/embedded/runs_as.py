"""As whom our own programs run, started by root: an account of the home's own, and what it runs with.

Words       the *house's account* is the first uid of the home's block (kernel/uids.py); it has no name, no
            password and no other file than the home's
Invariant   whether the account can run us is tried, not guessed; no folder's mode is changed for it
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import largesse
from largesse.embedded.account import Account, house_account, starts_as
from largesse.embedded.home import Home
from largesse.embedded.refusals import HouseUnreachable, NoUids
from largesse.kernel.interpreter import Interpreter, closed, interpreter_for_others, site_folders
from largesse.kernel.uids import may_have_uids, uids_of

_TRIED = "import ctypes, ssl, largesse"


@dataclass(frozen=True)
class RunsAs:
    """The account of web, worker and commands, and what they are started with."""

    account: Account
    interpreter: Interpreter


def runs_as(home: Home) -> RunsAs | None:
    """Give as whom our programs run; None for an ordinary user, who stays who he is.

    Raises:
        HouseUnreachable: ``embedded.house_unreachable``, names the first closed folder.
        NoUids: ``embedded.no_uids``.
    """
    if os.geteuid() != 0:
        return None
    check_house(home)
    uids = uids_of(home.path)
    if uids is None:
        raise NoUids
    account = house_account(uids)
    interpreter = interpreter_for_others(home.path)
    if not starts_as(account, [interpreter.program, "-I", "-c", _TRIED], interpreter.environment):
        raise HouseUnreachable(folder=interpreter.program)
    return RunsAs(account, interpreter)


def check_house(home: Home) -> None:
    """Look whether an account that owns nothing could run us, without making or changing anything.

    Raises:
        HouseUnreachable, NoUids: as ``runs_as``.
    """
    existing = next(folder for folder in (home.path, *home.path.parents) if folder.exists())
    for path in (existing, Path(largesse.__path__[0]), *map(Path, site_folders())):
        folder = closed(path)
        if folder is not None:
            raise HouseUnreachable(folder=str(folder))
    if sys.platform != "linux" or not may_have_uids():
        raise NoUids
