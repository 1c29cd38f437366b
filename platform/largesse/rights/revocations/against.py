"""What stands against approving a revocation: a right used by now, over, or asked of a provider."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.identity.approvals.subject import Against, Subject
from largesse.kernel.errors import Refusal
from largesse.rights.entitlements.entitlement import Entitlement
from largesse.rights.revocations.revocation import SUBJECT, check_revocable
from largesse.store.work import Read

_RIGHTS = """
select id, state, units, units_used, valid_from, valid_to, version
from rights_entitlement where id = any($1::uuid[])
"""
_NEWEST_ORDERS = """
select distinct on (entitlement) entitlement, state from rights_order
where entitlement = any($1::uuid[]) order by entitlement, placed_at desc
"""


@dataclass(frozen=True)
class _Order:
    entitlement: UUID
    state: str


async def against_revocations(read: Read, rights: Sequence[UUID]) -> dict[UUID, Against]:
    """Read what stands against revoking rights, by the right's id."""
    orders = {one.entitlement: one.state for one in await read.all(_Order, _NEWEST_ORDERS, list(rights))}
    standing = await read.all(Entitlement, _RIGHTS, list(rights))
    return {one.id: Against(over=not _revocable(one, orders.get(one.id))) for one in standing}


def _revocable(right: Entitlement, newest_order: str | None) -> bool:
    try:
        check_revocable(right, newest_order)
    except Refusal:
        return False
    return True


REVOCATIONS = Subject(
    kind=SUBJECT,
    approve="rights.decide_revocation",
    send_back="rights.decide_revocation",
    withdraw="rights.propose_revocation",
    against=against_revocations,
)
