"""How the uses of one right were settled."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from largesse.settlement.ledger.records import EntryId
from largesse.store.sql import statement
from largesse.store.work import Read

_STEPS = statement(__name__, "steps_of_right")


@dataclass(frozen=True)
class SettledUse:
    """One use: item, accrual, the line that bills it, its break, its batch; None where it has none."""

    used_at: datetime
    biz_date: date
    currency: str
    gross_minor: int
    net_minor: int
    tax_minor: int
    entry_id: EntryId
    reversed_entry_id: EntryId | None
    statement_id: UUID | None
    file_name: str | None
    row_no: int | None
    line_id: UUID | None
    line_ref: str | None
    line_minor: int | None
    break_code: str | None
    in_batch: UUID | None
    in_number: str | None
    in_state: str | None
    batch_entry: EntryId | None
    approved_at: datetime | None


async def uses_of(read: Read, entitlement: UUID) -> list[SettledUse]:
    """Read a right's last steps, oldest use first."""
    return await read.all(SettledUse, _STEPS, entitlement)
