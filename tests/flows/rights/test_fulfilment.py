"""A right that a provider fulfils, at a real supplier process through the plugin's own process."""

import asyncio
import json
from dataclasses import replace

import pytest
from tests.kit.faces import Asker
from tests.kit.lounge import LOUNGE, Supplier, lounge_config, plugged_in
from tests.kit.seed import REGISTER, Seed

from largesse.kernel.actor import SYSTEM
from largesse.kernel.clock import now
from largesse.kernel.ids import new_id, parse_id, text_id
from largesse.plugging.calls.invoke import INVOKER, Invoker
from largesse.plugging.installations.try_connection import TryConnection, try_connection
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.orders import fulfil
from largesse.rights.orders.connect import (
    ConnectProvider,
    DisconnectProvider,
    PluginMissing,
    PluginOff,
    PluginTaken,
    PluginUnable,
    connect_provider,
    disconnect_provider,
)
from largesse.rights.orders.outcome import complete, lock_order
from largesse.rights.orders.provider_events import take_report
from largesse.rights.redemptions.show_code import show_code
from largesse.store.outbox import Event

FULFILLED = """
update rights_sku set fulfil_mode = 'provider', provider_sku = 'LOUNGE-1' where code = 'S-LOUNGE-1'
"""
IMPATIENT_S = 1.5  # shorter than the lounge hangs, long enough for it to have written the order


@pytest.fixture(scope="module")
def supplier(tmp_path_factory):
    """The lounge's own program for the whole module: each test orders for a right of its own."""
    one = Supplier(tmp_path_factory.mktemp("lounge"))
    yield one
    one.close()


@pytest.fixture(scope="module")
def seed(supplier) -> Seed:
    """The register, with the lounge plugged in and fulfilling its right."""

    async def grow(stage):
        await REGISTER.grow(stage)
        invoker = Invoker(stage.work)
        plugged = await plugged_in(stage.work, invoker, LOUNGE, lounge_config(supplier))
        await invoker.close()
        ask = ConnectProvider(
            key="c", provider=stage.known["provider.lounge"], installation=plugged.installation
        )
        await connect_provider(ask, actor=stage.known["staff.operator"], work=stage.work)
        async with stage.work.job() as tx:
            await tx.run(FULFILLED)

    return Seed("lounge", grow)


def written(supplier, order):
    """Give what the lounge's own books have under an order of ours."""
    return [one for one in supplier.orders() if one["partner_order"] == order["request_id"]]


async def connect(shop, provider: str, installation):
    ask = ConnectProvider(
        key=shop.key(), provider=shop.known[f"provider.{provider}"], installation=installation
    )
    return await connect_provider(ask, actor=shop.who("operator"), work=shop.house.work)


@pytest.fixture
async def shop(shop):
    """The shop; the lounge's plugin starts when it is first called."""
    invoker = Invoker(shop.house.work)
    shop.house.lend(INVOKER.of(invoker))
    yield shop
    await invoker.close()


@pytest.fixture
async def hanging(shop, supplier, monkeypatch):
    """The lounge writes the next order and does not answer; its plugin runs, so that nothing else is slow."""
    installation = await shop.house.value("select installation from rights_provider where slug = 'lounge'")
    work = shop.house.work
    ask = TryConnection(key=shop.key(), installation=installation)
    assert (await try_connection(ask, actor=SYSTEM, work=work, invoker=work.house.needed(INVOKER))).ok
    monkeypatch.setattr(fulfil, "DEADLINE_S", IMPATIENT_S)
    supplier.arm(time_out_after_commit=1)


async def test_provider_and_plugin_name_each_other_within_reach(shop):
    theirs = """{ rightProviders { edges { node { slug plugin { id name state } } } } }"""
    operator = Asker(shop.work, shop.who("operator"))
    rows = [edge["node"] for edge in (await operator.asks(theirs))["rightProviders"]["edges"]]
    served = {row["slug"]: row["plugin"] for row in rows}
    assert served["tea"] is None
    assert served["lounge"]["state"] == "enabled"
    whom = "query($id: String!) { plugin(id: $id) { providers { slug } } }"
    shown = await operator.asks(whom, id=served["lounge"]["id"])
    assert shown["plugin"]["providers"] == [{"slug": "lounge"}]
    beijing = frozenset({shop.known["unit.beijing"]})
    far = Asker(shop.work, replace(shop.who("operator"), units=beijing))
    assert (await far.asks(whom, id=served["lounge"]["id"]))["plugin"]["providers"] == []


FREE = """query($ids: [String!]!) { choices(kind: "fulfiller") { edges { node { name code } } }
  chosen(kind: "fulfiller", ids: $ids) { code }
  rightProviders { edges { node { slug actions } } } }"""


