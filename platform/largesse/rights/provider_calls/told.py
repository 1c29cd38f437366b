"""What was told of an order, in words. Pure."""

from largesse.kernel.clock import moment_in
from largesse.kernel.copy import text
from largesse.kernel.money import amount
from largesse.rights.order_events.order_event import Facts


def status_of(kind: str, facts: Facts, locale: str, zone: str) -> str:
    """Say in one line what happened."""
    if kind == "attendance" and facts.attendance:
        return text(f"rights.told.attendance.{facts.attendance.state}", locale)
    if kind == "case_closed" and facts.case:
        return text(f"rights.told.case_closed.{facts.case.closed}", locale)
    if kind == "case_assigned" and facts.case:
        about = {"assignee": facts.case.assignee, "messages": facts.case.messages_left or 0}
        until = facts.case.answer_by
        said = text("rights.told.case_assigned", locale, about)
        if until is None:
            return said
        return said + text("rights.told.answer_by", locale, {"until": moment_in(until, zone)[:16]})
    if facts.shipment and kind in {"shipped", "delivered", "returned"}:
        about = {"carrier": facts.shipment.carrier, "number": facts.shipment.tracking_no}
        return text(f"rights.told.{kind}", locale, about)
    return text(f"rights.told.{kind}", locale, {"carrier": "", "number": ""})


def note_of(facts: Facts, locale: str) -> str:
    """Say what else staff should know: what was done, by code, and what was paid on site."""
    came = facts.attendance
    if came is None:
        return ""
    parts = []
    if came.items:
        parts.append(text("rights.told.items", locale, {"items": ", ".join(came.items)}))
    if came.top_up:
        paid = amount(came.top_up.amount_minor, came.top_up.currency)
        parts.append(text("rights.told.top_up", locale, {"amount": paid}))
    return " · ".join(parts)
