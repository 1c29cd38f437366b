"""Approvals on the console face: the inbox, one approval, its seats; the owning rooms sign."""

from functools import partial
from uuid import UUID

import strawberry

from largesse.faces.context import Context, Info
from largesse.faces.lists import Connection, ListAsk, Listing, shown
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.identity.approvals import seats
from largesse.identity.approvals.approvals import ApprovalMissing
from largesse.identity.approvals.reads import approval_row, approvals_page
from largesse.identity.approvals.records import APPROVAL
from largesse.identity.approvals.views import Approval
from largesse.kernel.actor import Actor
from largesse.kernel.ids import parse_id


@strawberry.type(description="The approval after a hand-over or an added signer.")
class ApprovalArranged:
    """Answer of arrangements around an approval."""

    approval: Approval = named("The approval.")


@strawberry.type
class ApprovalQuery:
    """Queries of approvals."""

    @strawberry.field(
        description="Approvals. state: mine (to sign), open, done, made, all. sort: createdAt, title, state."
    )
    async def approvals(  # noqa: PLR0913, PLR0917 - a list's arguments, and which list
        self,
        info: Info,
        state: str = "mine",
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ) -> Connection[Approval]:
        """List the inbox."""
        rows = partial(approvals_page, state=state)
        listing = Listing(f"approvals-{state}", "identity.read_approvals", rows, Approval.of)
        return await shown(info, listing, ListAsk(first, after, search, sort))

    @strawberry.field(description="One approval with what it shows; null when missing or out of reach.")
    @missing_as_null
    async def approval(self, info: Info, id: str) -> Approval | None:  # noqa: A002 - the face's name
        """Show one approval."""
        actor = info.context.who()
        actor.must("identity.read_approvals")
        return await _approval(info.context, actor, parse_id(APPROVAL, id))


async def _arranged(arranged: seats.Arranged, info: Info) -> ApprovalArranged:
    found = await _approval(info.context, info.context.who(), arranged.approval)
    if found is None:
        raise ApprovalMissing(arranged.approval)
    return ApprovalArranged(approval=found)


async def _approval(context: Context, actor: Actor, approval: UUID) -> Approval | None:
    async with context.work.read() as read:
        row = await approval_row(read, actor, approval)
    return Approval.of(row, context.locale) if row else None


@strawberry.type
class ApprovalMutation:
    """Mutations of an approval's seats."""

    hand_over_approval = mutation(
        seats.hand_over_approval,
        "Let a colleague act in my seat on one approval until a date.",
        shows=_arranged,
        result="ArrangeApprovalResult",
    )
    add_signer = mutation(
        seats.add_approval_signer,
        "Require one more named colleague at the step at hand.",
        shows=_arranged,
        name="add_signer",
        result="ArrangeApprovalResult",
    )
