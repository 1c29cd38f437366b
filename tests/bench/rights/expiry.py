"""Seconds for a night's expiry of many rights, beside the same writes one by one under pgbench.

``python -m tests.bench.rights.expiry [--rights 50000]``; both run on durable servers of the bench's own.
"""

import argparse
import asyncio
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import asyncpg
from tests.bench.ground import migrated, say, servers

from largesse.app import app
from largesse.rights.entitlements.expire import expire_due
from largesse.store.work import Work

WITHIN_S = 60
CLIENTS = 8
YARDSTICK_S = 10
_WORLD = """
insert into rights_product (id, code, title, category, org_unit)
  values (gen_random_uuid(), 'P', '{}', 'gift', gen_random_uuid());
insert into rights_sku (id, product, code, title, fulfil_mode, currency, face_value_minor, market_value_minor,
  unit_cost_minor, income_tax, borne_by, vat_treatment, vat_rate_ppm, valid_days)
  select gen_random_uuid(), id, 'S', '{}', 'own_code', 'CNY', 100, 100, 100, 'none', 'bank', 'no_deduct', 0,
  30 from rights_product;
insert into rights_budget (id, code, title, currency, cap_minor, reserved_minor, org_unit)
  select gen_random_uuid(), 'B' || n, '{}', 'CNY', 1000000000, 500000000, gen_random_uuid()
  from generate_series(1, 4) n;
insert into rights_batch (id, code, title, sku, budget, total, free, issued, unit_cost_minor, currency,
  valid_days, starts_at, ends_at, state, org_unit, created_by, content_hash)
  select gen_random_uuid(), b.code, '{}', s.id, b.id, 1000000, 0, 1000000, 100, 'CNY', 30, now(),
  now() + interval '1 day', 'active', b.org_unit, gen_random_uuid(), 'x' from rights_budget b, rights_sku s;
"""
_RIGHTS = """
insert into rights_entitlement (id, batch, sku, holder, beneficiary, source_kind, source_ref, org_unit, state,
  unit_cost_minor, currency, valid_from, valid_to, created_at)
select gen_random_uuid(), b.id, b.sku, h, h, 'manual', gen_random_uuid()::text, b.org_unit, 'active', 100,
  'CNY', now() - interval '9 days', now() - interval '1 hour', now() - interval '9 days'
from generate_series(1, $1) n cross join lateral (select gen_random_uuid() as h where n > 0) c
join (select *, row_number() over () as nr from rights_batch) b on b.nr = n % 4 + 1
"""
_ONE = """
create sequence bench_nr; create table bench_right as
  select row_number() over () as nr, id from rights_entitlement where state = 'active';
alter table bench_right add primary key (nr);
create function bench_expire() returns void language plpgsql as $$
declare n bigint := nextval('bench_nr'); one uuid; money uuid; cost bigint; held uuid;
begin
  select id into one from bench_right where nr = n;
  if one is null then return; end if;
  select b.budget into money from rights_entitlement e join rights_batch b on b.id = e.batch where e.id = one;
  perform 1 from rights_budget where id = money for no key update;
  update rights_entitlement set state = 'expired', version = version + 1
    where id = one and state = 'active' and valid_to <= now()
    returning unit_cost_minor, holder into cost, held;
  update rights_budget set reserved_minor = reserved_minor - cost where id = money;
  perform store_emit(now(), array[gen_random_uuid()], array['rights.right_expired.v1'], array[one::text],
    array[jsonb_build_object('entitlement', one, 'holder', held, 'at', now())]);
end $$;
"""


def main() -> int:
    """Measure, say, and fail where a night does not fit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rights", type=int, default=50_000)
    asked = parser.parse_args()
    with servers() as running:
        took = asyncio.run(ours(running.postgres_dsn, asked.rights))
        one_by_one = yardstick(running.bin, running.postgres_dsn)
    say(f"{asked.rights} rights ended in {took:.1f} s, {asked.rights / took:,.0f} a second")
    say(f"pgbench, one a transaction, {CLIENTS} clients: {one_by_one:,.0f} a second")
    return 0 if took <= WITHIN_S else 1


async def ours(dsn: str, rights: int) -> float:
    """Fill a database, end what is over by the house's own job, and prove that all of it ended."""
    async with migrated(dsn):
        owner = await asyncpg.connect(dsn)
        await owner.execute(_WORLD)
        await owner.execute(_RIGHTS, rights)
        await owner.execute("analyze")
        begun = time.perf_counter()
        await expire_due(Work(app().house))
        took = time.perf_counter() - begun
        left = await owner.fetchval("select count(*) from rights_entitlement where state <> 'expired'")
        freed = await owner.fetchval("select 4 * 500000000 - sum(reserved_minor) from rights_budget")
        assert (left, freed) == (0, rights * 100), (left, freed)
        await owner.execute(_RIGHTS, rights)
        await owner.execute(_ONE)
        await owner.close()
    return took


def yardstick(programs: Path, dsn: str) -> float:
    """Give how many rights a second pgbench ends, each in a transaction of its own."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write("select bench_expire();\n")
        script.flush()
        words = ["-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-T", str(YARDSTICK_S)]
        done = subprocess.run(
            [programs / "pgbench", *words, "-f", script.name, dsn], check=True, capture_output=True, text=True
        )
    return float(re.search(r"tps = ([0-9.]+)", done.stdout)[1])


if __name__ == "__main__":
    sys.exit(main())
