"""A use is taken back before, during or after its settlement: its cost is reversed once, or owed back."""

import asyncio
from datetime import date

import pytest
from tests.unit.settlement.bench import DAY, csv, key

from largesse.kernel.ids import text_id
from largesse.settlement.batches.approve import DecideBatch, UseTakenBack, approve_batch
from largesse.settlement.batches.lock import BatchState
from largesse.settlement.items.accrue import accrue_use
from largesse.store.outbox import Later

APRIL = date(2026, 4, 30)


async def two_uses(bank):
    """Two uses of which the provider bills one."""
    billed, _ = await bank.use("A")
    forgotten, _ = await bank.use("B")
    await bank.load(csv(("A", "100.00", DAY)))
    batch = await bank.batch()
    await bank.match(batch)
    return batch, billed, forgotten, (await bank.breaks(batch))[0]["id"]


async def a_paid_use(bank, billed="100.00", kind=None):
    """One use of 100.00, billed and paid."""
    use, _ = await bank.use("A")
    await bank.load(csv(("A", billed, DAY)))
    batch = await bank.batch()
    await bank.match(batch)
    if kind:
        await bank.dispose(kind, (await bank.breaks(batch))[0]["id"])
    await bank.settle(batch)
    return use, batch


async def owed(bank):
    return await bank.house.value(
        "select sum(gross_minor)::bigint from settlement_item where takes_back is not null"
    )


async def test_a_cost_that_people_have_taken_back_is_not_taken_back_again(bank):
    batch, _, forgotten, one = await two_uses(bank)
    await bank.dispose("accept_provider", one)
    await bank.back(forgotten)
    assert await bank.net("2202.acc") == -9_434
    assert await bank.settle(batch) == 10_000
    assert await bank.net("2202.acc") == 0
    assert await bank.net("2202.ap") == -10_000


async def test_a_proposal_lapses_with_its_use(bank):
    batch, _, forgotten, one = await two_uses(bank)
    made = (await bank.propose("carry_forward", one)).dispositions[0]
    await bank.back(forgotten)
    sql = "select state from settlement_disposition where id = $1"
    assert await bank.house.value(sql, made) == "lapsed"
    assert await bank.settle(batch) == 10_000
    assert await bank.net("2202.acc") == 0


async def test_what_nobody_has_decided_is_taken_back_at_once_and_matched_anew(bank):
    batch, billed, forgotten, _ = await two_uses(bank)
    await bank.back(billed)
    await bank.back(forgotten)
    assert await bank.net("2202.acc") == 0
    await bank.match(batch)
    assert [row["code"] for row in await bank.breaks(batch)] == ["MISSING_AT_PLATFORM"]


async def test_while_its_batch_waits_for_a_signature_the_signer_is_told_and_the_signature_refused(bank):
    batch, billed, _, one = await two_uses(bank)
    await bank.dispose("carry_forward", one)
    sent = await bank.submit(batch)
    await bank.back(billed)
    assert await bank.net("2202.acc") == -9_434  # only the carried one still costs
    with pytest.raises(UseTakenBack) as refused:
        await bank.approve(batch, sent.content_hash)
    assert refused.value.uses == 1
    assert await bank.net("2202.ap") == 0
    assert (await bank.reopen(batch)).state == "matched"
    await bank.match(batch)
    lone = [row for row in await bank.breaks(batch) if row["code"] == "MISSING_AT_PLATFORM"]
    await bank.dispose("carry_forward", lone[0]["id"])
    assert await bank.settle(batch) == 0


async def test_and_its_approved_change_of_cost_is_reversed_with_it(bank):
    use, _ = await bank.use("A")
    await bank.load(csv(("A", "120.00", DAY)))
    batch = await bank.batch()
    await bank.match(batch)
    await bank.dispose("accept_provider", (await bank.breaks(batch))[0]["id"])
    await bank.submit(batch)
    await bank.back(use)
    assert await bank.net("2202.acc") == await bank.net("6601.ad") == 0
    assert (await bank.reopen(batch)).state == "matched"
    await bank.match(batch)
    assert [row["code"] for row in await bank.breaks(batch)] == ["MISSING_AT_PLATFORM"]


