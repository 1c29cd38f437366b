"""From a draft to what clients see, through everyone's hands."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.kit.faces import Asker
from tortoise.exceptions import IntegrityError, OperationalError

from largesse.activities.lifecycle.lifecycle import RevisionWrongState
from largesse.activities.lifecycle.locking import ActivityMissing
from largesse.activities.lifecycle.reads import published
from largesse.activities.revisions.create import CreateActivity, SlugTaken, create_activity
from largesse.activities.revisions.problems import ProblemsStop
from largesse.activities.revisions.save import (
    DraftChanged,
    DraftChangedElsewhere,
    DraftInReview,
    SaveDraft,
    save_draft,
)
from largesse.activities.revisions.submit import SubmitRevision, submit_revision
from largesse.activities.revisions.withdraw import WithdrawRevision, withdraw_revision
from largesse.identity.approvals.approvals import NotMaker
from largesse.identity.approvals.route import ContentChanged, OwnWork
from largesse.identity.approvals.seats import hand_over
from largesse.identity.waiting import waiting
from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed, NotAllowed
from largesse.kernel.ids import new_id, text_id


def save(bank, draft, document, version=None, by="designer"):
    ask = SaveDraft(
        key=bank.key(),
        activity=draft.activity,
        draft_version=draft.draft_version if version is None else version,
        document=document,
    )
    return save_draft(ask, actor=bank.who(by), work=bank.house.work)


async def test_three_signatures_and_a_publisher_bring_exactly_the_approved_document_to_clients(bank):
    document = bank.document()
    submitted = await bank.submit(await bank.begin(document))

    assert (await bank.sign(submitted, "branch")).state == "in_review"
    assert (await bank.sign(submitted, "protection")).step == 3
    assert (await bank.sign(submitted, "headoffice")).state == "approved"
    out = await bank.publish(submitted.revision)

    assert (out.state, out.hash) == ("running", submitted.hash)
    async with bank.house.work.read() as read:
        seen = await published(read, out.activity)
        assert await published(read, seen.slug) == seen
    assert seen.document == document
    assert seen.state == "running"
    told = [topic for topic in await bank.house.topics() if topic.startswith("activities.")]
    assert told == [
        "activities.revision_submitted.v1",
        "activities.revision_approved.v1",
        "activities.revision_published.v1",
        "activities.activity_started.v1",
    ]


async def test_nothing_is_published_before_the_last_signature(bank):
    submitted = await bank.submit(await bank.begin())
    await bank.sign(submitted, "branch")
    with pytest.raises(RevisionWrongState):
        await bank.publish(submitted.revision)
    assert await bank.state((await bank.revision(submitted.revision))["activity"]) == "unpublished"


async def test_the_approver_finds_worst_case_cost_budget_left_and_every_odd_stored_with_the_proposal(bank):
    submitted = await bank.submit(await bank.begin())
    shown = (
        await bank.house.rows(
            "select summary, difference from identity_approval where id = $1", submitted.approval
        )
    )[0]
    assert shown["summary"]["worst_case_minor"] == 200 * 16800 + 500 * 9900
    assert shown["summary"]["budget_left_minor"] == 20_000_000
    assert {(one["item"], one["after"]) for one in shown["difference"]["odds"]} == {
        ("lounge", 80_000),
        ("tea", 200_000),
        ("none", 720_000),
    }
    assert shown["difference"]["base"] is None


async def test_the_maker_cannot_approve_own_work_even_with_the_role(bank):
    submitted = await bank.submit(await bank.begin(), by="designer")
    maker = bank.who("designer")
    bank.known["staff.designer_too"] = bank.house.staff(
        "activities.approve_revision", units=maker.units, staff=maker.id, unit=maker.unit
    )
    with pytest.raises(OwnWork):
        await bank.sign(submitted, "designer_too")


async def test_nobody_signs_in_the_seat_of_one_who_edited_what_is_proposed(bank):
    draft = await bank.begin()
    branch = bank.who("branch")
    bank.known["staff.editor"] = bank.house.staff(
        "activities.save_draft", units=branch.units, staff=branch.id, unit=branch.unit
    )
    ask = SaveDraft(
        key=bank.key(),
        activity=draft.activity,
        draft_version=draft.draft_version,
        document=bank.document(),
    )
    saved = await save_draft(ask, actor=bank.who("editor"), work=bank.house.work)
    submitted = await bank.submit(saved)
    until = now() + timedelta(days=1)
    async with bank.house.work.job(branch) as tx:
        await hand_over(tx, submitted.approval, bank.who("operator").id, until, branch)
    bank.known["staff.delegate"] = replace(
        bank.who("operator"),
        operations=bank.who("operator").operations | {"activities.approve_revision"},
    )
    with pytest.raises(OwnWork):
        await bank.sign(submitted, "delegate")


async def test_a_signature_on_another_content_is_refused(bank):
    submitted = await bank.submit(await bank.begin())
    bank.known["other"] = submitted
    other = replace(submitted, hash="sha256:" + "0" * 64)
    with pytest.raises(ContentChanged):
        await bank.sign(other, "branch")


async def test_a_designer_may_not_sign(bank):
    submitted = await bank.submit(await bank.begin())
    with pytest.raises(NotAllowed):
        await bank.sign(submitted, "designer")


async def waits_for(bank, who):
    """Count the activities that came back to a person, as the home screen does."""
    async with bank.house.work.read() as read:
        return (await waiting(read, bank.who(who))).get("returned", 0)


async def test_a_returned_revision_stays_as_it_was_and_the_next_save_begins_a_new_one(bank):
    draft = await bank.begin()
    submitted = await bank.submit(draft)
    assert await waits_for(bank, "designer") == 0
    assert (await bank.send_back(submitted, "branch")).state == "changes_requested"
    assert [await waits_for(bank, who) for who in ("designer", "operator")] == [1, 0]

    again = await save(bank, draft, bank.document(lambda d: d["goal"].update(target=500)), version=0)

    assert again.revision != submitted.revision
    returned = await bank.revision(submitted.revision)
    assert (returned["state"], returned["note"], returned["document"]["goal"]["target"]) == (
        "changes_requested",
        "请补充奖品说明",
        300,
    )
    assert await waits_for(bank, "designer") == 0
    assert (await bank.submit(again)).hash != submitted.hash


async def test_a_revision_under_review_cannot_be_edited_until_it_is_withdrawn_by_its_maker(bank):
    draft = await bank.begin()
    submitted = await bank.submit(draft)
    with pytest.raises(DraftInReview):
        await save(bank, draft, bank.document())
    withdrawal = WithdrawRevision(key=bank.key(), revision=submitted.revision)
    with pytest.raises(NotMaker):
        await withdraw_revision(withdrawal, actor=bank.who("operator"), work=bank.house.work)
    await withdraw_revision(withdrawal, actor=bank.who("designer"), work=bank.house.work)
    assert (await save(bank, draft, bank.document(), version=0)).draft_version == 1


async def test_an_approved_revision_may_still_be_withdrawn_and_then_is_never_published(bank):
    submitted = await bank.submit(await bank.begin())
    await bank.approve(submitted)
    withdrawal = WithdrawRevision(key=bank.key(), revision=submitted.revision)
    await withdraw_revision(withdrawal, actor=bank.who("designer"), work=bank.house.work)
    with pytest.raises(RevisionWrongState):
        await bank.publish(submitted.revision)


async def test_a_second_editor_is_told_whose_newer_draft_he_would_overwrite(bank):
    draft = await bank.begin()
    await save(bank, draft, bank.document())
    with pytest.raises(DraftChanged) as refused:
        await save(bank, draft, bank.document(), by="operator")
    assert (refused.value.by, refused.value.draft_version) == (bank.who("designer").name, 3)


async def test_who_edits_in_two_tabs_is_told_of_the_other_tab_and_of_nobody_else(bank):
    draft = await bank.begin()
    await save(bank, draft, bank.document())
    with pytest.raises(DraftChangedElsewhere) as refused:
        await save(bank, draft, bank.document())
    assert refused.value.draft_version == 3


async def test_saving_the_same_ask_twice_saves_once(bank):
    draft = await bank.begin()
    ask = SaveDraft(key="same", activity=draft.activity, draft_version=2, document=bank.document())
    first = await save_draft(ask, actor=bank.who("designer"), work=bank.house.work)
    again = await save_draft(ask, actor=bank.who("designer"), work=bank.house.work)
    assert first == again
    assert (await bank.revision(draft.revision))["draft_version"] == 3


async def test_an_incomplete_document_is_kept_but_not_submitted(bank):
    draft = await bank.begin({"spec": "activity.v1", "plays": [{"id": "x"}]})
    with pytest.raises(ProblemsStop) as refused:
        await bank.submit(draft)
    assert refused.value.first_code.startswith("contracts.")
    assert (await bank.revision(draft.revision))["state"] == "draft"


@pytest.mark.parametrize(
    "document", [{"a": "\x00"}, {"a": "\ud800"}, {"a": 2**60}, {"a": "x" * 300_000}, {"a": float("nan")}]
)
async def test_a_document_that_cannot_be_kept_exactly_is_refused(bank, document):
    with pytest.raises(Malformed):
        await bank.begin(document)


async def test_a_draft_that_breaks_the_law_is_not_submitted(bank):
    def unlawful(document):
        document["plays"][0]["decide"]["items"][2]["ppm"] -= 1

    with pytest.raises(ProblemsStop) as refused:
        await bank.submit(await bank.begin(bank.document(unlawful)))
    assert refused.value.first_code == "activities.odds_not_whole"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("unit_cost_minor", 1, "activities.right_changed"),
        ("market_value_minor", 1, "activities.right_changed"),
        ("batch", "bat_" + "0" * 26, "activities.right_unknown"),
    ],
)
async def test_a_right_that_differs_from_the_register_is_not_submitted(bank, field, value, code):
    document = bank.document(lambda d: d["rights"][0].update({field: value}))
    with pytest.raises(ProblemsStop) as refused:
        await bank.submit(await bank.begin(document))
    assert refused.value.first_code == code


async def test_a_batch_that_stopped_between_approval_and_publishing_stops_publishing(bank):
    submitted = await bank.submit(await bank.begin())
    await bank.approve(submitted)
    await bank.house.run("update rights_batch set state = 'stopped' where id = $1", bank.batches["tea"])
    with pytest.raises(ProblemsStop) as refused:
        await bank.publish(submitted.revision)
    assert refused.value.first_code == "activities.right_not_active"


async def test_nothing_new_goes_out_whose_provider_is_paused_and_what_is_out_says_so(bank):
    submitted = await bank.submit(await bank.begin())
    await bank.approve(submitted)
    await bank.house.run(
        "insert into rights_provider (id, slug, name, org_unit) values ($1, 'tea', $2, $3)",
        new_id(),
        {"zh-CN": "岩骨茶舍"},
        bank.known["unit.shanghai"],
    )
    await bank.house.run("update rights_sku set provider = (select id from rights_provider)")
    pause = "update rights_provider set state = 'paused', paused_at = now(), paused_reason = '盘点'"
    await bank.house.run(pause)
    with pytest.raises(ProblemsStop) as refused:
        await bank.publish(submitted.revision)
    assert refused.value.first_code == "activities.right_paused"
    resume = "update rights_provider set state = 'active', paused_at = null, paused_reason = null"
    await bank.house.run(resume)
    published = await bank.publish(submitted.revision)
    await bank.house.run(pause)
    asker = Asker(bank.house.work, bank.who("operator"))
    query = "query ($id: String!) { activity(id: $id) { pausedProviders } }"
    found = await asker.asks(query, id=text_id("act", published.activity))
    assert found["activity"]["pausedProviders"] == ["岩骨茶舍"]
    await bank.house.run(resume)
    found = await asker.asks(query, id=text_id("act", published.activity))
    assert found["activity"]["pausedProviders"] == []


async def test_another_branchs_activity_does_not_exist(bank, stranger):
    draft = await bank.begin()
    ask = SubmitRevision(key="k", activity=draft.activity, draft_version=draft.draft_version)
    with pytest.raises(ActivityMissing):
        await submit_revision(ask, actor=stranger, work=bank.house.work)


@pytest.mark.parametrize(
    "typed", ["autumn-10", "Autumn-10", "ａｕｔｕｍｎ－１０", "autumn-lO", " autumn–10 "]
)
async def test_two_activities_never_share_a_link_name_nor_one_that_nobody_can_tell_apart(bank, typed):
    ask = CreateActivity(key="a", title="一", slug="Autumn－１０")
    made = await create_activity(ask, actor=bank.who("designer"), work=bank.house.work)
    assert made.slug == "autumn-10"
    again = CreateActivity(key="b", title="二", slug=typed)
    with pytest.raises(SlugTaken) as refused:
        await create_activity(again, actor=bank.who("designer"), work=bank.house.work)
    assert refused.value.slug == "autumn-10"


@pytest.mark.parametrize("typed", ["aut\u200bumn", "autumn\u202e", "аutumn", "a", "x" * 61, "-autumn"])
async def test_a_link_name_is_letters_that_one_sees(bank, typed):
    ask = CreateActivity(key="a", title="一", slug=typed)
    with pytest.raises(Malformed) as refused:
        await create_activity(ask, actor=bank.who("designer"), work=bank.house.work)
    assert refused.value.path == "slug"


REFUSED = (IntegrityError, OperationalError)


@pytest.mark.parametrize(
    "crime",
    [
        "update activities_revision set document = '{}' where id = $1",
        "update activities_revision set hash = 'sha256:' || repeat('0', 64) where id = $1",
        "update activities_revision set state = 'approved' where id = $1",
        "update activities_revision set state = 'draft', hash = null, approval = null where id = $1",
        "delete from activities_revision where id = $1",
    ],
)
async def test_the_database_itself_keeps_a_submitted_revision_as_it_was_submitted(bank, crime):
    submitted = await bank.submit(await bank.begin())
    before = await bank.revision(submitted.revision)
    with pytest.raises(REFUSED):
        await bank.house.run(crime, submitted.revision)
    assert await bank.revision(submitted.revision) == before


async def test_the_database_itself_allows_one_published_revision(bank):
    out = await bank.out()
    with pytest.raises(REFUSED):
        await bank.house.run(
            "insert into activities_revision (id, activity, number, state, document, hash, edited_by,"
            " edited_by_name, edited_at, maker, approval)"
            " select gen_random_uuid(), activity, 9, state, document, hash, edited_by, edited_by_name,"
            " edited_at, maker, approval from activities_revision where id = $1",
            out.revision,
        )


async def test_of_eight_editors_who_save_at_once_one_wins_and_seven_are_told(bank):
    draft = await bank.begin()
    documents = [bank.document(lambda d, n=n: d["goal"].update(target=n + 1)) for n in range(8)]
    answers = await asyncio.gather(*(save(bank, draft, one) for one in documents), return_exceptions=True)
    won = [n for n, answer in enumerate(answers) if not isinstance(answer, Exception)]
    assert len(won) == 1
    assert all(isinstance(answer, DraftChangedElsewhere) for n, answer in enumerate(answers) if n not in won)
    kept = await bank.revision(draft.revision)
    assert (kept["draft_version"], kept["document"]) == (3, documents[won[0]])


async def test_of_two_who_publish_at_once_one_publishes(bank):
    submitted = await bank.submit(await bank.begin())
    await bank.approve(submitted)
    answers = await asyncio.gather(
        *(bank.publish(submitted.revision) for _ in range(2)), return_exceptions=True
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["RevisionPublished", "RevisionWrongState"]
    assert (await bank.house.topics()).count("activities.revision_published.v1") == 1


async def test_nobody_approves_what_he_helped_to_write(bank):
    draft = await bank.begin()
    helper = bank.who("branch")
    bank.known["staff.helper"] = bank.house.staff(
        "activities.save_draft", units=helper.units, staff=helper.id, unit=helper.unit
    )
    ask = SaveDraft(key="h", activity=draft.activity, draft_version=2, document=bank.document())
    saved = await save_draft(ask, actor=bank.who("helper"), work=bank.house.work)
    again = await save(bank, saved, bank.document())
    submitted = await bank.submit(again)
    with pytest.raises(OwnWork):
        await bank.sign(submitted, "branch")


async def test_promises_that_the_register_cannot_keep_are_shown_to_the_approvers(bank):
    await bank.house.run(
        "update rights_batch set free = 150, issued = 850, ends_at = now() + interval '1 day' where id = $1",
        bank.batches["lounge"],
    )
    submitted = await bank.submit(await bank.begin())
    told = await bank.house.value("select summary from identity_approval where id = $1", submitted.approval)
    assert [one["code"] for one in told["warnings"]] == ["activities.right_short", "activities.right_window"]
    assert "承诺 200 份" in told["warnings"][0]["message"]


async def test_who_wrote_what_was_returned_wrote_what_follows_from_it(bank):
    helper = bank.who("branch")
    bank.known["staff.helper"] = bank.house.staff(
        "activities.save_draft", units=helper.units, staff=helper.id, unit=helper.unit
    )
    draft = await bank.begin()
    ask = SaveDraft(key="h", activity=draft.activity, draft_version=2, document=bank.document())
    submitted = await bank.submit(await save_draft(ask, actor=bank.who("helper"), work=bank.house.work))
    withdrawal = WithdrawRevision(key=bank.key(), revision=submitted.revision)
    await withdraw_revision(withdrawal, actor=bank.who("designer"), work=bank.house.work)
    again = await bank.submit(await save(bank, draft, bank.document(), version=0))
    with pytest.raises(OwnWork):
        await bank.sign(again, "branch")
