"""A ranking of one activity: its cycles and when each ends; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from largesse.kernel.clock import day_in, day_starts
from largesse.play.operators.later import Ranking
from largesse.play.states.states import Change, Kept, Move, State, period_in, reached

WHOLE = "activity"
OVER = frozenset({"ended", "settling", "archived"})  # states of an activity that close every cycle
_MONTH = timedelta(days=32)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A play that puts clients into an order by a state; ``end``: of the activity."""

    play: str
    ranking: Ranking
    state: State
    zone: str
    end: datetime

    def cycle(self, at: datetime) -> str:
        """Name the cycle of an instant."""
        return period_in(self.state, day_in(at, self.zone)) or WHOLE

    def ends(self, cycle: str) -> datetime:
        """Give when a cycle ends: with its day, week or month, at the latest with the activity."""
        if cycle == WHOLE:
            return self.end
        day = date.fromisoformat(cycle)
        after = {
            "day": day + timedelta(days=1),
            "week": day + timedelta(days=7),
            "month": (day + _MONTH).replace(day=1),
        }[self.ranking.cycle]
        return min(day_starts(after, self.zone), self.end)

    def moved(self, changes: Sequence[Change]) -> bool:
        """Tell whether some changes move its state."""
        return any(isinstance(one, Move) and one.state.id == self.state.id for one in changes)

    def score(self, kept: Kept, at: datetime) -> int:
        """Give what its state has reached."""
        return reached(self.state, kept, day_in(at, self.zone))[0]

    def missing(self, score: int, needed: int | None) -> int:
        """Give how much is missing to a place whose holder has ``needed``; None: nobody holds it yet."""
        ahead = 0 if self.ranking.shared else 1
        return max(1, 1 - score if needed is None else needed - score + ahead)
