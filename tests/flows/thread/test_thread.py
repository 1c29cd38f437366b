"""One thread through every room, over HTTP, with every process real; the money is checked at the end."""

import copy
import csv
import io
from collections import Counter
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import httpx
import pytest
from tests.kit.telling import told
from tests.kit.waiting import eventually

pytestmark = pytest.mark.slow

PRICE_MINOR = 16_800
OVERCHARGE_MINOR = 2_000
VISITS = 3
ONE_ACTIVITY = "query($id: String!) { activity(id: $id) { revision state hash document draftVersion } }"
BREAKS = """query($batch: String!) { breaks(batch: $batch) { edges { node {
  id code difference { amountMinor } disposition { id } } } } }"""
BATCH = """query($id: String!) { batch(id: $id) {
  state contentHash netPayable { amountMinor currency } matchCount
  openBreaks files { kind url } } }"""
BALANCE = (
    "{ trialBalance { debits { amountMinor } credits { amountMinor } lines { code net { amountMinor } } } }"
)
TRAIL = """query($id: String!) { trail(id: $id) { sourceKind batch { code } draw { outcome } orders { state }
  redemptions { id } settlement { __typename } } }"""


def test_one_thread_from_an_idea_to_an_approved_batch(town):
    document = sure_win(town)
    slug = brought_out(town, document)
    rights = [used_by(town, slug, number) for number in range(VISITS)]
    auditor = town.person("auditor")
    for right in rights:
        eventually(lambda right=right: auditor.query(TRAIL, id=right)["trail"]["settlement"])
    batch = settled(town)
    the_money_is_right(town, batch)
    for right in rights:
        trail = auditor.query(TRAIL, id=right)["trail"]
        assert trail["sourceKind"] == "play"
        assert [order["state"] for order in trail["orders"]] == ["completed"]
        assert len(trail["redemptions"]) == 1
        assert trail["settlement"]


def sure_win(town):
    """Give the demo's document with the lounge certain."""
    edges = town.person("designer").query("{ activities { edges { node { slug document } } } }")
    shown = next(e["node"] for e in edges["activities"]["edges"] if e["node"]["slug"] == "mid-autumn")
    made = copy.deepcopy(shown["document"])
    made["title"] = {"zh-CN": "冬日贵宾礼", "en": "Winter lounge"}
    play = made["plays"][0]
    play["decide"]["items"] = [item for item in play["decide"]["items"] if item["id"] == "lounge"]
    play["decide"]["items"][0]["ppm"] = 1_000_000
    return told(made)


def brought_out(town, document):
    """Design, sign and publish; gives the activity's link name."""
    designer = town.person("designer")
    made = designer.ask(
        "createActivity",
        "ActivityCreated { activity { id draftVersion slug } }",
        title="冬日贵宾礼",
        titleEn="Winter lounge",
        template="fortune-wheel",
    )["activity"]
    saved = designer.ask(
        "saveDraft",
        "DraftSaved { draftVersion activity { problems { code severity } } }",
        activity=made["id"],
        draftVersion=made["draftVersion"],
        document=document,
    )
    assert [p for p in saved["activity"]["problems"] if p["severity"] == "error"] == []
    designer.ask("submitRevision", activity=made["id"], draftVersion=saved["draftVersion"])
    seen = designer.query(ONE_ACTIVITY, id=made["id"])["activity"]
    signed = {"revision": seen["revision"], "contentHash": seen["hash"], "opinion": "同意，已核对公示与成本"}
    assert designer.tried("approveRevision", **signed)["__typename"] == "Refusal"
    for name in ("branch", "protection", "headoffice"):
        town.person(name).ask("approveRevision", **signed)
    town.person("operator").ask("publishRevision", revision=seen["revision"])
    return made["slug"]


def used_by(town, slug, number):
    """Let one client win, claim and use the lounge at the supplier's desk; gives the right."""
    phone = town.visitor()
    somebody = phone.query("{ demoClients { id } }")["demoClients"][number]
    phone.ask("enterAsDemoClient", client=somebody["id"])
    assert "冬日贵宾礼" in phone.client.get(f"/a/{slug}").text
    shown = phone.query("query($s: String!) { activity(slug: $s) { id } }", s=slug)["activity"]
    played = phone.ask("takePart", "Played { outcome entitlement }", activity=shown["id"], play="wheel")
    assert played["outcome"] == "win"
    right = played["entitlement"]
    phone.ask("claimRight", entitlement=right)
    state_of = "query($id: String!) { right(id: $id) { state } }"
    eventually(lambda: phone.query(state_of, id=right)["right"]["state"] == "active")
    code = phone.query("query($id: String!) { rightCode(id: $id) { code12 } }", id=right)["rightCode"][
        "code12"
    ]
    desk = httpx.post(f"{town.supplier}/desk/redeem", data={"code": code}, timeout=30)
    assert desk.status_code == 200, desk.text
    eventually(lambda: phone.query(state_of, id=right)["right"]["state"] == "redeemed")
    return right


