"""As whom the house runs, settled before its first program starts, and what only root can do for it."""

import compileall
import sys
from pathlib import Path

import largesse
from largesse.cli.speech import complain, say
from largesse.embedded.home import Home
from largesse.embedded.ownership import take_back
from largesse.embedded.refusals import HouseUnreachable, NoUids
from largesse.embedded.runs_as import RunsAs, runs_as
from largesse.kernel.interpreter import forget_other_copies


def settled(home: Home, *, production: bool) -> RunsAs | None:
    """Give as whom web and worker run; None: as we do, which is said on the screen where that is root.

    Raises:
        HouseUnreachable, NoUids: ``embedded.house_unreachable``, ``embedded.no_uids``, in production.
    """
    try:
        found = runs_as(home)
    except (HouseUnreachable, NoUids) as no:
        if production:
            raise
        complain(no)
        say("embedded.house_keeps_root")
        take_back(home.path)
        return None
    if found:
        forget_other_copies(home.path, found.interpreter)
    return found


def compiled() -> None:
    """Compile our modules where they changed: the house's account may not write beside them."""
    if not sys.dont_write_bytecode:
        compileall.compile_dir(Path(largesse.__path__[0]), quiet=2)
