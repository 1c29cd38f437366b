"""What the console shows of the register: providers, products, SKUs, budgets and issue batches."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.scalars import JsonDocument, MoneyType, money, named
from largesse.identity.approvals.records import APPROVAL
from largesse.kernel.copy import chosen_name, said
from largesse.kernel.ids import maybe_id, text_id
from largesse.kernel.money import Long
from largesse.rights import reads

Row = dict[str, Any]
PROVIDER, PRODUCT, SKU, BUDGET, BATCH = "prv", "prd", "sku", "bud", "bat"


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
            unit_name=chosen_name(row, "unit", locale),
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
            unit_name=chosen_name(row, "unit", locale),
        )


@strawberry.type(description="An issue batch: how many rights of a SKU, for how much, until when.")
class IssueBatch:
    """One batch. total = free + held + issued."""

    id: str = named("Id, bat_…; what an activity's document names.")
    code: str = named("The institution's own code.")
    name: str = named("Title in the request's language.")
    title: JsonDocument = named("Title in every language; an activity's document keeps it whole.")
    sku: str = named("What is given, sku_….")
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
    budget: str = named("Who pays, bud_….")
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
            sku=text_id(SKU, row["sku"]),
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
            budget=text_id(BUDGET, row["budget"]),
            budget_name=said(row["budget_title"], locale),
            budget_left=money(row["budget_left_minor"], currency),
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            valid_days=row["valid_days"],
            unit_name=chosen_name(row, "unit", locale),
            content_hash=row["content_hash"],
            approval=maybe_id(APPROVAL, row["approval"]),
        )
