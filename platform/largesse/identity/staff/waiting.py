"""The change that waits for a second administrator, by the person it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.identity.approvals.records import Approval, ApprovalId
from largesse.identity.ids import StaffId
from largesse.identity.staff.propose import SUBJECT
from largesse.store.work import Read


@dataclass(frozen=True)
class Waits:
    """An approval that is open, and who proposed."""

    approval: ApprovalId
    maker: UUID


async def changes_waiting(read: Read, staff: Sequence[StaffId]) -> dict[StaffId, Waits]:
    """Give what waits for a second administrator, people without anything left out."""
    waiting = Approval.filter(subject_kind=SUBJECT, subject__in=list(staff), state="pending")
    found = await waiting.using_db(read.conn).only("id", "subject", "maker")
    return {StaffId(one.subject): Waits(ApprovalId(one.id), one.maker) for one in found}
