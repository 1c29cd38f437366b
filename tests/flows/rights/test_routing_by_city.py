"""Offers that serve cities: who is asked for whom, and what waits for a person where nobody serves a city."""

import pytest
from tests.flows.rights.test_forms import asks
from tests.flows.rights.test_routing import Desk
from tests.kit.faces import Asker

from largesse.kernel.errors import Malformed
from largesse.kernel.ids import text_id
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.offers.keep import ChangeOffer, change_offer
from largesse.rights.offers.offer import NoOfferByPolicy
from largesse.rights.order_queue import act
from largesse.rights.order_queue.case import OrderActUnsafe
from largesse.rights.orders.fulfil import check_due
from largesse.rights.orders.pause import PauseProvider, ResumeProvider, pause_provider, resume_provider
from largesse.rights.orders.stands_on import stands_on

SET_CITY = """mutation($ask: SetClientCityAsk!) { setClientCity(ask: $ask) { __typename
  ... on ClientChanged { client { city } } ... on Refusal { code path message } } }"""
OFFERS = "query($id: String!) { sku(id: $id) { routing { offers { id cities version } } } }"
SEEKING = "query($id: String!) { right(id: $id) { waiting seeking paused providerName } }"
GOES_TO = "query($id: String!) { orderCase(id: $id) { offers { id providerName providerSku cities } } }"
GIVEN = "{ myPrivacy { given { name } held { name value } } }"
PLACE = """insert into rights_place (id, code, name, city, address, zone, org_unit, created_at) values
  (gen_random_uuid(), 'P-SH', '{"zh-CN": "外滩"}', '{"zh-CN": "上海", "en": "Shanghai"}', '{"zh-CN": "路"}',
   'Asia/Shanghai', $1, now())"""


WHITHER = "query($id: String!) { orderCase(id: $id) { city follows { id providerName state } } }"


@pytest.fixture
async def desk(shop):
    """Two providers that somebody speaks for, as far as these books know; the client is ours."""
    await shop.house.run("update rights_provider set installation = gen_random_uuid()")
    await shop.house.run(
        "update rights_sku set fulfil_mode = 'provider', provider_sku = 'LOUNGE-1' where code = 'S-LOUNGE-1'"
    )
    desk = Desk(shop)
    desk.client = await shop.client()
    return desk


async def lives(desk, city, **more):
    ask = {
        "client": text_id("cli", desk.client.id),
        "city": city,
        "reason": "客户来电更正",
        "key": desk.shop.key(),
    }
    asker = Asker(desk.house.work, desk.shop.who("operator"), "console", "zh-CN")
    return (await asker.asks(SET_CITY, ask=ask | more))["setClientCity"]


async def asked(desk):
    """Give a right to the client who claims it; gives the order that was placed."""
    await desk.shop.claimed(desk.client, "lounge")
    return await desk.order()


async def claimed_at(desk, right):
    """Give since when a right counts as claimed: its validity runs from then."""
    return await desk.house.value("select claimed_at from rights_entitlement where id = $1", right)


async def goes_to(desk, order):
    """Give the offers that staff may choose for an order, as the console asks for them."""
    asker = Asker(desk.house.work, desk.shop.who("operator"), "console", "zh-CN")
    case = (await asker.asks(GOES_TO, id=text_id("ord", order["id"])))["orderCase"]
    assert all(one["providerName"] for one in case["offers"])
    return [(one["id"], one["providerSku"], one["cities"]) for one in case["offers"]]


async def whither(desk, order, who="operator"):
    """Give the city of an order and the order that took its place, as the console asks for them."""
    asker = Asker(desk.house.work, desk.shop.who(who), "console", "zh-CN")
    return (await asker.asks(WHITHER, id=text_id("ord", order["id"])))["orderCase"]


async def owed(desk, order):
    """Give how many orders stand on the plugin whose name an order bears."""
    async with desk.house.work.read() as read:
        return (await stands_on(read, order["installation"])).orders


