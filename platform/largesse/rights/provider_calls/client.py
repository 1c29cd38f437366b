"""What a provider told of a client's own right, on the client face, and the pages that it hosts for him."""

from datetime import datetime
from typing import Self, cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import text
from largesse.kernel.ids import parse_id
from largesse.kernel.settings import settings
from largesse.rights.entitlements.client import MyRight
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.rights.provider_calls.answers import Link
from largesse.rights.provider_calls.open_page import open_provider_page
from largesse.rights.provider_calls.own import OwnOrder, own_order
from largesse.rights.provider_calls.told import status_of


@strawberry.type(description="What the provider told last of a right of mine.")
class RightStatus:
    """One line of status."""

    kind: str = named("For example attendance, report_ready, shipped or case_assigned.")
    says: str = named("What happened, in words.")
    at: datetime = named("When it happened.")


@strawberry.type(description="A page that the provider hosts for a right of mine.")
class ProviderPage:
    """One page that can be opened now."""

    purpose: str = named("order, report, track or documents.")
    name: str = named("What the button says.")


@strawberry.type(description="How a right of mine stands at its provider.")
class ProviderSide:
    """Status and pages."""

    status: RightStatus | None = named("What was told last; null: nothing yet.")
    pages: list[ProviderPage] = named("The provider's pages that can be opened now.")

    @classmethod
    def of(cls, own: OwnOrder, locale: str) -> Self:
        pages = [ProviderPage(purpose=one, name=text(f"rights.page.{one}", locale)) for one in own.pages]
        return cls(status=_status(own, locale), pages=pages)


@strawberry.type(description="Where the provider's page is.")
class ProviderPageOpened:
    """An address that ends soon."""

    url: str = named("The page's address, at the provider.")
    expires_at: datetime | None = named("When it ends; null: the provider did not say.")

    @classmethod
    def of(cls, link: Link) -> Self:
        return cls(url=link.url, expires_at=link.expires_at)


def _status(own: OwnOrder, locale: str) -> RightStatus | None:
    """Say what was told last, of what a client understands."""
    last = next((one for one in reversed(own.events) if one.kind != "unknown"), None)
    if last is None:
        return None
    says = status_of(last.kind, last.facts, locale, settings().zone)
    return RightStatus(kind=last.kind, says=says, at=last.at)


@extends(MyRight)
@strawberry.type
class ProviderSideOfRight:
    """How it stands at the provider; ``self`` is the right when the face is assembled."""

    @strawberry.field(description="How it stands at its provider; null: none was asked for it.")
    async def provider_side(self, info: Info) -> ProviderSide | None:
        """Read what was told, and which pages there are."""
        right = parse_id(RIGHT, cast("MyRight", self).id)
        async with info.context.work.read() as read:
            own = await own_order(read, info.context.who().id, right)
        return ProviderSide.of(own, info.context.locale) if own else None


@strawberry.type
class ProviderPageMutation:
    """What a client does at the provider's."""

    open_provider_page = mutation(
        open_provider_page,
        "Ask my right's provider for the address of a page.",
        shows=ProviderPageOpened.of,
    )
