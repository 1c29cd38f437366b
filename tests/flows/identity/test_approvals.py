"""Approvals walk their route, and the database stops whoever tries to leave it."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest
from tortoise.exceptions import IntegrityError, OperationalError

from largesse.identity.approvals.approvals import (
    ApprovalMissing,
    NotMaker,
    OpenAlready,
    RouteMissing,
    Standing,
    withdraw,
)
from largesse.identity.approvals.reads import approval_row
from largesse.identity.approvals.records import Approval
from largesse.identity.approvals.route import (
    ContentChanged,
    NoSeat,
    NotPending,
    OpinionRequired,
    OwnWork,
    ReturnStepUnknown,
    SignedAlready,
)
from largesse.identity.approvals.seats import DelegateUnfit, HandOverEnds, add_signer, hand_over
from largesse.kernel.ids import new_id

OTHER = "sha256:" + "b" * 64


async def test_the_demo_route_needs_branch_then_protection_then_head_office(bank):
    approval = await bank.propose()
    assert await bank.sign(approval, "branch") == Standing("pending", 2, 3)
    assert await bank.sign(approval, "protection") == Standing("pending", 3, 3)
    assert await bank.sign(approval, "headoffice") == Standing("approved", 3, 3)


@pytest.mark.parametrize("who", ["protection", "headoffice", "operator", "finance", "auditor"])
async def test_a_step_waits_for_its_own_role(bank, who):
    approval = await bank.propose()
    with pytest.raises(NoSeat):
        await bank.sign(approval, who)
    assert await bank.sign(approval, "branch") == Standing("pending", 2, 3)


async def test_the_maker_never_signs_even_with_the_role(bank):
    approval = await bank.propose(by="branch")
    with pytest.raises(OwnWork):
        await bank.sign(approval, "branch")


async def test_other_content_than_proposed_is_not_signed(bank):
    approval = await bank.propose()
    with pytest.raises(ContentChanged):
        await bank.sign(approval, "branch", content_hash=OTHER)


async def test_protection_must_write_an_opinion_and_so_must_who_returns(bank):
    approval = await bank.propose()
    with pytest.raises(OpinionRequired):
        await bank.sign(approval, "branch", "return", opinion=" ")
    await bank.sign(approval, "branch", opinion="")
    with pytest.raises(OpinionRequired):
        await bank.sign(approval, "protection", opinion="")


async def test_a_return_ends_at_the_maker_and_nothing_is_signed_after_it(bank):
    approval = await bank.propose()
    assert await bank.sign(approval, "branch", "return") == Standing("returned", 1, 3)
    with pytest.raises(NotPending):
        await bank.sign(approval, "branch")


async def test_a_return_to_a_step_annuls_what_was_signed_since(bank):
    approval = await bank.propose()
    await bank.sign(approval, "branch")
    await bank.sign(approval, "protection")
    with pytest.raises(ReturnStepUnknown):
        await bank.sign(approval, "headoffice", "return", return_to=3)
    assert await bank.sign(approval, "headoffice", "return", return_to=2) == Standing("pending", 2, 3)
    with pytest.raises(SignedAlready):
        await bank.sign(approval, "branch")
    await bank.sign(approval, "protection")
    assert await bank.sign(approval, "headoffice") == Standing("approved", 3, 3)


async def test_only_the_maker_withdraws_and_only_while_undecided(bank):
    approval = await bank.propose()
    work = bank.work
    with pytest.raises(NotMaker):
        async with work.job() as tx:
            await withdraw(tx, approval, bank.who("branch"))
    async with work.job() as tx:
        assert await withdraw(tx, approval, bank.who("designer")) == Standing("withdrawn", 1, 3)
    with pytest.raises(NotPending):
        async with work.job() as tx:
            await withdraw(tx, approval, bank.who("designer"))


async def test_what_the_maker_stored_travels_as_json_and_comes_back_as_it_was(bank):
    shown = {"worst_case_minor": 100, "note": "中秋", "odds": [{"ppm": 1}], "none": None, "text": "{"}
    approval = await bank.propose(summary=shown)
    kinds = "select jsonb_typeof(summary) || jsonb_typeof(difference) from identity_approval"
    assert await bank.house.value(kinds) == "objectobject"
    async with bank.work.read() as read:
        found = await Approval.get(id=approval, using_db=read.conn)
    assert (found.summary, found.difference) == (shown, {})


async def test_a_subject_waits_only_once(bank):
    subject = new_id()
    await bank.propose(subject=subject)
    with pytest.raises(OpenAlready):
        await bank.propose(subject=subject)
    with pytest.raises(RouteMissing):
        await bank.propose(route="shortcut")


async def test_an_approval_of_another_branch_is_missing(bank):
    approval = await bank.propose(by="admin", unit="beijing")
    with pytest.raises(ApprovalMissing):
        await bank.sign(approval, "branch")


async def test_a_colleague_signs_in_ones_seat_until_the_date(bank):
    approval = await bank.propose()
    work, giver, taker = bank.work, bank.who("branch"), bank.who("operator")
    async with work.job(giver) as tx:
        with pytest.raises(HandOverEnds):
            await hand_over(tx, approval, taker.id, tx.now - timedelta(days=1), giver)
        with pytest.raises(DelegateUnfit):
            await hand_over(tx, approval, bank.who("designer").id, tx.now + timedelta(days=1), giver)
        await hand_over(tx, approval, taker.id, tx.now + timedelta(days=1), giver)
        assert (await approval_row(tx, taker, approval)).mine
    assert await bank.sign(approval, "operator") == Standing("pending", 2, 3)
    rows = await bank.house.rows("select person, hand from identity_signature")
    assert rows == [{"person": giver.id, "hand": taker.id}]
    with pytest.raises(SignedAlready):
        await bank.sign(approval, "branch")


async def test_an_added_signer_is_waited_for(bank):
    approval = await bank.propose()
    giver = bank.who("branch")
    async with bank.work.job(giver) as tx:
        await add_signer(tx, approval, bank.who("operator").id, giver)
    assert await bank.sign(approval, "branch") == Standing("pending", 1, 3)
    assert await bank.sign(approval, "operator") == Standing("pending", 2, 3)


async def test_two_persons_of_finance_decide_on_a_batch(bank):
    approval = await bank.propose(
        by="finance", unit="head", subject_kind="settlement.batch", route="two_person"
    )
    with pytest.raises(OwnWork):
        await bank.sign(approval, "finance")
    with pytest.raises(NoSeat):
        await bank.sign(approval, "headoffice")
    assert await bank.sign(approval, "finance2") == Standing("approved", 1, 1)


async def test_all_of_a_role_must_sign_where_the_step_says_all(bank):
    owner_sql = """insert into identity_route (key, name_zh, name_en) values ('everyone', '会签', 'Co-sign');
      insert into identity_route_step (route, seq, name_zh, name_en, roles, mode)
      values ('everyone', 1, '会签', 'Co-sign', '{finance}', 'all')"""
    await as_owner(bank.house, owner_sql)
    approval = await bank.propose(unit="head", by="admin", route="everyone")
    assert await bank.sign(approval, "finance") == Standing("pending", 1, 1)
    assert await bank.sign(approval, "finance2") == Standing("approved", 1, 1)


_FORGED = """insert into identity_signature (id, approval, step, person, hand, decision, opinion,
                                             content_hash, at)
             values (gen_random_uuid(), $1, $2, $3, $4, 'approve', 'x', $5, now())"""


@pytest.mark.parametrize(
    ("forged", "rule"),
    [
        (("designer", "designer", 1, "a"), "never_the_maker"),
        (("branch", "designer", 1, "a"), "never_the_maker"),
        (("branch", "operator", 1, "a"), "by_a_delegate"),
        (("headoffice", "headoffice", 1, "a"), "from_a_seat"),
        (("protection", "protection", 2, "a"), "at_the_step_at_hand"),
        (("branch", "branch", 1, "b"), "of_the_content"),
    ],
)
async def test_the_database_refuses_a_forged_signature(bank, forged, rule):
    person, hand, step, content = forged
    approval = await bank.propose()
    people = (bank.who(person).id, bank.who(hand).id)
    with pytest.raises(IntegrityError, match=rule):
        await bank.house.run(_FORGED, approval, step, *people, "sha256:" + content * 64)
    branch = bank.who("branch").id
    assert await bank.house.run(_FORGED, approval, 1, branch, branch, "sha256:" + "a" * 64) == 1


async def test_the_database_lets_nobody_sign_twice(bank):
    approval = await bank.propose(
        unit="head", by="admin", subject_kind="settlement.batch", route="two_person"
    )
    finance = bank.who("finance").id
    await bank.house.run(_FORGED, approval, 1, finance, finance, "sha256:" + "a" * 64)
    with pytest.raises(IntegrityError, match="nobody_twice"):
        await bank.house.run(_FORGED, approval, 1, finance, finance, "sha256:" + "a" * 64)


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        (
            "update identity_approval set state = 'approved', decided_at = now() where id = $1",
            "every_step_full",
        ),
        (
            "update identity_approval set content_hash = 'sha256:0123456789abcdef' where id = $1",
            "content_frozen",
        ),
        ("update identity_approval set maker = gen_random_uuid() where id = $1", "content_frozen"),
    ],
)
async def test_the_database_keeps_an_approval_as_it_was_proposed(bank, statement, rule):
    approval = await bank.propose()
    with pytest.raises(IntegrityError, match=rule):
        await bank.house.run(statement, approval)


async def test_a_decided_approval_stays_decided(bank):
    approval = await bank.propose()
    await bank.sign(approval, "branch", "return")
    sql = "update identity_approval set state = 'pending', decided_at = null where id = $1"
    with pytest.raises(IntegrityError, match="decided_once"):
        await bank.house.run(sql, approval)


async def test_every_decision_leaves_an_audit_row(bank):
    approval = await bank.propose()
    await bank.sign(approval, "branch")
    sql = "select action, actor_id from store_audit where subject = $1 order by id"
    assert await bank.house.rows(sql, str(approval)) == [
        {"action": "identity.approval_proposed", "actor_id": bank.who("designer").id},
        {"action": "identity.approval_signed", "actor_id": bank.who("branch").id},
    ]


async def as_owner(house, sql):
    owner = await asyncpg.connect(house.dsn)
    try:
        await owner.execute(sql)
    finally:
        await owner.close()


async def test_of_two_who_sign_the_last_step_at_once_one_signs(bank):
    asked = {"subject_kind": "settlement.batch", "route": "two_person"}
    approval = await bank.propose(unit="head", by="admin", **asked)
    tries = (bank.sign(approval, who) for who in ("finance", "finance2"))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcomes) == ["NotPending", "Standing"]
    assert await bank.house.value("select count(*) from identity_signature") == 1


async def test_one_person_who_signs_twice_at_once_signs_once(bank):
    approval = await bank.propose()
    tries = (bank.sign(approval, "branch") for _ in range(2))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcomes) == ["SignedAlready", "Standing"]


async def test_a_hand_over_that_has_ended_gives_no_seat(bank):
    approval = await bank.propose()
    giver, taker = bank.who("branch"), bank.who("operator")
    async with bank.work.job(giver) as tx:
        await hand_over(tx, approval, taker.id, tx.now + timedelta(minutes=2), giver)
    await as_owner(
        bank.house,
        "update identity_delegation set at = now() - interval '2 h', until = now() - interval '1 h'",
    )
    with pytest.raises(NoSeat):
        await bank.sign(approval, "operator")
    assert await bank.sign(approval, "branch") == Standing("pending", 2, 3)


async def test_a_borrowed_seat_cannot_be_lent_on(bank):
    approval = await bank.propose()
    giver, taker = bank.who("branch"), bank.who("operator")
    async with bank.work.job(giver) as tx:
        await hand_over(tx, approval, taker.id, tx.now + timedelta(days=1), giver)
    with pytest.raises(NoSeat):
        async with bank.work.job(taker) as tx:
            await hand_over(tx, approval, bank.who("protection").id, tx.now + timedelta(days=1), taker)
    with pytest.raises(NoSeat):
        async with bank.work.job(taker) as tx:
            await add_signer(tx, approval, bank.who("protection").id, taker)


async def test_the_seat_of_one_who_was_disabled_is_nobodys(bank):
    approval = await bank.propose()
    giver, taker = bank.who("branch"), bank.who("operator")
    async with bank.work.job(giver) as tx:
        await hand_over(tx, approval, taker.id, tx.now + timedelta(days=1), giver)
    await bank.house.run("update identity_staff set state = 'disabled' where id = $1", giver.id)
    for who in ("operator", "branch"):
        with pytest.raises(NoSeat):
            await bank.sign(approval, who)


async def test_giver_and_taker_who_sign_at_once_fill_one_seat(bank):
    approval = await bank.propose()
    giver, taker = bank.who("branch"), bank.who("operator")
    async with bank.work.job(giver) as tx:
        await hand_over(tx, approval, taker.id, tx.now + timedelta(days=1), giver)
    tries = (bank.sign(approval, who) for who in ("branch", "operator"))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert Standing("pending", 2, 3) in outcomes
    assert await bank.house.value("select count(*) from identity_signature") == 1


async def test_a_withdrawal_and_the_last_signature_at_once_leave_one_of_them(bank):
    async def take_back(approval):
        async with bank.work.job() as tx:
            return await withdraw(tx, approval, bank.who("admin"))

    for _ in range(4):
        asked = {"subject_kind": "settlement.batch", "route": "two_person"}
        approval = await bank.propose(unit="head", by="admin", **asked)
        tries = (take_back(approval), bank.sign(approval, "finance"))
        outcomes = await asyncio.gather(*tries, return_exceptions=True)
        assert sorted(type(one).__name__ for one in outcomes) == ["NotPending", "Standing"]


@pytest.mark.parametrize(
    "statement",
    [
        "delete from identity_signature",
        "update identity_signature set opinion = 'x'",
        "delete from identity_approval",
        "update identity_approval_step set need = 0",
        "delete from identity_approval_signer",
        "update identity_delegation set until = now()",
        "update identity_route_step set need = 1",
        "delete from identity_staff",
    ],
)
async def test_the_application_may_not_touch_what_stands(bank, statement):
    approval = await bank.propose()
    await bank.sign(approval, "branch")
    with pytest.raises(OperationalError, match="permission denied"):
        await bank.house.run(statement)


async def test_two_of_a_role_must_sign_where_the_step_says_two(bank):
    await as_owner(
        bank.house,
        """insert into identity_route (key, name_zh, name_en) values ('pair', '两人', 'Pair');
           insert into identity_route_step (route, seq, name_zh, name_en, roles, mode, need)
           values ('pair', 1, '两人', 'Pair', '{finance,approver_head}', 'n_of', 2)""",
    )
    approval = await bank.propose(unit="head", by="admin", route="pair")
    assert await bank.sign(approval, "finance") == Standing("pending", 1, 1)
    with pytest.raises(SignedAlready):
        await bank.sign(approval, "finance")
    sql = "update identity_approval set state = 'approved', decided_at = now() where id = $1"
    with pytest.raises(IntegrityError, match="every_step_full"):
        await bank.house.run(sql, approval)
    assert await bank.sign(approval, "headoffice") == Standing("approved", 1, 1)


async def test_a_room_may_say_who_signs_its_kind(bank):
    asked = {"subject_kind": "audience.export", "route": "two_person", "roles": ("auditor",)}
    approval = await bank.propose(unit="head", by="admin", **asked)
    with pytest.raises(NoSeat):
        await bank.sign(approval, "headoffice")
    assert await bank.sign(approval, "auditor") == Standing("approved", 1, 1)
