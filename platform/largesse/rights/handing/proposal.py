"""What a second person reads and signs of a right that an adviser asks to hand over."""

from typing import Any

from largesse.audience.clients.reads import numbered_names_of
from largesse.identity.approvals.proposal import Proposal
from largesse.kernel.canonical import digest
from largesse.kernel.settings import settings
from largesse.rights.handing.give import Judged, Wish
from largesse.rights.handing.records import HandingRequest
from largesse.store.work import Tx

SUBJECT = "rights.handing"


async def proposal_of(tx: Tx[Any], row: HandingRequest, wish: Wish, judged: Judged) -> Proposal:
    """Give what is put before the signers: who gets what from whom, what it costs, what the client reads."""
    offer = judged.offer
    client = (await numbered_names_of(tx, [wish.client])).get(wish.client, "")
    content = {
        "request": str(row.id),
        "client": client,
        "client_id": str(wish.client),
        "adviser": wish.adviser_name,
        "batch": str(wish.batch),
        "batch_code": offer.code,
        "title": offer.title,
        "worth_minor": offer.market_value_minor,
        "unit_cost_minor": offer.unit_cost_minor,
        "currency": offer.currency,
        "limit": settings().adviser_gift_max_minor,
        "note": wish.note,
        "locale": wish.locale,
    }
    return Proposal(
        subject_kind=SUBJECT,
        subject=row.id,
        content_hash=digest(content),
        route="two_person",
        org_unit=row.org_unit,
        title=f"{offer.title['zh-CN']} · {client}",
        summary={"reason": wish.note},
        difference={"before": None, "after": content},
    )
