"""Rights on the console face: translate, never decide."""

from functools import partial
from typing import Annotated, Any, Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, ListAsk, Listing, list_field, shown
from largesse.faces.mutations import mutation
from largesse.faces.refusals import RefusalType, missing_as_null, refusals_as_data
from largesse.faces.scalars import named
from largesse.kernel.actor import Actor
from largesse.kernel.ids import parse_id, text_id
from largesse.rights import asks, reads
from largesse.rights import revocation_forms as forms
from largesse.rights.batches import batches
from largesse.rights.budgets import budgets
from largesse.rights.catalogue import products, providers, skus
from largesse.rights.entitlements import give, revoke
from largesse.rights.entitlements.names import with_names
from largesse.rights.home import HomeOfRights
from largesse.rights.orders.connect import connect_provider
from largesse.rights.redemptions.counter_key import counter_link
from largesse.rights.redemptions.reverse_use import reverse_use
from largesse.rights.supply_views import (
    BATCH,
    PRODUCT,
    PROVIDER,
    Budget,
    IssueBatch,
    RightProduct,
    RightProvider,
    Sku,
)
from largesse.rights.views import CLIENT, REDEMPTION, RIGHT, Entitlement, Redemption, Trail
from largesse.store.keyset import Rows, Wish
from largesse.store.work import Read


@strawberry.type(description="Something of the register was made.")
class RightsMade:
    """The new row."""

    id: str = named("Its id.")


@strawberry.type(description="An issue batch moved.")
class IssueBatchMoved:
    """Where it stands now."""

    id: str = named("Id of the batch, bat_….")
    state: str = named("Its state.")

    @classmethod
    def of(cls, standing: batches.BatchStanding) -> Self:
        """Show where a batch stands."""
        return cls(id=text_id(BATCH, standing.batch), state=standing.state)


@strawberry.type(description="A right was given.")
class RightGivenType:
    """The new right."""

    id: str = named("Id of the right, ent_….")

    @classmethod
    def of(cls, given: give.RightGiven) -> Self:
        """Show the right that was given."""
        return cls(id=text_id(RIGHT, given.entitlement))


@strawberry.type(description="A use was reversed.")
class UseReversedType:
    """The reversal."""

    id: str = named("Id of the reversal, red_….")
    entitlement: str = named("Id of the right, ent_….")
    state: str = named("Where the right stands now.")


def _result(name: str) -> Any:
    return strawberry.union(name)


CreateProviderResult = Annotated[RightsMade | RefusalType, _result("CreateProviderResult")]
ConnectProviderResult = Annotated[RightsMade | RefusalType, _result("ConnectProviderResult")]
CreateProductResult = Annotated[RightsMade | RefusalType, _result("CreateProductResult")]
CreateSkuResult = Annotated[RightsMade | RefusalType, _result("CreateSkuResult")]
CreateBudgetResult = Annotated[RightsMade | RefusalType, _result("CreateBudgetResult")]
CreateIssueBatchResult = Annotated[IssueBatchMoved | RefusalType, _result("CreateIssueBatchResult")]
ApproveIssueBatchResult = Annotated[IssueBatchMoved | RefusalType, _result("ApproveIssueBatchResult")]
ReturnIssueBatchResult = Annotated[IssueBatchMoved | RefusalType, _result("ReturnIssueBatchResult")]
WithdrawIssueBatchResult = Annotated[IssueBatchMoved | RefusalType, _result("WithdrawIssueBatchResult")]
ReverseUseResult = Annotated[UseReversedType | RefusalType, _result("ReverseUseResult")]


