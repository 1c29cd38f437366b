"""Nodes of the catalogue's tree: made, renamed, moved, stopped; products are hung into them.

Invariant   one change of the tree at a time, so that two moves never make a circle together
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Contended
from largesse.kernel.ids import new_id
from largesse.kernel.writing import code_given
from largesse.rights.catalogue.products import ProductMissing
from largesse.rights.catalogue.records import Node, NodeId, Product, ProductId
from largesse.rights.catalogue.supply import Made, Text, expect_free, expect_reached, text_given
from largesse.rights.catalogue.tree import (
    NODES_MAX,
    NodeInUse,
    NodeMissing,
    TooManyNodes,
    Twig,
    expect_place,
    placed,
)
from largesse.rights.catalogue.tree_locking import expect_open, lock_tree
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work

_MOVE = """
update rights_node x set parent = $2, version = version + 1 where x.id = $1 and not exists (
  with recursive above (id, parent) as (
    select id, parent from rights_node where id = $2
    union select n.id, n.parent from rights_node n join above a on n.id = a.parent)
  select 1 from above where id = $1)
"""
_PLACE = """
update rights_node x set place = o.nth - 1
from unnest($1::uuid[]) with ordinality o (id, nth) where x.id = o.id
"""
_USED = """
select (select count(*) from rights_node where parent = $1 and state = 'active') as nodes,
       (select count(*) from rights_product where node = $1 and state = 'active') as products
"""


class NodeStep(Enum):
    """What to do with a node."""

    STOP = "stop"
    RESUME = "resume"


@dataclass(frozen=True, kw_only=True)
class MakeNode(Ask):
    """A node of the catalogue's tree."""

    code: str = asked("The institution's own code, unique.")
    title: Text = asked("Title.")
    org_unit: UnitId = asked("Org unit it belongs to, unt_….", id="unt", name="unit")
    parent: NodeId | None = asked("The node above, nod_…; none: the root.", id="nod", default=None)


@dataclass(frozen=True, kw_only=True)
class RenameNode(Ask):
    """Another title for a node."""

    node: NodeId = asked("The node, nod_….", id="nod")
    title: Text = asked("Title.")


@dataclass(frozen=True, kw_only=True)
class MoveNode(Ask):
    """Another place for a node and all that is below it."""

    node: NodeId = asked("The node, nod_….", id="nod")
    parent: NodeId | None = asked("The node above, nod_…; none: the root.", id="nod", default=None)
    before: NodeId | None = asked(
        "The neighbour it stands before, nod_…; none: last.", id="nod", default=None
    )


@dataclass(frozen=True, kw_only=True)
class SteerNode(Ask):
    """Stop a node, or take it up again."""

    node: NodeId = asked("The node, nod_….", id="nod")
    step: NodeStep = asked("What to do.")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True, kw_only=True)
class HangProduct(Ask):
    """A product into a node."""

    product: ProductId = asked("The product, prd_….", id="prd")
    node: NodeId | None = asked("The node, nod_…; none: out of the tree.", id="nod", default=None)


@dataclass(frozen=True)
class NodeStanding:
    """A node and where it stands now."""

    node: NodeId
    state: str


@dataclass(frozen=True)
class ProductHung:
    """A product and its node."""

    product: ProductId
    node: NodeId | None


@dataclass(frozen=True)
class _Used:
    nodes: int
    products: int


