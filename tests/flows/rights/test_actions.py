"""What the console offers on a client, an identity and a revocation is what the rooms accept."""

import pytest
from tests.kit.faces import Asker

from largesse.audience.clients.block import BlockClient, block_client
from largesse.identity.approvals.approvals import latest_on
from largesse.kernel.ids import text_id
from largesse.rights.redemptions.redeem import Redeem, redeem
from largesse.rights.revocations.propose import ProposeRevocation, propose_revocation

CLIENT = "query($id: String!) { client(id: $id) { actions identities { id actions } } }"
APPROVAL = "query($id: String!) { approval(id: $id) { contentHash actions } }"
REFUSAL = "__typename ... on Refusal { code }"


class Desk:
    """A member of staff before the console."""

    def __init__(self, shop, name):
        self.shop, self.asker = shop, Asker(shop.work, shop.who(name))

    async def sees(self, client):
        return (await self.asker.asks(CLIENT, id=text_id("cli", client.id)))["client"]

    async def tries(self, mutation, **ask):
        """Ask for one thing; gives the refusal's code, or None."""
        kind = f"{mutation[0].upper()}{mutation[1:]}Ask"
        text = f"mutation($ask: {kind}!) {{ {mutation}(ask: $ask) {{ {REFUSAL} }} }}"
        key = {} if mutation == "revealClient" else {"key": self.shop.key()}
        return (await self.asker.asks(text, ask=key | ask))[mutation].get("code")

    async def try_act(self, act, client):
        one, why = {"client": text_id("cli", client.id)}, "核对客户来电"
        if act == "reveal":
            return await self.tries("revealClient", **one, fields=["name"], purpose=why)
        if act == "give":
            batch = text_id("bat", self.shop.known["batch.tea"])
            return await self.tries("giveRight", **one, batch=batch, reason=why)
        if act == "set_tier":
            return await self.tries("setClientTier", **one, tier="black", reason=why)
        if act == "set_city":
            return await self.tries("setClientCity", **one, city="上海", reason=why)
        return await self.tries("blockClient", **one, blocked=act == "block", reason=why)


async def stands(shop, client, *, blocked):
    ask = BlockClient(key=shop.key(), client=client.id, blocked=blocked, reason="风险名单")
    await block_client(ask, actor=shop.house.system, work=shop.work)


@pytest.mark.parametrize(
    ("who", "blocked", "acts"),
    [
        ("operator", False, ["reveal", "block", "set_tier", "set_city", "give", "suspend_rights"]),
        ("operator", True, ["reveal", "unblock", "set_tier", "set_city", "suspend_rights"]),
        ("adviser_pudong", False, ["reveal"]),
        ("adviser_pudong", True, ["reveal"]),
        ("admin", False, ["block"]),
        ("admin", True, ["unblock"]),
        ("designer", False, []),
        ("auditor", True, []),
    ],
)
async def test_a_client_offers_exactly_what_is_accepted(shop, who, blocked, acts):
    client, desk = await shop.client(), Desk(shop, who)
    turn = "unblock" if blocked else "block"
    for act in ("reveal", "give", "set_tier", "set_city", turn):
        await stands(shop, client, blocked=blocked)
        assert (await desk.sees(client))["actions"] == acts
        code = await desk.try_act(act, client)
        assert (code is None) == (act in acts), (act, code)


async def test_a_client_out_of_reach_is_not_there_to_be_offered_anything(shop):
    client, desk = await shop.client(), Desk(shop, "adviser_beijing")
    assert await desk.sees(client) is None
    assert await desk.try_act("reveal", client) == "audience.client_missing"


async def test_nothing_is_given_to_a_client_who_is_kept_out(shop):
    client, desk = await shop.client(), Desk(shop, "operator")
    before = await shop.stock()
    await stands(shop, client, blocked=True)
    assert await desk.try_act("give", client) == "audience.client_kept_out"
    assert await shop.stock() == before
    await stands(shop, client, blocked=False)
    assert await desk.try_act("give", client) is None


@pytest.mark.parametrize(("who", "acts"), [("operator", ["revoke"]), ("adviser_pudong", [])])
async def test_an_identity_is_offered_for_revocation_once(shop, who, acts):
    client, desk = await shop.client(), Desk(shop, who)
    for turn in (acts, []):
        (identity,) = (await desk.sees(client))["identities"]
        assert identity["actions"] == turn
        code = await desk.tries("revokeIdentity", identity=identity["id"], reason="客户换号")
        assert (code is None) == (turn == ["revoke"]), code


async def test_a_revocation_whose_right_was_used_meanwhile_is_only_sent_back(shop):
    right = await shop.claimed(await shop.client())
    ask = ProposeRevocation(key=shop.key(), entitlement=right, reason="客户重复领取")
    await propose_revocation(ask, actor=shop.who("operator"), work=shop.work)
    async with shop.work.read() as read:
        approval = text_id("apv", await latest_on(read, "rights.revocation", right))
    branch, operator = Desk(shop, "branch"), Desk(shop, "operator")
    shown = (await branch.asker.asks(APPROVAL, id=approval))["approval"]
    assert shown["actions"] == ["approve", "return", "hand_over", "add_signer"]
    assert (await operator.asker.asks(APPROVAL, id=approval))["approval"]["actions"] == ["withdraw"]
    await redeem(Redeem(key=shop.key(), code=shop.token(right)), actor=shop.counter(), work=shop.work)
    shown = (await branch.asker.asks(APPROVAL, id=approval))["approval"]
    assert shown["actions"] == ["return", "hand_over", "add_signer"]
    signed = {"right": text_id("ent", right), "contentHash": shown["contentHash"], "opinion": "已使用"}
    assert await branch.tries("approveRevocation", **signed) == "rights.already_used"
    assert await branch.tries("returnRevocation", **signed) is None
    assert (await branch.asker.asks(APPROVAL, id=approval))["approval"]["actions"] == []
