"""What was signed is frozen by the database itself: no update and no delete, by whomever."""

import asyncpg
import pytest
from tests.unit.settlement.batches.test_batch import the_demo
from tests.unit.settlement.bench import DAY, csv

SIGNED = [
    "update settlement_batch set net_payable_minor = net_payable_minor + 1",
    "update settlement_batch set state = 'matched', approved_by = null, approved_at = null",
    "update settlement_batch set content_hash = 'sha256:other'",
    "delete from settlement_batch",
    "update settlement_item set gross_minor = gross_minor + 1, net_minor = net_minor + 1",
    "update settlement_item set settled_batch = null where settled_batch is not null",
    "update settlement_item set reversed_entry_id = entry_id where settled_batch is not null",
    "delete from settlement_item",
    "update settlement_match set amount_minor = amount_minor + 1",
    "update settlement_match_member set active = false",
    "delete from settlement_match_member",
    "update settlement_break set state = 'open'",
    "update settlement_break set line_minor = line_minor + 1",
    "delete from settlement_break",
    "update settlement_disposition set pay_minor = pay_minor + 1",
    "update settlement_disposition set state = 'undone', undo_by = decided_by, undone_by = proposed_by",
    "delete from settlement_disposition",
    "update settlement_statement set gross_minor = gross_minor + 1",
    "update settlement_statement set batch = null",
    "update settlement_line set biz_date = biz_date + 1",
    "update settlement_line set settled_batch = null where settled_batch is not null",
    """insert into settlement_left_out (id, batch, line, reason, left_by, left_at)
    select gen_random_uuid(), b.id, l.id, 'not signed', b.created_by, now()
    from settlement_batch b cross join settlement_line l""",
    """insert into settlement_match (id, run, batch, rule, confidence, amount_minor)
    select gen_random_uuid(), run, batch, rule, confidence, 1 from settlement_match""",
    "truncate settlement_disposition",
    "truncate settlement_item cascade",
]
WAITING = [
    "update settlement_batch set net_payable_minor = 0",
    "update settlement_batch set content_hash = 'sha256:other'",
    "update settlement_batch set state = 'approved', as_of = as_of - 1",
    "update settlement_match_member set active = false",
    "update settlement_disposition set kind = 'carry_forward'",
    "update settlement_disposition set state = 'lapsed'",
    "update settlement_statement set batch = null",
    "update settlement_break set item_minor = 1",
]


async def refuses(connection, sql):
    """Whether the database refuses a statement; what it lets through is rolled back."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute(sql)
    except (asyncpg.IntegrityConstraintViolationError, asyncpg.InsufficientPrivilegeError):
        return True
    finally:
        await transaction.rollback()
    return False


async def submitted(bank):
    batch, _, found = await the_demo(bank)
    await bank.dispose("accept_provider", *found.values())
    return batch, (await bank.submit(batch)).content_hash


@pytest.mark.parametrize("role", ["owner", "application"])
async def test_what_a_signature_covers_takes_no_change(bank, role):
    batch, sha = await submitted(bank)
    await bank.approve(batch, sha)
    await let_through(bank, role, SIGNED)


@pytest.mark.parametrize("role", ["owner", "application"])
async def test_nor_does_what_waits_for_one(bank, role):
    await submitted(bank)
    await let_through(bank, role, WAITING)


async def let_through(bank, role, statements):
    connection = await asyncpg.connect(bank.house.dsn)
    try:
        if role == "application":
            await connection.execute("set role largesse_app")
        passed = [sql for sql in statements if not await refuses(connection, sql)]
    finally:
        await connection.close()
    assert passed == []


async def test_a_void_batch_stays_void(bank):
    batch, _, _ = await the_demo(bank)
    await bank.void(batch)
    connection = await asyncpg.connect(bank.house.dsn)
    try:
        assert await refuses(connection, "update settlement_batch set state = 'draft', voided_by = null")
    finally:
        await connection.close()


async def test_an_item_says_for_ever_what_was_used_also_before_any_batch(bank):
    await bank.use("A")
    await bank.load(csv(("A", "100.00", DAY)))
    connection = await asyncpg.connect(bank.house.dsn)
    try:
        assert await refuses(connection, "update settlement_item set biz_date = biz_date + 1")
        assert not await refuses(connection, "update settlement_item set reversed_entry_id = entry_id")
    finally:
        await connection.close()
