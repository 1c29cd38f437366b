"""Staff see clients masked, within reach, and reveal only for a purpose; clients see themselves."""

import base64

import httpx
import pytest
from tests.kit.faces import Asker

from largesse.audience.advisers import book
from largesse.audience.clients import block, reads
from largesse.audience.clients.masking import mask_name
from largesse.audience.clients.reads import mobile_ends, names_of
from largesse.audience.entering.code import RequestCode, request_code
from largesse.audience.facts import facts
from largesse.audience.facts.facts import Fact, Source, facts_of
from largesse.identity.sessions.sessions import Opening, open_session
from largesse.kernel.errors import Broken
from largesse.kernel.expression import evaluate
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings
from largesse.web import clients as upload
from largesse.web.edge import application
from largesse.web.parts import Parts


@pytest.fixture
def ask(bank):
    async def run(query, actor=None, face="console", locale="zh-CN", **variables):
        who = bank.who(actor) if isinstance(actor, str) else actor
        result, context = await Asker(bank.work, who, face, locale).tries(query, **variables)
        assert not result.errors, result.errors
        return result.data | {"cookies": context.cookies_out}

    return run


LIST = """query($search: String, $sort: String) { clients(search: $search, sort: $sort) { countAtLeast
  edges { node { id externalId maskedName maskedMobile tier tierName tags unitName adviserName } } } }"""


async def test_lists_are_masked_and_end_at_ones_own_part_of_the_tree(ask):
    seen = await ask(LIST, "admin")
    assert seen["clients"]["countAtLeast"] == 12
    seen = await ask(LIST, "adviser", sort="-tier")
    nodes = [edge["node"] for edge in seen["clients"]["edges"]]
    assert len(nodes) == 5
    assert {node["unitName"] for node in nodes} == {"上海静安支行"}
    assert nodes[0]["tierName"] == "黑金"
    assert all("*" in node["maskedName"] and "****" in node["maskedMobile"] for node in nodes)
    assert "思远" not in str(seen)
    assert "13900010001" not in str(seen)


async def test_the_cursor_of_a_masked_list_does_not_carry_the_name_it_is_sorted_by(ask):
    query = "query($after: String) { clients(first: 2, after: $after) { edges { cursor node { id } } } }"
    page = (await ask(query, "admin"))["clients"]["edges"]
    for edge in page:
        carried = base64.b64decode(edge["cursor"].rpartition(":")[2] + "==")
        assert b'["' not in carried
    after = (await ask(query, "admin", after=page[-1]["cursor"]))["clients"]["edges"]
    assert {edge["node"]["id"] for edge in after}.isdisjoint(edge["node"]["id"] for edge in page)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("王思远", "C80001"),
        ("王", "C80001"),
        ("王**", "C80001"),
        ("王 · 思远", "C80001"),
        ("欧阳", "C80004"),
        ("c80004", "C80004"),
        ("80004", "C80004"),
        ("Ｃ８０００４", "C80004"),
        (" c80 004\u3000", "C80004"),
        ("王•思远 ", "C80001"),
        ("\u3000王\u3000", "C80001"),
        ("+86 13900010003", "C80003"),
        ("１３９０００１０００３", "C80003"),
    ],
)
async def test_a_client_is_found_by_family_name_number_or_a_whole_name_or_mobile(ask, search, found):
    seen = await ask(LIST, "admin", search=search)
    assert [edge["node"]["externalId"] for edge in seen["clients"]["edges"]] == [found]


async def test_clients_are_found_and_sorted_by_their_whole_city_and_show_it(ask, bank):
    await bank.house.run("update audience_customer set city = '深圳' where ext_id = 'C80003'")
    query = """query($search: String, $sort: String) { clients(search: $search, sort: $sort, first: 1) {
      edges { node { externalId city } } } }"""
    for typed in ("深圳", " 广东省深圳市"):
        seen = (await ask(query, "admin", search=typed))["clients"]["edges"]
        assert [edge["node"] for edge in seen] == [{"externalId": "C80003", "city": "深圳"}]
    assert (await ask(query, "admin", search="深"))["clients"]["edges"] == []
    (edge,) = (await ask(query, "admin", sort="-city"))["clients"]["edges"]
    assert edge["node"]["externalId"] == "C80003"


