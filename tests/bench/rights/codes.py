"""Seconds to let 100,000 codes in from CSV and XLSX, and codes given a second beside ``pgbench``, in one run.

``python -m tests.bench.rights.codes [--codes 100000] [--seconds 5]``; no code may have gone to two rights.
"""

import argparse
import asyncio
import io
import re
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import xlsxwriter
from tests.bench.ground import migrated, say, servers

from largesse.app import app
from largesse.embedded.cluster import Cluster
from largesse.identity import demo as people
from largesse.kernel.actor import SYSTEM
from largesse.kernel.clock import now
from largesse.kernel.ids import new_id
from largesse.rights import demo as register
from largesse.rights.code_lots.code_file import Choice
from largesse.rights.code_lots.fill import ImportCodes, import_codes
from largesse.rights.code_lots.read_lot import finish, prepare, read_lot
from largesse.rights.code_pools.allocate import allocate
from largesse.rights.code_pools.open import OpenPool, open_pool
from largesse.store.demo import Stage
from largesse.store.outbox import Event
from largesse.store.work import Work

CLIENTS = (1, 4, 8, 16)
_SKU = """
insert into rights_sku (id, product, provider, code, title, fulfil_mode, currency, face_value_minor,
  market_value_minor, unit_cost_minor, income_tax, borne_by, vat_treatment, vat_rate_ppm, valid_days)
select gen_random_uuid(), s.product, v.id, $1, s.title, 'pool', s.currency, 1, 1, 1, s.income_tax, s.borne_by,
  s.vat_treatment, 0, 30 from rights_sku s, rights_provider v where s.code = 'S-TEA-1' and v.slug = 'tea'
returning id
"""
_RIGHTS = """
insert into rights_entitlement (id, batch, sku, holder, beneficiary, source_kind, source_ref, org_unit, state,
  unit_cost_minor, currency, valid_from, valid_to, created_at)
select gen_random_uuid(), b.id, $1, gen_random_uuid(), gen_random_uuid(), 'manual', 'bench' || n, b.org_unit,
  'issued', 1, b.currency, now(), now() + interval '30 days', now()
from rights_batch b, generate_series(1, $2::int) n where b.code = 'B-2026-TEA' returning id
"""
_YARDSTICK = """
create table bench_right as select id, row_number() over () as n from rights_entitlement where sku = '{sku}';
create unique index on bench_right (n);
create sequence bench_next;
grant all on bench_right, bench_next to largesse_app;
"""
_SCRIPT = """
with turn as materialized (select nextval('bench_next') as n)
select rights_take_code('{pool}', (select r.id from bench_right r join turn using (n)), now(), now());
"""


def main() -> int:
    """Run everything; exit 1 when a code went to two rights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codes", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=5)
    asked = parser.parse_args()
    with servers() as running:
        return asyncio.run(bench(asked.codes, asked.seconds, running))


async def bench(codes: int, seconds: int, where: Cluster) -> int:
    """Import twice, give codes by both ways, prove."""
    dsn = where.postgres_dsn
    async with migrated(dsn):
        work = app().work
        stage = Stage(work)
        for demo in (people, register):
            await demo.seed(stage)
        owner = await asyncpg.connect(dsn)
        for name, data in (("csv", _csv(codes)), ("xlsx", _xlsx(codes))):
            sku = await owner.fetchval(_SKU, f"S-{name}")
            pool = await _pool(work, sku, name)
            took = await _import(work, pool, name, data)
            say(f"{name}: {codes:,} codes, {len(data) / 2**20:.1f} MiB, {took:.1f} s")
        rights = [row["id"] for row in await owner.fetch(_RIGHTS, sku, codes)]
        await owner.execute("analyze")
        await _given(work, sku, rights, seconds)
        await owner.execute(_YARDSTICK.format(sku=sku).replace("row_number() over ()", _LEFT))
        share = codes // (2 * len(CLIENTS))  # half of the codes: a fast machine may not run out of them
        best = max(_pgbench(where, pool, clients, share // clients) for clients in CLIENTS)
        say(f"pgbench, the allocation alone: {best:,.0f} codes/s at its best number of clients")
        twice = await owner.fetchval(
            "select count(*) - count(distinct entitlement) from rights_pool_code"
            " where entitlement is not null"
        )
        left = await owner.fetchval(
            "select (select sum(hi - next + 1) from rights_code_cursor)"
            " - (select count(*) from rights_pool_code where state = 'available')"
        )
        await owner.close()
        say(f"proof: {twice} codes went to two rights; cursors and free codes differ by {left}")
        return 1 if twice or left else 0


# Rights that the first measurement left without a code.
_LEFT = (
    "row_number() over (order by exists (select from rights_pool_code k"
    " where k.entitlement = rights_entitlement.id))"
)


async def _pool(work: Work, sku: UUID, name: str) -> UUID:
    ask = OpenPool(key=f"pool-{name}", sku=sku, code=f"POOL-{name}", title={"zh-CN": name}, low_at=0)
    return (await open_pool(ask, actor=SYSTEM, work=work)).id


async def _import(work: Work, pool: UUID, name: str, data: bytes) -> float:
    """Take a file and read it to its end, as the worker does; gives the seconds."""
    began = time.perf_counter()
    ask = ImportCodes(key=f"file-{name}", pool=pool, file_name=name, data=data, choice=Choice())
    lot = (await import_codes(ask, actor=SYSTEM, work=work)).lot
    event = Event(lot, "", str(lot), {}, now())
    async with work.job() as tx:
        asked = await prepare(event, tx)
    assert asked is not None
    filled = await read_lot(asked, "", work)
    async with work.job() as tx:
        await finish(asked, filled, tx)
    assert not filled.bad, filled.bad[:3]
    return time.perf_counter() - began


async def _given(work: Work, sku: UUID, rights: list[UUID], seconds: int) -> None:
    """Give codes from Python, eight at a time, each in a transaction of its own."""
    waiting = iter(rights)
    ends = time.perf_counter() + seconds
    count = 0

    async def one() -> None:
        nonlocal count
        while time.perf_counter() < ends:
            async with work.job() as tx:
                await allocate(tx, sku, next(waiting), now() + timedelta(days=1))
            count += 1

    await asyncio.gather(*(one() for _ in range(8)))
    say(f"given from Python, a transaction each: {count / seconds:,.0f} codes/s")


def _pgbench(where: Cluster, pool: UUID, clients: int, each: int) -> float:
    script = Path("/tmp") / f"bench-codes-{new_id().hex}.sql"
    script.write_text(_SCRIPT.format(pool=pool).strip())
    try:
        done = subprocess.run(
            [
                *(where.bin / "pgbench", "-n", "-M", "prepared", "-c", str(clients), "-j", "2"),
                *("-t", str(each), "-f", str(script), where.postgres_dsn),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        script.unlink()
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    assert found, done.stdout
    return float(found[1])


def _lines(codes: int, way: str) -> list[tuple[str, str]]:
    return [(f"{way}{n * 7919 % 10**9:09d}QX", f"{n * 31 % 10_000:04d}") for n in range(codes)]


def _csv(codes: int) -> bytes:
    return ("券码,密码\n" + "\n".join(",".join(row) for row in _lines(codes, "C"))).encode("gb18030")


def _xlsx(codes: int) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate([("券码", "密码"), *_lines(codes, "X")]):
        for column, cell in enumerate(row):
            sheet.write_string(at, column, cell)
    book.close()
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
