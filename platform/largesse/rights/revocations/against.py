"""What stands against approving a revocation: a right used by now, over, or asked of a provider."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.identity.approvals.subject import Against, Subject
from largesse.kernel.errors import Refusal
from largesse.rights.entitlements.entitlement import Entitlement, State
from largesse.rights.revocations.revocation import SUBJECT, check_revocable
from largesse.store.work import Read

_RIGHTS = """
select e.id, e.state, e.units, e.units_used, e.valid_from, e.valid_to, e.version,
       (select o.state from rights_order o where o.entitlement = e.id order by o.placed_at desc limit 1)
         as newest_order
from rights_entitlement e where e.id = any($1::uuid[])
"""


@dataclass(frozen=True)
class _Right:
    id: UUID
    state: State
    units: int
    units_used: int
    valid_from: datetime
    valid_to: datetime
    version: int
    newest_order: str | None

    @property
    def over(self) -> bool:
        """Whether it can no longer be revoked."""
        right = Entitlement(
            id=self.id,
            state=self.state,
            units=self.units,
            units_used=self.units_used,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            version=self.version,
        )
        try:
            check_revocable(right, self.newest_order)
        except Refusal:
            return True
        return False


async def against_revocations(read: Read, rights: Sequence[UUID]) -> dict[UUID, Against]:
    """Read what stands against revoking rights, by the right's id."""
    return {row.id: Against(over=row.over) for row in await read.all(_Right, _RIGHTS, list(rights))}


REVOCATIONS = Subject(
    kind=SUBJECT,
    approve="rights.decide_revocation",
    send_back="rights.decide_revocation",
    withdraw="rights.propose_revocation",
    against=against_revocations,
)
