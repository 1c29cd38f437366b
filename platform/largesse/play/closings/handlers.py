"""What closings do by the clock."""

from largesse.play.closings import close, decide, telling
from largesse.store.outbox import Tick

TICKS = (
    Tick("play.close", 2.0, close.close_due, close.WAITS),
    Tick("play.decide", 2.0, decide.decide_closed, decide.WAITS),
    Tick("play.tell", 5.0, telling.tell_the_others, telling.WAITS),
)
