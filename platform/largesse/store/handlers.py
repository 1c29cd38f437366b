"""Work by the clock of the kernel: chain the audit, keep the outbox's months ahead, forget what is done."""

from largesse.store import audit
from largesse.store.outbox import Tick
from largesse.store.work import Work

KEEP_DONE_DAYS = 30
MONTHS_AHEAD = 2


async def chain_audit(work: Work) -> None:
    """Chain the audit rows that came since the last time."""
    await audit.chain(work)


async def forget_done(work: Work) -> None:
    """Remove finished deliveries after thirty days; events stay."""
    async with work.job() as tx:
        await tx.run(
            "delete from store_delivery where state = 'done' and done_at < now() - make_interval(days => $1)",
            KEEP_DONE_DAYS,
        )


async def months_ahead(work: Work) -> None:
    """Make the outbox's partitions of the months to come."""
    async with work.job() as tx:
        await tx.value("select store_outbox_ahead($1)", MONTHS_AHEAD)


TICKS = [
    Tick("store.chain_audit", 5.0, chain_audit),
    Tick("store.forget_done", 3600.0, forget_done),
    Tick("store.months_ahead", 86400.0, months_ahead),
]
