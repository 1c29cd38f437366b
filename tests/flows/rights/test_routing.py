"""One SKU at several providers: who is asked, who is asked next, until when, and what people do about it."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.kit.faces import Asker
from tests.kit.lounge import LOUNGE, Supplier, lounge_config, plugged_in

from largesse.identity.approvals.route import OwnWork
from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id, text_id
from largesse.kernel.settings import CHECKOUT
from largesse.plugging.calls.invoke import INVOKER, Invoker
from largesse.plugging.calls.reply import Reply
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.offers.keep import (
    ChangeOffer,
    MakeOffer,
    SteerOffer,
    SupplyStep,
    change_offer,
    make_offer,
    steer_offer,
)
from largesse.rights.offers.offer import NoOffer, OfferChanged, OfferMissing, OfferTaken, OfferWrongState
from largesse.rights.order_clocks.keep import note_missed
from largesse.rights.order_events.note import note_report
from largesse.rights.order_queue import act, done
from largesse.rights.order_queue.case import ClockStands, OrderActUnsafe, OrderMissing
from largesse.rights.order_queue.reads import cases_waiting
from largesse.rights.orders import fulfil
from largesse.rights.orders.outcome import BY_HAND, complete, lock_order
from largesse.rights.orders.pause import PauseProvider, ResumeProvider, pause_provider, resume_provider
from largesse.rights.orders.provider_events import OrderReplaced, take_report
from largesse.store.outbox import Event

IMPATIENT_S = 1.5
REFUSED = Reply(outcome="failed", code="supplier.refused")
ALL = frozenset({"rights.serve_orders", "rights.decide_order", "rights.view"})
TRAIL = """query($id: String!) { trail(id: $id) { orders { state providerName why sla { state hours }
  notes { kind words reference name } turns { kind cause } } } }"""
CASES = """query($state: String) { orderCases(state: $state) { edges { node { id causes actions
  barred { act says } order { id } sla { state } } } } }"""
TOLD = "query($id: String!) { orderCase(id: $id) { actions order { codeSays notes { kind words } } } }"
HELD = "query($id: String!) { right(id: $id) { state stateName waiting } rightCode(id: $id) { code12 } }"


class Desk:
    """The shop with a SKU of several offers, and the people who look after its orders."""

    def __init__(self, shop):
        self.shop, self.house = shop, shop.house

    async def offer(self, provider="lounge", article="LOUNGE-1", **more):
        ids = {"sku": self.shop.known["sku.lounge"], "provider": self.shop.known[f"provider.{provider}"]}
        terms = {"cost_minor": 16_000, "settle_minor": 15_000, **more}
        ask = MakeOffer(key=self.shop.key(), **ids, provider_sku=article, **terms)
        return (await make_offer(ask, actor=self.shop.who("designer"), work=self.house.work)).offer

    async def orders(self):
        return await self.house.rows("select * from rights_order order by placed_at, id")

    async def order(self):
        return (await self.orders())[-1]

    async def claimed(self):
        return await self.shop.claimed(await self.shop.client(), "lounge")

    async def does(self, use, kind, order, who="operator", **more):
        ask = kind(key=self.shop.key(), order=order["id"], **more)
        return await use(ask, actor=self.shop.who(who), work=self.house.work)

    async def reroute(self, order, **more):
        return await self.does(act.reroute_order, act.RerouteOrder, order, reason="换一家", **more)

    async def cases(self, state=None):
        told = await Asker(self.house.work, self.shop.who("operator")).asks(CASES, state=state)
        return {edge["node"]["id"]: edge["node"] for edge in told["orderCases"]["edges"]}

    async def case(self, order):
        asker = Asker(self.house.work, self.shop.who("operator"))
        return (await asker.asks(TOLD, id=text_id("ord", order["id"])))["orderCase"]

    async def told(self, order):
        notes = (await self.case(order))["order"]["notes"]
        return [(note["kind"], note["words"]) for note in notes]

    async def offered(self, order):
        case = await self.case(order)
        return case["actions"], case["order"]["codeSays"]

    async def trail(self, right):
        asker = Asker(self.house.work, self.shop.who("operator"))
        return (await asker.asks(TRAIL, id=text_id("ent", right)))["trail"]["orders"]

    async def waits(self):
        async with self.house.work.read() as read:
            return await cases_waiting(read, self.shop.who("operator"))


@pytest.fixture
async def desk(shop):
    """Two providers that somebody speaks for, as far as these books know."""
    await shop.house.run("update rights_provider set installation = gen_random_uuid()")
    await shop.house.run(
        "update rights_sku set fulfil_mode = 'provider', provider_sku = 'LOUNGE-1' where code = 'S-LOUNGE-1'"
    )
    return Desk(shop)


@pytest.fixture(scope="module")
def suppliers(tmp_path_factory):
    """Two suppliers' programs for the whole module."""
    lounge = Supplier(tmp_path_factory.mktemp("lounge"))
    gift = Supplier(tmp_path_factory.mktemp("gift"), CHECKOUT / "plugins" / "gift")
    yield lounge, gift
    lounge.close()
    gift.close()


