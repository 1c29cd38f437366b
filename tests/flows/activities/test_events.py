"""What activities tells the house has the shape that its schema promises."""

from largesse.activities.lifecycle.run import MoveActivity, halt_activity, pause_activity, resume_activity
from largesse.contracts import events


async def test_every_event_of_an_activitys_life_fits_its_schema(bank):
    returned = await bank.submit(await bank.begin())
    await bank.send_back(returned, "branch")
    out = await bank.out()
    for use in (pause_activity, resume_activity, halt_activity):
        ask = MoveActivity(key=bank.key(), activity=out.activity, reason="演练")
        await use(ask, actor=bank.who("operator"), work=bank.house.work)
    told = await bank.house.rows("select topic, payload from store_outbox order by id")
    assert {row["topic"] for row in told} >= {
        "activities.revision_submitted.v1",
        "activities.revision_returned.v1",
        "activities.revision_approved.v1",
        "activities.revision_published.v1",
        "activities.activity_started.v1",
        "activities.activity_paused.v1",
        "activities.activity_resumed.v1",
        "activities.activity_halted.v1",
    }
    assert [found for row in told for found in events.findings(row["topic"], row["payload"])] == []
