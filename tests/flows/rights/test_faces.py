"""The register on its two faces: names in the reader's language, refusals with their field."""

from uuid import UUID

import pytest
from tests.kit.faces import Asker

from largesse.kernel.ids import text_id
from largesse.rights.redemptions.redeem import Redeem, redeem

SUPPLY = """query { rightProducts(sort: "code") { edges { node { code name unitName skuCount skus { code
  productName providerName unitCost { amountMinor currency } } } } countAtLeast }
  rightProviders { edges { node { slug name connected } } }
  skus(search: "TEA") { edges { node { code fulfil providerName incomeTax } } countAtLeast }
  budgets(sort: "-burn") { edges { node { code used { amountMinor } left { amountMinor } unitName } } }
  issueBatches(state: "active", sort: "total") { edges { node { id code free total skuTitle skuName budgetName
    unitName budgetLeft { amountMinor } } } countAtLeast } }"""
HELD = """query($client: String!) { entitlements(client: $client) { edges { node { id skuName clientName state
  stateName batchCode unitCost { amountMinor } } } }
  redemptions { edges { node { kind skuName providerName channel amount { amountMinor } reversed } } } }"""
TRAIL = """query($id: String!) { trail(id: $id) { entitlement { clientName state } sourceKind
  batch { code } orders { id } redemptions { kind entitlement } revocation { id } } }"""
MINE = """query($id: String!) { myRights { id title state stateName waiting providerName usedAt }
  right(id: $id) { worth { amountMinor } } rightCode(id: $id) { code12 phoneNeeded token } }"""
SKU = """mutation($ask: CreateSkuAsk!) { createSku(ask: $ask) { __typename ... on RightsMade { id }
  ... on Refusal { code path } } }"""


@pytest.fixture
def ask(shop):
    """Ask a face and expect an answer."""

    async def run(face, actor, query, **variables):
        return await Asker(shop.work, actor, face, "en").asks(query, **variables)

    return run


def nodes(connection):
    return [edge["node"] for edge in connection["edges"]]


async def test_supply_is_listed_with_its_names(shop, ask):
    await shop.give(await shop.client())
    await shop.house.run(
        "insert into rights_budget (id, org_unit, code, title, currency, cap_minor)"
        " select gen_random_uuid(), org_unit, 'Z-IDLE', title, currency, 1 from rights_budget"
    )
    told = await ask("console", shop.who("operator"), SUPPLY)
    lounge, spa, tea = nodes(told["rightProducts"])
    assert (spa["code"], spa["skuCount"]) == ("P-SPA", 1)
    assert (lounge["code"], tea["code"], tea["name"]) == ("P-LOUNGE", "P-TEA", "Wuyi rock tea gift box")
    assert (tea["unitName"], tea["skuCount"]) == ("Shanghai branch", 1)
    (sku,) = tea["skus"]
    assert sku["providerName"] == "Rock Bone Tea House"
    assert sku["unitCost"] == {"amountMinor": 9_900, "currency": "CNY"}
    assert [one["slug"] for one in nodes(told["rightProviders"])] == ["lounge", "tea"]
    assert told["skus"]["countAtLeast"] == 1
    budget, idle = nodes(told["budgets"])  # what burns most comes first
    assert idle["code"] == "Z-IDLE"
    assert (budget["used"]["amountMinor"], budget["left"]["amountMinor"]) == (9_900, 10_000_000 - 9_900)
    batches = nodes(told["issueBatches"])
    assert [(one["code"], one["free"]) for one in batches] == [
        ("B-2026-TEA-SMALL", 5),
        ("B-2026-LOUNGE", 200),
        ("B-2026-TEA", 499),
    ]
    assert batches[0]["skuTitle"] == {"zh-CN": "武夷岩茶礼盒", "en": "Wuyi rock tea gift box"}
    assert {one["unitName"] for one in batches} == {budget["unitName"]} == {"Shanghai branch"}


async def test_a_right_is_shown_to_staff_with_its_use_and_its_trail(shop, ask):
    client = await shop.client()
    right = await shop.claimed(client)
    await redeem(Redeem(key="a", code=shop.token(right)), actor=shop.counter(), work=shop.house.work)
    told = await ask("console", shop.who("operator"), HELD, client=text_id("cli", client.id))
    (node,) = nodes(told["entitlements"])
    assert (node["id"], node["state"], node["batchCode"]) == (text_id("ent", right), "redeemed", "B-2026-TEA")
    assert node["clientName"] == "王*"
    (use,) = nodes(told["redemptions"])
    assert (use["kind"], use["channel"], use["reversed"]) == ("use", "counter", False)
    trail = (await ask("console", shop.who("operator"), TRAIL, id=text_id("ent", right)))["trail"]
    assert (trail["sourceKind"], trail["batch"]["code"], trail["orders"]) == ("manual", "B-2026-TEA", [])
    assert [one["kind"] for one in trail["redemptions"]] == ["use"]
    assert trail["revocation"] is None
    assert trail["entitlement"]["clientName"] == "王*"


async def test_a_holder_sees_his_right_and_its_code_and_a_stranger_neither(shop, ask):
    client, stranger = await shop.client(), await shop.client("13900000002")
    right = await shop.claimed(client)
    told = await ask("client", client, MINE, id=text_id("ent", right))
    (mine,) = told["myRights"]
    assert (mine["state"], mine["waiting"], mine["usedAt"]) == ("active", False, None)
    assert told["right"]["worth"]["amountMinor"] == 19_800
    assert told["rightCode"]["code12"].replace(" ", "") == await shop.digits(right)
    assert told["rightCode"]["phoneNeeded"] is True
    other = await ask("client", stranger, MINE, id=text_id("ent", right))
    assert other == {"myRights": [], "right": None, "rightCode": None}


@pytest.mark.parametrize(
    ("wrong", "refused"),
    [
        ({"provider": "prv_1"}, ("kernel.malformed", "provider")),
        ({"product": text_id("prd", UUID(int=7))}, ("rights.product_missing", None)),
        ({"validDays": 0}, ("kernel.malformed", "validDays")),
        ({"fulfil": "PROVIDER"}, ("kernel.malformed", "provider")),
        ({}, None),
    ],
    ids=["a provider's id", "no such product", "no days", "nobody fulfils it", "all is well"],
)
async def test_a_sku_is_made_or_refused_at_its_field(shop, ask, wrong, refused):
    product = await shop.house.value("select id from rights_product where code = 'P-TEA'")
    given = {
        "key": shop.key(),
        "product": text_id("prd", product),
        "code": "S-NEW",
        "title": {"zh": "茶"},
        "fulfil": "OWN_CODE",
        "currency": "CNY",
        "faceValueMinor": 1,
        "marketValueMinor": 1,
        "unitCostMinor": 1,
        "incomeTax": "NONE",
        "borneBy": "BANK",
        "vatTreatment": "NO_DEDUCT",
        "vatRatePpm": 0,
        "validDays": 1,
    }
    made = (await ask("console", shop.who("designer"), SKU, ask=given | wrong))["createSku"]
    if refused:
        assert (made["code"], made["path"]) == refused
        return
    (row,) = await shop.house.rows("select * from rights_sku where code = 'S-NEW'")
    assert made["id"] == text_id("sku", row["id"])
    assert (row["title"], row["terms"], row["fulfil_mode"]) == ({"zh-CN": "茶", "en": "茶"}, {}, "own_code")