async def test_a_screen_offers_a_provider_the_plugins_that_are_free(shop):
    designer = Asker(shop.work, shop.who("designer"))
    installation = await shop.house.value("select installation from rights_provider where slug = 'lounge'")

    async def offered():
        told = await designer.asks(FREE, ids=[text_id("ins", installation)])
        acts = {edge["node"]["slug"]: edge["node"]["actions"] for edge in told["rightProviders"]["edges"]}
        assert [one["code"] for one in told["chosen"]] == ["largesse.lounge"]
        return [edge["node"]["code"] for edge in told["choices"]["edges"]], acts["lounge"], acts["tea"]

    assert await offered() == ([], ["give_key", "disconnect"], ["give_key", "connect"])
    parted = DisconnectProvider(key=shop.key(), provider=shop.known["provider.lounge"])
    await disconnect_provider(parted, actor=shop.who("designer"), work=shop.house.work)
    assert await offered() == (["largesse.lounge"], ["give_key", "connect"], ["give_key", "connect"])
    for unit, free in ((shop.known["unit.beijing"], []), (None, ["largesse.lounge"])):
        await shop.house.run("update plugging_installation set org_unit = $1", unit)
        told = await designer.asks(FREE, ids=[text_id("ins", installation)])
        assert [edge["node"]["code"] for edge in told["choices"]["edges"]] == free
        assert [one["code"] for one in told["chosen"]] == free
    await shop.house.run("update plugging_installation set state = 'disabled'")
    assert (await offered())[0] == []
    await shop.house.run("update plugging_version set manifest = jsonb_set(manifest, '{capabilities}', '[]')")
    assert (await designer.asks(FREE, ids=[text_id("ins", installation)]))["chosen"] == []


async def test_a_plugin_speaks_for_one_provider_while_it_is_enabled_and_within_reach(shop):
    value = shop.house.value
    installation = await value("select installation from rights_provider where slug = 'lounge'")
    assert await connect(shop, "lounge", installation)
    with pytest.raises(PluginTaken) as taken:
        await connect(shop, "tea", installation)
    assert taken.value.provider == "lounge"
    with pytest.raises(PluginMissing):
        await connect(shop, "tea", new_id())
    far = shop.house.staff("rights.supply", units={shop.known["unit.beijing"]})
    await shop.house.run(
        "update rights_provider set org_unit = $1 where slug = 'tea'", shop.known["unit.beijing"]
    )
    ask = ConnectProvider(key="f", provider=shop.known["provider.tea"], installation=installation)
    with pytest.raises(PluginMissing):
        await connect_provider(ask, actor=far, work=shop.house.work)
    move = "update plugging_installation set org_unit = $1 where id = $2"
    await shop.house.run(move, shop.known["unit.beijing"], installation)
    with pytest.raises(PluginMissing):
        await connect(shop, "lounge", installation)
    await shop.house.run(move, None, installation)
    await shop.house.run("update plugging_version set manifest = jsonb_set(manifest, '{capabilities}', '[]')")
    with pytest.raises(PluginUnable):
        await connect(shop, "lounge", installation)
    await shop.house.run("update plugging_installation set state = 'disabled'")
    with pytest.raises(PluginOff):
        await connect(shop, "lounge", installation)


async def tell(shop, order: dict, kind: str, event_id: str) -> None:
    """Let the house hear a provider's verified notice, as the callback's door does."""
    payload = {
        "installation": str(order["installation"]),
        "event_id": event_id,
        "kind": kind,
        "provider_ref": order["provider_ref"],
        "order_ref": order["request_id"],
        "at": now().isoformat(),
    }
    await shop.house.run(
        "insert into store_outbox (id, at, topic, key, payload) values ($1, now(), $2, $3, $4)",
        new_id(),
        "plugging.provider_event_received.v1",
        event_id,
        json.dumps(payload),
    )
    await shop.house.drain()


async def the_order(shop) -> dict:
    (order,) = await shop.house.rows("select * from rights_order")
    return order


async def asked_after(shop) -> None:
    """Let the time of the next question come."""
    await shop.house.run("update rights_order set due_at = now() where due_at is not null")
    await fulfil.check_due(shop.house.work)
    await shop.house.drain()


async def test_a_claimed_right_is_ordered_once_and_shows_the_providers_code(shop, supplier):
    client = await shop.client()
    right = await shop.claimed(client, "lounge")
    assert await shop.state(right) == "issued"
    await shop.house.drain()
    (order,) = written(supplier, await the_order(shop))
    assert await shop.state(right) == "active"
    async with shop.house.work.read() as read:
        shown = await show_code(read, client.id, right, now())
    assert shown.words == order["code"]
    assert (await the_order(shop))["provider_ref"] == order["order_no"]
    assert "rights.order_settled.v1" in await shop.house.topics()


