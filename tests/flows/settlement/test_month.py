"""Finance settles the demo's tea house: three differences, two people, one figure, two files."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from largesse.kernel.ids import new_id, text_id
from largesse.settlement.demo import TEA_HOUSE

REFUSED = "... on Refusal { code message }"
STATEMENTS = """query { statements { edges { node { id fileName state lineCount grossMinor declaredCount
  profileName batch } } countAtLeast } }"""
CREATE = f"""mutation($ask: CreateSettlementBatchAsk!) {{ createSettlementBatch(ask: $ask) {{ __typename
  ... on BatchMoved {{ id state }} {REFUSED} }} }}"""
MATCH = f"""mutation($ask: RunMatchingAsk!) {{ runMatching(ask: $ask) {{ __typename
  ... on MatchingRun {{ state matches breaks }} {REFUSED} }} }}"""
BREAKS = """query($batch: String!, $state: String!) { breaks(batch: $batch, state: $state) { edges { node {
  id code codeName difference { amountMinor } right disposition { id state mine } } } } }"""
PROPOSE = f"""mutation($ask: ProposeDispositionAsk!) {{ proposeDisposition(ask: $ask) {{ __typename
  ... on DispositionsProposed {{ ids payMinor adjustMinor }} {REFUSED} }} }}"""
DECIDE = f"""mutation($ask: ApproveDispositionAsk!) {{ approveDisposition(ask: $ask) {{ __typename
  ... on DispositionsDecided {{ state batchState }} {REFUSED} }} }}"""
SUBMIT = f"""mutation($ask: SubmitBatchAsk!) {{ submitBatch(ask: $ask) {{ __typename
  ... on BatchSubmitted {{ approval contentHash }} {REFUSED} }} }}"""
APPROVE = f"""mutation($ask: ApproveBatchAsk!) {{ approveBatch(ask: $ask) {{ __typename
  ... on BatchMoved {{ state entry }} {REFUSED} }} }}"""
EXPORT = f"""mutation($ask: ExportBatchAsk!) {{ exportBatch(ask: $ask) {{ __typename
  ... on BatchExported {{ fileName sha256 url }} {REFUSED} }} }}"""
BATCH = """query($id: String!) { batch(id: $id) { state openBreaks netPayable { amountMinor }
  waterfall { step amount { amountMinor } } files { kind url } statements { fileName } contentHash } }"""
TRAIL = """query($id: String!) { trail(id: $id) { settlement { cost { amountMinor } entry fileName lineRef
  breakCode batchNumber batchState batchEntry } } }"""
BALANCE = """query { trialBalance { lines { code net { amountMinor } } debits { amountMinor }
  credits { amountMinor } } }"""


def key():
    return str(new_id())


async def matched(ask, stage):
    provider = text_id("prv", stage.known["provider.tea"])
    made = await ask(
        CREATE,
        ask={"key": key(), "provider": provider, "asOf": str((datetime.now(UTC) + timedelta(20)).date())},
    )
    ran = await ask(MATCH, ask={"key": key(), "batch": made["id"]})
    return made["id"], ran


async def test_the_demo_shows_one_overcharge_one_line_missing_here_and_one_missing_there(ask, stage):
    shown = await ask(STATEMENTS)
    assert shown["countAtLeast"] == 1  # seeding twice loads once
    node = shown["edges"][0]["node"]
    assert (node["state"], node["lineCount"], node["declaredCount"]) == ("loaded", 4, 4)
    assert node["profileName"] == "tea-house"
    batch, ran = await matched(ask, stage)
    assert (ran["matches"], ran["breaks"], ran["state"]) == (2, 3, "matched")
    breaks = await ask(BREAKS, batch=batch, state="open")
    names = {edge["node"]["code"]: edge["node"]["codeName"] for edge in breaks["edges"]}
    assert names == {
        "AMOUNT": "金额不符",
        "MISSING_AT_PLATFORM": "服务商有、平台无",
        "MISSING_AT_PROVIDER": "平台有、服务商无",
    }


LINES = """query($id: String!) { statementLines(statement: $id) { edges { node {
  standing right providerRef } } } }"""
ENTRIES = (
    "query { entries(first: 5) { edges { node { id kind kindName right postings { debit credit } } } } }"
)


async def test_the_right_is_reached_from_its_line_and_from_its_entry(ask, stage):
    await matched(ask, stage)
    statement = text_id("stm", stage.known["statement.tea"])
    lines = [edge["node"] for edge in (await ask(LINES, id=statement))["edges"]]
    assert [line["standing"] for line in lines] == ["matched", "AMOUNT", "matched", "MISSING_AT_PLATFORM"]
    assert [bool(line["right"]) for line in lines] == [True, True, True, False]
    entries = [edge["node"] for edge in (await ask(ENTRIES))["edges"]]
    assert {line["right"] for line in lines[:3]} <= {entry["right"] for entry in entries}
    assert {entry["kindName"] for entry in entries} == {"权益核销暂估"}


async def dispose(ask, one, kind):
    made = await ask(
        PROPOSE, ask={"key": key(), "breaks": [one["id"]], "kind": kind, "reason": "与门店核对无误"}
    )
    own = await ask(DECIDE, ask={"key": key(), "dispositions": made["ids"]})
    assert own["code"] == "settlement.disposition_own"
    done = await ask(DECIDE, "finance2", ask={"key": key(), "dispositions": made["ids"]})
    assert done["state"] == "approved"
    return done


async def test_an_auditor_of_the_branch_finds_who_proposed_what(ask, stage, house):
    batch, _ = await matched(ask, stage)
    one = (await ask(BREAKS, batch=batch, state="open"))["edges"][0]["node"]
    await dispose(ask, one, "CARRY_FORWARD")
    rows = await house.rows(
        "select distinct org_unit from store_audit where action like 'settlement.disposition_%'"
    )
    assert [row["org_unit"] for row in rows] == [await house.value("select org_unit from settlement_batch")]


async def test_finance_settles_the_month_and_the_trail_ends_in_the_batch(ask, stage):
    batch, _ = await matched(ask, stage)
    found = {e["node"]["code"]: e["node"] for e in (await ask(BREAKS, batch=batch, state="open"))["edges"]}
    await dispose(ask, found["AMOUNT"], "SHORT_PAY")
    await dispose(ask, found["MISSING_AT_PLATFORM"], "ACCEPT_PROVIDER")
    last = await dispose(ask, found["MISSING_AT_PROVIDER"], "CARRY_FORWARD")
    assert last["batchState"] == "reconciled"
    sent = await ask(SUBMIT, ask={"key": key(), "batch": batch})
    sign = {"key": key(), "batch": batch, "contentHash": sent["contentHash"]}
    refused = await ask(APPROVE, ask=sign)
    assert refused["__typename"] == "Refusal"
    done = await ask(APPROVE, "finance2", ask=sign)
    assert done["state"] == "approved"
    shown = await ask(BATCH, "auditor", id=batch)
    assert [s["amount"]["amountMinor"] for s in shown["waterfall"]] == [40_500, 0, -2_000, 38_500]
    assert shown["netPayable"]["amountMinor"] == 3 * 9_900 + 8_800
    for kind in ("workbook", "vouchers"):
        first = await ask(EXPORT, ask={"key": key(), "batch": batch, "kind": kind})
        again = await ask(EXPORT, "finance2", ask={"key": key(), "batch": batch, "kind": kind})
        assert first["sha256"] == again["sha256"]
    step = (await ask(TRAIL, id=found["AMOUNT"]["right"]))["settlement"][0]
    assert (step["breakCode"], step["batchState"], step["cost"]["amountMinor"]) == (
        "AMOUNT",
        "approved",
        9_900,
    )
    assert step["entry"]
    assert step["batchEntry"] == done["entry"]
    books = await ask(BALANCE)
    assert books["debits"] == books["credits"]
    nets = {line["code"]: line["net"]["amountMinor"] for line in books["lines"]}
    assert nets["2202.ap"] == 38_500
    assert nets["2202.acc"] == 9_900 - 1_139  # what is carried stays accrued, without its VAT


@pytest.mark.parametrize("who", ["designer", "operator", "adviser"])
async def test_who_is_not_of_finance_sees_no_money(asked, who):
    assert "kernel.not_allowed" in str((await asked(STATEMENTS, who)).errors)


BOOKS = """query($id: String!) { entries { countAtLeast edges { node { id } } } entry(id: $id) { id }
  trialBalance { entity entityName } accountingEntities { code name } }"""


async def test_finance_of_a_branch_sees_the_books_of_its_own_units_only(asked, stage):
    everything = (await asked(BOOKS, id="1")).data
    entry = everything["entries"]["edges"][0]["node"]["id"]
    units = {"shanghai": stage.known["unit.shanghai"], "beijing": stage.known["unit.beijing"]}
    for name, unit in units.items():
        stage.known[f"staff.{name}"] = replace(stage.known["staff.finance"], units=frozenset({unit}))
    own, far = [(await asked(BOOKS, name, id=entry)).data for name in units]
    assert own["entries"] == everything["entries"]
    assert own["entry"] == {"id": entry}
    assert far["entries"] == {"countAtLeast": 0, "edges": []}
    assert far["entry"] is None
    assert own["trialBalance"] is far["trialBalance"] is None  # the whole institution's
    assert own["accountingEntities"] == far["accountingEntities"] == []
    (entity,) = everything["accountingEntities"]
    assert everything["trialBalance"] == {"entity": entity["code"], "entityName": entity["name"]}


async def test_a_column_mapping_is_saved_for_a_provider_within_reach_only(asked, stage):
    stage.known["staff.beijing"] = replace(
        stage.known["staff.finance"], units=frozenset({stage.known["unit.beijing"]})
    )
    save = """mutation($ask: SaveStatementProfileAsk!) { saveStatementProfile(ask: $ask) { __typename
      ... on Refusal { code } } }"""
    provider = text_id("prv", stage.known["provider.tea"])
    wanted = {"key": key(), "body": msgspec.json.encode(TEA_HOUSE).decode(), "provider": provider}
    refused = (await asked(save, "beijing", ask=wanted)).data["saveStatementProfile"]
    assert refused.get("code") == "settlement.provider_missing"
    saved = (await asked(save, ask=wanted)).data["saveStatementProfile"]
    assert saved["__typename"] == "StatementProfileSaved"
