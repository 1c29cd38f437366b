"""No step locks a provider: what was made by mistake is void, undone, taken out, superseded or claimed."""

import asyncio
from datetime import date, timedelta

import pytest
from tests.unit.settlement.batches.test_batch import REFUSED, the_demo
from tests.unit.settlement.bench import DAY, csv, key

from largesse.kernel.copy import LOCALES, told
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import text_id
from largesse.settlement.batches.create import AsOfBeyond, CreateBatch, create_batch
from largesse.settlement.batches.free import Decided
from largesse.settlement.batches.left_out import BringBack, LeaveOut, NotInBatch, bring_back, leave_out
from largesse.settlement.batches.lock import BatchState
from largesse.settlement.batches.members import ChangeStatements, add_statement, remove_statement
from largesse.settlement.batches.submit import NegativePayable, NotReconciled
from largesse.settlement.batches.supersede import NotLoaded
from largesse.settlement.batches.void import BatchHasDecisions, VoidBatch, void_batch
from largesse.settlement.breaks.decide import DecideDispositions, NotProposed
from largesse.settlement.breaks.undo import (
    NotApproved,
    NotOwnDisposition,
    OwnUndo,
    UndoAsked,
    approve_undo,
    return_undo,
)
from largesse.settlement.ledger.verify import verify
from largesse.settlement.statements.keep import StatementMissing

ALL_THREE = {"AMOUNT", "MISSING_AT_PLATFORM", "MISSING_AT_PROVIDER"}


async def refund(bank, name="退款.csv"):
    text = "类型,供应商订单号,结算金额,核销时间\n退款,R1,-50.00,2026-03-10\n".encode()
    return await bank.load(text, name, declared_count=1, declared_gross_minor=-5_000)


async def test_a_void_batch_gives_its_statement_its_lines_and_its_items_to_the_next_one(bank):
    batch, _, found = await the_demo(bank)
    made = await bank.propose("short_pay", found["AMOUNT"])
    voided = await bank.void(batch)
    assert (voided.state, voided.statements) == ("void", 1)
    with pytest.raises(BatchState):
        await bank.match(batch)
    sql = "select state from settlement_disposition where id = $1"
    assert await bank.house.value(sql, made.dispositions[0]) == "lapsed"
    again = await bank.batch()
    matched = await bank.match(again)
    assert (matched.matches, matched.breaks) == (1, 3)
    row = (await bank.house.rows("select * from settlement_batch where id = $1", batch))[0]
    assert (row["voided_by"], row["void_reason"]) == (bank.maker.id, "建错的批次，作废")


async def test_what_two_people_have_posted_is_undone_by_two_people_before_its_batch_is_void(bank):
    batch, _, found = await the_demo(bank)
    await bank.dispose("carry_forward", found["MISSING_AT_PROVIDER"])
    (made,) = (await bank.propose("accept_provider", found["MISSING_AT_PLATFORM"])).dispositions
    await bank.decide(made)
    assert await bank.net("2202.acc") == -3 * 9_434 - 8_000
    with pytest.raises(BatchHasDecisions) as refused:
        await bank.void(batch)
    assert refused.value.decisions == 1
    undone = await bank.undo(made)
    assert (undone.state, len(undone.entries)) == ("undone", 1)
    assert await bank.net("2202.acc") == -3 * 9_434
    assert (await bank.void(batch)).state == "void"
    async with bank.work.read() as read:
        assert (await verify(read)).findings == ()


async def test_a_submitted_batch_is_void_only_after_it_came_back(bank):
    batch, _, found = await the_demo(bank)
    await bank.dispose("carry_forward", *found.values())
    sha = (await bank.submit(batch)).content_hash
    with pytest.raises(BatchState):
        await bank.void(batch)
    await bank.reopen(batch)
    await bank.void(batch)
    with pytest.raises(BatchState):
        await bank.approve(batch, sha)
    ask = VoidBatch(key=key(), batch=batch, reason="错")
    with pytest.raises(Malformed):
        await void_batch(ask, actor=bank.maker, work=bank.work)


