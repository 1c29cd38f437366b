"""Hundreds of differences are decided in two asks, and all of an ask or nothing of it."""

import asyncio

import pytest
from tests.unit.settlement.bench import csv

from largesse.kernel.errors import Malformed
from largesse.settlement.batches.lock import BatchState
from largesse.settlement.breaks.decide import NotProposed, OwnDisposition
from largesse.settlement.breaks.lock import BREAKS_MAX, BreakMissing
from largesse.settlement.breaks.propose import DisposedAlready


async def matched(bank, uses):
    """Many uses of which the provider bills the first only."""
    for number in range(uses):
        await bank.use(f"R{number}")
    await bank.load(csv(("R0", "100.00", "2026-03-10")))
    batch = await bank.batch()
    await bank.match(batch)
    return batch, [row["id"] for row in await bank.breaks(batch)]


async def states(bank):
    sql = "select state, count(*) from settlement_disposition group by 1"
    return {row["state"]: row["count"] for row in await bank.house.rows(sql)}


async def test_many_differences_are_proposed_and_approved_at_once_each_with_its_entry(bank):
    batch, breaks = await matched(bank, 31)
    proposed = await bank.propose("accept_provider", *breaks)
    assert (proposed.pay_minor, proposed.adjust_minor) == (0, -30 * 10_000)
    decided = await bank.decide(*proposed.dispositions)
    assert (decided.batch_state, len(set(decided.entries))) == ("reconciled", 30)
    assert await bank.net("2202.acc") == -9_434
    audited = await bank.house.value(
        "select count(*) from store_audit where action = 'settlement.disposition_approved'"
    )
    assert audited == 30
    assert (await bank.submit(batch)).content_hash


async def test_one_own_proposal_among_many_keeps_them_all_undecided(bank):
    _, breaks = await matched(bank, 4)
    theirs = (await bank.propose("carry_forward", *breaks[:2])).dispositions
    own = (await bank.propose("carry_forward", breaks[2], actor=bank.second)).dispositions
    with pytest.raises(OwnDisposition):
        await bank.decide(*theirs, *own)
    assert await states(bank) == {"proposed": 3}


async def test_one_decided_proposal_among_many_keeps_the_others_undecided(bank):
    _, breaks = await matched(bank, 4)
    made = (await bank.propose("carry_forward", *breaks)).dispositions
    await bank.decide(made[0])
    with pytest.raises(NotProposed):
        await bank.decide(*made)
    assert await states(bank) == {"approved": 1, "proposed": 2}


async def test_an_ask_names_each_difference_once_and_not_too_many(bank):
    _, breaks = await matched(bank, 2)
    for wrong in ([breaks[0], breaks[0]], [], breaks * (BREAKS_MAX + 1)):
        with pytest.raises(Malformed):
            await bank.propose("carry_forward", *wrong)
    with pytest.raises(BreakMissing):
        await bank.propose("carry_forward", *breaks, bank.provider)


async def at_once(*asks):
    """What each of several asks that run at the same moment gives: an answer or a refusal."""
    return await asyncio.gather(*asks, return_exceptions=True)


async def test_two_people_who_propose_at_the_same_moment_leave_one_proposal(bank):
    _, breaks = await matched(bank, 6)
    found = await at_once(
        bank.propose("carry_forward", *breaks),
        bank.propose("accept_provider", *reversed(breaks), actor=bank.second),
    )
    assert [type(one) for one in found if isinstance(one, Exception)] == [DisposedAlready]
    assert await states(bank) == {"proposed": 5}


async def test_a_proposal_that_is_approved_twice_at_the_same_moment_posts_once(bank):
    _, breaks = await matched(bank, 4)
    made = (await bank.propose("accept_provider", *breaks)).dispositions
    found = await at_once(bank.decide(*made), bank.decide(*made), bank.reject(*made))
    assert sorted(type(one) is NotProposed for one in found) == [False, True, True]
    posted = await bank.house.value("select count(*) from settlement_entry where kind = 'adjustment'")
    assert posted == (3 if (await states(bank)).get("approved") else 0)


async def test_a_batch_that_is_signed_twice_at_the_same_moment_is_settled_once(bank):
    batch, breaks = await matched(bank, 3)
    await bank.dispose("carry_forward", *breaks)
    sha = (await bank.submit(batch)).content_hash
    found = await at_once(bank.approve(batch, sha), bank.approve(batch, sha))
    assert sorted(type(one) is BatchState for one in found) == [False, True]
    assert await bank.net("2202.ap") == -10_000
