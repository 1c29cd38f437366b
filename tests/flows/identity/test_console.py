"""The console face shows and changes people and approvals as the rooms decide."""

import pytest
from tests.kit.faces import Asker

from largesse.identity.access import ROLES
from largesse.identity.approvals import reads as approvals
from largesse.identity.audit import reads as audit
from largesse.identity.deliveries import reads as deliveries
from largesse.identity.staff import reads as staff
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings


@pytest.fixture
def ask(bank):
    async def run(query, who=None, locale="zh-CN", **variables):
        actor = bank.who(who) if who else None
        result, context = await Asker(bank.work, actor, locale=locale).tries(query, **variables)
        assert not result.errors, result.errors
        return result.data, context

    return run


async def test_logging_in_sets_the_cookie_and_tells_who_one_is(ask, bank):
    query = """mutation($ask: SignInAsk!) { signIn(ask: $ask) { __typename
      ... on SignedIn { me { name roles roleNames operations unit { name } } }
      ... on Refusal { code message } } }"""
    login = {"login": "branch@demo.bank", "password": bank.known["demo.password"]}
    data, context = await ask(query, ask=login)
    assert data["signIn"]["me"]["name"] == "赵明远"
    assert data["signIn"]["me"]["roleNames"] == ["分行审批"]
    assert data["signIn"]["me"]["unit"] == {"name": "上海分行"}
    assert [name for name, _, _ in context.cookies_out] == ["lg_staff"]
    data, context = await ask(query, ask=login | {"password": "wrong"}, locale="en")
    assert data["signIn"] == {
        "__typename": "Refusal",
        "code": "identity.sign_in_refused",
        "message": "Number or password is not right.",
    }
    assert context.cookies_out == []


INBOX = """query($state: String!, $first: Int, $after: String) {
  approvals(state: $state, first: $first, after: $after) {
    edges { node { id title mine made step stepCount makerName unitName state } }
    pageInfo { hasNextPage endCursor }
    countAtLeast } home { waiting { kind count } } }"""


async def test_the_inbox_shows_each_approval_to_the_one_it_waits_for(ask, bank):
    approval = await bank.propose()
    waits = [{"kind": "approval", "count": 1}]
    for who in ("branch", "protection", "headoffice"):
        data, _ = await ask(INBOX, who, state="mine")
        assert [(e["node"]["makerName"], e["node"]["made"]) for e in data["approvals"]["edges"]] == [
            ("林书瑶", False)
        ]
        assert data["home"]["waiting"] == waits
        await bank.sign(approval, who)
        data, _ = await ask(INBOX, who, state="mine")
        assert data["approvals"]["edges"] == []
        assert data["home"]["waiting"] == []
    for who, state, count in (("designer", "made", 1), ("designer", "done", 1), ("designer", "open", 0)):
        data, _ = await ask(INBOX, who, state=state)
        assert [e["node"]["made"] for e in data["approvals"]["edges"]] == [True] * count
    data, _ = await ask(INBOX, "adviser_beijing", state="done")
    assert data["approvals"]["countAtLeast"] == 0


async def test_the_inbox_pages_by_sealed_cursor_without_gap_or_repeat(ask, bank):
    for _ in range(5):
        await bank.propose()
    seen, after = [], None
    for _ in range(3):
        data, _ = await ask(INBOX, "branch", state="open", first=2, after=after)
        seen += [edge["node"]["id"] for edge in data["approvals"]["edges"]]
        after = data["approvals"]["pageInfo"]["endCursor"]
    assert len(seen) == len(set(seen)) == 5
    assert not data["approvals"]["pageInfo"]["hasNextPage"]


async def test_an_approval_in_detail_shows_route_signatures_and_what_the_maker_stored(ask, bank):
    approval = await bank.propose(summary={"worst_case_minor": 100}, difference={"odds": []})
    await bank.sign(approval, "branch", opinion="方案可行")
    query = """query($id: String!) { approval(id: $id) { title mine summary difference contentHash subjectKind
      steps { number name role roleName state opinionRequired lacksPeople }
      signatures { step name decision opinion } } }"""
    data, _ = await ask(query, "protection", id=text_id("apv", approval))
    shown = data["approval"]
    assert shown["mine"] is True
    assert shown["summary"] == {"worst_case_minor": 100}
    assert [s["state"] for s in shown["steps"]] == ["done", "current", "waiting"]
    assert shown["steps"][1]["name"] == "消保审查"
    assert [s["lacksPeople"] for s in shown["steps"]] == [False, False, False]
    await bank.house.run(
        "update identity_staff set state = 'disabled' where roles && $1", ["approver_branch"]
    )
    await bank.house.run(
        "update identity_staff set state = 'disabled' where roles && $1", ["approver_protection"]
    )
    shown = (await ask(query, "headoffice", id=text_id("apv", approval)))[0]["approval"]
    assert [s["lacksPeople"] for s in shown["steps"]] == [False, True, False]  # the first is done
    assert shown["signatures"] == [
        {"step": 1, "name": "赵明远", "decision": "approve", "opinion": "方案可行"}
    ]
    data, _ = await ask(query, "adviser_beijing", id=text_id("apv", approval))
    assert data["approval"] is None


