"""On duty: staff watch what runs, see who took part, open a record, and decide about what was held."""

import asyncio
import json
import os
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import asyncpg
import pytest
from playwright.sync_api import expect
from tests.browser.people import PHONE

_TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()
MONDAY = _TODAY - timedelta(days=_TODAY.weekday())
THIS, LAST = str(MONDAY), str(MONDAY - timedelta(days=7))
PICTURES = os.environ.get("LARGESSE_PICTURES", "")
pytestmark = pytest.mark.slow
PLAYED = """
insert into play_draw (id, at, activity, revision_hash, play, client, nonce, number, drawn, given, outcome,
  odds_hash, chances_left)
select gen_random_uuid(), now() - make_interval(mins => 7 * nr), a.id, r.hash, 'wheel',
  (select id from audience_customer order by ext_id limit 1), nr, 1, x.drawn, x.given, x.outcome,
  'sha256:odds', -1
from activities_activity a join activities_revision r on r.id = a.published
cross join lateral (select nr, case when nr % 12 = 0 then 'lounge' when nr % 5 = 0 then 'tea' else 'none' end
  as drawn from generate_series(1, 240) nr) n
cross join lateral (select drawn, case when nr % 25 = 0 then 'sold-out' else drawn end as given,
  case when nr % 25 = 0 then 'fallback' when drawn = 'none' then 'none' else 'win' end as outcome) x
where a.slug = $1
"""
LISTED = """
insert into play_risk_rule (id, activity, subject, value, outcome, reason, made_by, made_at)
select gen_random_uuid(), a.id, 'client', c.id::text, 'hold', '短时间内频繁参与', s.id, now()
from activities_activity a, audience_customer c, identity_staff s
where a.slug = $1 and c.ext_id = 'C80001' and s.email = 'operator@demo.bank'
"""
HELD = """
insert into play_suspect (id, at, activity, play, client, key, mark, rule, device, address, state, note,
  outcome)
select gen_random_uuid(), now(), r.activity, 'wheel', r.value::uuid, 'held', '', r.id, 'hmacsha256:31f0c2',
  'hmacsha256:77ab01', 'waiting', '', '' from play_risk_rule r join activities_activity a on a.id = r.activity
where a.slug = $1
"""
REFUSED = """
insert into play_refusal (activity, play, code, minute, attempts)
select a.id, 'wheel', c.code, date_trunc('minute', now()) - make_interval(mins => 20), c.attempts
from activities_activity a
cross join (values ('play.no_chances', 34), ('play.not_eligible', 9)) c(code, attempts)
where a.slug = $1
"""
CONTEST = """
with one as (
  insert into activities_activity (id, slug, title, org_unit, state, starts_at, ends_at, published,
    created_by, created_by_name, created_at, moved_at, version)
  select gen_random_uuid(), 'tea-contest', '{"zh-CN": "品茗竞赛", "en": "Tea contest"}', org_unit,
    'unpublished',
    starts_at, ends_at, null, created_by, created_by_name, created_at, now(), 1
  from activities_activity where slug = $1 returning id)
insert into activities_revision
select (jsonb_populate_record(null::activities_revision, to_jsonb(r) || jsonb_build_object(
  'id', gen_random_uuid(), 'activity', one.id, 'document', $2::jsonb))).*
from one, activities_activity a join activities_revision r on r.id = a.published where a.slug = $1
"""
OUT = """
update activities_activity a set published = r.id, state = 'running' from activities_revision r
where r.activity = a.id and a.slug = 'tea-contest'
"""
CYCLES = f"""
insert into play_closing (activity, play, cycle, due_at, entries, revision_hash, closed_at)
select a.id, 'wheel', c.cycle, c.due, c.entries, r.hash, c.closed
from activities_activity a join activities_revision r on r.id = a.published
cross join (values ('{THIS}', now() + interval '3 days', 0, null::timestamptz),
  ('{LAST}', now() - interval '4 days', 5, null)) c(cycle, due, entries, closed)
where a.slug = 'tea-contest'
"""
SCORES = f"""
insert into play_score (activity, play, cycle, client, score, reached_at, draw)
select a.id, 'wheel', c.cycle, k.id, 960 - 40 * k.nr, now() - k.nr * interval '1 hour', gen_random_uuid()
from activities_activity a
cross join (select id, row_number() over (order by ext_id) as nr from audience_customer
  order by ext_id limit 5) k
cross join (values ('{THIS}'), ('{LAST}')) c(cycle) where a.slug = 'tea-contest'
"""
PLACES = f"""
insert into play_place (activity, play, cycle, nr, place, client, score, reached_at)
select activity, play, cycle, row_number() over (order by score desc),
  row_number() over (order by score desc), client, score, reached_at
from play_score where cycle = '{LAST}'
"""
CLOSED = f"update play_closing set closed_at = now() - interval '4 days' where cycle = '{LAST}'"
AWARDS = """
insert into play_award (activity, play, cycle, place, number, client, outcome, draw, awarded_at, passed_over,
  short, tried_at)
select activity, play, cycle, nr, nr, client, 'tea', case when nr = 1 then gen_random_uuid() end,
  case when nr = 1 then now() end, case when nr = 2 then 'limit' end,
  case when nr = 3 then 'gifts_gone' end, now() + interval '1 day'
from play_place where nr <= 3
"""

