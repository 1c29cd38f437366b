"""Four providers, each a real supplier process behind its plugin: their faults, and what they tell."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import uvicorn
from tests.kit.faces import Asker
from tests.kit.lounge import Supplier, lounge_config, plugged_in
from tests.kit.ports import free_port
from tests.kit.waiting import eventually_here
from tortoise.exceptions import OperationalError

from largesse.kernel.clock import now
from largesse.kernel.errors import KeyReused, NotAllowed
from largesse.kernel.ids import new_id, text_id
from largesse.kernel.settings import CHECKOUT
from largesse.plugging.calls.invoke import INVOKER, Invoker
from largesse.rights.batches.propose import SkuMissing
from largesse.rights.catalogue.providers import ProviderPaused
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.entitlement import EntitlementMissing
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.form_answers.give import Answer, AnswerForm, WithdrawForm, answer_form, withdraw_form
from largesse.rights.forms.form import FormNotAgreed
from largesse.rights.order_events.note import note_report
from largesse.rights.orders import fulfil
from largesse.rights.orders.connect import ConnectProvider, connect_provider
from largesse.rights.provider_calls.amend import AmendOrder, Beneficiary, FieldNotAgreed, amend_order
from largesse.rights.provider_calls.answers import When, Where
from largesse.rights.provider_calls.ask import provider_form, provider_places, provider_slots, track_order
from largesse.rights.provider_calls.asking import NotOffered, ProviderDeclined, ProviderSilent
from largesse.rights.provider_calls.open_page import (
    OpenProviderPage,
    PageClosed,
    PageElsewhere,
    PagePurpose,
    open_provider_page,
)
from largesse.rights.provider_calls.whom import NotOrdered
from largesse.store.outbox import Event
from largesse.web.callbacks import routes
from largesse.web.edge import application
from largesse.web.parts import Parts

IMPATIENT_S = 1.5  # shorter than a supplier hangs, long enough for it to have written the order
SKUS = {"lounge": "LOUNGE-1", "health": "CHECK-F", "legal": "CONSULT-3", "gift": "TEA-BOX"}
# What the staff do first and then, and what the house is told of it.
ACTS = {
    "health": [("attend", "attendance"), ("report", "report_ready")],
    "legal": [("assign", "case_assigned"), ("close", "case_closed")],
    "gift": [("ship", "shipped"), ("deliver", "delivered")],
}
FOUR, TELLING = pytest.mark.parametrize("name", SKUS), pytest.mark.parametrize("name", ACTS)


@dataclass
class Street:
    """The shop, the callback face and a supplier beside it. ``key`` makes one right's order findable."""

    shop: object
    supplier: Supplier
    base: str

    async def served(self, client=None):
        """Give a claimed right, its holder, and the order in the house's books."""
        client = client or await self.shop.client()
        right = await self.shop.claimed(client, "lounge")
        await self.shop.house.drain()
        return right, client, await self.order(right)

    async def order(self, right):
        rows = "select * from rights_order where entitlement = $1 order by placed_at desc limit 1"
        return (await self.shop.house.rows(rows, right))[0]

    async def due(self):
        """Let the time of the next question come, however far it is."""
        await self.shop.house.run("update rights_order set due_at = now() where due_at is not null")
        await fulfil.check_due(self.shop.house.work)
        await self.shop.house.drain()

    async def told(self, right, count):
        """Wait until so many events of a right were written down; gives them as they happened."""
        rows = (
            "select v.* from rights_order_event v join rights_order o on o.id = v.provider_order"
            " where o.entitlement = $1 order by v.at, v.id"
        )

        async def enough():
            await self.shop.house.drain()
            found = await self.shop.house.rows(rows, right)
            return found if len(found) >= count else None

        return await eventually_here(enough)

    def books(self, order):
        """Give the supplier's orders of one of ours: there is never more than one."""
        return [one for one in self.supplier.orders() if one["partner_order"] == order["request_id"]]

    async def open(self, client, right, purpose="order"):
        ask = OpenProviderPage(right=right, purpose=PagePurpose(purpose))
        return await open_provider_page(ask, actor=client, work=self.shop.house.work)


