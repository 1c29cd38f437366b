"""One play that waits for its group, and what can become of it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Broken, Contended, Refusal, Told
from largesse.play.operators.decider import Given
from largesse.play.plans.plan import Plan
from largesse.play.seeds.seeds import Seed


@dataclass(frozen=True, slots=True)
class Played:
    """What became of a play. ``prize_id`` names the outcome; ``chances_left`` None: no limit.

    ``again_at`` says when a client whose chances are used has one again; None: now, or never again. ``told``
    is what the operator tells beside the outcome, by name: a score, a card, the day in a row.
    """

    draw: UUID
    outcome: str
    prize_id: str
    prize_title: dict[str, str]
    entitlement: UUID | None
    chances_left: int | None
    commit: str
    again_at: datetime | None = None
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Ticket:
    """One play that waits for its group; ``entitlements`` are ids for as many rights as it may give."""

    plan: Plan
    seed: Seed
    client: UUID
    key: str
    draw: UUID
    entitlements: tuple[UUID, ...]
    answer: asyncio.Future[Played] = field(repr=False)
    mark: str = field(default="", repr=False)
    given: Given = field(default_factory=dict, repr=False)
    ask_digest: str = ""


@dataclass(frozen=True)
class GiftsGone(Refusal):
    """What the attempt met is out of stock or budget, and there is nothing in its place."""

    code = "play.gifts_gone"


@dataclass(frozen=True)
class SharedLimitReached(Refusal):
    """All clients together have had as much as the activity allows, or those of one tier or household."""

    code = "play.shared_limit_reached"
    retry_at: datetime | None = None


Outcome = Played | Told | Contended | Broken
