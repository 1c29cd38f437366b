"""Issue batches: a second person signs what he saw, and steering leaves alone what was given."""

from dataclasses import replace

import pytest

from largesse.identity.approvals.approvals import NotMaker
from largesse.identity.approvals.route import OwnWork
from largesse.identity.waiting import waiting
from largesse.rights.batches.batch import BatchStep, BatchWrongState
from largesse.rights.batches.decide import DecideBatch, approve_batch, return_batch
from largesse.rights.batches.propose import (
    BatchOverBudget,
    WithdrawBatch,
    propose_batch,
    withdraw_batch,
)
from largesse.rights.batches.steer import SteerBatch, steer_batch
from largesse.rights.catalogue.supply import CodeTaken
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.give import GiveRight, give_right


async def test_a_batch_needs_a_second_person_and_the_content_that_was_shown(shop):
    made = await propose_batch(shop.proposal(), actor=shop.who("designer"), work=shop.house.work)
    content = await shop.house.value("select content_hash from rights_batch where id = $1", made.batch)
    client = await shop.client()
    ask = GiveRight(key=shop.key(), batch=made.batch, client=client.id, reason="早")
    with pytest.raises(BatchWrongState):
        await give_right(ask, actor=shop.who("operator"), work=shop.house.work)
    other = DecideBatch(key=shop.key(), batch=made.batch, content_hash="sha256:" + "0" * 64)
    with pytest.raises(Exception, match="content"):
        await approve_batch(other, actor=shop.who("branch"), work=shop.house.work)
    sign = DecideBatch(key=shop.key(), batch=made.batch, content_hash=content, opinion="同意")
    done = await approve_batch(sign, actor=shop.who("branch"), work=shop.house.work)
    assert done.state == "active"


async def test_a_returned_batch_is_revised_under_its_code_and_only_then(shop):
    designer, branch, work = shop.who("designer"), shop.who("branch"), shop.house.work
    made = await propose_batch(shop.proposal(), actor=designer, work=work)
    with pytest.raises(CodeTaken):
        await propose_batch(shop.proposal(total=9), actor=designer, work=work)
    old = await shop.house.value("select content_hash from rights_batch where id = $1", made.batch)
    back = DecideBatch(key=shop.key(), batch=made.batch, content_hash=old, opinion="数量太多")
    assert (await return_batch(back, actor=branch, work=work)).state == "draft"
    async with work.read() as read:
        assert [(await waiting(read, one)).get("batch") for one in (designer, shop.who("operator"))] == [
            1,
            None,
        ]

    again = await propose_batch(shop.proposal(total=7), actor=designer, work=work)
    assert (again.batch, again.state) == (made.batch, "pending_approval")
    sql = "select total, free, content_hash from rights_batch where id = $1"
    [row] = await shop.house.rows(sql, made.batch)
    assert (row["total"], row["free"]) == (7, 7)
    with pytest.raises(Exception, match="content"):
        await approve_batch(replace(back, key=shop.key()), actor=branch, work=work)
    sign = DecideBatch(key=shop.key(), batch=made.batch, content_hash=row["content_hash"], opinion="同意")
    assert (await approve_batch(sign, actor=branch, work=work)).state == "active"
    with pytest.raises(CodeTaken):
        await propose_batch(shop.proposal(total=6), actor=designer, work=work)


async def test_who_proposed_a_batch_and_nobody_else_takes_it_back_while_it_waits(shop):
    designer, work = shop.who("designer"), shop.house.work
    made = await propose_batch(shop.proposal(), actor=designer, work=work)
    with pytest.raises(NotMaker):
        await withdraw_batch(
            WithdrawBatch(key=shop.key(), batch=made.batch), actor=shop.who("operator"), work=work
        )
    ask = WithdrawBatch(key=shop.key(), batch=made.batch)
    assert (await withdraw_batch(ask, actor=designer, work=work)).state == "draft"
    content = await shop.house.value("select content_hash from rights_batch where id = $1", made.batch)
    sign = DecideBatch(key=shop.key(), batch=made.batch, content_hash=content, opinion="同意")
    for late in (
        approve_batch(sign, actor=shop.who("branch"), work=work),
        withdraw_batch(replace(ask, key=shop.key()), actor=designer, work=work),
    ):
        with pytest.raises(BatchWrongState):
            await late
    assert (await propose_batch(shop.proposal(), actor=designer, work=work)).batch == made.batch


async def test_nobody_approves_the_batch_he_proposed(shop):
    maker = shop.house.staff(
        "rights.propose_batch", "rights.decide_batch", staff=shop.who("branch").id, roles=("approver_branch",)
    )
    made = await propose_batch(shop.proposal(), actor=maker, work=shop.house.work)
    content = await shop.house.value("select content_hash from rights_batch where id = $1", made.batch)
    with pytest.raises(OwnWork):
        await approve_batch(
            DecideBatch(key=shop.key(), batch=made.batch, content_hash=content, opinion="同意"),
            actor=maker,
            work=shop.house.work,
        )


async def test_a_batch_that_costs_more_than_the_budget_has_left_is_refused(shop):
    with pytest.raises(BatchOverBudget):
        await propose_batch(shop.proposal(total=5_000), actor=shop.who("designer"), work=shop.house.work)


async def test_a_paused_batch_gives_nothing_and_what_was_given_stays_valid(shop):
    client = await shop.client()
    right = await shop.give(client)
    ask = SteerBatch(key=shop.key(), batch=shop.known["batch.tea"], step=BatchStep.PAUSE, reason="补货")
    await steer_batch(ask, actor=shop.who("operator"), work=shop.house.work)
    with pytest.raises(BatchWrongState):
        await shop.give(client)
    await claim_right(ClaimRight(key=shop.key(), entitlement=right), actor=client, work=shop.house.work)
    assert await shop.state(right) == "active"