@pytest.fixture(scope="module")
def suppliers(tmp_path_factory):
    """The suppliers' programs, each started when it is first asked for."""
    running: dict[str, Supplier] = {}

    def of(name):
        if name not in running:
            home = tmp_path_factory.mktemp(name)
            running[name] = Supplier(home, CHECKOUT / "plugins" / name)
        one = running[name]
        one.arm(down=0, hold_callbacks=0, duplicate_callback=0, out_of_order=0, time_out_after_commit=0)
        return one

    yield of
    for one in running.values():
        one.close()


@pytest.fixture
async def street(shop, suppliers):
    """A way to set up one supplier behind the shop's provider."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    invoker = Invoker(shop.house.work, callback_base=base)
    shop.house.lend(INVOKER.of(invoker))
    app = application(routes(Parts(shop.house.work)))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    await eventually_here(lambda: server.started or serving.done())

    async def with_supplier(name):
        supplier = await asyncio.to_thread(suppliers, name)
        folder: Path = CHECKOUT / "plugins" / name
        plugged = await plugged_in(shop.house.work, invoker, folder, lounge_config(supplier))
        installed = "update rights_provider set installation = $1 where slug = 'lounge'"
        await shop.house.run(installed, plugged.installation)
        sku = "update rights_sku set fulfil_mode = 'provider', provider_sku = $1 where code = 'S-LOUNGE-1'"
        await shop.house.run(sku, SKUS[name])
        return Street(shop, supplier, base)

    yield with_supplier
    server.should_exit = True
    await serving
    await invoker.close()


@FOUR
async def test_a_lost_answer_and_an_hour_away_each_end_in_exactly_one_order(name, street, monkeypatch):
    monkeypatch.setattr(fulfil, "DEADLINE_S", IMPATIENT_S)
    one = await street(name)
    one.supplier.arm(time_out_after_commit=1)
    right, client, order = await one.served()
    assert order["state"] == "unknown"
    await one.due()
    assert (await one.order(right))["state"] == "completed"
    assert await one.shop.state(right) == "active"
    assert len(one.books(order)) == 1

    one.supplier.arm(down=1)
    right, _, order = await one.served(client)
    for _ in range(3):
        assert (order["state"], await one.shop.state(right)) == ("created", "issued")
        assert order["due_at"] - now() > timedelta(seconds=30)  # as the provider wished
        await one.due()
        order = await one.order(right)
    assert one.books(order) == []
    one.supplier.arm(down=0)
    await one.due()
    assert (await one.order(right))["state"] == "completed"
    assert len(one.books(order)) == 1


@TELLING
async def test_notices_told_twice_in_the_wrong_order_and_late_are_each_booked_once(name, street):
    one = await street(name)
    (first, kind), (then, last) = ACTS[name]
    right, _, order = await one.served()
    one.supplier.arm(hold_callbacks=1, duplicate_callback=2)
    one.supplier.act(order["provider_ref"], first)
    one.supplier.act(order["provider_ref"], then)
    ended = now() - timedelta(hours=1)
    validity = "update rights_entitlement set valid_from = $2, valid_to = $3 where id = $1"
    await one.shop.house.run(validity, right, ended - timedelta(days=9), ended)
    await expire_due(one.shop.house.work)
    assert await one.shop.state(right) == "expired"
    one.supplier.arm(out_of_order=1, hold_callbacks=0)
    events = await one.told(right, 2)
    heard = "select count(*) from plugging_callback where state in ('accepted', 'duplicate')"

    async def every_copy():
        return await one.shop.house.value(heard) == 4

    await eventually_here(every_copy)
    await one.shop.house.drain()
    events = await one.told(right, 2)
    assert [(row["kind"], row["late"], row["out_of_order"]) for row in events] == [
        (kind, True, True),
        (last, True, False),
    ]
    assert await one.shop.state(right) == "redeemed"
    assert (await one.order(right))["state"] == "completed"
    assert await one.shop.house.value("select count(*) from rights_redemption") == 1
    assert await one.shop.house.value("select count(*) from store_delivery where state <> 'done'") == 0
    assert len(one.books(order)) == 1


TRAIL = """query($id: String!) { trail(id: $id) { orders { events { kind says note late outOfOrder } } } }"""
MINE = """query($id: String!) { right(id: $id) { providerSide {
  status { kind says } pages { purpose name } } } }"""
OPEN = """mutation($ask: OpenProviderPageAsk!) { openProviderPage(ask: $ask) { __typename
  ... on ProviderPageOpened { url } ... on Refusal { code } } }"""


async def test_a_check_up_is_moved_attended_in_part_and_its_report_opened_at_the_centre(street):
    one = await street("health")
    work, sku = one.shop.house.work, one.shop.known["sku.lounge"]
    right, client, order = await one.served()
    phone = Asker(one.shop.work, client, "client")
    page = await provider_places(sku, Where(city="上海"), actor=client, work=work)
    assert page.places[0].city == "上海"
    assert page.next_cursor
    tomorrow = now().date() + timedelta(days=1)
    when = When(place="SH-PUDONG", day_from=tomorrow, day_to=tomorrow + timedelta(days=7))
    slots = (await provider_slots(sku, when, actor=one.shop.who("designer"), work=work)).slots
    free = next(slot for slot in slots if slot.free)
    form = await provider_form(sku, actor=client, work=work)
    assert form.eligibility.sexes == ["female"]
    assert all(one.purpose for one in form.fields if one.personal)

    friend = Beneficiary(ref="friend", name="李雷")
    ask = AmendOrder(key="move", right=right, slot=free.ref, beneficiary=friend)
    for _ in range(2):
        assert not (await amend_order(ask, actor=client, work=work)).pending
    (kept,) = one.books(order)
    assert (kept["more"]["slot"], kept["guest"]) == (free.ref, "李雷")
    (amended,) = await one.told(right, 1)
    assert (amended["kind"], amended["facts"]) == ("amended", {})
    with pytest.raises((KeyReused, ProviderDeclined)):
        await amend_order(replace(ask, place="SH-JINGAN"), actor=client, work=work)
    with pytest.raises(ProviderDeclined) as full:
        await amend_order(AmendOrder(key="x", right=right, slot="SH-PUDONG@x"), actor=client, work=work)
    assert full.value.why == "health.slot_unknown"
    with pytest.raises(FieldNotAgreed):
        await amend_order(AmendOrder(key="y", right=right, form={"income": "1"}), actor=client, work=work)

    with pytest.raises(PageClosed):
        await one.open(client, right, "report")
    one.supplier.act(order["provider_ref"], "partly")
    one.supplier.act(order["provider_ref"], "report")
    await one.told(right, 3)
    assert await one.shop.state(right) == "redeemed"
    shown = (await phone.asks(MINE, id=text_id("ent", right)))["right"]["providerSide"]
    assert shown["status"]["kind"] == "report_ready"
    assert [page["purpose"] for page in shown["pages"]] == ["report"]
    asked = {"right": text_id("ent", right), "purpose": "REPORT"}
    opened = (await phone.asks(OPEN, ask=asked))["openProviderPage"]
    assert opened["__typename"] == "ProviderPageOpened"
    async with httpx.AsyncClient() as browser:
        assert (await browser.get(opened["url"])).status_code == 200
    designer = Asker(one.shop.work, one.shop.who("designer"))
    (shown,) = (await designer.asks(TRAIL, id=text_id("ent", right)))["trail"]["orders"]
    came = shown["events"][1]
    assert came["kind"] == "attendance"
    assert "BASIC, BLOOD" in came["note"]
    assert "CNY 160.00" in came["note"]


async def test_who_may_ask_a_provider_and_when_it_is_not_asked(street):
    one = await street("gift")
    work, sku = one.shop.house.work, one.shop.known["sku.lounge"]
    stranger = await one.shop.client("13800005555")
    right, client, order = await one.served()
    with pytest.raises(SkuMissing):
        await provider_form(sku, actor=stranger, work=work)
    beijing = frozenset({one.shop.known["unit.beijing"]})
    with pytest.raises(SkuMissing):
        await provider_form(sku, actor=replace(one.shop.who("designer"), units=beijing), work=work)
    with pytest.raises(NotAllowed):
        await provider_form(sku, actor=one.shop.counter(), work=work)
    with pytest.raises(EntitlementMissing):
        await one.open(stranger, right)
    with pytest.raises(NotOrdered):
        await one.open(client, await one.shop.give(client, "lounge"))
    with pytest.raises(NotOffered):
        await provider_places(sku, Where(), actor=client, work=work)
    assert (await one.open(client, right)).url.startswith(one.supplier.url)
    links = "update plugging_version set manifest = jsonb_set(manifest, '{links}', $1)"
    await one.shop.house.run(links, ["elsewhere.example:443"])
    with pytest.raises(PageElsewhere):
        await one.open(client, right)
    one.supplier.arm(down=1)
    with pytest.raises(ProviderSilent):
        await track_order(right, actor=client, work=work)
    await one.shop.house.run(
        "update rights_provider set state = 'paused', paused_at = now(), paused_reason = 'x'"
        " where slug = 'lounge'"
    )
    with pytest.raises(ProviderPaused):
        await one.open(client, right)
    assert len(one.books(order)) == 1


async def test_a_gift_that_comes_back_unused_can_be_claimed_again_whatever_is_told_after(street):
    one = await street("gift")
    right, client, order = await one.served()
    one.supplier.act(order["provider_ref"], "ship")
    await one.told(right, 1)
    tracked = await track_order(right, actor=client, work=one.shop.house.work)
    assert (tracked.status, tracked.shipment.carrier) == ("shipped", "顺丰速运")
    one.supplier.act(order["provider_ref"], "return")
    shipped, _ = await one.told(right, 2)
    assert (await one.order(right))["state"] == "cancelled"
    assert await one.shop.state(right) == "issued"
    older = shipped["at"] + timedelta(microseconds=1)
    await tell(one, order, "delivered", older)
    assert await one.shop.state(right) == "issued"
    assert [row["out_of_order"] for row in await one.told(right, 3)] == [False, True, False]
    again = ClaimRight(key=one.shop.key(), entitlement=right)
    await claim_right(again, actor=client, work=one.shop.house.work)
    await one.shop.house.drain()
    assert (await one.order(right))["id"] != order["id"]
    assert await one.shop.state(right) == "active"


async def test_a_gift_that_comes_back_after_its_use_waits_before_people_and_is_written_down(street):
    one = await street("gift")
    right, _, order = await one.served()
    for told, act in enumerate(("ship", "deliver", "return"), 1):
        one.supplier.act(order["provider_ref"], act)
        events = await one.told(right, told)
    assert [row["kind"] for row in events] == ["shipped", "delivered", "returned"]
    assert await one.shop.state(right) == "redeemed"
    waits = await one.shop.house.rows("select handler, error from store_delivery where state <> 'done'")
    assert [(row["handler"], row["error"].split()[0]) for row in waits] == [
        ("rights.take_provider_report", "rights.order_used")
    ]


async def tell(one, order, kind, at, event_id=None):
    """Let the house hear a verified notice, as the callback's door does; gives it."""
    payload = {
        "installation": str(order["installation"]),
        "event_id": event_id or str(new_id()),
        "kind": kind,
        "provider_ref": order["provider_ref"],
        "order_ref": order["request_id"],
        "at": at.isoformat(),
    }
    event = Event(new_id(), "plugging.provider_event_received.v1", payload["event_id"], payload, now())
    await one.shop.house.run(
        "insert into store_outbox (id, at, topic, key, payload) values ($1, now(), $2, $3, $4)",
        event.id,
        event.topic,
        event.key,
        payload,
    )
    await one.shop.house.drain()
    return event


