"""What the console says may be done with an issue batch is what its mutations accept."""

from dataclasses import replace
from functools import partial

import pytest
from tests.kit.acts import accepted, acts_that_hold
from tests.kit.faces import Asker

from largesse.kernel.ids import new_id, text_id
from largesse.rights.batches.batch import BatchStep
from largesse.rights.batches.decide import DecideBatch, approve_batch, return_batch
from largesse.rights.batches.propose import propose_batch
from largesse.rights.batches.steer import SteerBatch, steer_batch

SHOWN = "query($id: String!) { issueBatch(id: $id) { actions } }"
STOCK = "query($id: String!) { issueBatch(id: $id) { total free lapsed } }"
LISTED = 'query { issueBatches(first: 50, sort: "free") { edges { node { free } } } }'
PEOPLE = ("designer", "operator", "branch", "auditor", "far")


async def batch_in(shop, state):
    """Make a batch of the designer's that stands there: by people's hands as far as there are any."""
    code, work = f"B-{shop.key()}", shop.work
    made = await propose_batch(shop.proposal(code=code), actor=shop.who("designer"), work=work)
    if state == "pending_approval":
        return made.batch, code
    shown = await shop.house.value("select content_hash from rights_batch where id = $1", made.batch)
    sign = DecideBatch(key=shop.key(), batch=made.batch, content_hash=shown, opinion="核实")
    decide = return_batch if state == "draft" else approve_batch
    await decide(sign, actor=shop.who("branch"), work=work)
    step = {"paused": BatchStep.PAUSE, "stopped": BatchStep.STOP}.get(state)
    if step:
        ask = SteerBatch(key=shop.key(), batch=made.batch, step=step, reason="演练")
        await steer_batch(ask, actor=shop.who("operator"), work=work)
    if state in {"settled", "voided"}:
        await shop.house.run("update rights_batch set state = $2 where id = $1", made.batch, state)
    return made.batch, code


def batch_tries(shop, asker):
    async def steer(step, row):
        ask = {"batch": text_id("bat", row[0]), "step": step, "reason": "演练"}
        return await accepted(asker, "steerIssueBatch", key=shop.key(), **ask)

    async def revise(row):
        new = shop.proposal(code=row[1])
        ask = {
            "code": new.code,
            "title": {"zh": "新批次"},
            "sku": text_id("sku", new.sku),
            "budget": text_id("bud", new.budget),
            "total": 5,
            "startsAt": new.starts_at.isoformat(),
            "endsAt": new.ends_at.isoformat(),
        }
        return await accepted(asker, "createIssueBatch", key=new.key, **ask)

    async def withdraw(row):
        return await accepted(asker, "withdrawIssueBatch", key=shop.key(), batch=text_id("bat", row[0]))

    async def threshold(row):
        ask = {"batch": text_id("bat", row[0]), "lowAt": 3}
        return await accepted(asker, "setBatchThreshold", key=shop.key(), **ask)

    steps = {step.lower(): partial(steer, step) for step in ("PAUSE", "RESUME", "STOP")}
    return {**steps, "threshold": threshold, "revise": revise, "withdraw": withdraw}


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("pending_approval", {"designer": {"withdraw"}, "operator": {"threshold"}}),
        ("draft", {"designer": {"revise"}, "operator": {"revise", "threshold"}}),
        ("active", {"operator": {"pause", "stop", "threshold"}}),
        ("paused", {"operator": {"resume", "stop", "threshold"}}),
        ("stopped", {}),
        ("settled", {}),
        ("voided", {}),
    ],
)
async def test_a_batch_names_the_acts_that_are_accepted(shop, state, expected):
    shop.known["staff.far"] = replace(
        shop.who("operator"), id=new_id(), units=frozenset({shop.unit("beijing")})
    )
    for name in PEOPLE:
        asker = Asker(shop.work, shop.who(name))

        async def served(row, asker=asker):
            shown = (await asker.asks(SHOWN, id=text_id("bat", row[0])))["issueBatch"]
            return shown["actions"] if shown else []

        make = partial(batch_in, shop, state)
        named = await acts_that_hold(make, served, batch_tries(shop, asker))
        assert (name, named) == (name, expected.get(name, set()))


async def test_what_was_left_of_a_stopped_batch_is_no_stock(shop):
    asker = Asker(shop.work, shop.who("operator"))
    going, _ = await batch_in(shop, "paused")
    over, _ = await batch_in(shop, "stopped")
    stock = [(await asker.asks(STOCK, id=text_id("bat", batch)))["issueBatch"] for batch in (going, over)]
    total = stock[0]["total"]
    assert stock == [
        {"total": total, "free": total, "lapsed": 0},
        {"total": total, "free": 0, "lapsed": total},
    ]
    listed = (await asker.asks(LISTED))["issueBatches"]["edges"]
    left = [edge["node"]["free"] for edge in listed]
    assert left == sorted(left)
    assert {0, total} <= set(left)
