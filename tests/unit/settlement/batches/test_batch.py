"""A batch from uses and a bill to an approved figure, and everything that must not happen on the way."""

from datetime import date
from uuid import UUID

import pytest
from tests.unit.settlement.bench import DAY, csv, key
from tortoise.exceptions import IntegrityError, OperationalError

from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import text_id
from largesse.rights.redemptions.use import REDEMPTION
from largesse.settlement.batches.approve import ContentChanged, WithdrawBatch, withdraw_batch
from largesse.settlement.batches.create import BatchOpen, CreateBatch, create_batch
from largesse.settlement.batches.lock import BatchMissing, BatchState
from largesse.settlement.batches.submit import NegativePayable, NotReconciled
from largesse.settlement.breaks.decide import OwnDisposition
from largesse.settlement.breaks.propose import DisposedAlready
from largesse.settlement.dispositions.disposition import DispositionUnfit
from largesse.settlement.items.accrue import accrue_use

REFUSED = (IntegrityError, OperationalError)


async def the_demo(bank):
    """Four uses and a bill: one overcharge, one line missing here, one missing there, one that agrees."""
    for ref in ("A", "B", "C"):
        await bank.use(ref)
    await bank.load(csv(("A", "100.00", DAY), ("B", "120.00", DAY), ("X", "80.00", DAY)))
    batch = await bank.batch()
    matched = await bank.match(batch)
    found = {row["code"]: row["id"] for row in await bank.breaks(batch)}
    return batch, matched, found


async def test_a_use_is_accrued_once_with_its_tax_taken_apart(bank):
    payload, first = await bank.use("A")
    async with bank.work.job() as tx:
        from_the_same_event = await accrue_use(tx, payload)
    assert (first.fresh, from_the_same_event.fresh) == (True, False)
    assert await bank.net("2202.acc") == -9_434
    assert await bank.net("2221.out") == -566
    assert await bank.net("6601.ad") == 10_000
    assert await bank.net("M.used") == 10_000


async def test_the_three_differences_are_named(bank):
    _, matched, found = await the_demo(bank)
    assert (matched.matches, matched.breaks) == (1, 3)
    assert set(found) == {"AMOUNT", "MISSING_AT_PLATFORM", "MISSING_AT_PROVIDER"}


async def test_a_use_at_a_counter_is_billed_by_the_number_that_its_page_showed(bank):
    payloads = [(await bank.use(ref, order_ref=None))[0] for ref in (None, "T-9")]  # T-9: the till's own
    shown = [text_id(REDEMPTION, UUID(one["redemption"])) for one in payloads]
    lines = [f"{ref},{ours},LOUNGE,1,100.00,{DAY}" for ref, ours in zip(("T-1", "T-9"), shown, strict=True)]
    bill = "服务商订单号,我方订单号,商品编码,数量,含税金额,发生时间\n" + "\n".join(lines)
    assert (await bank.load(bill.encode())).state == "loaded"
    matched = await bank.match(await bank.batch())
    assert (matched.matches, matched.breaks) == (2, 0)


async def test_the_same_input_gives_the_same_run_and_result(bank):
    batch, first, _ = await the_demo(bank)
    again = await bank.match(batch)
    assert (again.run_hash, again.result_hash) == (first.run_hash, first.result_hash)
    assert again.run == first.run  # nothing new was seen, so nothing is written twice


async def test_from_differences_to_an_approved_batch_every_fen_is_in_the_books(bank):
    batch, _, found = await the_demo(bank)
    await bank.dispose("short_pay", found["AMOUNT"])
    await bank.dispose("accept_provider", found["MISSING_AT_PLATFORM"])
    await bank.dispose("carry_forward", found["MISSING_AT_PROVIDER"])
    submitted = await bank.submit(batch)
    decided = await bank.approve(batch, submitted.content_hash)
    assert decided.state == "approved"
    assert await bank.net("2202.ap") == -(10_000 + 10_000 + 8_000)
    assert await bank.net("2202.acc") == -9_434  # what is carried stays accrued
    assert await bank.net("2221.pend") == 2 * 566
    row = (await bank.house.rows("select * from settlement_batch where id = $1", batch))[0]
    assert row["net_payable_minor"] == 28_000
    assert row["lines_minor"] == 30_000 == row["lines_matched_minor"] + row["lines_disposed_minor"]
    assert row["items_carried_minor"] == 10_000