async def test_an_order_goes_to_who_serves_the_clients_city_in_either_language(desk):
    await desk.house.run(PLACE, desk.shop.known["unit.shanghai"])
    here = await desk.offer("lounge", preference=2, cities=("上海市",))
    far = await desk.offer("tea", "TEA-BOX", preference=1, cities=("北京", "西安"))
    for said, kept, offer in (
        ("Shanghai", "Shanghai", here),
        ("陕西省西安市", "西安", far),
        ("上海市静安区", "上海", here),
    ):
        assert (await lives(desk, said))["client"]["city"] == kept
        order = await asked(desk)
        assert (order["offer"], sorted(order["why"])) == (offer, ["city", "only"])
    assert (await lives(desk, "310000"))["path"] == "city"
    audits = str(
        await desk.house.rows("select facts from store_audit where action = 'audience.client_city_set'")
    )
    assert "客户来电更正" in audits
    assert "西安" not in audits


async def test_a_client_without_a_known_city_counts_for_offers_without_cities_only(desk):
    await desk.offer("lounge", preference=1, cities=("上海",))
    anywhere = await desk.offer("tea", "TEA-BOX", preference=2)
    assert (await asked(desk))["offer"] == anywhere
    await lives(desk, "上海")
    assert (await asked(desk))["offer"] != anywhere
    await lives(desk, "")
    assert (await asked(desk))["offer"] == anywhere


async def test_the_city_of_a_form_is_more_exact_than_the_clients_own(desk):
    here = await desk.offer("lounge", cities=("上海",))
    gift = await desk.offer("tea", "TEA-BOX", cities=("成都",))
    labels = {"zh-CN": "成都", "en": "Chengdu"}
    form = {
        "fields": [asks("city", "choice", "城市", klass="C1", choices=[{"value": "510100", "label": labels}])]
    }
    await lives(desk, "上海")
    assert (await asked(desk))["offer"] == here
    await desk.house.run("update rights_batch set personal_form = $1", form)
    right = await desk.shop.give(desk.client, "lounge")
    phone = Asker(desk.house.work, desk.client, "client", "zh-CN")
    mine = "query($id: String!) { myForm(right: $id) { aboutRef } }"
    about = (await phone.asks(mine, id=text_id("ent", right)))["myForm"]["aboutRef"]
    answer = "mutation($ask: AnswerFormAsk!) { answerForm(ask: $ask) { __typename } }"
    given = {"right": text_id("ent", right), "about": about}
    given |= {"answers": [{"field": "city", "value": "510100", "agreed": True}], "key": "f"}
    assert (await phone.asks(answer, ask=given))["answerForm"]["__typename"] == "FormAnsweredType"
    await claim_right(ClaimRight(key="c", entitlement=right), actor=desk.client, work=desk.house.work)
    assert (await desk.order())["offer"] == gift
    assert (await whither(desk, await desk.order()))["city"] == "成都"


async def test_where_nobody_serves_the_city_the_right_waits_before_a_person_and_goes_on_once_somebody_does(
    desk,
):
    made = await desk.offer("lounge", cities=("北京",))
    await lives(desk, "拉萨")
    right = await desk.shop.give(desk.client, "lounge")
    for key, state in (
        ("c", "resting"),
        ("again", "active"),
    ):  # a claim that waits is not refused when repeated
        await claim_right(ClaimRight(key=key, entitlement=right), actor=desk.client, work=desk.house.work)
        await desk.house.run("update rights_offer set state = $1", state)
    await desk.house.drain()
    (order,) = await desk.orders()
    assert (order["state"], order["offer"]) == ("created", None)
    (case,) = (await desk.cases("city")).values()
    assert (case["causes"], case["actions"]) == (["city"], ["reroute", "give_up", "note"])
    assert [one["why"] for one in await desk.trail(right)] == [["没有供给服务该城市，等待人工处理"]]
    phone = Asker(desk.house.work, desk.client, "client", "zh-CN")
    seen = (await phone.asks(SEEKING, id=text_id("ent", right)))["right"]
    assert seen == {"waiting": True, "seeking": True, "paused": False, "providerName": ""}
    told = (await phone.asks(GIVEN))["myPrivacy"]
    assert told["given"] == []  # nobody was asked
    assert {"name": "所在城市", "value": "拉萨"} in told["held"]
    cards = "{ scoreCards(months: 1) { orders } }"
    cards = (await Asker(desk.house.work, desk.shop.who("operator")).asks(cards))["scoreCards"]
    assert [one["orders"] for one in cards if one["orders"]] == []
    assert await desk.shop.state(right) == "issued"
    (says,) = [one["says"] for one in case["barred"] if one["act"] == "send"]
    assert "没有供给服务客户所在城市" in says
    with pytest.raises(OrderActUnsafe):
        await desk.does(act.send_order, act.OrderAsk, order)
    claimed = await claimed_at(desk, right)
    with pytest.raises(NoOfferByPolicy):
        await desk.reroute(order)
    terms = {"cost_minor": 16_000, "settle_minor": 15_000, "cities": ("北京", "拉萨市")}
    change = ChangeOffer(key="w", offer=made, version=1, **terms)
    await change_offer(change, actor=desk.shop.who("designer"), work=desk.house.work)
    await desk.house.run("update rights_order set due_at = now()")
    await check_due(desk.house.work)
    await desk.house.drain(rounds_max=1)
    assert await claimed_at(desk, right) > claimed
    await desk.house.drain()
    waited, follows = await desk.orders()
    goes = (await whither(desk, waited))["follows"]
    assert (goes["id"], goes["providerName"] != "") == (text_id("ord", follows["id"]), True)
    assert await whither(desk, follows) == {"city": "拉萨", "follows": None}
    assert (waited["state"], follows["offer"]) == ("rerouted", made)
    assert await desk.cases("city") == {}
    seen = (await phone.asks(SEEKING, id=text_id("ent", right)))["right"]
    assert (seen["seeking"], seen["providerName"] != "") == (False, True)