async def test_after_payment_it_is_owed_and_the_next_batch_nets_it(bank):
    use, _ = await a_paid_use(bank)
    await bank.back(use)
    assert await owed(bank) == -10_000
    assert await bank.net("6601.ad") == 0
    await bank.use("N", 30_000)
    await bank.load(csv(("N", "300.00", DAY)), "四月.csv")
    april = await bank.batch(APRIL)
    await bank.match(april)
    (one,) = await bank.breaks(april)
    assert (one["code"], one["item_minor"]) == ("MISSING_AT_PROVIDER", -10_000)
    await bank.dispose("short_pay", one["id"])
    assert await bank.settle(april) == 20_000
    assert await bank.net("2202.acc") == 0
    assert await bank.net("2202.ap") == -30_000
    assert await bank.net("2221.pend") == 1_698  # the VAT of what stays bought, 300.00 with 6 %


async def test_the_providers_refund_line_meets_what_is_owed(bank):
    use, _ = await a_paid_use(bank)
    await bank.back(use)
    text = "类型,供应商订单号,结算金额,核销时间\n退款,A,-100.00,2026-03-12\n".encode()
    await bank.load(text, "退款.csv", declared_count=1, declared_gross_minor=-10_000)
    april = await bank.batch(APRIL)
    matched = await bank.match(april)
    assert (matched.matches, matched.breaks, matched.state) == (1, 0, "reconciled")
    assert await bank.settle(april, claim=True) == -10_000
    assert await bank.net("1221.clm") == 10_000
    assert await bank.net("2202.ap") == -10_000  # what was paid stays paid; the claim stands beside it
    assert await bank.net("2202.acc") == await bank.net("2221.pend") == 0


@pytest.mark.parametrize(
    ("billed", "kind", "paid"),
    [
        ("120.00", "accept_provider", 12_000),
        ("120.00", "short_pay", 10_000),
        ("90.00", "accept_provider", 9_000),
    ],
)
async def test_what_is_owed_is_what_was_paid(bank, billed, kind, paid):
    use, _ = await a_paid_use(bank, billed, kind)
    await bank.back(use)
    assert await owed(bank) == -paid
    assert await bank.net("6601.ad") == await bank.net("M.used") == 0


async def test_nothing_is_owed_for_what_was_never_paid(bank):
    batch, _, forgotten, one = await two_uses(bank)
    await bank.dispose("accept_provider", one)
    await bank.settle(batch)
    await bank.back(forgotten)
    assert await owed(bank) is None
    assert await bank.net("2202.acc") == 0
    assert await bank.net("M.used") == 10_000


async def test_the_event_told_again_changes_nothing(bank):
    use, _ = await a_paid_use(bank)
    for _ in range(2):
        await bank.back(use)
    assert await owed(bank) == -10_000
    async with bank.work.job() as tx:
        assert not (await accrue_use(tx, use)).fresh


async def test_a_use_that_is_not_accrued_yet_is_waited_for(bank):
    with pytest.raises(Later):
        await bank.back({"redemption": key()})


async def test_of_a_signature_and_a_take_back_at_once_either_the_signer_is_told_or_it_is_owed(bank):
    batch, billed, _, one = await two_uses(bank)
    await bank.dispose("carry_forward", one)
    sent = await bank.submit(batch)
    ask = DecideBatch(key=key(), batch=batch, content_hash=sent.content_hash)
    signed, _ = await asyncio.gather(
        approve_batch(ask, actor=bank.second, work=bank.work), bank.back(billed), return_exceptions=True
    )
    if isinstance(signed, UseTakenBack):
        assert await owed(bank) is None
        assert await bank.net("2202.ap") == 0
    else:
        assert signed.state == "approved"
        assert await owed(bank) == -10_000
        assert await bank.net("2202.ap") == -10_000
    assert await bank.net("6601.ad") == 10_000  # of the two uses one is left


async def test_the_console_tells_the_signer_and_takes_his_button_away(bank, ask):
    batch, billed, _, one = await two_uses(bank)
    await bank.dispose("carry_forward", one)
    sent = await bank.submit(batch)
    shown = "query($id: String!) { batch(id: $id) { takenBack { uses amount { amountMinor } } } }"
    approval = "query($id: String!) { approval(id: $id) { actions } }"
    assert (await ask(shown, id=text_id("bch", batch)))["takenBack"] is None
    signer = {"id": text_id("apv", sent.approval)}
    assert (await ask(approval, actor=bank.second, **signer))["actions"][:2] == ["approve", "return"]
    await bank.back(billed)
    told = (await ask(shown, id=text_id("bch", batch)))["takenBack"]
    assert told == {"uses": 1, "amount": {"amountMinor": 10_000}}
    assert (await ask(approval, actor=bank.second, **signer))["actions"][0] == "return"
    with pytest.raises(BatchState):
        await bank.match(batch)