async def test_an_undone_disposition_opens_its_break_and_can_be_decided_anew(bank):
    batch, _, found = await the_demo(bank)
    (made,) = (await bank.propose("accept_provider", found["AMOUNT"])).dispositions
    await bank.decide(made)
    await bank.dispose("carry_forward", found["MISSING_AT_PROVIDER"], found["MISSING_AT_PLATFORM"])
    assert (await bank.ask_undo(made)).batch_state == "matched"
    with pytest.raises(NotReconciled):
        await bank.submit(batch)  # nobody signs over a question that is open
    with pytest.raises(UndoAsked):
        await bank.ask_undo(made, actor=bank.second)
    with pytest.raises(OwnUndo):
        await bank.decide(made, decide=approve_undo, actor=bank.maker)
    with pytest.raises(REFUSED, match="settlement_disposition_undo_four_eyes"):
        await bank.house.run(
            "update settlement_disposition set state = 'undone', undone_by = undo_by where id = $1", made
        )
    await bank.decide(made, decide=approve_undo)
    state = "select state from settlement_break where id = $1"
    assert await bank.house.value(state, found["AMOUNT"]) == "open"
    assert await bank.net("6601.ad") == 30_000  # the three uses, and nothing of the bill
    await bank.dispose("short_pay", found["AMOUNT"])
    assert await bank.settle(batch) == 20_000
    assert await bank.net("6601.ad") == 30_000


async def test_an_undo_that_a_colleague_returns_leaves_everything_as_it_was(bank):
    batch, _, found = await the_demo(bank)
    await bank.dispose("carry_forward", found["AMOUNT"], found["MISSING_AT_PROVIDER"])
    (made,) = (await bank.propose("accept_provider", found["MISSING_AT_PLATFORM"])).dispositions
    await bank.decide(made)
    await bank.ask_undo(made)
    assert (await bank.decide(made, decide=return_undo)).batch_state == "reconciled"
    with pytest.raises(NotApproved):
        await bank.decide(made, decide=approve_undo)
    assert await bank.settle(batch) == 18_000


async def test_an_approved_disposition_is_not_undone_after_its_batch_was_approved(bank):
    batch, _, found = await the_demo(bank)
    made = (await bank.propose("accept_provider", *found.values())).dispositions
    await bank.decide(*made)
    await bank.settle(batch)
    with pytest.raises(BatchState):
        await bank.ask_undo(made[0])


async def test_a_proposal_is_withdrawn_by_its_maker_alone(bank):
    _, _, found = await the_demo(bank)
    (made,) = (await bank.propose("short_pay", found["AMOUNT"])).dispositions
    with pytest.raises(NotOwnDisposition):
        await bank.withdraw_proposal(made, actor=bank.second)
    assert (await bank.withdraw_proposal(made)).state == "withdrawn"
    state = "select state from settlement_break where id = $1"
    assert await bank.house.value(state, found["AMOUNT"]) == "open"
    with pytest.raises(NotProposed):
        await bank.withdraw_proposal(made)
    assert (await bank.propose("carry_forward", found["AMOUNT"])).pay_minor == 0


async def test_a_statement_joins_an_open_batch_and_leaves_it_with_its_matches(bank):
    await bank.use("A")
    await bank.use("B", 9_000)
    first = await bank.load(csv(("A", "100.00", DAY)))
    batch = await bank.batch()
    assert (await bank.match(batch)).matches == 1
    late = await bank.load(csv(("B", "90.00", DAY)), "补单.csv")

    async def change(how, statement):
        ask = ChangeStatements(key=key(), batch=batch, statement=statement)
        return (await how(ask, actor=bank.maker, work=bank.work)).state

    assert await change(add_statement, late.statement) == "matched"
    with pytest.raises(StatementMissing):
        await change(add_statement, late.statement)
    assert (await bank.match(batch)).matches == 2
    assert await change(remove_statement, first.statement) == "matched"
    with pytest.raises(NotReconciled):
        await bank.submit(batch)  # what lost its line is matched anew first
    await bank.match(batch)
    (lone,) = await bank.breaks(batch)
    await bank.dispose("carry_forward", lone["id"])
    assert await bank.settle(batch) == 9_000
    with pytest.raises(BatchState):
        await change(add_statement, first.statement)


async def test_a_statement_on_which_people_have_spoken_stays_until_they_take_it_back(bank):
    batch, _, found = await the_demo(bank)
    (made,) = (await bank.propose("short_pay", found["AMOUNT"])).dispositions
    statement = await bank.house.value("select id from settlement_statement")
    ask = ChangeStatements(key=key(), batch=batch, statement=statement)
    with pytest.raises(Decided):
        await remove_statement(ask, actor=bank.maker, work=bank.work)
    with pytest.raises(Decided):
        await bank.supersede(statement)
    await bank.withdraw_proposal(made)
    assert (await bank.supersede(statement)).state == "superseded"
    assert await bank.house.value("select batch from settlement_statement") is None


async def test_a_superseded_statement_counts_no_more_and_its_correction_is_loaded_instead(bank):
    await bank.use("A")
    await bank.use("B")
    wrong = await bank.load(csv(("A", "100.00", DAY), ("B", "130.00", DAY)))
    batch = await bank.batch()
    await bank.match(batch)
    await bank.supersede(wrong.statement)
    with pytest.raises(NotLoaded):
        await bank.supersede(wrong.statement)
    right = await bank.load(csv(("A", "100.00", DAY), ("B", "100.00", DAY)), "更正.csv")
    assert right.overlap_count == 0
    ask = ChangeStatements(key=key(), batch=batch, statement=right.statement)
    await add_statement(ask, actor=bank.maker, work=bank.work)
    assert (await bank.match(batch)).state == "reconciled"
    assert await bank.settle(batch) == 20_000
    with pytest.raises(BatchState):
        await bank.supersede(right.statement)


