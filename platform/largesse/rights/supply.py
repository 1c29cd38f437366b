"""Supply: providers, products, SKUs and budgets, each made once per key.

Invariant   a SKU says its VAT treatment and income tax itself; there is no default
"""

import re
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.work import Ask, Tx, Work
from largesse.rights.currencies import expect_kept

Text = dict[str, str]
CATEGORIES = (
    "concierge",
    "health",
    "legal",
    "travel",
    "lounge",
    "voucher",
    "gift",
    "points",
    "fee_waiver",
    "ticket",
)
_MONEY_MAX = 10**13
API_KEY_MIN = 32
_SLUG = re.compile(r"[a-z][a-z0-9-]{1,39}")


@dataclass(frozen=True)
class CodeTaken(Refusal):
    """Another row of this kind has the code."""

    code = "rights.code_taken"
    taken: str
    path: str | None = "code"


@dataclass(frozen=True)
class ProductMissing(Missing):
    """No such product within reach."""

    code = "rights.product_missing"
    product: UUID


@dataclass(frozen=True)
class ProviderMissing(Missing):
    """No such provider within reach."""

    code = "rights.provider_missing"
    provider: str


@dataclass(frozen=True)
class Made:
    """The id of what was made."""

    id: UUID


@dataclass(frozen=True, kw_only=True)
class EnrolProvider(Ask):
    """A provider. ``api_key`` is kept as its SHA-256 only; ``installation`` is its plugin's."""

    slug: str
    name: Text
    org_unit: UUID
    installation: UUID | None = None
    api_key: str = ""


@dataclass(frozen=True, kw_only=True)
class MakeProduct(Ask):
    """A product: what kind of right it is."""

    code: str
    title: Text
    summary: Text = field(default_factory=dict)
    category: str
    org_unit: UUID


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


@dataclass(frozen=True, kw_only=True)
class OpenBudget(Ask):
    """A budget: the most that batches on it may cost together."""

    code: str
    title: Text
    currency: str
    cap_minor: int
    org_unit: UUID


