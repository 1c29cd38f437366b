"""What the console shows of the catalogue: providers, products and SKUs."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.scalars import named
from largesse.faces.together import together
from largesse.kernel.copy import said
from largesse.kernel.ids import maybe_id, text_id
from largesse.plugging.installations.reads import Serving, serving
from largesse.plugging.installations.views import PLUGIN
from largesse.rights.catalogue import reads
from largesse.rights.catalogue.actions import provider_actions
from largesse.rights.catalogue.sku_views import Sku
from largesse.rights.catalogue.supply import PRODUCT, PROVIDER, Made
from largesse.rights.catalogue.tree import NODE


@strawberry.type(description="The plugin that fulfils a provider's rights.")
class ServingPlugin:
    """What serves a provider."""

    id: str = named("Id, plg_….")
    name: str = named("Its title in the request's language.")
    state: str = named("State of its installation.")

    @classmethod
    def of(cls, row: Serving, locale: str) -> "ServingPlugin":
        return cls(id=text_id(PLUGIN, row.plugin), name=said(row.manifest.title, locale), state=row.state)


@strawberry.type(description="A provider who fulfils rights.")
class RightProvider:
    """One provider."""

    id: str = named("Id, prv_….")
    slug: str = named("Short name in addresses, for example of its counter page.")
    name: str = named("Name in the request's language.")
    connected: bool = named("Whether a plugin fulfils its rights.")
    state: str = named("active, paused or stopped.")
    paused_at: datetime | None = named("Since when nothing is asked of it; null: it goes on.")
    paused_reason: str | None = named("Why it is paused.")
    row: strawberry.Private[reads.ProviderRow]

    @strawberry.field(description="What the reader may do with it now.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        return list(provider_actions(info.context.who(), self.row))

    @strawberry.field(description="The plugin that fulfils its rights; null: none does.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def plugin(self, info: Info) -> ServingPlugin | None:
        """Read what serves the provider."""
        if self.row.installation is None:
            return None
        found = await together(info, self.row.installation, serving)
        return ServingPlugin.of(found, info.context.locale) if found else None

    @classmethod
    def of(cls, row: reads.ProviderRow, locale: str) -> "RightProvider":
        return cls(
            id=text_id(PROVIDER, row.id),
            slug=row.slug,
            name=said(row.name, locale),
            connected=row.installation is not None,
            state=row.state,
            paused_at=row.paused_at,
            paused_reason=row.paused_reason,
            row=row,
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
    node: str | None = named("Its node in the catalogue's tree, nod_….")
    node_name: str = named("The node's title; empty: it hangs in none.")
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
    def of(cls, row: reads.ProductRow, locale: str) -> "RightProduct":
        return cls(
            product=row.id,
            id=text_id(PRODUCT, row.id),
            code=row.code,
            name=said(row.title, locale),
            summary=said(row.summary, locale),
            category=row.category,
            node=maybe_id(NODE, row.node),
            node_name=said(row.node_title, locale),
            state=row.state,
            unit_name=said(row.unit_name, locale),
            sku_count=row.sku_count,
        )


@strawberry.type(description="Something of the register was made.")
class RightsMade:
    """The new row."""

    id: str = named("Its id.")


def made_as(prefix: str) -> Callable[[Made], RightsMade]:
    """Give what shows the id of what was made, with its kind's prefix."""

    def show(made: Made) -> RightsMade:
        return RightsMade(id=text_id(prefix, made.id))

    return show
