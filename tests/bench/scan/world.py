"""Clients of a large bank, made by the database itself: facts spread as banks know them, every run alike.

Each fact takes bits of its own from a hash of the client's place, so that no two facts move together.
"""

import asyncpg
from tests.bench.ground import say

_UNITS = """
insert into identity_org_unit (id, parent, code, level, name_zh, name_en, path, created_at)
select i, parent.id, 'B' || lpad(n::text, 3, '0'), 'branch', '分行', 'Branch', array[parent.id, i], now()
from (select gen_random_uuid() as i, n from generate_series(1, 40) n) made,
  (select id from identity_org_unit where parent is null) parent
"""
_HOUSEHOLDS = """
insert into audience_household (id, code, created_at)
select gen_random_uuid(), 'H' || n, now() from generate_series(1, $1::int / 5) n
"""
# The place in the order of names is no fact; working it out for each would be most of the waiting.
_CLIENTS = """
insert into audience_customer (id, ext_id, name, tier, class, grade, lifecycle, tags, org_unit, adviser,
  wealth_band, city, birth_date, household, is_staff, blocked, joined_on, personal, name_order, name_key,
  created_at, updated_at)
select gen_random_uuid(), 'B' || lpad(n::text, 8, '0'), (array['王思远', '李明', '张若兰'])[1 + n % 3],
  (array['classic', 'classic', 'classic', 'classic', 'gold', 'gold', 'platinum', 'black'])[1 + h % 8],
  (array['', '企业主', '专业人士', '高管'])[1 + h / 8 % 4], (array['', 'A', 'B', 'C'])[1 + h / 32 % 4],
  (array['', 'new', 'growing', 'mature', 'dormant', 'lost'])[1 + h / 128 % 6],
  string_to_array((array['', '高尔夫', '高尔夫,茶', '亲子,健康,艺术收藏', '出行,茶'])[1 + h / 1024 % 5]
    || case when n % 2000 = 0 then ',私人飞机' else '' end, ','),
  u.id, case when h % 3 > 0 then s.id end, (array['', 'b1', 'b2', 'b3', 'b4'])[1 + h / 8192 % 5], '上海',
  case when h % 20 > 0 then date '1945-01-01' + h / 16 % 22000 end, home.id, h % 211 = 0, h % 503 = 0,
  case when h % 10 > 0 then date '2001-01-01' + h / 64 % 9000 end, h % 40 > 0, 1, '', now(), now()
from (select n, abs(hashint4(n)) as h from generate_series(1, $1::int) n) c
join (select id, row_number() over (order by code) as r from identity_org_unit where level = 'branch') u
  on u.r = 1 + c.h % (select count(*) from identity_org_unit where level = 'branch')
join (select id, row_number() over (order by number) as r from identity_staff) s
  on s.r = 1 + c.h % (select count(*) from identity_staff)
left join (select id, row_number() over (order by code) as r from audience_household) home on home.r = c.n / 3
"""


async def fill(owner: asyncpg.Connection, count: int) -> None:
    """Enrol the clients, and let the database learn how they are spread."""
    await owner.execute(_UNITS)
    await owner.execute(_HOUSEHOLDS, count)
    await owner.execute("alter table audience_customer disable trigger audience_customer_named")
    await owner.execute(_CLIENTS, count)
    await owner.execute("alter table audience_customer enable trigger audience_customer_named")
    await owner.execute("vacuum analyze audience_customer")
    size = await owner.fetchval("select pg_size_pretty(pg_table_size('audience_customer'))")
    say(f"{count:,} clients, {size} of rows")
