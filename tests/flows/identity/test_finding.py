"""Records are found by what they are called, in either language, by pinyin, by code and by id."""

import pytest
from tests.kit.bank import Bank
from tests.kit.faces import Asker
from tests.kit.seed import REGISTER, Seed

from largesse.kernel.ids import text_id

FIND = "query($text: String!) { find(text: $text) { kind more found { id name code note closed } } }"
OFFERED = """query($kind: String!, $search: String, $after: String) {
  choices(kind: $kind, search: $search, after: $after) { countAtLeast
    edges { node { id name code closed } } pageInfo { hasNextPage endCursor } } }"""
NAMED = "query($kind: String!, $ids: [String!]!) { chosen(kind: $kind, ids: $ids) { id code closed } }"


@pytest.fixture(scope="session")
def seed() -> Seed:
    return REGISTER


@pytest.fixture
def bank(house) -> Bank:
    return Bank(house)


@pytest.fixture
def asks(bank):
    async def ask(document, who="operator", locale="zh-CN", **variables):
        return await Asker(bank.work, bank.who(who), locale=locale).asks(document, **variables)

    return ask


def kinds(told):
    return {one["kind"]: [row["name"] for row in one["found"]] for one in told["find"]}


@pytest.mark.parametrize("text", ["武夷岩茶", "wuyiyancha", "wyyc", "Wuyi", "ｓ-tea-1", "S-TEA-l"])
async def test_a_sku_is_found_by_name_pinyin_code_and_look_alikes(asks, text):
    assert "sku" in kinds(await asks(FIND, text=text))


async def test_a_record_is_found_by_its_id(bank, asks):
    batch = text_id("bat", bank.known["batch.tea"])
    told = (await asks(FIND, text=f" {batch} "))["find"]
    assert [(one["kind"], one["found"][0]["id"]) for one in told] == [("batch", batch)]
    assert (await asks(FIND, text=batch[:-1] + "~"))["find"] == []


async def test_who_lacks_the_operation_finds_none_of_the_kind(asks):
    assert "staff" in kinds(await asks(FIND, who="admin", text="林书瑶"))
    assert "staff" not in kinds(await asks(FIND, who="designer", text="林书瑶"))


@pytest.mark.parametrize(
    ("kind", "ids", "code"),
    [
        ("staff", [], "kernel.not_allowed"),
        ("nothing", [], "kernel.malformed"),
        ("sku", ["bat_x"], "kernel.malformed"),
        ("sku", ["x"] * 101, "kernel.malformed"),
    ],
)
async def test_what_may_not_be_asked_is_refused(bank, kind, ids, code):
    designer = Asker(bank.work, bank.who("designer"))
    result, _ = await designer.tries(NAMED, kind=kind, ids=ids)
    assert result.errors[0].original_error.code == code


async def test_a_field_offers_page_after_page_and_finds_what_is_not_on_the_first(bank, asks):
    await bank.house.run(
        "insert into rights_provider (id, slug, name, org_unit)"
        " select gen_random_uuid(), 'p-' || n, jsonb_build_object('zh-CN', '服务商' || n), org_unit"
        " from rights_provider, generate_series(1, 120) n"
        " where slug = 'tea'"
    )
    seen, after = [], None
    while after is not None or not seen:
        page = (await asks(OFFERED, kind="provider", after=after))["choices"]
        seen += [edge["node"]["code"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"] if page["pageInfo"]["hasNextPage"] else None
    assert len(seen) == len(set(seen)) == page["countAtLeast"] > 120
    found = (await asks(OFFERED, kind="provider", search="fuwushang120"))["choices"]
    assert [edge["node"]["code"] for edge in found["edges"]] == ["p-120"]


async def test_a_closed_record_is_named_and_not_offered(bank, asks):
    ident = text_id("prv", bank.known["provider.tea"])
    await bank.house.run("update rights_provider set state = 'stopped' where slug = 'tea'")
    offered = (await asks(OFFERED, kind="provider"))["choices"]
    assert ident not in [edge["node"]["id"] for edge in offered["edges"]]
    named = (await asks(NAMED, kind="provider", ids=[ident]))["chosen"]
    assert [(one["id"], one["closed"]) for one in named] == [(ident, True)]
