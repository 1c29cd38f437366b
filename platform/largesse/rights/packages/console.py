"""Packages on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import JsonDocument, named
from largesse.kernel.copy import said
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.money import Long
from largesse.rights.batches.batch import BATCH
from largesse.rights.catalogue.views import made_as
from largesse.rights.entitlements.entitlement import CLIENT, PACKAGE_GIFT, RIGHT
from largesse.rights.packages import reads
from largesse.rights.packages.actions import actions
from largesse.rights.packages.give import PackageGiven, give_package
from largesse.rights.packages.make import make_package
from largesse.rights.packages.package import PACKAGE
from largesse.rights.packages.records import PackageId
from largesse.rights.packages.steer import PackageStanding, steer_package


@strawberry.type(description="A batch in a package.")
class PackageItemShown:
    """One item."""

    batch: str = named("Id of the batch, bat_….")
    batch_code: str = named("The batch's code.")
    name: str = named("The batch's title, else the SKU's.")
    state: str = named("The batch's state.")
    units: int = named("Units that one package gives.")
    free: Long = named("Units of the batch that can still be given.")

    @classmethod
    def of(cls, row: reads.ItemRow, locale: str) -> "PackageItemShown":
        return cls(
            batch=text_id(BATCH, row.batch),
            batch_code=row.batch_code,
            name=said(row.batch_title, locale) or said(row.sku_title, locale),
            state=row.state,
            units=row.units,
            free=Long(row.free),
        )


@strawberry.type(description="One giving of a package.")
class PackageGiftShown:
    """One gift."""

    id: str = named("Id, pgf_….")
    client_id: str = named("Id of the client, cli_….")
    client_name: str = named("The client's name, masked.")
    giver_name: str = named("Who gave it.")
    at: datetime = named("When.")
    reason: str = named("Why.")

    @classmethod
    def of(cls, row: reads.GiftRow) -> Self:
        return cls(
            id=text_id(PACKAGE_GIFT, row.id),
            client_id=text_id(CLIENT, row.client),
            client_name=row.client_name,
            giver_name=row.giver_name,
            at=row.at,
            reason=row.reason,
        )


@strawberry.type(description="A package: several batches that are given together.")
class RightsPackage:
    """One package."""

    row: strawberry.Private[reads.PackageRow]
    id: str = named("Id, pkg_….")
    code: str = named("The institution's own code.")
    name: str = named("Title in the request's language.")
    title: JsonDocument = named("Title in every language.")
    picture: str | None = named("Address of its picture; null: it has none.")
    picture_alt: str = named("What the picture shows, in the request's language.")
    state: str = named("active or stopped.")
    item_count: int = named("Batches in it.")
    unit_count: int = named("Rights that one package gives.")
    given: Long = named("How often it was given.")
    enough_for: Long = named("How often the stock of its batches still reaches.")
    unit_name: str = named("The org unit it belongs to.")

    @classmethod
    def of(cls, row: reads.PackageRow, locale: str) -> "RightsPackage":
        return cls(
            row=row,
            id=text_id(PACKAGE, row.id),
            code=row.code,
            name=said(row.title, locale),
            title=JsonDocument(row.title),
            picture=row.picture,
            picture_alt=said(row.picture_alt, locale),
            state=row.state,
            item_count=row.items,
            unit_count=row.units,
            given=Long(row.given),
            enough_for=Long(row.enough_for),
            unit_name=said(row.unit_name, locale),
        )

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        return list(actions(info.context.who(), self.row))

    @strawberry.field(description="Its batches, in their order.")
    async def items(self, info: Info) -> list[PackageItemShown]:
        """Read them."""
        async with info.context.work.read() as read:
            rows = await reads.items_of(read, self.row.id)
        return [PackageItemShown.of(one, info.context.locale) for one in rows]

    @strawberry.field(description="To whom it was given, the newest 50.")
    async def gifts(self, info: Info) -> list[PackageGiftShown]:
        """Read them."""
        async with info.context.work.read() as read:
            return [PackageGiftShown.of(one) for one in await reads.gifts_of(read, self.row.id)]


@strawberry.type(description="A package moved.")
class RightsPackageMoved:
    """Where it stands now."""

    id: str = named("Id of the package, pkg_….")
    state: str = named("active or stopped.")

    @classmethod
    def of(cls, standing: PackageStanding) -> Self:
        return cls(id=text_id(PACKAGE, standing.package), state=standing.state)


@strawberry.type(description="A package was given.")
class RightsPackageGiven:
    """The gift and its rights."""

    id: str = named("Id of the gift, pgf_….")
    rights: list[str] = named("Ids of its rights, ent_….")

    @classmethod
    def of(cls, given: PackageGiven) -> Self:
        return cls(
            id=text_id(PACKAGE_GIFT, given.gift), rights=[text_id(RIGHT, one) for one in given.entitlements]
        )


@strawberry.type
class PackageQuery:
    """Packages."""

    rights_packages: Connection[RightsPackage] = list_field(
        Listing("packages", "rights.view", reads.packages_page, RightsPackage.of),
        "Packages within reach. sort: code, state, createdAt.",
    )

    @strawberry.field(description="One package; null when missing or out of reach.")
    @missing_as_null
    async def rights_package(self, info: Info, id: str) -> RightsPackage | None:  # noqa: A002 - the face's name
        """Show one package."""
        actor = info.context.who()
        actor.must("rights.view")
        async with info.context.work.read() as read:
            row = await reads.package_of(read, actor, PackageId(parse_id(PACKAGE, id)))
        return RightsPackage.of(row, info.context.locale) if row else None


@strawberry.type
class PackageMutation:
    """What makes, gives and steers packages."""

    create_package = mutation(
        make_package,
        "Make a package of batches that are given together.",
        name="create_package",
        shows=made_as(PACKAGE),
    )
    give_package = mutation(
        give_package, "Give a package to a client by hand, whole or not at all.", shows=RightsPackageGiven.of
    )
    steer_package = mutation(steer_package, "Stop a package or open it again.", shows=RightsPackageMoved.of)
