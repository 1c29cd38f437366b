"""SKUs: exactly what is given, by whom, at what cost and with which tax.

Invariant   a SKU says its VAT treatment and income tax itself; there is no default
Source      公告2019第74号 for the income tax of prizes
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.kernel.reasons import because, between
from largesse.kernel.writing import code_given
from largesse.rights.catalogue.currencies import expect_kept
from largesse.rights.catalogue.products import ProductMissing
from largesse.rights.catalogue.providers import ProviderMissing
from largesse.rights.catalogue.records import Product, ProductId, Provider, ProviderId, Sku
from largesse.rights.catalogue.supply import (
    MONEY_MAX,
    Made,
    Text,
    currency_given,
    expect_free,
    text_given,
)
from largesse.store.work import Tx, Work


class Fulfil(StrEnum):
    """How a SKU is fulfilled."""

    OWN_CODE = "own_code"
    PROVIDER = "provider"


class IncomeTax(StrEnum):
    """Income tax of a prize."""

    INCIDENTAL_20 = "incidental_20"
    DISCOUNT_COUPON_EXEMPT = "discount_coupon_exempt"
    NONE = "none"


class BorneBy(StrEnum):
    """Who bears the income tax."""

    CLIENT = "client"
    BANK = "bank"


class VatTreatment(StrEnum):
    """VAT treatment of a SKU; there is no default."""

    DEDUCT_AND_DEEM = "deduct_and_deem"
    NO_DEDUCT = "no_deduct"
    PREPAID_CARD_NON_TAXABLE = "prepaid_card_non_taxable"
    DISCOUNT = "discount"


@dataclass(frozen=True, kw_only=True)
class MakeSku(Ask):
    """A SKU: exactly what is given, by whom, at what cost and with which tax."""

    product: ProductId = asked("Its product, prd_….", id="prd")
    code: str = asked("The institution's own code, unique.")
    title: Text = asked("Title.")
    fulfil_mode: Fulfil = asked("Own code or provider.", name="fulfil")
    currency: str = asked("ISO 4217 code.")
    face_value_minor: Long = asked("What stands on it, in minor units.")
    market_value_minor: Long = asked("What it is worth to a client, in minor units.")
    unit_cost_minor: Long = asked("What it costs the institution, in minor units.")
    income_tax: IncomeTax = asked("Income tax.")
    borne_by: BorneBy = asked("Who bears it.")
    vat_treatment: VatTreatment = asked("VAT treatment.")
    vat_rate_ppm: int = asked("VAT rate in parts per million.")
    valid_days: int = asked("Days that a right stays valid, 1 to 3660.")
    provider: ProviderId | None = asked("Who fulfils or honours it, prv_….", id="prv", default=None)
    provider_sku: str | None = asked("Its name at the provider.", default=None)
    terms: Text = asked("Terms shown to the client.", default_factory=dict)


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
    _check(ask)
    async with work.begin(ask, actor, use="rights.make_sku", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        product = await Product.get_or_none(id=ask.product, using_db=tx.conn)
        if product is None:
            raise ProductMissing(ask.product)
        actor.reach(product.org_unit, ProductMissing(ask.product))
        await expect_kept(tx, ask.currency)
        await _check_provider(tx, ask, actor)
        code = code_given(ask.code)
        await expect_free(tx, Sku, code)
        made = Made(new_id())
        await _create(tx, made.id, ask, code)
        tx.audit("rights.sku_made", str(made.id), {"code": code}, org_unit=product.org_unit)
        return await tx.done(made)


async def _create(tx: Tx[Made], sku: UUID, ask: MakeSku, code: str) -> None:
    await Sku.create(
        using_db=tx.conn,
        id=sku,
        product=ask.product,
        provider=ask.provider,
        code=code,
        title=text_given(ask.title, "title"),
        terms=ask.terms,
        fulfil_mode=ask.fulfil_mode,
        provider_sku=ask.provider_sku,
        currency=ask.currency,
        face_value_minor=ask.face_value_minor,
        market_value_minor=ask.market_value_minor,
        unit_cost_minor=ask.unit_cost_minor,
        income_tax=ask.income_tax,
        borne_by=ask.borne_by,
        vat_treatment=ask.vat_treatment,
        vat_rate_ppm=ask.vat_rate_ppm,
        valid_days=ask.valid_days,
        created_at=tx.now,
    )


async def _check_provider(tx: Tx[Made], ask: MakeSku, actor: Actor) -> None:
    if ask.provider is None:
        if ask.fulfil_mode == Fulfil.PROVIDER:
            raise Malformed(because("rights.reason.provider"), "provider")
        return
    missing = ProviderMissing(str(ask.provider))
    provider = await Provider.get_or_none(id=ask.provider, using_db=tx.conn)
    if provider is None:
        raise missing
    actor.reach(provider.org_unit, missing)
    if ask.fulfil_mode == Fulfil.PROVIDER and (provider.installation is None or not ask.provider_sku):
        raise Malformed(because("rights.reason.provider_sku"), "provider_sku")


def _check(ask: MakeSku) -> None:
    currency_given(ask.currency)
    for name in ("face_value_minor", "market_value_minor", "unit_cost_minor"):
        if not 0 <= getattr(ask, name) <= MONEY_MAX:
            raise Malformed(because("rights.reason.worth"), name)
    if not 0 <= ask.vat_rate_ppm <= 1_000_000:
        raise Malformed(between(0, 1_000_000), "vat_rate_ppm")
    if not 1 <= ask.valid_days <= 3660:
        raise Malformed(between(1, 3660), "valid_days")
