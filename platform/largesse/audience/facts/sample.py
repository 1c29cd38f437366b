"""A sample of real clients' facts, for reckoning with people as they are and with nobody by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.audience.facts.facts import BATCH, facts_of
from largesse.kernel.errors import Broken
from largesse.kernel.expression import Facts
from largesse.store.work import Read

_SAMPLE = """
select id from audience_customer where org_unit = any($1::uuid[]) and not blocked
order by md5(id::text || $2) limit $3
"""


@dataclass(frozen=True, slots=True)
class _Client:
    id: UUID


async def sample_of(read: Read, units: Sequence[UUID], most: int, salt: str) -> list[Facts]:
    """Give the facts of some clients of some org units who are not blocked; the same for the same salt.

    Args:
        read: where to read.
        units: org units.
        most: at most ``BATCH``.
        salt: decides who is taken.
    """
    if most > BATCH:
        raise Broken(f"a sample of more than {BATCH} clients")
    rows = await read.all(_Client, _SAMPLE, list(units), salt, most)
    known = await facts_of(read, [row.id for row in rows])
    return [known[row.id] for row in rows if row.id in known]
