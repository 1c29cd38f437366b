"""A simulation under way: taken up, told how far it is, brought to its end; for who reckons it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.simulations.assumptions import Assumptions, kept
from largesse.activities.simulations.outcome import Outcome
from largesse.activities.simulations.simulate import end
from largesse.store.work import Tx, Work

_BEGIN = """
update activities_simulation s set state = 'running', done = 0 from activities_activity a
where s.id = $1 and a.id = s.activity and s.state in ('waiting', 'running')
returning s.id, s.document, s.assumptions, a.org_unit
"""
_SO_FAR = """
update activities_simulation set done = least($2, total) where id = $1 and state = 'running'
"""


@dataclass(frozen=True, slots=True)
class _Begun:
    id: UUID
    document: dict[str, Any]
    assumptions: dict[str, Any]
    org_unit: UUID


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What is to be reckoned, and for which org unit."""

    id: UUID
    document: dict[str, Any]
    assumed: Assumptions
    org_unit: UUID


async def begin(tx: Tx[Any], simulation: UUID) -> UnderWay | None:
    """Take a simulation up, also one whose worker stopped; None: it is over or was taken back."""
    found = await tx.one(_Begun, _BEGIN, simulation)
    if found is None:
        return None
    assumed = kept(found.assumptions)
    return UnderWay(found.id, found.document, assumed, found.org_unit)


async def so_far(work: Work, simulation: UUID, done: int) -> bool:
    """Tell how many attempts are reckoned; False: nobody wants it any more."""
    async with work.job() as tx:
        return bool(await tx.run(_SO_FAR, simulation, done))


async def finish(tx: Tx[Any], simulation: UUID, found: Outcome | str) -> None:
    """Keep what was found, or why nothing could be; one that was taken back meanwhile stays so."""
    if isinstance(found, str):
        await end(tx, simulation, "failed", why=found)
    else:
        await end(tx, simulation, "done", found)