@strawberry.type
class RightsQuery:
    """Queries of this room."""

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
    budgets: Connection[Budget] = list_field(
        Listing("budgets", "rights.view", reads.budgets_page, Budget.of),
        "Budgets within reach. sort: code, cap, state, createdAt.",
    )
    redemptions: Connection[Redemption] = list_field(
        Listing("redemptions", "rights.view", reads.redemptions_page, Redemption.of),
        "Uses and reversals within reach. sort: at, amount.",
    )

    @strawberry.field(description="One product; null when missing or out of reach.")
    @missing_as_null
    async def right_product(self, info: Info, id: str) -> RightProduct | None:  # noqa: A002 - the face's name
        """Show one product."""
        row = await _one(info, "product", parse_id(PRODUCT, id))
        return RightProduct.of(row, info.context.locale) if row else None

    @strawberry.field(
        description="Issue batches within reach. sort: code, state, free, total, endsAt, createdAt."
    )
    async def issue_batches(  # noqa: PLR0913, PLR0917 - a list's arguments, and which state
        self,
        info: Info,
        state: str | None = None,
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ) -> Connection[IssueBatch]:
        """List issue batches."""
        rows = partial(reads.batches_page, state=state)
        listing = Listing(f"batches-{state or ''}", "rights.view", rows, IssueBatch.of)
        return await shown(info, listing, ListAsk(first, after, search, sort))

    @strawberry.field(description="One issue batch; null when missing or out of reach.")
    @missing_as_null
    async def issue_batch(self, info: Info, id: str) -> IssueBatch | None:  # noqa: A002 - the face's name
        """Show one batch."""
        row = await _one(info, "batch", parse_id(BATCH, id))
        return IssueBatch.of(row, info.context.locale) if row else None

    @strawberry.field(description="Rights in clients' hands within reach. sort: grantedAt, validTo, state.")
    async def entitlements(  # noqa: PLR0913, PLR0917 - a list's arguments, and whose
        self,
        info: Info,
        client: str | None = None,
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ) -> Connection[Entitlement]:
        """List rights."""
        holder = parse_id(CLIENT, client, "client") if client else None

        async def rows(read: Read, actor: Actor, wish: Wish) -> Rows:
            found, count = await reads.entitlements_page(read, actor, wish, holder)
            return await with_names(read, found), count

        listing = Listing(f"entitlements-{client or ''}", "rights.view", rows, Entitlement.of)
        return await shown(info, listing, ListAsk(first, after, search, sort))

    @strawberry.field(description="One right's trail; null when missing or out of reach.")
    @missing_as_null
    async def trail(self, info: Info, id: str) -> Trail | None:  # noqa: A002 - the face's name
        """Show the whole way of a right."""
        entitlement = parse_id(RIGHT, id)
        row = await _one(info, "entitlement", entitlement)
        if row is None:
            return None
        async with info.context.work.read() as read:
            (row,) = await with_names(read, [row])
        return Trail(
            entitlement_id=entitlement,
            batch_id=row["batch"],
            source_ref=row["source_ref"],
            activity_id=row["activity"],
            id=id,
            entitlement=Entitlement.of(row, info.context.locale),
            source_kind=row["source_kind"],
        )

    @strawberry.field(description="The link that opens a provider's counter page; for its staff only.")
    @missing_as_null
    async def counter_link(self, info: Info, provider: str) -> str | None:
        """Give the link."""
        info.context.who().must("rights.supply")
        row = await _one(info, "provider", parse_id(PROVIDER, provider, "provider"))
        return counter_link(row) if row else None


async def _one(info: Info, kind: str, ident: Any) -> reads.Row | None:
    actor = info.context.who()
    actor.must("rights.view")
    async with info.context.work.read() as read:
        return await reads.one(read, actor, kind, ident)


