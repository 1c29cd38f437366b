"""An adviser's own clients and links on the console face."""

from typing import Self

import strawberry

from largesse.audience.advisers import share
from largesse.audience.advisers.book import BookRow, book_page
from largesse.audience.clients.masking import mask_name
from largesse.audience.clients.records import CLIENT
from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.scalars import named
from largesse.kernel.copy import in_locale
from largesse.kernel.ids import text_id


@strawberry.type(description="A client of the adviser's own book.")
class OwnClient:
    """What an adviser sees first."""

    id: str = named("Id, cli_….")
    external_id: str = named("The bank's customer number.")
    masked_name: str = named("王**.")
    tier: str = named("Tier code.")
    tier_name: str = named("Tier in the request's language.")
    unused: int = named("Rights not used yet.")
    expiring: int = named("Of those, expiring within 30 days.")
    dropped_out: int = named("Rights left half-way, or given a day ago or longer and not claimed.")

    @classmethod
    def of(cls, row: BookRow, locale: str) -> Self:
        """Show a client masked."""
        client, held = row.client, row.held
        return cls(
            id=text_id(CLIENT, client.id),
            external_id=client.ext_id,
            masked_name=mask_name(client.name),
            tier=client.tier,
            tier_name=in_locale(client.tier_zh, client.tier_en, locale),
            unused=held.unused,
            expiring=held.expiring,
            dropped_out=held.dropped_out,
        )


@strawberry.type(description="An adviser's own link to an activity.")
class ShareLink:
    """The same whenever it is asked for."""

    url: str = named("Address to share.")
    code: str = named("The adviser's code in it.")


@strawberry.type
class AdviserQuery:
    """Queries of advisers."""

    own_clients: Connection[OwnClient] = list_field(
        Listing("own-clients", "audience.own_clients", book_page, OwnClient.of),
        "The adviser's own clients and what they have of rights."
        " sort: externalId, name, tier, city, updatedAt.",
    )

    @strawberry.field(description="The adviser's own link to an activity, by its slug.")
    async def share_link(self, info: Info, slug: str) -> ShareLink:
        """Give the link."""
        link = share.share_link(slug, actor=info.context.who())
        return ShareLink(url=link.url, code=link.code)
