"""What may not be rewarded: a rule follows the cause through triggers, conditions, states and limits."""

from dataclasses import replace

import pytest
from tests.kit.standard import STANDARD

from largesse.activities.documents.document import plays
from largesse.activities.documents.grammar import Named
from largesse.activities.guard.causes import excludes_staff
from largesse.activities.operators.operator import Operator, Part
from largesse.audience.facts.facts import OWN
from largesse.audience.facts.regulated import names

STAFF = {"op": "eq", "fact": "is_staff", "value": True}
FREE = {"op": "eq", "fact": "lifecycle", "value": "new"}
FAMILIES = {"none", "deposit", "wealth", "fund", "insurance", "loan"}
STATE = {"id": "spent", "kind": "sum", "scope": "client", "reset": "never"}


def play(document):
    return document["plays"][0]


def told(document, standard=STANDARD):
    return [(rule.code.partition(".")[2], hit.path) for rule, hit in standard.hits(document)]


def without_opinion(document):
    del document["opinion"]


def on(event, kind="event.in"):
    return lambda d: play(d).update(on={"kind": kind, "event": event})


def asks(rule):
    return lambda d: d["audience"].update(rule={"op": "and", "of": [rule, {"op": "not", "of": STAFF}]})


def through_a_milestone(event):
    """A play that gives nothing moves a state on the event; the wheel starts when the state is reached."""

    def change(document):
        through_a_state(event)(document)
        play(document).pop("when")
        play(document)["on"] = {"kind": "milestone", "state": "spent", "at": 1}

    return change


def of_a_tier(document):
    """Let in once the client's tier has reached something together."""
    document["states"] = [{"id": "visits", "kind": "counter", "scope": "tier", "reset": "never"}]
    play(document)["effects"] = [{"do": "state", "state": "visits", "by": 1}]
    play(document)["when"] = {"op": "lt", "fact": "state.visits", "value": 9}


def through_a_state(event):
    """A play that gives nothing moves a state on the event; the wheel asks the state."""

    def change(document):
        counts = {
            "id": "count",
            "title": {"zh-CN": "计数"},
            "effects": [{"do": "state", "state": "spent", "by": 1}],
        }
        decide = {"op": "certain", "outcome": counts}
        document["states"] = [STATE]
        mover = {"id": "mover", "title": {"zh-CN": "计"}, "on": {"kind": "event.in", "event": event}}
        document["plays"].append({**mover, "decide": decide})
        play(document)["when"] = {"op": "gte", "fact": "state.spent", "value": 1}

    return change


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (on("deposit.increased"), "/plays/0/on/event"),
        (on("wealth.bought"), "/plays/0/on/event"),
        (through_a_milestone("fund.held"), "/plays/0/on/state"),
        (on("insurance.bought", "peer.act"), "/plays/0/on/event"),
        (asks({"op": "has_tag", "tag": "fund_holder"}), "/audience/rule/of/0/tag"),
        (asks({"op": "not", "of": {"op": "has_tag", "tag": "wealth_holder"}}), "/audience/rule/of/0/of/tag"),
        (lambda d: play(d).update(when={"op": "has_tag", "tag": "policy_holder"}), "/plays/0/when/tag"),
        (through_a_state("deposit.opened"), "/plays/0/when"),
    ],
)
def test_what_regulated_products_cause_is_barred_wherever_it_stands(example, change, path):
    assert ("regulated_reward", path) in told(example(change))


@pytest.mark.parametrize(
    "change",
    [
        on("event.attended"),
        on("loan.drawn"),
        asks(FREE),
        asks({"op": "has_tag", "tag": "vip"}),
        through_a_state("profile.completed"),
    ],
)
def test_what_has_nothing_to_do_with_them_may_be_rewarded(example, change):
    assert told(example(change)) == []


def test_a_play_that_only_tells_somebody_rewards_nothing(example):
    def change(document):
        on("wealth.bought")(document)
        for item in play(document)["decide"]["items"]:
            item["effects"] = [{"do": "tag", "tag": "interested"}]

    assert "regulated_reward" not in dict(told(example(change)))
    giving = example(lambda d: [change(d), play(d).update(effects=[{"do": "points", "points": 5}])])
    assert ("regulated_reward", "/plays/0/on/event") in told(giving)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (asks({"op": "tier_at_least", "tier": "gold"}), "/audience/rule/of/0"),
        (asks({"op": "in", "fact": "wealth_band", "values": ["A"]}), "/audience/rule/of/0"),
        (
            lambda d: d["limits"][0].update(scope="tier"),
            "/limits/0/scope",
        ),
        (of_a_tier, "/plays/0/when"),
    ],
)
def test_what_follows_from_tier_or_assets_needs_a_recorded_opinion(example, change, path):
    assert ("opinion_missing", path) in told(example(lambda d: [change(d), without_opinion(d)]))
    assert told(example(change)) == []


