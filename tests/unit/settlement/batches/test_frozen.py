"""What was signed is frozen by the database itself: no update and no delete, by whomever."""

import asyncpg
import pytest
from tests.unit.settlement.batches.test_batch import the_demo
from tests.unit.settlement.bench import DAY, csv, key

from largesse.settlement.batches.approve import ContentChanged
from largesse.settlement.batches.left_out import LeaveOut, leave_out

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


# What each guard alone stands against: in a batch that is signed, and in one that is open still.
GUARDS = {
    "signed": {
        "settlement_batch_kept": "update settlement_batch set content_hash = 'sha256:other'",
        "settlement_match_added": """insert into settlement_match
    (id, run, batch, rule, confidence, amount_minor)
    select gen_random_uuid(), run, batch, rule, confidence, 1 from settlement_match""",
        "settlement_match_changed": "update settlement_match set confidence = 'other'",
        "settlement_match_member_added": """insert into settlement_match_member (match, side, ref, active)
    select match, side, gen_random_uuid(), true from settlement_match_member""",
        "settlement_match_member_changed": "update settlement_match_member set active = false",
        "settlement_match_member_removed": "delete from settlement_match_member",
        "settlement_match_member_not_emptied": "truncate settlement_match_member",
        "settlement_break_added": """insert into settlement_break
    select (jsonb_populate_record(b, jsonb_build_object('id', gen_random_uuid()))).* from settlement_break b
    where state = 'closed'""",
        "settlement_break_changed": "update settlement_break set closed_at = now()",
        "settlement_disposition_added": """insert into settlement_disposition
    select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'state', 'rejected'))).*
    from settlement_disposition d""",
        "settlement_disposition_changed": "update settlement_disposition set opinion = 'other'",
        "settlement_disposition_removed": "delete from settlement_disposition",
        "settlement_disposition_not_emptied": "truncate settlement_disposition",
        "settlement_left_out_added": """insert into settlement_left_out
    (id, batch, line, reason, left_by, left_at)
    select gen_random_uuid(), b.id, l.id, 'not signed', b.created_by, now()
    from settlement_batch b cross join settlement_line l where l.settled_batch = b.id""",
        "settlement_left_out_changed": "update settlement_left_out set back_by = left_by, back_at = now()",
        "settlement_left_out_removed": "delete from settlement_left_out",
        "settlement_left_out_not_emptied": "truncate settlement_left_out",
        "settlement_item_closed": """update settlement_item set settled_batch = null
    where settled_batch is not null""",
        "settlement_line_settled_once": """update settlement_line set settled_batch = null
    where settled_batch is not null""",
        "settlement_statement_kept": "update settlement_statement set batch = null",
        "settlement_run_append_only": "update settlement_run set result_hash = 'sha256:other'",
        "settlement_export_append_only": "update settlement_export set sha = repeat('0', 64)",
        "settlement_export_entry_append_only": "delete from settlement_export_entry",
    },
    "open": {
        "settlement_match_kept": "update settlement_match set amount_minor = amount_minor + 1",
        "settlement_match_member_kept": "update settlement_match_member set ref = gen_random_uuid()",
        "settlement_break_kept": "update settlement_break set line_minor = line_minor + 1",
        "settlement_disposition_kept": "update settlement_disposition set pay_minor = pay_minor + 1",
        "settlement_left_out_kept": "update settlement_left_out set reason = 'other reason'",
        "settlement_item_kept": "update settlement_item set biz_date = biz_date + 1",
        "settlement_line_kept": "update settlement_line set gross_minor = gross_minor + 1",
    },
}


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


async def needed(connection, trigger, sql):
    """Whether a statement is refused, and goes through where this one trigger is away."""
    table = await connection.fetchval(
        "select tgrelid::regclass::text from pg_trigger where tgname = $1", trigger
    )
    if table is None:
        return False
    transaction = connection.transaction()
    await transaction.start()
    try:
        refused = await refuses(connection, sql)
        await connection.execute(f"drop trigger {trigger} on {table}")
        return refused and not await refuses(connection, sql)
    finally:
        await transaction.rollback()


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


@pytest.mark.parametrize("state", GUARDS)
async def test_each_guard_stops_what_no_other_one_does(bank, state):
    batch, _, found = await the_demo(bank)
    lone = found.pop("MISSING_AT_PLATFORM")
    line = await bank.house.value("select line from settlement_break where id = $1", lone)
    leave = LeaveOut(key=key(), batch=batch, lines=(line,), reason="四月再结")
    await leave_out(leave, actor=bank.maker, work=bank.work)
    await bank.dispose("accept_provider", *found.values())
    if state == "signed":
        await bank.approve(batch, (await bank.submit(batch)).content_hash)
    connection = await asyncpg.connect(bank.house.dsn)
    try:
        idle = [name for name, sql in GUARDS[state].items() if not await needed(connection, name, sql)]
    finally:
        await connection.close()
    assert idle == []


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


@pytest.mark.parametrize("side", ["line", "item"])
@pytest.mark.parametrize("held", ["ref from settlement_match_member", "{} from settlement_break"])
async def test_a_business_day_that_was_changed_behind_the_guards_is_not_signed(bank, side, held):
    batch, sha = await submitted(bank)
    connection = await asyncpg.connect(bank.house.dsn)
    try:
        await connection.execute("set session_replication_role = replica")
        moved = (
            f"update settlement_{side} set biz_date = biz_date + 1 where id in (select {held.format(side)})"
        )
        assert await connection.execute(moved) != "UPDATE 0"
    finally:
        await connection.close()
    with pytest.raises(ContentChanged):
        await bank.approve(batch, sha)
