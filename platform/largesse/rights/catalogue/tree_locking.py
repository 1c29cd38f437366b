"""The tree of the catalogue held for a change: one at a time."""

from typing import Any
from uuid import UUID

from largesse.identity.units.line import units_above
from largesse.kernel.actor import Actor
from largesse.rights.catalogue.records import Node
from largesse.rights.catalogue.tree import NodeMissing, NodeStopped, Twig
from largesse.store.work import Read, Tx

_HELD = "select pg_advisory_xact_lock(hashtextextended('rights.nodes', 0))"


async def lock_tree(tx: Tx[Any]) -> list[Twig]:
    """Hold the tree until the transaction is over, and read it."""
    await tx.value(_HELD)
    return await tx.all(Twig, "select id, parent, place from rights_node order by place, id")


async def seen_units(read: Read, actor: Actor) -> list[UUID] | None:
    """Give the units whose nodes an actor sees: those in reach, and those above his own; None: all."""
    if actor.units is None:
        return None
    above = await units_above(read, actor.unit) if actor.unit else []
    return [*actor.units, *above]


async def expect_open(tx: Tx[Any], node: UUID | None, actor: Actor) -> None:
    """Refuse a node that is not seen or takes nothing new; the root takes everything.

    Raises:
        NodeMissing: ``rights.node_missing``.
        NodeStopped: ``rights.node_stopped``.
    """
    if node is None:
        return
    row, seen = await Node.get_or_none(id=node, using_db=tx.conn), await seen_units(tx, actor)
    if row is None or (seen is not None and row.org_unit not in seen):
        raise NodeMissing(node)
    if row.state != "active":
        raise NodeStopped