OCCASIONS = """
insert into play_occasion (id, activity, play, day, mark, due_at, begun_at, done_at, after, tried, played,
  refused)
select gen_random_uuid(), a.id, 'gift', d.day, d.day::text, d.day + time '01:00', d.day + time '01:00',
  d.day + time '01:04', gen_random_uuid(), 412, 371, '{"play.not_eligible": 30, "play.gifts_gone": 10,
  "failed": 1}'
from activities_activity a
cross join (select current_date - n as day from generate_series(8, 10) n) d where a.slug = 'tea-contest'
"""
FAILED = """
insert into play_occasion_failed (occasion, client)
select id, (select id from audience_customer order by id limit 1) from play_occasion
where mark = (select max(mark) from play_occasion)
"""
TIMED = """
insert into play_timed (activity, play, since)
select activity, play, now() + interval '1 day' from play_occasion on conflict do nothing
"""


def contest(document):
    """Make a document's first play rank clients week by week."""
    given = next(one for one in document["plays"][0]["decide"]["items"] if one["id"] == "tea")
    first = {name: one for name, one in given.items() if name not in {"ppm", "stock"}}
    document["plays"][0]["title"] = {"zh-CN": "品茗榜", "en": "Tea board"}
    document["plays"][0]["decide"] = {
        "op": "rank",
        "state": "points",
        "cycle": "week",
        "tie_break": "earliest",
        "entry": {"id": "counted", "title": {"zh-CN": "已计入"}, "effects": []},
        "bands": [{"from": 1, "to": 3, "outcome": first}],
    }
    gift = {
        "id": "gift",
        "title": {"zh-CN": "晨间礼", "en": "Morning gift"},
        "on": {"kind": "schedule.cron", "every": "day", "time": "09:00"},
        "cost": {"kind": "none"},
        "limits": [],
        "decide": {"op": "certain", "outcome": first},
    }
    document["plays"].append(gift)
    document["states"] = [{"id": "points", "kind": "sum", "scope": "client", "reset": "week"}]
    return document


@pytest.fixture(scope="module")
def evening(town):
    """Let two hundred and forty attempts have been decided and some refused."""

    async def fill():
        connection = await asyncpg.connect(town.dsn)
        try:
            for what in (PLAYED, REFUSED, LISTED, HELD):
                await connection.execute(what, "mid-autumn")
            found = "select r.document from activities_activity a join activities_revision r"
            document = await connection.fetchval(
                f"{found} on r.id = a.published where a.slug = $1", "mid-autumn"
            )
            made = json.dumps(contest(json.loads(document)))
            await connection.execute("set session_replication_role = replica")  # rows as a past left them
            await connection.execute(CONTEST, "mid-autumn", made)
            for what in (OUT, CYCLES, SCORES, PLACES, CLOSED, AWARDS, OCCASIONS, FAILED, TIMED):
                await connection.execute(what)
        finally:
            await connection.close()

    asyncio.run(fill())


def test_what_runs_is_watched_and_each_attempt_leads_to_its_record(evening, person):
    operator = person("operator")
    operator.goes_to("活动")
    operator.page.locator("tbody tr", has_text="中秋雅集").filter(has_text="进行中").first.click()
    operator.page.get_by_role("link", name="值守").click()
    operator.sees("活动值守")
    operator.sees("机会用完")
    expect(operator.page.get_by_role("table", name=re.compile("实际与公示概率"))).to_be_visible()
    operator.picture(PICTURES, "duty")
    operator.page.get_by_role("link", name="参与明细").click()
    operator.page.locator("tbody tr").first.click()
    operator.sees("抽取号码")
    operator.picture(PICTURES, "participation")
    operator.page.set_viewport_size(PHONE)
    operator.page.go_back()
    operator.page.go_back()
    operator.sees("与公示相符")
    operator.picture(PICTURES, "duty-phone")


