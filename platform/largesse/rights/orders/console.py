"""Orders at providers on the console face, who fulfils them, and whether it is asked at all."""

from datetime import datetime
from typing import Protocol

import strawberry

from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import said, text
from largesse.rights.catalogue.supply import PROVIDER
from largesse.rights.catalogue.views import made_as
from largesse.rights.orders.connect import connect_provider, disconnect_provider
from largesse.rights.orders.pause import pause_provider, resume_provider
from largesse.rights.orders.reads import OrderRow


class Timed(Protocol):
    """What a row says of an order's clock."""

    @property
    def sla_seconds(self) -> int | None: ...
    @property
    def sla_clock(self) -> str | None: ...
    @property
    def sla_state(self) -> str | None: ...
    @property
    def sla_due_at(self) -> datetime | None: ...
    @property
    def sla_left_s(self) -> int | None: ...
    @property
    def sla_cause(self) -> str | None: ...


@strawberry.type(description="The clock of an order.")
class OrderSla:
    """Until when, and how it stands."""

    hours: int = named("Hours that were agreed.")
    clock: str = named("wall or working.")
    state: str = named("running, paused, met, missed or ended.")
    due_at: datetime | None = named("Until when it is to be served; null while it is paused.")
    left_s: int | None = named("Seconds that were left when it was paused.")
    cause: str | None = named("Why it is paused: client, booking, provider or force.")

    @classmethod
    def of(cls, row: Timed) -> "OrderSla | None":
        if row.sla_seconds is None or row.sla_clock is None or row.sla_state is None:
            return None
        paused = row.sla_state == "paused"
        return cls(
            hours=row.sla_seconds // 3600,
            clock=row.sla_clock,
            state=row.sla_state,
            due_at=row.sla_due_at,
            left_s=row.sla_left_s if paused else None,
            cause=row.sla_cause if paused else None,
        )


@strawberry.type(description="One order at a provider.")
class ProviderOrder:
    """One order."""

    id: str = named("Id and request id, ord_….")
    provider_name: str = named("Who was asked.")
    state: str = named("created, submitted, unknown, accepted, completed, failed, cancelled or rerouted.")
    provider_ref: str | None = named("The provider's own reference.")
    code: str | None = named("Why it failed or is unknown.")
    code_says: str | None = named("The same in words; a code of the provider's own as it is.")
    queries: int = named("How often it was asked after.")
    placed_at: datetime = named("When it was placed.")
    settled_at: datetime | None = named("When its outcome was known.")
    why: list[str] = named("Why this provider was chosen, in words; empty where there was no choice.")
    sla: OrderSla | None = named("Until when it is to be served; null: nothing was agreed.")

    @classmethod
    def of(cls, row: OrderRow, locale: str) -> "ProviderOrder":
        return cls(
            id=row.request_id,
            provider_name=said(row.provider_name, locale),
            state=row.state,
            provider_ref=row.provider_ref,
            code=row.code,
            code_says=_in_words(row.code, locale) if row.code else None,
            queries=row.queries,
            placed_at=row.placed_at,
            settled_at=row.settled_at,
            why=[text(f"rights.order_why.{one}", locale) for one in row.why],
            sla=OrderSla.of(row),
        )


def _in_words(code: str, locale: str) -> str:
    """Say what an order's code means; a code that is none of ours stays as it is."""
    ours = f"rights.order_code.{code}"
    words = text(ours, locale)
    return text(code, locale) if words == ours else words


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
