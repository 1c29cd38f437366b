"""Files of events as people bring them: Excel's habits, encodings, days of 1904; each row once."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from tests.flows.play.telling_events import event, example

from largesse.kernel.clock import now
from largesse.kernel.errors import NotAllowed
from largesse.play.event_files.take_file import TakeEventFile, foresee, take_event_file


def table(fair, *rows, heads="事件编号,事件,发生时间,客户号,文章编号,阅读秒数"):
    return "\r\n".join([heads, *rows]).encode("gb18030")


async def uploaded(fair, desk, data, name="事件.csv"):
    """Bring a file as a person does on the console, read it, and give its row."""
    ask = TakeEventFile(key=fair.key(), source=desk.source, file_name=name, data=data, zone="Asia/Shanghai")
    await take_event_file(ask, actor=fair.who("operator"), work=fair.work)
    await fair.house.drain()
    (row,) = await fair.house.rows("select * from play_event_file order by asked_at desc limit 1")
    return row


async def test_a_file_as_excel_writes_it_is_taken_row_by_row_and_once(fair, desk):
    _, activity = await fair.publish(fair.document(example("tasks-by-event")))
    anna, bert = await fair.clients(2)
    local = now().astimezone(ZoneInfo("Asia/Shanghai"))
    at = f"{local:%Y/%m/%d %H:%M}"
    rows = [
        f'f1,阅读资讯,{at},"=""C{anna.id.hex}""",甲,"1,030"',
        f"f2,article.read,{at},C{anna.id.hex},乙🎁,31",
        f"f3,阅读资讯,{at},6.21E+18,丙,31",
        f"f4,阅读资讯,{at},C{bert.id.hex},丁\u202e,31",
        f"f5,读书,{at},C{bert.id.hex},,",
        f"f6,阅读资讯,明天,C{bert.id.hex},,",
        f"f7,阅读资讯,{local:%Y-%m-%d},C{bert.id.hex},戊,三十",
        f",阅读资讯,{at},C{bert.id.hex},,",
    ]
    data = table(fair, *rows)
    looked = await foresee(data, desk.source, "Asia/Shanghai", actor=fair.who("operator"), work=fair.work)
    verdicts = [one.verdict for one in looked.rows]
    found = [
        "accepted",
        "accepted",
        "digits_lost",
        "accepted",
        "undeclared_name",
        "not_a_time",
        "prop_misshapen",
        "missing",
    ]
    assert verdicts == found, looked.rows
    assert looked.events.encoding == "gb18030"
    assert await fair.house.value("select count(*) from play_inbound") == 0, "looking keeps nothing"
    row = await uploaded(fair, desk, data)
    assert (row["state"], row["taken_count"], row["bad_count"], row["total_count"]) == ("done", 3, 5, 8)
    assert (await fair.books(activity))["rights"] == 1, "Anna read two articles"
    again = await uploaded(fair, desk, data)
    assert (again["taken_count"], again["bad_count"]) == (0, 3), "two of them stand apart already"
    assert (await fair.books(activity))["rights"] == 1
    told = await desk.becomes(event("f1", "article.read", anna, article="甲", seconds=1030))
    assert told == [("quarantined", "told_again")], "its time was written without seconds"
    with pytest.raises(NotAllowed):
        await foresee(data, desk.source, "Asia/Shanghai", actor=fair.who("designer"), work=fair.work)


async def test_a_workbook_of_the_1904_calendar_tells_the_days_that_people_see(fair, desk):
    (anna,) = await fair.clients(1)
    made, day = io.BytesIO(), datetime.now(ZoneInfo("Asia/Shanghai")).replace(tzinfo=None, hour=0, minute=0)
    book = xlsxwriter.Workbook(made, {"date_1904": True})
    sheet, form = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.write_row(0, 0, ["编号", "事件", "时间", "客户号"])
    sheet.write_row(1, 0, ["w1", "绑定手机银行"])
    sheet.write_datetime(1, 2, day.replace(second=0, microsecond=0), form)
    sheet.write(1, 3, f"C{anna.id.hex}")
    sheet.write_row(2, 0, ["w2", "绑定手机银行"])
    sheet.write_datetime(2, 2, day.replace(second=0, microsecond=0), form)
    sheet.write_number(2, 3, 6217000012345678901)
    book.close()
    row = await uploaded(fair, desk, made.getvalue(), "事件.xlsx")
    assert (row["state"], row["taken_count"], row["bad_count"]) == ("done", 1, 1), row
    happened = await fair.house.value("select happened_at from play_inbound where told_id = 'w1'")
    assert happened.astimezone(ZoneInfo("Asia/Shanghai")).date() == day.date()
    verdict = "select verdict from play_event_file_row where inbound is null"
    assert await fair.house.value(verdict) == "digits_lost"
