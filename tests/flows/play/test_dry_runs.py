"""A draft is played by any client at any time, as in earnest, and nothing of it is written."""

import math
import random
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.flows.play.conftest import EXAMPLE
from tests.flows.play.test_packets import packet
from tests.flows.play.test_teams import among_friends
from tests.flows.play.test_vocabulary import NOTHING, QUIZ, TEA, VISITED, play, questions
from tests.kit.application import APP
from tests.kit.books import counted
from tests.kit.faces import Asker

from largesse.activities.simulations.assumptions import Assumptions
from largesse.audience.households.owners import owners_of
from largesse.kernel.clock import now
from largesse.kernel.errors import Told
from largesse.kernel.ids import text_id
from largesse.play.chances.chances import Standing
from largesse.play.dry_runs.draft import world_of_draft
from largesse.play.dry_runs.world import Person
from largesse.play.groups.eligible import facts_for
from largesse.play.plans.memory import plans
from largesse.play.simulations.draft import alone
from largesse.play.simulations.simulate import Progress, simulate

SEED = "5a" * 32
ASK = """query ($ask: DryRunAsk!) { dryRun(ask: $ask) {
  ... on DryRan { name steps { ...step } look { ...step } stands { play chances left { name units } }
    states { name units } points { name units } }
  ... on Refusal { code path } } }
fragment step on DryStep { play played { outcome prize { id title } entitlement chancesLeft }
  refusal { code retryAt } }"""


@pytest.fixture
def runs(fair):
    """Play a draft dry as the designer; gives what became of it."""

    async def run(document, plays, at=None, who="designer", **more):
        asker = Asker(fair.house.work, fair.who(who))
        moment = (at or now()).isoformat()
        acts = [{"play": one, "at": moment} for one in plays]
        ask = {"document": document, "client": {"facts": [{"name": "tier", "value": "gold"}]}}
        ask |= {"at": moment, "seed": SEED, "acts": acts, **more}
        return (await asker.asks(ASK, ask=ask))["dryRun"]

    return run


def only_tea(document):
    for item in document["plays"][0]["decide"]["items"]:
        item["ppm"] = 1_000_000 if item["id"] == "tea" else 0


async def test_a_draft_is_played_to_its_limits_and_no_table_and_no_sequence_moves(fair, runs):
    document = fair.document(only_tea)
    (client,) = await fair.clients(1)
    before = await counted(fair.house.dsn)
    ran = await runs(document, ["wheel"] * 4)
    met = [step["played"] and step["played"]["outcome"] for step in ran["steps"]]
    assert met == ["win", "fallback", "fallback", None]
    assert ran["steps"][0]["played"]["entitlement"].startswith("ent_")
    assert ran["steps"][3]["refusal"]["code"] == "play.no_chances"
    assert ran["stands"][0]["chances"] == 0
    assert {one["name"]: one["units"] for one in ran["stands"][0]["left"]}["tea"] == 499
    assert (await runs(document, ["wheel"] * 4))["steps"] == ran["steps"], "the same acts meet the same"
    real = await runs(document, ["wheel"], client={"client": text_id("cli", client.id)})
    assert (real["name"], real["steps"][0]["played"]["outcome"]) == ("客*", "win")
    assert await counted(fair.house.dsn) == before


async def test_the_clock_and_the_client_are_chosen_and_an_outcome_can_be_looked_at(fair, runs):
    document = fair.document(only_tea)
    before = await counted(fair.house.dsn)
    for at, state in ((-2, "scheduled"), (20, "ended")):
        ran = await runs(document, ["wheel"], at=now() + timedelta(days=at))
        assert ran["steps"][0]["refusal"]["code"] == "play.not_running", state
    young = {"facts": [{"name": "tier", "value": "basic"}]}
    assert (await runs(document, ["wheel"], client=young))["steps"][0]["refusal"][
        "code"
    ] == "play.not_eligible"
    for what, told in (
        ("outcome:lounge", "win"),
        ("outcome:sold-out", "fallback"),
        ("outcome:none", "none"),
        ("sold_out", "play.gifts_gone"),
        ("no_chances", "play.no_chances"),
        ("ended", "play.not_running"),
    ):
        ran = await runs(document, [], look={"play": "wheel", "what": what})
        shown = ran["look"]
        assert told in {(shown["played"] or {}).get("outcome"), (shown["refusal"] or {}).get("code")}
        assert (ran["stands"][0]["chances"], ran["steps"]) == (3, []), "nothing is used up by looking"
    assert await counted(fair.house.dsn) == before


