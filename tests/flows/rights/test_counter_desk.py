"""At the counter: how many, at which place, taken back in time, and what was scanned without a net."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from largesse.kernel.clock import now
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.rights.counter import take_back
from largesse.rights.counter.settle import (
    BookOfflineScan,
    CloseOfflineScan,
    OfflineScanSettled,
    OfflineScanUnknown,
    book_offline_scan,
    close_offline_scan,
)
from largesse.rights.places.keep import AddResource, MakePlace, add_resource, make_place
from largesse.rights.places.place import ResourceKind
from largesse.rights.places.serve import SetService, set_service
from largesse.rights.provider_keys.end import StopProviderKey, stop_provider_key
from largesse.rights.provider_keys.give import GiveProviderKey, give_provider_key
from largesse.rights.provider_keys.provider_key import Kind
from largesse.rights.provider_keys.secret import counter_link
from largesse.rights.redemptions.reads import uses_of
from largesse.web.counter import routes
from largesse.web.edge import application
from largesse.web.parts import Parts


@pytest.fixture
async def web(shop):
    async with browser(shop) as one:
        yield one


def browser(shop):
    app = application(routes(Parts(shop.house.work)))
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url="http://counter", follow_redirects=True)


async def opened(web, link):
    assert "<form" in (await web.get(link[link.index("/counter") :])).text


async def place(shop, code):
    """Open a place where a table serves tea."""
    ask = MakePlace(
        key=shop.key(),
        code=f"PL-{code}",
        name={"zh-CN": f"{code}店", "en": f"{code} shop"},
        city={"zh-CN": "上海", "en": "Shanghai"},
        address={"zh-CN": "南京路", "en": "Nanjing Road"},
        zone="Asia/Shanghai",
        org_unit=shop.known["unit.shanghai"],
    )
    made = (await make_place(ask, actor=shop.who("operator"), work=shop.house.work)).id
    table = AddResource(
        key=shop.key(), place=made, name={"zh-CN": "茶席", "en": "Table"}, kind=ResourceKind.ROOM
    )
    return made, (await add_resource(table, actor=shop.who("operator"), work=shop.house.work)).id


async def link_of(shop, at):
    """Give the tea house a counter's link for a place."""
    ask = GiveProviderKey(
        key=shop.key(), provider=shop.known["provider.tea"], kind=Kind.COUNTER, name="柜台", place=at
    )
    given = await give_provider_key(ask, actor=shop.who("operator"), work=shop.house.work)
    return counter_link("tea", given.provider_key)


async def several(shop, units=6):
    right = await shop.claimed(await shop.client())
    await shop.house.run("update rights_entitlement set units = $2 where id = $1", right, units)
    return right


def form_key(page):
    return re.search(r'name="key" value="([0-9a-f]+)"', page)[1]


async def test_a_right_with_several_uses_asks_how_many_and_a_place_that_does_not_serve_it_names_those_that_do(
    shop, web
):
    (here, table), (elsewhere, _) = await place(shop, "静安"), await place(shop, "徐汇")
    service = SetService(key=shop.key(), sku=shop.known["sku.tea"], resources=(table,), minutes=30)
    await set_service(service, actor=shop.who("operator"), work=shop.house.work)
    right = await several(shop)
    form = {"key": "0a", "code": await shop.digits(right), "phone": "1234"}

    async with browser(shop) as other:
        await opened(other, await link_of(shop, elsewhere))
        refused = await other.post("/counter/tea", data=form | {"key": "0b"})
        assert refused.status_code == 422
        assert "可用地点：静安店" in refused.text
        assert "徐汇店" in refused.text  # the counter's own, at the head
        scanned = await other.get("/counter/tea", params={"lang": "en", "c": shop.token(right)})
        assert "at: 静安店 (静安 shop)" in scanned.text

    await opened(web, await link_of(shop, here))
    asks = await web.post("/counter/tea", data=form)
    assert "6 次（共 6 次）" in asks.text
    assert re.findall(r'<option value="(\d)">([^<]+)', asks.text)[0] == ("1", "1 次，之后剩 5 次")
    assert await shop.house.value("select count(*) from rights_redemption") == 0
    for units, status in (("0", 400), ("1001", 400), ("7", 422), ("2", 200)):
        done = await web.post("/counter/tea", data=form | {"units": units})
        assert done.status_code == status
    assert "<dd>4</dd>" in done.text
    again = await web.post("/counter/tea", data=form | {"units": "2"})
    assert "核销成功" in again.text
    async with shop.house.work.read() as read:
        (use,) = await uses_of(read, right)
    assert (use.units, use.place_name["zh-CN"], use.counter_name) == (2, "静安店", "柜台")