@pytest.fixture
async def street(desk, suppliers):
    """The lounge speaks for one provider, the gift shop for the other."""
    invoker = Invoker(desk.house.work)
    desk.house.lend(INVOKER.of(invoker))
    for supplier, folder, slug in zip(
        suppliers, (LOUNGE, CHECKOUT / "plugins" / "gift"), ("lounge", "tea"), strict=True
    ):
        plugged = await plugged_in(desk.house.work, invoker, folder, lounge_config(supplier))
        speaks = "update rights_provider set installation = $1 where slug = $2"
        await desk.house.run(speaks, plugged.installation, slug)
    yield desk
    await invoker.close()


async def test_a_definite_no_goes_to_the_next_offer_whose_price_the_right_then_has(street, suppliers):
    desk, (lounge, gift) = street, suppliers
    await desk.offer("lounge", "NO-SUCH-SKU", preference=1, sla_hours=4)
    await desk.offer("tea", "TEA-BOX", preference=2, cost_minor=12_500, settle_minor=12_000)
    served = len(gift.orders())
    right = await desk.claimed()
    assert await desk.shop.money() == (16_800, 0)
    await desk.house.drain()
    first, second = await desk.orders()
    assert (first["state"], second["state"]) == ("rerouted", "completed")
    assert second["chain"] == first["chain"] == first["id"]
    assert second["request_id"] != first["request_id"]
    assert (len(lounge.orders()), len(gift.orders())) == (0, served + 1)
    assert await desk.shop.state(right) == "active"
    assert await desk.shop.money() == (12_000, 0)
    told = await desk.trail(right)
    assert [one["why"] for one in told] == [
        ["按权重分单"],
        ["唯一可用的供给", "已排除本次问过的供给"],
    ]
    assert (told[0]["sla"]["state"], told[1]["sla"]) == ("ended", None)
    assert [turn["kind"] for turn in told[0]["turns"]] == ["started", "ended"]
    counter = desk.shop.counter("tea")
    uses = "select provider, amount_minor from rights_redemption where entitlement = $1"
    event = {"installation": str(second["installation"]), "event_id": "g-1", "kind": "delivered"}
    event |= {"provider_ref": second["provider_ref"], "order_ref": None, "at": now().isoformat()}
    async with desk.house.work.job() as tx:
        tx.emit("plugging.provider_event_received.v1", "g-1", event)
    await desk.house.drain()
    (use,) = await desk.house.rows(uses, right)
    assert (use["provider"], use["amount_minor"]) == (counter.id, 12_000)
    assert await desk.shop.money() == (0, 12_000)
    assert await desk.waits() == 0


