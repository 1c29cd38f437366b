"""Codes of a provider come in sealed, each goes to one right, and none twice, whatever breaks in between."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import asyncpg
import pytest
from tests.kit.codes import CodeShop, lines
from tests.kit.faces import Asker

from largesse.kernel.canonical import sha256_hex
from largesse.kernel.clock import day_in, now
from largesse.kernel.errors import Malformed, NotAllowed
from largesse.kernel.settings import settings
from largesse.rights.code_lots.fill import (
    CancelLot,
    MakeCodes,
    VoidLot,
    cancel_lot,
    make_codes,
    void_lot,
)
from largesse.rights.code_lots.forget_files import forget_files
from largesse.rights.code_lots.hand_over import hand_over
from largesse.rights.code_lots.made_code import plausible
from largesse.rights.code_lots.read_lot import finish, prepare, read_lot
from largesse.rights.code_pools.allocate import allocate, code_of_right, deliver
from largesse.rights.code_pools.pool import CodeNotHere, LotWrongState, PoolEmpty, PoolTooSmall
from largesse.rights.code_pools.reveal import RevealPoolCode, reveal_pool_code
from largesse.rights.code_pools.watch import watch_pools
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.redemptions.show_code import show_code
from largesse.rights.redemptions.use import Use, use_right
from largesse.store import blobs
from largesse.store.outbox import Event


@pytest.fixture
async def codes(shop) -> CodeShop:
    return await CodeShop(shop).open()


async def shown(codes, client, right):
    async with codes.shop.work.read() as read:
        return await show_code(read, client.id, right, now())


async def test_a_file_of_codes_can_be_given_and_its_text_is_nowhere_in_the_database(codes):
    lot = await codes.load("券码,密码,有效期至\nAB12CD34,7K88-ZQ41,2099-12-31\nab99cd00,,\n")
    assert (lot["state"], lot["kept_count"], lot["bad_count"]) == ("done", 2, 0)
    assert await codes.states() == {"available": 2}
    for table in ("rights_pool_code", "rights_code_lot", "store_audit", "store_outbox", "store_receipt"):
        text = await codes.shop.house.value(f"select string_agg(t::text, '') from {table} t")
        assert "AB12CD34" not in (text or ""), table
        assert "7K88-ZQ41" not in (text or ""), table


async def test_the_holder_sees_his_code_and_its_pin_and_from_then_on_it_is_delivered(codes):
    await codes.load("券码,密码\nAB12CD34,7K88-ZQ41\n")
    await codes.issue(1)
    client = await codes.shop.client()
    right = await codes.give(client)
    assert await codes.claim(client, right) == "active"
    assert await codes.states() == {"allocated": 1}
    seen = await shown(codes, client, right)
    assert (seen.words, seen.pin, seen.unseen, seen.expires_at) == ("AB12CD34", "7K88-ZQ41", True, None)
    assert await shown(codes, await codes.shop.client("13900001111"), right) is None
    await deliver(codes.shop.work, right)
    assert await codes.states() == {"delivered": 1}
    assert (await shown(codes, client, right)).unseen is False


async def test_an_empty_pool_refuses_the_claim_and_the_right_stays_to_be_claimed(codes):
    await codes.load(lines(["AAAA1111", "AAAA2222"]))
    await codes.issue(2)
    client = await codes.shop.client()
    first, second = await codes.give(client), await codes.give(client)
    await codes.shop.house.run("update rights_pool_code set state = 'expired' where number = 1")
    await codes.claim(client, first)
    with pytest.raises(PoolEmpty):
        await codes.claim(client, second)
    assert await codes.shop.state(second) == "issued"
    await codes.load(lines(["AAAA3333"]))
    assert await codes.claim(client, second) == "active"


async def test_many_who_claim_at_once_get_a_code_each_and_nobody_gets_anothers(codes):
    await codes.load(lines([f"RACE{n:05d}X" for n in range(40)]))
    await codes.issue(40)
    client = await codes.shop.client()
    rights = [await codes.give(client) for _ in range(40)]
    answers = await asyncio.gather(*(codes.claim(client, right) for right in rights))
    assert answers == ["active"] * 40
    async with codes.shop.work.read() as read:
        given = [(await code_of_right(read, right)).code for right in rights]
    assert len(set(given)) == 40
    assert await codes.states() == {"allocated": 40}


async def test_a_claim_that_dies_half_way_gives_its_code_to_the_next(codes):
    await codes.load(lines(["ONLY1CODE"]))
    await codes.issue(1)
    client = await codes.shop.client()
    right = await codes.give(client)
    dying = await asyncpg.connect(codes.shop.house.dsn)
    await dying.execute("begin")
    number = await dying.fetchval(
        "select rights_take_code($1, $2, now() + interval '1 day', now())", codes.pool, right
    )
    assert number == 1
    waiting = asyncio.create_task(codes.claim(client, right))
    await codes.shop.house.until_blocked()
    dying.terminate()
    assert await waiting == "active"
    assert await codes.states() == {"allocated": 1}


async def test_a_code_that_lapses_before_its_right_is_never_given(codes):
    zone = settings().zone
    soon = day_in(now(), zone) + timedelta(days=5)
    late = day_in(now(), zone) + timedelta(days=90)
    await codes.load(f"券码,有效期至\nSOON0001,{soon}\nLATE0001,{late}\n")
    await codes.issue(2)
    client = await codes.shop.client()
    first, second = await codes.give(client), await codes.give(client)
    await codes.claim(client, first)
    assert (await shown(codes, client, first)).words == "LATE0001"
    with pytest.raises(PoolEmpty):
        await codes.claim(client, second)
    await codes.shop.house.run(
        "update rights_entitlement set valid_to = now() + interval '2 days' where id = $1", second
    )
    await codes.claim(client, second)
    assert (await shown(codes, client, second)).words == "SOON0001"


async def test_codes_that_lapsed_end_by_the_clock_and_cannot_be_given(codes):
    await codes.load("券码,有效期至\nGONE0001,2020-01-31\nGONE0002,2020-01-31\nSTAY0001,\n")
    await watch_pools(codes.shop.work)
    assert await codes.states() == {"expired": 2, "available": 1}
    assert await codes.shop.house.value("select count(*) from rights_code_cursor") == 1


async def test_a_right_that_ends_unseen_gives_its_code_back_and_a_seen_one_keeps_it(codes):
    await codes.load(lines(["BACK0001", "KEEP0001"]))
    await codes.issue(2)
    client = await codes.shop.client()
    unseen, seen = await codes.give(client), await codes.give(client)
    await codes.claim(client, unseen)
    await codes.claim(client, seen)
    await deliver(codes.shop.work, seen)
    await codes.shop.house.run("update rights_entitlement set valid_to = now() - interval '1 second'")
    await expire_due(codes.shop.work)
    await codes.shop.house.drain()
    assert await codes.states() == {"available": 1, "delivered": 1}
    async with codes.shop.work.job() as tx:
        await allocate(tx, codes.sku, unseen, now() + timedelta(days=1))
    assert await codes.states() == {"allocated": 1, "delivered": 1}


async def test_a_use_and_its_reversal_are_noted_on_the_code(codes):
    await codes.load(lines(["USED0001"]))
    await codes.issue(1)
    client = await codes.shop.client()
    right = await codes.give(client)
    await codes.claim(client, right)
    async with codes.shop.work.job() as tx:
        await use_right(tx, Use(right, "console", "provider_file"))
    await codes.shop.house.drain()
    assert await codes.states() == {"redeemed": 1}


async def test_a_code_of_the_file_or_of_any_pool_of_the_provider_is_not_kept_twice(codes):
    other = await codes.open_pool(await codes.make_sku("S-OTHER"), "CP-OTHER")
    assert (await codes.load(lines(["Same0001", "NEW00001"]), other))["kept_count"] == 2
    lot = await codes.load(lines(["SAME0001", "new00002", " new00002 ", "", "1.23457E+15"]))
    assert lot["kept_count"] == 1
    assert [(one["line"], one["reason"]) for one in lot["bad"]] == [
        (2, "in_a_pool"),
        (4, "twice_in_file"),
        (6, "digits_lost"),
    ]


async def test_two_files_with_the_same_codes_at_once_keep_each_code_once(codes):
    other = await codes.open_pool(await codes.make_sku("S-OTHER"), "CP-OTHER")
    same = lines([f"TWIN{n:04d}" for n in range(300)]).encode()
    await codes.ask_import(same)
    await codes.ask_import(same, other)
    await codes.shop.house.drain()
    assert await codes.shop.house.value("select count(*) from rights_pool_code") == 300
    free = "select sum(hi - next + 1) from rights_code_cursor"
    assert await codes.shop.house.value(free) == 300


async def begun(codes, data):
    asked = await codes.ask_import(data)
    event = Event(asked.lot, "", str(asked.lot), {"lot": str(asked.lot)}, now())
    async with codes.shop.work.job() as tx:
        return asked.lot, await prepare(event, tx), event


async def test_a_lot_that_is_cancelled_while_it_is_read_keeps_nothing(codes):
    lot, asked, _ = await begun(codes, lines(["STOP0001", "STOP0002"]).encode())
    filled = await read_lot(asked, "", codes.shop.work)
    assert await codes.states() == {"imported": 2}
    ask = CancelLot(key=codes.shop.key(), lot=lot)
    await cancel_lot(ask, actor=codes.shop.who("operator"), work=codes.shop.work)
    async with codes.shop.work.job() as tx:
        await finish(asked, filled, tx)
    assert await codes.states() == {}
    assert (await codes.lot(lot))["state"] == "cancelled"
    stopped = await read_lot(asked, "", codes.shop.work)
    assert stopped.stopped


async def test_a_worker_that_died_while_reading_is_followed_by_one_that_begins_anew(codes):
    lot, asked, event = await begun(codes, lines(["TURN0001", "TURN0002"]).encode())
    await read_lot(asked, "", codes.shop.work)
    async with codes.shop.work.job() as tx:
        again = await prepare(event, tx)
    filled = await read_lot(again, "", codes.shop.work)
    async with codes.shop.work.job() as tx:
        await finish(again, filled, tx)
    assert await codes.states() == {"available": 2}
    assert (await codes.lot(lot))["kept_count"] == 2


async def test_a_voided_lot_ends_what_no_right_has_and_the_same_file_may_come_again(codes):
    first = await codes.load(lines(["VOID0001", "VOID0002", "VOID0003"]))
    await codes.issue(3)
    client = await codes.shop.client()
    right = await codes.give(client)
    await codes.claim(client, right)
    ask = VoidLot(key=codes.shop.key(), lot=first["id"], reason="列选错了")
    with pytest.raises(NotAllowed):
        await void_lot(ask, actor=codes.shop.who("designer"), work=codes.shop.work)
    done = await void_lot(ask, actor=codes.shop.who("operator"), work=codes.shop.work)
    assert (done.state, done.count) == ("voided", 2)
    assert await codes.states() == {"allocated": 1, "revoked": 2}
    with pytest.raises(PoolEmpty):
        await codes.claim(client, await codes.give(client))
    again = await codes.load(lines(["VOID0001", "VOID0002", "VOID0003"]))
    assert (again["kept_count"], again["bad_count"]) == (2, 1)
    ask = VoidLot(key=codes.shop.key(), lot=first["id"], reason="再来一次")
    with pytest.raises(LotWrongState):
        await void_lot(ask, actor=codes.shop.who("operator"), work=codes.shop.work)


async def test_running_low_is_told_once_a_crossing(codes):
    await codes.shop.house.run("update rights_code_pool set low_at = 2")
    await watch_pools(codes.shop.work)
    await watch_pools(codes.shop.work)
    topics = await codes.shop.house.topics()
    assert topics.count("rights.pool_low.v1") == 1
    await codes.load(lines(["LOW00001", "LOW00002"]))
    await watch_pools(codes.shop.work)
    assert await codes.shop.house.value("select is_low from rights_code_pool") is False
    await codes.issue(1)
    client = await codes.shop.client()
    await codes.claim(client, await codes.give(client))
    await asyncio.gather(watch_pools(codes.shop.work), watch_pools(codes.shop.work))
    assert (await codes.shop.house.topics()).count("rights.pool_low.v1") == 2


async def test_a_batch_of_more_units_than_codes_is_warned_of_and_not_approved(codes):
    await codes.load(lines(["FEW00001", "FEW00002", "FEW00003"]))
    await codes.issue(2)
    batch, _ = await codes.propose(2)
    summary = await codes.shop.house.value(
        "select summary->>'codes_short' from identity_approval where subject = $1", batch
    )
    assert summary == "1"
    with pytest.raises(PoolTooSmall) as refused:
        await codes.issue(2)
    assert refused.value.free_codes == 1
    await codes.load(lines(["FEW00004"]))
    await codes.issue(1)


async def test_codes_that_the_house_makes_carry_a_check_and_are_all_different(codes):
    ask = MakeCodes(key=codes.shop.key(), pool=codes.pool, count=500, prefix="LG-", length=10)
    made = await make_codes(ask, actor=codes.shop.who("operator"), work=codes.shop.work)
    await codes.shop.house.drain()
    lot = await codes.lot(made.lot)
    assert (lot["state"], lot["kept_count"]) == ("done", 500)
    await codes.issue(1)
    client = await codes.shop.client()
    right = await codes.give(client)
    await codes.claim(client, right)
    code = (await shown(codes, client, right)).words
    assert code.startswith("LG-")
    assert plausible(code.removeprefix("LG-"))


async def test_one_code_is_shown_for_a_purpose_and_the_audit_says_who_and_which_but_not_what(codes):
    await codes.load("券码,密码\nSHOWN001,9911\n")
    ask = RevealPoolCode(pool=codes.pool, number=1, purpose="服务商来电核对")
    with pytest.raises(NotAllowed):
        await reveal_pool_code(ask, actor=codes.shop.who("designer"), work=codes.shop.work)
    with pytest.raises(Malformed):
        await reveal_pool_code(
            replace(ask, purpose=" x "), actor=codes.shop.who("operator"), work=codes.shop.work
        )
    with pytest.raises(CodeNotHere):
        await reveal_pool_code(replace(ask, number=2), actor=codes.shop.who("operator"), work=codes.shop.work)
    found = await reveal_pool_code(ask, actor=codes.shop.who("operator"), work=codes.shop.work)
    assert (found.code, found.pin) == ("SHOWN001", "9911")
    facts = await codes.shop.house.value(
        "select facts::text from store_audit where action = 'rights.pool_code_revealed'"
    )
    assert "服务商来电核对" in facts
    assert "SHOWN001" not in facts


async def test_codes_of_the_house_are_handed_over_for_a_purpose_and_those_of_a_provider_are_not(codes):
    theirs = await codes.load(lines(["THEIRS01"]))
    ask = MakeCodes(key=codes.shop.key(), pool=codes.pool, count=3, length=10)
    made = await make_codes(ask, actor=codes.shop.who("operator"), work=codes.shop.work)
    await codes.shop.house.drain()
    who = {"actor": codes.shop.who("operator"), "work": codes.shop.work}
    with pytest.raises(LotWrongState):
        await hand_over(theirs["id"], "交付服务商", **who)
    with pytest.raises(Malformed):
        await hand_over(made.lot, "x", **who)
    file = await hand_over(made.lot, "交付服务商", **who)
    assert len(file.data.decode("utf-8-sig").split()) == 4
    facts = await codes.shop.house.value(
        "select facts::text from store_audit where action = 'rights.codes_handed_over'"
    )
    assert sha256_hex(file.data) in facts


async def test_whatever_happens_the_cursors_lead_to_the_free_codes_and_to_no_others(codes):
    await codes.load(lines([f"LAW{n:05d}" for n in range(12)]))
    second = await codes.load(lines([f"MORE{n:04d}" for n in range(5)]))
    await codes.issue(10)
    client = await codes.shop.client()
    rights = [await codes.give(client) for _ in range(8)]
    for right in rights:
        await codes.claim(client, right)
    await deliver(codes.shop.work, rights[0])
    await codes.shop.house.run(
        "update rights_entitlement set valid_to = now() - interval '1 second' where id = any($1::uuid[])",
        rights[:3],
    )
    await expire_due(codes.shop.work)
    await codes.shop.house.drain()
    ask = VoidLot(key=codes.shop.key(), lot=second["id"], reason="退回服务商")
    await void_lot(ask, actor=codes.shop.who("operator"), work=codes.shop.work)
    await codes.claim(client, await codes.give(client))
    await watch_pools(codes.shop.work)
    free = (await codes.states()).get("available", 0)
    led = await codes.shop.house.value("select coalesce(sum(hi - next + 1), 0) from rights_code_cursor")
    lost = await codes.shop.house.value(
        "select count(*) from rights_code_cursor c cross join generate_series(c.next, c.hi) n"
        " left join rights_pool_code k on k.pool = c.pool and k.number = n and k.state = 'available'"
        " where k.number is null"
    )
    assert (led, lost) == (free, 0)
    assert (await codes.states())["delivered"] == 1


async def test_a_file_of_codes_leaves_the_disk_a_month_after_it_was_read(codes):
    lot = await codes.load(lines(["AB12CD34"]))
    month = timedelta(days=settings().keep_client_files_days)
    assert await forget_files(codes.shop.work, at=lot["done_at"] + month) == 0
    assert blobs.get(lot["file_sha"])
    assert await forget_files(codes.shop.work, at=lot["done_at"] + month + timedelta(seconds=1)) == 1
    with pytest.raises(FileNotFoundError):
        blobs.get(lot["file_sha"])
    after = await codes.lot(lot["id"])
    assert (after["file_sha"], after["kept_count"]) == ("", 1)


async def test_a_pool_is_offered_for_skus_that_need_one_and_have_none(codes):
    desk = Asker(codes.shop.work, codes.shop.who("operator"))
    pick = '{ choices(kind: "poolless") { edges { node { code } } } }'

    async def offered():
        return [one["node"]["code"] for one in (await desk.asks(pick))["choices"]["edges"]]

    assert await offered() == []
    await codes.shop.house.run("update rights_sku set fulfil_mode = 'pool' where code = 'S-LOUNGE-1'")
    assert await offered() == ["S-LOUNGE-1"]
    await codes.shop.house.run("update rights_sku set state = 'stopped' where code = 'S-LOUNGE-1'")
    assert await offered() == []
