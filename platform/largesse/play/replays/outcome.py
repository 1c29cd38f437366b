"""What a replay found, as it is kept: plain values, ids of clients and events without their names.

Invariant   bounded whatever the day held: so many clients, examples and differences and no more, with the
            whole count beside them; money in whole minor units
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from largesse.activities.simulations.outcome import Bound

Text = dict[str, str]
Difference = Literal[
    "other_draw", "other_outcome", "only_here", "only_really", "other_refusal", "not_tried_then"
]


class Named(msgspec.Struct, frozen=True):
    """Events of one name; ``heard``: how many of them a play waited for."""

    name: str
    events: int
    heard: int


class Apart(msgspec.Struct, frozen=True):
    """Events that stand apart for one reason; ``taken``: how many were played as if they were let count."""

    reason: str
    events: int
    taken: int


class Given(msgspec.Struct, frozen=True):
    """How often one outcome came, and what it cost in minor units."""

    play: str
    id: str
    title: Text
    prize: bool
    times: int
    cost_minor: int


class Right(msgspec.Struct, frozen=True):
    """Units of one right that would be given."""

    ref: str
    title: Text
    units: int
    cost_minor: int


class Refused(msgspec.Struct, frozen=True):
    """Attempts of a play that were refused so."""

    play: str
    code: str
    times: int


class Moved(msgspec.Struct, frozen=True):
    """What was moved of a state, of a kind of points, of chances or by an effect, and how often."""

    kind: Literal["state", "points", "chances", "effect"]
    name: str
    times: int
    units: int


class Client(msgspec.Struct, frozen=True):
    """What one client would get."""

    client: UUID
    events: int
    plays: int
    refused: int
    prizes: int
    points: int
    cost_minor: int


class Did(msgspec.Struct, frozen=True):
    """What one attempt came to: an outcome's id, or a refusal's code. ``after``: a milestone started it."""

    play: str
    outcome: str
    refused: bool
    cost_minor: int = 0
    points: dict[str, int] = msgspec.field(default_factory=dict)
    states: dict[str, int] = msgspec.field(default_factory=dict)
    after: bool = False
    prize: bool = False


class Example(msgspec.Struct, frozen=True):
    """One event, at its place in the day, and what it did."""

    event: UUID
    client: UUID | None
    did: tuple[Did, ...]


class Differs(msgspec.Struct, frozen=True):
    """Attempts that came out otherwise in reality; ``real`` is empty where nothing was noted."""

    kind: Difference
    play: str
    here: str
    real: str
    times: int
    events: tuple[UUID, ...]


class Real(msgspec.Struct, frozen=True):
    """The same events as they were taken then. ``since``: from when on the version was out.

    ``other_version`` counts attempts that another version decided; they are not compared.
    """

    since: datetime
    compared: int
    same: int
    other_version: int
    differs: tuple[Differs, ...]


class Outcome(msgspec.Struct, frozen=True):
    """All that a replay found."""

    hash: str
    events: int
    heard: int
    attempts: int
    decided: int
    currency: str
    cost_minor: int
    cap_minor: int
    names: tuple[Named, ...]
    apart: tuple[Apart, ...]
    given: tuple[Given, ...]
    rights: tuple[Right, ...]
    refused: tuple[Refused, ...]
    moved: tuple[Moved, ...]
    bounds: tuple[Bound, ...]
    clients_all: int
    clients: tuple[Client, ...]
    examples: tuple[Example, ...]
    real: Real | None
    took_s: float
