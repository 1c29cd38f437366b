"""Files of evidence are kept for some years, and are then taken away; that they were there stays."""

from datetime import datetime

from largesse.kernel.settings import settings
from largesse.store.old_files import EVERY_S, OldFiles, forget_old_files
from largesse.store.outbox import Tick
from largesse.store.work import Work

_FILES = OldFiles("rights_order_evidence", (), "at", lambda: settings().keep_evidence_days)


async def forget_evidence(work: Work, *, at: datetime | None = None) -> int:
    """Take old files away; gives how many went."""
    return await forget_old_files(_FILES, work, at=at)


async def _act(work: Work) -> None:
    await forget_evidence(work)


EVIDENCE_FILES = Tick("rights.forget_evidence", EVERY_S, _act)
