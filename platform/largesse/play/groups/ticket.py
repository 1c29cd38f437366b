"""One play that waits for its group, and what can become of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Broken, Contended, Refusal, Told
from largesse.kernel.expression import Value
from largesse.kernel.ids import new_id
from largesse.play.operators.decider import Given
from largesse.play.plans.plan import Plan
from largesse.play.seeds.seeds import Seed

NOBODY = UUID(int=0)
Place = tuple[UUID | str, UUID]


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


@dataclass(slots=True, eq=False)
class Ticket:
    """One play that waits for its group.

    ``session``: the hash of a token, where the group itself finds out whose it is; until then the client is
    ``NOBODY``.
    ``props`` are the values of the event that started it; none where its client did. ``places`` are the keyed
    marks of device and address; none where it came from no phone. ``waited``: its turn has come; ``waived``:
    staff lets it pass the limits for which it waited. ``refusal``: why it starts nothing, unless it did so
    under its key before.
    """

    plan: Plan
    seed: Seed
    client: UUID
    key: str
    draw: UUID
    mark: str = field(default="", repr=False)
    given: Given = field(default_factory=dict, repr=False)
    ask_digest: str = ""
    props: Mapping[str, Value] = field(default_factory=dict, repr=False)
    session: str = field(default="", repr=False)
    places: Mapping[str, str] = field(default_factory=dict, repr=False)
    waited: bool = False
    waived: bool = False
    refusal: Refusal | None = None
    _entitlements: list[UUID] = field(default_factory=list, repr=False)

    def entitlement(self, nr: int) -> UUID:
        """Give the id of the right that it may give, counted from 0; the same at every call."""
        while len(self._entitlements) <= nr:
            self._entitlements.append(new_id())
        return self._entitlements[nr]

    @property
    def place(self) -> Place:
        """Who takes part in what: of two tickets of one place a group takes the first."""
        return self.session or self.client, self.plan.activity


def must_be_proved(ticket: Ticket, at: datetime) -> None:
    """Refuse a ticket whose proof does not hold, or, where the play is not open at all, for that.

    Raises:
        Refusal: why it starts nothing.
    """
    if ticket.refusal is not None:
        raise ticket.plan.begun.closed(at, ticket.plan.end) or ticket.refusal


@dataclass(frozen=True)
class StartsAlone(Refusal):
    """No client's request starts this play: it starts by itself when what it waits for happens."""

    code = "play.starts_alone"


@dataclass(frozen=True)
class GiftsGone(Refusal):
    """What the attempt met is out of stock or budget, and there is nothing in its place."""

    code = "play.gifts_gone"


@dataclass(frozen=True)
class SharedLimitReached(Refusal):
    """All clients together have had as much as the activity allows, or those of one tier or household."""

    code = "play.shared_limit_reached"
    retry_at: datetime | None = None


@dataclass(frozen=True)
class DeviceLimitReached(Refusal):
    """From one device or one address, the ``scope``, as many came as the activity allows."""

    code = "play.device_limit_reached"
    scope: str
    retry_at: datetime | None = None


class Again(Contended):
    """The same client sits in this group by another session; the ticket waits for the next one."""


Outcome = Played | Told | Contended | Broken
