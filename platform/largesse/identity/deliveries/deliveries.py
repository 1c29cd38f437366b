"""Dead deliveries: seen on a screen, sent on their way again by a button."""

from dataclasses import dataclass
from typing import NewType
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Missing
from largesse.store.work import Work

DELIVERY = "dlv"
DEAD = "dead"  # the one state that is shown here and can be retried
DeliveryId = NewType("DeliveryId", UUID)
_EVENT = "store_outbox o where o.id = d.event and o.at = d.event_at"
# The key and the payload of its event, empty where that is gone.
OF_EVENT = (
    "coalesce((select o.key from " + _EVENT + "), '') as subject,"  # noqa: S608 - constants
    " coalesce((select o.payload from " + _EVENT + "), '{}') as payload"
)
# A delivery is of the org unit that its event names; one that names none is for who reaches every unit.
DELIVERY_REACH = (
    "({units}::text[] is null or not exists (select from "
    + _EVENT
    + " and coalesce(o.payload->>'org_unit', '') <> all({units}::text[])))"
)


@dataclass(frozen=True)
class DeliveryMissing(Missing):
    """No dead delivery has this id."""

    code = "identity.delivery_missing"
    delivery: UUID


@dataclass(frozen=True, kw_only=True)
class RetryDelivery(Ask):
    """Make a dead delivery due again."""

    delivery: DeliveryId = asked("Delivery, dlv_….", id="dlv")


@dataclass(frozen=True)
class DeliveryRetried:
    """The delivery that is due again."""

    delivery: DeliveryId


def units_as_text(actor: Actor) -> list[str] | None:
    """Give the org units within reach as events name them; None is all."""
    return None if actor.units is None else [str(unit) for unit in actor.units]


def actions(actor: Actor, state: str) -> list[str]:
    """Name what an actor may do with a delivery within reach that is in this state: retry."""
    return ["retry"] if state == DEAD and actor.may("identity.retry_delivery") else []


async def retry_delivery(ask: RetryDelivery, *, actor: Actor, work: Work) -> DeliveryRetried:
    """Make a dead delivery due again, its attempts counted from the beginning.

    Raises:
        DeliveryMissing: ``identity.delivery_missing``: unknown, out of reach, or not dead any more.
    """
    actor.must("identity.retry_delivery")
    async with work.begin(ask, actor, use="identity.retry_delivery", answer=DeliveryRetried) as tx:
        if tx.earlier:
            return tx.earlier
        reach = DELIVERY_REACH.format(units="$3")
        sql = f"""update store_delivery d set state = 'due', attempts = 0, stops = 0, due_at = $2
                  where d.id = $1 and d.state = '{DEAD}' and {reach}"""  # noqa: S608 - constants
        if not await tx.run(sql, ask.delivery, tx.now, units_as_text(actor)):
            raise DeliveryMissing(ask.delivery)
        await tx.run("select pg_notify('largesse_outbox', '')")
        tx.audit("identity.delivery_retried", str(ask.delivery), {})
        return await tx.done(DeliveryRetried(ask.delivery))
