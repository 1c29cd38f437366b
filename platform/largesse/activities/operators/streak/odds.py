"""How often ``streak`` brings each outcome to a client who comes every day."""

from largesse.activities.operators.odds import WHOLE_PPM
from largesse.activities.operators.reading import first, values
from largesse.contracts.documents_gen import DecideStreak
from largesse.kernel.money import allocate


def odds(decide: DecideStreak) -> tuple[int, ...]:
    """Give each step one day of the cycle and the daily outcome the rest, by largest remainder."""
    steps = values(decide, "steps/*/days")
    days = first(decide, "cycle_days") or max(steps, default=1)
    return tuple(allocate(WHOLE_PPM, [max(days - len(steps), 0), *(1 for _ in steps)]))
