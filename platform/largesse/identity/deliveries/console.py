"""Dead deliveries on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.identity.deliveries import deliveries
from largesse.identity.deliveries.deliveries import DELIVERY
from largesse.identity.deliveries.reads import DeadRow, dead_page
from largesse.kernel.copy import retold, said, text
from largesse.kernel.ids import text_id


@strawberry.type(description="A delivery that failed too often and waits for people.")
class DeadDelivery:
    """One dead delivery."""

    id: str = named("Id, dlv_….")
    topic: str = named("What happened.")
    handler: str = named("Who could not act on it.")
    attempts: int = named("How often it was tried.")
    about: list[str] = named("What its event concerns, by name; of a client the masked one.")
    subject: str = named("The id that its event is about; empty where the event is gone.")
    error: str = named("The last error.")
    state: str = named("dead.")
    at: datetime = named("When it happened.")

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        return deliveries.actions(info.context.who(), self.state)

    @classmethod
    def of(cls, row: DeadRow, locale: str) -> Self:
        """Show a fault in its own words, a refusal and a worker that stopped in the reader's."""
        stopped = text("kernel.worker_stopped", locale, {"times": row.stops}) if row.stops else None
        return cls(
            id=text_id(DELIVERY, row.id),
            topic=row.topic,
            handler=row.handler,
            attempts=row.attempts,
            about=list(dict.fromkeys(said(name, locale) for name in row.about)),
            subject=row.subject,
            error=stopped or retold(row.error, locale),
            state=row.state,
            at=row.event_at,
        )


@strawberry.type(description="The delivery is due again.")
class DeliveryRetried:
    """Answer of a retry."""

    delivery: str = named("Id, dlv_….")

    @classmethod
    def of(cls, again: deliveries.DeliveryRetried) -> Self:
        return cls(delivery=text_id(DELIVERY, again.delivery))


@strawberry.type
class DeliveryQuery:
    """Queries of deliveries."""

    dead_deliveries: Connection[DeadDelivery] = list_field(
        Listing("dead", "identity.read_deliveries", dead_page, DeadDelivery.of),
        "Deliveries that failed too often. sort: at, topic, handler.",
    )


@strawberry.type
class DeliveryMutation:
    """Mutations of deliveries."""

    retry_delivery = mutation(
        deliveries.retry_delivery, "Send a dead delivery on its way again.", shows=DeliveryRetried.of
    )
