"""Clients on the console face: translate, never decide."""

import base64
from uuid import UUID

import strawberry

from largesse.audience import forms
from largesse.audience.advisers import share
from largesse.audience.clients import identities, reads, serve
from largesse.audience.facts import count
from largesse.audience.facts.facts import declared
from largesse.audience.imports import load
from largesse.audience.views import (
    CLIENT,
    IDENTITY,
    IMPORT,
    AudienceCount,
    AudienceFact,
    ClientImport,
    Customer,
    OwnClient,
    ShareLink,
    Tier,
)
from largesse.faces.context import Context, Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.refusals import missing_as_null, refusals_as_data
from largesse.faces.scalars import JsonDocument
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.kernel.expression import facts_named
from largesse.kernel.ids import parse_id


@strawberry.type
class AudienceQuery:
    """Queries of this room."""

    clients: Connection[Customer] = list_field(
        Listing("clients", "audience.read_clients", reads.clients_page, Customer.of),
        "Clients within reach, masked. search: customer number, family name, or a whole name or mobile."
        " sort: externalId, name, tier, updatedAt.",
    )
    own_clients: Connection[OwnClient] = list_field(
        Listing("own-clients", "audience.own_clients", serve.book_page, OwnClient.of),
        "The adviser's own clients and what they have of rights. sort: name, tier.",
    )
    client_imports: Connection[ClientImport] = list_field(
        Listing("client-imports", "audience.import_clients", reads.imports_page, ClientImport.of),
        "Imports of clients, newest first. sort: askedAt, fileName.",
    )

    @strawberry.field(description="One client, masked; null when missing or out of reach.")
    @missing_as_null
    async def client(self, info: Info, id: str) -> Customer | None:  # noqa: A002 - the face's name
        """Show one client."""
        actor = info.context.who()
        actor.must("audience.read_clients")
        return await _client(info.context, actor, parse_id(CLIENT, id))

    @strawberry.field(description="Tiers, lowest first.")
    async def tiers(self, info: Info) -> list[Tier]:
        """List tiers."""
        info.context.who().must("audience.read_clients")
        async with info.context.work.read() as read:
            rows = await reads.tier_rows(read)
        return [Tier.of(row, info.context.locale) for row in rows]

    @strawberry.field(description="The adviser's own link to an activity, by its slug.")
    async def share_link(self, info: Info, slug: str) -> ShareLink:
        """Give the link."""
        url, code = share.share_link(slug, actor=info.context.who())
        return ShareLink(url=url, code=code)

    @strawberry.field(description="The facts that an audience may ask.")
    async def audience_facts(self, info: Info) -> list[AudienceFact]:
        """List the registry."""
        info.context.who().must("audience.count_audience")
        return [AudienceFact.of(fact, info.context.locale) for fact in declared(info.context.work.house)]

    @strawberry.field(description="How many clients within reach an expression means; null when it is none.")
    async def audience_count(self, info: Info, expression: JsonDocument) -> AudienceCount | None:
        """Count an audience, live."""
        actor = info.context.who()
        actor.must("audience.count_audience")
        if count.problems_of(info.context.work.house, expression):
            return None
        async with info.context.work.read() as read:
            counted = await count.count_audience(read, expression, actor)
        asked = facts_named(expression)
        facts = [
            AudienceFact.of(fact, info.context.locale)
            for fact in declared(info.context.work.house)
            if fact.name in asked
        ]
        return AudienceCount(count=counted.count, of_all=counted.of_all, cut=counted.cut, facts=facts)

    @strawberry.field(description="One import and how far it is; null when missing or out of reach.")
    @missing_as_null
    async def client_import(self, info: Info, id: str) -> ClientImport | None:  # noqa: A002 - the face's name
        """Show an import's progress."""
        actor = info.context.who()
        actor.must("audience.import_clients")
        return await _import(info.context, actor, parse_id(IMPORT, id))


@strawberry.type
class AudienceMutation:
    """Mutations of this room."""

    @strawberry.mutation(description="Show masked fields for a purpose; who saw them is audited.")
    @refusals_as_data
    async def reveal_client(self, info: Info, ask: forms.RevealClientAsk) -> forms.RevealClientResult:
        """Translate, never decide."""
        reveal = serve.RevealClient(parse_id(CLIENT, ask.client, "client"), tuple(ask.fields), ask.purpose)
        shown = await serve.reveal_client(reveal, actor=info.context.who(), work=info.context.work)
        fields = [forms.RevealedField(name=name, value=value) for name, value in shown.items()]
        return forms.ClientRevealed(fields=fields)

    @strawberry.mutation(description="Keep a client out, or let one in again.")
    @refusals_as_data
    async def block_client(self, info: Info, ask: forms.BlockClientAsk) -> forms.ChangeClientResult:
        """Translate, never decide."""
        client = parse_id(CLIENT, ask.client, "client")
        block = serve.BlockClient(key=ask.key, client=client, blocked=ask.blocked, reason=ask.reason)
        await serve.block_client(block, actor=info.context.who(), work=info.context.work)
        return await _changed(info.context, client)

    @strawberry.mutation(description="Take an identity from its client; the client's sessions end.")
    @refusals_as_data
    async def revoke_identity(self, info: Info, ask: forms.RevokeIdentityAsk) -> forms.ChangeClientResult:
        """Translate, never decide."""
        identity = parse_id(IDENTITY, ask.identity, "identity")
        revoke = identities.RevokeIdentity(key=ask.key, identity=identity, reason=ask.reason)
        gone = await identities.revoke_identity(revoke, actor=info.context.who(), work=info.context.work)
        return await _changed(info.context, gone.client)

    @strawberry.mutation(description="Import a CSV file of clients in the background.")
    @refusals_as_data
    async def import_clients(self, info: Info, ask: forms.ImportClientsAsk) -> forms.ImportClientsResult:
        """Translate, never decide."""
        actor = info.context.who()
        try:
            data = base64.b64decode(ask.content_base64, validate=True)
        except ValueError as error:
            raise Malformed("not base64", "contentBase64") from error
        asked = load.ImportClients(key=ask.key, file_name=ask.file_name, data=data, dry_run=ask.dry_run)
        taken = await load.import_clients(asked, actor=actor, work=info.context.work)
        begun = await _import(info.context, actor, taken.ident)
        if begun is None:
            raise Malformed("not within reach", "key")
        return forms.ImportBegun(client_import=begun)


async def _client(context: Context, actor: Actor, client: UUID) -> Customer | None:
    async with context.work.read() as read:
        row = await reads.client_row(read, client)
    return Customer.of(row, context.locale) if row and actor.reaches(row["org_unit"]) else None


async def _changed(context: Context, client: UUID) -> forms.ClientChanged:
    found = await _client(context, context.who(), client)
    if found is None:
        raise serve.ClientMissing(client)
    return forms.ClientChanged(client=found)


async def _import(context: Context, actor: Actor, ident: UUID) -> ClientImport | None:
    async with context.work.read() as read:
        row = await reads.import_row(read, actor, ident)
    return ClientImport.of(row, context.locale) if row else None
