"""Simulations for screens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.activities.simulations.records import SimulationId, SimulationState
from largesse.store.work import Read

_LATEST = """
select id, document_hash, assumptions, state, total, done, outcome, why, asked_by_name, asked_at, ended_at
from activities_simulation where activity = $1 order by asked_at desc, id desc limit $2
"""
KEPT_SHOWN = 5


@dataclass(frozen=True, slots=True)
class SimulationRow:
    """One simulation."""

    id: SimulationId
    document_hash: str
    assumptions: dict[str, Any]
    state: SimulationState
    total: int
    done: int
    outcome: dict[str, Any] | None
    why: str
    asked_by_name: str
    asked_at: datetime
    ended_at: datetime | None


async def latest(read: Read, activity: UUID) -> list[SimulationRow]:
    """Give the newest simulations of an activity, newest first, at most ``KEPT_SHOWN``."""
    return await read.all(SimulationRow, _LATEST, activity, KEPT_SHOWN)