async def test_the_roles_that_staff_can_hold_are_named_in_the_askers_language(ask):
    data, _ = await ask("{ roles { key name } me { roles roleNames } }", "admin", locale="en")
    names = {role["key"]: role["name"] for role in data["roles"]}
    assert (names["designer"], len(names)) == ("Activity designer", len(ROLES))
    assert data["me"]["roleNames"] == [names[role] for role in data["me"]["roles"]]


async def test_the_session_carries_the_institutions_zone(ask, monkeypatch):
    monkeypatch.setenv("LARGESSE_ZONE", "Europe/Zurich")
    settings.cache_clear()
    try:
        data, _ = await ask("{ me { zone } }", "adviser")
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert data["me"]["zone"] == "Europe/Zurich"


async def test_an_administrator_enrols_and_changes(ask, bank):
    enrol = """mutation($ask: EnrolStaffAsk!) { enrolStaff(ask: $ask) { __typename
      ... on StaffDone { waits staff { id name unitName roles hasPassword } } ... on Refusal { code } } }"""
    new = {"key": "k", "number": "30001", "email": "x@demo.bank", "name": "钱进", "roles": ["designer"]}
    new["unit"] = text_id("unt", bank.unit("beijing"))
    data, _ = await ask(enrol, "admin", ask=new)
    made = data["enrolStaff"]
    assert made["staff"]["unitName"] == "北京分行"
    assert (made["waits"], made["staff"]["hasPassword"]) == (None, False)
    data, _ = await ask(enrol, "admin", ask=new)
    assert data["enrolStaff"] == made
    data, _ = await ask(enrol, "designer", ask=new)
    assert data["enrolStaff"] == {"__typename": "Refusal", "code": "kernel.not_allowed"}
    change = """mutation($ask: ChangeStaffAsk!) { changeStaff(ask: $ask) {
      ... on StaffDone { staff { state } } } }"""
    asked = {"key": "c", "staff": made["staff"]["id"], "state": "disabled"}
    data, _ = await ask(change, "admin", ask=asked)
    assert data["changeStaff"]["staff"]["state"] == "disabled"
    listing = (
        """{ staff(search: "30001") { edges { node { number state } } countAtLeast } units { code name } }"""
    )
    data, _ = await ask(listing, "admin")
    assert data["staff"]["edges"][0]["node"] == {"number": "30001", "state": "disabled"}
    assert [u["code"] for u in data["units"]] == ["HQ", "BJ", "SH", "SH-JA"]


async def test_auditor_reads_what_was_done_and_operator_revives_the_dead(ask, bank):
    data, _ = await ask(
        """{ auditRows(search: "staff_enrolled") { edges { node { subject names { id name } } } } }""",
        "auditor",
    )
    assert len(data["auditRows"]["edges"]) == 14
    for node in (edge["node"] for edge in data["auditRows"]["edges"]):
        assert node["subject"] in {one["id"] for one in node["names"]}
    assert "赵明远" in {one["name"] for edge in data["auditRows"]["edges"] for one in edge["node"]["names"]}
    subject, unit = (str(getattr(bank.who("designer"), name)) for name in ("id", "unit"))
    await bank.house.run(
        """with told as (insert into store_outbox (id, at, topic, key, payload, relayed_at)
             values (gen_random_uuid(), now(), 'a.b.v1', $1, $2, now()) returning id, at, topic)
           insert into store_delivery (id, event, event_at, topic, handler, class, state, due_at, attempts,
                                        error)
           select gen_random_uuid(), id, at, topic, 'h', 'fast', 'dead', now(), 12, 'boom' from told""",
        subject,
        {"org_unit": unit, "staff": subject},
    )
    dead = "{ deadDeliveries { edges { node { id about subject } } } home { waiting { kind count } } }"
    data, _ = await ask(dead, "operator")
    assert data["home"]["waiting"] == [{"kind": "delivery", "count": 1}]
    (shown,) = (edge["node"] for edge in data["deadDeliveries"]["edges"])
    delivery = shown.pop("id")
    assert shown == {"about": ["林书瑶"], "subject": subject}  # by name, once; the id stays at hand
    await bank.house.run("delete from store_outbox where topic = 'a.b.v1'")
    data, _ = await ask(dead, "operator")
    assert [edge["node"]["about"] for edge in data["deadDeliveries"]["edges"]] == [[]]
    retry = """mutation($ask: RetryDeliveryAsk!) { retryDelivery(ask: $ask) { __typename
      ... on Refusal { code } } }"""
    data, _ = await ask(retry, "operator", ask={"key": "r", "delivery": delivery})
    assert data["retryDelivery"]["__typename"] == "DeliveryRetried"
    data, _ = await ask(retry, "operator", ask={"key": "r2", "delivery": delivery})
    assert data["retryDelivery"]["code"] == "identity.delivery_missing"
    assert await bank.house.value("select state from store_delivery") == "due"