@pytest.mark.parametrize("typed", ["阿依古丽·买买提", "阿依古丽•买买提", "阿依古丽买买提", "阿依古丽 买买提"])
async def test_a_name_is_found_with_its_dot_and_without(ask, bank, typed):
    rename = "update audience_customer set name = '阿依古丽·买买提' where id = $1"
    await bank.house.run(rename, bank.client("liu"))
    seen = await ask(LIST, "admin", search=typed)
    assert [edge["node"]["externalId"] for edge in seen["clients"]["edges"]] == ["C80003"]


async def test_clients_stand_in_the_order_of_pinyin_whatever_the_server_knows_of_it(ask):
    seen = (await ask(LIST, "admin", sort="name"))["clients"]["edges"]
    assert "".join(edge["node"]["maskedName"][0] for edge in seen) == "陈顾江刘陆欧沈宋王徐许周"


async def test_no_part_of_what_a_mask_hides_finds_anybody(ask, bank):
    names = [row["name"] for row in await bank.house.rows("select name from audience_customer")]
    guesses = {
        name[at:end] for name in names for at in range(len(name)) for end in range(at + 1, len(name) + 1)
    }
    shown = {name[: len(mask_name(name).rstrip("*"))] for name in names} | {name[0] for name in names}
    told = set()
    for guess in sorted(guesses - shown - set(names)):
        if (await ask(LIST, "admin", search=guess))["clients"]["countAtLeast"]:
            told.add(guess)
    assert len(guesses) > 30
    assert told == set()


async def test_the_order_of_a_list_tells_nothing_of_what_its_masks_hide(ask, bank):
    first, second = bank.client("wang"), bank.client("chen")
    name = "update audience_customer set name = $2 where id = $1"
    seen = []
    for one, other in (("李安", "李再"), ("李再", "李安")):
        await bank.house.run(name, first, one)
        await bank.house.run(name, second, other)
        listed = (await ask(LIST, "admin", sort="name", search="李"))["clients"]["edges"]
        seen.append([edge["node"]["externalId"] for edge in listed])
    assert seen[0] == seen[1]


async def test_part_of_a_mobile_and_wild_cards_find_nobody(ask):
    for search in ("139000", "39000100", "%", "_", "％"):
        assert (await ask(LIST, "admin", search=search))["clients"]["countAtLeast"] == 0


DETAIL = """query($id: String!) { client(id: $id) { maskedName maskedBirthDate identities { kind hint }
  household { externalId } } }"""


async def test_detail_shows_masked_bindings_and_the_household_and_ends_at_ones_reach(ask, bank):
    wang = text_id("cli", bank.client("wang"))
    shown = (await ask(DETAIL, "adviser", id=wang))["client"]
    assert shown["maskedBirthDate"] == "****-05-**"
    assert shown["identities"] == [
        {"kind": "bank_app", "hint": "****0001"},
        {"kind": "mobile", "hint": "139****0001"},
    ]
    assert [one["externalId"] for one in shown["household"]] == ["C80001", "C80002"]
    assert (await ask(DETAIL, "adviser_beijing", id=wang))["client"] is None


REVEAL = """mutation($ask: RevealClientAsk!) { revealClient(ask: $ask) { __typename
  ... on ClientRevealed { fields { name value } } ... on Refusal { code path } } }"""


