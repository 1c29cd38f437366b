"""What a draft would cost is reckoned by the worker, kept with the document's hash, and can be taken back."""

import pytest
from tests.flows.play.test_killed import DELIVERER, LAPSES, settled_until
from tests.kit.faces import Asker

from largesse.activities.revisions.create import CreateActivity, create_activity
from largesse.activities.revisions.save import SaveDraft, save_draft
from largesse.activities.simulations.under_way import so_far
from largesse.kernel.clock import now
from largesse.kernel.ids import parse_id, text_id
from largesse.play.simulations.handlers import prepare
from largesse.play.simulations.simulate import Progress, Stopped, simulate
from largesse.store.outbox import Event

ASK = """mutation ($ask: SimulateActivityAsk!) { simulateActivity(ask: $ask) {
  ... on SimulationMoved { simulation } ... on Refusal { code path } } }"""
CANCEL = """mutation ($ask: CancelSimulationAsk!) { cancelSimulation(ask: $ask) {
  ... on SimulationMoved { simulation } ... on Refusal { code } } }"""
SEE = """query ($id: String!) { activity(id: $id) { simulations { id hash state total done why
  assumptions { clients people rounds }
  outcome { rounds plays decided people
    cost { mean { amountMinor } most { amountMinor } worst { amountMinor } }
    outcomes { id prize times { mean most } } tiers { tier attempts wins } moments
    stocks { id stock left } bounds { kind id counted rounds } refused { code times } } } } }"""
RECKONED = "select done > $1 from activities_simulation where state = 'running'"
FEW = {"clients": 60, "rounds": 4, "people": "MADE_UP"}


@pytest.fixture
def ask(fair):
    """Ask the console as one of the staff."""

    async def ask(document, who="designer", **variables):
        return await Asker(fair.house.work, fair.who(who)).asks(document, **variables)

    return ask


@pytest.fixture
async def draft(fair):
    """Give an activity with a draft, and a way to save another."""
    designer, work = fair.who("designer"), fair.house.work
    made = await create_activity(CreateActivity(key=fair.key(), title="中秋雅集"), actor=designer, work=work)
    version = 1

    async def save(document):
        nonlocal version
        wish = SaveDraft(key=fair.key(), activity=made.activity, draft_version=version, document=document)
        version = (await save_draft(wish, actor=designer, work=work)).draft_version

    await save(fair.document())
    return text_id("act", made.activity), save


async def begun(fair, ask, activity, **assumed):
    """Ask for a simulation; gives its id."""
    wish = {"key": fair.key(), "activity": activity, "assumptions": FEW | assumed}
    told = (await ask(ASK, ask=wish))["simulateActivity"]
    assert "simulation" in told, told
    return told["simulation"]


async def test_a_draft_is_simulated_and_whoever_approves_sees_of_which_document(fair, ask, draft):
    activity, save = draft
    wanted = await begun(fair, ask, activity)
    assert (await ask(SEE, id=activity))["activity"]["simulations"][0]["state"] == "waiting"
    again = {"key": fair.key(), "activity": activity, "assumptions": FEW}
    assert (await ask(ASK, ask=again))["simulateActivity"]["code"] == "activities.simulation_under_way"
    before = await fair.house.value("select count(*) from play_draw")
    await fair.house.drain()
    (seen,) = (await ask(SEE, id=activity, who="headoffice"))["activity"]["simulations"]
    found = seen["outcome"]
    assert (seen["id"], seen["state"], seen["done"]) == (wanted, "done", seen["total"])
    assert (found["rounds"], found["people"], len(found["moments"])) == (4, "made_up", 40)
    given = {one["id"]: one["times"] for one in found["outcomes"]}
    by_hand = sum(given[name]["mean"] * cost for name, cost in (("lounge", 16_800), ("tea", 9_900)))
    assert found["cost"]["mean"]["amountMinor"] == pytest.approx(by_hand, abs=1)
    assert 0 < by_hand <= found["cost"]["most"]["amountMinor"] <= found["cost"]["worst"]["amountMinor"]
    for stock in found["stocks"]:
        left = stock["left"]
        assert left[0] == stock["stock"], "at the start all is there"
        assert left == sorted(left, reverse=True)
        assert left[-1] == pytest.approx(stock["stock"] - given[stock["id"]]["mean"], abs=1)
    assert sum(one["attempts"] for one in found["tiers"]) == pytest.approx(found["decided"], abs=0.1)
    wins = sum(given[name]["mean"] for name in ("lounge", "tea"))
    assert sum(one["wins"] for one in found["tiers"]) == pytest.approx(wins, abs=0.1)
    assert {one["code"] for one in found["refused"]} >= {"play.not_eligible"}
    assert await fair.house.value("select count(*) from play_draw") == before, "nobody played"
    await save(fair.document(lambda document: document["plays"][0]["limits"].clear()))
    await begun(fair, ask, activity)
    await fair.house.drain()
    newer, older = (await ask(SEE, id=activity))["activity"]["simulations"]
    assert newer["hash"] != older["hash"] == seen["hash"]
    assert (
        await fair.house.value("select count(*) from activities_simulation where document is not null") == 0
    )


