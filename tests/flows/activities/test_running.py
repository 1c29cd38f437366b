"""An activity that is out: paused, halted, ended, restocked, extended, changed; and the clock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.kit.telling import told

from largesse.activities import room
from largesse.activities.lifecycle.lifecycle import ARROWS, REVISION_ARROWS, WindowOver, WrongState
from largesse.activities.lifecycle.reads import published
from largesse.activities.lifecycle.run import (
    HaltNeedsReason,
    MoveActivity,
    end_activity,
    halt_activity,
    pause_activity,
    resume_activity,
    run_schedule,
)
from largesse.activities.revisions.detriment import Detriment
from largesse.activities.revisions.extend import ExtendActivity, ExtendsNothing, extend_activity
from largesse.activities.revisions.preview import PreviewExpired, opened, token_of
from largesse.activities.revisions.restock import (
    ItemMissing,
    ItemUnbounded,
    RestockActivity,
    restock_activity,
)
from largesse.activities.revisions.save import SaveDraft, save_draft
from largesse.activities.revisions.short_route import ShortRouteTaken
from largesse.kernel.errors import Malformed, NotAllowed


def move(use, bank, activity, by="operator", reason="演练"):
    return use(
        MoveActivity(key=bank.key(), activity=activity, reason=reason),
        actor=bank.who(by),
        work=bank.house.work,
    )


def restock(bank, activity, units=50, item="lounge", play="wheel"):
    ask = RestockActivity(key=bank.key(), activity=activity, play=play, item=item, units=units)
    return restock_activity(ask, actor=bank.who("designer"), work=bank.house.work)


async def seen(bank, activity):
    async with bank.house.work.read() as read:
        return await published(read, activity)


async def test_people_on_duty_pause_and_resume_without_approval(bank):
    activity = (await bank.out()).activity
    assert (await move(pause_activity, bank, activity)).state == "paused"
    assert (await move(resume_activity, bank, activity)).state == "running"
    with pytest.raises(WrongState):
        await move(resume_activity, bank, activity)
    assert (await bank.house.topics())[-2:] == [
        "activities.activity_paused.v1",
        "activities.activity_resumed.v1",
    ]


async def test_a_halted_activity_never_runs_again_but_can_be_ended_for_settlement(bank):
    activity = (await bank.out()).activity
    with pytest.raises(HaltNeedsReason):
        await move(halt_activity, bank, activity, reason=" ")
    assert (await move(halt_activity, bank, activity)).state == "halted"
    with pytest.raises(WrongState):
        await move(resume_activity, bank, activity)
    assert (await move(end_activity, bank, activity)).state == "ended"


async def test_a_designer_is_not_on_duty(bank):
    activity = (await bank.out()).activity
    with pytest.raises(NotAllowed):
        await move(pause_activity, bank, activity, by="designer")


async def test_pausing_twice_with_one_key_pauses_once(bank):
    activity = (await bank.out()).activity
    ask = MoveActivity(key="once", activity=activity)
    first = await pause_activity(ask, actor=bank.who("operator"), work=bank.house.work)
    assert await pause_activity(ask, actor=bank.who("operator"), work=bank.house.work) == first
    assert (await bank.house.topics()).count("activities.activity_paused.v1") == 1


async def test_the_clock_starts_and_ends_an_activity_and_tells_it_once(bank):
    now = datetime.now(UTC).replace(microsecond=0)
    window = {"start": (now + timedelta(hours=1)).isoformat(), "end": (now + timedelta(hours=2)).isoformat()}
    out = await bank.out(bank.document(lambda d: d["window"].update(window)))
    assert out.state == "scheduled"
    await run_schedule(bank.house.work)
    assert await bank.state(out.activity) == "scheduled"
    for state in ("running", "ended"):
        await bank.house.run(
            "update activities_activity set starts_at = starts_at - $2::interval,"
            " ends_at = ends_at - $2::interval where id = $1",
            out.activity,
            timedelta(minutes=61),
        )
        await run_schedule(bank.house.work)
        await run_schedule(bank.house.work)
        assert await bank.state(out.activity) == state
    told = await bank.house.topics()
    assert told.count("activities.activity_started.v1") == told.count("activities.activity_ended.v1") == 1


async def test_an_activity_whose_window_is_over_is_not_even_submitted(bank):
    window = {"start": "2020-01-01T00:00:00+08:00", "end": "2020-01-02T00:00:00+08:00"}
    draft = await bank.begin(bank.document(lambda d: d["window"].update(window)))
    with pytest.raises(WindowOver):
        await bank.submit(draft)


async def test_an_ended_activity_takes_no_new_revision(bank):
    out = await bank.out()
    await move(end_activity, bank, out.activity)
    document = (await seen(bank, out.activity)).document
    ask = SaveDraft(key="late", activity=out.activity, draft_version=0, document=document)
    with pytest.raises(WrongState):
        await save_draft(ask, actor=bank.who("designer"), work=bank.house.work)


async def test_a_draft_that_was_open_when_its_activity_ended_is_never_submitted(bank):
    out = await bank.out()
    document = (await seen(bank, out.activity)).document
    ask = SaveDraft(key="open", activity=out.activity, draft_version=0, document=document)
    draft = await save_draft(ask, actor=bank.who("designer"), work=bank.house.work)
    await move(end_activity, bank, out.activity)
    with pytest.raises(WrongState):
        await bank.submit(draft)


async def test_a_restock_is_out_after_one_signature_and_adds_exactly_its_units(bank):
    activity = (await bank.out()).activity
    before = await seen(bank, activity)
    submitted = await restock(bank, activity)
    assert (await seen(bank, activity)).hash == before.hash
    decided = await bank.sign(submitted, "branch")

    after = await seen(bank, activity)
    assert (decided.state, decided.steps, after.hash, after.number) == ("published", 1, submitted.hash, 2)
    assert after.document["plays"][0]["decide"]["items"][0].pop("stock") == 250
    assert before.document["plays"][0]["decide"]["items"][0].pop("stock") == 200
    assert "250 份" in after.document["disclosure"].pop("quantity")["zh-CN"]
    assert "200 份" in before.document["disclosure"].pop("quantity")["zh-CN"]
    assert after.document == before.document
    states = await bank.house.rows(
        "select state from activities_revision where activity = $1 order by number", activity
    )
    assert [row["state"] for row in states] == ["superseded", "published"]


async def test_an_extension_moves_the_end_once_signed(bank):
    out = await bank.out()
    later = out.ends_at + timedelta(days=7)
    ask = ExtendActivity(key="x", activity=out.activity, ends_at=later)
    submitted = await extend_activity(ask, actor=bank.who("operator"), work=bank.house.work)
    assert (
        await bank.house.value("select ends_at from activities_activity where id = $1", out.activity)
        == out.ends_at
    )
    await bank.sign(submitted, "headoffice")
    assert (
        await bank.house.value("select ends_at from activities_activity where id = $1", out.activity) == later
    )


async def test_a_restock_that_is_returned_leaves_the_activity_alone_and_makes_room_for_another(bank):
    activity = (await bank.out()).activity
    submitted = await restock(bank, activity)
    with pytest.raises(ShortRouteTaken):
        await restock(bank, activity)
    assert (await bank.send_back(submitted, "branch")).state == "changes_requested"
    await restock(bank, activity)
    assert (await seen(bank, activity)).number == 1


async def test_a_restock_names_a_prize_with_a_stock_and_a_number_of_units(bank):
    activity = (await bank.out()).activity
    with pytest.raises(ItemMissing):
        await restock(bank, activity, item="yacht")
    with pytest.raises(ItemUnbounded):
        await restock(bank, activity, item="none")
    with pytest.raises(Malformed):
        await restock(bank, activity, units=0)


async def test_an_extension_is_later_and_aware(bank):
    out = await bank.out()
    for ends_at, refusal in ((out.ends_at, ExtendsNothing), (datetime(2099, 1, 1), Malformed)):  # noqa: DTZ001 - the point
        ask = ExtendActivity(key=bank.key(), activity=out.activity, ends_at=ends_at)
        with pytest.raises(refusal):
            await extend_activity(ask, actor=bank.who("operator"), work=bank.house.work)


async def test_nothing_is_restocked_before_it_is_out(bank):
    draft = await bank.begin()
    with pytest.raises(WrongState):
        await restock(bank, draft.activity)


async def test_a_running_activity_may_have_a_new_draft_which_supersedes_it_when_published(bank):
    out = await bank.out()
    better = bank.document(lambda d: d["plays"][0]["chances"].update(units=5))
    better["window"] = (await seen(bank, out.activity)).document["window"]
    ask = SaveDraft(key="n", activity=out.activity, draft_version=0, document=better)
    draft = await save_draft(ask, actor=bank.who("designer"), work=bank.house.work)
    assert await bank.state(out.activity) == "running"

    submitted = await bank.submit(draft)
    changed = await bank.house.value(
        "select difference from identity_approval where id = $1", submitted.approval
    )
    assert changed["plays"] == [
        {
            "play": "wheel",
            "title": better["plays"][0]["title"],
            "part": "chances",
            "before": {"period": "day", "units": 3, "carry_over": False},
            "after": {"period": "day", "units": 5, "carry_over": False},
        }
    ]
    await bank.approve(submitted)
    again = await bank.publish(submitted.revision)
    assert (again.state, (await seen(bank, out.activity)).number) == ("running", 2)


async def test_a_running_activity_cannot_be_made_worse_for_clients(bank):
    out = await bank.out()
    worse = (await seen(bank, out.activity)).document
    worse["plays"][0]["decide"]["items"][0]["ppm"] = 70_000
    worse["plays"][0]["decide"]["items"][2]["ppm"] = 730_000
    ask = SaveDraft(key="w", activity=out.activity, draft_version=0, document=told(worse))
    draft = await save_draft(ask, actor=bank.who("designer"), work=bank.house.work)
    with pytest.raises(Detriment) as refused:
        await bank.submit(draft)
    assert (refused.value.what, refused.value.path) == ("odds_changed", "/plays/0/decide/items/0/ppm")


@pytest.mark.parametrize(
    ("arrows", "guard"),
    [
        (ARROWS, "lifecycle/sql/activities_activity_guard.function.sql"),
        (REVISION_ARROWS, "revisions/sql/activities_revision_guard.function.sql"),
    ],
)
def test_the_arrows_of_the_code_are_the_arrows_of_the_database(arrows, guard):
    sql = (Path(room.__file__).parent / guard).read_text("utf-8")
    for before, afters in arrows.items():
        for after in arrows:
            assert (f"('{before}', '{after}')" in sql) == (after in afters), (before, after)


async def test_a_preview_link_lasts_a_day(bank):
    draft = await bank.begin()
    now = datetime.now(UTC).replace(microsecond=0)
    token = token_of(draft.revision, now + timedelta(days=1))
    assert opened(token, now) == draft.revision
    flipped = token[:-1] + ("A" if token[-1] != "A" else "B")
    for bad in (flipped, "", "%%%", token[:10], "é"):
        with pytest.raises(PreviewExpired):
            opened(bad, now)
    with pytest.raises(PreviewExpired):
        opened(token, now + timedelta(days=1))