async def test_revealing_needs_a_purpose_and_leaves_an_audit_row(ask, bank):
    asked = {
        "client": text_id("cli", bank.client("wang")),
        "fields": ["name", "mobile"],
        "purpose": "电话回访",
    }
    for purpose in ("", "  x "):
        refused = await ask(REVEAL, "adviser", ask=asked | {"purpose": purpose})
        assert refused["revealClient"] == {
            "__typename": "Refusal",
            "code": "kernel.malformed",
            "path": "purpose",
        }
    shown = (await ask(REVEAL, "adviser", ask=asked))["revealClient"]["fields"]
    assert shown == [{"name": "name", "value": "王思远"}, {"name": "mobile", "value": "13900010001"}]
    sql = "select actor_id, facts from store_audit where action = 'audience.client_revealed'"
    noted = await bank.house.rows(sql)
    assert [row["actor_id"] for row in noted] == [bank.who("adviser").id]
    assert noted[0]["facts"] == {"fields": ["name", "mobile"], "purpose": "电话回访"}
    assert "13900010001" not in str(await bank.house.rows("select * from store_receipt"))
    far = await ask(REVEAL, "adviser_beijing", ask=asked)
    assert far["revealClient"]["code"] == "audience.client_missing"
    for who in ("designer", "auditor"):
        assert (await ask(REVEAL, who, ask=asked))["revealClient"]["code"] == "kernel.not_allowed"


async def test_a_nul_in_a_text_is_refused_and_no_fault_of_ours(ask, bank):
    asked = {"key": "n", "client": text_id("cli", bank.client("wang")), "blocked": True, "reason": "why\0not"}
    mutation = "mutation($ask: BlockClientAsk!) { blockClient(ask: $ask) { ... on Refusal { code } } }"
    assert (await ask(mutation, "operator", ask=asked))["blockClient"] == {"code": "kernel.malformed"}
    search = '{ ownClients(search: "a\\u0000b") { countAtLeast } }'
    found, _ = await Asker(bank.work, bank.who("adviser")).tries(search)
    assert [error.original_error.code for error in found.errors] == ["kernel.malformed"]


async def test_a_revoked_binding_lets_nobody_in_and_is_free_again(ask, bank):
    async with bank.work.job() as tx:
        token = await open_session(tx, Opening("client", bank.client("wang"), "demo"))
    rows = await bank.house.rows(
        "select id from audience_identity where customer = $1 and kind = 'mobile'", bank.client("wang")
    )
    mutation = """mutation($ask: RevokeIdentityAsk!) { revokeIdentity(ask: $ask) { __typename
      ... on Refusal { code } } }"""
    asked = {"key": "r", "identity": text_id("idn", rows[0]["id"]), "reason": "客户换号"}
    assert (await ask(mutation, "operator", ask=asked))["revokeIdentity"]["__typename"] == "ClientChanged"
    again = await ask(mutation, "operator", ask=asked | {"key": "r2"})
    assert again["revokeIdentity"]["code"] == "audience.identity_missing"
    live = "select count(*) from identity_session where ended_at is null and token_hash is not null"
    assert token
    assert await bank.house.value(live) == 0


async def test_an_adviser_sees_the_own_book_with_rights_and_shares_the_own_link(ask, bank):
    async def count(_read, clients):
        return {bank.client("wang"): book.RightsCount(unused=3, expiring=1)} if clients else {}

    bank.house.lend(book.RIGHTS_COUNT.of(count))
    query = '{ ownClients(sort: "-tier") { edges { node { maskedName tier unused expiring droppedOut } } } }'
    nodes = [edge["node"] for edge in (await ask(query, "adviser"))["ownClients"]["edges"]]
    assert len(nodes) == 5
    assert {"maskedName": "王**", "tier": "black", "unused": 3, "expiring": 1, "droppedOut": 0} in nodes


async def test_an_advisers_link_is_always_the_same_his_own_and_writes_nothing(ask, bank):
    link = "query($slug: String!) { shareLink(slug: $slug) { url code } }"
    kept = "select (select count(*) from store_audit) + (select count(*) from store_receipt) as rows"
    before = await bank.house.value(kept)
    first = (await ask(link, "adviser", slug="mid-autumn"))["shareLink"]
    assert first["url"].endswith(f"/a/mid-autumn?r={first['code']}")
    assert first == (await ask(link, "adviser", slug="mid-autumn"))["shareLink"]
    others = [("adviser", "spring"), ("adviser_beijing", "mid-autumn")]
    codes = {(await ask(link, who, slug=slug))["shareLink"]["code"] for who, slug in others}
    assert len(codes - {first["code"]}) == 2
    assert await bank.house.value(kept) == before


