"""The faces show and change activities as the room decides."""

import pytest
from tests.kit.faces import Asker
from tests.kit.standard import GRAMMAR

from largesse.activities.documents.document import all_outcomes
from largesse.activities.guard import register
from largesse.activities.guard.remaining import units_left
from largesse.activities.revisions.preview import opened
from largesse.activities.terms.terms import terms_of
from largesse.kernel.clock import now
from largesse.kernel.ids import new_id, text_id


@pytest.fixture
def ask(bank):
    async def asked(query, who="designer", face="console", locale="zh-CN", **variables):
        actor = bank.who(who) if who else None
        return await Asker(bank.work, actor, face, locale).asks(query, **variables)

    return asked


REFUSAL = "... on Refusal { code message path facts { name value } retryAt }"
CREATE = f"""mutation($ask: CreateActivityAsk!) {{ createActivity(ask: $ask) {{ __typename
  ... on ActivityCreated {{ activity {{ id slug state draftVersion actions document
    problems {{ code path severity message }} }} }} {REFUSAL} }} }}"""
SAVE = f"""mutation($ask: SaveDraftAsk!) {{ saveDraft(ask: $ask) {{ __typename
  ... on DraftSaved {{ draftVersion activity {{ problems {{ code }} }} }} {REFUSAL} }} }}"""
SUBMIT = f"""mutation($ask: SubmitRevisionAsk!) {{ submitRevision(ask: $ask) {{ __typename
  ... on RevisionSubmitted {{ revision approval hash
    activity {{ revisionState actions revisions {{ waits actions }} }} }} {REFUSAL} }} }}"""
APPROVE = f"""mutation($ask: ApproveRevisionAsk!) {{ approveRevision(ask: $ask) {{ __typename
  ... on RevisionDecided {{ state approvalState step steps }} {REFUSAL} }} }}"""
PUBLISH = f"""mutation($ask: PublishRevisionAsk!) {{ publishRevision(ask: $ask) {{ __typename
  ... on RevisionMoved {{ state activity {{ state publishedHash publishedDocument
    revisions {{ number state approval }} }} }} {REFUSAL} }} }}"""
TERMS = "query($of: JSONDocument!) { activityTerms(document: $of) }"
SHOW = """query($id: String!) { activity(id: $id) { id slug title state hash draftVersion revision
  revisionState updatedBy unitName ownerName publicPath actions publishedHash } }"""


async def test_an_activity_goes_from_an_empty_page_to_a_phone_through_the_faces(bank, ask):
    made = await ask(CREATE, ask={"key": "c", "title": "中秋", "template": "fortune-wheel", "slug": "moon"})
    activity = made["createActivity"]["activity"]
    assert (activity["state"], activity["draftVersion"], activity["slug"]) == ("unpublished", 1, "moon")
    assert {"save", "submit"} <= set(activity["actions"])
    document = bank.document()

    saved = await ask(
        SAVE, ask={"key": "s", "activity": activity["id"], "draftVersion": 1, "document": document}
    )
    assert saved["saveDraft"] == {"__typename": "DraftSaved", "draftVersion": 2, "activity": {"problems": []}}
    stale = await ask(
        SAVE, ask={"key": "s2", "activity": activity["id"], "draftVersion": 1, "document": document}
    )
    assert stale["saveDraft"]["code"] == "activities.draft_changed_elsewhere"

    asked = {"key": "u", "activity": activity["id"], "draftVersion": 2}
    submitted = (await ask(SUBMIT, ask=asked))["submitRevision"]
    assert submitted["activity"] == {
        "revisionState": "in_review",
        "actions": [],
        "revisions": [{"waits": True, "actions": ["withdraw"]}],
    }
    again = (await ask(SUBMIT, ask={**asked, "key": "v"}))["submitRevision"]
    assert again["code"] == "activities.revision_wrong_state"

    for name in ("branch", "protection", "headoffice"):
        sign = {
            "key": name,
            "revision": submitted["revision"],
            "contentHash": submitted["hash"],
            "opinion": "同意",
        }
        decided = (await ask(APPROVE, who=name, ask=sign))["approveRevision"]
    assert decided == {
        "__typename": "RevisionDecided",
        "state": "approved",
        "approvalState": "approved",
        "step": 3,
        "steps": 3,
    }
    home = await ask("{ home { waiting { kind count } } }", who="operator")
    assert {"kind": "publish", "count": 1} in home["home"]["waiting"]

    out = (await ask(PUBLISH, who="operator", ask={"key": "p", "revision": submitted["revision"]}))[
        "publishRevision"
    ]
    assert out["activity"]["state"] == "running"
    assert out["activity"]["publishedHash"] == submitted["hash"]
    assert out["activity"]["publishedDocument"] == document
    assert [one["state"] for one in out["activity"]["revisions"]] == ["published"]

    phone = await ask(
        """{ activity(slug: "moon") { id slug title state startsAt endsAt now hash disclosure terms
             prizes { play id title total left available ppm } } }""",
        who=None,
        face="client",
        locale="en",
    )
    seen = phone["activity"]
    assert (seen["title"], seen["state"], seen["hash"]) == (
        "Mid-Autumn Lounge Wheel",
        "running",
        submitted["hash"],
    )
    assert [(one["id"], one["total"], one["left"], one["ppm"]) for one in seen["prizes"]] == [
        ("lounge", 200, 200, 80_000),
        ("tea", 500, 500, 200_000),
    ]
    told = await ask(TERMS, of=document)
    assert seen["terms"] == told["activityTerms"] == terms_of(document, GRAMMAR)


