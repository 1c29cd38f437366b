"""What screens show of the catalogue: providers, products and SKUs within reach."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.rights.catalogue.records import ProductId, ProviderId, SkuId
from largesse.rights.catalogue.supply import Text
from largesse.rights.catalogue.tax import opinion_on
from largesse.rights.catalogue.tree_reads import below
from largesse.rights.catalogue.validity import Document, after_issue
from largesse.rights.units import OfUnit, page_with_unit_names, with_unit_names
from largesse.store.keyset import List, Page, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read

SERVED_MAX = 20


@dataclass(frozen=True, kw_only=True)
class ProviderRow:
    """One provider; ``paused_reason`` why nothing is asked of it, None where it goes on."""

    id: ProviderId
    slug: str
    name: Text
    installation: UUID | None
    state: str
    paused_at: datetime | None
    paused_reason: str | None
    org_unit: UUID


@dataclass(frozen=True, kw_only=True)
class ProductRow(OfUnit):
    """One product and how many SKUs it has."""

    id: ProductId
    code: str
    title: Text
    summary: Text
    category: str
    node: UUID | None
    node_title: Text | None
    state: str
    sku_count: int


@dataclass(frozen=True, kw_only=True)
class SkuRow:
    """One SKU with its product and provider; money in minor units of ``currency``."""

    id: SkuId
    code: str
    version: int
    title: Text
    product: UUID
    product_title: Text
    org_unit: UUID
    category: str
    fulfil_mode: str
    provider_name: Text | None
    currency: str
    face_value_minor: int
    market_value_minor: int
    unit_cost_minor: int
    income_tax: str
    borne_by: str
    vat_treatment: str
    vat_rate_ppm: int
    valid_days: int
    validity: dict[str, Any] | None
    units: int
    terms: Text
    service: Text
    picture_id: UUID | None
    picture: str | None
    picture_alt: Text
    transfer: str
    refund: str
    breakage: str
    breakage_ppm: int
    personal_form: dict[str, Any]
    state: str
    tax_opinion: str | None
    tax_signed_by: UUID | None
    tax_signed_at: datetime | None

    @property
    def rule(self) -> Document:
        """Its rule of validity; a SKU older than rules counts days after the issue."""
        return self.validity or after_issue(self.valid_days)


def _providers(actor: Actor) -> List:
    asked = List("v.*", "rights_provider v", "v.id")
    asked.within(actor.units, "v.org_unit")
    return asked


def _products(actor: Actor) -> List:
    count = "(select count(*) from rights_sku s where s.product = p.id)"
    source = "rights_product p left join rights_node n on n.id = p.node"
    asked = List(f"p.*, n.title as node_title, {count} as sku_count", source, "p.id")
    asked.within(actor.units, "p.org_unit")
    return asked


def _skus() -> List:
    return List(
        "s.*, p.title as product_title, p.category, p.org_unit, v.name as provider_name,"
        " x.opinion as tax_opinion, x.signed_by as tax_signed_by, x.signed_at as tax_signed_at",
        "rights_sku s join rights_product p on p.id = s.product"
        f" left join rights_provider v on v.id = s.provider {opinion_on('s', 's.id')}",
        "s.id",
    )


def _of_state(asked: List, column: str, state: str | None) -> List:
    if state:
        asked.conditions.append(f"{column} = {asked.param(state)}")
    return asked


async def providers_page(
    read: Read, actor: Actor, wish: Wish, state: str | None = None
) -> Paged[ProviderRow]:
    """List providers within reach, of one state or all."""
    asked = _of_state(_providers(actor), "v.state", state)
    asked.search(wish.search, "v.slug", "v.name->>'zh-CN'", "v.name->>'en'")
    sorts = {
        "createdAt": Sort("v.created_at", "timestamptz"),
        "slug": Sort("v.slug"),
        "state": Sort("v.state"),
    }
    return await paged(read, ProviderRow, asked, chosen(wish.sort, sorts, "slug"), wish.page)


async def served_by(read: Read, actor: Actor, installation: UUID) -> list[ProviderRow]:
    """Read the providers within reach whose rights an installation fulfils."""
    asked = _providers(actor)
    asked.conditions.append(f"v.installation = {asked.param(installation)}")
    order = chosen(None, {"slug": Sort("v.slug")}, "slug")
    return (await paged(read, ProviderRow, asked, order, Page(SERVED_MAX, None))).rows[:SERVED_MAX]


async def provider_of(read: Read, actor: Actor, provider: ProviderId) -> ProviderRow | None:
    """Read one provider within reach."""
    asked = _providers(actor)
    asked.conditions.append(f"v.id = {asked.param(provider)}")
    return await only(read, ProviderRow, asked)


async def products_page(
    read: Read, actor: Actor, wish: Wish, state: str | None = None, node: UUID | None = None
) -> Paged[ProductRow]:
    """List products within reach, of one state or all, in one node and what is below it or anywhere."""
    asked = _of_state(_products(actor), "p.state", state)
    if node is not None:
        asked.conditions.append(f"p.node in ({below(asked.param(node))})")
    asked.search(wish.search, "p.code", "p.title->>'zh-CN'", "p.title->>'en'")
    sorts = {
        "createdAt": Sort("p.created_at", "timestamptz"),
        "code": Sort("p.code"),
        "category": Sort("p.category"),
        "state": Sort("p.state"),
    }
    page = await paged(read, ProductRow, asked, chosen(wish.sort, sorts, "-createdAt"), wish.page)
    return await page_with_unit_names(read, page)


async def product_of(read: Read, actor: Actor, product: ProductId) -> ProductRow | None:
    """Read one product within reach."""
    asked = _products(actor)
    asked.conditions.append(f"p.id = {asked.param(product)}")
    row = await only(read, ProductRow, asked)
    return (await with_unit_names(read, [row]))[0] if row else None


async def skus_page(
    read: Read, actor: Actor, wish: Wish, state: str | None = None, which: str | None = None
) -> Paged[SkuRow]:
    """List SKUs of products within reach.

    Args:
        read: where.
        actor: who looks.
        wish: what the screen asks of a list.
        state: of this state; None: of all.
        which: a constant condition on ``s``, the SKU; None: all.
    """
    asked = _of_state(_skus(), "s.state", state)
    if which is not None:
        asked.conditions.append(which)
    asked.within(actor.units, "p.org_unit")
    asked.search(wish.search, "s.code", "s.title->>'zh-CN'", "s.title->>'en'")
    sorts = {
        "createdAt": Sort("s.created_at", "timestamptz"),
        "code": Sort("s.code"),
        "category": Sort("p.category"),
        "unitCost": Sort("s.unit_cost_minor", "bigint"),
    }
    return await paged(read, SkuRow, asked, chosen(wish.sort, sorts, "-createdAt"), wish.page)


async def sku_of(read: Read, actor: Actor, sku: SkuId) -> SkuRow | None:
    """Read one SKU within reach."""
    asked = _skus()
    asked.within(actor.units, "p.org_unit")
    asked.conditions.append(f"s.id = {asked.param(sku)}")
    return await only(read, SkuRow, asked)


async def skus_of(read: Read, product: UUID) -> list[SkuRow]:
    """Read the SKUs of a product, at most 200."""
    asked = _skus()
    sql = f"select {asked.columns} from {asked.source} where s.product = $1 order by s.code limit 200"  # noqa: S608 - constants
    return await read.all(SkuRow, sql, product)
