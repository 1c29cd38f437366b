"""A tier lets one take; what is taken is held, used or comes back; households share; never too many."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import asyncpg
import pytest
from tests.flows.rights.test_budget_lines import line
from tests.kit.faces import Asker
from tests.kit.seed import Seed, rooms

from largesse.audience import demo as clients
from largesse.audience.households.household import code_of
from largesse.audience.households.invite import (
    AnswerInvitation,
    InviteToHousehold,
    answer_invitation,
    invite_to_household,
)
from largesse.audience.households.leave import (
    LeaveHousehold,
    SayWhatMembersSee,
    leave_household,
    say_what_members_see,
)
from largesse.audience.tiers.follow import SetClientTier, set_client_tier
from largesse.identity import demo as people
from largesse.identity.sessions.sessions import client_actor
from largesse.kernel.clock import now
from largesse.kernel.ids import text_id
from largesse.rights import demo as register
from largesse.rights.allowances.handlers import HANDLERS
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.rights.redemptions.use import Use, use_right
from largesse.store.outbox import Event

REFUSED = "... on Refusal { code path }"
MINE = "{ myAllowances { rule title period shared granted held used left takable } }"
TAKE = f"""mutation($ask: TakeAllowanceAsk!) {{ takeAllowance(ask: $ask) {{ __typename
  ... on AllowanceTakenType {{ right }} {REFUSED} }} }}"""
MAKE = f"""mutation($ask: MakeAllowanceRuleAsk!) {{ makeAllowanceRule(ask: $ask) {{ __typename
  ... on AllowanceRuleChanged {{ rule }} {REFUSED} }} }}"""
STOP = f"mutation($ask: StopAllowanceRuleAsk!) {{ stopAllowanceRule(ask: $ask) {{ __typename {REFUSED} }} }}"
THEIRS = "query($id: String!) { clientAllowances(id: $id) { granted held used left shared } }"


class Giving:
    """A shop with rules of allowances and clients who take."""

    def __init__(self, shop):
        self.shop, self.work = shop, shop.work

    def client(self, name):
        return self.shop.known[f"client.{name}"]

    def actor(self, name):
        return client_actor(self.work.house, self.client(name))

    def phone(self, name):
        return Asker(self.work, self.actor(name), face="client")

    async def rules(self, tier, *, who="operator", **more):
        ask = {"tier": tier, "batch": text_id("bat", self.shop.known["batch.tea"]), "period": "quarter"}
        given = {"key": self.shop.key(), "units": 2, **ask, **more}
        return (await Asker(self.work, self.shop.who(who)).asks(MAKE, ask=given))["makeAllowanceRule"]

    async def takes(self, name, rule, key=None):
        given = {"key": key or self.shop.key(), "rule": rule}
        return (await self.phone(name).asks(TAKE, ask=given))["takeAllowance"]

    async def mine(self, name):
        found = (await self.phone(name).asks(MINE))["myAllowances"]
        return [(one["granted"], one["held"], one["used"], one["left"]) for one in found]

    async def tier(self, name, code):
        ask = SetClientTier(key=self.shop.key(), client=self.client(name), tier=code, reason="行长特批")
        await set_client_tier(ask, actor=self.shop.who("operator"), work=self.work)

    async def home(self, payer, *members):
        for name in members:
            invite = InviteToHousehold(key=self.shop.key())
            made = await invite_to_household(invite, actor=self.actor(payer), work=self.work)
            answer = AnswerInvitation(key=self.shop.key(), code=code_of(made.invitation), accept=True)
            await answer_invitation(answer, actor=self.actor(name), work=self.work)


@pytest.fixture(scope="session")
def seed() -> Seed:
    return Seed("allowances", rooms(people, clients, register))


@pytest.fixture
def giving(shop):
    return Giving(shop)


async def counted(giving):
    """Hold the counters against the takes themselves."""
    sql = """select count(*) from rights_allowance a where a.held <>
             (select count(*) from rights_allowance_take t where t.allowance = a.id and t.state = 'held')
             or a.used <> (select count(*) from rights_allowance_take t
                           where t.allowance = a.id and t.state in ('used', 'lapsed'))"""
    assert await giving.shop.house.value(sql) == 0


async def test_what_a_tier_grants_is_taken_once_a_unit_and_becomes_a_right(giving):
    rule = (await giving.rules("gold"))["rule"]
    assert await giving.mine("liu") == [(2, 0, 0, 2)]
    assert await giving.mine("wang") == []
    first = await giving.takes("liu", rule, key="same")
    assert await giving.takes("liu", rule, key="same") == first
    assert await giving.mine("liu") == [(2, 1, 0, 1)]
    await giving.takes("liu", rule)
    assert (await giving.takes("liu", rule))["code"] == "rights.allowance_exhausted"
    assert (await giving.takes("wang", rule))["code"] == "rights.allowance_rule_missing"
    source = "select count(*) from rights_entitlement where source_kind = 'allowance' and holder = $1"
    assert await giving.shop.house.value(source, giving.client("liu")) == 2
    shown = await Asker(giving.work, giving.shop.who("operator")).asks(
        THEIRS, id=text_id("cli", giving.client("liu"))
    )
    assert shown["clientAllowances"] == [{"granted": 2, "held": 2, "used": 0, "left": 0, "shared": False}]
    await counted(giving)


async def test_one_client_on_many_phones_takes_no_more_than_is_granted(giving):
    rule = (await giving.rules("gold", units=3))["rule"]
    answers = await asyncio.gather(*(giving.takes("liu", rule) for _ in range(8)))
    assert sorted(one.get("code", "") for one in answers) == [""] * 3 + ["rights.allowance_exhausted"] * 5
    await counted(giving)


async def test_two_members_take_the_last_one_and_one_gets_it(giving):
    await giving.home("liu", "jiang")
    rule = (await giving.rules("gold", owner="household", units=1))["rule"]
    answers = await asyncio.gather(*(giving.takes(name, rule) for name in ("liu", "jiang")))
    assert sorted(one.get("code", "") for one in answers) == ["", "rights.allowance_exhausted"]
    assert await giving.mine("jiang") == [(1, 1, 0, 0)]
    await counted(giving)


async def test_a_line_of_the_budget_that_is_full_is_told_and_holds_nothing(giving):
    rule = (await giving.rules("gold", units=2))["rule"]
    await line(giving.shop, "day", 1)
    assert (await giving.takes("liu", rule)).get("code") is None
    assert (await giving.takes("liu", rule))["code"] == "rights.budget_line_exhausted"
    assert await giving.mine("liu") == [(2, 1, 0, 1)]
    await counted(giving)


async def test_the_payers_tier_is_the_households(giving):
    await giving.home("liu", "jiang")
    await giving.rules("gold", owner="household")
    assert await giving.mine("jiang") == [(2, 0, 0, 2)]
    await giving.rules("classic", owner="person")
    assert await giving.mine("jiang") == [(2, 0, 0, 2), (2, 0, 0, 2)]


async def test_leaving_a_household_in_mid_period_opens_no_second_quota(giving):
    await giving.home("liu", "jiang")
    rule = (await giving.rules("gold", owner="household"))["rule"]
    await giving.takes("jiang", rule)
    await giving.tier("jiang", "gold")
    leave = LeaveHousehold(key=giving.shop.key())
    await leave_household(leave, actor=giving.actor("jiang"), work=giving.work)
    assert (await giving.takes("jiang", rule))["code"] in {
        "rights.allowance_taken_elsewhere",
        "rights.allowance_rule_missing",
    }
    assert await giving.mine("liu") == [(2, 1, 0, 1)]
    await counted(giving)


async def test_a_take_stands_as_its_right_does_in_whatever_order_the_events_come(giving):
    rule = (await giving.rules("gold"))["rule"]
    await giving.takes("liu", rule)
    right = await giving.shop.house.value("select entitlement from rights_allowance_take")
    topics = [topic for topic in HANDLERS if topic.startswith("rights.")]
    for stands, expected in (
        ("state = 'redeemed', units_used = 1", (2, 0, 1, 1)),
        ("state = 'active', units_used = 0", (2, 1, 0, 1)),
        ("state = 'revoked'", (2, 0, 0, 2)),
        ("state = 'redeemed', units_used = 1", (2, 0, 1, 1)),
    ):
        await giving.shop.house.run(f"update rights_entitlement set {stands} where id = $1", right)
        for topic in topics * 2:
            await told(giving, topic, right)
            assert await giving.mine("liu") == [expected], (stands, topic)
    await counted(giving)


async def test_one_of_several_units_that_is_reversed_leaves_the_take_used(giving):
    await giving.shop.house.run("update rights_batch set units_each = 3")
    rule = (await giving.rules("gold"))["rule"]
    await giving.takes("liu", rule)
    right = await giving.shop.house.value("select entitlement from rights_allowance_take")
    claim = ClaimRight(key=giving.shop.key(), entitlement=right)
    await claim_right(claim, actor=giving.actor("liu"), work=giving.work)
    async with giving.work.job() as tx:
        uses = [await use_right(tx, Use(right, "console", "test")) for _ in range(2)]
    for one, expected in zip(uses, [(2, 0, 1, 1), (2, 1, 0, 1)], strict=True):
        undo = ReverseUse(key=giving.shop.key(), redemption=one.redemption, reason="误核销")
        await reverse_use(undo, actor=giving.shop.who("operator"), work=giving.work)
        await giving.shop.house.drain()
        assert await giving.mine("liu") == [expected]
    await counted(giving)


async def told(giving, topic, right):
    """Run this room's own handlers of an event, as the drain does."""
    async with giving.work.job() as tx:
        event = Event(right, topic, str(right), {"entitlement": str(right)}, now())
        for handler in HANDLERS[topic]:
            if handler.name.startswith("rights.allowance"):
                await handler.act(event, tx)