@strawberry.type
class RightsMutation:
    """Mutations of this room."""

    @strawberry.mutation(description="Enrol a provider.")
    @refusals_as_data
    async def create_provider(self, info: Info, ask: asks.CreateProviderAsk) -> CreateProviderResult:
        """Translate."""
        made = await providers.enrol_provider(ask.to_ask(), actor=info.context.who(), work=info.context.work)
        return RightsMade(id=text_id(PROVIDER, made.id))

    @strawberry.mutation(description="Let an enabled plugin fulfil a provider's rights from now on.")
    @refusals_as_data
    async def connect_provider(self, info: Info, ask: asks.ConnectProviderAsk) -> ConnectProviderResult:
        """Translate."""
        made = await connect_provider(ask.to_ask(), actor=info.context.who(), work=info.context.work)
        return RightsMade(id=text_id(PROVIDER, made.id))

    @strawberry.mutation(description="Make a product.")
    @refusals_as_data
    async def create_product(self, info: Info, ask: asks.CreateProductAsk) -> CreateProductResult:
        """Translate."""
        made = await products.make_product(ask.to_ask(), actor=info.context.who(), work=info.context.work)
        return RightsMade(id=text_id(PRODUCT, made.id))

    @strawberry.mutation(description="Make a SKU of a product.")
    @refusals_as_data
    async def create_sku(self, info: Info, ask: asks.CreateSkuAsk) -> CreateSkuResult:
        """Translate."""
        made = await skus.make_sku(ask.to_ask(), actor=info.context.who(), work=info.context.work)
        return RightsMade(id=text_id("sku", made.id))

    @strawberry.mutation(description="Open a budget.")
    @refusals_as_data
    async def create_budget(self, info: Info, ask: asks.CreateBudgetAsk) -> CreateBudgetResult:
        """Translate."""
        made = await budgets.open_budget(ask.to_ask(), actor=info.context.who(), work=info.context.work)
        return RightsMade(id=text_id("bud", made.id))

    @strawberry.mutation(description="Make an issue batch and put it before a second person.")
    @refusals_as_data
    async def create_issue_batch(self, info: Info, ask: asks.CreateIssueBatchAsk) -> CreateIssueBatchResult:
        """Translate."""
        return IssueBatchMoved.of(
            await batches.propose_batch(ask.to_ask(), actor=info.context.who(), work=info.context.work)
        )

    @strawberry.mutation(description="Approve a proposed batch.")
    @refusals_as_data
    async def approve_issue_batch(
        self, info: Info, ask: asks.ApproveIssueBatchAsk
    ) -> ApproveIssueBatchResult:
        """Translate."""
        return IssueBatchMoved.of(
            await batches.approve_batch(ask.to_ask(), actor=info.context.who(), work=info.context.work)
        )

    @strawberry.mutation(description="Send a proposed batch back to its maker.")
    @refusals_as_data
    async def return_issue_batch(self, info: Info, ask: asks.ReturnIssueBatchAsk) -> ReturnIssueBatchResult:
        """Translate."""
        return IssueBatchMoved.of(
            await batches.return_batch(ask.to_ask(), actor=info.context.who(), work=info.context.work)
        )

    @strawberry.mutation(description="Take one's own proposal of a batch back; it is a draft again.")
    @refusals_as_data
    async def withdraw_issue_batch(
        self, info: Info, ask: asks.WithdrawIssueBatchAsk
    ) -> WithdrawIssueBatchResult:
        """Translate."""
        return IssueBatchMoved.of(
            await batches.withdraw_batch(ask.to_ask(), actor=info.context.who(), work=info.context.work)
        )

    steer_issue_batch = mutation(
        batches.steer_batch,
        "Pause, resume or stop a batch; rights already given stay valid.",
        name="steer_issue_batch",
        shows=IssueBatchMoved.of,
    )
    give_right = mutation(
        give.give_right, "Give one unit of a batch to a client by hand.", shows=RightGivenType.of
    )

    @strawberry.mutation(description="Reverse a use; the right may be used again.")
    @refusals_as_data
    async def reverse_use(self, info: Info, ask: asks.ReverseUseAsk) -> ReverseUseResult:
        """Translate."""
        done = await reverse_use(ask.to_ask(), actor=info.context.who(), work=info.context.work)
        return UseReversedType(
            id=text_id(REDEMPTION, done.reversal),
            entitlement=text_id(RIGHT, done.entitlement),
            state=done.state,
        )

    @strawberry.mutation(description="Propose to revoke a right that nobody has used; a second person signs.")
    @refusals_as_data
    async def propose_revocation(
        self, info: Info, ask: forms.ProposeRevocationAsk
    ) -> forms.ProposeRevocationResult:
        """Translate."""
        actor, work = info.context.who(), info.context.work
        return forms.RevocationStanding.of(
            await revoke.propose_revocation(ask.to_ask(), actor=actor, work=work)
        )

    @strawberry.mutation(description="Approve a proposed revocation; the right ends.")
    @refusals_as_data
    async def approve_revocation(
        self, info: Info, ask: forms.ApproveRevocationAsk
    ) -> forms.ApproveRevocationResult:
        """Translate."""
        actor, work = info.context.who(), info.context.work
        return forms.RevocationStanding.of(
            await revoke.approve_revocation(ask.to_ask(), actor=actor, work=work)
        )

    @strawberry.mutation(description="Send a proposed revocation back; the right stays.")
    @refusals_as_data
    async def return_revocation(
        self, info: Info, ask: forms.ReturnRevocationAsk
    ) -> forms.ReturnRevocationResult:
        """Translate."""
        actor, work = info.context.who(), info.context.work
        return forms.RevocationStanding.of(
            await revoke.return_revocation(ask.to_ask(), actor=actor, work=work)
        )

    @strawberry.mutation(description="Take one's own proposal to revoke back.")
    @refusals_as_data
    async def withdraw_revocation(
        self, info: Info, ask: forms.WithdrawRevocationAsk
    ) -> forms.WithdrawRevocationResult:
        """Translate."""
        actor, work = info.context.who(), info.context.work
        return forms.RevocationStanding.of(
            await revoke.withdraw_revocation(ask.to_ask(), actor=actor, work=work)
        )


__all__ = ["HomeOfRights", "RightsMutation", "RightsQuery"]
