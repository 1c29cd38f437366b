"""``schedule.cron``: the clock plays for everyone of the audience."""

from calendar import monthrange
from datetime import date

from largesse.activities.triggers.schedule_cron import SCHEDULE_CRON, Rule, rule
from largesse.contracts.documents_gen import TriggerScheduleCron
from largesse.kernel.workdays import Workdays
from largesse.play.triggers.shift import shifted_onto
from largesse.play.triggers.started import Due, Started
from largesse.store.extending import hookimpl


def due(on: TriggerScheduleCron, day: date, workdays: Workdays) -> list[Due]:
    """Play on the day, or on the workday to which it is moved; once where several are moved there."""
    known = rule(on)
    named = shifted_onto(workdays, day, known.shift)
    meant = next((one for one in named if _names(known, one)), None)
    return [Due(meant.isoformat())] if meant else []


def _names(known: Rule, day: date) -> bool:
    if known.every == "week":
        return day.isoweekday() == known.weekday
    if known.every == "month":
        return day.day == min(known.day or 1, monthrange(day.year, day.month)[1])
    return True


@hookimpl
def started_trigger() -> Started:
    """Give this trigger."""
    return Started(trigger=SCHEDULE_CRON, due=due)
