"""One play that waits for its group, and what can become of it."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from largesse.kernel.errors import Broken, Contended, Refusal, Told
from largesse.play.plans.plan import Plan
from largesse.play.seeds.seeds import Seed


@dataclass(frozen=True, slots=True)
class Played:
    """What became of a play. ``prize_id`` names the outcome; ``chances_left`` None: no limit.

    ``again_at`` says when a client whose chances are used has one again; None: now, or never again.
    """

    draw: UUID
    outcome: str
    prize_id: str
    prize_title: dict[str, str]
    entitlement: UUID | None
    chances_left: int | None
    commit: str
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Ticket:
    """One play that waits for its group."""

    plan: Plan
    seed: Seed
    client: UUID
    key: str
    draw: UUID
    entitlement: UUID
    answer: asyncio.Future[Played] = field(repr=False)
    mark: str = field(default="", repr=False)


@dataclass(frozen=True)
class GiftsGone(Refusal):
    """What the attempt met is out of stock or budget, and there is nothing in its place."""

    code = "play.gifts_gone"


@dataclass(frozen=True)
class SharedLimitReached(Refusal):
    """All clients together have had as much as the activity allows."""

    code = "play.shared_limit_reached"


Outcome = Played | Told | Contended | Broken
