"""Whatever changes a client changes the next count, by whichever way it came; both ways of counting agree."""

from dataclasses import replace

import pytest
from tests.kit.faces import Asker

from largesse.audience.clients.block import BlockClient, block_client
from largesse.audience.facts import count as counting
from largesse.audience.facts.count import counted_by_row, counted_in_memory
from largesse.audience.facts.facts import SOURCES, Fact, Source
from largesse.audience.households.moving import Joining, join, lock_clients, lock_household, part
from largesse.audience.imports.import_clients import ImportClients, import_clients
from largesse.audience.imports.read_file import run_now
from largesse.audience.privacy.choose import Choose, choose
from largesse.audience.privacy.erase import AskErasure, EraseClient, ask_erasure, erase_client
from largesse.audience.tiers.keep import OrderTiers, order_tiers
from largesse.audience.tiers.tier import TierMovesUnseen
from largesse.kernel.ids import text_id

ALL = {"op": "always"}
STAFF = {"op": "eq", "fact": "is_staff", "value": True}
GOLF = {"op": "has_tag", "tag": "高尔夫"}
TEA = {"op": "has_tag", "tag": "茶"}
HIGH = {"op": "tier_at_least", "tier": "platinum"}
OWNERS = {"op": "eq", "fact": "class", "value": "企业主"}
QUESTIONS = (
    *(ALL, STAFF, GOLF, TEA, HIGH, OWNERS),
    {"op": "not", "of": GOLF},
    {"op": "not", "of": OWNERS},
    {"op": "eq", "fact": "adviser", "value": "10012"},
    {"op": "lt", "fact": "org_unit", "value": "SH"},
    {"op": "bucket", "salt": "秋", "from_ppm": 0, "to_ppm": 500_000},
)


class Counter:
    """Counts as head office, each time both ways."""

    def __init__(self, bank):
        self.bank = bank

    async def __call__(self, expression=ALL, units=None):
        async with self.bank.work.read() as read:
            found = await counted_by_row(read, expression, units)
            for question in (expression, *QUESTIONS):
                both = [await way(read, question, units) for way in (counted_by_row, counted_in_memory)]
                assert both[0] == both[1], question
        return found.count

    async def imports(self, *lines):
        ask = ImportClients(key=self.bank.key(), file_name="more.csv", data="\n".join(lines).encode())
        taken = await import_clients(ask, actor=self.bank.who("operator"), work=self.bank.work)
        await run_now(taken.ident, self.bank.work)


@pytest.fixture
def counts(bank):
    return Counter(bank)


async def test_a_client_who_comes_in_by_file_is_counted(counts):
    before = await counts(), await counts(GOLF)
    await counts.imports(
        "客户号,姓名,等级,机构号,标签", "C80099,新客,金卡,SH,高尔夫", "C80002,陈婉清,铂金,SH-JA,高尔夫"
    )
    assert (await counts(), await counts(GOLF)) == (before[0] + 1, before[1] + 2)


async def test_a_file_that_changes_tiers_tags_class_and_adviser_is_counted(counts):
    assert (await counts(HIGH), await counts(TEA), await counts(OWNERS)) == (7, 2, 4)
    await counts.imports(
        "客户号,姓名,等级,机构号,标签,分类,客户经理工号", "C80004,欧阳澈,金卡,SH-JA,,高管,10012"
    )
    assert (await counts(HIGH), await counts(TEA), await counts(OWNERS)) == (6, 1, 3)
    assert await counts({"op": "eq", "fact": "adviser", "value": "10012"}) == 6


async def test_a_tier_given_by_hand_and_an_order_turned_round_are_counted(bank, counts):
    assert await counts(HIGH) == 7
    document = "mutation($ask: SetClientTierAsk!) { setClientTier(ask: $ask) { __typename } }"
    liu = text_id("cli", bank.client("liu"))
    given = {"key": bank.key(), "client": liu, "tier": "black", "reason": "行长特批"}
    await Asker(bank.work, bank.who("operator")).asks(document, ask=given)
    assert await counts(HIGH) == 8
    turned = OrderTiers(key=bank.key(), codes=("classic", "platinum", "gold", "black"))
    with pytest.raises(TierMovesUnseen) as told:
        await order_tiers(turned, actor=bank.who("admin"), work=bank.work)
    await order_tiers(replace(turned, seen=told.value.seen), actor=bank.who("admin"), work=bank.work)
    assert await counts({"op": "tier_at_least", "tier": "gold"}) == 7
    assert await counts(HIGH) == 11


