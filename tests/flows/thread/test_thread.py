"""One thread through every room, over HTTP, with every process real; the money is checked at the end."""

import copy

import httpx
import pytest
from town import eventually

pytestmark = pytest.mark.slow

APPROVAL = """query($id: String!) { activity(id: $id) { revision state hash document draftVersion } }"""


def activity_of(person, activity):
    return person.query(APPROVAL, id=activity)["activity"]


def test_from_an_idea_to_a_used_right(town):
    designer = town.person("designer")
    demo = next(
        edge["node"]
        for edge in designer.query("{ activities { edges { node { id slug document } } } }")["activities"][
            "edges"
        ]
        if edge["node"]["slug"] == "mid-autumn"
    )
    document = sure_win(demo["document"])

    made = designer.ask(
        "createActivity",
        "ActivityCreated { activity { id draftVersion slug } }",
        title="冬日贵宾礼",
        titleEn="Winter lounge",
        template="fortune-wheel",
    )["activity"]
    saved = designer.ask(
        "saveDraft",
        "DraftSaved { draftVersion activity { problems { code path severity message } } }",
        activity=made["id"],
        draftVersion=made["draftVersion"],
        document=document,
    )
    assert [p for p in saved["activity"]["problems"] if p["severity"] == "error"] == []
    designer.ask("submitRevision", activity=made["id"], draftVersion=saved["draftVersion"])

    open_one = activity_of(designer, made["id"])
    assert (
        designer.tried(
            "approveRevision",
            revision=open_one["revision"],
            contentHash=open_one["hash"],
            opinion="我自己同意",
        )["__typename"]
        == "Refusal"
    )
    for name in ("branch", "protection", "headoffice"):
        town.person(name).ask(
            "approveRevision",
            revision=open_one["revision"],
            contentHash=open_one["hash"],
            opinion="同意，已核对",
        )
    town.person("operator").ask("publishRevision", revision=open_one["revision"])

    phone = town.visitor()
    someone = phone.query("{ demoClients { id name tierName } }")["demoClients"][0]
    phone.ask("enterAsDemoClient", client=someone["id"])
    page = phone.client.get(f"/a/{made['slug']}")
    assert page.status_code == 200
    assert "冬日贵宾礼" in page.text

    shown = phone.query("query($s: String!) { activity(slug: $s) { id state } }", s=made["slug"])["activity"]
    played = phone.ask(
        "takePart",
        "Played { draw outcome prize { id title } entitlement chancesLeft }",
        activity=shown["id"],
        play="wheel",
    )
    assert played["outcome"] == "win"
    right = played["entitlement"]
    phone.ask("claimRight", entitlement=right)

    mine = "query($id: String!) { right(id: $id) { id state title } }"
    eventually(lambda: phone.query(mine, id=right)["right"]["state"] == "active")
    code = phone.query("query($id: String!) { rightCode(id: $id) { code12 } }", id=right)["rightCode"]

    desk = httpx.post(f"{town.supplier}/desk/redeem", data={"code": code["code12"]}, timeout=30)
    assert desk.status_code == 200, desk.text
    eventually(lambda: phone.query(mine, id=right)["right"]["state"] == "redeemed")


def sure_win(document):
    """Give the demo's document with the lounge certain, for everybody."""
    made = copy.deepcopy(document)
    made["title"] = {"zh-CN": "冬日贵宾礼", "en": "Winter lounge"}
    items = made["plays"][0]["decide"]["items"]
    for item in items:
        item["ppm"] = 1_000_000 if item["id"] == "lounge" else 0
    made["plays"][0]["decide"]["items"] = [item for item in items if item["ppm"]]
    return made
