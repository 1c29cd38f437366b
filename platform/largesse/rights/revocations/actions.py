"""What somebody may do to end a right now, by the rules that the use cases refuse by."""

from collections.abc import Mapping, Sequence
from typing import Literal
from uuid import UUID

from largesse.identity.approvals.reads import makers_of_open
from largesse.kernel.actor import Actor
from largesse.rights.entitlements.entitlement import UNUSED
from largesse.rights.entitlements.reads import EntitlementRow
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.revocations.revocation import SUBJECT, order_stands
from largesse.store.work import Read

Action = Literal["revoke", "withdraw"]


def actions(actor: Actor, right: EntitlementRow, waits_for: UUID | None) -> list[Action]:
    """Name the acts that neither state, office nor reach forbids.

    Args:
        actor: who would act.
        right: the right as screens show it.
        waits_for: who proposed the revocation that waits; None where none waits.
    """
    if not (actor.may("rights.propose_revocation") and actor.reaches(right.org_unit)):
        return []
    if waits_for is not None:
        return ["withdraw"] if waits_for == actor.id else []
    unused = not right.units_used and right.state in UNUSED
    return ["revoke"] if unused and not order_stands(right.order_state) else []


async def proposers(read: Read, rights: Sequence[EntitlementId]) -> Mapping[EntitlementId, UUID]:
    """Give who proposed the revocations that wait, by right."""
    return await makers_of_open(read, SUBJECT, rights)
