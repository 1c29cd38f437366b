"""Products: what kinds of rights there are."""

from dataclasses import dataclass, field
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.ids import new_id
from largesse.rights.catalogue.supply import Made, Text, code_given, expect_free, expect_reached, text_given
from largesse.store.work import Work

CATEGORIES = (
    "concierge",
    "health",
    "legal",
    "travel",
    "lounge",
    "voucher",
    "gift",
    "points",
    "fee_waiver",
    "ticket",
)


@dataclass(frozen=True)
class ProductMissing(Missing):
    """No such product within reach."""

    code = "rights.product_missing"
    product: UUID


@dataclass(frozen=True, kw_only=True)
class MakeProduct(Ask):
    """A product: what kind of right it is."""

    code: str
    title: Text
    summary: Text = field(default_factory=dict)
    category: str
    org_unit: UUID


async def make_product(ask: MakeProduct, *, actor: Actor, work: Work) -> Made:
    """Make a product.

    Raises:
        CodeTaken: ``rights.code_taken``.
        Malformed: ``kernel.malformed`` at ``category`` or ``title``.
    """
    actor.must("rights.supply")
    expect_reached(actor, ask.org_unit)
    if ask.category not in CATEGORIES:
        raise Malformed("not a category", "category")
    async with work.begin(ask, actor, use="rights.make_product", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_free(tx, "select 1 from rights_product where code = $1", code_given(ask.code))
        made = Made(new_id())
        await tx.run(
            "insert into rights_product (id, code, title, summary, category, org_unit)"
            " values ($1, $2, $3, $4, $5, $6)",
            made.id,
            ask.code,
            text_given(ask.title, "title"),
            ask.summary,
            ask.category,
            ask.org_unit,
        )
        tx.audit("rights.product_made", str(made.id), {"code": ask.code}, org_unit=ask.org_unit)
        return await tx.done(made)