COUNT = """query($e: JSONDocument!) { audienceCount(expression: $e) { count ofAll cut facts { name } } }"""


@pytest.mark.parametrize(
    ("expression", "count"),
    [
        ({"op": "always"}, 12),
        ({"op": "tier_at_least", "tier": "platinum"}, 7),
        ({"op": "has_tag", "tag": "staff"}, 1),
        ({"op": "eq", "fact": "org_unit", "value": "BJ"}, 2),
        ({"op": "eq", "fact": "adviser", "value": "10006"}, 5),
        ({"op": "eq", "fact": "birth_month", "value": 5}, 1),
        ({"op": "eq", "fact": "is_staff", "value": True}, 1),
        ({"op": "in", "fact": "wealth_band", "values": ["1000万以上"]}, 3),
        ({"op": "and", "of": [{"op": "tier_at_least", "tier": "gold"}, {"op": "has_tag", "tag": "茶"}]}, 2),
    ],
)
async def test_an_audience_is_counted_live(ask, expression, count):
    counted = (await ask(COUNT, "headoffice", e=expression))["audienceCount"]
    assert (counted["count"], counted["ofAll"], counted["cut"]) == (count, 12, False)


async def test_a_count_ends_at_ones_reach_and_skips_the_blocked(ask, bank):
    everybody = {"op": "always"}
    assert (await ask(COUNT, "designer", e=everybody))["audienceCount"]["count"] == 10
    blocking = block.BlockClient(key="b", client=bank.client("wang"), blocked=True, reason="风险名单")
    await block.block_client(blocking, actor=bank.who("operator"), work=bank.work)
    assert (await ask(COUNT, "designer", e=everybody))["audienceCount"]["count"] == 9


async def test_what_is_no_expression_counts_nothing(ask):
    for wrong in ({"op": "eq", "fact": "salary", "value": 1}, {"op": "sql"}, [], "x", 7):
        assert (await ask(COUNT, "designer", e=wrong))["audienceCount"] is None


async def test_a_higher_room_brings_facts_through_its_port(bank):
    calls = []

    async def read_plays(_read, clients):
        calls.append(len(clients))
        return {bank.client("wang"): {"plays_today": 2}}

    plays = Source("play", (Fact("plays_today", "number", "今日参与", "Plays today"),), read_plays)
    other = Source("other", (Fact("tier", "text", "", ""),), read_plays)
    with pytest.raises(Broken):
        facts.declared(bank.work.house.lending(facts.SOURCES.of(plays), facts.SOURCES.of(other)))
    bank.house.lend(facts.SOURCES.of(plays))
    asked = {"op": "eq", "fact": "plays_today", "value": 2}
    async with bank.work.read() as read:
        known = await facts_of(read, [bank.client("wang"), bank.client("chen")], frozenset({"plays_today"}))
        await facts_of(read, [bank.client("wang")], frozenset({"tier"}))
    assert [evaluate(asked, known[bank.client(name)]) for name in ("wang", "chen")] == [True, False]
    assert calls == [2]


async def test_a_household_of_staff_counts_as_staff(bank):
    await bank.house.run("update audience_customer set is_staff = true where ext_id = 'C80007'")
    async with bank.work.read() as read:
        known = await facts_of(read, [bank.client("lu"), bank.client("wang")])
    assert known[bank.client("lu")].values["is_staff"] is True
    assert known[bank.client("wang")].values["is_staff"] is False


async def test_rooms_above_get_masked_names_and_the_last_digits(bank):
    async with bank.work.read() as read:
        assert await names_of(read, [bank.client("ouyang")]) == {bank.client("ouyang"): "欧阳*"}
        assert await mobile_ends(read, bank.client("wang")) == "0001"


ENTER = """mutation($ask: EnterAsDemoClientAsk!) { enterAsDemoClient(ask: $ask) { ... on Entered { me {
  maskedName maskedMobile tier { code name nextName } adviser { name phone unitName } } } } }"""


