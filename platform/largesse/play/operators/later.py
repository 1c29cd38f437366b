"""What an operator says of attempts that are decided later, all together.

Words       *entry* an attempt that counts in the draw; *place* one of those that are given, with its outcome
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