async def test_a_delivery_that_stopped_its_worker_says_so_in_the_readers_language(ask, bank):
    await bank.house.run(
        """insert into store_delivery (id, event, event_at, topic, handler, class, state, due_at, stops)
           values (gen_random_uuid(), gen_random_uuid(), now(), 'a.b.v1', 'h', 'fast', 'dead', now(), 5)"""
    )
    data, _ = await ask("{ deadDeliveries { edges { node { error } } } }", "operator")
    (edge,) = data["deadDeliveries"]["edges"]
    assert edge["node"]["error"] == "执行途中工作进程停止了 5 次"


async def test_a_seat_is_handed_over_on_the_screen(ask, bank):
    approval = text_id("apv", await bank.propose())
    over = """mutation($ask: HandOverApprovalAsk!) { handOverApproval(ask: $ask) { __typename
      ... on ApprovalArranged { approval { mine } } ... on Refusal { code } } }"""
    to = text_id("stf", bank.who("operator").id)
    asked = {"key": "h", "approval": approval, "to": to, "until": "2020-01-01T00:00:00Z"}
    data, _ = await ask(over, "branch", ask=asked)
    assert data["handOverApproval"]["code"] == "identity.approval_hand_over_ends"
    until = await bank.house.value(
        "select to_char(now() + interval '2 days', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    )
    data, _ = await ask(over, "branch", ask=asked | {"until": until, "key": "h2"})
    assert data["handOverApproval"]["__typename"] == "ApprovalArranged"
    data, _ = await ask(INBOX, "operator", state="mine")
    assert data["approvals"]["countAtLeast"] == 1


async def test_a_signer_is_shown_the_colleagues_who_could_take_a_seat_and_who_has_one(ask, bank):
    approval = await bank.propose()
    await bank.sign(approval, "branch")
    shown = """query($id: String!) { approval(id: $id) { handOvers { giverName takerName } }
      choices(kind: "colleague", of: $id) { edges { node { id } } countAtLeast } }"""
    asked = {"id": text_id("apv", approval)}
    data, _ = await ask(shown, "protection", **asked)
    offered = [edge["node"]["id"] for edge in data["choices"]["edges"]]
    assert offered == [text_id("stf", bank.who("headoffice").id)]
    over = """mutation($ask: HandOverApprovalAsk!) { handOverApproval(ask: $ask) { __typename } }"""
    until = (await bank.house.value("select now() + interval '2 days'")).isoformat()
    await ask(over, "protection", ask={"key": "h", "approval": asked["id"], "to": offered[0], "until": until})
    data, _ = await ask(shown, "auditor", **asked)
    assert data == {
        "choices": {"edges": [], "countAtLeast": 0},
        "approval": {
            "handOvers": [
                {"giverName": bank.who("protection").name, "takerName": bank.who("headoffice").name}
            ],
        },
    }


@pytest.mark.parametrize("state", ["mine", "open", "done", "made"])
@pytest.mark.parametrize("who", ["headoffice", "branch", "auditor"])
async def test_each_part_of_the_inbox_opens_for_head_office_and_branch_alike(ask, bank, who, state):
    await bank.propose()
    data, _ = await ask(INBOX, who, state=state)
    expected = {"open": 1, "mine": 1 if who == "branch" else 0}.get(state, 0)
    assert data["approvals"]["countAtLeast"] == expected


@pytest.mark.parametrize(
    ("field", "who", "sorts"),
    [
        ("staff", "admin", staff.SORTS),
        ("auditRows", "auditor", audit.SORTS),
        ("deadDeliveries", "operator", deliveries.SORTS),
        ("approvals", "branch", approvals.SORTS),
    ],
)
async def test_every_list_is_read_in_every_order_and_paged_whole(ask, bank, field, who, sorts):
    for _ in range(3):
        await bank.propose()
    for sort in [*sorts, *(f"-{name}" for name in sorts)]:
        query = f"""query($after: String) {{ {field}(sort: "{sort}", first: 4, after: $after) {{
          edges {{ node {{ id }} }} countAtLeast pageInfo {{ endCursor hasNextPage }} }} }}"""
        seen, after, more = [], None, True
        while more:
            page = (await ask(query, who, after=after))[0][field]
            seen += [edge["node"]["id"] for edge in page["edges"]]
            after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        assert len(seen) == len(set(seen)) == page["countAtLeast"]


async def test_colleagues_stand_in_the_order_of_pinyin(ask, bank):
    names = ["安以宁", "曾国强", "查慧敏", "郑明远", "张三丰"]
    await bank.house.run(
        "update identity_staff s set name = n.name from unnest($1::text[]) with ordinality n (name, place)"
        " where s.id = (select array_agg(id order by id desc) from identity_staff)[n.place]",
        names,
    )
    seen = (await ask('{ staff(sort: "name", first: 100) { edges { node { name } } } }', "admin"))[0]
    listed = [edge["node"]["name"] for edge in seen["staff"]["edges"]]
    assert [name for name in listed if name in names] == ["安以宁", "曾国强", "查慧敏", "张三丰", "郑明远"]