@pytest.mark.parametrize(("returns", "after"), [(True, (2, 0, 0, 2)), (False, (2, 0, 1, 1))])
async def test_what_expires_comes_back_where_the_rule_says_so(giving, returns, after):
    rule = (await giving.rules("gold", returns=returns))["rule"]
    await giving.takes("liu", rule)
    owner = await asyncpg.connect(giving.shop.house.dsn)
    await owner.execute(
        "update rights_entitlement set valid_from = $1, valid_to = $2 where source_kind = 'allowance'",
        now() - timedelta(days=2),
        now() - timedelta(days=1),
    )
    await owner.close()
    await expire_due(giving.work)
    await giving.shop.house.drain()
    assert await giving.mine("liu") == [after]
    await counted(giving)


async def test_a_change_of_tier_counts_by_the_rule_and_never_below_what_is_taken(giving):
    whole = (await giving.rules("gold", units=4))["rule"]
    by_days = (await giving.rules("gold", units=4, owner="household", proRata=True))["rule"]
    owner = await asyncpg.connect(giving.shop.house.dsn)
    await owner.execute("update audience_tier_move set at = at - interval '2 years'")
    await owner.close()
    for rule in (whole, by_days):
        await giving.takes("liu", rule)
    await giving.tier("liu", "platinum")
    await giving.shop.house.drain()
    rows = await giving.shop.house.rows(
        "select rule, granted, held from rights_allowance order by granted desc"
    )
    assert (rows[0]["granted"], rows[0]["held"]) == (4, 1)
    assert 1 <= rows[1]["granted"] <= 4
    assert (await giving.takes("liu", whole))["__typename"] == "AllowanceTakenType"
    await counted(giving)


