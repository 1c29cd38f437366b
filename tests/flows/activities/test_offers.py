"""What an approval of a revision offers is what the room of activities accepts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.kit.faces import Asker

from largesse.activities.lifecycle.lifecycle import WrongState
from largesse.activities.lifecycle.locking import ActivityMissing
from largesse.activities.lifecycle.run import MoveActivity, end_activity
from largesse.activities.revisions.drafts import RevisionMissing
from largesse.activities.revisions.restock import RestockActivity, restock_activity
from largesse.activities.revisions.save import SaveDraft, save_draft
from largesse.activities.revisions.withdraw import WithdrawRevision, withdraw_revision
from largesse.identity.approvals.route import OwnWork
from largesse.identity.approvals.seats import hand_over
from largesse.kernel.clock import now
from largesse.kernel.errors import Missing
from largesse.kernel.ids import text_id

OFFERED = "query($id: String!) { approval(id: $id) { actions } }"
SEATED = ["hand_over", "add_signer"]


async def offered(bank, actor, submitted):
    told = await Asker(bank.house.work, actor).asks(OFFERED, id=text_id("apv", submitted.approval))
    return told["approval"]["actions"]


async def edited(bank, name):
    """Submit a revision into which this member of staff wrote."""
    draft, who = await bank.begin(), bank.who(name)
    writer = replace(who, operations=who.operations | {"activities.save_draft"})
    ask = SaveDraft(
        key=bank.key(),
        activity=draft.activity,
        draft_version=draft.draft_version,
        document=bank.document(),
    )
    return await bank.submit(await save_draft(ask, actor=writer, work=bank.house.work))


def withdraw(bank, submitted, actor):
    ask = WithdrawRevision(key=bank.key(), revision=submitted.revision)
    return withdraw_revision(ask, actor=actor, work=bank.house.work)


async def test_who_wrote_into_a_revision_may_send_it_back_and_not_approve_it(bank):
    submitted = await edited(bank, "branch")
    assert await offered(bank, bank.who("branch"), submitted) == ["return", *SEATED]
    with pytest.raises(OwnWork):
        await bank.sign(submitted, "branch")
    assert (await bank.send_back(submitted, "branch")).state == "changes_requested"
    assert await offered(bank, bank.who("branch"), submitted) == []


async def test_a_writers_seat_approves_in_nobodys_hand(bank):
    submitted = await edited(bank, "branch")
    branch = bank.who("branch")
    async with bank.house.work.job(branch) as tx:
        await hand_over(tx, submitted.approval, bank.who("protection").id, now() + timedelta(days=1), branch)
    assert await offered(bank, bank.who("protection"), submitted) == ["return"]
    with pytest.raises(OwnWork):
        await bank.sign(submitted, "protection")
    assert (await bank.send_back(submitted, "protection")).state == "changes_requested"


async def test_an_approver_who_wrote_nothing_is_offered_both_and_the_maker_the_way_back(bank):
    submitted = await bank.submit(await bank.begin())
    assert await offered(bank, bank.who("branch"), submitted) == ["approve", "return", *SEATED]
    assert await offered(bank, bank.who("designer"), submitted) == ["withdraw"]
    await withdraw(bank, submitted, bank.who("designer"))
    assert await offered(bank, bank.who("designer"), submitted) == []


async def test_a_maker_who_works_elsewhere_now_is_offered_nothing(bank):
    submitted = await bank.submit(await bank.begin())
    moved = replace(bank.who("designer"), units=frozenset({bank.unit("beijing")}))
    assert await offered(bank, moved, submitted) == []
    with pytest.raises(Missing) as refused:
        await withdraw(bank, submitted, moved)
    assert isinstance(refused.value, RevisionMissing | ActivityMissing)


async def test_more_units_for_an_activity_that_has_ended_are_only_sent_back(bank):
    activity = (await bank.out()).activity
    ask = RestockActivity(key=bank.key(), activity=activity, play="wheel", item="lounge", units=50)
    submitted = await restock_activity(ask, actor=bank.who("designer"), work=bank.house.work)
    assert await offered(bank, bank.who("branch"), submitted) == ["approve", "return", *SEATED]
    ending = MoveActivity(key=bank.key(), activity=activity, reason="提前结束")
    await end_activity(ending, actor=bank.who("operator"), work=bank.house.work)
    assert await offered(bank, bank.who("branch"), submitted) == ["return", *SEATED]
    with pytest.raises(WrongState):
        await bank.sign(submitted, "branch")
    assert (await bank.send_back(submitted, "branch")).state == "changes_requested"