@pytest.mark.slow
async def test_where_the_worker_is_killed_another_reckons_and_finds_the_same(fair, ask, draft):
    activity, _ = draft
    found = []
    for kills in (0, 2):
        await begun(fair, ask, activity, rounds=50, clients=200)
        for nr in range(kills):
            await settled_until(fair, lambda nr=nr: fair.house.value(RECKONED, nr), what=DELIVERER)
            assert (await ask(SEE, id=activity))["activity"]["simulations"][0]["state"] == "running"
            await fair.house.run(LAPSES)
        await fair.house.drain()
        found.append((await ask(SEE, id=activity))["activity"]["simulations"][0])
    unhurt, hurt = found
    assert (hurt["state"], hurt["done"]) == ("done", hurt["total"])
    assert hurt["outcome"] == unhurt["outcome"]


async def test_stock_that_runs_out_is_named_first_and_real_clients_are_taken_where_there_are_any(
    fair, ask, draft
):
    activity, save = draft

    def scarce(document):
        document["plays"][0]["decide"]["items"][1]["stock"] = 3
        document["audience"]["rule"] = {"op": "always"}

    await save(fair.document(scarce))
    await fair.clients(3)
    await begun(fair, ask, activity, people="REAL")
    await fair.house.drain()
    (seen,) = (await ask(SEE, id=activity))["activity"]["simulations"]
    found = seen["outcome"]
    assert found["people"] == "real"
    assert (found["bounds"][0]["kind"], found["bounds"][0]["id"], found["bounds"][0]["rounds"]) == (
        "stock",
        "tea",
        4,
    )


async def test_what_is_assumed_is_bounded_and_only_whom_it_concerns_may_ask(fair, ask, draft):
    activity, _ = draft
    for assumed, path in (
        ({"clients": 0}, "clients"),
        ({"clients": 50_000, "rounds": 50}, "rounds"),
        ({"skillPercent": 101}, "skillPercent"),
    ):
        wish = {"key": fair.key(), "activity": activity, "assumptions": FEW | assumed}
        refused = (await ask(ASK, ask=wish))["simulateActivity"]
        assert (refused["code"], refused["path"]) == ("kernel.malformed", path)
    wish = {"key": fair.key(), "activity": activity, "assumptions": FEW}
    assert (await ask(ASK, who="finance", ask=wish))["simulateActivity"]["code"] == "kernel.not_allowed"


async def test_a_simulation_is_taken_back_and_its_thread_ends(fair, ask, draft):
    activity, _ = draft
    wanted = await begun(fair, ask, activity)
    ident = parse_id("sim", wanted)
    async with fair.work.job() as tx:
        ready = await prepare(Event(ident, "", "", {"simulation": str(ident)}, now()), tx)
    assert await so_far(fair.work, ident, 7)
    assert (await ask(CANCEL, ask={"key": fair.key(), "simulation": wanted}))["cancelSimulation"] == {
        "simulation": wanted
    }
    assert not await so_far(fair.work, ident, 9)
    over = await ask(CANCEL, ask={"key": fair.key(), "simulation": wanted})
    assert over["cancelSimulation"]["code"] == "activities.simulation_over"
    with pytest.raises(Stopped):
        simulate(ready.draft, ready.wanted.assumed, Progress(stop=True))
    await fair.house.drain()
    (seen,) = (await ask(SEE, id=activity))["activity"]["simulations"]
    assert (seen["state"], seen["done"], seen["outcome"]) == ("cancelled", 7, None)
