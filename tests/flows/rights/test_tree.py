"""The catalogue's tree: arranged by those who reach a node, seen below its unit, never a circle."""

import asyncio
from dataclasses import replace

import pytest
from tests.kit.faces import Asker

from largesse.kernel.ids import new_id, text_id
from largesse.rights.catalogue.nodes import (
    HangProduct,
    MakeNode,
    MoveNode,
    NodeStep,
    RenameNode,
    SteerNode,
    hang_product,
    make_node,
    move_node,
    rename_node,
    steer_node,
)
from largesse.rights.catalogue.supply import CodeTaken
from largesse.rights.catalogue.tree import NodeInUse, NodeMisplaced, NodeMissing, NodeStopped

TREE = "{ catalogueNodes { id code name depth products open actions } }"
PRODUCTS = "query($node: String) { rightProducts(node: $node) { edges { node { code nodeName } } } }"


class Gardener:
    """Who arranges the tree, by codes."""

    def __init__(self, shop, name="designer"):
        self.shop, self.how = shop, {"actor": shop.who(name), "work": shop.work}

    async def node(self, code):
        return await self.shop.house.value("select id from rights_node where code = $1", code)

    async def make(self, code, above=None, unit="shanghai"):
        parent = await self.node(above) if above else None
        ask = MakeNode(
            key=self.shop.key(),
            code=code,
            title={"zh-CN": code},
            org_unit=self.shop.unit(unit),
            parent=parent,
        )
        return (await make_node(ask, **self.how)).id

    async def move(self, code, above=None, before=None):
        parent = await self.node(above) if above else None
        then = await self.node(before) if before else None
        ask = MoveNode(key=self.shop.key(), node=await self.node(code), parent=parent, before=then)
        return await move_node(ask, **self.how)

    async def steer(self, code, step):
        ask = SteerNode(key=self.shop.key(), node=await self.node(code), step=step, reason="调整目录")
        return await steer_node(ask, **self.how)

    async def hang(self, product, code):
        found = await self.shop.house.value("select id from rights_product where code = $1", product)
        node = await self.node(code) if code else None
        return await hang_product(HangProduct(key=self.shop.key(), product=found, node=node), **self.how)

    async def tree(self):
        """Give the tree as it is shown: codes by depth."""
        told = (await Asker(self.shop.work, self.how["actor"]).asks(TREE))["catalogueNodes"]
        return [f"{one['depth']}{one['code']}" for one in told]

    async def products(self, code):
        told = await Asker(self.shop.work, self.how["actor"]).asks(
            PRODUCTS, node=text_id("nod", await self.node(code))
        )
        return sorted(edge["node"]["code"] for edge in told["rightProducts"]["edges"])


@pytest.fixture
def gardener(shop):
    return Gardener(shop)


async def test_the_tree_is_shown_in_its_order_and_a_branch_moves_with_what_is_below(gardener):
    assert await gardener.tree() == ["1TRAVEL", "2LOUNGES", "1LIVING", "2TEA", "2CARE", "1LEGAL"]
    await gardener.make("GREEN", "TEA")
    await gardener.move("CARE", "LIVING", before="TEA")
    await gardener.move("TEA", "TRAVEL")
    assert await gardener.tree() == ["1TRAVEL", "2LOUNGES", "2TEA", "3GREEN", "1LIVING", "2CARE", "1LEGAL"]
    await gardener.move("TEA", before="TRAVEL")
    assert await gardener.tree() == ["1TEA", "2GREEN", "1TRAVEL", "2LOUNGES", "1LIVING", "2CARE", "1LEGAL"]
    await gardener.make("LAST")
    assert (await gardener.tree())[-1] == "1LAST"


async def test_products_are_found_in_their_node_and_in_those_above(gardener):
    assert await gardener.products("TEA") == ["P-TEA"]
    assert await gardener.products("LIVING") == ["P-SPA", "P-TEA"]
    await gardener.hang("P-TEA", "LOUNGES")
    assert (await gardener.products("LIVING"), await gardener.products("TRAVEL")) == (
        ["P-SPA"],
        ["P-LOUNGE", "P-TEA"],
    )
    await gardener.hang("P-TEA", None)
    assert await gardener.products("TRAVEL") == ["P-LOUNGE"]


async def test_a_node_is_renamed_and_codes_alike_are_refused(gardener):
    node = await gardener.node("TEA")
    ask = RenameNode(key=gardener.shop.key(), node=node, title={"zh-CN": "茶"})
    await rename_node(ask, **gardener.how)
    assert (
        await gardener.shop.house.value("select title->>'zh-CN' from rights_node where id = $1", node) == "茶"
    )
    with pytest.raises(CodeTaken):
        await gardener.make("ＴＥＡ")


async def test_what_is_in_use_is_not_stopped_and_what_is_stopped_takes_nothing(gardener):
    for code in ("LIVING", "TEA"):
        with pytest.raises(NodeInUse):
            await gardener.steer(code, NodeStep.STOP)
    await gardener.hang("P-TEA", None)
    assert (await gardener.steer("TEA", NodeStep.STOP)).state == "stopped"
    for refused in (
        gardener.hang("P-TEA", "TEA"),
        gardener.make("GREEN", "TEA"),
        gardener.move("CARE", "TEA"),
    ):
        with pytest.raises(NodeStopped):
            await refused
    assert (await gardener.steer("TEA", NodeStep.RESUME)).state == "active"
    await gardener.hang("P-TEA", "TEA")


async def test_of_two_moves_below_one_another_one_is_refused(gardener):
    await gardener.make("A")
    await gardener.make("B")
    done = await asyncio.gather(gardener.move("A", "B"), gardener.move("B", "A"), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["NodeMisplaced", "NodeStanding"]
    with pytest.raises(NodeMisplaced):
        await gardener.move("LIVING", "TEA")


async def test_the_write_itself_keeps_a_node_from_below_itself(gardener, monkeypatch):
    monkeypatch.setattr("largesse.rights.catalogue.nodes.expect_place", lambda *_: None)
    with pytest.raises(Exception, match=r"^$|Contended"):
        await gardener.move("LIVING", "TEA")
    assert await gardener.tree() == ["1TRAVEL", "2LOUNGES", "1LIVING", "2TEA", "2CARE", "1LEGAL"]


async def test_nodes_of_the_head_office_are_seen_below_it_and_of_a_branch_by_no_other(shop, gardener):
    root = await shop.house.value("select id from identity_org_unit where level = 'head_office'")
    await shop.house.run(
        "insert into rights_node (id, code, title, place, org_unit, created_at)"
        " values ($1, 'HQ', $2, 50, $3, now())",
        new_id(),
        {"zh-CN": "总行"},
        root,
    )
    far = Gardener(shop)
    far.how["actor"] = replace(
        shop.who("designer"), unit=shop.unit("beijing"), units=frozenset({shop.unit("beijing")})
    )
    assert await far.tree() == ["1HQ"]
    await far.make("BJ-TEA", "HQ", unit="beijing")
    assert await far.tree() == ["1HQ", "2BJ-TEA"]
    for refused in (far.move("HQ"), far.make("X", "TEA", unit="beijing"), far.steer("TEA", NodeStep.STOP)):
        with pytest.raises(NodeMissing):
            await refused
    assert "2BJ-TEA" not in await gardener.tree()