async def test_a_token_is_used_once_and_the_words_say_to_wait_for_the_next(shop, web):
    right = await several(shop)
    await opened(web, shop.known["counter.tea"])
    form = {"code": shop.token(right), "units": "1"}
    assert (await web.post("/counter/tea", data=form | {"key": "0a"})).status_code == 200
    picture = await web.post("/counter/tea", data=form | {"key": "0b"})
    assert (picture.status_code, "已经用过了" in picture.text) == (422, True)
    old = shop.token(right, datetime.now(UTC) - timedelta(seconds=61))
    stale = await web.get("/counter/tea", params={"c": old})
    assert "请客户刷新后出示最新的二维码" in stale.text
    assert await shop.house.value("select units_used from rights_entitlement") == 1


async def test_a_counter_takes_back_its_own_use_once_while_there_is_time(shop, web, monkeypatch):
    right = await several(shop)
    await opened(web, shop.known["counter.tea"])
    form = {"code": await shop.digits(right), "phone": "1234", "units": "1"}
    for key in ("0a", "0b"):
        assert (await web.post("/counter/tea", data=form | {"key": key})).status_code == 200
    listed = (await web.get("/counter/tea/uses")).text
    second, first = re.findall(r'name="redemption" value="(red_\w+)"', listed)
    async with browser(shop) as other:
        await opened(other, (await shop.key_for()).secret)
        assert "24 小时内没有核销" in (await other.get("/counter/tea/uses")).text
        back = {"act": "reverse", "key": "1a", "redemption": first, "reason": "误操作"}
        assert (await other.post("/counter/tea", data=back)).status_code == 404
    nothing = await web.post("/counter/tea", data=back | {"reason": " "})
    assert nothing.status_code == 400
    both = await asyncio.gather(*(web.post("/counter/tea", data=back | {"key": f"2{n}"}) for n in "ab"))
    assert sorted(one.status_code for one in both) == [200, 422]
    assert await shop.house.value("select count(*) from rights_redemption where kind = 'reversal'") == 1
    assert await shop.house.value("select units_used from rights_entitlement") == 1
    later = now() + timedelta(minutes=settings().counter_reversal_min + 1)
    monkeypatch.setattr(take_back, "reversible_until", lambda at: at - (later - now()))
    late = await web.post("/counter/tea", data=back | {"key": "3a", "redemption": second})
    assert (late.status_code, "请联系银行" in late.text) == (422, True)


class Device:
    """A device that was without a net; ``slow`` is by how much its clock is behind the house's."""

    def __init__(self, web, slow=timedelta(0), off=None):
        self.web, self.slow, self.off = web, slow, off

    def scan(self, code, ago=timedelta(0), **said):
        at = (datetime.now(UTC) - ago - self.slow).timestamp()
        return {"key": new_id().hex, "code": code, "at": at, "off": self.off, **said}

    async def send(self, *scans):
        body = {"sent": (datetime.now(UTC) - self.slow).timestamp(), "scans": list(scans)}
        answer = await self.web.post("/counter/tea/offline", json=body)
        assert answer.status_code == 200, answer.text
        return [one["state"] for one in answer.json()["answers"]]


async def test_what_was_scanned_without_a_net_is_booked_at_its_own_time_whatever_the_devices_clock(shop, web):
    await opened(web, shop.known["counter.tea"])
    ago = timedelta(hours=5)
    rights = [await shop.claimed(await shop.client(f"1380000100{n}")) for n in range(4)]
    await shop.house.run("update rights_entitlement set valid_from = valid_from - interval '1 day'")
    shown = [shop.token(one, datetime.now(UTC) - ago) for one in rights]
    years = timedelta(days=900)
    fine, slow = Device(web), Device(web, slow=years, off=years.total_seconds())
    unmeasured, moved = Device(web, slow=years), Device(web, slow=years, off=0.0)
    scan = fine.scan(shown[0], ago)
    states = [
        *await fine.send(scan),
        *await slow.send(slow.scan(shown[1], ago)),
        *await unmeasured.send(unmeasured.scan(shown[2], ago)),
        *await moved.send(moved.scan(shown[3], timedelta(hours=1))),
    ]
    assert states == ["booked"] * 4
    assert await fine.send(scan) == ["booked"]  # its answer was lost, and it is sent again
    uses = await shop.house.rows("select at, offline, channel, mark from rights_redemption")
    assert len(uses) == 4
    for use in uses:
        assert abs(use["at"] - (datetime.now(UTC) - ago)) < timedelta(minutes=3)
        assert (use["offline"], use["channel"], use["mark"]) == (True, "counter", None)


