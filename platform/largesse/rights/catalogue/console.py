"""The catalogue on the console face."""

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.kernel.ids import parse_id
from largesse.rights.catalogue import reads
from largesse.rights.catalogue.products import make_product
from largesse.rights.catalogue.providers import enrol_provider
from largesse.rights.catalogue.records import ProductId, ProviderId
from largesse.rights.catalogue.skus import make_sku
from largesse.rights.catalogue.supply import PRODUCT, PROVIDER, SKU
from largesse.rights.catalogue.views import RightProduct, RightProvider, Sku, made_as


@strawberry.type
class CatalogueQuery:
    """Providers, products and SKUs."""

    right_providers: Connection[RightProvider] = list_field(
        Listing("providers", "rights.view", reads.providers_page, RightProvider.of),
        "Providers within reach. sort: slug, state, createdAt.",
    )
    right_products: Connection[RightProduct] = list_field(
        Listing("products", "rights.view", reads.products_page, RightProduct.of),
        "Products within reach. sort: code, category, state, createdAt.",
    )
    skus: Connection[Sku] = list_field(
        Listing("skus", "rights.view", reads.skus_page, Sku.of),
        "SKUs within reach. sort: code, category, unitCost, createdAt.",
    )

    @strawberry.field(description="One provider; null when missing or out of reach.")
    @missing_as_null
    async def right_provider(self, info: Info, id: str) -> RightProvider | None:  # noqa: A002 - the face's name
        """Show one provider."""
        actor = info.context.who()
        actor.must("rights.view")
        async with info.context.work.read() as read:
            row = await reads.provider_of(read, actor, ProviderId(parse_id(PROVIDER, id)))
        return RightProvider.of(row, info.context.locale) if row else None

    @strawberry.field(description="One product; null when missing or out of reach.")
    @missing_as_null
    async def right_product(self, info: Info, id: str) -> RightProduct | None:  # noqa: A002 - the face's name
        """Show one product."""
        actor = info.context.who()
        actor.must("rights.view")
        async with info.context.work.read() as read:
            row = await reads.product_of(read, actor, ProductId(parse_id(PRODUCT, id)))
        return RightProduct.of(row, info.context.locale) if row else None


@strawberry.type
class CatalogueMutation:
    """What makes providers, products and SKUs."""

    create_provider = mutation(
        enrol_provider, "Enrol a provider.", name="create_provider", shows=made_as(PROVIDER)
    )
    create_product = mutation(make_product, "Make a product.", name="create_product", shows=made_as(PRODUCT))
    create_sku = mutation(make_sku, "Make a SKU of a product.", name="create_sku", shows=made_as(SKU))
