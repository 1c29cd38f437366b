"""A batch says what is so: what nobody compared is not without differences, and a void one pays nothing."""

from datetime import UTC, datetime, timedelta

from tests.flows.settlement.test_month import CREATE, MATCH, key

from largesse.kernel.ids import text_id

HOME = "query { home { waiting { kind count } } }"
SHOWN = """query($id: String!) { batch(id: $id) { state runHash uncompared openBreaks
  netPayable { amountMinor } waterfall { step amount { amountMinor } } } }"""
LISTED = """query($state: String!) { batches(state: $state) { edges { node { number runHash
  netPayable { amountMinor } } } } }"""
VOID = """mutation($ask: VoidBatchAsk!) { voidBatch(ask: $ask) { __typename
  ... on Refusal { code message } } }"""
REMOVE = """mutation($ask: RemoveStatementAsk!) { removeStatement(ask: $ask) { __typename
  ... on Refusal { code message } } }"""
ADD = REMOVE.replace("removeStatement", "addStatement").replace("RemoveStatementAsk", "AddStatementAsk")


async def waits(ask, who="finance"):
    found = await ask(HOME, who)
    return {one["kind"]: one["count"] for one in found["waiting"]}


async def create(ask, stage):
    day = str((datetime.now(UTC) + timedelta(20)).date())
    provider = text_id("prv", stage.known["provider.tea"])
    made = await ask(CREATE, ask={"key": key(), "provider": provider, "asOf": day})
    return made["id"]


async def test_a_statement_waits_for_its_batch_and_the_batch_for_whoever_finishes_it(ask, stage):
    assert await waits(ask) == {"statement": 1}
    batch = await create(ask, stage)
    assert await waits(ask) == {"settlement": 1}
    await ask(VOID, ask={"key": key(), "batch": batch, "reason": "建错的批次，作废"})
    assert await waits(ask) == {"statement": 1}
    assert await waits(ask, "auditor") == {}


async def test_what_a_run_has_not_seen_is_counted_until_one_has(ask, stage):
    batch = await create(ask, stage)
    fresh = await ask(SHOWN, id=batch)
    assert (fresh["runHash"], fresh["uncompared"], fresh["openBreaks"]) == (None, 8, 0)
    await ask(MATCH, ask={"key": key(), "batch": batch})
    assert (await ask(SHOWN, id=batch))["uncompared"] == 0
    statement = {"batch": batch, "statement": text_id("stm", stage.known["statement.tea"])}
    await ask(REMOVE, ask={"key": key()} | statement)
    await ask(ADD, ask={"key": key()} | statement)
    again = await ask(SHOWN, id=batch)
    assert again["runHash"] is not None
    assert again["uncompared"] > 0


async def test_a_void_batch_pays_nothing_and_still_tells_what_it_had_come_to(ask, stage):
    batch = await create(ask, stage)
    await ask(MATCH, ask={"key": key(), "batch": batch})
    worked_out = (await ask(SHOWN, id=batch))["netPayable"]["amountMinor"]
    assert worked_out > 0
    await ask(VOID, ask={"key": key(), "batch": batch, "reason": "建错的批次，作废"})
    shown = await ask(SHOWN, id=batch)
    assert (shown["state"], shown["netPayable"]["amountMinor"], shown["uncompared"]) == ("void", 0, 0)
    assert shown["waterfall"][-1]["amount"]["amountMinor"] == worked_out
    (listed,) = (await ask(LISTED, state="void"))["edges"]
    assert listed["node"]["netPayable"]["amountMinor"] == 0