async def test_going_up_a_tier_and_down_again_opens_no_second_quota(giving):
    rule = (await giving.rules("gold", units=2))["rule"]
    for _ in range(2):
        await giving.takes("liu", rule)
    for code in ("platinum", "gold", "platinum", "gold"):
        await giving.tier("liu", code)
        await giving.shop.house.drain()
        assert (await giving.takes("liu", rule))["code"] == "rights.allowance_exhausted", code
    await counted(giving)


async def test_who_left_is_counted_and_shown_no_more_and_what_he_took_stays_taken(giving):
    await giving.home("liu", "jiang")
    rule = (await giving.rules("gold", owner="household", units=3))["rule"]
    await giving.takes("jiang", rule)
    for name in ("liu", "jiang"):
        ask = SayWhatMembersSee(key=giving.shop.key(), sees="all")
        await say_what_members_see(ask, actor=giving.actor(name), work=giving.work)
    shown = "{ householdRights { title } }"
    assert len((await giving.phone("liu").asks(shown))["householdRights"]) == 1
    leave = LeaveHousehold(key=giving.shop.key())
    await leave_household(leave, actor=giving.actor("jiang"), work=giving.work)
    assert (await giving.phone("liu").asks(shown))["householdRights"] == []
    assert await giving.mine("liu") == [(3, 1, 0, 2)]
    assert await giving.mine("jiang") == []


