"""What the console says may be done with rights and their uses is what the mutations accept."""

from dataclasses import replace
from functools import partial

import pytest
from tests.kit.acts import accepted, acts_that_hold
from tests.kit.faces import Asker

from largesse.kernel.ids import new_id, text_id
from largesse.rights.entitlements.entitlement import State
from largesse.rights.redemptions.redeem import Redeem, redeem
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.rights.revocations.propose import ProposeRevocation, propose_revocation

USES = "query($id: String!) { trail(id: $id) { redemptions { id actions } } }"
LIST = "query($client: String!) { entitlements(client: $client) { edges { node { id actions } } } }"
RIGHT = "query($id: String!) { trail(id: $id) { entitlement { actions } } }"
ORDER = """insert into rights_order (id, entitlement, provider, installation, provider_sku, request_id, state,
  placed_at) values ($1, $2, $3, $1, 'X', $4, $5, now())"""
PEOPLE = ("operator", "colleague", "auditor", "afar")


@pytest.fixture
async def client(shop):
    """Enrol a client; a colleague holds the operator's office, his adviser sits afar and holds it as well."""
    operator, client = shop.who("operator"), await shop.client()
    shop.known["staff.colleague"] = replace(operator, id=shop.who("headoffice").id)
    shop.known["staff.afar"] = replace(shop.who("adviser_beijing"), operations=operator.operations)
    await shop.house.run(
        "update audience_customer set adviser = $2 where id = $1", client.id, shop.who("afar").id
    )
    return client


async def use_of(shop, client, which):
    """Make a use, one that is reversed, or the reversal of one; give its right and itself."""
    right = await shop.claimed(client)
    used = await redeem(Redeem(key=shop.key(), code=shop.token(right)), actor=shop.counter(), work=shop.work)
    if which == "use":
        return right, used.redemption
    ask = ReverseUse(key=shop.key(), redemption=used.redemption, reason="误核销")
    back = await reverse_use(ask, actor=shop.who("operator"), work=shop.work)
    return right, used.redemption if which == "reversed" else back.reversal


@pytest.mark.parametrize(
    ("which", "expected"),
    [("use", {"operator": {"reverse"}, "colleague": {"reverse"}}), ("reversed", {}), ("reversal", {})],
)
async def test_a_use_names_its_reversal_while_it_is_accepted(shop, client, which, expected):
    for name in PEOPLE:
        asker = Asker(shop.work, shop.who(name))

        async def served(row, asker=asker):
            shown = (await asker.asks(USES, id=text_id("ent", row[0])))["trail"]["redemptions"]
            return next(one["actions"] for one in shown if one["id"] == text_id("red", row[1]))

        async def reverse(row, asker=asker):
            ask = {"redemption": text_id("red", row[1]), "reason": "误核销"}
            return await accepted(asker, "reverseUse", key=shop.key(), **ask)

        named = await acts_that_hold(partial(use_of, shop, client, which), served, {"reverse": reverse})
        assert (name, named) == (name, expected.get(name, set()))


async def right_in(shop, client, state, *, used=0, order=None, asked_by=None):
    """Give a right that stands there, perhaps with a unit used, an order placed or a revocation asked for."""
    right = await shop.give(client)
    if asked_by:
        ask = ProposeRevocation(key=shop.key(), entitlement=right, reason="重复领取")
        await propose_revocation(ask, actor=shop.who(asked_by), work=shop.work)
    await shop.house.run(
        "update rights_entitlement set state = $2, units = 2, units_used = $3 where id = $1",
        right,
        state,
        used,
    )
    if order:
        await shop.house.run(ORDER, new_id(), right, shop.known["provider.tea"], f"o{shop.key()}", order)
    return right


def right_tries(shop, asker):
    async def act(mutation, right, **more):
        return await accepted(asker, mutation, key=shop.key(), right=text_id("ent", right), **more)

    return {
        "revoke": partial(act, "proposeRevocation", reason="重复领取"),
        "withdraw": partial(act, "withdrawRevocation"),
    }


BOTH = {"operator": {"revoke"}, "colleague": {"revoke"}}


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        *(
            ({"state": one.value}, BOTH if one.value in {"issued", "active", "suspended"} else {})
            for one in State
        ),
        ({"state": "active", "used": 1}, {}),
        *(
            ({"state": "issued", "order": one}, BOTH if one in {"failed", "cancelled"} else {})
            for one in ("created", "submitted", "unknown", "accepted", "completed", "failed", "cancelled")
        ),
        ({"state": "issued", "asked_by": "operator"}, {"operator": {"withdraw"}}),
        ({"state": "active", "asked_by": "colleague"}, {"colleague": {"withdraw"}}),
        ({"state": "redeemed", "used": 2, "asked_by": "operator"}, {"operator": {"withdraw"}}),
    ],
    ids=str,
)
async def test_a_right_names_its_revocation_while_it_is_accepted(shop, client, about, expected):
    for name in PEOPLE:
        asker = Asker(shop.work, shop.who(name))

        async def served(right, asker=asker):
            told = await asker.asks(RIGHT, id=text_id("ent", right))
            return told["trail"]["entitlement"]["actions"]

        make = partial(right_in, shop, client, **about)
        named = await acts_that_hold(make, served, right_tries(shop, asker))
        assert (name, named) == (name, expected.get(name, set()))


async def test_a_list_says_of_each_right_what_its_trail_says(shop, client):
    free = await right_in(shop, client, "active")
    asked = await right_in(shop, client, "active", asked_by="operator")
    over = await right_in(shop, client, "expired")
    told = await Asker(shop.work, shop.who("operator")).asks(LIST, client=text_id("cli", client.id))
    said = {edge["node"]["id"]: edge["node"]["actions"] for edge in told["entitlements"]["edges"]}
    assert said == {
        text_id("ent", free): ["revoke"],
        text_id("ent", asked): ["withdraw"],
        text_id("ent", over): [],
    }
