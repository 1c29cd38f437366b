"""What screens show of the catalogue: providers, products and SKUs within reach."""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.rights.catalogue.records import ProductId, ProviderId, SkuId
from largesse.rights.catalogue.supply import Text
from largesse.rights.units import OfUnit, page_with_unit_names, with_unit_names
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read


@dataclass(frozen=True, kw_only=True)
class ProviderRow:
    """One provider; ``counter_epoch`` numbers the keys of its counter."""

    id: ProviderId
    slug: str
    name: Text
    installation: UUID | None
    counter_epoch: int
    state: str


@dataclass(frozen=True, kw_only=True)
class ProductRow(OfUnit):
    """One product and how many SKUs it has."""

    id: ProductId
    code: str
    title: Text
    summary: Text
    category: str
    state: str
    sku_count: int


@dataclass(frozen=True, kw_only=True)
class SkuRow:
    """One SKU with its product and provider; money in minor units of ``currency``."""

    id: SkuId
    code: str
    title: Text
    product_title: Text
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
    state: str


def _providers(actor: Actor) -> List:
    asked = List("v.*", "rights_provider v", "v.id")
    asked.within(actor.units, "v.org_unit")
    return asked


def _products(actor: Actor) -> List:
    count = "(select count(*) from rights_sku s where s.product = p.id)"
    asked = List(f"p.*, {count} as sku_count", "rights_product p", "p.id")
    asked.within(actor.units, "p.org_unit")
    return asked


def _skus() -> List:
    return List(
        "s.*, p.title as product_title, p.category, v.name as provider_name",
        "rights_sku s join rights_product p on p.id = s.product"
        " left join rights_provider v on v.id = s.provider",
        "s.id",
    )


async def providers_page(read: Read, actor: Actor, wish: Wish) -> Paged[ProviderRow]:
    """List providers within reach."""
    asked = _providers(actor)
    asked.search(wish.search, "v.slug", "v.name->>'zh-CN'", "v.name->>'en'")
    sorts = {
        "createdAt": Sort("v.created_at", "timestamptz"),
        "slug": Sort("v.slug"),
        "state": Sort("v.state"),
    }
    return await paged(read, ProviderRow, asked, chosen(wish.sort, sorts, "slug"), wish.page)


async def provider_of(read: Read, actor: Actor, provider: ProviderId) -> ProviderRow | None:
    """Read one provider within reach."""
    asked = _providers(actor)
    asked.conditions.append(f"v.id = {asked.param(provider)}")
    return await only(read, ProviderRow, asked)


async def products_page(read: Read, actor: Actor, wish: Wish) -> Paged[ProductRow]:
    """List products within reach."""
    asked = _products(actor)
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


async def skus_page(read: Read, actor: Actor, wish: Wish) -> Paged[SkuRow]:
    """List SKUs of products within reach."""
    asked = _skus()
    asked.within(actor.units, "p.org_unit")
    asked.search(wish.search, "s.code", "s.title->>'zh-CN'", "s.title->>'en'")
    sorts = {
        "createdAt": Sort("s.created_at", "timestamptz"),
        "code": Sort("s.code"),
        "category": Sort("p.category"),
        "unitCost": Sort("s.unit_cost_minor", "bigint"),
    }
    return await paged(read, SkuRow, asked, chosen(wish.sort, sorts, "-createdAt"), wish.page)


async def skus_of(read: Read, product: UUID) -> list[SkuRow]:
    """Read the SKUs of a product, at most 200."""
    asked = _skus()
    sql = f"select {asked.columns} from {asked.source} where s.product = $1 order by s.code limit 200"  # noqa: S608 - constants
    return await read.all(SkuRow, sql, product)
