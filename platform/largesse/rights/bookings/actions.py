"""What staff may do with a booking now, by the rules that the use cases refuse by."""

from datetime import datetime

from largesse.kernel.actor import Actor
from largesse.rights.bookings.booking import CHECK_IN_BEFORE, MOVABLE, MOVES, State, may_be_done
from largesse.rights.bookings.reads import BookingRow
from largesse.rights.bookings.session_words import open_ask

_S = State


def actions(actor: Actor, row: BookingRow, now: datetime) -> list[str]:
    """Name the acts that neither state, time nor office forbids; whoever sees a booking reaches it."""
    state, found = State(row.state), list[str]()
    if row.session:
        return _at_provider(actor, row, now)
    if actor.may("rights.answer_booking") and state is _S.PENDING:
        found += ["accept", "decline"] if now < row.starts_at else ["decline"]
    if actor.may("rights.book_for_client"):
        found += ["move"] if state in MOVABLE else []
        found += ["cancel"] if _S.CANCELLED in MOVES[state] else []
        found += ["confirm"] if state is _S.PROPOSED or row.why == "lapsed" else []
    if actor.may("rights.attend"):
        found += _at_the_desk(state, row, now)
    return found


def _at_provider(actor: Actor, row: BookingRow, now: datetime) -> list[str]:
    """Name what is left to us of a booking in a provider's calendar, whose desk notes who comes."""
    state, found = State(row.state), list[str]()
    asked = open_ask(row)
    if actor.may("rights.book_for_client"):
        found += ["move"] if state is _S.BOOKED and not asked else []
        back = state is _S.PROPOSED or (state is _S.BOOKED and not asked)
        found += ["cancel"] if back or (state is _S.PENDING and row.asked_state == "asked") else []
    if actor.may("rights.attend") and state is _S.BOOKED and now >= row.ends_at:
        found.append("noShow")
    return found


def _at_the_desk(state: State, row: BookingRow, now: datetime) -> list[str]:
    """Name what the desk notes: not hours before the beginning, absence not before it, its end in between."""
    found, near = list[str](), now >= row.starts_at - CHECK_IN_BEFORE
    if state is _S.BOOKED and near:
        found.append("checkIn")
    if _S.ARRIVED in MOVES[state] and near:
        found.append("arrive")
    if _S.FULFILLED in MOVES[state] and may_be_done(row.starts_at, row.minutes, now):
        found.append("fulfil")
    if _S.NO_SHOW in MOVES[state] and now >= row.starts_at:
        found.append("noShow")
    return found
