"""A batch takes what is due by its day: later lines wait, top-ups and balances are never paid."""

from datetime import date

from tests.unit.settlement.bench import HEAD, csv

AS_OF = date(2026, 3, 10)
NEXT_DAY, LATER, MONTH_END = date(2026, 3, 11), date(2026, 3, 20), date(2026, 3, 31)


async def sums(bank, batch):
    sql = "select lines_minor, items_minor, net_payable_minor from settlement_batch where id = $1"
    return tuple((await bank.house.rows(sql, batch))[0].values())


async def test_lines_after_the_as_of_day_wait_for_the_next_batch(bank):
    await bank.use("A", day=AS_OF)
    await bank.use("B", day=LATER)
    await bank.load(csv(("A", "100.00", AS_OF), ("B", "100.00", LATER)))
    first = await bank.batch(AS_OF)
    found = await bank.match(first)
    assert (found.matches, found.breaks, found.state) == (1, 0, "reconciled")
    assert await sums(bank, first) == (10_000, 10_000, 10_000)
    await bank.approve(first, (await bank.submit(first)).content_hash)
    second = await bank.batch(MONTH_END)
    found = await bank.match(second)
    assert (found.matches, found.breaks, found.state) == (1, 0, "reconciled")
    assert await sums(bank, second) == (10_000, 10_000, 10_000)


async def test_a_line_dated_a_day_late_still_meets_the_use_of_the_last_day(bank):
    await bank.use("A", day=AS_OF)
    await bank.load(csv(("A", "100.00", NEXT_DAY)))
    found = await bank.match(await bank.batch(AS_OF))
    assert (found.matches, found.breaks) == (1, 0)


async def test_our_own_reference_finds_such_a_line_too(bank):
    await bank.use("A", day=AS_OF)
    data = (HEAD + f",req-A,LOUNGE,1,100.00,{NEXT_DAY}\n").encode()
    await bank.load(data)
    found = await bank.match(await bank.batch(AS_OF))
    assert (found.matches, found.breaks) == (1, 0)


async def test_top_ups_and_balances_are_no_breaks_and_are_never_paid(bank):
    await bank.use("A", day=AS_OF)
    rows = (("充值", "T1", "5000.00"), ("期末余额", "", "4900.00"), ("核销", "A", "100.00"))
    body = "".join(f"{kind},{ref},{yuan},{AS_OF}\n" for kind, ref, yuan in rows)
    loaded = await bank.load(f"类型,供应商订单号,结算金额,核销时间\n{body}合计,2笔,5100.00,\n".encode())
    assert loaded.state == "loaded"
    batch = await bank.batch(AS_OF)
    found = await bank.match(batch)
    assert (found.matches, found.breaks, found.state) == (1, 0, "reconciled")
    assert await sums(bank, batch) == (10_000, 10_000, 10_000)