async def test_what_is_unknown_is_asked_after_and_never_given_to_another(street, suppliers, monkeypatch):
    desk, (lounge, _) = street, suppliers
    monkeypatch.setattr(fulfil, "DEADLINE_S", IMPATIENT_S)
    await desk.offer("lounge", preference=1)
    await desk.offer("tea", "TEA-BOX", preference=2)
    lounge.arm(time_out_after_commit=1)
    right = await desk.claimed()
    await desk.house.drain()
    order = await desk.order()
    assert (order["state"], len(await desk.orders())) == ("unknown", 1)
    for use, kind, more in (
        (desk.reroute, None, {}),
        (act.send_order, act.OrderAsk, {}),
        (act.give_order_up, act.ReasonedOrderAsk, {"reason": "算了"}),
    ):
        with pytest.raises(OrderActUnsafe) as unsafe:
            await (desk.does(use, kind, order, **more) if kind else use(order))
        assert unsafe.value.why == "maybe_done"
    await desk.house.run("update rights_order set placed_at = placed_at - interval '20 minutes'")
    (case,) = (await desk.cases("unknown")).values()
    assert (case["causes"], case["actions"]) == (["unknown"], ["ask", "done", "note"])
    assert {one["act"] for one in case["barred"]} == {"send", "reroute", "give_up", "close"}
    await desk.does(act.ask_provider, act.OrderAsk, order)
    await desk.house.drain()
    assert ((await desk.order())["state"], await desk.shop.state(right)) == ("completed", "active")
    assert len([one for one in lounge.orders() if one["partner_order"] == order["request_id"]]) == 1
    assert await desk.cases() == {}


async def test_an_order_that_was_not_sent_for_long_is_listed_unless_its_provider_was_paused_here(desk):
    await desk.offer("lounge", preference=1)
    await desk.claimed()
    assert await desk.waits() == 0
    await desk.house.run("update rights_order set placed_at = placed_at - interval '20 minutes'")
    (case,) = (await desk.cases("unsent")).values()
    assert (case["causes"], await desk.waits()) == (["unsent"], 1)
    assert case["actions"] == ["send", "give_up", "note"]
    lounge, operator = desk.shop.known["provider.lounge"], desk.shop.who("operator")
    pause = PauseProvider(key="p", provider=lounge, reason="盘点")
    await pause_provider(pause, actor=operator, work=desk.house.work)
    assert await desk.cases() == {}


async def test_a_button_and_the_providers_answer_leave_one_live_order(desk):
    live = "select count(*) from rights_order where state not in ('failed', 'cancelled', 'rerouted')"
    await desk.offer("lounge", preference=1)
    await desk.offer("tea", "TEA-BOX", preference=2)
    right = await desk.claimed()
    order = await desk.order()
    locked = asyncio.Event()

    async def pressed():
        await locked.wait()
        return await desk.reroute(order)

    pressing = asyncio.create_task(pressed())
    async with desk.house.work.job() as tx:
        row = await lock_order(tx, order["id"])
        locked.set()
        await desk.house.until_blocked()
        await complete(tx, row, {"provider_ref": "P-1"})
    with pytest.raises(OrderActUnsafe) as unsafe:
        await pressing
    assert (unsafe.value.why, await desk.house.value(live)) == ("served", 1)

    await desk.claimed()
    order = await desk.order()
    given = await desk.reroute(order)
    async with desk.house.work.job() as tx:
        tx.emit(fulfil.CHECK, str(order["id"]), {"order": str(order["id"]), "at": now().isoformat()})
        ask = fulfil.OrderAsk(order["id"], order["installation"], order["request_id"], "issue", {})
        await fulfil.finish(ask, replace(REFUSED, code="too.late"), tx)
    follows = await desk.order()
    assert (given.next, follows["state"], follows["why"]) == (follows["id"], "created", ["only", "tried"])
    assert await desk.house.value(live) == 2  # one a right
    with pytest.raises(OrderActUnsafe) as unsafe:
        await desk.reroute(follows)
    assert unsafe.value.why == "no_offer"
    assert await desk.shop.state(right) == "active"


