"""Tables partitioned by month keep ahead of the clock; what goes wrong is told."""

import re
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest
import structlog
import time_machine

from largesse.kernel.clock import now
from largesse.store.handlers import months_ahead
from largesse.store.partitions import MONTHS_AHEAD, Reach, make_months, reaches

ROOT = Path(__file__).resolve().parents[3]
LATER = datetime(2031, 5, 20, 12, tzinfo=UTC)


async def reached(house, at: datetime) -> dict[str, Reach]:
    async with house.work.read() as read:
        return {one.name: one for one in await reaches(read, at)}


async def emit(house) -> str:
    """Tell the house something; gives the partition that holds it."""
    async with house.work.job() as tx:
        tx.emit("tests.made.v1", "1", {})
    return str(
        await house.value("select tableoid::regclass::text from store_outbox order by at desc limit 1")
    )


async def test_every_table_by_month_reaches_ahead_from_the_first_migration_on(house):
    found = await reached(house, now())
    assert {"store_outbox", "play_draw"} <= set(found)
    assert {(one.months_ahead, one.astray, one.wrong) for one in found.values()} == {(MONTHS_AHEAD, 0, "")}
    assert await make_months(house.work) == 0


async def test_no_table_is_partitioned_by_time_without_being_kept(house):
    by_range = await house.rows(
        "select partrelid::regclass::text as name from pg_partitioned_table where partstrat = 'r'"
    )
    assert {row["name"] for row in by_range} == set(await reached(house, now()))


async def test_events_of_this_month_lie_in_its_own_partition(house):
    assert await emit(house) == f"store_outbox_{now():%Y%m}"


async def test_a_clock_that_moved_gets_its_months_from_the_tick(house):
    with time_machine.travel(LATER, tick=False):
        assert (await reached(house, now()))["store_outbox"].months_ahead == -1
        await months_ahead(house.work)
        assert (await reached(house, now()))["play_draw"].months_ahead == MONTHS_AHEAD
        assert await emit(house) == "store_outbox_203105"
    month = await house.value(
        "select pg_get_expr(relpartbound, oid) from pg_class where relname = 'play_draw_203105'"
    )
    assert month == "FOR VALUES FROM ('2031-05-01 00:00:00+00') TO ('2031-06-01 00:00:00+00')"


async def test_rows_astray_are_told_and_left_to_a_person(house):
    with time_machine.travel(LATER, tick=False):
        assert await emit(house) == "store_outbox_rest"
        with structlog.testing.capture_logs() as logs:
            await months_ahead(house.work)
        found = (await reached(house, now()))["store_outbox"]
    assert (found.months_ahead, found.astray) == (-1, 1)
    assert found.wrong == "store_outbox: rows in its default partition"
    assert [(one["event"], one["table"]) for one in logs] == [("partitions_wrong", "store_outbox")]


async def test_a_person_gives_a_month_its_partition_as_the_page_says(house):
    with time_machine.travel(LATER, tick=False):
        await emit(house)
        owner = await asyncpg.connect(house.dsn)
        await owner.execute(_recipe().replace("play_draw", "store_outbox"))
        await owner.close()
        await months_ahead(house.work)
        found = (await reached(house, now()))["store_outbox"]
        assert (found.months_ahead, found.wrong) == (MONTHS_AHEAD, "")
    assert await house.value("select tableoid::regclass::text from store_outbox") == "store_outbox_203105"


async def test_the_pages_statements_leave_draws_append_only(house):
    owner = await asyncpg.connect(house.dsn)
    await owner.execute(_recipe())
    guarded = await owner.fetch(
        "select tgrelid::regclass::text as name from pg_trigger where tgname = 'play_draw_append_only'"
    )
    assert {"play_draw_rest", "play_draw_203105"} <= {row["name"] for row in guarded}
    await owner.close()


def _recipe() -> str:
    """The statements of the page, as they stand there."""
    page = (ROOT / "docs/how-to/keep-it-healthy.md").read_text("utf-8")
    return re.search(r"    begin;.*?    commit;", page, re.DOTALL)[0]


async def test_a_table_whose_months_run_out_is_told(house):
    owner = await asyncpg.connect(house.dsn)
    await owner.execute(f"drop table play_draw_{_next(now()):%Y%m}")
    await owner.close()
    assert (await reached(house, now()))["play_draw"].wrong == "play_draw: no partition for the next month"
    assert await make_months(house.work) == 1


async def test_the_application_makes_months_only_through_the_function(house):
    with pytest.raises(Exception, match="months must be 0 to 24"):
        await house.value("select store_partitions_ahead(25, now())")
    with pytest.raises(Exception, match="permission denied"):
        await house.run(
            "create table x partition of store_outbox for values from ('2040-01-01') to ('2040-02-01')"
        )


def _next(at: datetime) -> datetime:
    return at.replace(year=at.year + at.month // 12, month=at.month % 12 + 1, day=1)
