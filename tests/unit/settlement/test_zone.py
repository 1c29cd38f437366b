"""Settlement counts days in the institution's own zone, wherever that is."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from tests.unit.settlement.bench import csv
from tests.unit.settlement.ledger.test_proofs import proof

from largesse.kernel.settings import settings
from largesse.settlement.ledger.seal import seal_days
from largesse.settlement.statements.source import Amount, BilledLine, line_of

LATE = datetime(2026, 3, 10, 10, 30, tzinfo=UTC)  # half past eleven in the evening in Auckland
NEXT = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)  # half past one there, and still the tenth in Shanghai


@pytest.fixture
def auckland(monkeypatch):
    monkeypatch.setenv("LARGESSE_ZONE", "Pacific/Auckland")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


async def test_a_day_is_sealed_an_hour_after_it_ended_there(books, auckland):
    with time_machine.travel(LATE, tick=False):
        await books.post(idem="evening")
        await seal_days(books.house.work)
    assert await books.house.value("select count(*) from settlement_seal") == 0
    with time_machine.travel(NEXT, tick=False):
        await seal_days(books.house.work)
    (seal,) = await books.house.rows("select day, entries from settlement_seal")
    assert (seal["day"], seal["entries"]) == (date(2026, 3, 10), 1)
    assert (await proof(books)).holds


async def test_a_plugins_line_falls_on_the_day_that_it_was_there(auckland):
    amount = Amount(100, "CNY")
    billed = BilledLine("1", "sale", "2026-03-10T12:00:00+00:00", 1, amount, amount, "0" * 64)
    assert line_of(1, billed).biz_date == date(2026, 3, 11)


async def test_what_people_decide_is_booked_on_the_day_that_it_was_there(bank, auckland):
    await bank.load(csv(("X", "80.00", date(2026, 3, 1))))
    batch = await bank.batch()
    await bank.match(batch)
    (lone,) = await bank.breaks(batch)
    with time_machine.travel(NEXT, tick=False):
        (entry,) = (await bank.dispose("accept_provider", lone["id"])).entries
    found = await bank.house.value("select biz_date from settlement_entry where id = $1", entry)
    assert found == date(2026, 3, 11)