async def test_a_fact_is_written_once_by_whoever_comes_first_and_never_changed(street):
    one = await street("gift")
    right, _, order = await one.served()
    payload = {
        "installation": str(order["installation"]),
        "event_id": "evt-1",
        "kind": "report_ready",
        "provider_ref": order["provider_ref"],
        "order_ref": None,
        "at": now().isoformat(),
    }
    event = Event(new_id(), "plugging.provider_event_received.v1", "k", payload, now())

    async def note():
        async with one.shop.house.work.job() as tx:
            await note_report(event, tx)

    await asyncio.gather(*(note() for _ in range(6)))
    assert len(await one.told(right, 1)) == 1
    for change in ("update rights_order_event set kind = 'used'", "delete from rights_order_event"):
        with pytest.raises(OperationalError):
            await one.shop.house.run(change)


PARCEL = ("name", "name", "收件人"), ("phone", "mobile", "电话"), ("address", "address", "地址")
GIVE = """mutation($form: AnswerFormAsk!) { answerForm(ask: $form) { __typename
  ... on FormAnsweredType { problems { field } } } }"""
TAKE = """mutation($claim: ClaimRightAsk!) { claimRight(ask: $claim) { __typename
  ... on RightClaimedType { state } ... on Refusal { code } } }"""
TOLD = """query($id: String!) { myForm(right: $id) { aboutRef sentAt open }
  myPrivacy { given { name what } } }"""


