"""Files of codes, and of uses that providers told, are taken off the disk some time after they were read."""

from datetime import datetime

from largesse.store.old_files import EVERY_S, OldFiles, forget_old_files
from largesse.store.outbox import Tick
from largesse.store.work import Work

_LOTS = OldFiles("rights_code_lot", ("done", "refused", "cancelled", "voided"))
_USES = OldFiles("rights_use_file", ("done", "refused"))


async def forget_files(work: Work, *, at: datetime | None = None) -> int:
    """Take old files away; gives how many went."""
    return sum([await forget_old_files(one, work, at=at) for one in (_LOTS, _USES)])


async def _act(work: Work) -> None:
    await forget_files(work)


FILES = Tick("rights.forget_files", EVERY_S, _act)
