"""Simulations on the console face."""

from datetime import datetime
from typing import Any, Self, cast

import msgspec
import strawberry

from largesse.activities.documents.document import hash_of
from largesse.activities.lifecycle.console import Activity
from largesse.activities.lifecycle.records import ACTIVITY
from largesse.activities.revisions.reads import shown_in_editor
from largesse.activities.simulations import outcome, simulate
from largesse.activities.simulations.assumptions import kept
from largesse.activities.simulations.reads import SimulationRow, latest
from largesse.activities.simulations.records import SIMULATION
from largesse.contracts.documents_gen import ActivityDocument
from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.mutations import mutation
from largesse.faces.scalars import MoneyType, money, named
from largesse.faces.together import together
from largesse.kernel.copy import retold, said, text
from largesse.kernel.ids import text_id
from largesse.kernel.money import Long


@strawberry.type(description="An average over the rounds of a simulation, and how far they lie apart.")
class SimulatedRange:
    """Counts of one round."""

    mean: float = named("Average.")
    low: float = named("One round in twenty lies below.")
    high: float = named("One round in twenty lies above.")
    most: float = named("The most of any round.")

    @classmethod
    def of(cls, row: outcome.Range) -> Self:
        return cls(mean=row.mean, low=row.low, high=row.high, most=row.most)


@strawberry.type(description="What the rounds of a simulation cost.")
class SimulatedCost:
    """Money of one round."""

    mean: MoneyType = named("Average.")
    low: MoneyType = named("One round in twenty costs less.")
    high: MoneyType = named("One round in twenty costs more.")
    most: MoneyType = named("The dearest round.")
    worst: MoneyType = named("What the document can cost at worst, whatever clients do.")

    @classmethod
    def of(cls, row: outcome.Outcome) -> Self:
        cost, currency = row.cost_minor, row.currency
        return cls(
            mean=money(round(cost.mean), currency),
            low=money(round(cost.low), currency),
            high=money(round(cost.high), currency),
            most=money(round(cost.most), currency),
            worst=money(row.worst_minor, currency),
        )


@strawberry.type(description="How often one outcome of a play came in a round.")
class SimulatedOutcome:
    """One outcome."""

    play: str = named("The play's id.")
    id: str = named("The outcome's id.")
    title: str = named("Its title in the request's language.")
    prize: bool = named("Whether it is a prize that can be drawn; else no prize, or the fallback.")
    times: SimulatedRange = named("How often.")

    @classmethod
    def of(cls, row: outcome.Given, locale: str) -> Self:
        title = said(row.title, locale)
        return cls(play=row.play, id=row.id, title=title, prize=row.prize, times=SimulatedRange.of(row.times))


@strawberry.type(description="How often the clients of one tier won, in an average round.")
class SimulatedTier:
    """One tier."""

    tier: str = named("The tier's code; - where it is not known.")
    attempts: float = named("Decided attempts.")
    wins: float = named("Attempts that gave a prize.")


@strawberry.type(description="What is left of one stock over time, in an average round.")
class SimulatedStock:
    """One curve."""

    play: str = named("The play's id.")
    id: str = named("The outcome's id.")
    title: str = named("Its title in the request's language.")
    stock: int = named("Units at the start.")
    left: list[int] = named("Units left at each of the moments.")

    @classmethod
    def of(cls, row: outcome.Curve, locale: str) -> Self:
        return cls(
            play=row.play, id=row.id, title=said(row.title, locale), stock=row.stock, left=list(row.left)
        )


@strawberry.type(description="Something shared that was used up, what binds first in front.")
class SimulatedBound:
    """A stock, a place, the budget, a limit, or a batch or budget of the register."""

    kind: str = named("stock, place, budget, limit, register_stock or register_budget.")
    play: str = named("The play's id; * for all plays; empty where it is of none.")
    id: str = named("The outcome's, place's, batch's or budget's id; empty for a limit.")
    title: str = named("Title of the outcome in the request's language; empty for others.")
    counted: str = named("What a limit counts: attempt, win, grant or cost.")
    owner: str = named("Who shares a limit: tier, household or sku; empty: all clients.")
    rounds: int = named("In how many rounds.")
    at: datetime = named("When, in the average of those rounds.")

    @classmethod
    def of(cls, row: outcome.Bound, locale: str) -> Self:
        return cls(**{**msgspec.structs.asdict(row), "title": said(row.title, locale)})


@strawberry.type(description="Attempts of an average round that were refused so.")
class SimulatedRefusal:
    """One refusal."""

    code: str = named("Its code.")
    message: str = named("The refusal in words.")
    times: float = named("How often.")

    @classmethod
    def of(cls, row: outcome.Refused, locale: str) -> Self:
        return cls(code=row.code, message=text(row.code, locale), times=row.times)