@pytest.mark.usefixtures("hanging")
async def test_a_time_out_after_commit_is_asked_after_and_ends_as_exactly_one_order(shop, supplier):
    before = len(supplier.orders())
    right = await shop.claimed(await shop.client(), "lounge")
    await shop.house.drain()
    assert (await the_order(shop))["state"] == "unknown"
    assert await shop.state(right) == "issued"
    await asked_after(shop)
    assert (await the_order(shop))["state"] == "completed"
    assert await shop.state(right) == "active"
    assert len(written(supplier, await the_order(shop))) == len(supplier.orders()) - before == 1


async def test_a_use_at_the_suppliers_desk_is_counted_once_however_often_it_is_told(shop):
    right = await shop.claimed(await shop.client(), "lounge")
    await shop.house.drain()
    order = await the_order(shop)
    for event_id in ("evt-1", "evt-1-again"):
        await tell(shop, order, "used", event_id)
    assert await shop.state(right) == "redeemed"
    assert await shop.money() == (0, 16_800)
    (told,) = await shop.house.rows(
        "select payload from store_outbox where topic = 'rights.right_redeemed.v2'"
    )
    assert told["payload"]["provider"] == str(order["provider"])
    assert told["payload"]["installation"] == str(order["installation"])
    assert told["payload"]["provider_ref"] == order["provider_ref"]
    assert told["payload"]["order_ref"] == order["request_id"]
    assert parse_id("ord", order["request_id"]) == order["id"]


@pytest.mark.usefixtures("hanging")
async def test_a_notice_that_overtakes_the_answer_completes_the_order(shop, supplier):
    right = await shop.claimed(await shop.client(), "lounge")
    await shop.house.drain()
    order = await the_order(shop)
    (known,) = written(supplier, order)
    await tell(shop, order | {"provider_ref": known["order_no"]}, "used", "evt-1")
    assert await shop.state(right) == "redeemed"
    await asked_after(shop)
    assert await shop.state(right) == "redeemed"
    assert (await the_order(shop))["state"] == "completed"


async def test_a_notice_of_cancelling_that_meets_the_providers_yes_waits_for_it_and_ends_the_order(shop):
    right = await shop.claimed(await shop.client(), "lounge")
    order, work = await the_order(shop), shop.house.work
    notice = Event(
        new_id(),
        "plugging.provider_event_received.v1",
        "",
        {
            "installation": str(order["installation"]),
            "event_id": "evt-cancelled",
            "kind": "cancelled",
            "provider_ref": None,
            "order_ref": order["request_id"],
            "at": now().isoformat(),
        },
        now(),
    )

    locked = asyncio.Event()

    async def heard():
        await locked.wait()
        async with work.job() as tx:
            await take_report(notice, tx)

    hearing = asyncio.create_task(heard())  # outside of the transaction that it is to meet
    async with work.job() as tx:
        await tx.run("select 1 from rights_order where id = $1 for no key update", order["id"])
        locked.set()
        await shop.house.until_blocked()
        await complete(tx, await lock_order(tx, order["id"]), {"provider_ref": "P-1"})
    await hearing
    assert (await the_order(shop))["state"] == "cancelled"
    assert await shop.state(right) == "issued"


@pytest.mark.usefixtures("hanging")
async def test_a_right_does_not_end_while_the_provider_may_still_say_yes(shop):
    right = await shop.claimed(await shop.client(), "lounge")
    await shop.house.drain()
    await shop.house.run(
        "update rights_entitlement set valid_from = now() - interval '9 days', valid_to = now()"
        " where id = $1",
        right,
    )
    await expire_due(shop.house.work)
    assert await shop.state(right) == "issued"
    await asked_after(shop)
    await expire_due(shop.house.work)
    assert await shop.state(right) == "expired"
    assert await shop.money() == (0, 0)


async def test_a_suppliers_no_leaves_the_right_to_be_claimed_again(shop):
    client = await shop.client()
    await shop.house.run("update rights_sku set provider_sku = 'NO-SUCH-SKU' where code = 'S-LOUNGE-1'")
    right = await shop.claimed(client, "lounge")
    await shop.house.drain()
    assert (await the_order(shop))["state"] == "failed"
    assert await shop.state(right) == "issued"
    await shop.house.run("update rights_sku set provider_sku = 'LOUNGE-1' where code = 'S-LOUNGE-1'")
    await claim_right(ClaimRight(key="again", entitlement=right), actor=client, work=shop.house.work)
    await shop.house.drain()
    assert await shop.state(right) == "active"