async def enrol_provider(ask: EnrolProvider, *, actor: Actor, work: Work) -> Made:
    """Enrol a provider.

    Raises:
        CodeTaken: ``rights.code_taken``.
        Malformed: ``kernel.malformed`` at ``slug``, ``name`` or ``api_key``.
    """
    actor.must("rights.supply")
    _reach(actor, ask.org_unit)
    if not is_slug(ask.slug):
        raise Malformed("2 to 40 small letters, digits and dashes, a letter first", "slug")
    async with work.begin(ask, actor, use="rights.enrol_provider", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        await _free(tx, "select 1 from rights_provider where slug = $1", ask.slug)
        made = Made(new_id())
        await tx.run(
            "insert into rights_provider (id, slug, name, installation, key_sha256, org_unit)"
            " values ($1, $2, $3, $4, $5, $6)",
            made.id,
            ask.slug,
            _text(ask.name, "name"),
            ask.installation,
            await _key_hash(tx, ask.api_key),
            ask.org_unit,
        )
        tx.audit("rights.provider_enrolled", str(made.id), {"slug": ask.slug}, org_unit=ask.org_unit)
        return await tx.done(made)


async def make_product(ask: MakeProduct, *, actor: Actor, work: Work) -> Made:
    """Make a product.

    Raises:
        CodeTaken: ``rights.code_taken``.
        Malformed: ``kernel.malformed`` at ``category`` or ``title``.
    """
    actor.must("rights.supply")
    _reach(actor, ask.org_unit)
    if ask.category not in CATEGORIES:
        raise Malformed("not a category", "category")
    async with work.begin(ask, actor, use="rights.make_product", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        await _free(tx, "select 1 from rights_product where code = $1", _code(ask.code))
        made = Made(new_id())
        await tx.run(
            "insert into rights_product (id, code, title, summary, category, org_unit)"
            " values ($1, $2, $3, $4, $5, $6)",
            made.id,
            ask.code,
            _text(ask.title, "title"),
            ask.summary,
            ask.category,
            ask.org_unit,
        )
        tx.audit("rights.product_made", str(made.id), {"code": ask.code}, org_unit=ask.org_unit)
        return await tx.done(made)


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
        await _free(tx, "select 1 from rights_sku where code = $1", _code(ask.code))
        made = Made(new_id())
        await _insert_sku(tx, made.id, ask)
        tx.audit("rights.sku_made", str(made.id), {"code": ask.code}, org_unit=unit)
        return await tx.done(made)


async def open_budget(ask: OpenBudget, *, actor: Actor, work: Work) -> Made:
    """Open a budget.

    Raises:
        CurrencyNotKept: ``rights.currency_not_kept``.
        CodeTaken: ``rights.code_taken``.
    """
    actor.must("rights.open_budget")
    _reach(actor, ask.org_unit)
    if not 0 < ask.cap_minor <= _MONEY_MAX:
        raise Malformed("1 to 100 billion yuan", "cap_minor")
    async with work.begin(ask, actor, use="rights.open_budget", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_kept(tx, ask.currency)
        await _free(tx, "select 1 from rights_budget where code = $1", _code(ask.code))
        made = Made(new_id())
        await tx.run(
            "insert into rights_budget (id, code, title, currency, cap_minor, org_unit)"
            " values ($1, $2, $3, $4, $5, $6)",
            made.id,
            ask.code,
            _text(ask.title, "title"),
            _currency(ask.currency),
            ask.cap_minor,
            ask.org_unit,
        )
        facts = {"code": ask.code, "cap_minor": ask.cap_minor, "currency": ask.currency}
        tx.audit("rights.budget_opened", str(made.id), facts, org_unit=ask.org_unit)
        return await tx.done(made)


def is_slug(text: str) -> bool:
    """Tell whether a text may be a provider's short name in addresses."""
    return _SLUG.fullmatch(text) is not None


async def _key_hash(tx: Tx[Made], api_key: str) -> str | None:
    """Hash a provider's key; one that could be guessed, or that opens another's door, is refused."""
    if not api_key:
        return None
    found = sha256_hex(api_key.encode())
    taken = await tx.value("select 1 from rights_provider where key_sha256 = $1", found)
    if taken or len(api_key) < API_KEY_MIN:
        raise Malformed(f"a random key of its own, at least {API_KEY_MIN} characters", "api_key")
    return found


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
        _text(ask.title, "title"),
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
    _currency(ask.currency)
    for name in ("face_value_minor", "market_value_minor", "unit_cost_minor"):
        if not 0 <= getattr(ask, name) <= _MONEY_MAX:
            raise Malformed("0 to 100 billion yuan", name)
    if not 0 <= ask.vat_rate_ppm <= 1_000_000:
        raise Malformed("0 to 1,000,000", "vat_rate_ppm")
    if not 1 <= ask.valid_days <= 3660:
        raise Malformed("1 to 3660", "valid_days")


async def _free(tx: Tx[Any], sql: str, code: str) -> None:
    if await tx.value(sql, code):
        raise CodeTaken(code)


def _reach(actor: Actor, unit: UUID) -> None:
    if not actor.reaches(unit):
        raise Malformed("not an org unit within reach", "org_unit")


def _code(code: str) -> str:
    if not 1 <= len(code) <= 60 or code != code.strip():
        raise Malformed("1 to 60 characters", "code")
    return code


def _text(text: Text, path: str) -> Text:
    if not text.get("zh-CN") or any(len(value) > 200 for value in text.values()):
        raise Malformed("Chinese is needed, at most 200 characters", path)
    return text


def _currency(currency: str) -> str:
    if len(currency) != 3 or not (currency.isascii() and currency.isupper()):
        raise Malformed("three capital letters", "currency")
    return currency