async def test_a_client_of_the_demo_enters_and_sees_tier_and_adviser(ask, bank):
    picker = await ask("{ demoClients { id name tierName } me { id } }", face="client")
    assert len(picker["demoClients"]) == 12
    assert picker["me"] is None
    entered = await ask(ENTER, face="client", ask={"client": text_id("cli", bank.client("chen"))})
    assert [cookie[0] for cookie in entered["cookies"]] == ["lg_client"]
    assert entered["enterAsDemoClient"]["me"] == {
        "maskedName": "陈**",
        "maskedMobile": "139****0002",
        "tier": {"code": "platinum", "name": "铂金", "nextName": "黑金"},
        "adviser": {"name": "周雨桐", "phone": "021-68880006", "unitName": "上海静安支行"},
    }
    english = await ask(
        ENTER, face="client", locale="en", ask={"client": text_id("cli", bank.client("wang"))}
    )
    assert english["enterAsDemoClient"]["me"]["adviser"]["name"] == "Zhou Yutong"
    assert english["enterAsDemoClient"]["me"]["tier"] == {"code": "black", "name": "Black", "nextName": None}


async def test_the_tray_shows_the_code_that_was_asked_for(ask, bank):
    request = (
        """mutation { requestCode(ask: {mobile: "13900010001"}) { ... on CodeRequested { againInS } } }"""
    )
    assert (await ask(request, face="client"))["requestCode"] == {"againInS": 60}
    await bank.house.drain()
    shown = await ask("{ messages { edges { node { channel recipient text } } } }", "operator")
    for far in ("adviser_beijing", "auditor"):
        seen = await ask("{ messages { countAtLeast } }", far)
        assert seen["messages"]["countAtLeast"] == (1 if far == "auditor" else 0)
    node = shown["messages"]["edges"][0]["node"]
    assert (node["channel"], node["recipient"]) == ("sms", "139****0001")
    assert "验证码" in node["text"]


IMPORT = """mutation($ask: ImportClientsAsk!) { importClients(ask: $ask) { __typename
  ... on ImportBegun { clientImport { id state } } ... on Refusal { code path } } }"""
PROGRESS = """query($id: String!) { clientImport(id: $id) { state readCount createdCount badCount
  bad { line field message } } }"""
FILE = "客户号,姓名,等级,机构号\nN1001,甲某,金卡,SH\nN1002,乙某,钻石,SH\n".encode()


async def test_an_import_is_begun_and_followed_on_the_screen(ask, bank):
    asked = {"key": "i", "fileName": "c.csv", "contentBase64": base64.b64encode(FILE).decode()}
    begun = (await ask(IMPORT, "admin", ask=asked))["importClients"]
    assert begun["clientImport"]["state"] == "waiting"
    await bank.house.drain()
    seen = (await ask(PROGRESS, "admin", id=begun["clientImport"]["id"]))["clientImport"]
    assert seen == {
        "state": "done",
        "readCount": 2,
        "createdCount": 1,
        "badCount": 1,
        "bad": [{"line": 3, "field": "tier", "message": "没有这个等级"}],
    }
    refused = (await ask(IMPORT, "admin", ask=asked | {"contentBase64": "§"}))["importClients"]
    assert refused["path"] == "contentBase64"


def as_large_as(size):
    """The file with remarks for which it has no column, until it is so large."""
    row = b",,,," + b"x" * 9_000 + b"\n"
    more, rest = divmod(size - len(FILE), len(row))
    return FILE + row * more + b"\n" * rest


async def sent_in_vain(browser, token):
    """Send a file that is larger than it tells; give how many megabytes of it were read."""
    read = 0

    async def more():
        nonlocal read
        yield b'--b\r\ncontent-disposition: form-data; name="file"; filename="c.csv"\r\n\r\n'
        while read < 60:
            read += 1
            yield b"x" * 2**20
        yield b"\r\n--b--\r\n"

    told = {"content-length": "100", "content-type": "multipart/form-data; boundary=b"}
    cookie = {"cookie": f"lg_staff={token}"}
    answer = await browser.post("/console/clients/import", content=more(), headers=told | cookie)
    assert answer.status_code == 413
    return read


