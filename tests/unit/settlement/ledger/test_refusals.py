"""What the ledger's tables themselves refuse, whoever writes."""

from datetime import date

import asyncpg
import pytest
from tests.unit.settlement.conftest import DAY, draft, pair
from tortoise.exceptions import IntegrityError, OperationalError

from largesse.kernel.errors import KeyReused
from largesse.settlement.ledger import entity as entities
from largesse.settlement.ledger import period
from largesse.settlement.ledger.entry import People
from largesse.settlement.ledger.post import ReversedAlready, post, reverse
from largesse.settlement.ledger.posting import DepositShort

REFUSED = (IntegrityError, OperationalError, asyncpg.PostgresError)


async def raw_posting(books, **changes):
    """Insert an entry with one row as SQL, past all Python; the base case passes."""
    dr, cr = await books.account("6601.ad"), await books.account("2202.acc")
    row = {"dr": dr, "cr": cr, "currency": "CNY", "amount_minor": 5, "book": "gl", "entity_id": books.entity}
    row |= {"seq": 1, "rows": 1, "day": DAY, "idem": "raw", "made": "a", "approved": None} | changes
    async with books.house.work.job() as tx:
        month = row.get("month", row["day"].year * 100 + row["day"].month)
        entry = await tx.value(
            "insert into settlement_entry (entity_id, kind, idem, body_sha, biz_date, period_id, row_count,"
            " source_type, source_id, made_by, approved_by, posted_at)"
            " values ($1, 'accrual', $2, repeat('0', 64), $3, $4, $5, 't', 't', $6, $7, now()) returning id",
            books.entity,
            row["idem"],
            row["day"],
            month,
            row["rows"],
            row["made"],
            row["approved"],
        )
        await tx.run(
            "insert into settlement_posting (entry_id, seq, row_count, entity_id, period_id, biz_date, book,"
            " dr, cr, currency, amount_minor, dims_dr, dims_cr)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            entry,
            row["seq"],
            row["rows"],
            row["entity_id"],
            month,
            row["day"],
            row["book"],
            row["dr"],
            row["cr"],
            row["currency"],
            row["amount_minor"],
            row.get("dims_dr", {}),
            row.get("dims_cr", {}),
        )


async def test_the_base_case_of_these_refusals_is_accepted(books):
    await books.post(pair())
    await raw_posting(books)


async def test_cost_may_move_between_branches_on_one_account(books):
    await books.post(pair())
    one = await books.account("6601.ad")
    await raw_posting(books, dr=one, cr=one, dims_dr={"branch": "B"}, dims_cr={"branch": "A"})


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"amount_minor": 0}, "settlement_posting_positive"),
        ({"amount_minor": -5}, "settlement_posting_positive"),
        ({"currency": "HKD"}, "settlement_posting_debit"),
        ({"book": "memo"}, "settlement_posting_debit"),
        ({"rows": 2}, "lacks rows"),
        ({"seq": 2}, "settlement_posting_within_entry"),
        ({"month": 202604}, "settlement_entry_in_period"),
        ({"approved": "a"}, "settlement_entry_four_eyes"),
    ],
)
async def test_the_database_refuses(books, changes, rule):
    await books.post(pair())
    async with books.house.work.job() as tx:
        await period.ensure(tx, [books.entity], date(2026, 4, 1))
    with pytest.raises(REFUSED) as refused:
        await raw_posting(books, **changes)
    assert rule in str(refused.value)
    assert await books.house.value("select count(*) from settlement_entry") == 1


async def test_an_account_never_stands_against_itself(books):
    await books.post(pair())
    one = await books.account("6601.ad")
    with pytest.raises(REFUSED, match="settlement_posting_two_sides"):
        await raw_posting(books, dr=one, cr=one)


async def test_one_row_never_joins_two_entities(books):
    await books.post(pair())
    async with books.house.work.job() as tx:
        other = await entities.open_entity(tx, "BJ", {"zh-CN": "北京分行", "en": "Beijing"})
        await post(tx, draft(other, idem="bj"))
    theirs = await books.house.value(
        "select id from settlement_account where entity_id = $1 and code = '2202.acc'", other
    )
    with pytest.raises(REFUSED, match="settlement_posting_credit"):
        await raw_posting(books, cr=theirs)