def parcel_form(*more):
    text = {"zh-CN": "字"}
    same = {"required": True, "purpose": text, "consent": text, "class": "C2"}
    asked = (*PARCEL, *more)
    return {
        "fields": [
            {"key": key, "type": kind, "label": {"zh-CN": label}, **same} for key, kind, label in asked
        ]
    }


async def test_the_address_that_a_client_types_is_where_the_supplier_sends_the_gift(street):
    one = await street("gift")
    house, client = one.shop.house, await one.shop.client()
    await house.run("update rights_batch set personal_form = $1 where code = 'B-2026-LOUNGE'", parcel_form())
    right = await one.shop.give(client, "lounge")
    phone, ident = Asker(one.shop.work, client, "client"), text_id("ent", right)
    claim = {"key": "c1", "entitlement": ident}
    assert (await phone.asks(TAKE, claim=claim))["claimRight"]["code"] == "rights.form_needed"
    typed = {"name": "王明", "phone": "＋86 138 0013 8000", "address": "上海市浦东新区世纪大道 100 号"}
    about = (await phone.asks(TOLD, id=ident))["myForm"]["aboutRef"]
    answers = [{"field": key, "value": value, "agreed": True} for key, value in typed.items()]
    ask = {"right": ident, "about": about, "answers": answers}
    assert (await phone.asks(GIVE, form=ask))["answerForm"]["problems"] == []
    assert (await phone.asks(TAKE, claim=claim))["claimRight"]["state"] == "issued"
    await house.drain()
    order = await one.order(right)
    (kept,) = one.books(order)
    assert kept["more"]["to"] == typed | {"phone": "13800138000"}
    told = await phone.asks(TOLD, id=ident)
    assert (told["myForm"]["sentAt"] is not None, told["myForm"]["open"]) == (True, False)
    assert "收件人、电话、地址" in told["myPrivacy"]["given"][0]["what"]
    elsewhere = ("store_outbox", "store_audit", "store_receipt", "rights_order", "rights_form_sent")
    kept = str([await house.rows(f"select * from {table}") for table in elsewhere])
    assert not [secret for secret in ("13800138000", "世纪大道") if secret in kept]


