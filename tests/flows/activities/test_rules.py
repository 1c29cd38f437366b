"""Compliance keeps the guard's rules: by two people, from one moment to the next, never in silence."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest
from tests.kit.faces import Asker

from largesse.activities.guard.kept import standard_for
from largesse.activities.guard.rule import Certainty
from largesse.activities.rules.decide import (
    DecideRule,
    WithdrawRule,
    approve_rule,
    return_rule,
    withdraw_rule,
)
from largesse.activities.rules.propose import ProposeRule, RuleMissing, RuleUnchanged, propose_rule
from largesse.identity.approvals.approvals import OpenAlready
from largesse.identity.approvals.route import ContentChanged, OwnWork
from largesse.kernel.errors import Malformed, NotAllowed

STAFF_RULE = "activities.staff_not_excluded"
SIGNED = {"zh-CN": "法律合规部 王律师", "en": "Legal and Compliance, Wang"}
RULES = """{ guardRules { code title stops sample signedByZh certainty shippedMoved
  version { version makerName decidedAt } waits { version makerName } } }"""
CHECK = "query($of: JSONDocument!) { checkActivity(document: $of) { code severity signOff source } }"


def said(key, **change):
    """Give what compliance says of the rule on staff."""
    text = {
        "source": {"zh-CN": "本行有奖活动管理办法第八条", "en": "The bank's rules on prizes, section 8"},
        "owner": {"zh-CN": "法律合规部", "en": "Legal and Compliance"},
        "remedy": {"zh-CN": "排除员工", "en": "Exclude staff"},
        "signed_by": SIGNED,
    }
    return ProposeRule(
        key=key,
        rule=STAFF_RULE,
        effective=date(2026, 1, 1),
        certainty=Certainty.SETTLED,
        **{**text, **change},
    )


def everybody(document):
    """Let staff take part."""
    document["audience"]["rule"] = {"op": "tier_at_least", "tier": "gold"}


async def proposed(bank, **change):
    return await propose_rule(said(bank.key(), **change), actor=bank.who("protection"), work=bank.work)


async def decision(bank, standing, **change):
    hash_ = await bank.house.value(
        "select content_hash from identity_approval where subject = $1", standing.version
    )
    return DecideRule(
        **{"key": bank.key(), "version": standing.version, "content_hash": hash_, "opinion": "已核对"}
        | change
    )


async def asks(bank, query, who="designer", **variables):
    return await Asker(bank.work, bank.who(who), "console", "zh-CN").asks(query, **variables)


async def kept(bank):
    (rule,) = [one for one in (await asks(bank, RULES))["guardRules"] if one["code"] == STAFF_RULE]
    return rule


async def test_a_rule_warns_until_two_people_sign_it_and_stops_from_then_on(bank):
    document = bank.document(everybody)
    (before,) = [
        one for one in (await asks(bank, CHECK, of=document))["checkActivity"] if one["code"] == STAFF_RULE
    ]
    assert before["severity"] == "warning"
    assert before["signOff"] == ""
    standing = await proposed(bank)
    waiting = await kept(bank)
    assert (waiting["stops"], waiting["version"], waiting["waits"]["version"]) == (False, None, 1)
    ask = await decision(bank, standing)
    assert (await approve_rule(ask, actor=bank.who("headoffice"), work=bank.work)).state == "active"
    (after,) = [
        one for one in (await asks(bank, CHECK, of=document))["checkActivity"] if one["code"] == STAFF_RULE
    ]
    assert after["severity"] == "error"
    assert "王律师" in after["signOff"]
    assert "第八条" in after["source"]
    rule = await kept(bank)
    assert (rule["stops"], rule["sample"], rule["certainty"], rule["waits"]) == (True, False, "settled", None)
    assert rule["title"] == "员工及家属不参与抽奖"
    draft = await bank.begin(document)
    with pytest.raises(Exception, match="problems_stop"):
        await bank.submit(draft)


async def test_nobody_signs_his_own_and_what_was_shown_is_what_is_signed(bank):
    standing = await proposed(bank)
    with pytest.raises(NotAllowed):
        await approve_rule(await decision(bank, standing), actor=bank.who("protection"), work=bank.work)
    both = replace(bank.who("protection"), operations=frozenset({"activities.decide_rule"}))
    with pytest.raises(OwnWork):
        await approve_rule(await decision(bank, standing), actor=both, work=bank.work)
    with pytest.raises(ContentChanged):
        await approve_rule(
            await decision(bank, standing, content_hash="sha256:0"),
            actor=bank.who("headoffice"),
            work=bank.work,
        )
    with pytest.raises(NotAllowed):
        await propose_rule(said(bank.key()), actor=bank.who("designer"), work=bank.work)
    branch = replace(bank.who("protection"), units=frozenset({bank.known["unit.shanghai"]}))
    with pytest.raises(RuleMissing):
        await propose_rule(said(bank.key()), actor=branch, work=bank.work)
    assert (await kept(bank))["stops"] is False


async def test_what_is_returned_or_withdrawn_changes_nothing_and_makes_room_for_the_next(bank):
    first = await proposed(bank)
    with pytest.raises(OpenAlready):
        await proposed(bank, owner={"zh-CN": "消保部", "en": "Consumer protection"})
    back = await decision(bank, first, opinion="请注明文号")
    assert (await return_rule(back, actor=bank.who("headoffice"), work=bank.work)).state == "returned"
    second = await proposed(bank)
    own = WithdrawRule(key=bank.key(), version=second.version)
    assert (await withdraw_rule(own, actor=bank.who("protection"), work=bank.work)).state == "withdrawn"
    rule = await kept(bank)
    assert (rule["stops"], rule["version"], rule["waits"]) == (False, None, None)
    third = await proposed(bank)
    ask = await decision(bank, third)
    await approve_rule(ask, actor=bank.who("headoffice"), work=bank.work)
    assert (await kept(bank))["version"]["version"] == 3
    with pytest.raises(RuleUnchanged):
        await proposed(bank)
    unsigned = await proposed(bank, signed_by={"zh-CN": "", "en": ""})
    await approve_rule(await decision(bank, unsigned), actor=bank.who("headoffice"), work=bank.work)
    assert (await kept(bank))["stops"] is False


async def test_two_who_propose_at_once_leave_one_that_waits(bank):
    async def one():
        try:
            return await propose_rule(said(bank.key()), actor=bank.who("protection"), work=bank.work)
        except OpenAlready as refused:
            return refused

    made = await asyncio.gather(one(), one())
    assert sorted(type(what).__name__ for what in made) == ["OpenAlready", "RuleStanding"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"signed_by": {"zh-CN": "王律师"}}, "signed_by"),
        ({"source": {"zh-CN": "", "en": ""}}, "source"),
        ({"owner": {"zh-CN": "合规\u202e部", "en": "x"}}, "owner"),
        ({"remedy": {"zh-CN": "长" * 601, "en": "long"}}, "remedy"),
    ],
)
async def test_a_form_that_is_not_whole_names_its_field(bank, change, path):
    with pytest.raises(Malformed) as refused:
        await proposed(bank, **change)
    assert refused.value.path == path


async def test_only_rules_that_are_there_are_kept_and_the_rest_stay_as_shipped(bank):
    with pytest.raises(RuleMissing):
        await propose_rule(
            ProposeRule(**{**vars(said(bank.key())), "rule": "activities.no_such_rule"}),
            actor=bank.who("protection"),
            work=bank.work,
        )
    standing = await proposed(bank)
    await approve_rule(await decision(bank, standing), actor=bank.who("headoffice"), work=bank.work)
    async with bank.work.read() as read:
        severities = {one.code: one.severity for one in (await standard_for(read)).rules}
    assert severities[STAFF_RULE] == "error"
    assert severities["activities.prize_over_ceiling"] == "error"
    assert severities["activities.winners_untold"] == "warning"
    rules = (await asks(bank, RULES))["guardRules"]
    assert [one["sample"] for one in rules if one["code"] == "activities.odds_not_whole"] == [True]
    assert not any(one["shippedMoved"] for one in rules)
