"""Providers, products, SKUs and budgets: made once, within reach, priced as the books are kept."""

import asyncio
from dataclasses import replace
from uuid import UUID

import pytest

from largesse.kernel.errors import Malformed
from largesse.rights.batches.propose import propose_batch
from largesse.rights.budgets.open import OpenBudget, open_budget
from largesse.rights.catalogue.currencies import CurrencyNotKept
from largesse.rights.catalogue.products import MakeProduct, make_product
from largesse.rights.catalogue.providers import EnrolProvider, enrol_provider
from largesse.rights.catalogue.records import Product
from largesse.rights.catalogue.skus import MakeSku, make_sku
from largesse.rights.catalogue.supply import CodeTaken
from largesse.rights.demo import seed


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


async def test_points_and_codes_of_our_own_need_no_provider_and_the_others_do(shop):
    designer, work = shop.who("designer"), shop.house.work
    product = await shop.house.value("select id from rights_product where code = 'P-TEA'")
    plain = _sku(shop, product, "CNY")
    assert await make_sku(replace(plain, fulfil_mode="points"), actor=designer, work=work)
    for mode in ("provider", "pool"):
        other = replace(plain, key=shop.key(), code=f"S-{mode}", fulfil_mode=mode)
        with pytest.raises(Malformed) as refused:
            await make_sku(other, actor=designer, work=work)
        assert refused.value.path == "provider"


@pytest.mark.parametrize("slug", ["Tea House", "tea;x"], ids=["words", "a semicolon"])
async def test_a_provider_has_a_plain_slug(shop, slug):
    unit = shop.who("designer").unit
    ask = EnrolProvider(key=shop.key(), slug=slug, name={"zh-CN": "新服务商"}, org_unit=unit)
    with pytest.raises(Malformed) as refused:
        await enrol_provider(ask, actor=shop.who("designer"), work=shop.house.work)
    assert refused.value.path == "slug"


async def test_the_demo_can_be_seeded_twice(shop):
    before = dict(shop.known)
    await seed(shop.house.stage)
    assert shop.known == before
    assert await shop.house.value("select count(*) from rights_batch") == 3


@pytest.mark.parametrize(
    "typed", ["Ｐ－ＴＥＡ－１０", "p-tea-10", "P–TEA–IO", "Р-ТЕА-l0", " P-TEA-10 ", "P - TEA-10"]
)
async def test_two_codes_that_nobody_can_tell_apart_are_not_both_made(shop, typed):
    def ask(code):
        return MakeProduct(
            key=shop.key(),
            code=code,
            title={"zh-CN": "茶礼"},
            category="gift",
            org_unit=shop.who("designer").unit,
        )

    await make_product(ask("P-TEA-10"), actor=shop.who("designer"), work=shop.house.work)
    with pytest.raises(CodeTaken) as refused:
        await make_product(ask(typed), actor=shop.who("designer"), work=shop.house.work)
    assert refused.value.taken == "P-TEA-10"


@pytest.mark.parametrize("typed", ["S－CHA－１０", "s-cha-10", "S-СНА-lO"])
async def test_nor_two_skus_two_budgets_or_two_providers(shop, typed):
    designer, operator, work = shop.who("designer"), shop.who("operator"), shop.house.work
    product = await shop.house.value("select id from rights_product where code = 'P-TEA'")

    def sku(code):
        return make_sku(replace(_sku(shop, product, "CNY"), code=code), actor=designer, work=work)

    def budget(code):
        title, unit = {"zh-CN": "预算"}, operator.unit
        ask = OpenBudget(key=shop.key(), code=code, title=title, currency="CNY", cap_minor=1, org_unit=unit)
        return open_budget(ask, actor=operator, work=work)

    def enrol(slug):
        name = {"zh-CN": "新服务商"}
        ask = EnrolProvider(key=shop.key(), slug=slug, name=name, org_unit=designer.unit)
        return enrol_provider(ask, actor=designer, work=work)

    for make, first, second in (
        (sku, "S-CHA-10", typed),
        (budget, "S-CHA-10", typed),
        (enrol, "cha-10", "cha-lo"),
    ):
        await make(first)
        with pytest.raises(CodeTaken) as refused:
            await make(second)
        assert refused.value.taken == first


async def test_of_two_codes_alike_that_come_at_once_one_is_made(shop):
    def ask(code):
        title, unit = {"zh-CN": "茶礼"}, shop.who("designer").unit
        return MakeProduct(key=shop.key(), code=code, title=title, category="gift", org_unit=unit)

    asked = [ask(code) for code in ("P-ONCE-0", "P-ONCE-O", "p-once-0")]
    made = [make_product(one, actor=shop.who("designer"), work=shop.house.work) for one in asked]
    found = await asyncio.gather(*made, return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["CodeTaken", "CodeTaken", "Made"]


@pytest.mark.parametrize("typed", ["P-\u200bTEA", "P-\u202eTEA", "", "\u3000", "x" * 61])
async def test_a_code_is_letters_that_one_sees(shop, typed):
    unit = shop.who("designer").unit
    ask = MakeProduct(key=shop.key(), code=typed, title={"zh-CN": "茶礼"}, category="gift", org_unit=unit)
    with pytest.raises(Malformed):
        await make_product(ask, actor=shop.who("designer"), work=shop.house.work)


async def test_a_batch_is_not_made_beside_one_that_looks_the_same(shop):
    await propose_batch(shop.proposal(code="B-2026-01"), actor=shop.who("designer"), work=shop.house.work)
    for typed in ("b-2026-01", "B-2O26-0I"):
        proposal = shop.proposal(code=typed)
        with pytest.raises(CodeTaken):
            await propose_batch(proposal, actor=shop.who("designer"), work=shop.house.work)


async def test_what_people_wrote_is_kept_as_json_and_read_as_it_was(shop):
    title = {"zh-CN": "“茶”与礼", "en": 'Tea, "fine"'}
    ask = MakeProduct(
        key=shop.key(), code="P-JSON", title=title, category="gift", org_unit=shop.who("designer").unit
    )
    made = await make_product(ask, actor=shop.who("designer"), work=shop.house.work)
    async with shop.house.work.read() as read:
        kept = await Product.get(id=made.id, using_db=read.conn)
    assert (kept.title, kept.summary) == (title, {})
    sql = "select jsonb_typeof(title) || ' ' || (title->>'en') from rights_product where id = $1"
    assert await shop.house.value(sql, made.id) == 'object Tea, "fine"'
