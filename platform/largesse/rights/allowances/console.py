"""Allowances on the console face: rules, and the balances of one client."""

from datetime import date, datetime
from typing import Self

import strawberry

from largesse.audience.clients.reads import client_row
from largesse.audience.tiers.reads import tier_cards
from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.clock import now
from largesse.kernel.copy import in_locale, said, text
from largesse.kernel.ids import parse_id, text_id
from largesse.rights.allowances import reads, rules
from largesse.rights.allowances.allowance import RULE
from largesse.rights.entitlements.entitlement import CLIENT


@strawberry.type(name="AllowanceRule", description="How much a tier lets one take in a period.")
class AllowanceRuleType:
    """One rule."""

    id: str = named("Id, alr_….")
    tier: str = named("Code of the tier.")
    title: str = named("What it is.")
    sku_code: str = named("Code of the SKU.")
    batch_code: str = named("The batch that it is served from.")
    period_name: str = named("The period in the request's language.")
    units: int = named("Units in a period.")
    owner_name: str = named("Whose it is, in the request's language.")
    pro_rata: bool = named("Whether a change of tier counts by days.")
    returns: bool = named("Whether what expires unused comes back.")
    state: str = named("active or stopped.")
    held: int = named("Taken and not used, in all periods.")
    used: int = named("Used, in all periods.")
    made_at: datetime = named("When it was made.")
    row: strawberry.Private[reads.RuleRow]

    @strawberry.field(description="What the reader may do with it now: stop.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        actor, row = info.context.who(), self.row
        stops = row.state == "active" and actor.may("rights.keep_allowances") and actor.reaches(row.org_unit)
        return ["stop"] if stops else []

    @classmethod
    def of(cls, row: reads.RuleRow, locale: str) -> Self:
        return cls(
            id=text_id(RULE, row.id),
            tier=row.tier,
            title=said(row.sku_title, locale),
            sku_code=row.sku_code,
            batch_code=row.batch_code,
            period_name=text(f"rights.period.{row.period}", locale),
            units=row.units,
            owner_name=text(f"rights.owner.{row.owner}", locale),
            pro_rata=row.pro_rata,
            returns=row.returns,
            state=row.state,
            held=row.held,
            used=row.used,
            made_at=row.made_at,
            row=row,
        )


@strawberry.type(description="What a client may take in this period.")
class ClientAllowance:
    """One rule for one client."""

    rule: str = named("Id of the rule, alr_….")
    title: str = named("What it is.")
    period_name: str = named("The period in the request's language.")
    shared: bool = named("Whether the household shares it.")
    granted: int = named("How many in the period.")
    held: int = named("Taken and not used.")
    used: int = named("Used.")
    left: int = named("Left.")
    starts_on: date = named("First local day of the period.")
    ends_on: date | None = named("The day after the last; null: never.")

    @classmethod
    def of(cls, one: reads.Balance, locale: str) -> Self:
        return cls(
            rule=text_id(RULE, one.rule.id),
            title=said(one.rule.sku_title, locale),
            period_name=text(f"rights.period.{one.rule.period}", locale),
            shared=one.shared,
            granted=one.granted,
            held=one.held,
            used=one.used,
            left=one.left,
            starts_on=one.period.start,
            ends_on=one.period.end,
        )


@strawberry.type(description="A rule after a step.")
class AllowanceRuleChanged:
    """The success of every step."""

    rule: str = named("Id of the rule, alr_….")

    @classmethod
    def of(cls, kept: rules.AllowanceRuleKept) -> Self:
        return cls(rule=text_id(RULE, kept.rule))


@strawberry.type(description="A tier that a rule may name.")
class AllowanceTier:
    """For a form."""

    code: str = named("Code.")
    name: str = named("Name in the request's language.")


@strawberry.type
class AllowanceQuery:
    """Queries of allowances."""

    @strawberry.field(description="Tiers that a rule may name, lowest first.")
    async def allowance_tiers(self, info: Info) -> list[AllowanceTier]:
        """List them."""
        info.context.who().must("rights.view")
        async with info.context.work.read() as read:
            rows = await tier_cards(read)
        locale = info.context.locale
        return [
            AllowanceTier(code=one.code, name=in_locale(one.name_zh, one.name_en, locale)) for one in rows
        ]

    allowance_rules: Connection[AllowanceRuleType] = list_field(
        Listing("allowance-rules", "rights.view", reads.rules_page, AllowanceRuleType.of),
        "Rules of allowances within reach. search: tier, SKU, batch. sort: madeAt, tier, sku.",
    )

    @strawberry.field(description="What a client may take in this period; null when out of reach.")
    @missing_as_null
    async def client_allowances(self, info: Info, id: str) -> list[ClientAllowance] | None:  # noqa: A002 - the face's name
        """Show them."""
        actor = info.context.who()
        actor.must("rights.view")
        client = parse_id(CLIENT, id)
        async with info.context.work.read() as read:
            row = await client_row(read, client)
            if row is None or not (actor.reaches(row.org_unit) or row.adviser == actor.id):
                return None
            found = await reads.balances_of(read, client, now())
        return [ClientAllowance.of(one, info.context.locale) for one in found]


@strawberry.type
class AllowanceMutation:
    """Steps of staff."""

    make_allowance_rule = mutation(
        rules.make_allowance_rule,
        "Say how much of a batch's SKU a tier lets one take in a period.",
        shows=AllowanceRuleChanged.of,
    )
    stop_allowance_rule = mutation(
        rules.stop_allowance_rule,
        "Let nobody take of a rule any more.",
        shows=AllowanceRuleChanged.of,
    )
