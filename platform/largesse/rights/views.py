"""What the console shows of rights: GraphQL types made from rows."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from largesse.identity.views import UNIT
from largesse.kernel.copy import text
from largesse.kernel.faces import Info, JsonDocument, Long, MoneyType, named
from largesse.kernel.ids import text_id
from largesse.kernel.money import Money
from largesse.rights import reads

Row = dict[str, Any]
PROVIDER, PRODUCT, SKU, BUDGET, BATCH = "prv", "prd", "sku", "bud", "bat"
RIGHT, REDEMPTION, ORDER, CLIENT, ACTIVITY = "ent", "red", "ord", "cli", "act"


def said(texts: dict[str, str] | None, locale: str) -> str:
    """Pick a text in the request's language, Chinese where it has no other."""
    found = texts or {}
    return found.get(locale) or found.get("zh-CN") or next(iter(found.values()), "")


def unit_name(row: Row, locale: str) -> str:
    """Pick the org unit's name."""
    return str((row["unit_en"] if locale == "en" and row["unit_en"] else row["unit_zh"]) or "")


def money(minor: int, currency: str) -> MoneyType:
    """Make an amount."""
    return MoneyType.of(Money(minor, currency))


@strawberry.type(description="A provider who fulfils rights.")
class RightProvider:
    """One provider."""

    id: str = named("Id, prv_….")
    slug: str = named("Short name in addresses, for example of its counter page.")
    name: str = named("Name in the request's language.")
    connected: bool = named("Whether a plugin fulfils its rights.")
    state: str = named("active or stopped.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "RightProvider":
        """Translate."""
        return cls(
            id=text_id(PROVIDER, row["id"]),
            slug=row["slug"],
            name=said(row["name"], locale),
            connected=row["installation"] is not None,
            state=row["state"],
        )


@strawberry.type(description="A SKU: exactly what is given, by whom, at what cost and with which tax.")
class Sku:
    """One SKU."""

    id: str = named("Id, sku_….")
    code: str = named("The institution's own code.")
    name: str = named("Title in the request's language.")
    product_name: str = named("The product's title.")
    category: str = named("Category of the product.")
    fulfil: str = named("own_code or provider.")
    provider_name: str = named("The provider's name; empty: none.")
    face_value: MoneyType = named("What stands on it.")
    market_value: MoneyType = named("What one unit is worth to a client.")
    unit_cost: MoneyType = named("What one unit costs the institution.")
    income_tax: str = named("incidental_20, discount_coupon_exempt or none.")
    borne_by: str = named("Who bears the income tax: client or bank.")
    vat_treatment: str = named("deduct_and_deem, no_deduct, prepaid_card_non_taxable or discount.")
    vat_rate_ppm: int = named("VAT rate in parts per million.")
    valid_days: int = named("Days that a right of it stays valid.")
    state: str = named("active or stopped.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "Sku":
        """Translate."""
        currency = row["currency"]
        return cls(
            id=text_id(SKU, row["id"]),
            code=row["code"],
            name=said(row["title"], locale),
            product_name=said(row["product_title"], locale),
            category=row["category"],
            fulfil=row["fulfil_mode"],
            provider_name=said(row["provider_name"], locale),
            face_value=money(row["face_value_minor"], currency),
            market_value=money(row["market_value_minor"], currency),
            unit_cost=money(row["unit_cost_minor"], currency),
            income_tax=row["income_tax"],
            borne_by=row["borne_by"],
            vat_treatment=row["vat_treatment"],
            vat_rate_ppm=row["vat_rate_ppm"],
            valid_days=row["valid_days"],
            state=row["state"],
        )


@strawberry.type(description="A product: a kind of right, with its SKUs.")
class RightProduct:
    """One product."""

    product: strawberry.Private[UUID]
    id: str = named("Id, prd_….")
    code: str = named("The institution's own code.")
    name: str = named("Title in the request's language.")
    summary: str = named("What it is, in a sentence.")
    category: str = named("For example lounge, gift, health.")
    state: str = named("active or stopped.")
    unit_name: str = named("The org unit it belongs to.")
    sku_count: int = named("How many SKUs it has.")

    @strawberry.field(description="Its SKUs by code, at most 200.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def skus(self, info: Info) -> list[Sku]:
        """Read the SKUs."""
        async with info.context.work.read() as read:
            rows = await reads.skus_of(read, self.product)
        return [Sku.of(row, info.context.locale) for row in rows]

    @classmethod
    def of(cls, row: Row, locale: str) -> "RightProduct":
        """Translate."""
        return cls(
            product=row["id"],
            id=text_id(PRODUCT, row["id"]),
            code=row["code"],
            name=said(row["title"], locale),
            summary=said(row["summary"], locale),
            category=row["category"],
            state=row["state"],
            unit_name=unit_name(row, locale),
            sku_count=row["sku_count"],
        )


@strawberry.type(description="A budget: the most that rights on it may cost together.")
class Budget:
    """One budget."""

    id: str = named("Id, bud_….")
    code: str = named("The institution's own code.")
    name: str = named("Title in the request's language.")
    cap: MoneyType = named("The most.")
    reserved: MoneyType = named("Promised by rights that are given and not used yet.")
    spent: MoneyType = named("Used up by rights that were used.")
    used: MoneyType = named("Reserved and spent together.")
    left: MoneyType = named("What can still be promised.")
    state: str = named("active or stopped.")
    unit_name: str = named("The org unit it belongs to.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "Budget":
        """Translate."""
        currency, used = row["currency"], row["reserved_minor"] + row["spent_minor"]
        return cls(
            id=text_id(BUDGET, row["id"]),
            code=row["code"],
            name=said(row["title"], locale),
            cap=money(row["cap_minor"], currency),
            reserved=money(row["reserved_minor"], currency),
            spent=money(row["spent_minor"], currency),
            used=money(used, currency),
            left=money(row["cap_minor"] - used, currency),
            state=row["state"],
            unit_name=unit_name(row, locale),
        )


@strawberry.type(description="An issue batch: how many rights of a SKU, for how much, until when.")
class IssueBatch:
    """One batch. total = free + held + issued."""

    id: str = named("Id, bat_…; what an activity's document names.")
    code: str = named("The institution's own code.")
    name: str = named("Title in the request's language.")
    title: JsonDocument = named("Title in every language; an activity's document keeps it whole.")
    sku_name: str = named("The SKU's title.")
    sku_code: str = named("The SKU's code.")
    category: str = named("Category of the product.")
    state: str = named("draft, pending_approval, active, paused, stopped, settled or voided.")
    total: Long = named("Units in all.")
    free: Long = named("Units that can still be given.")
    held: Long = named("Units set aside.")
    issued: Long = named("Units given.")
    unit_cost: MoneyType = named("What one unit costs the institution.")
    market_value: MoneyType = named("What one unit is worth to a client.")
    budget_name: str = named("The budget's title.")
    budget_left: MoneyType = named("What the budget can still promise.")
    starts_at: datetime = named("From when units can be given.")
    ends_at: datetime = named("Until when units can be given.")
    valid_days: int = named("Days that a right stays valid after it was given.")
    unit_name: str = named("The org unit it belongs to.")
    content_hash: str = named("Address of the content that is approved.")
    approval: str | None = named("Id of its approval, apv_….")

    @classmethod
    def of(cls, row: Row, locale: str) -> "IssueBatch":
        """Translate."""
        currency = row["currency"]
        return cls(
            id=text_id(BATCH, row["id"]),
            code=row["code"],
            name=said(row["title"], locale),
            title=JsonDocument(row["title"]),
            sku_name=said(row["sku_title"], locale),
            sku_code=row["sku_code"],
            category=row["category"],
            state=row["state"],
            total=Long(row["total"]),
            free=Long(row["free"]),
            held=Long(row["held"]),
            issued=Long(row["issued"]),
            unit_cost=money(row["unit_cost_minor"], currency),
            market_value=money(row["market_value_minor"], currency),
            budget_name=said(row["budget_title"], locale),
            budget_left=money(row["budget_left_minor"], currency),
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            valid_days=row["valid_days"],
            unit_name=unit_name(row, locale),
            content_hash=row["content_hash"],
            approval=text_id("apv", row["approval"]) if row["approval"] else None,
        )


@strawberry.type(description="One right in one client's hands.")
class Entitlement:
    """One right."""

    id: str = named("Id, ent_….")
    sku_name: str = named("What it is.")
    sku_code: str = named("The SKU's code.")
    batch_code: str = named("The batch it came from.")
    client_id: str = named("Id of the holder, cli_….")
    client_name: str = named("The holder's name, masked.")
    state: str = named("issued, active, redeemed, expired …")
    state_name: str = named("The state in the request's language.")
    order_state: str | None = named("Where the provider's order stands.")
    valid_from: datetime = named("From when it can be used.")
    valid_to: datetime = named("Until when it can be used.")
    granted_at: datetime = named("When it was given.")
    activity: str | None = named("Id of the activity it was won in, act_….")
    unit_cost: MoneyType = named("What it costs the institution.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "Entitlement":
        """Translate."""
        return cls(
            id=text_id(RIGHT, row["id"]),
            sku_name=said(row["sku_title"], locale),
            sku_code=row["sku_code"],
            batch_code=row["batch_code"],
            client_id=text_id(CLIENT, row["holder"]),
            client_name=row.get("client_name", ""),
            state=row["state"],
            state_name=text(f"rights.state.{row['state']}", locale),
            order_state=row["order_state"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            granted_at=row["created_at"],
            activity=text_id(ACTIVITY, row["activity"]) if row["activity"] else None,
            unit_cost=money(row["unit_cost_minor"], row["currency"]),
        )


@strawberry.type(description="One use of a right, or the reversal of one.")
class Redemption:
    """One row of the uses."""

    id: str = named("Id, red_….")
    kind: str = named("use or reversal.")
    entitlement: str = named("Id of the right, ent_….")
    sku_name: str = named("What was used.")
    provider_name: str = named("Where it was used.")
    channel: str = named("counter, api, callback or console.")
    units: int = named("Units used.")
    amount: MoneyType = named("What the use costs the institution.")
    provider_ref: str | None = named("The provider's own reference.")
    order_ref: str | None = named("Our order's reference, ord_….")
    reversed: bool = named("Whether the use was reversed.")
    at: datetime = named("When.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "Redemption":
        """Translate."""
        return cls(
            id=text_id(REDEMPTION, row["id"]),
            kind=row["kind"],
            entitlement=text_id(RIGHT, row["entitlement"]),
            sku_name=said(row["sku_title"], locale),
            provider_name=said(row["provider_name"], locale),
            channel=row["channel"],
            units=row["units"],
            amount=money(row["amount_minor"], row["currency"]),
            provider_ref=row["provider_ref"],
            order_ref=row["order_ref"],
            reversed=row["reversed"],
            at=row["at"],
        )


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
    def of(cls, row: Row, locale: str) -> "ProviderOrder":
        """Translate."""
        return cls(
            id=row["request_id"],
            provider_name=said(row["provider_name"], locale),
            state=row["state"],
            provider_ref=row["provider_ref"],
            code=row["code"],
            queries=row["queries"],
            placed_at=row["placed_at"],
            settled_at=row["settled_at"],
        )


@strawberry.type(description="The trail of one right, from its issue to its settlement.")
class Trail:
    """One right's whole way; higher rooms add their steps."""

    entitlement_id: strawberry.Private[UUID]
    batch_id: strawberry.Private[UUID]
    source_ref: strawberry.Private[str]
    activity_id: strawberry.Private[UUID | None]
    id: str = named("Id of the right, ent_….")
    entitlement: Entitlement = named("The right itself.")
    source_kind: str = named("play, manual or tier.")

    @strawberry.field(description="The batch it came from.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def batch(self, info: Info) -> IssueBatch | None:
        """Read the batch."""
        actor = info.context.who()
        async with info.context.work.read() as read:
            row = await reads.one(read, actor, "batch", self.batch_id)
        return IssueBatch.of(row, info.context.locale) if row else None

    @strawberry.field(description="Its orders at providers, oldest first.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def orders(self, info: Info) -> list[ProviderOrder]:
        """Read the orders."""
        async with info.context.work.read() as read:
            rows = await reads.orders_of(read, self.entitlement_id)
        return [ProviderOrder.of(row, info.context.locale) for row in rows]

    @strawberry.field(description="Its uses and their reversals, oldest first.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def redemptions(self, info: Info) -> list[Redemption]:
        """Read the uses."""
        async with info.context.work.read() as read:
            rows = await reads.uses_of(read, self.entitlement_id)
        return [Redemption.of(row, info.context.locale) for row in rows]


__all__ = ["UNIT"]
