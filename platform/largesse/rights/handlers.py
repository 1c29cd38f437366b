"""What the room does on events and by the clock."""

from largesse.plugging.callbacks.receive import EVENT_TOPIC as REPORTED
from largesse.rights.allowances import handlers as allowances
from largesse.rights.batches import low
from largesse.rights.batches.days import note_batch_days
from largesse.rights.bookings import ended, jobs
from largesse.rights.bookings import session_send as session_asks
from largesse.rights.bookings.session_ask import ASKED
from largesse.rights.bookings.session_facts import take_session_report
from largesse.rights.budgets import days, hold
from largesse.rights.code_lots import read_lot
from largesse.rights.code_lots.fill import LOT_ASKED
from largesse.rights.code_lots.forget_files import FILES
from largesse.rights.code_pools import allocate, watch
from largesse.rights.compensations import undo
from largesse.rights.elsewhere import forget_files, give_file
from largesse.rights.elsewhere.decide import GRANTS_SIGNED
from largesse.rights.entitlements import expire
from largesse.rights.entitlements.expire import EXPIRED
from largesse.rights.entitlements.placing import ORDERED
from largesse.rights.order_clocks.keep import note_missed
from largesse.rights.order_events.note import note_report
from largesse.rights.order_queue.forget_evidence import EVIDENCE_FILES
from largesse.rights.orders import fulfil
from largesse.rights.orders.outcome import SETTLED
from largesse.rights.orders.provider_events import take_report
from largesse.rights.places import wanted
from largesse.rights.points import expire as points
from largesse.rights.points.post import MOVED
from largesse.rights.points.take_back import after_reversal
from largesse.rights.points_mall import give_back
from largesse.rights.provider_places.read import READ_PLACES
from largesse.rights.redemptions.use import REDEEMED
from largesse.rights.reminders import remind
from largesse.rights.revocations.decide import REVOKED
from largesse.rights.telling import handlers as telling
from largesse.rights.told_uses import book
from largesse.rights.told_uses.take_file import USE_FILE_ASKED
from largesse.rights.transfers import lapse
from largesse.rights.waiting.serve import OFFERED
from largesse.rights.waiting.tell import TELL
from largesse.store.outbox import Handler, Handlers, Tick, TwoStep

REVERSED = "rights.use_reversed.v1"
_CODES: Handlers = {
    LOT_ASKED: [
        TwoStep("rights.read_code_lot", read_lot.prepare, read_lot.read_lot, read_lot.finish, klass="slow")
    ],
    USE_FILE_ASKED: [
        TwoStep("rights.book_use_file", book.prepare, book.book_file, book.finish, klass="slow")
    ],
    GRANTS_SIGNED: [
        TwoStep("rights.give_grants", give_file.prepare, give_file.give_file, give_file.finish, klass="slow")
    ],
    EXPIRED: [Handler("rights.take_code_back_expired", allocate.right_ended)],
    REVOKED: [Handler("rights.take_code_back_revoked", allocate.right_ended)],
    REDEEMED: [Handler("rights.note_code_used", allocate.right_redeemed)],
    REVERSED: [Handler("rights.note_use_reversed", allocate.use_reversed)],
}
_ORDERS: Handlers = {
    ORDERED: [fulfil.SEND],
    fulfil.CHECK: [fulfil.ASK_AFTER],
    REPORTED: [
        Handler("rights.note_provider_report", note_report),
        Handler("rights.take_provider_report", take_report),
        Handler("rights.take_session_report", take_session_report),
    ],
}
_COMPENSATIONS: Handlers = {
    REVOKED: [Handler("rights.note_compensation_revoked", undo.after_revocation)],
    MOVED: [Handler("rights.note_compensation_taken_back", undo.after_points)],
}
_SESSIONS: Handlers = {
    wanted.WANTED: [READ_PLACES],
    ASKED: [session_asks.SEND],
}
_POINTS: Handlers = {
    SETTLED: [Handler("rights.give_points_back_after_order", give_back.after_order)],
    REVOKED: [Handler("rights.give_points_back_after_revocation", give_back.after_revocation)],
    REVERSED: [Handler("rights.take_points_back_after_reversal", after_reversal)],
}


def _joined(*parts: Handlers) -> Handlers:
    """Give the handlers of every part by topic, in the order of the parts."""
    topics = dict.fromkeys(topic for part in parts for topic in part)
    return {topic: [one for part in parts for one in part.get(topic, ())] for topic in topics}


HANDLERS = _joined(
    _ORDERS,
    _SESSIONS,
    ended.HANDLERS,
    _CODES,
    _POINTS,
    _COMPENSATIONS,
    allowances.HANDLERS,
    {OFFERED: [TELL]},
    telling.HANDLERS,
)
TICKS = [
    Tick("rights.check_orders", 1.0, fulfil.check_due, fulfil.WAITS),
    Tick("rights.note_missed", 15.0, note_missed),
    Tick("rights.lapse_transfers", 15.0, lapse.lapse_due),
    Tick("rights.remind", 300.0, remind.remind_due),
    Tick("rights.expire", 30.0, expire.expire_due),
    watch.WATCH,
    FILES,
    Tick("rights.release_holds", 60.0, hold.release_due),
    Tick("rights.note_budget_days", 600.0, days.note_days),
    Tick("rights.note_batch_days", 3600.0, note_batch_days),
    Tick("rights.tell_low_stock", 60.0, low.tell_low),
    Tick("rights.expire_points", 30.0, points.expire_points_due),
    Tick("rights.tell_points", 600.0, points.tell_points_due),
    Tick("rights.check_session_asks", 1.0, session_asks.send_due, session_asks.WAITS),
    Tick("rights.read_provider_places", 60.0, wanted.want_due),
    Tick("rights.lapse_holds", 5.0, jobs.lapse_holds, jobs.WAITS),
    Tick("rights.keep_waiting_lists", 10.0, jobs.keep_waiting_lists),
    Tick("rights.mark_no_shows", 60.0, jobs.mark_no_shows),
    forget_files.FILES,
    EVIDENCE_FILES,
    *telling.TICKS,
]
