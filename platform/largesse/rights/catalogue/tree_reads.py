"""What screens show of the catalogue's tree: seen below its unit, changed within reach."""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.rights.catalogue.records import NodeId
from largesse.rights.catalogue.supply import Text
from largesse.rights.catalogue.tree import NODES_MAX
from largesse.rights.catalogue.tree_locking import seen_units
from largesse.store.work import Read

_TREE = """
with recursive t (id, depth, sorted) as (
  select id, 1, array[place::bigint] from rights_node where parent is null
  union all
  select n.id, t.depth + 1, t.sorted || n.place::bigint from rights_node n join t on n.parent = t.id)
select n.id, n.parent, n.code, n.title, n.org_unit, n.state, t.depth,
       (select count(*) from rights_product p where p.node = n.id
          and ($2::uuid[] is null or p.org_unit = any($2))) as products
from rights_node n join t on t.id = n.id
where $3::uuid[] is null or n.org_unit = any($3) order by t.sorted, n.id limit $1
"""


@dataclass(frozen=True, kw_only=True)
class NodeRow:
    """A node, parents before children; ``products`` counts those in itself that are within reach."""

    id: NodeId
    parent: UUID | None
    code: str
    title: Text
    org_unit: UUID
    state: str
    depth: int
    products: int


def below(param: str) -> str:
    """Give the SQL of the ids of a node and all that is below it."""
    return f"""with recursive w (id) as (
      select {param}::uuid union select n.id from rights_node n join w on n.parent = w.id) select id from w"""  # noqa: S608 - constants


async def node_rows(read: Read, actor: Actor) -> list[NodeRow]:
    """Read the tree in its order."""
    reached = None if actor.units is None else list(actor.units)
    return await read.all(NodeRow, _TREE, NODES_MAX, reached, await seen_units(read, actor))


def node_actions(actor: Actor, node: NodeRow) -> list[str]:
    """Name the acts that neither state, office nor reach forbids."""
    if not actor.may("rights.arrange") or not actor.reaches(node.org_unit):
        return []
    return ["rename", "move", "stop"] if node.state == "active" else ["rename", "move", "resume"]
