"""What simulations do on events: one asked for is reckoned in a thread, and can be taken back meanwhile.

Invariant   one at a time in a process; the draft is read before and the outcome written after, no
            transaction is open while it is reckoned
"""

import asyncio
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from largesse.activities.simulations.assumptions import People
from largesse.activities.simulations.outcome import Outcome
from largesse.activities.simulations.under_way import UnderWay, begin, finish, so_far
from largesse.audience.facts.facts import tier_ranks
from largesse.audience.facts.sample import sample_of
from largesse.contracts.documents_gen import ActivityDocument
from largesse.identity.units.line import units_below
from largesse.kernel.copy import noted
from largesse.kernel.errors import Told
from largesse.kernel.expression import Facts
from largesse.play.dry_runs.draft import offers_of_draft
from largesse.play.simulations.crowd import Someone
from largesse.play.simulations.draft import draft_of
from largesse.play.simulations.simulate import Draft, Progress, Stopped, simulate
from largesse.rights.points.by_code import kinds_by_code
from largesse.store.house import House
from largesse.store.outbox import Event, Handlers, Later, TwoStep
from largesse.store.work import Read, Tx, Work

TELLS_S = 1.0
PEOPLE_MAX = 2_000
_BUSY_S = 3.0


@dataclass
class _Slot:
    """Whether this process reckons a simulation."""

    taken: bool = False


@dataclass(frozen=True)
class _Ready:
    """A simulation that can be reckoned, or why it cannot; ``wanted`` names it."""

    wanted: UnderWay
    draft: Draft | None
    why: str = ""


async def prepare(event: Event, tx: Tx[Any]) -> _Ready | None:
    """Take the simulation up and read what it needs."""
    wanted = await begin(tx, UUID(event.payload["simulation"]))
    if wanted is None:
        return None
    try:
        return _Ready(wanted, await _draft(tx, wanted))
    except Told as no:
        return _Ready(wanted, None, noted(no))


async def reckon(ready: _Ready, _request: str, work: Work) -> Outcome | str | None:
    """Reckon in a thread, telling once a second how far it is; None: it was taken back.

    Raises:
        Later: this process reckons another one.
    """
    if ready.draft is None:
        return ready.why
    slot = work.house.single(_slot)
    if slot.taken:
        raise Later(_BUSY_S, "another simulation is under way")
    slot.taken, progress = True, Progress()
    running = asyncio.ensure_future(asyncio.to_thread(simulate, ready.draft, ready.wanted.assumed, progress))
    try:
        while not (await asyncio.wait([running], timeout=TELLS_S))[0]:
            progress.stop = not await so_far(work, ready.wanted.id, progress.done)
        return running.result()
    except Stopped:
        return None if progress.stop else noted(TookTooLong())
    finally:
        progress.stop = True
        running.add_done_callback(lambda _: setattr(slot, "taken", False))


async def keep(ready: _Ready, found: Outcome | str | None, tx: Tx[Any]) -> None:
    """Keep what was found."""
    if found is not None:
        await finish(tx, ready.wanted.id, found)


@dataclass(frozen=True)
class TookTooLong(Told):
    """Not one round could be played through in time; fewer clients or days can."""

    code = "play.simulation_too_long"


async def _draft(tx: Tx[Any], wanted: UnderWay) -> Draft:
    document = cast("ActivityDocument", wanted.document)
    register = await offers_of_draft(tx, document, wanted.org_unit)
    kinds = frozenset(await kinds_by_code(tx))
    return draft_of(wanted.document, tx.house, register, await _people(tx, wanted), kinds)


async def _people(read: Read, wanted: UnderWay) -> tuple[list[Someone], People]:
    """Give whose facts clients have: some real ones of the activity's units, else one for each tier."""
    if wanted.assumed.people is People.REAL:
        units = await units_below(read, wanted.org_unit)
        known = await sample_of(read, units, PEOPLE_MAX, str(wanted.assumed.seed))
        if known:
            return [Someone(facts, {"tier": _tier(facts)}) for facts in known], People.REAL
    ranks = await tier_ranks(read)
    made = [Facts(f"tier/{code}", {"tier": code}, tier_ranks=ranks) for code in sorted(ranks)]
    return [Someone(facts, {"tier": _tier(facts)}) for facts in made], People.MADE_UP


def _tier(facts: Facts) -> str:
    return str(facts.values.get("tier", "-"))


def _slot(_house: House) -> _Slot:
    return _Slot()


HANDLERS: Handlers = {
    "activities.simulation_asked.v1": [TwoStep("play.simulate", prepare, reckon, keep, klass="slow")]
}