@strawberry.type(description="What a simulation found.")
class SimulationOutcome:
    """All of it."""

    rounds: int = named("Rounds that were finished; fewer than asked for where the time was over.")
    plays: Long = named("Attempts made in all rounds.")
    decided: float = named("Attempts of an average round that were not refused.")
    people: str = named("Whose facts the clients had: real or made_up.")
    took_s: float = named("Seconds that it took.")
    cost: SimulatedCost = named("What it cost.")
    outcomes: list[SimulatedOutcome] = named("How often each outcome came.")
    tiers: list[SimulatedTier] = named("Wins by tier.")
    moments: list[datetime] = named("The moments of the stocks' curves.")
    stocks: list[SimulatedStock] = named("What is left of each stock.")
    bounds: list[SimulatedBound] = named("What was used up.")
    refused: list[SimulatedRefusal] = named("What was refused.")

    @classmethod
    def of(cls, row: outcome.Outcome, locale: str) -> Self:
        return cls(
            rounds=row.rounds,
            plays=Long(row.plays),
            decided=row.decided,
            people=row.people,
            took_s=row.took_s,
            cost=SimulatedCost.of(row),
            outcomes=[SimulatedOutcome.of(one, locale) for one in row.given],
            tiers=[SimulatedTier(**msgspec.structs.asdict(one)) for one in row.tiers],
            moments=list(row.moments),
            stocks=[SimulatedStock.of(one, locale) for one in row.curves],
            bounds=[SimulatedBound.of(one, locale) for one in row.bounds],
            refused=[SimulatedRefusal.of(one, locale) for one in row.refused],
        )


@strawberry.type(description="What a simulation assumes of clients.")
class SimulationAssumptions:
    """The assumptions as they were given."""

    clients: int = named("How many clients come in all.")
    days: int = named("On how many days a client comes on average.")
    tries: int = named("How often a client tries each play on such a day.")
    spread: str = named("even or front: most come in the first days.")
    hours: str = named("even or daytime.")
    people: str = named("real or made_up.")
    skill_percent: int = named("How many of 100 questions they answer right.")
    friends: int = named("How many friends help 100 clients in all.")
    points: int = named("Points that each holds at first, of each kind.")
    rounds: int = named("How often the whole activity is played through.")
    seed: int = named("Whatever follows from chance follows from it.")


@strawberry.type(description="A draft played many times in memory.")
class Simulation:
    """One simulation and how far it is."""

    id: str = named("Id, sim_….")
    hash: str = named("Address of the document that was played; another hash is another document.")
    current: bool = named("Whether that is the document which the editor shows now.")
    state: str = named("waiting, running, done, failed or cancelled.")
    under_way: bool = named("Whether it waits or is being reckoned.")
    total: Long = named("Attempts that are expected at most.")
    done: Long = named("Attempts made so far.")
    why: str = named("Why it failed, in words; else empty.")
    asked_by: str = named("Who asked for it.")
    asked_at: datetime = named("When.")
    ended_at: datetime | None = named("When it was over.")
    assumptions: SimulationAssumptions = named("What it assumes.")
    outcome: SimulationOutcome | None = named("What it found; null unless it is done.")

    @classmethod
    def of(cls, row: SimulationRow, shown: str, locale: str) -> Self:
        assumed: Any = msgspec.to_builtins(kept(row.assumptions))
        found = None if row.outcome is None else msgspec.convert(row.outcome, outcome.Outcome)
        return cls(
            id=text_id(SIMULATION, row.id),
            hash=row.document_hash,
            current=row.document_hash == shown,
            state=row.state,
            under_way=row.state in simulate.OPEN,
            total=Long(row.total),
            done=Long(row.done),
            why=retold(row.why, locale),
            asked_by=row.asked_by_name,
            asked_at=row.asked_at,
            ended_at=row.ended_at,
            assumptions=SimulationAssumptions(**assumed),
            outcome=SimulationOutcome.of(found, locale) if found else None,
        )


@strawberry.type(description="A simulation was asked for or taken back.")
class SimulationMoved:
    """Which one."""

    simulation: str = named("Id, sim_….")
    activity: str = named("Its activity, act_….")

    @classmethod
    def of(cls, done: simulate.SimulationAsked) -> Self:
        return cls(simulation=text_id(SIMULATION, done.simulation), activity=text_id(ACTIVITY, done.activity))


@extends(Activity)
@strawberry.type
class SimulationsOfActivity:
    """An activity's simulations; ``self`` is the activity when the face is assembled."""

    @strawberry.field(description="Its newest simulations, newest first, at most five.")
    async def simulations(self, info: Info) -> list[Simulation]:
        """Read them."""
        activity, locale = cast("Activity", self).row.id, info.context.locale
        async with info.context.work.read() as read:
            rows = await latest(read, activity)
        editing = await together(info, activity, shown_in_editor) if rows else None
        shown = hash_of(cast("ActivityDocument", editing.document)) if editing else ""
        return [Simulation.of(row, shown, locale) for row in rows]


@strawberry.type
class SimulationMutation:
    """Simulate what the editor shows."""

    simulate_activity = mutation(
        simulate.simulate_activity,
        "Play what the editor shows many times in memory, to see what it would cost and give.",
        shows=SimulationMoved.of,
        result="SimulateResult",
    )
    cancel_simulation = mutation(
        simulate.cancel_simulation,
        "Take back a simulation that is under way.",
        shows=SimulationMoved.of,
        result="SimulateResult",
    )