async def test_a_document_that_cannot_be_read_has_no_terms(ask):
    for document in ({}, [], {"plays": [{}]}):
        assert (await ask(TERMS, of=document))["activityTerms"] is None


async def test_lists_are_searched_sorted_filtered_and_paged_within_reach(bank, ask):
    for number in range(3):
        await ask(CREATE, ask={"key": f"list-{number}", "title": f"活动{number}", "slug": f"slug-{number}"})
    await bank.out()
    query = """query($first: Int, $after: String, $search: String, $sort: String, $state: String) {
      activities(first: $first, after: $after, search: $search, sort: $sort, state: $state) {
        edges { node { slug state } cursor } pageInfo { hasNextPage endCursor } countAtLeast } }"""
    first = (await ask(query, first=2, sort="slug", search="slug-"))["activities"]
    assert [edge["node"]["slug"] for edge in first["edges"]] == ["slug-0", "slug-1"]
    assert (first["countAtLeast"], first["pageInfo"]["hasNextPage"]) == (3, True)
    rest = (await ask(query, first=2, sort="slug", search="slug-", after=first["pageInfo"]["endCursor"]))[
        "activities"
    ]
    assert [edge["node"]["slug"] for edge in rest["edges"]] == ["slug-2"]
    running = (await ask(query, state="running"))["activities"]
    assert [edge["node"]["state"] for edge in running["edges"]] == ["running"]
    for sort in ("-updatedAt", "startsAt", "-state", "title"):
        assert len((await ask(query, sort=sort))["activities"]["edges"]) == 4
    assert (await ask(query, who="adviser_beijing"))["activities"]["edges"] == []


async def test_activities_stand_in_the_order_of_pinyin(ask):
    for title in ("中秋礼遇", "春节红包", "Autumn", "安心养老", "端午粽礼"):
        await ask(CREATE, ask={"key": title, "title": title})
    seen = (await ask('{ activities(sort: "title") { edges { node { title } } } }'))["activities"]["edges"]
    assert [edge["node"]["title"] for edge in seen] == [
        *("Autumn", "安心养老", "春节红包", "端午粽礼", "中秋礼遇"),
    ]


async def test_what_is_out_of_reach_is_not_there(bank, ask):
    draft = await bank.begin()
    wanted = text_id("act", draft.activity)
    assert (await ask(SHOW, id=wanted))["activity"]["id"] == wanted
    assert (await ask(SHOW, who="adviser_beijing", id=wanted))["activity"] is None
    assert (await ask(SHOW, id=text_id("act", bank.known["budget"])))["activity"] is None
    link = "query($a: String!) { previewLink(activity: $a) { path expiresAt } }"
    assert (await ask(link, who="adviser_beijing", a=wanted))["previewLink"] is None
    path = (await ask(link, a=wanted))["previewLink"]["path"]
    assert opened(path.removeprefix("/preview/"), now()) == draft.revision


async def test_an_adviser_may_share_what_runs_above_and_nothing_of_its_drafts(bank, ask):
    await bank.out()
    await bank.begin()
    offered = '{ choices(kind: "shareable") { edges { node { name code } } countAtLeast } }'
    shared = (await ask(offered, who="adviser"))["choices"]
    assert [one["node"]["name"] for one in shared["edges"]] == ["中秋雅集 · 贵宾厅礼遇"]
    assert (await ask(offered, who="adviser_beijing"))["choices"] == {"edges": [], "countAtLeast": 0}


async def test_an_approver_sees_before_and_after_side_by_side(bank, ask):
    out = await bank.out()
    query = "query($id: String!) { revision(id: $id) { number state hash document baseDocument slug kind } }"
    first = (await ask(query, who="branch", id=text_id("rev", out.revision)))["revision"]
    assert (first["number"], first["baseDocument"], first["hash"]) == (1, None, out.hash)
    restock = """mutation($ask: RestockActivityAsk!) { restockActivity(ask: $ask) { __typename
      ... on RevisionSubmitted { revision } ... on Refusal { code } } }"""
    asked = {
        "key": "r",
        "activity": text_id("act", out.activity),
        "play": "wheel",
        "item": "lounge",
        "units": 5,
    }
    proposed = (await ask(restock, ask=asked))["restockActivity"]["revision"]
    seen = (await ask(query, who="branch", id=proposed))["revision"]
    assert (seen["kind"], seen["state"], seen["baseDocument"]) == ("restock", "in_review", first["document"])
    assert (await ask(query, who="adviser_beijing", id=proposed))["revision"] is None


