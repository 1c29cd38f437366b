"""What a SKU says, a batch keeps and a right follows: uses, validity, hours, taxes, versions."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from unicodedata import normalize
from uuid import UUID

import pytest
from tests.kit.faces import Asker
from tortoise.exceptions import IntegrityError, OperationalError

from largesse.kernel.clock import day_in, day_starts, now
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id, text_id
from largesse.kernel.writing import ALIKE
from largesse.rights.batches.decide import DecideBatch, approve_batch
from largesse.rights.batches.offers import offers
from largesse.rights.batches.propose import propose_batch
from largesse.rights.catalogue.skus import (
    ChangeSku,
    MakeSku,
    SkuChanged,
    SkuMissing,
    SkuStep,
    SkuWrongState,
    SteerSku,
    change_sku,
    make_sku,
    steer_sku,
)
from largesse.rights.catalogue.tax import OwnTaxes, SignTaxes, sign_taxes
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.expire import expire
from largesse.rights.entitlements.give import GiveRight, give_right
from largesse.rights.redemptions.hours import NoHoursLeft, OutsideHours
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.rights.redemptions.use import Use, use_right

ZONE = "Asia/Shanghai"
TERMS = {
    "title": {"zh-CN": "按摩"},
    "face_value_minor": 100,
    "market_value_minor": 100,
    "unit_cost_minor": 100,
    "income_tax": "none",
    "borne_by": "bank",
    "vat_treatment": "no_deduct",
    "vat_rate_ppm": 0,
    "terms": {"zh-CN": "旧条款"},
}
ISSUE = {"kind": "issue", "count": 30, "unit": "day"}


async def sku_of(shop, code: str, **terms) -> UUID:
    product = await shop.house.value("select id from rights_product where code = 'P-TEA'")
    ask = MakeSku(
        key=shop.key(),
        product=product,
        provider=shop.known["provider.tea"],
        code=code,
        fulfil_mode="own_code",
        currency="CNY",
        **TERMS | terms,
    )
    return (await make_sku(ask, actor=shop.who("designer"), work=shop.work)).id


async def batch_of(shop, sku: UUID, code: str = "B-SPA") -> UUID:
    """Make an active batch of a SKU and name it ``batch.spa``."""
    ask = replace(shop.proposal(code=code), sku=sku)
    made = await propose_batch(ask, actor=shop.who("designer"), work=shop.work)
    content = await shop.house.value("select content_hash from rights_batch where id = $1", made.batch)
    sign = DecideBatch(key=shop.key(), batch=made.batch, content_hash=content, opinion="同意")
    await approve_batch(sign, actor=shop.who("branch"), work=shop.work)
    return made.batch


async def held(shop, batch: UUID, *, claimed: bool = True) -> tuple[UUID, object]:
    client = await shop.client(f"139{new_id().int % 10**8:08}")
    ask = GiveRight(key=shop.key(), batch=batch, client=client.id, reason="生日礼")
    right = (await give_right(ask, actor=shop.who("operator"), work=shop.work)).entitlement
    if claimed:
        await claim_right(ClaimRight(key=shop.key(), entitlement=right), actor=client, work=shop.work)
    return right, client


async def use(shop, right: UUID, at: datetime | None = None):
    async with shop.work.job(shop.counter()) as tx:
        return await use_right(tx, Use(right, "counter", "test", provider=shop.known["provider.tea"], at=at))


async def row(shop, right: UUID) -> dict:
    (found,) = await shop.house.rows("select * from rights_entitlement where id = $1", right)
    return found


async def test_a_right_of_three_uses_is_used_thrice_and_costs_what_one_right_does(shop):
    batch = await batch_of(shop, await sku_of(shop, "S-SPA", units=3))
    before = await shop.money()
    right, _ = await held(shop, batch)
    assert (await row(shop, right))["units"] == 3
    first = await use(shop, right)
    assert (first.units_left, await shop.state(right)) == (2, "active")
    await use(shop, right)
    await use(shop, right)
    assert await shop.state(right) == "redeemed"
    reserved, spent = await shop.money()
    assert (reserved - before[0], spent - before[1]) == (0, 100)

    undo = ReverseUse(key=shop.key(), redemption=first.redemption, reason="误核销")
    await reverse_use(undo, actor=shop.who("operator"), work=shop.work)
    await use(shop, right)
    reserved, spent = await shop.money()
    assert (reserved - before[0], spent - before[1]) == (0, 100)


async def test_what_expires_half_used_gives_back_the_rest_of_its_cost(shop):
    batch = await batch_of(shop, await sku_of(shop, "S-SPA", units=3))
    before = await shop.money()
    right, _ = await held(shop, batch)
    await use(shop, right)
    await shop.house.run("update rights_entitlement set valid_to = now() where id = $1", right)
    async with shop.work.job() as tx:
        await expire(tx, right)
    reserved, spent = await shop.money()
    assert (reserved - before[0], spent - before[1]) == (0, 33)


async def test_a_month_after_the_issue_and_a_fixed_day_end_at_local_midnight(shop):
    sql = "select rights_first_deadline($1, 90, $2, $3, $4, $5)"
    given = datetime(2026, 1, 31, 15, 30, tzinfo=UTC)  # 23:30 in Shanghai
    found = [
        await shop.house.value(sql, given, *deadline)
        for deadline in (
            (None, 1, None, ZONE),
            (30, None, None, ZONE),
            (None, None, date(2026, 12, 31), ZONE),
            (None, None, None, None),
        )
    ]
    assert found == [
        day_starts(date(2026, 3, 1), ZONE),
        day_starts(date(2026, 3, 3), ZONE),
        day_starts(date(2027, 1, 1), ZONE),
        given + timedelta(days=90),  # a batch older than rules
    ]


async def test_what_counts_from_the_claim_must_be_claimed_in_time_and_ends_so_much_later(shop):
    ends = {"kind": "claim", "count": 2, "unit": "day", "claim_by": ISSUE}
    batch = await batch_of(shop, await sku_of(shop, "S-SPA", validity={"ends": ends}))
    right, client = await held(shop, batch, claimed=False)
    today = day_in(now(), ZONE)
    assert (await row(shop, right))["valid_to"] == day_starts(today + timedelta(days=31), ZONE)
    await claim_right(ClaimRight(key=shop.key(), entitlement=right), actor=client, work=shop.work)
    assert (await row(shop, right))["valid_to"] == day_starts(today + timedelta(days=3), ZONE)


async def test_a_batch_does_not_give_longer_than_its_rights_can_be_used(shop):
    last = day_in(now(), ZONE) + timedelta(days=5)
    rule = {"ends": {"kind": "day", "day": last.isoformat()}}
    sku = await sku_of(shop, "S-SPA", validity=rule)
    ask = replace(shop.proposal(code="B-LATE"), sku=sku)
    with pytest.raises(Malformed) as no:
        await propose_batch(ask, actor=shop.who("designer"), work=shop.work)
    assert no.value.path == "ends_at"
    fits = replace(ask, key=shop.key(), ends_at=day_starts(last + timedelta(days=1), ZONE))
    made = await propose_batch(fits, actor=shop.who("designer"), work=shop.work)
    with pytest.raises(IntegrityError):
        await shop.house.run(
            "update rights_batch set ends_at = ends_at + interval '1s' where id = $1", made.batch
        )


async def test_outside_its_hours_a_use_is_refused_with_the_next_time_and_a_fact_is_booked(shop):
    tomorrow = day_in(now(), ZONE) + timedelta(days=1)
    rule = {"ends": ISSUE, "blackouts": [{"first": "2020-01-01", "last": day_in(now(), ZONE).isoformat()}]}
    batch = await batch_of(shop, await sku_of(shop, "S-SPA", validity=rule))
    right, _ = await held(shop, batch)
    with pytest.raises(OutsideHours) as no:
        await use(shop, right)
    assert no.value.retry_at == day_starts(tomorrow, ZONE)
    assert no.value.opens == f"{tomorrow.isoformat()} 00:00"
    assert await shop.state(right) == "active"
    await use(shop, right, at=now())
    marks = await shop.house.rows("select mark from rights_redemption where entitlement = $1", right)
    assert (await shop.state(right), [one["mark"] for one in marks]) == ("redeemed", ["outside"])


async def test_a_client_reads_when_his_right_can_be_used_and_how_often(shop):
    today = day_in(now(), ZONE)
    rule = {"ends": ISSUE, "blackouts": [{"first": "2020-01-01", "last": today.isoformat()}]}
    service = {"zh-CN": "六十分钟"}
    batch = await batch_of(shop, await sku_of(shop, "S-SPA", validity=rule, units=3, service=service))
    right, client = await held(shop, batch)
    asked = "query($id: String!) { right(id: $id) { hours opensAt units unitsLeft service terms } }"
    asker = Asker(shop.work, client, face="client")
    told = (await asker.asks(asked, id=text_id("ent", right)))["right"]
    assert told["hours"] == [f"以下日期不可用：2020-01-01至{today.isoformat()}"]
    opens = datetime.fromisoformat(told["opensAt"])
    assert opens == day_starts(today + timedelta(days=1), ZONE)
    assert (told["units"], told["unitsLeft"], told["service"], told["terms"]) == (3, 3, "六十分钟", "旧条款")


async def test_an_offer_names_days_only_where_they_are_counted_from_the_issue(shop):
    month = {"ends": {"kind": "issue", "count": 1, "unit": "month"}}
    days = await batch_of(shop, await sku_of(shop, "S-DAYS", validity={"ends": ISSUE}), "B-DAYS")
    months = await batch_of(shop, await sku_of(shop, "S-MONTH", validity=month), "B-MONTH")
    old = shop.known["batch.tea"]
    async with shop.work.read() as read:
        found = await offers(read, [days, months, old])
    assert [found[one].valid_days for one in (days, months, old)] == [30, None, 90]


async def test_what_has_no_hours_left_says_so(shop):
    rule = {"ends": ISSUE, "blackouts": [{"first": "2020-01-01", "last": "2090-01-01"}]}
    batch = await batch_of(shop, await sku_of(shop, "S-SPA", validity=rule))
    right, _ = await held(shop, batch)
    with pytest.raises(NoHoursLeft):
        await use(shop, right)


async def test_a_changed_sku_is_a_new_version_and_a_batch_keeps_what_was_approved(shop):
    designer, work = shop.who("designer"), shop.work
    sku = await sku_of(shop, "S-SPA")
    batch = await batch_of(shop, sku)
    new = TERMS | {"vat_treatment": "discount", "terms": {"zh-CN": "新条款"}, "market_value_minor": 900}
    ask = ChangeSku(key=shop.key(), sku=sku, version=1, units=5, **new)
    assert (await change_sku(ask, actor=designer, work=work)).version == 2
    with pytest.raises(SkuChanged):
        await change_sku(replace(ask, key=shop.key()), actor=designer, work=work)
    kept = "vat_treatment, terms, market_value_minor, units_each, sku_version"
    (kept,) = await shop.house.rows(f"select {kept} from rights_batch where id = $1", batch)
    assert list(kept.values()) == ["no_deduct", {"zh-CN": "旧条款"}, 100, 1, 1]
    versions = await shop.house.rows(
        "select version, content from rights_sku_version where sku = $1 order by 1", sku
    )
    assert [(one["version"], one["content"]["units"]) for one in versions] == [(1, 1), (2, 5)]
    with pytest.raises(OperationalError):
        await shop.house.run("update rights_sku_version set version = 9 where sku = $1", sku)


async def test_of_two_who_change_a_sku_at_once_one_looks_again(shop):
    sku = await sku_of(shop, "S-SPA")
    asks = [ChangeSku(key=shop.key(), sku=sku, version=1, units=units, **TERMS) for units in (2, 3)]
    done = await asyncio.gather(
        *(change_sku(ask, actor=shop.who("designer"), work=shop.work) for ask in asks), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in done) == ["SkuChanged", "SkuStanding"]


async def test_a_stopped_sku_takes_no_batch_until_it_is_taken_up_again(shop):
    designer, work = shop.who("designer"), shop.work
    sku = await sku_of(shop, "S-SPA")
    stop = SteerSku(key=shop.key(), sku=sku, step=SkuStep.STOP, reason="供应商停供")
    assert (await steer_sku(stop, actor=designer, work=work)).state == "stopped"
    with pytest.raises(SkuMissing):
        await propose_batch(replace(shop.proposal(), sku=sku), actor=designer, work=work)
    with pytest.raises(SkuWrongState):
        await change_sku(ChangeSku(key=shop.key(), sku=sku, version=1, **TERMS), actor=designer, work=work)
    again = SteerSku(key=shop.key(), sku=sku, step=SkuStep.RESUME, reason="恢复供应")
    assert (await steer_sku(again, actor=designer, work=work)).state == "active"


async def test_taxes_are_signed_by_another_for_exactly_those_taxes(shop):
    sku = await sku_of(shop, "S-SPA")
    batch = await batch_of(shop, sku)
    sign = SignTaxes(key=shop.key(), sku=sku, version=1, opinion="按业务招待费处理，进项不抵扣")
    writer = replace(shop.who("designer"), operations=shop.who("designer").operations | {"rights.sign_taxes"})
    with pytest.raises(OwnTaxes):
        await sign_taxes(sign, actor=writer, work=shop.work)
    await sign_taxes(replace(sign, key=shop.key()), actor=shop.who("finance"), work=shop.work)

    async def signed() -> tuple:
        asked = "query($s: String!, $b: String!) { sku(id: $s) { tax { opinion signerName } }"
        asked += " issueBatch(id: $b) { tax { opinion } vatTreatment } }"
        told = await Asker(shop.work, shop.who("finance")).asks(
            asked, s=text_id("sku", sku), b=text_id("bat", batch)
        )
        return told["sku"]["tax"], told["issueBatch"]["tax"]

    both = await signed()
    assert [one["opinion"] for one in both] == [sign.opinion] * 2
    other = TERMS | {"vat_treatment": "discount"}
    await change_sku(
        ChangeSku(key=shop.key(), sku=sku, version=1, **other), actor=shop.who("designer"), work=shop.work
    )
    of_sku, of_batch = await signed()
    assert (of_sku, of_batch["opinion"]) == (None, sign.opinion)


async def test_no_two_codes_of_the_register_read_the_same_even_past_the_use_case(shop):
    tea = await shop.house.value("select rights_code_key('S-TEA-1')")
    for alike in ("s－tea－l", "S-ТЕА-1", "S-TEA-\u200b1", "S - TEA - 1"):
        assert await shop.house.value("select rights_code_key($1)", alike) == tea
    kept = [pair for pair in zip(*ALIKE, strict=False) if normalize("NFKC", pair[0]) == pair[0]]
    letters, folded = ("".join(one) for one in zip(*kept, strict=True))
    assert await shop.house.value("select rights_code_key($1)", letters) == folded
    sql = "insert into rights_sku (id, product, code, title, fulfil_mode, currency, face_value_minor,"
    sql += (
        " market_value_minor, unit_cost_minor, income_tax, borne_by, vat_treatment, vat_rate_ppm, valid_days)"
    )
    sql += (
        " select $1, product, $2, title, fulfil_mode, currency, 1, 1, 1, income_tax, borne_by, vat_treatment,"
    )
    sql += " vat_rate_ppm, 90 from rights_sku where code = 'S-TEA-1'"
    with pytest.raises(IntegrityError):
        await shop.house.run(sql, new_id(), "S-ТЕА-l")
