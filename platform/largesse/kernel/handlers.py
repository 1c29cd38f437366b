"""Work by the clock of the kernel: chain the audit, forget what is done."""

from largesse.kernel import audit
from largesse.kernel.outbox import Tick
from largesse.kernel.work import Work

KEEP_DONE_DAYS = 30


async def chain_audit(work: Work) -> None:
    """Chain the audit rows that came since the last time."""
    await audit.chain(work)


async def forget_done(work: Work) -> None:
    """Remove finished deliveries after thirty days; events stay."""
    async with work.job() as tx:
        await tx.run(
            "delete from kernel_delivery where state = 'done'"
            " and done_at < now() - make_interval(days => $1)",
            KEEP_DONE_DAYS,
        )


TICKS = [Tick("kernel.chain_audit", 5.0, chain_audit), Tick("kernel.forget_done", 3600.0, forget_done)]
