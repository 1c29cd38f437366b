"""Who is near a place starts a play by where his phone is; the position is kept nowhere."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.flows.play.test_scans import ONCE, SHOWN, TAKE
from tests.flows.play.test_vocabulary import TEA, decided
from tests.kit.faces import Asker

from largesse.kernel.ids import text_id
from largesse.play.plans.begun import NotNow
from largesse.play.triggers.geo_checkin import POSITION, PositionFar, PositionMissing, PositionVague

BUND = {
    "id": "bund",
    "title": {"zh-CN": "外滩私行中心"},
    "latitude_e6": 31_239_700,
    "longitude_e6": 121_489_500,
    "radius_m": 200,
}
THERE, FAR, VAGUE = ["31.24", "121.4893", "18"], ["39.9042", "116.4074", "18"], ["31.24", "121.4893", "2500"]
EVERYWHERE = """
select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace
and c.relkind in ('r', 'p') and has_table_privilege(c.oid, 'select')
"""


async def centre(fair, **on):
    """Bring out a play for who comes by; once for each client."""
    gift = {"op": "certain", "outcome": TEA}
    near = {"kind": "geo.checkin", "places": [BUND], **on}
    return await fair.publish(fair.document(decided(gift, on=near, limits=ONCE)))


async def tells(fair, client, slug, position, key=""):
    return await fair.play(client, slug, key, **{POSITION: position})


async def test_who_is_there_has_his_gift_and_no_table_knows_where_the_phone_was(fair):
    slug, activity = await centre(fair)
    (client,) = await fair.clients(1)
    phone = Asker(fair.house.work, client, face="client")
    met = []
    for position in (FAR, VAGUE, THERE):
        said = [{"name": POSITION, "values": position}]
        ask = {"key": fair.key(), "activity": slug, "play": "wheel", "said": said}
        met.append((await phone.asks(TAKE, ask=ask))["takePart"])
    codes = [one.get("code") or one["outcome"] for one in met]
    assert codes == ["play.position_far", "play.position_vague", "win"]
    assert "1067.0 公里" in met[0]["message"]
    assert "2500 米" in met[1]["message"]
    await fair.house.drain()
    for table in await fair.house.rows(EVERYWHERE):
        sql = f"select count(*)::int from {table['name']} t where t::text ~ '121[.]4893|39[.]9042|116[.]4074'"
        assert await fair.house.value(sql) == 0, table["name"]
    shown = await Asker(fair.house.work, fair.who("operator")).asks(SHOWN, activity=text_id("act", activity))
    assert shown["placeCodes"] == [], "there is no code to be shown"


async def test_a_refusal_uses_nothing_up_and_the_same_request_again_has_its_first_answer(fair):
    slug, activity = await centre(fair)
    (client,) = await fair.clients(1)
    refused = ((FAR, PositionFar), (VAGUE, PositionVague), (["x"], PositionMissing), ([], PositionMissing))
    for position, no in refused:
        with pytest.raises(no):
            await tells(fair, client, slug, position)
    with pytest.raises(PositionMissing):
        await fair.play(client, slug, **{"geo.place": ["bund"]})
    assert (await fair.books(activity))["receipts"] == 0
    key = fair.key()
    first = await tells(fair, client, slug, THERE, key)
    moved = ["31.2401", "121.4899", "30"]
    assert await tells(fair, client, slug, moved, key) == first, "a phone never tells the same point twice"
    assert (await fair.books(activity))["rights"] == 1


async def test_before_its_time_nobody_is_told_how_far_he_is(fair):
    at = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=3)
    span = {"from": at.isoformat(), "to": (at + timedelta(hours=2)).isoformat()}
    slug, _ = await centre(fair, open=span)
    (client,) = await fair.clients(1)
    for position in (THERE, FAR):
        with pytest.raises(NotNow) as no:
            await tells(fair, client, slug, position)
        assert no.value.retry_at == at
