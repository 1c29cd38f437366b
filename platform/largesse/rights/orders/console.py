"""Orders at providers on the console face, who fulfils them, and whether it is asked at all."""

from datetime import datetime

import strawberry

from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.rights.catalogue.supply import PROVIDER
from largesse.rights.catalogue.views import made_as
from largesse.rights.orders.connect import connect_provider, disconnect_provider
from largesse.rights.orders.pause import pause_provider, resume_provider
from largesse.rights.orders.reads import OrderRow


@strawberry.type(description="One order at a provider.")
class ProviderOrder:
    """One order."""

    id: str = named("Id and request id, ord_….")
    provider_name: str = named("Who was asked.")
    state: str = named("created, submitted, unknown, accepted, completed, failed or cancelled.")
    provider_ref: str | None = named("The provider's own reference.")
    code: str | None = named("Why it failed or is unknown.")
    queries: int = named("How often it was asked after.")
    placed_at: datetime = named("When it was placed.")
    settled_at: datetime | None = named("When its outcome was known.")

    @classmethod
    def of(cls, row: OrderRow, locale: str) -> "ProviderOrder":
        return cls(
            id=row.request_id,
            provider_name=said(row.provider_name, locale),
            state=row.state,
            provider_ref=row.provider_ref,
            code=row.code,
            queries=row.queries,
            placed_at=row.placed_at,
            settled_at=row.settled_at,
        )


@strawberry.type
class OrderMutation:
    """What connects providers to the plugins that fulfil their orders, and pauses them."""

    disconnect_provider = mutation(
        disconnect_provider,
        "Let no plugin fulfil a provider's rights any more; its rights wait.",
        shows=made_as(PROVIDER),
    )
    pause_provider = mutation(
        pause_provider,
        "Ask nothing of a provider for a while; what it tells is booked.",
        shows=made_as(PROVIDER),
    )
    resume_provider = mutation(resume_provider, "Let a paused provider go on.", shows=made_as(PROVIDER))

    connect_provider = mutation(
        connect_provider,
        "Let an enabled plugin fulfil a provider's rights from now on.",
        shows=made_as(PROVIDER),
    )