async def test_members_see_of_each_other_what_each_agreed_to_and_amounts_with_all_only(giving):
    await giving.home("liu", "jiang")
    rule = (await giving.rules("gold"))["rule"]
    await giving.takes("liu", rule)
    asked = "{ householdRights { member title worth { amountMinor } } }"

    async def shown(sees):
        for name in ("liu", "jiang"):
            ask = SayWhatMembersSee(key=giving.shop.key(), sees=sees)
            await say_what_members_see(ask, actor=giving.actor(name), work=giving.work)
        return (await giving.phone("jiang").asks(asked))["householdRights"]

    assert await shown("own") == []
    assert await shown("shared") == [{"member": "刘**", "title": "武夷岩茶礼盒", "worth": None}]
    assert (await shown("all"))[0]["worth"]["amountMinor"] > 0
    assert (await giving.phone("liu").asks(asked))["householdRights"] == []


async def test_a_stopped_rule_gives_nothing_and_its_rights_stay(giving):
    rule = (await giving.rules("gold"))["rule"]
    again = await giving.rules("gold")
    assert (again["code"], again["path"]) == ("rights.allowance_rule_there", "tier")
    await giving.takes("liu", rule)
    operator = Asker(giving.work, giving.shop.who("operator"))
    stopped = (await operator.asks(STOP, ask={"key": "s1", "rule": rule}))["stopAllowanceRule"]
    assert stopped["__typename"] == "AllowanceRuleChanged"
    assert (await giving.takes("liu", rule))["code"] == "rights.allowance_rule_missing"
    twice = (await operator.asks(STOP, ask={"key": "s2", "rule": rule}))["stopAllowanceRule"]
    assert twice["code"] == "rights.allowance_rule_stopped"
    assert (await giving.rules("gold"))["__typename"] == "AllowanceRuleChanged"


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"period": "week"}, "period"),
        ({"owner": "dog"}, "owner"),
        ({"units": 0}, "units"),
        ({"period": "once", "proRata": True}, "period"),
    ],
)
async def test_a_rule_that_makes_no_sense_is_refused_at_its_field(giving, wrong, path):
    refused = await giving.rules("gold", **wrong)
    assert (refused["code"], refused["path"]) == ("kernel.malformed", path)


async def test_a_rule_of_another_branchs_batch_is_not_made(giving):
    beijing = replace(giving.shop.who("operator"), units=frozenset({giving.shop.unit("beijing")}))
    ask = {
        "key": "b1",
        "tier": "gold",
        "batch": text_id("bat", giving.shop.known["batch.tea"]),
        "period": "year",
        "units": 1,
    }
    refused = (await Asker(giving.work, beijing).asks(MAKE, ask=ask))["makeAllowanceRule"]
    assert refused["code"] == "rights.batch_missing"
