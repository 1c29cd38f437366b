"""A centre's mornings hold as many as their quota, and none on days that were called off."""

from datetime import date
from pathlib import Path

import pytest

from largesse_sdk.kit.supplier import Refused, Store
from largesse_sdk.kit.supplier.street import trade_of

HERE = Path(__file__).resolve().parents[1]
MORNING = "SH-PUDONG@2026-12-07T08+0800"


@pytest.fixture
def centre(tmp_path):
    store = Store(tmp_path / "health.sqlite", "HC")
    yield trade_of(HERE / "supplier")(store)
    store.close()


def book(centre, number, slot=MORNING):
    ask = {"sku": "CHECK-F", "partner_order": f"ord_{number}", "notify_url": "http://x/health", "slot": slot}
    return centre.store.order(f"key-{number}", ask, 128_000, lambda: centre.ordered(ask))


def free(centre, day):
    slots = centre.slots({"place": "SH-PUDONG", "from": str(day), "to": str(day)})
    return [(one["free"], one["unavailable"]) for one in slots]


def test_a_full_morning_says_so_and_takes_nobody_more(centre):
    for number in range(20):
        book(centre, number)
    assert free(centre, date(2026, 12, 7)) == [(0, "约满"), (20, ""), (20, "")]
    with pytest.raises(Refused, match="slot_full"):
        book(centre, 20)
    assert len(centre.store.orders()) == 20
    moved = centre.amended(centre.store.orders()[0], {"slot": MORNING})
    assert (moved["slot"], moved["centre"]) == (MORNING, "SH-PUDONG")
    assert moved["session"]["start"] == "2026-12-07T08:00:00+08:00"
    given_back = centre.store.change("back", centre.store.orders()[0]["order_no"], {}, centre.released)
    assert (given_back["more"]["session"], free(centre, date(2026, 12, 7))[0]) == (None, (1, ""))


def test_there_are_no_mornings_on_sundays_and_on_days_called_off(centre):
    assert free(centre, date(2026, 12, 6)) == []
    assert free(centre, date(2026, 12, 31)) == [(0, "停约")] * 3
    for wrong in ("SH-PUDONG@2026-12-31T08+0800", "SH-PUDONG@2026-12-07T20+0800", "SH-PUDONG@soon"):
        with pytest.raises(Refused, match="slot_unknown"):
            book(centre, 0, wrong)


def test_what_the_company_does_not_have_is_refused(centre):
    with pytest.raises(Refused, match="centre_unknown"):
        centre.slots({"place": "NOWHERE", "from": "2026-12-07", "to": "2026-12-07"})
    for days in (("2026-12-07", "2026-12-01"), ("2026-01-01", "2026-12-01")):
        with pytest.raises(Refused, match="days_too_many"):
            centre.slots({"place": "SH-PUDONG", "from": days[0], "to": days[1]})
    with pytest.raises(Refused, match="add_on_unknown"):
        centre.ordered({"add_ons": ["MRI"]})