async def test_so_many_friends_come_as_are_said_and_a_team_brings_what_it_would(fair, runs):
    document = fair.document(among_friends(packet(n=2)))
    before = await counted(fair.house.dsn)

    async def met(friends):
        ran = await runs(document, ["wheel"] * 2, client={"friends": friends})
        told = [(step["played"] or {}, step["refusal"] or {}) for step in ran["steps"]]
        return [played.get("outcome") or no["code"] for played, no in told]

    assert await met(0) == ["play.no_team"] * 2
    assert await met(1) == ["play.team_waits"] * 2
    assert await met(2) == await met(200) == ["win", "play.had_teams"]
    ran = await runs(document, ["wheel"], client={"friends": 2})
    assert (await runs(document, ["wheel"], client={"friends": 2})) == ran, "a packet is cut the same again"
    assert 8 <= sum(one["units"] for one in ran["points"]) <= 888 - 16
    state = {"id": "help", "kind": "counter", "scope": "client", "reset": "never"}
    steps = [{"at": at, "outcome": {**TEA, "id": f"s{at}"}} for at in (3, 6)]
    adds = {"adds": {"state": "help", "amounts": [3, 2, 1]}}
    helped = among_friends({"op": "threshold", "state": "help", "steps": steps}, share=adds, states=[state])
    document = fair.document(helped)
    assert await met(0) == ["play.not_reached"] * 2
    assert await met(2) == ["win", "play.not_reached"]
    assert await met(3) == ["win", "win"]
    assert await counted(fair.house.dsn) == before


async def test_what_cannot_be_played_is_named(fair, runs):
    document = fair.document()
    for bad, code, path in (
        ({"seed": "xyz"}, "kernel.malformed", "seed"),
        ({"look": {"play": "wheel", "what": "outcome:nobody"}}, "kernel.malformed", "look"),
        ({"client": {"facts": [{"name": "shoe_size", "value": "44"}]}}, "kernel.malformed", "facts"),
        ({"client": {"client": text_id("cli", fair.who("designer").id)}}, "audience.client_missing", None),
        ({"acts": [{"play": "wheel", "at": now().isoformat()}] * 201}, "kernel.malformed", "acts"),
    ):
        refused = await runs(document, [], **bad)
        assert (refused["code"], refused["path"]) == (code, path)
    broken = fair.document()
    broken["plays"][0]["decide"]["items"] = "all of them"
    assert (await runs(broken, []))["code"] == "activities.problems_stop"
    finance = await runs(
        document, [], who="finance", client={"client": text_id("cli", fair.who("designer").id)}
    )
    assert finance["code"] == "kernel.not_allowed"


SORRY = {**NOTHING, "id": "sorry"}
LATER = (now() + timedelta(days=1)).isoformat()
OPERATORS = {
    "urn": {
        "op": "urn",
        "items": [{"n": 4, "outcome": TEA}, {"n": 5, "outcome": NOTHING}],
        "fallback": SORRY,
    },
    "flash": {"op": "first_come", "stock": 3, "release": [{"at": LATER, "n": 4}], "outcome": TEA},
    "seat": {
        "op": "pick",
        "places": [{"id": one, "title": {"zh-CN": one}} for one in ("a1", "a2", "a3")],
        "outcome": NOTHING,
    },
    "quiz": QUIZ,
    "steps": {
        "op": "threshold",
        "state": "visits",
        "steps": [{"at": at, "outcome": {**NOTHING, "id": f"s{at}"}} for at in (2, 5)],
    },
    "daily": {"op": "streak", "outcome": NOTHING, "makeup": {"max": 2}, "steps": []},
    "cards": {
        "op": "set_complete",
        "items": [{"id": one, "title": {"zh-CN": one}, "ppm": 250_000} for one in "abcd"],
        "n_required": 3,
        "outcome": {**TEA, "id": "whole"},
        "fallback": SORRY,
    },
}


def everything(document):
    """Give a document a play of every operator, with little of everything."""
    wheel = document["plays"][0]
    wheel["chances"] = {"period": "activity", "units": 9}
    wheel["limits"] = []
    wheel["decide"]["items"][1] |= {"ppm": 600_000, "stock": 5, "per_client": 2}
    wheel["decide"]["items"][2]["ppm"] = 320_000
    wheel["decide"]["pity"] = {"item": "tea", "from": 1, "step_ppm": 100_000, "hard": 3}
    named = {
        name: {**play(name, NOTHING), "decide": decide, **({"asks": questions()} if name == "quiz" else {})}
        for name, decide in OPERATORS.items()
    }
    visit = play("visit", {**NOTHING, "effects": [VISITED, {"do": "chance", "play": "wheel", "units": 1}]})
    visit["limits"] = [
        {"count": "attempt", "scope": "client", "period": "activity", "max": 6, "on_exceed": "reject"}
    ]
    document["plays"] += [visit, *named.values()]
    document["limits"] = [
        {"count": "grant", "scope": "household", "period": "activity", "max": 4, "on_exceed": "fallback"},
        {"count": "win", "scope": "tier", "period": "activity", "max": 25, "on_exceed": "reject"},
    ]
    document["budget"]["cap_minor"] = 30 * 9_900
    document["states"] = [{"id": "visits", "kind": "counter", "scope": "client", "reset": "never"}]


