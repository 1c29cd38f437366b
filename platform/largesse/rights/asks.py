"""What the console's mutations are given, translated into asks of the use cases."""

from datetime import datetime
from enum import Enum

import strawberry

from largesse.faces.scalars import named
from largesse.identity.units.records import UNIT
from largesse.kernel.ids import parse_id
from largesse.kernel.money import Long
from largesse.rights.batches.batches import DecideBatch, ProposeBatch, WithdrawBatch
from largesse.rights.budgets import budgets
from largesse.rights.catalogue import products, providers, skus
from largesse.rights.orders.connect import ConnectProvider
from largesse.rights.redemptions.reverse_use import ReverseUse
from largesse.rights.supply_views import BATCH, BUDGET, PRODUCT, PROVIDER, SKU
from largesse.rights.views import REDEMPTION

KEY = "Idempotency key, 1 to 128 characters."


@strawberry.input(description="A text in both languages.")
class TextAsk:
    """Chinese is needed."""

    zh: str = named("Chinese.")
    en: str = strawberry.field(description="English.", default="")

    def texts(self) -> dict[str, str]:
        """Translate."""
        return {"zh-CN": self.zh, "en": self.en or self.zh}


@strawberry.enum(description="How a SKU is fulfilled.")
class Fulfil(Enum):
    """By whom."""

    OWN_CODE = "own_code"
    PROVIDER = "provider"


@strawberry.enum(description="Income tax of a prize.")
class IncomeTax(Enum):
    """Source: 公告2019第74号."""

    INCIDENTAL_20 = "incidental_20"
    DISCOUNT_COUPON_EXEMPT = "discount_coupon_exempt"
    NONE = "none"


@strawberry.enum(description="Who bears the income tax.")
class BorneBy(Enum):
    """Client or bank (gross-up)."""

    CLIENT = "client"
    BANK = "bank"


@strawberry.enum(description="VAT treatment of a SKU; there is no default.")
class VatTreatment(Enum):
    """Which treatment was chosen."""

    DEDUCT_AND_DEEM = "deduct_and_deem"
    NO_DEDUCT = "no_deduct"
    PREPAID_CARD_NON_TAXABLE = "prepaid_card_non_taxable"
    DISCOUNT = "discount"


@strawberry.input(description="Enrol a provider.")
class CreateProviderAsk:
    """See ``providers.EnrolProvider``."""

    key: str = named(KEY)
    slug: str = named("Short name in addresses: small letters, digits, dashes.")
    name: TextAsk = named("Name.")
    unit: str = named("Org unit it belongs to, unt_….")
    api_key: str = strawberry.field(description="Key of its own system; only its hash is kept.", default="")

    def to_ask(self) -> providers.EnrolProvider:
        """Translate."""
        return providers.EnrolProvider(
            key=self.key,
            slug=self.slug,
            name=self.name.texts(),
            org_unit=parse_id(UNIT, self.unit, "unit"),
            api_key=self.api_key,
        )


@strawberry.input(description="Let a plugin fulfil a provider's rights.")
class ConnectProviderAsk:
    """See ``connect.ConnectProvider``."""

    key: str = named(KEY)
    provider: str = named("The provider, prv_….")
    installation: str = named("The plugin's installation, ins_…; enabled and able to fulfil.")

    def to_ask(self) -> ConnectProvider:
        """Translate."""
        return ConnectProvider(
            key=self.key,
            provider=parse_id(PROVIDER, self.provider, "provider"),
            installation=parse_id("ins", self.installation, "installation"),
        )


@strawberry.input(description="Make a product.")
class CreateProductAsk:
    """See ``products.MakeProduct``."""

    key: str = named(KEY)
    code: str = named("The institution's own code, unique.")
    title: TextAsk = named("Title.")
    category: str = named("For example lounge, gift, health.")
    unit: str = named("Org unit it belongs to, unt_….")
    summary: TextAsk | None = strawberry.field(description="What it is, in a sentence.", default=None)

    def to_ask(self) -> products.MakeProduct:
        """Translate."""
        return products.MakeProduct(
            key=self.key,
            code=self.code,
            title=self.title.texts(),
            summary=self.summary.texts() if self.summary else {},
            category=self.category,
            org_unit=parse_id(UNIT, self.unit, "unit"),
        )