async def test_a_person_gives_what_waits_to_an_offer_of_another_city(desk):
    made = await desk.offer("lounge", cities=("北京",))
    order = await asked(desk)
    assert (order["offer"], order["why"]) == (None, ["city_unserved"])
    assert await whither(desk, order) == {"city": "", "follows": None}  # nobody said where he lives
    assert await owed(desk, order) == 0  # nobody was asked
    lounge, operator = desk.shop.known["provider.lounge"], desk.shop.who("operator")
    pause = PauseProvider(key="p", provider=lounge, reason="盘点")
    await pause_provider(pause, actor=operator, work=desk.house.work)
    (case,) = (await desk.cases("city")).values()
    assert case["actions"] == ["reroute", "give_up", "note"]  # a pause of who was not asked bars nothing
    resume = ResumeProvider(key="r", provider=lounge, reason="盘完")
    await resume_provider(resume, actor=operator, work=desk.house.work)
    claimed = await claimed_at(desk, order["entitlement"])
    dear = {"cost_minor": 20_000, "settle_minor": 20_000}
    await desk.offer("tea", "DEAR", cities=("广州",), **dear)
    assert await goes_to(desk, order) == [(text_id("off", made), "LOUNGE-1", ["北京"])]
    given = await desk.reroute(order, offer=made)
    assert await claimed_at(desk, order["entitlement"]) > claimed
    assert await owed(desk, order) == 1
    assert await goes_to(desk, {"id": given.next}) == []  # each is asked once
    follows = await desk.order()
    assert (follows["id"], follows["offer"], follows["why"]) == (given.next, made, ["by_hand"])
    second = await asked(desk)
    await desk.does(act.give_order_up, act.ReasonedOrderAsk, second, reason="客户不要了")
    assert ((await desk.order())["state"], await desk.cases()) == ("failed", {})


async def test_cities_of_an_offer_are_kept_plain_once_each_and_shown(desk):
    made = await desk.offer("lounge", cities=("上海市", " 上海 ", "Xi'an", "XIAN", "北京"))
    sku = text_id("sku", desk.shop.known["sku.lounge"])
    asker = Asker(desk.house.work, desk.shop.who("designer"))
    (shown,) = (await asker.asks(OFFERS, id=sku))["sku"]["routing"]["offers"]
    assert (shown["id"], shown["cities"]) == (text_id("off", made), ["上海", "XIAN", "北京"])
    many = tuple(f"城{chr(0x4E00 + n)}" for n in range(501))
    for wrong in (("123",), ("上海1",), ("!!",), ("城" * 61,), many):
        with pytest.raises(Malformed) as malformed:
            await desk.offer("tea", "TEA-BOX", cities=wrong)
        assert malformed.value.path == "cities"
    assert await desk.offer("tea", "TEA-BOX", cities=many[:500])
