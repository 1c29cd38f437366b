"""A provider without a counter tells by file what was used: each row is a fact, booked once, at its time."""

import asyncio
from datetime import timedelta

import pytest
from tests.kit.codes import CodeShop, lines

from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed, NotAllowed
from largesse.kernel.ids import text_id
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.rights.redemptions.use import Use, use_right
from largesse.rights.told_uses.book import book_file, finish, prepare
from largesse.rights.told_uses.take_file import TakeUses, foresee, take_uses
from largesse.store.outbox import Event


@pytest.fixture
async def codes(shop) -> CodeShop:
    made = await CodeShop(shop).open()
    await made.load(lines([f"USE{n:05d}" for n in range(6)]))
    await made.issue(4)
    return made


async def used(codes, count=1):
    """Give rights whose codes their holder has, each with its code."""
    client = await codes.shop.client()
    found = []
    for _ in range(count):
        right = await codes.give(client)
        await codes.claim(client, right)
        async with codes.shop.work.read() as read:
            number = await read.value("select number from rights_pool_code where entitlement = $1", right)
        found.append((right, f"USE{number - 1:05d}"))
    return found


def ask(codes, text, key=None, zone="Asia/Shanghai"):
    return TakeUses(
        key=key or codes.shop.key(),
        provider=codes.shop.known["provider.tea"],
        file_name="uses.csv",
        data=text.encode(),
        zone=zone,
    )


async def book(codes, text, **fields):
    taken = await take_uses(
        ask(codes, text, **fields), actor=codes.shop.who("operator"), work=codes.shop.work
    )
    await codes.shop.house.drain()
    (file,) = await codes.shop.house.rows("select * from rights_use_file where id = $1", taken.file)
    rows = await codes.shop.house.rows(
        "select line, verdict, redemption from rights_use_file_row where file = $1 order by line", taken.file
    )
    return file, rows