def test_a_held_attempt_is_decided_about_and_a_rule_is_made(evening, person):
    operator = person("operator")
    operator.goes_to("风险")
    operator.sees("短时间内频繁参与")
    operator.picture(PICTURES, "risk")
    operator.presses("不予通过")
    ask = operator.page.get_by_role("dialog")
    ask.get_by_role("textbox").fill("电话核实，非本人操作")
    ask.get_by_role("button", name="不予通过").click()
    operator.sees("电话核实，非本人操作")
    operator.page.get_by_text("规则", exact=True).first.click()
    operator.presses("新建规则")
    form = operator.page.get_by_role("dialog")
    form.get_by_role("combobox", name="活动").click()
    operator.page.get_by_role("option", name="中秋雅集").first.click()
    form.get_by_label("窗口内放行次数").fill("20")
    form.get_by_label("窗口（秒）").fill("60")
    form.get_by_label("原因").fill("防脚本")
    operator.picture(PICTURES, "risk-form")
    form.get_by_role("button", name="新建规则").click()
    operator.sees("同一客户 60 秒内超过 20 次")
    operator.picture(PICTURES, "risk-rules")


def test_staff_sees_who_stands_where_what_waits_and_why(evening, person):
    operator = person("operator")
    operator.goes_to("活动")
    operator.page.locator("tbody tr", has_text="品茗竞赛").click()
    operator.sees("已结榜但尚未全部发放：1 期")
    operator.sees("库存或预算不足 1")
    operator.sees("已发行的批次不能扩容")
    operator.picture(PICTURES, "rankings")
    operator.page.get_by_role("link", name=LAST).focus()
    operator.page.keyboard.press("Enter")
    operator.sees("结榜时定格的名次")
    operator.sees("等待：库存或预算不足")
    expect(operator.page.locator("tbody tr")).to_have_count(5)
    operator.picture(PICTURES, "ranking-settled")
    operator.page.get_by_role("combobox", name="发放情况").click()
    operator.page.get_by_role("option", name="空缺").click()
    operator.sees("空缺：已达获奖上限")
    expect(operator.page.locator("tbody tr")).to_have_count(1)
    operator.page.go_back()
    operator.page.get_by_role("link", name=THIS).click()
    operator.sees("当前名次，至多前 10,000 名")
    number = operator.page.locator("tbody tr").nth(1).locator("td").nth(1).inner_text().split(" ")[0]
    operator.page.get_by_role("searchbox").fill(number)
    expect(operator.page.locator("tbody tr")).to_have_count(1)
    operator.page.set_viewport_size(PHONE)
    operator.sees(number)
    operator.picture(PICTURES, "ranking-phone")


def test_staff_sees_what_the_clock_played_and_what_comes_next(evening, person):
    operator = person("operator")
    operator.goes_to("活动")
    operator.page.locator("tbody tr", has_text="品茗竞赛").click()
    operator.page.get_by_role("link", name="定时场次").focus()
    operator.page.keyboard.press("Enter")
    operator.sees("到时由系统为每位符合条件的客户自动参与")
    expect(operator.page.locator("ol li")).to_have_count(5)
    expect(operator.page.locator("tbody tr", has_text="371")).to_have_count(3)
    operator.picture(PICTURES, "occasions")
    operator.page.get_by_role("columnheader", name="日期").get_by_role("button").click()
    day = str(_TODAY - timedelta(days=9))
    operator.page.get_by_role("searchbox").fill(day)
    expect(operator.page.locator("tbody tr")).to_have_count(1)
    operator.page.set_viewport_size(PHONE)
    operator.sees("412")
    operator.picture(PICTURES, "occasions-phone")
    operator.page.get_by_role("link", name="371").click()
    operator.sees("没有符合筛选的记录")
    operator.page.go_back()
    operator.page.get_by_role("searchbox").fill("")
    operator.page.get_by_role("button", name="再次处理").click()
    operator.page.get_by_role("dialog").get_by_role("button", name="再次处理").click()
    operator.sees("已安排 1 名客户再次处理")
    operator.sees(re.compile("1 名正在再次处理|372"))  # the clock may have asked him already
    expect(operator.page.get_by_role("button", name="再次处理")).to_have_count(0)