async def test_a_line_that_another_file_holds_too_counts_there_once_the_first_is_superseded(bank):
    first = await bank.load(csv(("A", "100.00", DAY), ("B", "70.00", DAY)))
    second = await bank.load(csv(("A", "100.00", DAY), ("C", "30.00", DAY)), "续.csv")
    assert second.overlap_count == 1
    assert (await bank.supersede(first.statement)).revived == 1
    row = (await bank.house.rows("select * from settlement_statement where id = $1", second.statement))[0]
    assert (row["overlap_count"], row["overlap_minor"]) == (0, 0)
    batch = await bank.batch()
    assert (await bank.match(batch)).breaks == 2
    again = await bank.load(csv(("A", "100.00", DAY), ("B", "70.00", DAY)), "重传.csv")
    assert (again.state, again.overlap_count) == ("loaded", 1)


async def test_what_is_left_out_is_settled_by_the_next_batch(bank):
    for ref in ("A", "B"):
        await bank.use(ref)
    await bank.load(csv(("A", "100.00", DAY), ("B", "100.00", DAY), ("X", "80.00", DAY)))
    batch = await bank.batch()
    await bank.match(batch)
    lines = {
        row["provider_ref"]: row["id"]
        for row in await bank.house.rows("select id, provider_ref from settlement_line")
    }
    item = await bank.house.value("select id from settlement_item where provider_ref = 'B'")
    sides = {"lines": (lines["B"], lines["X"]), "items": (item,)}
    ask = LeaveOut(key=key(), batch=batch, **sides, reason="服务商四月重新出账")
    assert (await leave_out(ask, actor=bank.maker, work=bank.work)).state == "reconciled"
    again = LeaveOut(key=key(), batch=batch, **sides, reason="服务商四月重新出账")
    with pytest.raises(NotInBatch):
        await leave_out(again, actor=bank.maker, work=bank.work)
    back = BringBack(key=key(), batch=batch, lines=(lines["X"],))
    assert (await bring_back(back, actor=bank.second, work=bank.work)).state == "matched"
    await bank.match(batch)
    (lone,) = await bank.breaks(batch)
    await bank.dispose("accept_provider", lone["id"])
    assert await bank.settle(batch) == 18_000
    signed = await bank.house.value("select content from settlement_batch where id = $1", batch)
    assert sum(one["amount_minor"] for one in signed["left_out"]) == 20_000
    april = await bank.batch(date(2026, 4, 30))
    assert (await bank.match(april)).matches == 1
    assert await bank.settle(april) == 10_000


@pytest.mark.parametrize("ref", ["A", "B", "X"])
async def test_what_left_a_batch_and_came_back_before_the_next_run_is_matched_again(bank, ref):
    batch, found, _ = await the_demo(bank)
    named = "select id from settlement_line where provider_ref = $1"
    line = await bank.house.value(named, ref)
    out = LeaveOut(key=key(), batch=batch, lines=(line,), reason="点错了一行")
    await leave_out(out, actor=bank.maker, work=bank.work)
    back = BringBack(key=key(), batch=batch, lines=(line,))
    await bring_back(back, actor=bank.maker, work=bank.work)
    again = await bank.match(batch)
    assert (again.matches, again.breaks) == (found.matches, found.breaks)
    assert {row["code"] for row in await bank.breaks(batch)} == ALL_THREE
    stands = "select count(*) from settlement_match_member where active"
    assert await bank.house.value(stands) == 2
    same = await bank.match(batch)
    assert same.run == again.run


async def test_a_statement_that_left_and_came_back_before_the_next_run_is_matched_again(bank):
    batch, found, _ = await the_demo(bank)
    statement = await bank.house.value("select id from settlement_statement")
    for how in (remove_statement, add_statement):
        ask = ChangeStatements(key=key(), batch=batch, statement=statement)
        await how(ask, actor=bank.maker, work=bank.work)
    assert (await bank.match(batch)).run != found.run
    assert {row["code"] for row in await bank.breaks(batch)} == ALL_THREE