def yesterday(offset="+08:00"):
    return (now() + timedelta(hours=8) - timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M:%S") + offset


async def test_each_row_is_booked_at_its_own_time_and_the_code_is_redeemed(codes):
    [(first, code), (second, _)] = await used(codes, 2)
    at = now() - timedelta(seconds=30)
    await codes.shop.house.run("update rights_entitlement set valid_from = now() - interval '2 days'")
    local = (at + timedelta(hours=8)).strftime("%Y-%m-%d %H:%M:%S")
    file, rows = await book(
        codes,
        f"券码,核销时间,数量,门店,流水号\n{code.lower()},{local},1,南京西路店,T1\n"
        f"{text_id('ent', second)},{at.isoformat()},1,静安店,T2\n",
    )
    assert (file["state"], file["booked_count"], file["bad_count"]) == ("done", 2, 0)
    assert [row["verdict"] for row in rows] == ["booked", "booked"]
    (use,) = await codes.shop.house.rows("select * from rights_redemption where entitlement = $1", first)
    assert (use["at"], use["provider_ref"], use["proof"]) == (
        at.replace(microsecond=0),
        "T1",
        "provider_file",
    )
    assert await codes.shop.state(first) == "redeemed"
    await codes.shop.house.drain()
    assert (await codes.states())["redeemed"] == 2


async def test_the_same_file_again_and_twice_at_once_books_nothing_twice(codes):
    [(_, code)] = await used(codes)
    text = f"code,time\n{code},{yesterday()}\n"
    await book(codes, text)
    file, rows = await book(codes, text)
    assert (file["booked_count"], [row["verdict"] for row in rows]) == (0, ["told_before"])
    [(_, other)] = await used(codes)
    twin = f"code,time\n{other},{yesterday()}\n"
    events = []
    for _ in range(2):
        taken = await take_uses(ask(codes, twin), actor=codes.shop.who("operator"), work=codes.shop.work)
        event = Event(taken.file, "", str(taken.file), {}, now())
        async with codes.shop.work.job() as tx:
            events.append(await prepare(event, tx))
    booked = await asyncio.gather(*(book_file(one, "", codes.shop.work) for one in events))
    left = [one.verdict for found in booked for one in found.left_out]
    assert len(left) == 1
    assert await codes.shop.house.value("select count(*) from rights_redemption") == 2


async def test_a_worker_that_died_is_followed_by_one_that_books_the_rest(codes):
    [(_, one), (_, two)] = await used(codes, 2)
    text = f"code,time\n{one},{yesterday()}\n{two},{yesterday()}\n"
    taken = await take_uses(ask(codes, text), actor=codes.shop.who("operator"), work=codes.shop.work)
    event = Event(taken.file, "", str(taken.file), {}, now())
    async with codes.shop.work.job() as tx:
        asked = await prepare(event, tx)
    await book_file(asked, "", codes.shop.work)
    async with codes.shop.work.job() as tx:
        again = await prepare(event, tx)
    assert again.booked == {2, 3}
    booked = await book_file(again, "", codes.shop.work)
    async with codes.shop.work.job() as tx:
        await finish(again, booked, tx)
    (file,) = await codes.shop.house.rows("select * from rights_use_file where id = $1", taken.file)
    assert (file["booked_count"], file["bad_count"]) == (2, 0)


async def test_rows_that_cannot_be_booked_say_why_by_line(codes):
    [(right, code)] = await used(codes)
    later = (now() + timedelta(days=1)).isoformat()
    free = next(
        one for one in ("USE00004", "USE00005") if one != code
    )  # which one is given depends on the right
    text = (
        "code,time,units\n"
        f"{code},{yesterday()},1\n{code},{yesterday()},1\n{free},{yesterday()},1\nNOBODY01,{yesterday()},1\n"
        f"{code},{later},1\n{code},gestern,1\n{code},{yesterday()},many\n,{yesterday()},1\n"
        f"1.2E+15,{yesterday()},1\n"
    )
    file, rows = await book(codes, text)
    assert [(row["line"], row["verdict"]) for row in rows] == [
        (2, "booked"),
        (3, "twice_in_file"),
        (4, "not_given"),
        (5, "unknown"),
        (6, "in_future"),
        (7, "not_a_time"),
        (8, "not_a_number"),
        (9, "missing"),
        (10, "digits_lost"),
    ]
    assert (file["booked_count"], file["bad_count"]) == (1, 8)
    assert await codes.shop.state(right) == "redeemed"


async def test_a_use_that_is_told_after_its_right_expired_is_booked_and_marked_late(codes):
    [(right, code)] = await used(codes)
    await codes.shop.house.run(
        "update rights_entitlement set valid_from = now() - interval '3 days', valid_to = now()"
        " - interval '1 minute' where id = $1",
        right,
    )
    at = (now() - timedelta(days=1)).isoformat()
    await book(codes, f"code,time\n{code},{at}\n")
    mark = await codes.shop.house.value("select mark from rights_redemption where entitlement = $1", right)
    assert mark == "late"


async def expired(codes, right):
    await codes.shop.house.run(
        "update rights_entitlement set valid_from = now() - interval '3 days', valid_to = now()"
        " - interval '1 minute' where id = $1",
        right,
    )
    await expire_due(codes.shop.work)


async def test_a_use_that_is_told_before_the_code_went_back_keeps_it_from_the_next_one(codes):
    [(right, _)] = await used(codes)
    await expired(codes, right)
    async with codes.shop.work.job() as tx:
        await use_right(tx, Use(right, "console", "provider_file", at=tx.now - timedelta(hours=1)))
    await codes.shop.house.drain()
    assert await codes.shop.state(right) == "redeemed"
    assert await codes.states() == {"available": 5, "redeemed": 1}


async def test_a_use_of_a_right_whose_code_went_back_is_not_booked_but_left_to_people(codes):
    [(right, code)] = await used(codes)
    await expired(codes, right)
    await codes.shop.house.drain()
    assert await codes.states() == {"available": 6}
    _, rows = await book(codes, f"code,time\n{text_id('ent', right)},{yesterday()}\n{code},{yesterday()}\n")
    assert [row["verdict"] for row in rows] == ["wrong_state", "not_given"]
    assert await codes.shop.state(right) == "expired"


async def test_a_preview_keeps_nothing_and_foretells_what_booking_does(codes):
    [(_, code)] = await used(codes)
    found = await foresee(
        f"code,time\n{code},{yesterday()}\nNOBODY01,{yesterday()}\n".encode(),
        codes.shop.known["provider.tea"],
        "Asia/Shanghai",
        actor=codes.shop.who("operator"),
        work=codes.shop.work,
    )
    assert [one.verdict for one in found.rows] == ["matched", "unknown"]
    assert await codes.shop.house.value("select count(*) from rights_use_file") == 0


async def test_another_providers_file_finds_nothing_of_this_one(codes):
    [(_, code)] = await used(codes)
    found = await foresee(
        f"code,time\n{code},{yesterday()}\n".encode(),
        codes.shop.known["provider.lounge"],
        "Asia/Shanghai",
        actor=codes.shop.who("operator"),
        work=codes.shop.work,
    )
    assert [one.verdict for one in found.rows] == ["unknown"]


async def test_a_booked_row_is_reversed_as_any_use_and_is_not_booked_again(codes):
    [(right, code)] = await used(codes)
    text = f"code,time\n{code},{yesterday()}\n"
    _, rows = await book(codes, text)
    back = ReverseUse(key=codes.shop.key(), redemption=rows[0]["redemption"], reason="服务商误报")
    await reverse_use(back, actor=codes.shop.who("operator"), work=codes.shop.work)
    await codes.shop.house.drain()
    assert await codes.shop.state(right) == "active"
    assert "redeemed" not in await codes.states()
    _, again = await book(codes, text)
    assert again[0]["verdict"] == "told_before"


async def test_who_may_not_brings_no_file_and_no_unknown_zone_is_taken(codes):
    with pytest.raises(NotAllowed):
        await take_uses(ask(codes, "x"), actor=codes.shop.who("designer"), work=codes.shop.work)
    with pytest.raises(Malformed):
        await take_uses(
            ask(codes, "x", zone="Mars/Base"), actor=codes.shop.who("operator"), work=codes.shop.work
        )
    file, _ = await book(codes, "name,age\na,1\n")
    assert (file["state"], file["why"]) == ("refused", "use_column_missing:券码 / code")
    file, _ = await book(codes, "code,time\n\n")
    assert (file["state"], file["why"]) == ("refused", "heads_only")
