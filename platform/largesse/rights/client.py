"""Rights on the client face: what is mine, claim it, show its code. Translate, never decide."""

from datetime import datetime
from typing import Annotated

import segno
import strawberry

from largesse.faces.context import Info
from largesse.faces.refusals import RefusalType, missing_as_null, refusals_as_data
from largesse.faces.scalars import MoneyType, money, named
from largesse.kernel.clock import now
from largesse.kernel.copy import said, text
from largesse.kernel.ids import maybe_id, parse_id, text_id
from largesse.rights.entitlements import offers
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.redemptions.show_code import CodeShown, show_code
from largesse.rights.views import ACTIVITY, RIGHT, Row


@strawberry.type(description="A right of mine.")
class MyRight:
    """One right as its holder sees it."""

    id: str = named("Id, ent_….")
    title: str = named("What it is.")
    category: str = named("For example lounge or gift.")
    state: str = named("issued: to be claimed; active: to be used; redeemed, expired, revoked: over.")
    state_name: str = named("The state in the request's language.")
    waiting: bool = named("Whether the provider is being asked.")
    provider_name: str = named("Where it is used.")
    terms: str = named("Terms of use.")
    worth: MoneyType = named("What it is worth.")
    valid_from: datetime = named("From when it can be used.")
    valid_to: datetime = named("Until when it can be used.")
    claimed_at: datetime | None = named("When it was claimed.")
    used_at: datetime | None = named("When it was used.")
    activity: str | None = named("Id of the activity it was won in, act_….")

    @classmethod
    def of(cls, row: Row, locale: str) -> "MyRight":
        """Translate."""
        open_order = row["order_state"] in {"created", "submitted", "unknown", "accepted"}
        return cls(
            id=text_id(RIGHT, row["id"]),
            title=said(row["title"], locale),
            category=row["category"],
            state=row["state"],
            state_name=text(f"rights.state.{row['state']}", locale),
            waiting=row["state"] == "issued" and open_order,
            provider_name=said(row["provider_name"], locale),
            terms=said(row["terms"], locale),
            worth=money(row["market_value_minor"], row["currency"]),
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            claimed_at=row["claimed_at"],
            used_at=row["used_at"],
            activity=maybe_id(ACTIVITY, row["activity"]),
        )


@strawberry.type(description="The code of a right of mine.")
class RightCode:
    """What to show or say at the counter."""

    code12: str = named("Digits or the provider's code, in groups, to be said aloud.")
    qr: str = named("A QR code as SVG text.")
    token: str = named("What the QR code holds.")
    expires_at: datetime | None = named("When the QR code changes; null: it does not.")
    phone_needed: bool = named("Whether the counter also asks the phone's last four digits.")

    @classmethod
    def of(cls, shown: CodeShown) -> "RightCode":
        """Translate."""
        svg = segno.make_qr(shown.token, error="m").svg_inline(border=2, omitsize=True, dark="#1c1a17")
        return cls(
            code12=shown.words,
            qr=svg,
            token=shown.token,
            expires_at=shown.expires_at,
            phone_needed=shown.phone_needed,
        )


@strawberry.input(description="Claim a right of mine.")
class ClaimRightAsk:
    """See ``claim.ClaimRight``."""

    key: str = named("Idempotency key, 1 to 128 characters.")
    entitlement: str = named("The right, ent_….")


@strawberry.type(description="A right was claimed.")
class RightClaimedType:
    """Where it stands now."""

    id: str = named("Id of the right, ent_….")
    state: str = named("active: usable now; issued: the provider is being asked.")


ClaimRightResult = Annotated[RightClaimedType | RefusalType, strawberry.union("ClaimRightResult")]


@strawberry.type
class RightsQuery:
    """Queries of this room."""

    @strawberry.field(
        description="My rights, usable ones first, at most 100; of one activity (act_…) or all."
    )
    async def my_rights(self, info: Info, activity: str | None = None) -> list[MyRight]:
        """List one's own rights."""
        actor = info.context.who()
        actor.must("rights.own")
        won_in = parse_id(ACTIVITY, activity, "activity") if activity else None
        async with info.context.work.read() as read:
            rows = await offers.held(read, actor.id, won_in)
        return [MyRight.of(row, info.context.locale) for row in rows]

    @strawberry.field(description="One right of mine; null when it is not mine.")
    @missing_as_null
    async def right(self, info: Info, id: str) -> MyRight | None:  # noqa: A002 - the face's name
        """Show one right."""
        actor = info.context.who()
        actor.must("rights.own")
        async with info.context.work.read() as read:
            row = await offers.held_one(read, actor.id, parse_id(RIGHT, id))
        return MyRight.of(row, info.context.locale) if row else None

    @strawberry.field(description="The code of a right of mine; null while it has none.")
    @missing_as_null
    async def right_code(self, info: Info, id: str) -> RightCode | None:  # noqa: A002 - the face's name
        """Show the code that holds now."""
        actor = info.context.who()
        actor.must("rights.own")
        async with info.context.work.read() as read:
            shown = await show_code(read, actor.id, parse_id(RIGHT, id), now())
        return RightCode.of(shown) if shown else None


@strawberry.type
class RightsMutation:
    """Mutations of this room."""

    @strawberry.mutation(description="Claim a right of mine.")
    @refusals_as_data
    async def claim_right(self, info: Info, ask: ClaimRightAsk) -> ClaimRightResult:
        """Translate."""
        wanted = ClaimRight(key=ask.key, entitlement=parse_id(RIGHT, ask.entitlement, "entitlement"))
        claimed = await claim_right(wanted, actor=info.context.who(), work=info.context.work)
        return RightClaimedType(id=text_id(RIGHT, claimed.entitlement), state=claimed.state)