async def test_a_large_file_is_uploaded_by_staff_who_may(bank):
    async with bank.work.job() as tx:
        tokens = {
            who: await open_session(tx, Opening("staff", bank.who(who).id, "password"))
            for who in ("admin", "adviser")
        }
    web = httpx.ASGITransport(application(upload.routes(Parts(bank.work))))
    async with httpx.AsyncClient(transport=web, base_url="http://bank") as browser:

        async def post(who, to="import", data=FILE, **headers):
            cookie = {"cookie": f"lg_staff={tokens[who]}"} if who else {}
            return await browser.post(
                f"/console/clients/{to}",
                files={"file": ("c.csv", data)},
                data={"key": "u"},
                headers=cookie | headers,
            )

        assert (await post(None)).status_code == 401
        assert (await post("adviser")).json()["code"] == "kernel.not_allowed"
        assert (await post("admin", origin="http://evil")).status_code == 403
        assert (await sent_in_vain(browser, tokens["admin"])) < 25
        seen = (await post("admin", "preview", as_large_as(20_000_000), origin="http://bank")).json()
        assert (seen["why"], seen["encoding"], seen["rowCount"]) == ("", "utf-8", 2_222)
        assert [(one["head"], one["field"]) for one in seen["columns"]][2:] == [
            ("等级", "tier"),
            ("机构号", "unit"),
        ]
        over = (await post("admin", "preview", as_large_as(20_000_001), origin="http://bank")).json()
        assert over["why"] == "文件超过 20 MB。"
        assert await bank.house.value("select count(*) from audience_import") == 1
        taken = await post("admin", data=as_large_as(20_000_000), origin="http://bank")
    assert taken.status_code == 202
    assert taken.json()["import"].startswith("imp_")
    await bank.house.drain()
    assert await bank.house.value("select count(*) from audience_customer") == 13


@pytest.mark.parametrize("sort", [*reads.SORTS, *(f"-{name}" for name in reads.SORTS)])
async def test_every_order_of_clients_pages_without_gap_or_repeat(ask, sort):
    query = """query($sort: String, $after: String) { clients(sort: $sort, first: 5, after: $after) {
      edges { node { id } } pageInfo { endCursor hasNextPage } } }"""
    seen, after, more = [], None, True
    while more:
        page = (await ask(query, "admin", sort=sort, after=after))["clients"]
        seen += [edge["node"]["id"] for edge in page["edges"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert len(seen) == len(set(seen)) == 12


@pytest.mark.parametrize("sort", ["askedAt", "-askedAt", "fileName", "-fileName"])
async def test_imports_are_listed_in_every_order(ask, sort):
    query = """query($sort: String) { clientImports(sort: $sort, search: "demo") {
      edges { node { fileName state } } } }"""
    listed = (await ask(query, "admin", sort=sort))["clientImports"]["edges"]
    assert [edge["node"] for edge in listed] == [{"fileName": "demo-clients.csv", "state": "done"}]


@pytest.mark.parametrize("sort", ["at", "-channel", "template"])
async def test_messages_are_listed_in_every_order(ask, sort):
    assert (await ask("query($s: String) { messages(sort: $s) { countAtLeast } }", "admin", s=sort))[
        "messages"
    ]


async def test_outside_the_demo_the_tray_keeps_texts_sealed_and_the_picker_is_empty(ask, bank, monkeypatch):
    await request_code(RequestCode("13900010001", "10.0.0.1", "zh-CN"), work=bank.work)
    await bank.house.drain()
    settings.cache_clear()
    monkeypatch.setenv("LARGESSE_DEMO", "false")
    try:
        shown = await ask("{ messages { edges { node { text } } } }", "operator")
        picker = await ask("{ demoClients { id } }", face="client")
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert shown["messages"]["edges"][0]["node"]["text"] == "内容已加密保存"
    assert picker["demoClients"] == []
