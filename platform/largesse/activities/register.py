"""What the register of rights says about the batches that a document names.

Words       *offer* a batch as an activity may use it: worth, cost, stock left, budget left
Invariant   an activity uses a batch of its own org unit, of one above or of one below
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.check import Problem
from largesse.activities.document import words
from largesse.contracts.documents_gen import ActivityDocument, ActivityDocumentRight
from largesse.contracts.reading import pointer
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id
from largesse.kernel.work import Read

_OFFERS = """
select b.id, p.category, s.market_value_minor, b.unit_cost_minor, b.currency, b.state, b.free, b.budget,
  u.cap_minor - u.reserved_minor - u.spent_minor as budget_left_minor
from rights_batch b
join rights_sku s on s.id = b.sku
join rights_product p on p.id = s.product
join rights_budget u on u.id = b.budget
join identity_org_unit owner on owner.id = b.org_unit
where b.id = any($1::uuid[]) and ($2::uuid is null or $2 = any(owner.path)
  or b.org_unit in (select unnest(path) from identity_org_unit where id = $2))
"""
_COMPARED = ("category", "market_value_minor", "unit_cost_minor", "currency")


@dataclass(frozen=True, slots=True)
class Offer:
    """A batch as the register has it now."""

    id: UUID
    category: str
    market_value_minor: int
    unit_cost_minor: int
    currency: str
    state: str
    free: int
    budget: UUID
    budget_left_minor: int


def batches(document: ActivityDocument) -> list[UUID]:
    """Give the batches that a document names; a name that is no id is left out."""
    return [batch for right in document["rights"] if (batch := batch_of(right)) is not None]


def batch_of(right: ActivityDocumentRight) -> UUID | None:
    """Give the batch of a right; None when its text is no id."""
    try:
        return parse_id("bat", right["batch"])
    except Malformed:
        return None


async def offers(read: Read, wanted: Sequence[UUID], org_unit: UUID | None) -> dict[UUID, Offer]:
    """Read batches that an activity of this org unit may use; None asks for all of them."""
    rows = await read.rows(_OFFERS, list(wanted), org_unit)
    return {row["id"]: Offer(**row) for row in rows}


async def problems(read: Read, document: ActivityDocument, org_unit: UUID | None) -> list[Problem]:
    """Tell where the document's rights differ from the register."""
    known = await offers(read, batches(document), org_unit)
    return [one for index, right in enumerate(document["rights"]) for one in _differs(index, right, known)]


def budget_left_minor(known: Mapping[UUID, Offer]) -> int:
    """Give what is left in the budgets behind these batches, each counted once."""
    return sum({offer.budget: offer.budget_left_minor for offer in known.values()}.values())


def _differs(index: int, right: ActivityDocumentRight, known: Mapping[UUID, Offer]) -> Iterator[Problem]:
    batch = batch_of(right)
    offer = known.get(batch) if batch else None
    at = ("rights", index)
    if offer is None:
        yield Problem("activities.right_unknown", pointer(*at, "batch"), "error")
        return
    if offer.state != "active":
        yield Problem(
            "activities.right_not_active", pointer(*at, "batch"), "error", (("state", offer.state),)
        )
    held: Mapping[str, Any] = right
    for field in _COMPARED:
        if held[field] != getattr(offer, field):
            facts = (("right", words(right["title"], "zh-CN")), ("field", field))
            yield Problem("activities.right_changed", pointer(*at, field), "error", facts)
