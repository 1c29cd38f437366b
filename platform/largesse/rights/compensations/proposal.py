"""What a second person reads and signs of a compensation above the limit."""

from typing import Any

from largesse.audience.clients.reads import numbered_names_of
from largesse.identity.approvals.proposal import Proposal
from largesse.kernel.canonical import digest
from largesse.rights.compensations.records import Compensation
from largesse.rights.compensations.what import Offer
from largesse.rights.entitlements.locking import Right
from largesse.store.work import Tx

SUBJECT = "rights.compensation"


async def proposal_of(tx: Tx[Any], row: Compensation, right: Right, offer: Offer) -> Proposal:
    """Give what is put before the signers: what failed, what is given for it, what it is worth."""
    client = (await numbered_names_of(tx, [row.client])).get(row.client, "")
    content = {
        "compensation": str(row.id),
        "original": str(right.id),
        "original_title": right.sku_title,
        "original_state": right.state.value,
        "original_cost_minor": right.unit_cost_minor,
        "original_currency": right.currency,
        "client": client,
        "cause": row.cause,
        "complaint": str(row.complaint or ""),
        "batch": str(row.batch or ""),
        "points_kind": str(row.points_kind or ""),
        "title": offer.title,
        "points": row.points or 0,
        "worth_minor": offer.worth_minor,
        "unit_cost_minor": offer.unit_cost_minor,
        "currency": row.currency,
        "limit": offer.limit,
        "reason": row.reason,
        "note": row.note,
    }
    return Proposal(
        subject_kind=SUBJECT,
        subject=row.id,
        content_hash=digest(content),
        route="two_person",
        org_unit=row.org_unit,
        title=f"{right.sku_title['zh-CN']} · {client}",
        summary={"reason": row.reason},
        difference={"before": None, "after": content},
    )
