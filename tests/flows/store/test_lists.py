"""Lists stay quick when a bank has been at it for years: what they sort by and look up is indexed."""

import re
from functools import partial
from uuid import UUID

import pytest

from largesse.activities.lifecycle.reads import activities_page
from largesse.audience.clients import reads as clients
from largesse.audience.imports import reads as imports
from largesse.identity.approvals import reads as approvals
from largesse.identity.audit import reads as audit
from largesse.identity.staff import reads as staff
from largesse.kernel.ids import new_id
from largesse.notices import reads as notices
from largesse.rights.entitlements.reads import entitlements_page
from largesse.rights.redemptions.reads import redemptions_page
from largesse.settlement.batches.reads import batches_page
from largesse.settlement.ledger.reads import entries_page
from largesse.settlement.statements.reads import lines_page, statements_page
from largesse.store.keyset import Page, Wish
from largesse.store.work import Read

LISTS = {
    "activities_activity": partial(activities_page, state=None),
    "audience_customer": clients.clients_page,
    "audience_import": imports.imports_page,
    "identity_approval": partial(approvals.approvals_page, state="done"),
    "identity_staff": staff.staff_page,
    "store_audit": audit.audit_page,
    "notices_message": notices.messages_page,
    "rights_entitlement": entitlements_page,
    "rights_redemption": redemptions_page,
    "settlement_batch": partial(batches_page, state=None),
    "settlement_entry": entries_page,
    "settlement_line": partial(lines_page, statement=new_id()),
    "settlement_statement": partial(statements_page, state=None),
}
INDEXED_ONLY = "set local enable_seqscan = off; set local enable_sort = off; set local enable_hashjoin = off"


class Explained:
    """Runs what a connection runs, and keeps how the database went about it."""

    def __init__(self, conn) -> None:
        self.conn = conn
        self.plans: list[str] = []

    async def execute_query_dict(self, sql, args):
        plan = await self.conn.execute_query_dict(f"explain {sql}", args)
        self.plans.append("\n".join(line["QUERY PLAN"] for line in plan))
        return await self.conn.execute_query_dict(sql, args)


async def plans(house, table: str, after: tuple[str, str] | None = None) -> list[str]:
    async with house.work.job() as tx:
        await tx.conn.execute_script(INDEXED_ONLY)
        explained = Explained(tx.conn)
        read = Read(explained, house.work.house)
        await LISTS[table](read, house.staff(units=None), Wish(Page(25, after)))
    return explained.plans


@pytest.mark.parametrize("table", LISTS)
async def test_a_list_is_read_in_its_own_order_and_looks_up_by_index(house, table):
    count, page = await plans(house, table)
    assert not re.search(r"(?<!Incremental )Sort +\(", page)
    assert re.findall(r"Seq Scan on (\w+)", page) == []
    assert set(re.findall(r"Seq Scan on (\w+)", count)) <= {table}


@pytest.mark.parametrize(
    ("table", "key"), [("rights_entitlement", "2026-01-01"), ("rights_redemption", "2026-01-01")]
)
async def test_the_next_page_begins_where_the_last_one_ended(house, table, key):
    _, page = await plans(house, table, (key, str(UUID(int=0))))
    assert "Index Cond: (ROW(" in page
