"""Who is left when a role that signs is taken away: the last administrator stays, of others one is warned.

Invariant   somebody who can sign in administers, at any time
"""

from typing import Any
from uuid import UUID

from largesse.identity.access import ADMIN
from largesse.identity.staff.records import Staff
from largesse.identity.staff.signing import people_needed
from largesse.identity.staff.standing import LastAdministrator, LastSigner
from largesse.store.work import Read, Tx

_ADMINISTRATORS = """
select 1 from identity_staff where roles @> array[$1] and state = 'active' order by id for update
"""
# Whoever never had a password administers nothing yet.
_OTHERS = """
select count(*) from identity_staff
where roles @> array[$1] and state = 'active' and password_hash <> '' and id <> all($2::uuid[])
"""
_LEFT = """
select count(*) from identity_staff s join identity_org_unit o on o.id = $2
where s.roles @> array[$1] and s.state = 'active' and s.unit = any(o.path) and s.id <> $3
"""


async def lock_administrators(tx: Tx[Any]) -> None:
    """Let changes that may take an administrator away wait for each other; before any other row of staff."""
    await tx.run(_ADMINISTRATORS, ADMIN)


async def other_administrators(read: Read, *besides: UUID) -> int:
    """Count the administrators who can sign in, but for these."""
    return int(await read.value(_OTHERS, ADMIN, list(besides)))


async def expect_successors(tx: Tx[Any], one: Staff, leaves: frozenset[str], *, even_so: bool) -> None:
    """Refuse what leaves a role that signs without enough people.

    Args:
        tx: the caller's, which locked the administrators.
        one: whose roles are taken away.
        leaves: which of them.
        even_so: the warning was read.

    Raises:
        LastAdministrator: ``identity.last_administrator``.
        LastSigner: ``identity.last_signer``.
    """
    if ADMIN in leaves and not await other_administrators(tx, one.id):
        raise LastAdministrator
    if even_so:
        return
    short = [
        role
        for role in sorted(leaves)
        if await tx.value(_LEFT, role, one.unit, one.id) < people_needed(tx.house, role)
    ]
    if short:
        raise LastSigner(", ".join(short))
