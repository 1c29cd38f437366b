"""Rates of exchange on the console face: recorded by finance, listed newest day first."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import strawberry

from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.actor import Actor
from largesse.settlement.ledger.rate import RateRecorded, rate_text, record_rate
from largesse.settlement.people import names_of
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

_SORTS = {"day": Sort("r.day", "date"), "currency": Sort("r.currency")}


@dataclass(frozen=True)
class RateDetails:
    """A recorded rate and who recorded it."""

    id: int
    base: str
    currency: str
    day: date
    rate_e8: int
    source: str
    recorded_by: UUID
    recorded_at: datetime
    recorded_by_name: str = ""


async def rates_page(read: Read, actor: Actor, wish: Wish) -> Paged[RateDetails]:
    """List the rates, which are the same for everybody who may read settlement."""
    actor.must("settlement.read")
    asked = List("r.*", "settlement_rate r", "r.id", "bigint")
    asked.search(wish.search, "r.currency", "r.source")
    page = await paged(read, RateDetails, asked, chosen(wish.sort, _SORTS, "-day"), wish.page)
    names = await names_of(read, (row.recorded_by for row in page.rows))
    return page.with_rows(lambda row: replace(row, recorded_by_name=names.of(row.recorded_by)))


@strawberry.type(description="A rate of exchange, as published for a day.")
class ExchangeRate:
    """A rate."""

    id: str = named("Number of the record.")
    currency: str = named("ISO 4217 code of the foreign currency.")
    base: str = named("The books' own currency.")
    day: date = named("For which day.")
    rate: str = named("What one unit is in the books' own currency.")
    source: str = named("Who publishes it.")
    recorded_by: str = named("Who recorded it.")
    recorded_at: datetime = named("When; of one day the last recorded is in force.")

    @classmethod
    def of(cls, row: RateDetails, locale: str) -> "ExchangeRate":  # noqa: ARG003 - every list's view takes it
        return cls(
            id=str(row.id),
            currency=row.currency,
            base=row.base,
            day=row.day,
            rate=rate_text(row.rate_e8),
            source=row.source,
            recorded_by=row.recorded_by_name,
            recorded_at=row.recorded_at,
        )


@strawberry.type(description="A rate was recorded.")
class ExchangeRateRecorded:
    """The rate in force."""

    currency: str = named("ISO 4217 code of the foreign currency.")
    day: date = named("For which day.")
    rate: str = named("The rate.")

    @classmethod
    def of(cls, made: RateRecorded) -> "ExchangeRateRecorded":
        return cls(currency=made.currency, day=made.day, rate=made.rate)


@strawberry.type
class RateQuery:
    """Queries of rates."""

    exchange_rates: Connection[ExchangeRate] = list_field(
        Listing("exchange-rates", "settlement.read", rates_page, ExchangeRate.of),
        "Rates of exchange, newest day first. sort: day, currency.",
    )


@strawberry.type
class RateMutation:
    """Mutations of rates."""

    record_exchange_rate = mutation(
        record_rate,
        "Record a published rate of exchange; of one day the last one recorded is in force.",
        name="record_exchange_rate",
        shows=ExchangeRateRecorded.of,
    )