async def test_a_form_that_its_plugin_is_not_to_be_told_is_refused_in_words_and_never_sent(street):
    one = await street("gift")
    shop, house = one.shop, one.shop.house
    beyond = parcel_form(("income", "whole", "收入"))
    await house.run("update rights_batch set personal_form = $1 where code = 'B-2026-LOUNGE'", beyond)
    plugin = await house.value("select installation from rights_provider where slug = 'lounge'")
    again = ConnectProvider(key="again", provider=shop.known["provider.lounge"], installation=plugin)
    with pytest.raises(FormNotAgreed) as no:
        await connect_provider(again, actor=shop.who("operator"), work=shop.work)
    assert (no.value.sku, no.value.fields) == ("B-2026-LOUNGE", "income")
    right = await shop.give(await shop.client(), "lounge")
    holder = house.client(await house.value("select holder from rights_entitlement"))
    answers = {"name": "王明", "phone": "13800138000", "address": "上海市浦东新区世纪大道", "income": "1"}
    ask = AnswerForm(
        entitlement=right,
        about=holder.id,
        answers=tuple(Answer(field=key, value=value, agreed=True) for key, value in answers.items()),
    )
    assert (await answer_form(ask, actor=holder, work=shop.work)).problems == {}
    await claim_right(ClaimRight(key="c", entitlement=right), actor=holder, work=shop.work)
    await house.drain()
    order = await one.order(right)
    assert (order["state"], order["code"]) == ("failed", "rights.form_not_agreed")
    assert one.books(order) == []
    assert await shop.state(right) == "issued"

    await house.run("update rights_batch set personal_form = $1 where code = 'B-2026-LOUNGE'", parcel_form())
    await claim_right(ClaimRight(key="d", entitlement=right), actor=holder, work=shop.work)
    await withdraw_form(WithdrawForm(entitlement=right), actor=holder, work=shop.work)
    await house.drain()
    order = await one.order(right)
    assert (order["state"], order["code"]) == ("failed", "rights.form_needed")
    assert one.books(order) == []
