"""What finance sees on the console of settlement, asked as the console asks."""

from tests.unit.settlement.bench import DAY, csv

from largesse.kernel.ids import new_id, text_id

LINES = """query($statement: String!) { statementLines(statement: $statement) {
  edges { node { id providerRef standing standingName } } } }"""
ROW = "query($line: String!) { statementRow(line: $line) { fileName row source cells { name text masked } } }"
BREAKS = """query($batch: String!) { breaks(batch: $batch) { edges { node {
  code line providerRef orderRef ourProviderRef ourOrderRef } } } }"""
ENTRIES = "query($search: String) { entries(search: $search) { edges { node { id madeBy approvedBy } } } }"


async def lines_of(ask, loaded):
    return await ask(LINES, statement=text_id("stm", loaded.statement))


async def test_a_lines_row_is_shown_as_it_stood_in_the_file(bank, ask):
    loaded = await bank.load(csv(("A", "100.00", DAY), ("B", "7.50", DAY)), "三月.csv")
    line = next(one for one in await lines_of(ask, loaded) if one["providerRef"] == "B")
    row = await ask(ROW, line=line["id"])
    assert (row["fileName"], row["row"], row["source"]) == ("三月.csv", 3, "upload")
    assert [cell["name"] for cell in row["cells"]] == [
        *("供应商订单号", "商户订单号", "商品编码", "数量", "结算金额", "核销时间"),
    ]
    assert [cell["text"] for cell in row["cells"]] == ["B", "", "LOUNGE", "1", "7.50", str(DAY)]


async def test_a_row_out_of_reach_does_not_exist(bank, ask):
    loaded = await bank.load(csv(("A", "100.00", DAY)))
    (line,) = await lines_of(ask, loaded)
    other = bank.house.staff(roles=("finance",), units=frozenset({new_id()}))
    assert await ask(ROW, actor=other, line=line["id"]) is None


async def test_every_standing_of_a_line_has_its_words(bank, ask):
    await bank.use("A")
    bill = csv(("A", "100.00", DAY), ("A", "100.00", "2026-03-11"), ("X", "1.00", DAY))
    loaded = await bank.load(bill)
    assert {one["standingName"] for one in await lines_of(ask, loaded)} == {"待匹配"}
    await bank.match(await bank.batch())
    words = {one["standing"]: one["standingName"] for one in await lines_of(ask, loaded)}
    assert words == {
        "matched": "已匹配",
        "DUP_PROVIDER": "服务商重复",
        "MISSING_AT_PLATFORM": "服务商有、平台无",
    }


async def test_a_contradiction_of_references_shows_what_each_side_states(bank, ask):
    await bank.use("A")
    theirs = csv(("A", "100.00", DAY)).replace(b"A,,LOUNGE", b"A,req-OTHER,LOUNGE")
    await bank.load(theirs)
    batch = await bank.batch()
    await bank.match(batch)
    (found,) = await ask(BREAKS, batch=text_id("bch", batch))
    assert found["code"] == "AMBIGUOUS"
    assert (found["orderRef"], found["ourOrderRef"]) == ("req-OTHER", "req-A")
    assert found["line"].startswith("lin_")


async def test_a_line_that_states_no_order_of_ours_is_not_given_one(bank, ask):
    await bank.use("A", 9_000)
    await bank.load(csv(("A", "100.00", DAY)))
    batch = await bank.batch()
    await bank.match(batch)
    (found,) = await ask(BREAKS, batch=text_id("bch", batch))
    assert (found["orderRef"], found["ourOrderRef"]) == ("", "req-A")


async def test_an_entry_is_found_by_its_number_and_names_its_people(bank, ask):
    for number in range(12):
        await bank.use(f"A{number}")
    await bank.load(csv(("X", "80.00", DAY)))
    batch = await bank.batch()
    await bank.match(batch)
    lone = next(row["id"] for row in await bank.breaks(batch) if row["code"] == "MISSING_AT_PLATFORM")
    (entry,) = (await bank.dispose("accept_provider", lone)).entries
    (found,) = await ask(ENTRIES, search=f"#{entry}")
    assert found == {"id": str(entry), "madeBy": "F001", "approvedBy": "F002"}
    assert [one["id"] for one in await ask(ENTRIES, search="1")] == ["1"]


async def test_batches_are_sorted_by_the_day_they_settle_up_to(bank, ask):
    await bank.load(csv(("A", "1.00", DAY)))
    await bank.batch()
    listed = await ask('{ batches(sort: "-asOf") { edges { node { asOf } } } }')
    assert listed == [{"asOf": "2026-03-31"}]


async def test_open_batches_are_those_before_approval_and_open_statements_those_that_no_batch_has(bank, ask):
    batches = "query($state: String) { batches(state: $state) { edges { node { number } } } }"
    statements = "query($state: String) { statements(state: $state) { edges { node { fileName } } } }"
    await bank.use("A")
    await bank.load(csv(("A", "100.00", DAY)), "三月.csv")
    batch = await bank.batch()
    await bank.load(csv(("B", "7.50", DAY)), "四月.csv")
    assert await ask(statements, state="open") == [{"fileName": "四月.csv"}]
    assert len(await ask(statements, state="loaded")) == len(await ask(statements)) == 2
    await bank.match(batch)
    assert len(await ask(batches, state="open")) == 1
    submitted = await bank.submit(batch)
    assert len(await ask(batches, state="open")) == len(await ask(batches, state="submitted")) == 1
    await bank.approve(batch, submitted.content_hash)
    assert await ask(batches, state="open") == []
    assert len(await ask(batches, state="approved")) == len(await ask(batches)) == 1