async def test_what_is_carried_forward_meets_its_line_in_the_next_batch(bank):
    batch, _, found = await the_demo(bank)
    await bank.dispose("accept_provider", found["AMOUNT"], found["MISSING_AT_PLATFORM"])
    await bank.dispose("carry_forward", found["MISSING_AT_PROVIDER"])
    await bank.approve(batch, (await bank.submit(batch)).content_hash)
    await bank.load(csv(("C", "100.00", date(2026, 3, 12))), "四月.csv")
    after = await bank.batch(date(2026, 4, 30))
    matched = await bank.match(after)
    assert (matched.matches, matched.breaks, matched.state) == (1, 0, "reconciled")
    await bank.approve(after, (await bank.submit(after)).content_hash)
    assert await bank.net("2202.acc") == 0
    assert await bank.net("2202.ap") == -(10_000 + 12_000 + 8_000 + 10_000)


async def test_accepting_the_providers_silence_takes_the_accrual_back(bank):
    batch, _, found = await the_demo(bank)
    await bank.dispose("accept_provider", *found.values())
    await bank.approve(batch, (await bank.submit(batch)).content_hash)
    assert await bank.net("2202.acc") == 0
    assert await bank.net("2202.ap") == -30_000
    assert await bank.net("6601.ad") == 10_000 + 12_000 + 8_000


async def test_who_proposes_a_disposition_never_approves_it(bank):
    _, _, found = await the_demo(bank)
    made = (await bank.propose("short_pay", found["AMOUNT"])).dispositions[0]
    with pytest.raises(OwnDisposition):
        await bank.decide(made, actor=bank.maker)
    with pytest.raises(REFUSED, match="settlement_disposition_four_eyes"):
        await bank.house.run(
            "update settlement_disposition set state = 'approved', decided_by = proposed_by where id = $1",
            made,
        )
    assert (await bank.decide(made)).state == "approved"


async def test_who_submits_a_batch_never_approves_it(bank):
    batch, _, found = await the_demo(bank)
    await bank.dispose("carry_forward", *found.values())
    submitted = await bank.submit(batch)
    with pytest.raises(Refusal, match="own"):
        await bank.approve(batch, submitted.content_hash, actor=bank.maker)
    with pytest.raises(REFUSED, match="settlement_batch_four_eyes"):
        await bank.house.run("update settlement_batch set approved_by = submitted_by where id = $1", batch)
    assert (await bank.approve(batch, submitted.content_hash)).state == "approved"


async def test_a_batch_with_an_open_break_is_not_submitted(bank):
    batch, _, found = await the_demo(bank)
    await bank.dispose("carry_forward", found["AMOUNT"], found["MISSING_AT_PROVIDER"])
    with pytest.raises(NotReconciled) as refused:
        await bank.submit(batch)
    assert refused.value.undecided == 1
    with pytest.raises(REFUSED, match="settlement_batch_lines_tie"):
        await bank.house.run("update settlement_batch set state = 'reconciled' where id = $1", batch)


async def test_a_rejected_disposition_leaves_the_break_open_and_a_live_one_stands_alone(bank):
    _, _, found = await the_demo(bank)
    made = (await bank.propose("short_pay", found["AMOUNT"])).dispositions[0]
    with pytest.raises(DisposedAlready):
        await bank.propose("carry_forward", found["AMOUNT"])
    await bank.reject(made)
    assert (await bank.propose("carry_forward", found["AMOUNT"])).pay_minor == 0


