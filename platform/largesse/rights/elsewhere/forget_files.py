"""Files of rights from elsewhere stay sealed for a while once they are over, and are then taken away."""

from datetime import datetime

from largesse.store.old_files import EVERY_S, OldFiles, forget_old_files
from largesse.store.outbox import Tick
from largesse.store.work import Work

_FILES = OldFiles("rights_elsewhere_file", ("returned", "withdrawn", "done", "refused", "cancelled"))


async def forget_files(work: Work, *, at: datetime | None = None) -> int:
    """Take old files away; gives how many went."""
    return await forget_old_files(_FILES, work, at=at)


async def _act(work: Work) -> None:
    await forget_files(work)


FILES = Tick("rights.forget_elsewhere_files", EVERY_S, _act)
