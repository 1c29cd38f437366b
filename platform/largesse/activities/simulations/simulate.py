"""Ask for a simulation of what the editor shows, and take one back."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

import msgspec

from largesse.activities.documents.document import hash_of
from largesse.activities.guard.check import check
from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle.locking import locked
from largesse.activities.lifecycle.records import ACTIVITY, ActivityId
from largesse.activities.revisions.problems import refuse_problems
from largesse.activities.revisions.reads import shown_in_editor
from largesse.activities.simulations.assumptions import Assumptions, bounded
from largesse.activities.simulations.records import SIMULATION, Simulation
from largesse.contracts.documents_gen import ActivityDocument
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Broken, Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.store.work import Tx, Work

OPEN = ("waiting", "running")


@dataclass(frozen=True)
class SimulationUnderWay(Refusal):
    """A simulation of this activity is under way; it ends or is taken back first."""

    code = "activities.simulation_under_way"


@dataclass(frozen=True)
class SimulationMissing(Missing):
    """No such simulation within reach."""

    code = "activities.simulation_missing"
    simulation: UUID


@dataclass(frozen=True)
class SimulationOver(Refusal):
    """The simulation is over; there is nothing to take back."""

    code = "activities.simulation_over"


@dataclass(frozen=True, kw_only=True)
class SimulateActivity(Ask):
    """Play what the editor shows many times in memory."""

    activity: UUID = asked("Activity, act_….", id=ACTIVITY)
    assumptions: Assumptions = asked("What is assumed of clients.")


@dataclass(frozen=True, kw_only=True)
class CancelSimulation(Ask):
    """Take back a simulation that is under way."""

    simulation: UUID = asked("Simulation, sim_….", id=SIMULATION)


@dataclass(frozen=True)
class SimulationAsked:
    """A simulation and its activity."""

    activity: UUID
    simulation: UUID


async def simulate_activity(ask: SimulateActivity, *, actor: Actor, work: Work) -> SimulationAsked:
    """Put a simulation of the document that the editor shows before the worker.

    Raises:
        ActivityMissing: ``activities.activity_missing``.
        ProblemsStop: ``activities.problems_stop``: the document has not its shape yet.
        Malformed: ``kernel.malformed`` at the assumption that is out of bounds.
        SimulationUnderWay: ``activities.simulation_under_way``.
    """
    actor.must("activities.simulate_activity")
    async with work.begin(ask, actor, use="activities.simulate_activity", answer=SimulationAsked) as tx:
        if tx.earlier:
            return tx.earlier
        activity = await locked(tx, ask.activity, actor)
        if await Simulation.filter(activity=activity.id, state__in=OPEN).using_db(tx.conn).exists():
            raise SimulationUnderWay
        shown = (await shown_in_editor(tx, [ActivityId(activity.id)])).get(ActivityId(activity.id))
        if shown is None:
            raise Broken(f"activity {activity.id} was begun without a draft")
        document = cast("ActivityDocument", shown.document)
        found = check(document, standard_of(tx.house))
        refuse_problems([problem for problem in found if problem.of_shape])
        made = await Simulation.create(
            id=new_id(),
            activity=activity.id,
            document_hash=hash_of(document),
            document=shown.document,
            assumptions=msgspec.to_builtins(ask.assumptions),
            total=bounded(ask.assumptions, len(document["plays"])),
            asked_by=actor.id,
            asked_by_name=actor.name,
            asked_at=tx.now,
            using_db=tx.conn,
        )
        tx.emit("activities.simulation_asked.v1", str(made.id), {"simulation": str(made.id)})
        facts = {"simulation": str(made.id), "hash": made.document_hash}
        tx.audit("activities.simulation_asked", str(activity.id), facts, org_unit=activity.org_unit)
        return await tx.done(SimulationAsked(activity.id, made.id))


async def cancel_simulation(ask: CancelSimulation, *, actor: Actor, work: Work) -> SimulationAsked:
    """Take back a simulation; the worker stops within seconds.

    Raises:
        SimulationMissing: ``activities.simulation_missing``.
        SimulationOver: ``activities.simulation_over``.
    """
    actor.must("activities.simulate_activity")
    async with work.begin(ask, actor, use="activities.cancel_simulation", answer=SimulationAsked) as tx:
        if tx.earlier:
            return tx.earlier
        found = await Simulation.get_or_none(id=ask.simulation, using_db=tx.conn)
        if found is None:
            raise SimulationMissing(ask.simulation)
        activity = await locked(tx, found.activity, actor, SimulationMissing(ask.simulation))
        if not await end(tx, found.id, "cancelled"):
            raise SimulationOver
        facts = {"simulation": str(found.id)}
        tx.audit("activities.simulation_cancelled", str(activity.id), facts, org_unit=activity.org_unit)
        return await tx.done(SimulationAsked(activity.id, found.id))


async def end(tx: Tx[Any], simulation: UUID, state: str, outcome: Any = None, why: str = "") -> bool:
    """End a simulation that is under way; False: it was over."""
    return bool(
        await tx.run(
            "update activities_simulation set state = $2, outcome = $3::jsonb, why = $4, ended_at = $5,"
            " document = null, done = case when $2 = 'done' then total else done end"
            " where id = $1 and state in ('waiting', 'running')",
            simulation,
            state,
            None if outcome is None else msgspec.json.encode(outcome).decode(),
            why,
            tx.now,
        )
    )
