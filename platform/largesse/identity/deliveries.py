"""Dead deliveries: seen on a screen, sent on their way again by a button."""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing
from largesse.kernel.work import Ask, Work


@dataclass(frozen=True)
class DeliveryMissing(Missing):
    """No dead delivery has this id."""

    code = "identity.delivery_missing"
    delivery: UUID


@dataclass(frozen=True, kw_only=True)
class RetryDelivery(Ask):
    """Make a dead delivery due again."""

    delivery: UUID


@dataclass(frozen=True)
class DeliveryRetried:
    """The delivery that is due again."""

    delivery: UUID


async def retry_delivery(ask: RetryDelivery, *, actor: Actor, work: Work) -> DeliveryRetried:
    """Give a dead delivery a fresh row of attempts.

    Raises:
        DeliveryMissing: ``identity.delivery_missing``: unknown, or not dead any more.
    """
    actor.must("identity.retry_delivery")
    async with work.begin(ask, actor, use="identity.retry_delivery", answer=DeliveryRetried) as tx:
        if tx.earlier:
            return tx.earlier
        sql = """update kernel_delivery set state = 'due', attempts = 0, due_at = $2
                 where id = $1 and state = 'dead'"""
        if not await tx.run(sql, ask.delivery, tx.now):
            raise DeliveryMissing(ask.delivery)
        await tx.run("select pg_notify('largesse_outbox', '')")
        tx.audit("identity.delivery_retried", str(ask.delivery), {})
        return await tx.done(DeliveryRetried(ask.delivery))