async def test_a_way_that_would_pay_more_than_is_billed_is_unfit(bank):
    _, _, found = await the_demo(bank)
    with pytest.raises(DispositionUnfit):
        await bank.propose("short_pay", found["MISSING_AT_PROVIDER"])


async def test_matching_again_never_overrides_what_people_decided(bank):
    batch, _, found = await the_demo(bank)
    await bank.dispose("short_pay", found["AMOUNT"])
    await bank.match(batch)
    after = {row["code"]: row for row in await bank.breaks(batch)}
    assert after["AMOUNT"]["id"] == found["AMOUNT"]
    assert after["AMOUNT"]["state"] == "posted"
    assert len(after) == 3


async def test_a_submitted_batch_is_frozen_and_its_signature_is_for_what_was_seen(bank):
    batch, _, found = await the_demo(bank)
    await bank.dispose("carry_forward", *found.values())
    submitted = await bank.submit(batch)
    with pytest.raises(BatchState):
        await bank.match(batch)
    with pytest.raises(ContentChanged):
        await bank.approve(batch, "sha256:" + "0" * 64)
    withdrawn = await withdraw_batch(WithdrawBatch(key=key(), batch=batch), actor=bank.maker, work=bank.work)
    assert withdrawn.state == "reconciled"
    again = await bank.submit(batch)
    assert again.content_hash == submitted.content_hash
    assert (await bank.approve(batch, again.content_hash)).state == "approved"


async def test_a_refund_that_outweighs_the_bill_is_never_a_negative_payment(bank):
    text = "类型,供应商订单号,结算金额,核销时间\n退款,R1,-50.00,2026-03-10\n".encode()
    await bank.load(text, declared_count=1, declared_gross_minor=-5_000)
    batch = await bank.batch()
    await bank.match(batch)
    one = (await bank.breaks(batch))[0]
    assert one["code"] == "REFUND_ORPHAN"
    await bank.dispose("accept_provider", one["id"])
    with pytest.raises(NegativePayable):
        await bank.submit(batch)


async def test_what_is_carried_meets_its_late_bill_or_comes_back_with_its_age(bank):
    batch, _, found = await the_demo(bank)
    await bank.house.run("update settlement_break set opened_at = opened_at - interval '40 days'")
    await bank.dispose("carry_forward", *found.values())
    await bank.approve(batch, (await bank.submit(batch)).content_hash)
    await bank.load(csv(("C", "100.00", DAY)), name="补单.csv")
    following = await bank.batch(date(2026, 4, 30))
    assert (await bank.match(following)).matches == 1
    again = {row["code"]: row for row in await bank.breaks(following)}
    assert again.keys() == found.keys() - {"MISSING_AT_PROVIDER"}
    for code, row in again.items():
        first = (await bank.house.rows("select * from settlement_break where id = $1", found[code]))[0]
        assert (row["line"], row["item"], row["opened_at"]) == (
            first["line"],
            first["item"],
            first["opened_at"],
        )


async def test_a_provider_has_one_unfinished_batch_at_a_time(bank):
    await bank.load(csv(("A", "100.00", DAY)))
    await bank.batch()
    with pytest.raises(BatchOpen):
        await bank.batch()


async def test_a_batch_out_of_reach_is_not_there(bank):
    batch, _, _ = await the_demo(bank)
    stranger = bank.house.staff(roles=("finance",), units=frozenset())
    bank.maker = stranger
    with pytest.raises(BatchMissing):
        await bank.match(batch)


@pytest.mark.parametrize("currency", ["XYZ", "cny", "人民币", ""])
async def test_a_batch_in_a_currency_that_no_book_has_is_refused_with_words(bank, currency):
    ask = CreateBatch(key=key(), provider=bank.provider, as_of=DAY, currency=currency)
    with pytest.raises(Malformed) as refused:
        await create_batch(ask, actor=bank.maker, work=bank.work)
    assert refused.value.path == "currency"
