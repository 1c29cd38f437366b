"""Products: what kinds of rights there are."""

from dataclasses import dataclass
from uuid import UUID

from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because
from largesse.kernel.writing import code_given
from largesse.rights.catalogue.records import NodeId, Product
from largesse.rights.catalogue.supply import Made, Text, expect_free, expect_reached, text_given
from largesse.rights.catalogue.tree_locking import expect_open, lock_tree
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

    code: str = asked("The institution's own code, unique.")
    title: Text = asked("Title.")
    category: str = asked("For example lounge, gift, health.")
    org_unit: UnitId = asked("Org unit it belongs to, unt_….", id="unt", name="unit")
    summary: Text = asked("What it is, in a sentence.", default_factory=dict)
    node: NodeId | None = asked("Its node in the catalogue's tree, nod_….", id="nod", default=None)


async def make_product(ask: MakeProduct, *, actor: Actor, work: Work) -> Made:
    """Make a product.

    Raises:
        CodeTaken: ``rights.code_taken``.
        NodeMissing, NodeStopped: about the node.
        Malformed: ``kernel.malformed`` at ``category`` or ``title``.
    """
    actor.must("rights.supply")
    expect_reached(actor, ask.org_unit)
    if ask.category not in CATEGORIES:
        raise Malformed(because("rights.reason.category"), "category")
    code = code_given(ask.code)
    async with work.begin(ask, actor, use="rights.make_product", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_free(tx, Product, code)
        if ask.node is not None:
            await lock_tree(tx)  # nobody stops the node meanwhile
            await expect_open(tx, ask.node, actor)
        made = Made(new_id())
        await Product.create(
            using_db=tx.conn,
            id=made.id,
            code=code,
            title=text_given(ask.title, "title"),
            summary=ask.summary,
            category=ask.category,
            node=ask.node,
            org_unit=ask.org_unit,
            created_at=tx.now,
        )
        tx.audit("rights.product_made", str(made.id), {"code": code}, org_unit=ask.org_unit)
        return await tx.done(made)
