"""``schedule.payday``: the clock plays for the clients of each employer whose payday it is."""

from calendar import monthrange
from datetime import date

from largesse.activities.triggers.schedule_payday import SCHEDULE_PAYDAY, paydays
from largesse.contracts.documents_gen import TriggerSchedulePayday
from largesse.kernel.workdays import Workdays
from largesse.play.triggers.shift import shifted_onto
from largesse.play.triggers.started import Due, Started
from largesse.store.extending import hookimpl


def due(on: TriggerSchedulePayday, day: date, workdays: Workdays) -> list[Due]:
    """Play for those who are paid on a day; for each client once a month, of however many employers."""
    known = paydays(on)
    named = list(shifted_onto(workdays, day, known.shift))
    found = []
    for year, month in sorted({(one.year, one.month) for one in named}):
        paid = {one.day for one in named if (one.year, one.month) == (year, month)}
        last = monthrange(year, month)[1]
        tags = [one.tag for one in known.employers if min(one.day, last) in paid]
        if tags:
            found.append(Due(f"{year}-{month:02}", tags=tags))
    return found


@hookimpl
def started_trigger() -> Started:
    """Give this trigger."""
    return Started(trigger=SCHEDULE_PAYDAY, due=due)