async def make_node(ask: MakeNode, *, actor: Actor, work: Work) -> Made:
    """Make a node, last among its neighbours.

    Raises:
        NodeMissing: ``rights.node_missing``: the parent.
        NodeMisplaced: ``rights.node_misplaced``.
        NodeStopped: ``rights.node_stopped``: the parent is.
        CodeTaken: ``rights.code_taken``.
    """
    actor.must("rights.arrange")
    expect_reached(actor, ask.org_unit)
    code, title = code_given(ask.code), text_given(ask.title, "title")
    async with work.begin(ask, actor, use="rights.make_node", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        twigs = await lock_tree(tx)
        if len(twigs) >= NODES_MAX:
            raise TooManyNodes
        await expect_open(tx, ask.parent, actor)
        expect_place(_parents(twigs), ask.parent)
        await expect_free(tx, Node, code)
        made = Made(new_id())
        await Node.create(
            using_db=tx.conn,
            id=made.id,
            parent=ask.parent,
            code=code,
            title=title,
            place=max((one.place + 1 for one in twigs if one.parent == ask.parent), default=0),
            org_unit=ask.org_unit,
            created_at=tx.now,
        )
        tx.audit("rights.node_made", str(made.id), {"code": code}, org_unit=ask.org_unit)
        return await tx.done(made)


async def rename_node(ask: RenameNode, *, actor: Actor, work: Work) -> NodeStanding:
    """Give a node another title.

    Raises:
        NodeMissing: ``rights.node_missing``.
    """
    actor.must("rights.arrange")
    title = text_given(ask.title, "title")
    async with work.begin(ask, actor, use="rights.rename_node", answer=NodeStanding) as tx:
        if tx.earlier:
            return tx.earlier
        node = await _lock(tx, ask.node, actor)
        facts = {"from": node.title.get("zh-CN"), "to": title.get("zh-CN")}
        node.title = title
        await node.save(using_db=tx.conn, update_fields=["title"])
        tx.audit("rights.node_renamed", str(node.id), facts, org_unit=node.org_unit)
        return await tx.done(NodeStanding(ask.node, node.state))


async def move_node(ask: MoveNode, *, actor: Actor, work: Work) -> NodeStanding:
    """Move a node with all that is below it.

    Raises:
        NodeMissing: ``rights.node_missing``: it, or its new parent.
        NodeMisplaced: ``rights.node_misplaced``.
        NodeStopped: ``rights.node_stopped``: the new parent is.
    """
    actor.must("rights.arrange")
    async with work.begin(ask, actor, use="rights.move_node", answer=NodeStanding) as tx:
        if tx.earlier:
            return tx.earlier
        twigs = await lock_tree(tx)
        node = await _lock(tx, ask.node, actor)
        if ask.parent != node.parent:
            await expect_open(tx, ask.parent, actor)
        expect_place(_parents(twigs), ask.parent, node.id)
        if await tx.run(_MOVE, node.id, ask.parent) != 1:
            raise Contended
        order = placed(_below(twigs, ask.parent), node.id, ask.before)
        await tx.run(_PLACE, order)
        facts = {"from": str(node.parent or ""), "to": str(ask.parent or "")}
        tx.audit("rights.node_moved", str(node.id), facts, org_unit=node.org_unit)
        return await tx.done(NodeStanding(ask.node, node.state))


async def steer_node(ask: SteerNode, *, actor: Actor, work: Work) -> NodeStanding:
    """Stop a node in which nothing is in use, or take it up again.

    Raises:
        NodeMissing: ``rights.node_missing``.
        NodeInUse: ``rights.node_in_use``.
    """
    actor.must("rights.arrange")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.steer_node", answer=NodeStanding) as tx:
        if tx.earlier:
            return tx.earlier
        await lock_tree(tx)
        node = await _lock(tx, ask.node, actor)
        if ask.step is NodeStep.STOP:
            used = await tx.one(_Used, _USED, node.id)
            if used and (used.nodes or used.products):
                raise NodeInUse(used.nodes, used.products)
        before, node.state = node.state, "stopped" if ask.step is NodeStep.STOP else "active"
        await node.save(using_db=tx.conn, update_fields=["state"])
        facts = {"from": before, "to": node.state, "reason": reason}
        tx.audit("rights.node_steered", str(node.id), facts, org_unit=node.org_unit)
        return await tx.done(NodeStanding(ask.node, node.state))


async def hang_product(ask: HangProduct, *, actor: Actor, work: Work) -> ProductHung:
    """Hang a product into a node, or take it out of the tree.

    Raises:
        ProductMissing: ``rights.product_missing``.
        NodeMissing: ``rights.node_missing``.
        NodeStopped: ``rights.node_stopped``.
    """
    actor.must("rights.supply")
    async with work.begin(ask, actor, use="rights.hang_product", answer=ProductHung) as tx:
        if tx.earlier:
            return tx.earlier
        await lock_tree(tx)  # nobody stops the node meanwhile
        product = (
            await Product.filter(id=ask.product).using_db(tx.conn).select_for_update(no_key=True).first()
        )
        if product is None:
            raise ProductMissing(ask.product)
        actor.reach(product.org_unit, ProductMissing(ask.product))
        await expect_open(tx, ask.node, actor)
        facts = {"from": str(product.node or ""), "to": str(ask.node or "")}
        product.node = ask.node
        await product.save(using_db=tx.conn, update_fields=["node"])
        tx.audit("rights.product_hung", str(product.id), facts, org_unit=product.org_unit)
        return await tx.done(ProductHung(ask.product, ask.node))


async def _lock(tx: Tx[Any], node: UUID, actor: Actor) -> Node:
    row = await Node.filter(id=node).using_db(tx.conn).select_for_update(no_key=True).first()
    if row is None:
        raise NodeMissing(node)
    actor.reach(row.org_unit, NodeMissing(node))
    return row


def _parents(twigs: list[Twig]) -> dict[UUID, UUID | None]:
    return {one.id: one.parent for one in twigs}


def _below(twigs: list[Twig], parent: UUID | None) -> list[UUID]:
    return [one.id for one in twigs if one.parent == parent]