def test_a_name_that_nobody_has_listed_is_told(example):
    assert told(example(on("crm.unheard_of"))) == [("cause_unlisted", "/plays/0/on/event")]
    assert ("cause_unlisted", "/audience/rule/of/0/tag") in told(
        example(asks({"op": "has_tag", "tag": "t-9"}))
    )


def test_sharing_itself_is_told(example):
    assert told(example(on("page.shared", "peer.act"))) == [("sharing_rewarded", "/plays/0/on/event")]
    assert told(example(on("friend.joined", "peer.act"))) == []


@pytest.mark.parametrize(
    ("rule", "out"),
    [
        ({"op": "not", "of": STAFF}, True),
        ({"op": "eq", "fact": "is_staff", "value": False}, True),
        ({"op": "and", "of": [FREE, {"op": "not", "of": STAFF}]}, True),
        ({"op": "not", "of": {"op": "or", "of": [FREE, STAFF]}}, True),
        ({"op": "or", "of": [{"op": "not", "of": STAFF}, FREE]}, False),
        ({"op": "not", "of": {"op": "and", "of": [FREE, STAFF]}}, False),
        ({"op": "not", "of": {"op": "has_tag", "tag": "staff"}}, False),
        ({"op": "always"}, False),
        (STAFF, False),
    ],
)
def test_staff_and_their_households_are_kept_out_by_the_condition(example, rule, out):
    assert excludes_staff(rule) is out
    found = told(example(lambda d: d["audience"].update(rule=rule)))
    assert (("staff_not_excluded", "/audience/rule") in found) is not out


def test_a_gift_that_everyone_gets_may_go_to_staff(example):
    def change(document):
        gift = {"id": "gift", "title": {"zh-CN": "礼"}, "effects": [{"do": "grant", "right": "tea"}]}
        play(document)["decide"] = {"op": "certain", "outcome": gift}
        document["audience"]["rule"] = {"op": "always"}

    assert told(example(change)) == []


@pytest.mark.parametrize("category", ["voucher", "points"])
def test_points_and_vouchers_say_how_they_are_used(example, category):
    document = example(lambda d: d["rights"][1].update(category=category))
    assert told(document) == [("use_rule_untold", "/disclosure/use_rule")]
    document["disclosure"]["use_rule"] = {"zh-CN": "满 500 元可用，自领取起 30 日内，限本行商城"}
    assert told(document) == []


def test_points_that_an_effect_credits_say_how_they_are_used(example):
    def change(document):
        play(document)["decide"]["items"][2]["effects"] = [{"do": "points", "points": 10}]

    assert told(example(change)) == [("use_rule_untold", "/disclosure/use_rule")]


@pytest.mark.parametrize(("worth", "asked"), [(50_000, False), (50_001, True)])
def test_who_won_a_drawn_prize_above_five_hundred_yuan_is_published(example, worth, asked):
    document = example(lambda d: d["rights"][0].update(market_value_minor=worth))
    assert (("winners_untold", "/disclosure/winners") in told(document)) is asked
    document["disclosure"]["winners"] = {"zh-CN": "活动页公布，手机号脱敏"}
    assert told(document) == []


@pytest.mark.parametrize(
    ("odds", "by_chance"), [((0, 0), False), ((600_000, 400_000), False), ((500_000,), False)]
)
def test_the_ceiling_holds_for_every_play_whose_outcome_is_uncertain(example, odds, by_chance):
    def parts(decide):
        return [Part(("may", at), one) for at, one in enumerate(decide["may"])]

    shape = {"$id": "urn:largesse:schema:operators/quiz.v1", "type": "object"}
    quiz = Operator(name="quiz", schema=shape, by_chance=by_chance, outcomes=parts, odds=lambda _: odds)
    known = Named.of([*STANDARD.grammar.operators.known.values(), quiz], ())
    grammar = replace(STANDARD.grammar, operators=known)

    def change(document):
        won = {"id": "won", "title": {"zh-CN": "答对"}, "effects": [{"do": "grant", "right": "lounge"}]}
        lost = {"id": "lost", "title": {"zh-CN": "答错"}, "effects": []}
        play(document)["decide"] = {"op": "quiz", "may": [won, lost][: len(odds)]}
        document["rights"][0]["market_value_minor"] = 5_000_001

    document = example(change)
    assert next(plays(document, grammar)).uncertain
    assert ("prize_over_ceiling", "/plays/0/decide/may/0") in told(
        document, replace(STANDARD, grammar=grammar)
    )


def test_every_fact_tag_and_event_has_its_family():
    known = names()
    assert set(known.facts) == {fact.name for fact in OWN}
    for families in (known.facts, known.tags, known.events):
        assert families
        assert set(families.values()) <= FAMILIES
    assert known.standing == {"tier", "wealth_band"}