async def test_a_paused_provider_is_passed_over_and_with_none_left_the_right_waits(desk):
    first = await desk.offer("lounge", preference=1)
    await desk.offer("tea", "TEA-BOX", preference=2, cost_minor=16_801, settle_minor=1)
    client = await desk.shop.client()
    lounge = desk.shop.known["provider.lounge"]
    right = await desk.shop.give(client, "lounge")
    claim = ClaimRight(key="c", entitlement=right)
    pause = PauseProvider(key="p", provider=lounge, reason="盘点")
    await pause_provider(pause, actor=desk.shop.who("operator"), work=desk.house.work)
    with pytest.raises(NoOffer):  # the other one is dearer than what was promised
        await claim_right(claim, actor=client, work=desk.house.work)
    cheap = await desk.offer("tea", "TEA-TIN", preference=3, cost_minor=100, settle_minor=0)
    await claim_right(replace(claim, key="d"), actor=client, work=desk.house.work)
    order = await desk.order()
    assert (order["offer"], sorted(order["why"])) == (cheap, ["dear", "only", "paused"])
    await claim_right(replace(claim, key="e"), actor=client, work=desk.house.work)
    assert len(await desk.orders()) == 1
    with pytest.raises(OfferMissing):
        await desk.reroute(order, offer=cheap)
    resume = ResumeProvider(key="r", provider=lounge, reason="好了")
    await resume_provider(resume, actor=desk.shop.who("operator"), work=desk.house.work)
    assert (await desk.reroute(order, offer=first)).next == (await desk.order())["id"]


async def test_the_clock_stops_for_what_the_provider_cannot_help_and_what_is_missed_is_seen(desk):
    await desk.offer("lounge", sla_hours=4)
    right = await desk.claimed()
    lounge, operator = desk.shop.known["provider.lounge"], desk.shop.who("operator")
    order = await desk.order()
    assert order["sla_due_at"] - order["placed_at"] == timedelta(hours=4)
    assert await desk.waits() == 0
    pause = PauseProvider(key="p", provider=lounge, reason="盘点")
    await pause_provider(pause, actor=operator, work=desk.house.work)
    paused = await desk.order()
    assert (paused["sla_state"], paused["sla_cause"]) == ("paused", "provider")
    with pytest.raises(ClockStands):
        await desk.does(act.resume_order_clock, act.ReasonedOrderAsk, order, reason="继续")
    resume = ResumeProvider(key="r", provider=lounge, reason="好了")
    await resume_provider(resume, actor=operator, work=desk.house.work)
    cause = act.PauseCause.FORCE
    await desk.does(act.pause_order_clock, act.PauseOrderClock, order, cause=cause, reason="台风")
    await note_missed(desk.house.work)
    with pytest.raises(ClockStands):
        await desk.does(act.pause_order_clock, act.PauseOrderClock, order, cause=cause, reason="台风")
    await pause_provider(replace(pause, key="p2"), actor=operator, work=desk.house.work)
    await desk.does(act.resume_order_clock, act.ReasonedOrderAsk, order, reason="风停了")
    assert (await desk.order())["sla_cause"] == "provider"  # it stands for the other pause now
    await resume_provider(replace(resume, key="r2"), actor=operator, work=desk.house.work)
    await desk.house.run("update rights_order set sla_due_at = now() + interval '30 minutes'")
    assert [one["causes"] for one in (await desk.cases()).values()] == [["soon"]]
    await desk.house.run("update rights_order set sla_due_at = now() - interval '1 minute'")
    for _ in range(2):
        await note_missed(desk.house.work)
    (case,) = (await desk.cases("missed")).values()
    assert (case["sla"]["state"], await desk.waits()) == ("missed", 1)
    cards = "{ scoreCards(months: 1) { name inTime missed } }"
    told = (await Asker(desk.house.work, operator).asks(cards))["scoreCards"]
    assert [(one["inTime"], one["missed"]) for one in told if one["missed"]] == [(0, 1)]
    (shown,) = await desk.trail(right)
    turns = [(turn["kind"], turn["cause"]) for turn in shown["turns"] if turn["kind"] != "missed"]
    assert turns == [
        ("started", None),
        ("paused", "provider"),
        ("resumed", None),
        ("paused", "force"),
        ("resumed", None),
        ("paused", "provider"),
        ("resumed", None),
    ]
    assert len(shown["turns"]) == len(turns) + 1  # it is missed once, at the time that was its end
    async with desk.house.work.job() as tx:  # told late that it was served in time
        await complete(tx, await lock_order(tx, order["id"]), {}, at=now() - timedelta(hours=1))
    assert (await desk.order())["sla_state"] == "met"


