"""The demo's activities."""

from tests.kit.standard import STANDARD

from largesse.activities import demo
from largesse.activities.guard.check import check
from largesse.activities.lifecycle.reads import published


async def test_the_demo_runs_one_activity_and_holds_a_draft_that_breaks_three_rules(bank):
    for ref, batch in bank.batches.items():
        bank.known[f"batch.{ref}"] = batch
    stage = bank.house.stage
    await demo.seed(stage)
    first = dict(stage.known)
    await demo.seed(stage)

    assert stage.known == first
    async with bank.house.work.read() as read:
        running = await published(read, "mid-autumn")
    assert (running.state, running.id, running.number) == ("running", stage.known["activity.mid-autumn"], 1)
    assert check(running.document, STANDARD) == []
    draft = await bank.house.value(
        "select document from activities_revision where activity = $1", stage.known["activity.golden-night"]
    )
    assert {problem.code for problem in check(draft, STANDARD)} == {
        "activities.prize_over_ceiling",
        "activities.odds_not_whole",
        "activities.disclosure_missing",
    }
