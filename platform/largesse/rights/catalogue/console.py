"""The catalogue on the console face."""

from functools import partial

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, ListAsk, Listing, list_field, shown
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.kernel.ids import parse_id
from largesse.rights.catalogue import reads
from largesse.rights.catalogue.products import make_product
from largesse.rights.catalogue.providers import enrol_provider
from largesse.rights.catalogue.records import ProductId, ProviderId, SkuId
from largesse.rights.catalogue.sku_views import Sku, SkuMoved
from largesse.rights.catalogue.skus import change_sku, make_sku, steer_sku
from largesse.rights.catalogue.supply import PRODUCT, PROVIDER, SKU
from largesse.rights.catalogue.tax import sign_taxes
from largesse.rights.catalogue.tree import NODE
from largesse.rights.catalogue.views import RightProduct, RightProvider, made_as


@strawberry.type
class CatalogueQuery:
    """Providers, products and SKUs."""

    right_providers: Connection[RightProvider] = list_field(
        Listing("providers", "rights.view", reads.providers_page, RightProvider.of),
        "Providers within reach. sort: slug, state, createdAt.",
    )
    skus: Connection[Sku] = list_field(
        Listing("skus", "rights.view", reads.skus_page, Sku.of),
        "SKUs within reach. sort: code, category, unitCost, createdAt.",
    )

    @strawberry.field(
        description="Products within reach, in one node and below it (nod_…) or all."
        " sort: code, category, state, createdAt."
    )
    async def right_products(  # noqa: PLR0913, PLR0917 - a list's arguments, and where
        self,
        info: Info,
        node: str | None = None,
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ) -> Connection[RightProduct]:
        """List products."""
        where = parse_id(NODE, node, "node") if node else None
        rows = partial(reads.products_page, node=where)
        listing = Listing(f"products-{node or ''}", "rights.view", rows, RightProduct.of)
        return await shown(info, listing, ListAsk(first, after, search, sort))

    @strawberry.field(description="One SKU; null when missing or out of reach.")
    @missing_as_null
    async def sku(self, info: Info, id: str) -> Sku | None:  # noqa: A002 - the face's name
        """Show one SKU."""
        actor = info.context.who()
        actor.must("rights.view")
        async with info.context.work.read() as read:
            row = await reads.sku_of(read, actor, SkuId(parse_id(SKU, id)))
        return Sku.of(row, info.context.locale) if row else None

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
    change_sku = mutation(
        change_sku, "Change the terms of a SKU; batches of before keep theirs.", shows=SkuMoved.of
    )
    steer_sku = mutation(steer_sku, "Stop a SKU, or take it up again.", shows=SkuMoved.of)
    sign_taxes = mutation(sign_taxes, "Sign the taxes of a SKU.", shows=made_as("tax"))
