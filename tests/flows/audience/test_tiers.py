"""Staff keep tiers and bands; clients move by file, by hand and by night, and each move is kept."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from tests.kit.acts import acts_that_hold
from tests.kit.faces import Asker

from largesse.audience.imports.import_clients import ImportClients, import_clients
from largesse.audience.imports.read_file import run_now
from largesse.audience.tiers.judge import judge_night
from largesse.identity.sessions.sessions import client_actor
from largesse.kernel.clock import now
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings

DETAILS = (
    "{ tierDetails { code rank state base enterBand validMonths clients version adds { zh sku } actions } }"
)
REFUSED = "... on Refusal { code message path facts { name value } }"
FORECAST = """query($rules: TierRulesGiven!) { tierForecastWith(rules: $rules) {
  up down prolonged unknown moves { kind fromName toName band count clients } } }"""
MINE = "{ myTier { card { name face theme adds } nextCard { name adds } gap band idiom maskedName validTo } }"
HISTORY = """query($id: String!) { clientStanding(id: $id) {
  tier validTo history { kind fromName toName cause reason } settable { code } } }"""
HEAD = "客户号,姓名,等级,机构号,资产段\n"


def console(bank, who="operator", **more):
    return Asker(bank.work, bank.who(who), **more)


def phone(bank, name, **more):
    return Asker(bank.work, client_actor(bank.work.house, bank.client(name)), face="client", **more)


async def acts(asker, mutation, **ask):
    title = mutation[0].upper() + mutation[1:]
    document = f"mutation($ask: {title}Ask!) {{ {mutation}(ask: $ask) {{ __typename {REFUSED} }} }}"
    return (await asker.asks(document, ask=ask))[mutation]


async def tiers(bank):
    return {one["code"]: one for one in (await console(bank, "admin").asks(DETAILS))["tierDetails"]}


async def imports(bank, *lines):
    ask = ImportClients(key=bank.key(), file_name="more.csv", data=(HEAD + "\n".join(lines)).encode())
    taken = await import_clients(ask, actor=bank.who("operator"), work=bank.work)
    await run_now(taken.ident, bank.work)


async def history(bank, name):
    sql = """select kind, from_tier, to_tier, cause from audience_tier_move
             where customer = $1 order by id"""
    rows = await bank.house.rows(sql, bank.client(name))
    return [(one["kind"], one["from_tier"], one["to_tier"], one["cause"]) for one in rows]


async def band(bank, name, writing):
    await bank.house.run(
        "update audience_customer set wealth_band = $2 where id = $1", bank.client(name), writing
    )


async def ends(bank, name, at):
    await bank.house.run(
        "update audience_tier_standing set valid_to = $2 where customer = $1", bank.client(name), at
    )


async def test_a_file_that_names_another_tier_is_a_move_with_history_and_event(bank):
    assert await history(bank, "liu") == [("enter", None, "gold", "import")]
    await imports(bank, "C80003,刘子墨,铂金,SH-JA,300-600万")
    await imports(bank, "C80003,刘子墨,铂金,SH-JA,300-600万")
    await imports(bank, "C80003,刘子墨,普通客户,SH-JA,300-600万")
    assert (await history(bank, "liu"))[1:] == [
        ("upgrade", "gold", "platinum", "import"),
        ("leave", "platinum", "classic", "import"),
    ]
    told = await bank.house.rows(
        "select payload->>'kind' as kind from store_outbox"
        " where topic = 'audience.tier_changed.v1' order by at"
    )
    assert [one["kind"] for one in told] == ["upgrade", "leave"]


async def test_a_tier_set_by_hand_needs_a_reason_and_stands_in_history_and_audit(bank):
    ident = {"client": text_id("cli", bank.client("jiang")), "tier": "black"}
    short = await acts(console(bank), "setClientTier", key=bank.key(), reason="x", **ident)
    assert (short["code"], short["path"]) == ("kernel.malformed", "reason")
    done = await acts(console(bank), "setClientTier", key=bank.key(), reason="行长特批", **ident)
    assert done["__typename"] == "ClientChanged"
    shown = (await console(bank).asks(HISTORY, id=ident["client"]))["clientStanding"]
    assert shown["tier"] == "black"
    assert shown["history"][0] == {
        "kind": "enter",
        "fromName": "普通客户",
        "toName": "黑金",
        "cause": "hand",
        "reason": "行长特批",
    }
    noted = "select count(*) from store_audit where action = 'audience.client_tier_set'"
    assert await bank.house.value(noted) == 1


async def test_a_night_prolongs_raises_and_lowers_once(bank):
    midnight = now() - timedelta(days=1)
    for name in ("wang", "chen", "gu"):
        await ends(bank, name, midnight)
    await band(bank, "chen", "50-300万")
    await band(bank, "gu", "某种没有说明的写法")
    await band(bank, "jiang", "300 — 600 万")
    assert await judge_night(bank.work) == 3
    assert (await history(bank, "wang"))[1:] == [("prolong", "black", "black", "policy")]
    assert (await history(bank, "chen"))[1:] == [("downgrade", "platinum", "gold", "policy")]
    assert (await history(bank, "jiang"))[1:] == [("enter", "classic", "gold", "policy")]
    assert (await history(bank, "gu"))[1:] == []
    again = await judge_night(bank.work)
    tomorrow = await judge_night(bank.work, at=now() + timedelta(days=1))
    assert (again, tomorrow) == (0, 0)


async def test_a_term_ends_at_local_midnight_and_not_before(bank):
    start = await bank.house.value(
        "select (date_trunc('day', now() at time zone $1) + interval '1 day') at time zone $1",
        settings().zone,
    )
    await ends(bank, "chen", start)
    await band(bank, "chen", "50-300万")
    assert await judge_night(bank.work, at=start - timedelta(minutes=1)) == 0
    assert await judge_night(bank.work, at=start) == 1


async def test_two_workers_of_one_night_move_nobody_twice(bank):
    await band(bank, "jiang", "1000万以上")
    await asyncio.gather(*(judge_night(bank.work) for _ in range(3)))
    assert (await history(bank, "jiang"))[1:] == [("enter", "classic", "black", "policy")]


async def test_a_rule_by_which_clients_would_move_is_asked_about_first(bank):
    given = {"code": "gold", "enterBand": "starting", "validMonths": 12}
    ahead = (await console(bank, "admin").asks(FORECAST, rules=given))["tierForecastWith"]
    assert (ahead["up"], ahead["down"]) == (1, 0)
    assert ahead["moves"][0]["clients"] == ["江**"]
    version = (await tiers(bank))["gold"]["version"]
    asked = {**given, "version": version}
    refused = await acts(console(bank, "admin"), "changeTierRules", key=bank.key(), **asked)
    facts = {one["name"]: one["value"] for one in refused["facts"]}
    assert (refused["code"], facts["up"], facts["down"]) == ("audience.tier_moves_unseen", "1", "0")
    assert (await tiers(bank))["gold"]["enterBand"] == "growing"
    done = await acts(console(bank, "admin"), "changeTierRules", key=bank.key(), seen=facts["seen"], **asked)
    assert done["__typename"] == "TierChanged"
    assert await judge_night(bank.work) == 1


async def test_a_tier_in_use_is_stopped_and_not_deleted_and_one_never_used_goes(bank):
    used = await acts(console(bank, "admin"), "deleteTier", key=bank.key(), code="gold")
    assert used["code"] == "audience.tier_in_use"
    await acts(console(bank, "admin"), "keepTier", key=bank.key(), code="diamond", nameZh="钻石")
    assert [*(await tiers(bank))][-1] == "diamond"
    gone = await acts(console(bank, "admin"), "deleteTier", key=bank.key(), code="diamond")
    assert gone["__typename"] == "TierChanged"
    stopped = await acts(console(bank, "admin"), "stopTier", key=bank.key(), code="platinum", stopped=True)
    assert stopped["__typename"] == "TierChanged"
    ident = {"client": text_id("cli", bank.client("jiang")), "tier": "platinum", "reason": "行长特批"}
    assert (await acts(console(bank), "setClientTier", key=bank.key(), **ident))[
        "code"
    ] == "audience.tier_stopped"


async def test_ranks_change_at_once_and_the_lowest_stays_open_to_everybody(bank):
    codes = ["classic", "gold", "black", "platinum"]
    part = await acts(console(bank, "admin"), "orderTiers", key=bank.key(), codes=codes[:3])
    assert part["code"] == "audience.order_incomplete"
    base = await acts(console(bank, "admin"), "orderTiers", key=bank.key(), codes=codes[::-1])
    assert base["code"] == "audience.tier_is_base"
    refused = await acts(console(bank, "admin"), "orderTiers", key=bank.key(), codes=codes)
    seen = {one["name"]: one["value"] for one in refused.get("facts", [])}.get("seen", "")
    done = await acts(console(bank, "admin"), "orderTiers", key=bank.key(), codes=codes, seen=seen)
    assert done["__typename"] == "TierChanged"
    assert [*(await tiers(bank))] == codes


async def test_a_branch_does_not_change_what_counts_for_all(bank):
    branch = replace(bank.who("operator"), units=frozenset({bank.unit("beijing")}))
    refused = await acts(Asker(bank.work, branch), "keepTier", key=bank.key(), code="diamond", nameZh="钻石")
    assert refused["code"] == "audience.tiers_of_head_office"


async def test_a_card_shows_no_picture_that_is_not_there(bank):
    async def keep(picture):
        asked = {"key": bank.key(), "code": "diamond", "nameZh": "钻石", "picture": picture}
        return await acts(console(bank, "admin"), "keepTier", **asked)

    for address in ("https://x.example/a.png", "/media/../a", f"/media/{'0' * 64}"):
        refused = await keep(address)
        assert (refused["code"], refused["path"]) == ("kernel.malformed", "picture"), address
    assert "diamond" not in await tiers(bank)
    assert (await keep("/art/card.svg"))["__typename"] != "Refusal"


async def test_what_is_served_on_a_tier_is_what_is_accepted(bank):
    async def make():
        return "gold"

    async def served(code):
        return (await tiers(bank))[code]["actions"]

    async def change(code):
        version = (await tiers(bank))[code]["version"]
        done = await acts(
            console(bank, "admin"), "keepTier", key=bank.key(), code=code, nameZh="金", version=version
        )
        return done["__typename"] != "Refusal"

    async def rule(code):
        version = (await tiers(bank))[code]["version"]
        asked = {"code": code, "version": version, "enterBand": "growing"}
        return (await acts(console(bank, "admin"), "changeTierRules", key=bank.key(), **asked))[
            "__typename"
        ] != "Refusal"

    async def stop(code):
        return (await acts(console(bank, "admin"), "stopTier", key=bank.key(), code=code, stopped=True))[
            "__typename"
        ] != "Refusal"

    async def delete(code):
        return (await acts(console(bank, "admin"), "deleteTier", key=bank.key(), code=code))[
            "__typename"
        ] != "Refusal"

    tries = {"change": change, "rules": rule, "stop": stop, "delete": delete}
    assert await acts_that_hold(make, served, tries) == {"change", "rules", "stop"}


async def test_a_client_sees_his_card_what_it_adds_the_next_one_and_never_an_amount(bank):
    mine = (await phone(bank, "liu").asks(MINE))["myTier"]
    assert mine["card"] == {"name": "金卡", "face": "gold", "theme": "light", "adds": ["生日好礼"]}
    assert mine["nextCard"] == {"name": "铂金", "adds": ["机场贵宾厅"]}
    assert (mine["gap"], mine["idiom"]) == ("再增加一个资产段，即可晋升铂金", "家道殷实")
    top = (await phone(bank, "wang", locale="en").asks(MINE))["myTier"]
    assert (top["nextCard"], top["gap"], top["idiom"]) == (None, "", "Richest in the county")
    await band(bank, "liu", "说不清")
    unknown = (await phone(bank, "liu").asks(MINE))["myTier"]
    assert (unknown["gap"], unknown["band"], unknown["idiom"]) == ("", "", "")


async def test_two_bands_are_never_written_alike_and_one_in_use_stays(bank):
    alike = await acts(
        console(bank, "admin"),
        "keepBand",
        key=bank.key(),
        code="other",
        nameZh="另一段",
        called=["300 - 600万"],
    )
    assert (alike["code"], alike["path"]) == ("audience.band_writing_taken", "called")
    used = await acts(console(bank, "admin"), "deleteBand", key=bank.key(), code="rich")
    assert used["code"] == "audience.band_in_use"
    free = await acts(console(bank, "admin"), "deleteBand", key=bank.key(), code="starting")
    assert free["__typename"] == "BandChanged"


async def test_who_has_less_keeps_his_tier_and_what_it_adds_to_the_end_of_the_term_and_not_beyond(bank):
    before = (await phone(bank, "chen").asks(MINE))["myTier"]
    await imports(bank, "C80002,陈婉清,铂金,SH-JA,50-300万")
    assert await judge_night(bank.work) == 0
    assert (await phone(bank, "chen").asks(MINE))["myTier"]["card"] == before["card"]
    await ends(bank, "chen", now())
    assert await judge_night(bank.work, at=now() + timedelta(days=1)) == 1
    after = (await phone(bank, "chen").asks(MINE))["myTier"]
    assert (before["card"]["name"], after["card"]["name"]) == ("铂金", "金卡")
    assert after["card"]["adds"] != before["card"]["adds"]