async def test_a_form_that_went_through_before_the_net_was_lost_is_not_used_again(shop, web):
    right = await several(shop)
    await opened(web, shop.known["counter.tea"])
    for key, code in (("a" * 8, shop.token(right)), ("b" * 8, await shop.digits(right))):
        form = {"key": key, "code": code, "phone": "1234", "units": "2"}
        assert (await web.post("/counter/tea", data=form)).status_code == 200
        scan = Device(web).scan(code, phone="1234", units=2) | {"key": key}
        assert await Device(web).send(scan) == ["booked"]
    assert await shop.house.value("select units_used from rights_entitlement") == 4
    assert await shop.house.value("select count(*) from rights_redemption where offline") == 0


async def test_what_cannot_be_booked_is_told_and_waits_for_staff_who_book_or_close_it(shop, web):
    await opened(web, shop.known["counter.tea"])
    right, used = await several(shop, 1), await shop.claimed(await shop.client("13700005678"))
    digits, device = await shop.digits(right), Device(web)
    old = shop.token(right, datetime.now(UTC) - timedelta(hours=2))
    twice = [device.scan(await shop.digits(used), phone="5678") for _ in range(2)]
    scans = {
        "rights.scan_of_old_token": device.scan(old),
        "rights.code_unknown": device.scan(digits, phone="0000"),
        "rights.code_mistyped": device.scan("123"),
        "rights.scan_in_future": device.scan(digits, -timedelta(hours=1), phone="1234"),
        "rights.scan_too_old": device.scan(digits, timedelta(hours=80), phone="1234"),
        "rights.already_used": twice[1],
    }
    assert await device.send(twice[0], *scans.values()) == ["booked", *["open"] * 6]
    rows = await shop.house.rows("select id, scan_key, why, entitlement, units from rights_offline_scan")
    kept = {row["scan_key"]: row for row in rows if row["why"]}
    assert {code: kept[one["key"]]["why"].partition(" ")[0] for code, one in scans.items()} == {
        code: code for code in scans
    }
    by_code = {code: kept[one["key"]] for code, one in scans.items()}
    operator, work = shop.who("operator"), shop.house.work
    shown = by_code["rights.scan_of_old_token"]["id"]
    known = by_code["rights.code_unknown"]["id"]
    with pytest.raises(OfflineScanUnknown):
        await book_offline_scan(
            BookOfflineScan(key="k1", scan=known, reason="顾客在场"), actor=operator, work=work
        )
    close = CloseOfflineScan(key="k2", scan=known, reason="已与店方核实，未提供服务")
    assert (await close_offline_scan(close, actor=operator, work=work)).state == "closed"
    book = BookOfflineScan(key="k3", scan=shown, reason="店方有签收单")
    assert (await book_offline_scan(book, actor=operator, work=work)).state == "booked"
    assert await shop.state(right) == "redeemed"
    with pytest.raises(OfflineScanSettled):
        await close_offline_scan(
            CloseOfflineScan(key="k4", scan=shown, reason="x"), actor=operator, work=work
        )


async def test_scans_of_a_link_that_ended_wait_for_staff_and_a_service_rendered_before_an_expiry_is_booked(
    shop, web
):
    key = await shop.key_for()
    await opened(web, key.secret)
    late = await shop.claimed(await shop.client())
    await shop.house.run(
        "update rights_entitlement set valid_from = now() - interval '9 days',"
        " valid_to = now() - interval '1 hour' where id = $1",
        late,
    )
    ago = timedelta(hours=3)
    scan = Device(web).scan(shop.token(late, datetime.now(UTC) - ago), ago)
    assert await Device(web).send(scan) == ["booked"]
    assert await shop.house.value("select mark from rights_redemption") == "late"
    stop = StopProviderKey(key="s", provider_key=key.id, reason="手机遗失")
    await stop_provider_key(stop, actor=shop.who("operator"), work=shop.house.work)
    lost = Device(web).scan(shop.token(await shop.claimed(await shop.client("13600000001"))))
    assert await Device(web).send(lost) == ["open"]
    assert await shop.house.value("select count(*) from rights_redemption") == 1


async def test_the_way_in_of_scans_takes_no_strangers_no_foreign_pages_and_no_nonsense(shop, web):
    scan = {"key": "a" * 8, "code": "1", "at": 1}
    body = {"sent": 1, "scans": [scan]}
    assert (await web.post("/counter/tea/offline", json=body)).status_code == 401
    await opened(web, shop.known["counter.tea"])
    foreign = {"origin": "https://elsewhere.example"}
    assert (await web.post("/counter/tea/offline", json=body, headers=foreign)).status_code == 403
    for wrong in (
        {"at": 1e300},
        {"key": "X"},
        {"code": "\0"},
        {"units": 0},
        {"off": float(10**12)},
        {"code": ""},
    ):
        bad = {"sent": 1, "scans": [scan | wrong]}
        assert (await web.post("/counter/tea/offline", json=bad)).status_code == 400
    many = {"sent": 1, "scans": [scan] * 11}
    assert (await web.post("/counter/tea/offline", json=many)).status_code == 400