def settled(town):
    """Load the lounge's statement, dispose of its three differences, approve the batch; gives the batch."""
    finance, second = town.person("finance"), town.person("finance2")
    today = str(datetime.now(ZoneInfo("Asia/Shanghai")).date())
    providers = finance.query("{ rightProviders { edges { node { id slug connected } } } }")["rightProviders"]
    lounge = next(e["node"]["id"] for e in providers["edges"] if e["node"]["connected"])
    loaded = finance.ask(
        "loadStatement", "StatementLoaded { id state lineCount reasons }", provider=lounge, day=today
    )
    assert (loaded["state"], loaded["lineCount"]) == ("loaded", VISITS)
    batch = finance.ask(
        "createSettlementBatch", "BatchMoved { id }", provider=lounge, asOf=today, statements=[loaded["id"]]
    )["id"]
    finance.ask("runMatching", batch=batch)
    dispose(finance, second, batch)
    finance.ask("submitBatch", batch=batch)
    frozen = finance.query(BATCH, id=batch)["batch"]
    approval = {"batch": batch, "contentHash": frozen["contentHash"], "opinion": "金额与差异均已核对"}
    assert finance.tried("approveBatch", **approval)["__typename"] == "Refusal"
    second.ask("approveBatch", **approval)
    for kind in ("workbook", "vouchers"):
        finance.ask("exportBatch", batch=batch, kind=kind)
    return batch


def dispose(finance, second, batch):
    """Accept the overcharge, refuse the invented line, carry the forgotten one forward; two persons sign."""
    found = [e["node"] for e in finance.query(BREAKS, batch=batch)["breaks"]["edges"]]
    by_code = {one["code"]: one for one in found}
    assert set(by_code) == {"AMOUNT", "MISSING_AT_PLATFORM", "MISSING_AT_PROVIDER"}
    assert by_code["AMOUNT"]["difference"]["amountMinor"] == OVERCHARGE_MINOR
    for code, kind in (
        ("AMOUNT", "ACCEPT_PROVIDER"),
        ("MISSING_AT_PLATFORM", "SHORT_PAY"),
        ("MISSING_AT_PROVIDER", "CARRY_FORWARD"),
    ):
        finance.ask(
            "proposeDisposition", breaks=[by_code[code]["id"]], kind=kind, reason="已与供应商核对往来函"
        )
    for edge in finance.query(BREAKS, batch=batch)["breaks"]["edges"]:
        proposed = [edge["node"]["disposition"]["id"]]
        own = finance.tried("approveDisposition", dispositions=proposed)
        assert own["code"] == "settlement.disposition_own"
        second.ask("approveDisposition", dispositions=proposed, opinion="同意")


def the_money_is_right(town, batch):
    """The batch pays what was matched and accepted; the books balance; the files say the same."""
    finance = town.person("finance")
    seen = finance.query(BATCH, id=batch)["batch"]
    payable = 2 * PRICE_MINOR + OVERCHARGE_MINOR
    assert seen["state"] == "approved"
    assert seen["netPayable"] == {"amountMinor": payable, "currency": "CNY"}
    assert (seen["matchCount"], seen["openBreaks"]) == (1, 0)

    balance = finance.query(BALANCE)["trialBalance"]
    assert balance["debits"] == balance["credits"]
    stands = {line["code"]: line["net"]["amountMinor"] for line in balance["lines"]}
    assert stands["2202.ap"] == payable
    assert stands["6601.ent"] == VISITS * PRICE_MINOR + OVERCHARGE_MINOR
    files = {one["kind"]: finance.client.get(one["url"]) for one in seen["files"]}
    assert {kind: one.status_code for kind, one in files.items()} == {"workbook": 200, "vouchers": 200}
    assert files["workbook"].content.startswith(b"PK")
    says_the_same(files["vouchers"].content, payable)
    stranger = town.visitor()
    assert {stranger.client.get(one["url"]).status_code for one in seen["files"]} == {401}


def says_the_same(vouchers, payable):
    """Each voucher balances; what was accrued for the batch is turned into what is owed, to the cent."""
    debited, credited, by_number = Counter(), Counter(), Counter()
    for row in csv.DictReader(io.StringIO(vouchers.decode("utf-8-sig"))):
        debit, credit = (Decimal(row[side] or 0) * 100 for side in ("本位币借方", "本位币贷方"))
        debited[row["科目编码"]] += debit
        credited[row["科目编码"]] += credit
        by_number[row["凭证号"]] += debit - credit
    assert len(by_number) == 4
    assert set(by_number.values()) == {0}
    assert (
        debited["2202.acc"] == credited["2202.acc"] == credited["2202.ap"] == debited["6601.ent"] == payable
    )
