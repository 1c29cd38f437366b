"""Have the places of a provider's own calendar read: now, and again when they are due."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from largesse.store.work import Tx, Work

WANTED = "rights.provider_places_wanted.v1"
AGAIN = timedelta(minutes=5)
DUE_MAX = 50
_DUE = """
update rights_service set places_due = $2 where id in (select id from rights_service
  where source = 'provider' and state = 'active' and places_due <= $1 order by places_due limit $3
  for update skip locked)
returning id
"""


@dataclass(frozen=True)
class _Due:
    id: UUID


def want(tx: Tx[Any], service: UUID) -> None:
    """Let the places of a service's provider be read soon."""
    tx.emit(WANTED, str(service), {"service": str(service), "at": tx.now.isoformat()})


async def want_due(work: Work) -> None:
    """Let the places of every service that is due be read."""
    async with work.job() as tx:
        for one in await tx.all(_Due, _DUE, tx.now, tx.now + AGAIN, DUE_MAX):
            want(tx, one.id)