async def test_across_entities_an_entry_has_a_row_in_each_through_the_inter_branch_account(books):
    async with books.house.work.job() as tx:
        other = await entities.open_entity(tx, "BJ", {"zh-CN": "北京分行", "en": "Beijing"})
        rows = (
            pair(credit="3001.inter", debit="6601.ad"),
            pair(debit="3001.inter", credit="2202.acc", entity=other),
        )
        entry = await post(tx, draft(books.entity, *rows))
    seen = await books.house.rows(
        "select entity_id from settlement_posting where entry_id = $1 order by seq", entry.id
    )
    assert [row["entity_id"] for row in seen] == [books.entity, other]


@pytest.mark.parametrize("table", ["settlement_entry", "settlement_posting"])
@pytest.mark.parametrize(
    "write", ["update {} set biz_date = biz_date", "delete from {}", "truncate {} cascade"]
)
async def test_what_is_written_is_never_changed_not_even_by_the_owner(books, table, write):
    await books.post(pair())
    with pytest.raises(REFUSED):
        await books.house.run(write.format(table))
    owner = await asyncpg.connect(books.house.dsn)
    try:
        with pytest.raises(asyncpg.PostgresError, match="append-only"):
            await owner.execute(write.format(table))
    finally:
        await owner.close()


async def test_nothing_enters_a_closed_month_and_a_late_event_goes_to_the_next_open_one(books):
    await books.post(pair())
    async with books.house.work.job() as tx:
        await period.set_status(tx, books.entity, 202603, "closed", "staff:closer")
    with pytest.raises(REFUSED, match="closed"):
        await raw_posting(books)
    late = await books.post(pair(), idem="late")
    row = (await books.house.rows("select * from settlement_posting where entry_id = $1", late.id))[0]
    assert row["biz_date"] == date(2026, 4, 1)
    assert row["dims_dr"] == {"orig_period": "202603"}


async def test_a_softly_closed_month_takes_only_what_two_people_stand_for(books):
    await books.post(pair())
    async with books.house.work.job() as tx:
        await period.set_status(tx, books.entity, 202603, "soft", "staff:closer")
    with pytest.raises(REFUSED, match="soft"):
        await raw_posting(books)
    await raw_posting(books, approved="b")


async def test_a_deposit_is_never_overdrawn(books):
    await books.post(pair(500, debit="1123.dep", credit="1002.clr"), idem="topup")
    await books.post(pair(500, debit="2202.ap", credit="1123.dep"), idem="all")
    with pytest.raises(DepositShort):
        await books.post(pair(1, debit="2202.ap", credit="1123.dep"), idem="more")
    assert await books.house.value("select net_minor from settlement_balance_now") == 0


async def test_the_same_key_and_body_post_once_and_another_body_is_refused(books):
    first = await books.post(pair())
    again = await books.post(pair())
    assert (first.id, first.fresh, again.fresh) == (again.id, True, False)
    with pytest.raises(KeyReused):
        await books.post(pair(10_001))
    assert await books.house.value("select count(*) from settlement_posting") == 1


async def test_an_entry_is_reversed_once_and_the_reversal_is_its_mirror(books):
    entry = await books.post(pair(debit_dims={"sku": "L"}))
    people = People("staff:maker", "staff:second")
    async with books.house.work.job() as tx:
        back = await reverse(tx, entry.id, reason="核销撤回", people=people, day=DAY)
    row = (await books.house.rows("select * from settlement_posting where entry_id = $1", back.id))[0]
    assert (row["dr"], row["cr"]) == (await books.account("2202.acc"), await books.account("6601.ad"))
    assert row["dims_cr"] == {"sku": "L"}
    with pytest.raises(ReversedAlready):
        async with books.house.work.job() as tx:
            await reverse(tx, entry.id, reason="再来一次", people=people, day=DAY)
