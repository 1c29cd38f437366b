"""A right that a play keeps for a client: his if he claims it in time, else what it took is free again."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta

import pytest
from tests.flows.play.test_dry_runs import SEED
from tests.flows.play.test_told import notices
from tests.flows.play.test_vocabulary import TEA, decided, tried
from tests.kit.books import broken
from tests.kit.faces import Asker
from tortoise.exceptions import IntegrityError

from largesse.activities.revisions.problems import ProblemsStop
from largesse.kernel.clock import now
from largesse.play.groups.ticket import GiftsGone
from largesse.rights.entitlements import expire
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.entitlement import Lapsed, WrongState

KEPT = {**TEA, "effects": [{"do": "reserve", "right": "tea", "minutes": 30}]}
STOCK = """
select b.free, b.issued, u.reserved_minor from rights_batch b join rights_budget u on u.id = b.budget
where b.id = $1
"""
POOLS = "select key, used from play_pool where activity = $1 order by key"


def kept(stock=None):
    return decided({"op": "certain", "outcome": KEPT | ({"stock": stock} if stock else {})})


async def stands(fair, activity, batch="batch.tea"):
    """Say what stock, budget and the play's own pools have used."""
    (row,) = await fair.house.rows(STOCK, fair.known[batch])
    return row, await fair.house.rows(POOLS, activity)


async def passes(fair, minutes=31):
    """Let the time pass in which what is kept can be claimed."""
    await fair.house.run(
        "update rights_entitlement set claim_until = claim_until - $1::interval,"
        " valid_to = valid_to - $1::interval where claim_until is not null",
        timedelta(minutes=minutes),
    )


async def claim(fair, client, right):
    return await claim_right(ClaimRight(key=fair.key(), entitlement=right), actor=client, work=fair.work)


async def test_what_is_kept_is_claimed_in_time_and_then_valid_as_ever(fair):
    slug, activity = await fair.publish(fair.document(kept()))
    (client,) = await fair.clients(1)
    won = await fair.play(client, slug)
    ends = "select valid_to, claim_until, valid_if_claimed from rights_entitlement where id = $1"
    (row,) = await fair.house.rows(ends, won.entitlement)
    assert timedelta(minutes=29) < row["valid_to"] - now() <= timedelta(minutes=30)
    assert row["valid_to"] == row["claim_until"]
    claimed = await claim(fair, client, won.entitlement)
    assert claimed.state in {"active", "issued"}
    (after,) = await fair.house.rows(ends, won.entitlement)
    assert after == {"valid_to": row["valid_if_claimed"], "claim_until": None, "valid_if_claimed": None}
    before = await stands(fair, activity)
    await expire.expire_due(fair.work)
    await fair.house.drain()
    assert await stands(fair, activity) == before
    assert await broken(fair.house.dsn) == []


async def test_what_nobody_claimed_goes_back_whole_and_once_and_the_client_reads_it(fair):
    slug, activity = await fair.publish(fair.document(kept(stock=1)))
    client, other = await fair.clients(2)
    before = (await stands(fair, activity))[0]
    won = await fair.play(client, slug)
    with pytest.raises(GiftsGone):
        await fair.play(other, slug)
    await passes(fair)
    with pytest.raises(Lapsed):
        await claim(fair, client, won.entitlement)
    await asyncio.gather(*(expire.expire_due(fair.work) for _ in range(4)))
    for _ in range(2):
        await fair.house.drain()
        await expire.expire_due(fair.work)
    row, pools = await stands(fair, activity)
    assert row == before
    assert {one["used"] for one in pools if one["key"].startswith(("item/", "budget"))} == {0}
    (only,) = await notices(fair, client)
    assert "未在时限内领取" in only["words"]
    with pytest.raises(WrongState):
        await claim(fair, client, won.entitlement)
    assert (await fair.play(other, slug)).prize_id == "tea"
    assert await broken(fair.house.dsn) == []


async def test_claims_and_the_end_of_their_time_at_once_never_give_a_unit_twice(fair):
    document = fair.document(kept(), tea=fair.known["batch.tea_small"])
    slug, activity = await fair.publish(document)
    clients = await fair.clients(12)
    found = await asyncio.gather(*(tried(fair, one, slug) for one in clients))
    holders = [(one, met) for one, met in zip(clients, found, strict=True) if hasattr(met, "entitlement")]
    assert len(holders) == 5, "as many as there are"
    until = now() + timedelta(milliseconds=120)
    await fair.house.run(
        "update rights_entitlement set claim_until = $1, valid_to = $1 where claim_until is not null", until
    )

    async def late(client, right, moment):
        while now() < moment:
            await fair.house.value("select 1")
        try:
            return (await claim(fair, client, right)).entitlement
        except (Lapsed, WrongState):
            return None

    async def ends():
        while now() < until + timedelta(milliseconds=120):
            await expire.expire_due(fair.work)

    moments = [until + timedelta(milliseconds=40 * nr - 90) for nr in range(len(holders))]
    waits = [late(one, met.entitlement, at) for (one, met), at in zip(holders, moments, strict=True)]
    *claimed, _ = await asyncio.gather(*waits, ends())
    states = await fair.house.rows("select state from rights_entitlement where activity = $1", activity)
    over = Counter(one["state"] == "revoked" for one in states)
    assert over[False] == sum(one is not None for one in claimed)
    await fair.house.drain()
    row, _ = await stands(fair, activity, "batch.tea_small")
    assert (row["free"], row["issued"]) == (over[True], over[False])
    assert await broken(fair.house.dsn) == []


async def test_a_worker_that_dies_while_it_ends_what_was_kept_leaves_all_of_it_to_the_next(fair, monkeypatch):
    slug, activity = await fair.publish(fair.document(kept()))
    before = (await stands(fair, activity))[0]
    for one in await fair.clients(3):
        await fair.play(one, slug)
    await passes(fair)
    held = (await stands(fair, activity))[0]
    topic = expire.LAPSED
    monkeypatch.setattr(expire, "LAPSED", None)  # dies at the last write before the commit
    with pytest.raises(IntegrityError):
        await expire.expire_due(fair.work)
    assert (await stands(fair, activity))[0] == held
    monkeypatch.setattr(expire, "LAPSED", topic)
    await expire.expire_due(fair.work)
    assert (await stands(fair, activity))[0] == before


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["plays"][0]["decide"]["outcome"]["effects"].append({"do": "grant", "right": "lounge"}),
        lambda d: d["plays"][0].update(effects=[{"do": "reserve", "right": "tea", "minutes": 5}]),
    ],
)
async def test_what_is_kept_is_all_that_an_outcome_gives(fair, change):
    document = fair.document(kept())
    change(document)
    with pytest.raises(ProblemsStop) as no:
        await fair.publish(document)
    assert no.value.first_code == "activities.reserve_unfit"


async def test_a_dry_run_says_until_when_it_would_be_kept(fair):
    moment = now() + timedelta(minutes=1)
    ask = {"document": fair.document(kept()), "client": {"facts": []}, "at": moment.isoformat(), "seed": SEED}
    ask |= {"acts": [{"play": "wheel", "at": moment.isoformat()}]}
    words = "query ($ask: DryRunAsk!) { dryRun(ask: $ask) { ... on DryRan { steps { claimBy } } } }"
    (step,) = (await Asker(fair.work, fair.who("designer")).asks(words, ask=ask))["dryRun"]["steps"]
    assert datetime.fromisoformat(step["claimBy"]) == moment + timedelta(minutes=30)
