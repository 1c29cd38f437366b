"""Clients on the console face: masked, unless revealed for a purpose."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.audience.clients import block, identities, reads, set_city
from largesse.audience.clients.actions import actions, identity_actions
from largesse.audience.clients.clients import ClientMissing
from largesse.audience.clients.masking import mask_day, mask_name
from largesse.audience.clients.reads import ClientRow, IdentityRow, TierRow
from largesse.audience.clients.records import CLIENT, IDENTITY, ClientId
from largesse.audience.clients.reveal import reveal_client
from largesse.faces.context import Context, Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.actor import Actor
from largesse.kernel.copy import in_locale
from largesse.kernel.ids import parse_id, text_id


@strawberry.type(description="A tier of clients.")
class Tier:
    """One tier."""

    code: str = named("Code, as gold.")
    rank: int = named("The higher the better.")
    name: str = named("Name in the request's language.")

    @classmethod
    def of(cls, row: TierRow, locale: str) -> Self:
        return cls(code=row.code, rank=row.rank, name=in_locale(row.name_zh, row.name_en, locale))


@strawberry.type(description="By what a client is recognised.")
class ClientIdentity:
    """A binding, masked."""

    id: str = named("Id, idn_….")
    kind: str = named("bank_app, wechat, wecom or mobile.")
    hint: str = named("The masked value.")
    via: str = named("How it was bound.")
    bound_at: datetime = named("When bound.")
    revoked_at: datetime | None = named("When revoked.")
    row: strawberry.Private[IdentityRow]
    client: strawberry.Private[ClientRow]

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        return identity_actions(info.context.who(), self.row, self.client)

    @classmethod
    def of(cls, row: IdentityRow, client: ClientRow) -> Self:
        return cls(
            id=text_id(IDENTITY, row.id),
            kind=row.kind,
            hint=row.hint,
            via=row.via,
            bound_at=row.bound_at,
            revoked_at=row.revoked_at,
            row=row,
            client=client,
        )


@strawberry.type(description="A client, personal fields masked.")
class Customer:
    """A client in lists and in detail."""

    id: str = named("Id, cli_….")
    external_id: str = named("The bank's customer number.")
    masked_name: str = named("王**.")
    masked_mobile: str = named("138****1234; empty without one.")
    masked_birth_date: str = named("****-05-**; empty when unknown.")
    tier: str = named("Tier code.")
    tier_name: str = named("Tier in the request's language.")
    clazz: str = named("Class (分类).")
    grade: str = named("Grade (分级).")
    lifecycle: str = named("new, growing, mature, dormant, lost, or empty.")
    tags: list[str] = named("Tags.")
    unit_name: str = named("Org unit in the request's language.")
    adviser_name: str = named("The adviser; empty without one.")
    wealth_band: str = named("Wealth band, never a balance.")
    city: str = named("The city where the client lives; empty: not known.")
    is_staff: bool = named("Works at the bank, or their household does.")
    blocked: bool = named("Kept out.")
    blocked_why: str = named("The reason.")
    updated_at: datetime = named("Last change.")
    row: strawberry.Private[ClientRow]

    @strawberry.field(description="What the reader may do with the client now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts, those of rooms above too."""
        return actions(info.context.who(), self.row, info.context.work.house)

    @strawberry.field(description="Bindings, revoked ones last.")
    async def identities(self, info: Info) -> list[ClientIdentity]:
        """Read how the client comes in."""
        async with info.context.work.read() as read:
            rows = await reads.identities_of(read, self.row.id)
        return [ClientIdentity.of(row, self.row) for row in rows]

    @strawberry.field(description="Members of the household, at most 20.")
    async def household(self, info: Info) -> list["Customer"]:
        """Read the household within reach."""
        household, actor = self.row.household, info.context.who()
        if household is None:
            return []
        async with info.context.work.read() as read:
            rows = await reads.household_of(read, household)
        return [Customer.of(row, info.context.locale) for row in rows if actor.reaches(row.org_unit)]

    @classmethod
    def of(cls, row: ClientRow, locale: str) -> "Customer":
        """Show a client masked."""
        return cls(
            id=text_id(CLIENT, row.id),
            external_id=row.ext_id,
            masked_name=mask_name(row.name),
            masked_mobile=row.mobile_hint,
            masked_birth_date=mask_day(row.birth_date) if row.birth_date else "",
            tier=row.tier,
            tier_name=in_locale(row.tier_zh, row.tier_en, locale),
            clazz=row.clazz,
            grade=row.grade,
            lifecycle=row.lifecycle,
            tags=list(row.tags),
            unit_name=in_locale(row.unit_zh, row.unit_en, locale),
            adviser_name=row.adviser_name,
            wealth_band=row.wealth_band,
            city=row.city,
            is_staff=row.is_staff,
            blocked=row.blocked,
            blocked_why=row.blocked_why,
            updated_at=row.updated_at,
            row=row,
        )


