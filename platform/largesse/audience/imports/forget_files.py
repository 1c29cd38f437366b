"""The files of clients that were read are kept sealed for a while, and then taken off the disk."""

from datetime import datetime

from largesse.store.old_files import EVERY_S, OldFiles, forget_old_files
from largesse.store.outbox import Tick
from largesse.store.work import Work

_IMPORTS = OldFiles("audience_import", ("done", "refused"))


async def forget_files(work: Work, *, at: datetime | None = None) -> int:
    """Take old files away; gives how many went."""
    return await forget_old_files(_IMPORTS, work, at=at)


async def _act(work: Work) -> None:
    await forget_files(work)


FILES = Tick("audience.forget_files", EVERY_S, _act)