async def test_who_is_blocked_is_not_counted_and_who_is_let_in_again_is(bank, counts):
    async def block(blocked):
        ask = BlockClient(key=bank.key(), client=bank.client("wang"), blocked=blocked, reason="风险名单")
        await block_client(ask, actor=bank.who("operator"), work=bank.work)

    assert (await counts(), await counts(GOLF)) == (12, 2)
    await block(True)
    assert (await counts(), await counts(GOLF)) == (11, 1)
    await block(False)
    assert (await counts(), await counts(GOLF)) == (12, 2)


async def test_who_joins_a_household_of_staff_counts_as_staff_until_he_leaves(bank, counts):
    assert await counts(STAFF) == 1
    await counts.imports("客户号,姓名,等级,机构号,家庭号", "C80012,周子衿,金卡,SH,F009")
    home = await bank.house.value("select id from audience_household where code = 'F009'")
    async with bank.work.job() as tx:
        await lock_clients(tx, bank.client("liu"))
        await lock_household(tx, home)
        await join(tx, Joining(home, bank.client("liu"), "member", "staff", "own"))
    assert await counts(STAFF) == 2
    async with bank.work.job() as tx:
        await lock_clients(tx, bank.client("liu"))
        await part(tx, home, bank.client("liu"), "left")
    assert await counts(STAFF) == 1
    await counts.imports("客户号,姓名,等级,机构号,本行员工", "C80007,许知微,铂金,SH,是")
    assert await counts(STAFF) == 3  # with the one who shares her household


async def test_who_switches_personalisation_off_is_picked_by_no_profile(bank, counts):
    asked = Choose(key="off", purpose="personalisation", agreed=False)
    assert (await counts(GOLF), await counts(OWNERS), await counts(HIGH)) == (2, 4, 7)
    await choose(asked, actor=bank.known["actor.wang"], work=bank.work)
    assert (await counts(GOLF), await counts(OWNERS), await counts(HIGH)) == (1, 3, 7)
    assert await counts({"op": "not", "of": GOLF}) == 11


async def test_who_is_erased_is_counted_no_more(bank, counts):
    wang = bank.known["actor.wang"]
    await ask_erasure(AskErasure(key="a"), actor=wang, work=bank.work)
    erase = EraseClient(key="e", client=wang.id, reason="客户要求删除")
    await erase_client(erase, actor=bank.who("admin"), work=bank.work)
    assert (await counts(), await counts(GOLF)) == (11, 1)


async def test_a_count_ends_at_ones_reach(bank, counts):
    sh = await bank.house.value("select array_agg(id) from identity_org_unit where code in ('SH', 'SH-JA')")
    assert await counts(ALL, sh) == 10
    assert await counts(GOLF, sh) == 2
    assert await counts(ALL, []) == 0


async def test_a_question_for_a_fact_of_a_room_above_is_answered_in_memory_and_says_where_it_ends(
    bank, monkeypatch
):
    async def read_plays(_read, clients):
        return {one: {"plays_today": 2} for one in clients if one == bank.client("wang")}

    plays = Source("play", (Fact("plays_today", "number", "今日参与", "Plays today"),), read_plays)
    bank.house.lend(SOURCES.of(plays))
    asked = {"op": "and", "of": [HIGH, {"op": "gte", "fact": "plays_today", "value": 1}]}
    async with bank.work.read() as read:
        found = await counting.count_audience(read, asked, bank.who("headoffice"))
        assert (found.count, found.of_all, found.cut) == (1, 12, False)
        monkeypatch.setattr(counting, "ASKED_MAX", 5)
        monkeypatch.setattr(counting, "BATCH", 5)
        cut = await counting.count_audience(read, asked, bank.who("headoffice"))
    assert (cut.of_all, cut.cut) == (5, True)
