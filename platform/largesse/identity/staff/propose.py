"""Put a change that opens a role that signs before a second administrator; what is signed is all of it."""

from typing import Any

from largesse.identity.access import ADMIN
from largesse.identity.approvals import approvals
from largesse.identity.approvals.proposal import Proposal
from largesse.identity.approvals.records import ApprovalId
from largesse.identity.staff.records import Staff
from largesse.identity.staff.standing import Standing, written
from largesse.identity.units.reads import names_of_units
from largesse.kernel.canonical import digest
from largesse.store.work import Tx

SUBJECT = "identity.staff"


async def propose_change(tx: Tx[Any], one: Staff, before: Standing, after: Standing) -> ApprovalId:
    """Open an approval of one member of staff's new standing.

    Raises:
        OpenAlready: ``identity.approval_open_already``.
    """
    names = await names_of_units(tx, {before.unit, after.unit})
    content = {
        "staff": str(one.id),
        "number": one.number,
        "name": one.name,
        "email": one.email,
        "before": written(before) | {"unit_name": names[before.unit]},
        "after": written(after) | {"unit_name": names[after.unit]},
    }
    proposal = Proposal(
        subject_kind=SUBJECT,
        subject=one.id,
        content_hash=digest(content),
        route="two_person",
        org_unit=after.unit,
        title=f"{one.name} · {one.number}",
        difference=content,
        roles=(ADMIN,),
    )
    return await approvals.propose(tx, proposal, tx.actor)
