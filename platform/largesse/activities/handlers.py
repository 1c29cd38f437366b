"""What the room does on events and by the clock."""

from largesse.activities.lifecycle.run import DUE, run_schedule
from largesse.store.outbox import Handlers, Tick

HANDLERS: Handlers = {}
TICKS = [Tick("activities.run_schedule", 5.0, run_schedule, DUE)]