async def test_the_editor_is_told_problems_and_given_templates_in_its_language(bank, ask):
    check = "query($d: JSONDocument!) { checkActivity(document: $d) { code path severity message } }"
    assert (await ask(check, d=bank.document()))["checkActivity"] == []
    [problem] = (await ask(check, locale="en", d=bank.document(lambda d: d.pop("goal"))))["checkActivity"]
    assert (problem["path"], problem["message"]) == ("/goal", "The field “goal” is missing")
    [problem] = (await ask(check, d=bank.document(lambda d: d["rights"][0].update(unit_cost_minor=1))))[
        "checkActivity"
    ]
    assert problem["code"] == "activities.right_changed"
    shelf = (await ask("{ activityTemplates { key title summary document } }", locale="en"))[
        "activityTemplates"
    ]
    assert shelf[0]["title"] == "Empty page"


async def test_checking_a_document_tells_no_stock_of_another_branch(bank, ask):
    check = "query($d: JSONDocument!) { checkActivity(document: $d) { code path message } }"
    short = bank.document(lambda d: d["plays"][0]["decide"]["items"][0].update(stock=1_001))
    [told] = (await ask(check, d=short))["checkActivity"]
    assert (told["code"], "1000" in told["message"]) == ("activities.right_short", True)
    asked = (await ask(check, who="adviser_beijing", d=short))["checkActivity"]
    assert {problem["code"] for problem in asked} == {"activities.right_unknown"}
    unmade = bank.document(lambda d: [one.update(batch=text_id("bat", new_id())) for one in d["rights"]])
    assert asked == (await ask(check, who="adviser_beijing", d=unmade))["checkActivity"]
    assert (await ask(check, who="headoffice", d=short))["checkActivity"] == [told]


async def test_the_editor_tells_no_stock_of_a_branch_whose_batches_it_may_not_use(bank, ask):
    short = bank.document(lambda d: d["plays"][0]["decide"]["items"][0].update(stock=1_001))
    saved = await bank.begin(short)
    query = "query($id: String!) { activity(id: $id) { problems { code } } }"
    move = "update activities_activity set org_unit = $2 where id = $1"
    seen = await ask(query, who="headoffice", id=text_id("act", saved.activity))
    assert seen["activity"]["problems"] == [{"code": "activities.right_short"}]
    await bank.house.run(move, saved.activity, bank.known["unit.beijing"])
    seen = await ask(query, who="headoffice", id=text_id("act", saved.activity))
    assert {one["code"] for one in seen["activity"]["problems"]} == {"activities.right_unknown"}


async def test_a_problem_of_law_names_its_source_and_who_signed_it_off(bank, ask):
    check = "query($d: JSONDocument!) { checkActivity(document: $d) { code source signOff } }"
    document = bank.document(lambda d: d["plays"][0]["decide"]["items"][0].update(ppm=1, stock=1_001))
    law, plain = (await ask(check, d=document))["checkActivity"]
    assert "令第32号" in law["source"]
    assert "2020-12-01 起施行" in law["source"]
    assert law["signOff"].startswith("演示签署：")
    assert plain == {"code": "activities.right_short", "source": "", "signOff": ""}


async def test_prizes_left_follow_wins_register_and_stock(bank):
    document = bank.document()
    first = next(iter(all_outcomes(document, GRAMMAR)))
    async with bank.house.work.read() as read:
        offers = await register.offers(read, register.batches(document), None)
    assert units_left(document, first, offers, {}) == 200
    assert units_left(document, first, offers, {("wheel", "lounge"): 150}) == 50
    assert units_left(document, first, offers, {("wheel", "lounge"): 900}) == 0
    assert units_left(document, first, {}, {}) == 0


async def test_the_trail_names_the_activity_its_revisions_and_who_let_them_through(bank, ask):
    out = await bank.out()
    given = "insert into rights_entitlement (id, batch, sku, holder, beneficiary, source_kind, source_ref,"
    await bank.house.run(
        f"{given} activity, org_unit, state, unit_cost_minor, currency, valid_from, valid_to, created_at)"
        " select $1, b.id, b.sku, $3, $3, 'play', 'x', $4, b.org_unit, 'issued', b.unit_cost_minor,"
        " b.currency, now(), now() + interval '1 day', now() from rights_batch b where b.id = $2",
        entitlement := new_id(),
        bank.batches["tea"],
        new_id(),
        out.activity,
    )
    query = """query($id: String!) { trail(id: $id) { source { slug title state
      revisions { number hash makerName signerNames } } } }"""
    source = (await ask(query, who="auditor", id=text_id("ent", entitlement)))["trail"]["source"]
    assert (source["title"], source["state"]) == ("中秋雅集 · 贵宾厅礼遇", "running")
    names = [bank.who(name).name for name in ("branch", "protection", "headoffice")]
    assert source["revisions"] == [
        {"number": 1, "hash": out.hash, "makerName": bank.who("designer").name, "signerNames": names}
    ]
