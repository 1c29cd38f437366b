"""Entrants on the console face: whom an adviser's own links brought."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.audience.clients.masking import mask_name
from largesse.audience.clients.records import CLIENT
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.kernel.money import Long
from largesse.play.entrants.entrants import Brought, brought_by
from largesse.rights.entitlements.entitlement import ACTIVITY


@strawberry.type(description="An own client who came by the adviser's link.")
class OwnEntrant:
    """Name masked."""

    id: str = named("Id, cli_….")
    masked_name: str = named("王**.")


@strawberry.type(description="Who came to an activity by the adviser's link and took part.")
class EntrantsByLink:
    """Own clients one by one, those of others as a number."""

    id: str = named("The activity's id, act_….")
    slug: str = named("Link name.")
    title: str = named("Title in the request's language.")
    state: str = named("The activity's state.")
    clients: Long = named("Clients who joined by the link.")
    own: Long = named("Of those, the adviser's own clients.")
    own_clients: list[OwnEntrant] = named("The latest of the own clients, at most 12.")
    latest_at: datetime = named("When the latest joined.")

    @classmethod
    def of(cls, row: Brought, locale: str) -> Self:
        own = [
            OwnEntrant(id=text_id(CLIENT, one.id), masked_name=mask_name(one.name)) for one in row.own_clients
        ]
        return cls(
            id=text_id(ACTIVITY, row.id),
            slug=row.slug,
            title=said(row.title, locale),
            state=row.state,
            clients=Long(row.clients),
            own=Long(row.own),
            own_clients=own,
            latest_at=row.latest_at,
        )


ENTRANTS = Listing("my-entrants", "play.see_entrants", brought_by, EntrantsByLink.of)


@strawberry.type
class EntrantQuery:
    """Queries about entrants."""

    my_entrants: Connection[EntrantsByLink] = list_field(
        ENTRANTS,
        "Activities to which the adviser's own links brought clients, the latest first."
        " sort: latestAt, clients.",
    )