@strawberry.input(description="Make a SKU of a product.")
class CreateSkuAsk:
    """See ``skus.MakeSku``."""

    key: str = named(KEY)
    product: str = named("Its product, prd_….")
    code: str = named("The institution's own code, unique.")
    title: TextAsk = named("Title.")
    fulfil: Fulfil = named("Own code or provider.")
    currency: str = named("ISO 4217 code.")
    face_value_minor: Long = named("What stands on it, in minor units.")
    market_value_minor: Long = named("What it is worth to a client, in minor units.")
    unit_cost_minor: Long = named("What it costs the institution, in minor units.")
    income_tax: IncomeTax = named("Income tax.")
    borne_by: BorneBy = named("Who bears it.")
    vat_treatment: VatTreatment = named("VAT treatment.")
    vat_rate_ppm: int = named("VAT rate in parts per million.")
    valid_days: int = named("Days that a right stays valid, 1 to 3660.")
    provider: str | None = strawberry.field(description="Who fulfils or honours it, prv_….", default=None)
    provider_sku: str | None = strawberry.field(description="Its name at the provider.", default=None)
    terms: TextAsk | None = strawberry.field(description="Terms shown to the client.", default=None)

    def to_ask(self) -> skus.MakeSku:
        """Translate."""
        return skus.MakeSku(
            key=self.key,
            product=parse_id(PRODUCT, self.product, "product"),
            provider=parse_id(PROVIDER, self.provider, "provider") if self.provider else None,
            code=self.code,
            title=self.title.texts(),
            terms=self.terms.texts() if self.terms else {},
            fulfil_mode=self.fulfil.value,
            provider_sku=self.provider_sku,
            currency=self.currency,
            face_value_minor=self.face_value_minor,
            market_value_minor=self.market_value_minor,
            unit_cost_minor=self.unit_cost_minor,
            income_tax=self.income_tax.value,
            borne_by=self.borne_by.value,
            vat_treatment=self.vat_treatment.value,
            vat_rate_ppm=self.vat_rate_ppm,
            valid_days=self.valid_days,
        )


@strawberry.input(description="Open a budget.")
class CreateBudgetAsk:
    """See ``budgets.OpenBudget``."""

    key: str = named(KEY)
    code: str = named("The institution's own code, unique.")
    title: TextAsk = named("Title.")
    currency: str = named("ISO 4217 code.")
    cap_minor: Long = named("The most, in minor units.")
    unit: str = named("Org unit it belongs to, unt_….")

    def to_ask(self) -> budgets.OpenBudget:
        """Translate."""
        return budgets.OpenBudget(
            key=self.key,
            code=self.code,
            title=self.title.texts(),
            currency=self.currency,
            cap_minor=self.cap_minor,
            org_unit=parse_id(UNIT, self.unit, "unit"),
        )


@strawberry.input(description="Make an issue batch and put it before a second person.")
class CreateIssueBatchAsk:
    """See ``batches.ProposeBatch``."""

    key: str = named(KEY)
    code: str = named("The institution's own code, unique; a draft's revises that one.")
    title: TextAsk = named("Title.")
    sku: str = named("What is given, sku_….")
    budget: str = named("Who pays, bud_….")
    total: Long = named("Units, 1 to 100 million.")
    starts_at: datetime = named("From when units can be given.")
    ends_at: datetime = named("Until when, not included.")

    def to_ask(self) -> ProposeBatch:
        """Translate."""
        return ProposeBatch(
            key=self.key,
            code=self.code,
            title=self.title.texts(),
            sku=parse_id(SKU, self.sku, "sku"),
            budget=parse_id(BUDGET, self.budget, "budget"),
            total=self.total,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
        )


@strawberry.input(description="Approve a proposed batch.")
class ApproveIssueBatchAsk:
    """See ``batches.DecideBatch``."""

    key: str = named(KEY)
    batch: str = named("The batch, bat_….")
    content_hash: str = named("Address of the content that was shown.")
    opinion: str = strawberry.field(description="The signer's words.", default="")

    def to_ask(self) -> DecideBatch:
        """Translate."""
        return DecideBatch(
            key=self.key,
            batch=parse_id(BATCH, self.batch, "batch"),
            content_hash=self.content_hash,
            opinion=self.opinion,
        )


@strawberry.input(description="Send a proposed batch back to its maker.")
class ReturnIssueBatchAsk(ApproveIssueBatchAsk):
    """See ``batches.DecideBatch``."""


@strawberry.input(description="Take one's own proposal back.")
class WithdrawIssueBatchAsk:
    """See ``batches.WithdrawBatch``."""

    key: str = named(KEY)
    batch: str = named("The batch, bat_….")

    def to_ask(self) -> WithdrawBatch:
        """Translate."""
        return WithdrawBatch(key=self.key, batch=parse_id(BATCH, self.batch, "batch"))


@strawberry.input(description="Reverse a use.")
class ReverseUseAsk:
    """See ``reverse_use.ReverseUse``."""

    key: str = named(KEY)
    redemption: str = named("The use, red_….")
    reason: str = named("Why; stands in the audit.")

    def to_ask(self) -> ReverseUse:
        """Translate."""
        redemption = parse_id(REDEMPTION, self.redemption, "redemption")
        return ReverseUse(key=self.key, redemption=redemption, reason=self.reason)
