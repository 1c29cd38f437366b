"""What the room does on events and by the clock."""

from largesse.rights.entitlements import expire
from largesse.rights.entitlements.claim import ORDERED
from largesse.rights.orders import fulfil
from largesse.rights.orders.provider_events import take_report
from largesse.store.outbox import Handler, Handlers, Tick

HANDLERS: Handlers = {
    ORDERED: [fulfil.SEND],
    fulfil.CHECK: [fulfil.ASK_AFTER],
    "plugging.provider_event_received.v1": [Handler("rights.take_provider_report", take_report)],
}
TICKS = [
    Tick("rights.check_orders", 1.0, fulfil.check_due),
    Tick("rights.expire", 30.0, expire.expire_due),
]
