"""Work by the clock of the store: chain the audit, make the months ahead, forget what is old."""

import structlog

from largesse.kernel.clock import now
from largesse.store import audit
from largesse.store.forgetting import FORGETS, forgetting
from largesse.store.outbox import Tick
from largesse.store.partitions import make_months, reaches
from largesse.store.work import Work

log = structlog.get_logger(__name__)


async def chain_audit(work: Work) -> None:
    """Chain the audit rows that came since the last time."""
    await audit.chain(work)


async def months_ahead(work: Work) -> None:
    """Make the partitions of the months to come, and warn of tables that a person must look after."""
    await make_months(work)
    async with work.read() as read:
        found = await reaches(read, now())
    for one in found:
        if one.wrong:
            log.error("partitions_wrong", table=one.name, months_ahead=one.months_ahead, astray=one.astray)


TICKS = [
    Tick("store.chain_audit", 5.0, chain_audit),
    Tick("store.months_ahead", 3600.0, months_ahead),
    *map(forgetting, FORGETS),
]
