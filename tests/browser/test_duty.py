"""On duty: staff watch what runs, see who took part, open a record, and decide about what was held."""

import asyncio
import os
import re

import asyncpg
import pytest
from playwright.sync_api import expect
from tests.browser.people import PHONE

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


@pytest.fixture(scope="module")
def evening(town):
    """Let two hundred and forty attempts have been decided and some refused."""

    async def fill():
        connection = await asyncpg.connect(town.dsn)
        try:
            for what in (PLAYED, REFUSED, LISTED, HELD):
                await connection.execute(what, "mid-autumn")
        finally:
            await connection.close()

    asyncio.run(fill())


def test_what_runs_is_watched_and_each_attempt_leads_to_its_record(evening, person):
    operator = person("operator")
    operator.goes_to("活动")
    operator.page.locator("tbody tr", has_text="进行中").first.click()
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
