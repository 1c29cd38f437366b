"""The tree of the catalogue: where a node may stand.

Words       a *node* 目录节点 is a point of the tree, in which products hang; its *place* is its rank
Invariant   no node stands below itself, nor deeper than six; what is stopped takes nothing new
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.errors import Missing, Refusal

NODE = "nod"
DEPTH_MAX = 6
NODES_MAX = 2000


@dataclass(frozen=True)
class NodeMissing(Missing):
    """No such node within reach."""

    code = "rights.node_missing"
    node: UUID


@dataclass(frozen=True)
class NodeMisplaced(Refusal):
    """The node cannot stand there: below itself, or too deep."""

    code = "rights.node_misplaced"
    depth_max: int = DEPTH_MAX
    path: str | None = "parent"


@dataclass(frozen=True)
class NodeStopped(Refusal):
    """The node is stopped and takes nothing new."""

    code = "rights.node_stopped"
    path: str | None = "node"


@dataclass(frozen=True)
class NodeInUse(Refusal):
    """Nodes that are not stopped stand below it, or products that are not stopped hang in it."""

    code = "rights.node_in_use"
    nodes: int
    products: int


@dataclass(frozen=True)
class TooManyNodes(Refusal):
    """The tree holds no more nodes."""

    code = "rights.too_many_nodes"
    most: int = NODES_MAX


@dataclass(frozen=True)
class Twig:
    """A node as its place is decided on."""

    id: UUID
    parent: UUID | None
    place: int


def line(parents: Mapping[UUID, UUID | None], node: UUID | None) -> list[UUID]:
    """Give a node and those above it, itself first."""
    found: list[UUID] = []
    while node is not None and node not in found:
        found.append(node)
        node = parents.get(node)
    return found


def height(parents: Mapping[UUID, UUID | None], node: UUID) -> int:
    """Count the levels of a node and what stands below it."""
    below = [line(parents, one).index(node) + 1 for one in parents if node in line(parents, one)]
    return max(below, default=1)


def expect_place(parents: Mapping[UUID, UUID | None], parent: UUID | None, node: UUID | None = None) -> None:
    """Refuse a parent below which a node, or a new one, cannot stand.

    Raises:
        NodeMisplaced: ``rights.node_misplaced``.
    """
    above = line(parents, parent)
    deep = height(parents, node) if node else 1
    if node in above or len(above) + deep > DEPTH_MAX:
        raise NodeMisplaced


def placed(neighbours: Sequence[UUID], node: UUID, before: UUID | None) -> list[UUID]:
    """Give the order of neighbours once a node stands before another, or last."""
    rest = [one for one in neighbours if one != node]
    at = rest.index(before) if before in rest else len(rest)
    return [*rest[:at], node, *rest[at:]]
