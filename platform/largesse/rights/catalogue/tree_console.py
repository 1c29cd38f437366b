"""The catalogue's tree on the console face."""

from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import JsonDocument, named
from largesse.kernel.copy import said
from largesse.kernel.ids import maybe_id, text_id
from largesse.rights.catalogue import nodes
from largesse.rights.catalogue.supply import PRODUCT
from largesse.rights.catalogue.tree import NODE
from largesse.rights.catalogue.tree_reads import NodeRow, node_actions, node_rows
from largesse.rights.catalogue.views import made_as


@strawberry.type(description="A node of the catalogue's tree, in which products hang.")
class CatalogueNode:
    """One node."""

    id: str = named("Id, nod_….")
    parent: str | None = named("Id of the node above; null: it stands at the root.")
    code: str = named("The institution's own code.")
    name: str = named("Title in the request's language.")
    title: JsonDocument = named("Title in every language.")
    depth: int = named("Level in the tree, from 1.")
    products: int = named("How many products within reach hang in it, those below it not counted.")
    state: str = named("active or stopped.")
    open: bool = named("Whether new products and nodes can be put into it.")
    row: strawberry.Private[NodeRow]

    @strawberry.field(description="What the reader may do with it now.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        return node_actions(info.context.who(), self.row)

    @classmethod
    def of(cls, row: NodeRow, locale: str) -> Self:
        return cls(
            id=text_id(NODE, row.id),
            parent=maybe_id(NODE, row.parent),
            code=row.code,
            name=said(row.title, locale),
            title=JsonDocument(row.title),
            depth=row.depth,
            products=row.products,
            state=row.state,
            open=row.state == "active",
            row=row,
        )


@strawberry.type(description="A node of the catalogue moved or changed.")
class CatalogueNodeMoved:
    """Where it stands now."""

    id: str = named("Id, nod_….")
    state: str = named("Its state.")

    @classmethod
    def of(cls, standing: nodes.NodeStanding) -> Self:
        return cls(id=text_id(NODE, standing.node), state=standing.state)


@strawberry.type(description="A product was hung into the catalogue's tree.")
class ProductHungType:
    """Where it hangs."""

    id: str = named("Id of the product, prd_….")
    node: str | None = named("Its node, nod_…; null: none.")

    @classmethod
    def of(cls, hung: nodes.ProductHung) -> Self:
        return cls(id=text_id(PRODUCT, hung.product), node=maybe_id(NODE, hung.node))


@strawberry.type
class TreeQuery:
    """The catalogue's tree."""

    @strawberry.field(description="Every node of the catalogue, each after the one above it.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def catalogue_nodes(self, info: Info) -> list[CatalogueNode]:
        """List the tree."""
        actor = info.context.who()
        actor.must("rights.view")
        async with info.context.work.read() as read:
            rows = await node_rows(read, actor)
        return [CatalogueNode.of(row, info.context.locale) for row in rows]


@strawberry.type
class TreeMutation:
    """What changes the catalogue's tree."""

    create_catalogue_node = mutation(
        nodes.make_node, "Make a node of the catalogue.", name="create_catalogue_node", shows=made_as(NODE)
    )
    rename_catalogue_node = mutation(
        nodes.rename_node,
        "Give a node another title.",
        name="rename_catalogue_node",
        shows=CatalogueNodeMoved.of,
    )
    move_catalogue_node = mutation(
        nodes.move_node,
        "Move a node with all that is below it.",
        name="move_catalogue_node",
        shows=CatalogueNodeMoved.of,
    )
    steer_catalogue_node = mutation(
        nodes.steer_node,
        "Stop a node in which nothing is in use, or take it up again.",
        name="steer_catalogue_node",
        shows=CatalogueNodeMoved.of,
    )
    hang_product = mutation(
        nodes.hang_product,
        "Hang a product into a node, or take it out of the tree.",
        shows=ProductHungType.of,
    )