@strawberry.type(description="A field in clear.")
class RevealedField:
    """Name and value."""

    name: str = named("Field.")
    value: str = named("In clear.")


@strawberry.type(description="Fields shown in clear.")
class ClientRevealed:
    """Answer of a reveal."""

    fields: list[RevealedField] = named("Those the client has.")

    @classmethod
    def of(cls, shown: dict[str, str]) -> Self:
        return cls(fields=[RevealedField(name=name, value=value) for name, value in shown.items()])


@strawberry.type(description="The client after the change.")
class ClientChanged:
    """Answer of changes to a client."""

    client: Customer = named("The client.")


@strawberry.type
class ClientQuery:
    """Queries of clients."""

    clients: Connection[Customer] = list_field(
        Listing("clients", "audience.read_clients", reads.clients_page, Customer.of),
        "Clients within reach, masked. search: customer number, family name, or a whole name, mobile or city."
        " sort: externalId, name, tier, city, updatedAt.",
    )

    @strawberry.field(description="One client, masked; null when missing or out of reach.")
    @missing_as_null
    async def client(self, info: Info, id: str) -> Customer | None:  # noqa: A002 - the face's name
        """Show one client."""
        actor = info.context.who()
        actor.must("audience.read_clients")
        return await _client(info.context, actor, ClientId(parse_id(CLIENT, id)))

    @strawberry.field(description="Tiers, lowest first.")
    async def tiers(self, info: Info) -> list[Tier]:
        """List tiers."""
        info.context.who().must("audience.read_clients")
        async with info.context.work.read() as read:
            rows = await reads.tier_rows(read)
        return [Tier.of(row, info.context.locale) for row in rows]


async def _changed(changed: block.ClientBlocked | identities.IdentityRevoked, info: Info) -> ClientChanged:
    found = await _client(info.context, info.context.who(), changed.client)
    if found is None:
        raise ClientMissing(changed.client)
    return ClientChanged(client=found)


async def _client(context: Context, actor: Actor, client: ClientId) -> Customer | None:
    async with context.work.read() as read:
        row = await reads.client_row(read, client)
    return Customer.of(row, context.locale) if row and actor.reaches(row.org_unit) else None


@strawberry.type
class ClientMutation:
    """Mutations of clients."""

    reveal_client = mutation(
        reveal_client,
        "Show masked fields of a client for a purpose; who saw them is audited.",
        shows=ClientRevealed.of,
    )
    block_client = mutation(
        block.block_client,
        "Keep a client out, or let one in again.",
        shows=_changed,
        result="ChangeClientResult",
    )
    set_client_city = mutation(
        set_city.set_client_city,
        "Say in which city a client lives, with the reason.",
        shows=_changed,
        result="ChangeClientResult",
    )
    revoke_identity = mutation(
        identities.revoke_identity,
        "Take an identity from its client; the client's sessions end.",
        shows=_changed,
        result="ChangeClientResult",
    )
