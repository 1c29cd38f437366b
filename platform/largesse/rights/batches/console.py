"""Issue batches on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, list_by_state
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import JsonDocument, MoneyType, money, named
from largesse.identity.approvals.records import APPROVAL
from largesse.kernel.copy import said
from largesse.kernel.ids import maybe_id, parse_id, text_id
from largesse.kernel.money import Long
from largesse.rights.batches import reads
from largesse.rights.batches.actions import actions
from largesse.rights.batches.batch import BATCH, BatchStanding
from largesse.rights.batches.decide import approve_batch, return_batch
from largesse.rights.batches.propose import propose_batch, withdraw_batch
from largesse.rights.batches.records import BatchId
from largesse.rights.batches.steer import steer_batch
from largesse.rights.budgets.budget import BUDGET
from largesse.rights.catalogue.sku_views import TaxSigned, rule_said
from largesse.rights.catalogue.supply import SKU
from largesse.rights.catalogue.validity import after_issue


@strawberry.type(description="An issue batch: how many rights of a SKU, for how much, until when.")
class IssueBatch:
    """One batch. total = free + held + issued + lapsed."""

    row: strawberry.Private[reads.BatchRow]
    id: str = named("Id, bat_…; what an activity's document names.")
    code: str = named("The institution's own code.")
    name: str = named("Title in the request's language.")
    title: JsonDocument = named("Title in every language.")
    sku: str = named("What is given, sku_….")
    sku_name: str = named("The SKU's title.")
    sku_title: JsonDocument = named("The SKU's title in every language: what clients read on the right.")
    sku_code: str = named("The SKU's code.")
    category: str = named("Category of the product.")
    state: str = named("draft, pending_approval, active, paused, stopped, settled or voided.")
    total: Long = named("Units in all.")
    free: Long = named("Units that can still be given.")
    held: Long = named("Units set aside.")
    lapsed: Long = named("Units that were left when the batch was stopped; nobody gets them.")
    issued: Long = named("Units given.")
    unit_cost: MoneyType = named("What one unit costs the institution.")
    market_value: MoneyType = named("What one unit is worth to a client.")
    budget: str = named("Who pays, bud_….")
    budget_name: str = named("The budget's title.")
    budget_left: MoneyType = named("What the budget can still promise.")
    starts_at: datetime = named("From when units can be given.")
    ends_at: datetime = named("Until when units can be given.")
    valid_days: int = named("Days that a right stays valid after it was given, where its rule counts so.")
    validity_name: str = named("Until when and at which hours a right can be used, in words.")
    sku_version: int = named("The SKU's version that it took over.")
    units_each: int = named("How often one right can be used.")
    transfer: str = named("To whom a right may be passed on: none, family or anyone.")
    refund: str = named("What comes back of a right: none, unused or unused_units.")
    breakage: str = named("When the cost is an expense: at_redemption or at_issue.")
    breakage_ppm: int = named("Share that is expected to lapse, in parts per million.")
    personal_form: JsonDocument = named("What the client is asked for, personal-form.v1.")
    income_tax: str = named("incidental_20, discount_coupon_exempt or none.")
    borne_by: str = named("Who bears the income tax: client or bank.")
    vat_treatment: str = named("deduct_and_deem, no_deduct, prepaid_card_non_taxable or discount.")
    vat_rate_ppm: int = named("VAT rate in parts per million.")
    tax: TaxSigned | None = named("The institution's own word on these taxes; null: nobody has signed them.")
    unit_name: str = named("The org unit it belongs to.")
    content_hash: str = named("Address of the content that is approved.")
    approval: str | None = named("Id of its approval, apv_….")

    @classmethod
    def of(cls, row: reads.BatchRow, locale: str) -> "IssueBatch":
        return cls(
            row=row,
            id=text_id(BATCH, row.id),
            code=row.code,
            name=said(row.title, locale),
            title=JsonDocument(row.title),
            sku=text_id(SKU, row.sku),
            sku_name=said(row.sku_title, locale),
            sku_title=JsonDocument(row.sku_title),
            sku_code=row.sku_code,
            category=row.category,
            state=row.state,
            total=Long(row.total),
            free=Long(row.left),
            held=Long(row.held),
            lapsed=Long(row.lapsed),
            issued=Long(row.issued),
            unit_cost=money(row.unit_cost_minor, row.currency),
            market_value=money(row.market_value_minor, row.currency),
            budget=text_id(BUDGET, row.budget),
            budget_name=said(row.budget_title, locale),
            budget_left=money(row.budget_left_minor, row.currency),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            valid_days=row.valid_days,
            validity_name=rule_said(row.validity or after_issue(row.valid_days), locale),
            sku_version=row.sku_version,
            units_each=row.units_each,
            transfer=row.transfer,
            refund=row.refund,
            breakage=row.breakage,
            breakage_ppm=row.breakage_ppm,
            personal_form=JsonDocument(row.personal_form),
            income_tax=row.income_tax,
            borne_by=row.borne_by,
            vat_treatment=row.vat_treatment,
            vat_rate_ppm=row.vat_rate_ppm,
            tax=TaxSigned.of(row.tax_opinion, row.tax_signed_by, row.tax_signed_at),
            unit_name=said(row.unit_name, locale),
            content_hash=row.content_hash,
            approval=maybe_id(APPROVAL, row.approval),
        )

    @strawberry.field(description="What the reader may do with it now; signing is its approval's.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        return list(actions(info.context.who(), self.row))


@strawberry.type(description="An issue batch moved.")
class IssueBatchMoved:
    """Where it stands now."""

    id: str = named("Id of the batch, bat_….")
    state: str = named("Its state.")

    @classmethod
    def of(cls, standing: BatchStanding) -> Self:
        return cls(id=text_id(BATCH, standing.batch), state=standing.state)


@strawberry.type
class BatchQuery:
    """Issue batches."""

    issue_batches: Connection[IssueBatch] = list_by_state(
        "batches",
        "rights.view",
        reads.batches_page,
        IssueBatch.of,
        "Issue batches within reach. sort: code, state, free, total, endsAt, createdAt.",
    )

    @strawberry.field(description="One issue batch; null when missing or out of reach.")
    @missing_as_null
    async def issue_batch(self, info: Info, id: str) -> IssueBatch | None:  # noqa: A002 - the face's name
        """Show one batch."""
        actor = info.context.who()
        actor.must("rights.view")
        async with info.context.work.read() as read:
            row = await reads.batch_of(read, actor, BatchId(parse_id(BATCH, id)))
        return IssueBatch.of(row, info.context.locale) if row else None


@strawberry.type
class BatchMutation:
    """What moves issue batches."""

    create_issue_batch = mutation(
        propose_batch,
        "Make an issue batch and put it before a second person.",
        name="create_issue_batch",
        shows=IssueBatchMoved.of,
    )
    approve_issue_batch = mutation(
        approve_batch, "Approve a proposed batch.", name="approve_issue_batch", shows=IssueBatchMoved.of
    )
    return_issue_batch = mutation(
        return_batch,
        "Send a proposed batch back to its maker.",
        name="return_issue_batch",
        shows=IssueBatchMoved.of,
    )
    withdraw_issue_batch = mutation(
        withdraw_batch,
        "Take one's own proposal of a batch back; it is a draft again.",
        name="withdraw_issue_batch",
        shows=IssueBatchMoved.of,
    )
    steer_issue_batch = mutation(
        steer_batch,
        "Pause, resume or stop a batch; rights already given stay valid.",
        name="steer_issue_batch",
        shows=IssueBatchMoved.of,
    )
