"""Batches, giving, claiming and expiry: stock and budget add up, and a second person signs."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from largesse.audience.clients.serve import ClientMissing
from largesse.identity.approvals.approvals import NotMaker
from largesse.identity.approvals.route import OwnWork
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.rights.batches.batch import BatchMissing, BatchStep, BatchWrongState
from largesse.rights.batches.decide import DecideBatch, approve_batch, return_batch
from largesse.rights.batches.propose import (
    BatchOverBudget,
    ProposeBatch,
    WithdrawBatch,
    propose_batch,
    withdraw_batch,
)
from largesse.rights.batches.steer import SteerBatch, steer_batch
from largesse.rights.batches.stock import StockExhausted
from largesse.rights.budgets.budget import BudgetExhausted
from largesse.rights.budgets.open import OpenBudget, open_budget
from largesse.rights.catalogue.currencies import CurrencyNotKept
from largesse.rights.catalogue.providers import EnrolProvider, enrol_provider
from largesse.rights.catalogue.skus import MakeSku, make_sku
from largesse.rights.catalogue.supply import CodeTaken
from largesse.rights.demo import seed
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.entitlement import EntitlementMissing, WrongState
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.entitlements.give import GiveRight, give_right
from largesse.rights.entitlements.reads import entitlement_of, entitlements_page
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.store.keyset import Page, Wish


def _sku(shop, product: UUID, currency: str) -> MakeSku:
    return MakeSku(
        key=shop.key(),
        product=product,
        code=f"S-{currency}",
        title={"zh-CN": "茶"},
        fulfil_mode="own_code",
        currency=currency,
        face_value_minor=100,
        market_value_minor=100,
        unit_cost_minor=100,
        income_tax="none",
        borne_by="bank",
        vat_treatment="no_deduct",
        vat_rate_ppm=0,
        valid_days=30,
    )


async def test_what_the_books_cannot_keep_is_refused_before_anybody_uses_it(shop):
    designer, operator, work = shop.who("designer"), shop.who("operator"), shop.house.work
    product = await shop.house.value("select id from rights_product where code = 'P-TEA'")
    assert await make_sku(_sku(shop, product, "HKD"), actor=designer, work=work)
    budget = OpenBudget(
        key="b", code="GBP", title={"zh-CN": "预算"}, currency="GBP", cap_minor=1, org_unit=operator.unit
    )
    for refused in (
        make_sku(_sku(shop, product, "GBP"), actor=designer, work=work),
        open_budget(budget, actor=operator, work=work),
    ):
        with pytest.raises(CurrencyNotKept) as no:
            await refused
        assert no.value.path == "currency"
        assert no.value.facts() == {"currency": "GBP", "kept": "CNY, EUR, HKD, JPY, SGD, USD"}


def _batch(shop, total: int = 10, code: str = "B-NEW") -> ProposeBatch:
    return ProposeBatch(
        key=shop.key(),
        code=code,
        title={"zh-CN": "新批次"},
        sku=shop.known["sku.tea"],
        budget=shop.known["budget.autumn"],
        total=total,
        starts_at=now(),
        ends_at=now() + timedelta(days=10),
    )


@pytest.mark.parametrize(
    ("slug", "api_key", "path"),
    [
        ("Tea House", "", "slug"),
        ("tea;x", "", "slug"),
        ("new", "short", "api_key"),
        ("new", "k" * 40, "api_key"),
    ],
    ids=["words", "a semicolon", "a key to be guessed", "another's key"],
)
async def test_a_provider_has_a_plain_slug_and_a_key_of_its_own_that_nobody_guesses(
    shop, slug, api_key, path
):
    await shop.house.run(
        "update rights_provider set key_sha256 = $1 where slug = 'tea'", sha256_hex(b"k" * 40)
    )
    ask = EnrolProvider(
        key=shop.key(),
        slug=slug,
        name={"zh-CN": "新服务商"},
        org_unit=shop.who("designer").unit,
        api_key=api_key,
    )
    with pytest.raises(Malformed) as refused:
        await enrol_provider(ask, actor=shop.who("designer"), work=shop.house.work)
    assert refused.value.path == path


async def test_a_batch_needs_a_second_person_and_the_content_that_was_shown(shop):
    made = await propose_batch(_batch(shop), actor=shop.who("designer"), work=shop.house.work)
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
    made = await propose_batch(_batch(shop), actor=designer, work=work)
    with pytest.raises(CodeTaken):
        await propose_batch(_batch(shop, total=9), actor=designer, work=work)
    old = await shop.house.value("select content_hash from rights_batch where id = $1", made.batch)
    back = DecideBatch(key=shop.key(), batch=made.batch, content_hash=old, opinion="数量太多")
    assert (await return_batch(back, actor=branch, work=work)).state == "draft"

    again = await propose_batch(_batch(shop, total=7), actor=designer, work=work)
    assert (again.batch, again.state) == (made.batch, "pending_approval")
    sql = "select total, free, content_hash from rights_batch where id = $1"
    [row] = await shop.house.rows(sql, made.batch)
    assert (row["total"], row["free"]) == (7, 7)
    with pytest.raises(Exception, match="content"):
        await approve_batch(replace(back, key=shop.key()), actor=branch, work=work)
    sign = DecideBatch(key=shop.key(), batch=made.batch, content_hash=row["content_hash"], opinion="同意")
    assert (await approve_batch(sign, actor=branch, work=work)).state == "active"
    with pytest.raises(CodeTaken):
        await propose_batch(_batch(shop, total=6), actor=designer, work=work)


async def test_who_proposed_a_batch_and_nobody_else_takes_it_back_while_it_waits(shop):
    designer, work = shop.who("designer"), shop.house.work
    made = await propose_batch(_batch(shop), actor=designer, work=work)
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
    assert (await propose_batch(_batch(shop), actor=designer, work=work)).batch == made.batch


async def test_nobody_approves_the_batch_he_proposed(shop):
    maker = shop.house.staff(
        "rights.propose_batch", "rights.decide_batch", staff=shop.who("branch").id, roles=("approver_branch",)
    )
    made = await propose_batch(_batch(shop), actor=maker, work=shop.house.work)
    content = await shop.house.value("select content_hash from rights_batch where id = $1", made.batch)
    with pytest.raises(OwnWork):
        await approve_batch(
            DecideBatch(key=shop.key(), batch=made.batch, content_hash=content, opinion="同意"),
            actor=maker,
            work=shop.house.work,
        )


async def test_a_batch_that_costs_more_than_the_budget_has_left_is_refused(shop):
    with pytest.raises(BatchOverBudget):
        await propose_batch(_batch(shop, total=5_000), actor=shop.who("designer"), work=shop.house.work)


async def test_forty_race_for_five_units_and_exactly_five_get_one(shop):
    clients = [await shop.client(f"1390000{n:04d}") for n in range(40)]

    async def give(client):
        try:
            return await shop.give(client, "tea_small")
        except StockExhausted:
            return None

    given = await asyncio.gather(*(give(client) for client in clients))
    assert len([one for one in given if one]) == 5
    assert await shop.stock("tea_small") == {"total": 5, "free": 0, "held": 0, "issued": 5}
    assert await shop.money() == (5 * 9_900, 0)


async def test_an_empty_budget_stops_giving_and_leaves_the_stock_alone(shop):
    await shop.house.run("update rights_budget set spent_minor = cap_minor - 9900 - 9899")
    await shop.give(await shop.client())
    with pytest.raises(BudgetExhausted):
        await shop.give(await shop.client("13900009999"))
    assert (await shop.stock())["issued"] == 1


async def test_the_same_key_gives_the_same_right_once(shop):
    client = await shop.client()
    ask = GiveRight(key="once", batch=shop.known["batch.tea"], client=client.id, reason="生日礼")
    first = await give_right(ask, actor=shop.who("operator"), work=shop.house.work)
    again = await give_right(ask, actor=shop.who("operator"), work=shop.house.work)
    assert again == first
    assert (await shop.stock())["issued"] == 1


async def test_only_a_client_within_reach_is_given_a_right(shop):
    for client in (shop.house.client(), await shop.client()):
        ask = GiveRight(key=shop.key(), batch=shop.known["batch.tea"], client=client.id, reason="生日礼")
        stranger = replace(shop.who("operator"), units=frozenset({shop.known["unit.beijing"]}))
        with pytest.raises(BatchMissing):
            await give_right(ask, actor=stranger, work=shop.house.work)
    nobody = GiveRight(key=shop.key(), batch=shop.known["batch.tea"], client=new_id(), reason="生日礼")
    with pytest.raises(ClientMissing):
        await give_right(nobody, actor=shop.who("operator"), work=shop.house.work)
    assert (await shop.stock())["issued"] == 0


async def test_an_adviser_sees_the_rights_of_his_own_clients_and_of_no_others(shop):
    adviser = shop.who("adviser")
    own, other = await shop.client(), await shop.client("13900000002")
    await shop.house.run("update audience_customer set adviser = $1 where id = $2", adviser.id, own.id)
    mine, theirs = await shop.give(own), await shop.give(other)
    async with shop.house.work.read() as read:
        page = await entitlements_page(read, adviser, Wish(Page(25, None)))
        assert ([row.id for row in page.rows], page.count) == ([mine], 1)
        assert await entitlement_of(read, adviser, mine)
        assert await entitlement_of(read, adviser, theirs) is None
        assert (await entitlements_page(read, shop.who("operator"), Wish(Page(25, None)))).count == 2


async def test_a_paused_batch_gives_nothing_and_what_was_given_stays_valid(shop):
    client = await shop.client()
    right = await shop.give(client)
    ask = SteerBatch(key=shop.key(), batch=shop.known["batch.tea"], step=BatchStep.PAUSE, reason="补货")
    await steer_batch(ask, actor=shop.who("operator"), work=shop.house.work)
    with pytest.raises(BatchWrongState):
        await shop.give(client)
    await claim_right(ClaimRight(key=shop.key(), entitlement=right), actor=client, work=shop.house.work)
    assert await shop.state(right) == "active"


async def test_nobody_steers_gives_or_reverses_without_a_reason(shop):
    client, operator, work = await shop.client(), shop.who("operator"), shop.house.work
    batch = shop.known["batch.tea"]
    for blank in ("", "  ", "x" * 501):
        for refused in (
            steer_batch(
                SteerBatch(key="s", batch=batch, step=BatchStep.STOP, reason=blank), actor=operator, work=work
            ),
            give_right(
                GiveRight(key="g", batch=batch, client=client.id, reason=blank), actor=operator, work=work
            ),
            reverse_use(ReverseUse(key="r", redemption=new_id(), reason=blank), actor=operator, work=work),
        ):
            with pytest.raises(Malformed) as no:
                await refused
            assert no.value.path == "reason"


async def test_only_the_holder_claims_and_only_once(shop):
    client, stranger = await shop.client(), await shop.client("13900000001")
    right = await shop.give(client)
    with pytest.raises(EntitlementMissing):
        await claim_right(ClaimRight(key="x", entitlement=right), actor=stranger, work=shop.house.work)
    await claim_right(ClaimRight(key="a", entitlement=right), actor=client, work=shop.house.work)
    with pytest.raises(WrongState):
        await claim_right(ClaimRight(key="b", entitlement=right), actor=client, work=shop.house.work)


async def test_an_expired_right_ends_and_frees_its_money(shop):
    client = await shop.client()
    right, other = await shop.give(client), await shop.give(client)
    await shop.house.run(
        "update rights_entitlement set valid_from = now() - interval '9 days',"
        " valid_to = now() - interval '1 second' where id = $1",
        right,
    )
    await expire_due(shop.house.work)
    assert await shop.state(right) == "expired"
    assert await shop.state(other) == "issued"
    assert await shop.money() == (9_900, 0)


async def test_the_demo_can_be_seeded_twice(shop):
    before = dict(shop.known)
    await seed(shop.house.stage)
    assert shop.known == before
    assert await shop.house.value("select count(*) from rights_batch") == 3
