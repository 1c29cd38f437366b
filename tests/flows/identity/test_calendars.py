"""Holiday calendars: looked at, loaded by administrators, each a version; asked for before they end."""

import asyncio
from datetime import date

import pytest
from tests.kit.faces import Asker

from largesse.identity.calendars import reads
from largesse.identity.calendars.load import CalendarKept, CalendarWrong, LoadCalendar, load_calendar
from largesse.identity.calendars.reads import calendar_now
from largesse.identity.waiting import waiting
from largesse.kernel.errors import NotAllowed
from largesse.kernel.workdays import is_workday

FILE = (
    "# 2027 年安排\n# range,2027-01-01,2027-12-31\nday,kind,name_zh,name_en\n"
    "2027-01-01,holiday,元旦,New Year\n2027-01-03,workday,元旦调休,Working day\n"
)
LOOK = (
    "query($t: String!) { calendarLook(text: $t) { firstDay days { day kind name } wrong { line message } } }"
)
SHOWN = "{ holidayCalendar { lastDay daysLeft versions { version source loaderName days { day } } } }"


def ask(bank, text=FILE):
    return LoadCalendar(key=bank.key(), text=text, file_name="2027.csv")


async def test_a_file_is_looked_at_then_loaded_and_holds_for_its_days(bank):
    admin = Asker(bank.work, bank.who("admin"))
    look = (await admin.asks(LOOK, t=FILE.replace("01-03", "01-04")))["calendarLook"]
    assert look["wrong"] == [{"line": 5, "message": "调休上班日须为周六或周日"}]
    with pytest.raises(CalendarWrong):
        await load_calendar(ask(bank, "day"), actor=bank.who("admin"), work=bank.work)
    assert (await admin.asks(LOOK, t=FILE))["calendarLook"]["wrong"] == []
    loaded = await load_calendar(ask(bank), actor=bank.who("admin"), work=bank.work)
    assert loaded.version == 1
    with pytest.raises(CalendarKept):
        await load_calendar(ask(bank), actor=bank.who("admin"), work=bank.work)
    shown = (await admin.asks(SHOWN))["holidayCalendar"]
    assert shown["lastDay"] == "2027-12-31"
    assert [(one["version"], len(one["days"])) for one in shown["versions"]] == [(1, 2), (0, 39)]
    async with bank.work.read() as read:
        calendar = await calendar_now(read)
    assert [is_workday(calendar, date(2027, 1, day)) for day in (1, 2, 3, 4)] == [False, False, True, True]


async def test_only_administrators_load_one(bank):
    with pytest.raises(NotAllowed):
        await load_calendar(ask(bank), actor=bank.who("designer"), work=bank.work)


async def test_the_same_file_loaded_twice_at_once_is_one_version(bank):
    admin = bank.who("admin")
    done = await asyncio.gather(
        *(load_calendar(ask(bank), actor=admin, work=bank.work) for _ in range(2)), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in done) == ["CalendarKept", "CalendarLoaded"]
    assert await bank.house.value("select count(*) from identity_calendar") == 1


@pytest.mark.parametrize(
    ("today", "waits"), [(date(2026, 10, 31), None), (date(2026, 11, 1), 1), (date(2027, 3, 1), 1)]
)
async def test_administrators_are_asked_for_a_file_sixty_days_before_the_range_ends(
    bank, monkeypatch, today, waits
):
    monkeypatch.setattr(reads, "day_in", lambda *_: today)
    async with bank.work.read() as read:
        assert (await waiting(read, bank.who("admin"))).get("calendar") == waits
        assert "calendar" not in await waiting(read, bank.who("designer"))