async def test_a_person_settles_what_failed_with_evidence_and_a_dear_one_takes_two(desk):
    await desk.offer("lounge")
    right = await desk.claimed()
    order = await desk.order()
    with pytest.raises(OrderActUnsafe) as unsafe:
        await desk.does(done.mark_order_done, done.MarkOrderDone, order, words="已办", reference="R-1")
    assert unsafe.value.why == "not_sent"
    far = replace(desk.shop.who("operator"), units=frozenset({desk.shop.known["unit.beijing"]}))
    ask = act.ReasonedOrderAsk(key="far", order=order["id"], reason="看看")
    with pytest.raises(OrderMissing):
        await act.give_order_up(ask, actor=far, work=desk.house.work)
    await desk.does(act.give_order_up, act.ReasonedOrderAsk, order, reason="客户不要了")
    assert ((await desk.order())["state"], await desk.shop.state(right)) == ("failed", "issued")
    assert await desk.cases() == {}  # a person has settled it
    assert await desk.told(order) == [("given_up", "客户不要了")]

    await desk.claimed()
    order = await desk.order()
    await desk.house.run("update rights_order set state = 'failed' where id = $1", order["id"])
    await desk.house.run(
        "update rights_entitlement set unit_cost_minor = 60000 where id = $1", order["entitlement"]
    )
    await desk.house.run("update rights_budget set reserved_minor = reserved_minor + 60000 - 16800")
    (case,) = (await desk.cases("failed")).values()
    assert case["actions"] == ["done", "close", "note"]
    await desk.does(act.note_on_order, act.NoteOnOrder, order, words="已致电服务商")
    with pytest.raises(Malformed):
        await desk.does(done.mark_order_done, done.MarkOrderDone, order, words="已办", reference=" ")
    marked = await desk.does(
        done.mark_order_done, done.MarkOrderDone, order, words="邮件确认", reference="邮件 0612"
    )
    assert (marked.state, marked.approval) == ("failed", "pending")
    (case,) = (await desk.cases("failed")).values()
    assert case["actions"] == ["close", "note"]
    assert {"act": "done", "says": "已提交，正待第二人签核"} in case["barred"]
    content = await desk.house.value("select content_hash from identity_approval where state = 'pending'")
    both = replace(desk.shop.who("operator"), operations=ALL)
    ask = done.DecideOrderDone(key="own", order=order["id"], content_hash=content)
    with pytest.raises(OwnWork):
        await done.approve_order_done(ask, actor=both, work=desk.house.work)
    await desk.does(done.approve_order_done, done.DecideOrderDone, order, "branch", content_hash=content)
    assert await desk.shop.state(order["entitlement"]) == "active"
    assert (await desk.order())["code"] == BY_HAND
    async with desk.house.work.job() as tx:  # and the provider, that was asked meanwhile, says no
        asked = fulfil.OrderAsk(order["id"], order["installation"], order["request_id"], "query", {})
        await fulfil.finish(asked, REFUSED, tx)
    assert list(await desk.cases("contradicts")) == [order["request_id"]]
    (shown,) = await desk.trail(order["entitlement"])
    assert [(one["kind"], one["reference"]) for one in shown["notes"]] == [
        ("note", ""),
        ("evidence", "邮件 0612"),
    ]


async def test_a_right_that_staff_marked_as_served_says_so_on_the_phone_and_not_that_it_is_to_be_shown(desk):
    await desk.offer("lounge", preference=1)
    client = await desk.shop.client()
    right = await desk.shop.claimed(client, "lounge")
    order = await desk.order()
    await desk.house.run("update rights_order set state = 'unknown'")
    marked = {"words": "来电确认", "reference": "来电 0612"}
    await desk.does(done.mark_order_done, done.MarkOrderDone, order, **marked)
    phone = Asker(desk.house.work, client, "client", "zh-CN")
    told = await phone.asks(HELD, id=text_id("ent", right))
    assert told["right"] == {"state": "served", "stateName": "服务商已办理", "waiting": False}
    assert told["rightCode"] is None
    await desk.house.run("update rights_order set code = null")  # its provider's own yes: it may show more
    assert (await phone.asks(HELD, id=text_id("ent", right)))["right"]["state"] == "active"