def said(dice, name):
    if name == "seat":
        return {"place": [dice.choice(["a1", "a2", "a3"])]}
    if name == "quiz":
        return {"q1": [dice.choice("ab")], "q2": ["a", "c"]}
    return {}


async def test_in_memory_each_play_of_every_operator_meets_what_it_meets_in_earnest(fair):
    """By a generated history, on the same numbers, the register's short batch and shared limits included."""
    dice = random.Random(20_261_201)
    document = fair.document(everything, tea=fair.known["batch.tea_small"])
    slug, activity = await fair.publish(document)
    names = [one["id"] for one in document["plays"]]
    ready = {name: await plans(fair.work).get(slug, name) for name in names}
    clients = await fair.clients(4)
    async with fair.work.read() as read:
        world = await world_of_draft(read, document, None)
        owners = await owners_of(read, [one.id for one in clients])
        facts = await facts_for(read, [(ready["wheel"].plan, one.id) for one in clients])
    persons = {one.id: Person(Standing(one.id), facts.get(one.id), owners[one.id]) for one in clients}
    for one in ready.values():
        world.open(one.plan)
    seen = set()
    for _ in range(220):
        client, name = dice.choice(clients), dice.choice(names)
        given = said(dice, name)
        try:
            met = await fair.play(client, slug, play=name, **given)
            earnest = (met.prize_id, met.outcome, dict(met.told))
            at = await fair.house.value("select at from play_draw where id = $1", met.draw)
        except Told as no:
            earnest, at = no.code, now()
        plan, seed = ready[name].plan, ready[name].seed
        try:
            became = world.take(plan, seed.secret, persons[client.id], at, given)
            side = became.side
            dry = (side.choice.id, side.outcome, dict(became.attempt.basis)) if side else "short"
        except Told as no:
            dry = no.code
        if dry == "short":
            assert earnest in {
                "play.gifts_gone",
                "play.shared_limit_reached",
                "play.all_taken",
                "play.place_taken",
            }
        else:
            assert dry == earnest, name
        seen.add((name, earnest if isinstance(earnest, str) else earnest[1]))
    pools = await fair.house.rows("select key, used from play_pool where activity = $1", activity)
    assert {one["key"]: one["used"] for one in pools if one["used"]} == {
        name: used for name, used in world.used.items() if used
    }
    assert {name for name, _ in seen} == set(names)
    assert {"win", "fallback", "none", "play.gifts_gone"} <= {told for _, told in seen}


def test_as_many_teams_are_whole_as_so_many_friends_make_and_a_packet_shares_out_its_total():
    document = deepcopy(EXAMPLE)
    among_friends(packet(n=3, total=100, least=1))(document)
    draft = alone(document, APP.house)
    assumed = Assumptions(clients=2_000, days=1, rounds=3, friends=100)
    led, had = (one.times.mean for one in simulate(draft, assumed, Progress()).given[:2])
    whole = 2_000 * (1 - 2.5 / math.e)  # three or more come where one comes on average
    assert abs(led - whole) < 0.15 * whole
    assert abs(had - 3 * whole) < 0.15 * 3 * whole
    nobody = simulate(draft, replace(assumed, friends=0), Progress())
    assert {one.times.most for one in nobody.given} == {0}
    assert [one.code for one in nobody.refused] == ["play.no_team"]


def test_made_up_clients_answer_and_pick_a_place_and_every_operator_is_simulated():
    document = deepcopy(EXAMPLE)
    everything(document)
    found = simulate(alone(document, APP.house), Assumptions(clients=30, rounds=2), Progress())
    times = {(one.play, one.id): one.times for one in found.given}
    assert times["quiz", "tea"].mean > 0
    assert times["seat", "none"].most == 3, "as many as there are places"
    assert times["urn", "tea"].most <= 4
    assert {one.play for one in found.given} == {one["id"] for one in document["plays"]}
