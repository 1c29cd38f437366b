"""What closings do by the clock."""

from largesse.play.closings.close import close_due
from largesse.play.closings.decide import decide_closed
from largesse.play.closings.telling import tell_the_others
from largesse.store.outbox import Tick

TICKS = (
    Tick("play.close", 2.0, close_due),
    Tick("play.decide", 2.0, decide_closed),
    Tick("play.tell", 5.0, tell_the_others),
)