async def test_what_a_provider_tells_after_it_had_refused_waits_until_a_person_settles_it(desk):
    await desk.offer("lounge", preference=1)
    await desk.offer("tea", "TEA-BOX", preference=2)
    await desk.claimed()
    order = await desk.order()
    await desk.reroute(order)
    event = {"installation": str(order["installation"]), "event_id": "late", "kind": "issued"}
    event |= {"provider_ref": "L-9", "order_ref": order["request_id"], "at": now().isoformat()}
    notice = Event(new_id(), "plugging.provider_event_received.v1", "late", event, now())
    async with desk.house.work.job() as tx:
        await note_report(notice, tx)
    with pytest.raises(OrderReplaced):  # its delivery waits before people
        async with desk.house.work.job() as tx:
            await take_report(notice, tx)
    (case,) = (await desk.cases("contradicts")).values()
    assert (case["order"]["id"], case["actions"]) == (order["request_id"], ["close", "note"])
    await desk.does(act.close_order_case, act.ReasonedOrderAsk, order, reason="服务商已撤单")
    assert await desk.cases("contradicts") == {}
    assert await desk.told(order) == [("rerouted", "换一家"), ("closed", "服务商已撤单")]
    assert await desk.offered(order) == (["note"], "由工作人员改派其他服务商")


ROUTING = """query($id: String!) { sku(id: $id) { routing { policy offers { providerSku state health weight
  cost { amountMinor } unitNames actions version } } } }"""


async def test_offers_are_made_changed_weighed_rested_and_ended(desk):
    designer = desk.shop.who("designer")
    sku = text_id("sku", desk.shop.known["sku.lounge"])
    made = await desk.offer("lounge", units=(desk.shop.known["unit.shanghai"],))
    with pytest.raises(OfferTaken):
        await desk.offer("lounge")
    for wrong, field in (
        ({"settle_minor": 16_001}, "settle_minor"),
        ({"weight": 0}, "weight"),
        ({"sla_hours": 2161}, "sla_hours"),
        ({"units": (new_id(),)}, "units"),
    ):
        with pytest.raises(Malformed) as malformed:
            await desk.offer("tea", "TEA-BOX", **wrong)
        assert malformed.value.path == field
    terms = {"cost_minor": 15_000, "settle_minor": 15_000, "weight": 7}
    change = ChangeOffer(key="c", offer=made, version=1, **terms)
    assert (await change_offer(change, actor=designer, work=desk.house.work)).version == 2
    with pytest.raises(OfferChanged):
        await change_offer(replace(change, key="d"), actor=designer, work=desk.house.work)
    asker = Asker(desk.house.work, designer)
    policy = """mutation($ask: SetOfferPolicyAsk!) { setOfferPolicy(ask: $ask) { __typename
      ... on OfferPolicySet { policy } } }"""
    await asker.asks(policy, ask={"key": "p", "sku": sku, "policy": "PRICE"})
    shown = (await asker.asks(ROUTING, id=sku))["sku"]["routing"]
    assert (shown["policy"], shown["offers"][0]["weight"]) == ("price", 7)
    assert shown["offers"][0]["actions"] == ["change", "rest", "end"]
    assert (shown["offers"][0]["health"], shown["offers"][0]["unitNames"]) == ("well", [])
    steer = SteerOffer(key="s", offer=made, step=SupplyStep.END, reason="合同到期")
    await steer_offer(steer, actor=designer, work=desk.house.work)
    with pytest.raises(OfferWrongState):
        await steer_offer(replace(steer, key="t"), actor=designer, work=desk.house.work)
    assert (await asker.asks(ROUTING, id=sku))["sku"]["routing"]["offers"] == []
    far = replace(designer, units=frozenset({desk.shop.known["unit.beijing"]}))
    with pytest.raises(OfferMissing):
        await steer_offer(replace(steer, key="u"), actor=far, work=desk.house.work)
