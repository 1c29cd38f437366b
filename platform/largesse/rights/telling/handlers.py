"""What is told on which event, and by the clock."""

from largesse.notices.inbox.notice import HOLDS, Holds
from largesse.rights.entitlements.expire import LAPSED
from largesse.rights.handing.give import HANDED
from largesse.rights.points.expire import EXPIRING as POINTS
from largesse.rights.reminders.remind import EXPIRING as RIGHT
from largesse.rights.telling.booked import HOLDS_BOOKED, remind_bookings
from largesse.rights.telling.expiring import HOLDS_EXPIRING, still_held, tell_points, tell_right
from largesse.rights.telling.lapsed import tell_lapsed
from largesse.rights.telling.offered import HOLDS_ANSWERED, HOLDS_OFFERED, tell_offer
from largesse.rights.telling.place import tell_place
from largesse.rights.transfers.ending import CHANGED
from largesse.rights.waiting.serve import OFFERED
from largesse.store.outbox import Handler, Handlers, Tick

HANDLERS: Handlers = {
    RIGHT: [Handler("rights.tell_right_expiring", tell_right)],
    POINTS: [Handler("rights.tell_points_expiring", tell_points)],
    CHANGED: [Handler("rights.tell_offer", tell_offer)],
    LAPSED: [Handler("rights.tell_lapsed", tell_lapsed)],
    OFFERED: [Handler("rights.tell_place", tell_place)],
}
TICKS = [Tick("rights.remind_bookings", 300.0, remind_bookings)]
HOLDS_HANDED = Holds(HANDED, still_held)
_ALL = (HOLDS_EXPIRING, HOLDS_OFFERED, HOLDS_BOOKED, HOLDS_HANDED)
OFFERS = tuple(HOLDS.of(one) for one in (*_ALL, *HOLDS_ANSWERED))