async def test_a_figure_below_zero_is_claimed_where_somebody_says_so(bank):
    await refund(bank)
    batch = await bank.batch()
    await bank.match(batch)
    await bank.dispose("accept_provider", (await bank.breaks(batch))[0]["id"])
    with pytest.raises(NegativePayable):
        await bank.submit(batch)
    assert await bank.settle(batch, claim=True) == -5_000
    assert await bank.net("1221.clm") == 5_000
    assert await bank.net("2202.ap") == await bank.net("2202.acc") == 0
    content = await bank.house.value("select content from settlement_batch where id = $1", batch)
    assert content["waterfall"][-1] == {"step": "claim", "amount_minor": -5_000}


TODAY = date.today()  # noqa: DTZ011 - what is reasonable is told by the calendar


@pytest.mark.parametrize(
    "as_of", [date(2, 3, 31), date(1999, 12, 31), TODAY + timedelta(40), date(9999, 12, 31)]
)
async def test_a_day_out_of_reason_opens_no_batch(bank, as_of):
    ask = CreateBatch(key=key(), provider=bank.provider, as_of=as_of)
    with pytest.raises(AsOfBeyond) as refused:
        await create_batch(ask, actor=bank.maker, work=bank.work)
    assert refused.value.path == "as_of"
    assert refused.value.first < TODAY < refused.value.last


async def test_of_a_void_and_a_submission_at_once_one_is_told(bank):
    batch, _, found = await the_demo(bank)
    await bank.dispose("carry_forward", *found.values())
    done = await asyncio.gather(bank.void(batch), bank.submit(batch), return_exceptions=True)
    assert sorted(isinstance(one, BatchState) for one in done) == [False, True]


@pytest.mark.parametrize("turn", range(4))
async def test_of_a_void_and_an_approval_at_once_one_stands_and_the_other_is_told(bank, turn):
    batch, _, found = await the_demo(bank)
    await bank.dispose("carry_forward", *found.values())
    sha = (await bank.submit(batch)).content_hash

    async def taken_back():
        await bank.reopen(batch)
        return await bank.void(batch)

    ways = [taken_back(), bank.approve(batch, sha), bank.void(batch)]
    done = await asyncio.gather(*ways[turn % 3 :], *ways[: turn % 3], return_exceptions=True)
    refusals = [one for one in done if isinstance(one, Exception)]
    assert refusals
    assert all(isinstance(one, Refusal) and len({told(one, at) for at in LOCALES}) == 2 for one in refusals)
    [row] = await bank.house.rows("select state, entry_id, voided_at from settlement_batch")
    entries = await bank.house.value("select count(*) from settlement_entry where kind = 'settlement'")
    stands = (row["state"], row["entry_id"] is not None, row["voided_at"] is not None, entries)
    assert stands in {("approved", True, False, 1), ("void", False, True, 0)}
    async with bank.work.read() as read:
        assert (await verify(read)).findings == ()


async def test_of_an_undo_and_a_submission_at_once_nothing_is_paid_that_was_undone(bank):
    batch, _, found = await the_demo(bank)
    made = (await bank.propose("accept_provider", *found.values())).dispositions
    await bank.decide(*made)
    await bank.ask_undo(made[0])
    ask = DecideDispositions(key=key(), dispositions=(made[0],))
    _, sent = await asyncio.gather(
        approve_undo(ask, actor=bank.second, work=bank.work), bank.submit(batch), return_exceptions=True
    )
    assert isinstance(sent, NotReconciled)


async def test_two_who_agree_to_one_undo_reverse_it_once(bank):
    _, _, found = await the_demo(bank)
    (made,) = (await bank.propose("accept_provider", found["MISSING_AT_PLATFORM"])).dispositions
    await bank.decide(made)
    await bank.ask_undo(made)
    done = await asyncio.gather(
        *(bank.decide(made, decide=approve_undo) for _ in range(2)), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in done) == ["NotApproved", "UndoDecided"]
    assert await bank.net("2202.acc") == -3 * 9_434


async def test_the_console_lists_what_a_batch_holds_and_what_may_be_done_with_it(bank, ask):
    batch, _, found = await the_demo(bank)
    await bank.dispose("carry_forward", found["MISSING_AT_PLATFORM"])
    listed = """query($batch: String!, $side: String!) {
      batchEntries(batch: $batch, side: $side, sort: "ref") {
        edges { node { providerRef standing actions amount { amountMinor } } } } }"""
    lines = await ask(listed, batch=text_id("bch", batch), side="lines")
    assert [(one["providerRef"], one["standing"], one["actions"]) for one in lines] == [
        ("A", "matched", ["leave_out"]),
        ("B", "AMOUNT", ["leave_out"]),
        ("X", "MISSING_AT_PLATFORM", []),
    ]
    items = await ask(listed, batch=text_id("bch", batch), side="items")
    assert [(one["providerRef"], one["standing"]) for one in items] == [
        ("A", "matched"),
        ("B", "AMOUNT"),
        ("C", "MISSING_AT_PROVIDER"),
    ]
