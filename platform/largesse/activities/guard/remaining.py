"""How many units of a prize are left for clients, as far as the house knows now.

Words       *given* how often each prize was won so far; the play room counts it and lends its count here
Invariant   never more than the register has free, nor than the document's stock leaves
"""

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from largesse.activities.documents.document import Placed, granted
from largesse.activities.guard.register import batch_of
from largesse.contracts.documents_gen import ActivityDocument
from largesse.rights.batches.offers import Offer
from largesse.store.house import Port
from largesse.store.work import Read

SHOWN_MAX = 1_000
Given = Mapping[tuple[str, str], int]
Count = Callable[[Read, UUID], Awaitable[Given]]
GIVEN: Port[Count] = Port("activities.given")


async def given(read: Read, activity: UUID) -> Given:
    """Give how often each prize was won; nothing while no room counts."""
    count = read.house.one(GIVEN)
    return await count(read, activity) if count else {}


def units_left(document: ActivityDocument, one: Placed, offers: Mapping[UUID, Offer], won: Given) -> int:
    """Give the units of a prize that may still be won, 0 to ``SHOWN_MAX``."""
    bounds = [SHOWN_MAX]
    for right, units in granted(document, one):
        offer = offers.get(batch_of(right) or UUID(int=0))
        bounds.append(offer.free // units if offer is not None and offer.state == "active" else 0)
    if one.stock is not None:
        bounds.append(one.stock - won.get((one.play, one.id), 0))
    return max(0, min(bounds))
