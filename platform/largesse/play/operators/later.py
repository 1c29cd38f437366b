"""What an operator says of attempts that are decided later, all together.

Words       *entry* an attempt that counts; *place* one of those that are given, with its outcome
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from largesse.kernel.errors import Refusal


@dataclass(frozen=True)
class EntryClosed(Refusal):
    """The list of entries is closed."""

    code = "play.entry_closed"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A draw at a set time.

    Attributes:
        entry: the outcome that an attempt gets.
        close: from then on nobody enters.
        values_at: when the public values are known; after the close.
        count: how many values there are.
        source: whose values they are, by language.
        places: outcomes with how many are selected for each, those selected first in front.
    """

    entry: str
    close: datetime
    values_at: datetime
    count: int
    places: tuple[tuple[str, int], ...]
    source: Mapping[str, str] = field(default_factory=dict)

    def slots(self) -> list[str]:
        """Give the outcome of every place, in the order of selection."""
        return [outcome for outcome, n in self.places for _ in range(n)]


@dataclass(frozen=True, slots=True)
class Band:
    """Places in a row, the first and the last of them, and the outcome that each brings."""

    id: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """An order of clients that is settled at the end of each cycle.

    Attributes:
        entry: the outcome that an act in the play brings.
        state: whose value is compared.
        cycle: ``activity``, ``day``, ``week`` or ``month``; the state begins again with it.
        shared: whether equal scores share their place; else whoever reached it first stands before.
        bands: the first places in front; no place is in two.
    """

    entry: str
    state: str
    cycle: str
    shared: bool
    bands: tuple[Band, ...]

    def brings(self, place: int) -> str | None:
        """Give the outcome that a place brings; None: nothing."""
        return next((one.id for one in self.bands if one.first <= place <= one.last), None)

    def next_band(self, place: int | None) -> Band | None:
        """Give the nearest band that is better than a place; None: there is none. No place: the last one."""
        better = [one for one in self.bands if place is None or one.last < place]
        return better[-1] if better else None
