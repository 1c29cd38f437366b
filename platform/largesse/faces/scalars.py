"""Scalars, money and named fields of every GraphQL face."""

from datetime import datetime
from typing import Any, NewType

import strawberry

from largesse.kernel.errors import WithoutZone
from largesse.kernel.money import SAFE_MAX, Long, Money


def _long(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > SAFE_MAX:
        raise ValueError("Long is an integer between -(2^53-1) and 2^53-1")
    return value


LONG = strawberry.scalar(
    name="Long",
    description="An integer between -(2^53-1) and 2^53-1.",
    serialize=_long,
    parse_value=_long,
)


def _instant(value: Any) -> datetime:
    """Read a time from outside.

    Raises:
        WithoutZone: ``kernel.without_zone``: nobody knows which moment is meant.
    """
    if not isinstance(value, str):
        raise ValueError("DateTime is text in ISO 8601, for example 2026-10-01T08:00:00+08:00")  # noqa: TRY004
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise WithoutZone(value)
    return found


INSTANT = strawberry.scalar(
    name="DateTime",
    description="A moment in ISO 8601 with its offset, 2026-10-01T08:00:00+08:00; one without is refused.",
    serialize=datetime.isoformat,
    parse_value=_instant,
)
JSON_DOCUMENT = strawberry.scalar(
    name="JSONDocument",
    description="A JSON document whose shape a schema in schemas/ says.",
    serialize=lambda value: value,
    parse_value=lambda value: value,
)
JsonDocument = NewType("JsonDocument", object)
SCALARS: dict[object, Any] = {Long: LONG, JsonDocument: JSON_DOCUMENT, datetime: INSTANT}


def named(description: str) -> Any:
    """Declare a field with its description."""
    return strawberry.field(description=description)


@strawberry.type(name="Money", description="An amount of money in the currency's smallest unit.")
class MoneyType:
    """Money on the wire."""

    amount_minor: Long = strawberry.field(description="Whole minor units, for example fen.")
    currency: str = strawberry.field(description="ISO 4217 code.")


def money(minor: int, currency: str) -> MoneyType:
    """Show an amount; it must be one that the house allows."""
    amount = Money(minor, currency)
    return MoneyType(amount_minor=Long(amount.amount_minor), currency=amount.currency)
