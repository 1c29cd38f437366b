"""SKUs: exactly what is given, by whom, at what cost and with which tax.

Invariant   a SKU says its VAT treatment and income tax itself; there is no default
"""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.rights.catalogue.currencies import expect_kept
from largesse.rights.catalogue.products import ProductMissing
from largesse.rights.catalogue.providers import ProviderMissing
from largesse.rights.catalogue.supply import (
    MONEY_MAX,
    Made,
    Text,
    code_given,
    currency_given,
    expect_free,
    text_given,
)
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class MakeSku(Ask):
    """A SKU: exactly what is given, by whom, at what cost and with which tax."""

    product: UUID
    provider: UUID | None = None
    code: str
    title: Text
    terms: Text = field(default_factory=dict)
    fulfil_mode: Literal["own_code", "provider"]
    provider_sku: str | None = None
    currency: str
    face_value_minor: int
    market_value_minor: int
    unit_cost_minor: int
    income_tax: Literal["incidental_20", "discount_coupon_exempt", "none"]
    borne_by: Literal["client", "bank"]
    vat_treatment: Literal["deduct_and_deem", "no_deduct", "prepaid_card_non_taxable", "discount"]
    vat_rate_ppm: int
    valid_days: int


async def make_sku(ask: MakeSku, *, actor: Actor, work: Work) -> Made:
    """Make a SKU of a product.

    Raises:
        ProductMissing: ``rights.product_missing``.
        ProviderMissing: ``rights.provider_missing``.
        CurrencyNotKept: ``rights.currency_not_kept``.
        CodeTaken: ``rights.code_taken``.
        Malformed: ``kernel.malformed`` at the field that is out of range.
    """
    actor.must("rights.supply")
    _check_sku(ask)
    async with work.begin(ask, actor, use="rights.make_sku", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        unit = await tx.value("select org_unit from rights_product where id = $1", ask.product)
        if unit is None:
            raise ProductMissing(ask.product)
        actor.reach(unit, ProductMissing(ask.product))
        await expect_kept(tx, ask.currency)
        await _check_provider(tx, ask, actor)
        await expect_free(tx, "select 1 from rights_sku where code = $1", code_given(ask.code))
        made = Made(new_id())
        await _insert_sku(tx, made.id, ask)
        tx.audit("rights.sku_made", str(made.id), {"code": ask.code}, org_unit=unit)
        return await tx.done(made)


async def _insert_sku(tx: Tx[Made], sku: UUID, ask: MakeSku) -> None:
    await tx.run(
        "insert into rights_sku (id, product, provider, code, title, terms, fulfil_mode, provider_sku,"
        " currency, face_value_minor, market_value_minor, unit_cost_minor, income_tax, borne_by,"
        " vat_treatment, vat_rate_ppm, valid_days)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        sku,
        ask.product,
        ask.provider,
        ask.code,
        text_given(ask.title, "title"),
        ask.terms,
        ask.fulfil_mode,
        ask.provider_sku,
        ask.currency,
        ask.face_value_minor,
        ask.market_value_minor,
        ask.unit_cost_minor,
        ask.income_tax,
        ask.borne_by,
        ask.vat_treatment,
        ask.vat_rate_ppm,
        ask.valid_days,
    )


async def _check_provider(tx: Tx[Made], ask: MakeSku, actor: Actor) -> None:
    if ask.provider is None:
        if ask.fulfil_mode == "provider":
            raise Malformed("a provider fulfils it", "provider")
        return
    missing = ProviderMissing(str(ask.provider))
    row = await tx.row("select installation, org_unit from rights_provider where id = $1", ask.provider)
    if row is None:
        raise missing
    actor.reach(row["org_unit"], missing)
    if ask.fulfil_mode == "provider" and (row["installation"] is None or not ask.provider_sku):
        raise Malformed("the provider has no plugin, or the SKU no name there", "provider_sku")


def _check_sku(ask: MakeSku) -> None:
    currency_given(ask.currency)
    for name in ("face_value_minor", "market_value_minor", "unit_cost_minor"):
        if not 0 <= getattr(ask, name) <= MONEY_MAX:
            raise Malformed("0 to 100 billion yuan", name)
    if not 0 <= ask.vat_rate_ppm <= 1_000_000:
        raise Malformed("0 to 1,000,000", "vat_rate_ppm")
    if not 1 <= ask.valid_days <= 3660:
        raise Malformed("1 to 3660", "valid_days")
