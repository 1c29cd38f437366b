"""Where an activity and its revisions stand, and what may happen next.

Words       *move* an act of people or of the clock on an activity's state; *live* out and not over;
            *put forward* a revision that left its maker's hands and is not out yet
Invariant   the arrows here are the arrows of the database's triggers; a test compares them
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from largesse.activities.documents.document import Window
from largesse.kernel.errors import Refusal

State = Literal["unpublished", "scheduled", "running", "paused", "halted", "ended", "settling", "archived"]
RevisionState = Literal["draft", "in_review", "changes_requested", "approved", "published", "superseded"]
ShownState = RevisionState | Literal["withdrawn"]  # changes_requested by its maker, not by a signer
Move = Literal["pause", "resume", "halt", "end"]

ARROWS: dict[State, frozenset[State]] = {
    "unpublished": frozenset({"scheduled", "running"}),
    "scheduled": frozenset({"running", "ended"}),
    "running": frozenset({"paused", "halted", "ended"}),
    "paused": frozenset({"running", "halted", "ended"}),
    "halted": frozenset({"ended"}),
    "ended": frozenset({"settling"}),
    "settling": frozenset({"archived"}),
    "archived": frozenset(),
}
REVISION_ARROWS: dict[RevisionState, frozenset[RevisionState]] = {
    "draft": frozenset({"in_review"}),
    "in_review": frozenset({"changes_requested", "approved"}),
    "changes_requested": frozenset(),
    "approved": frozenset({"published", "changes_requested"}),
    "published": frozenset({"superseded"}),
    "superseded": frozenset(),
}
LIVE: frozenset[State] = frozenset({"scheduled", "running", "paused"})
COMES_OUT: frozenset[State] = LIVE | {"unpublished"}
PUT_FORWARD: frozenset[RevisionState] = frozenset({"in_review", "approved"})
_MOVES: dict[Move, tuple[frozenset[State], State]] = {
    "pause": (frozenset({"running"}), "paused"),
    "resume": (frozenset({"paused"}), "running"),
    "halt": (frozenset({"running", "paused"}), "halted"),
    "end": (frozenset({"scheduled", "running", "paused", "halted"}), "ended"),
}


@dataclass(frozen=True)
class WrongState(Refusal):
    """The activity does not stand where this act can begin."""

    code = "activities.wrong_state"
    state: str
    move: str


@dataclass(frozen=True)
class RevisionWrongState(Refusal):
    """The revision does not stand where this act can begin."""

    code = "activities.revision_wrong_state"
    state: str
    wanted: str


@dataclass(frozen=True)
class WindowOver(Refusal):
    """The window has ended already."""

    code = "activities.window_over"
    ends_at: str


def minute(at: datetime, zone: str) -> str:
    """Give an instant as people read it in a zone: day and minute."""
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def moved(state: State, move: Move) -> State:
    """Give the state after a move of people.

    Raises:
        WrongState: ``activities.wrong_state``.
    """
    begins, ends = _MOVES[move]
    if state not in begins:
        raise WrongState(state, move)
    return ends


def moves(state: State) -> tuple[Move, ...]:
    """Give what people may do with an activity in this state."""
    return tuple(move for move, (begins, _) in _MOVES.items() if state in begins)


def expect_open(state: State, window: Window, now: datetime) -> None:
    """Refuse unless a revision with this window could still come out.

    Raises:
        WrongState: ``activities.wrong_state``: halted, ended and later.
        WindowOver: ``activities.window_over``.
    """
    if state not in COMES_OUT:
        raise WrongState(state, "publish")
    if window.ends_at <= now:
        raise WindowOver(minute(window.ends_at, window.zone))


def published(state: State, window: Window, now: datetime) -> State:
    """Give the state of an activity once a revision with this window is published.

    Raises:
        WrongState: ``activities.wrong_state``: halted, ended and later.
        WindowOver: ``activities.window_over``.
    """
    expect_open(state, window, now)
    if state in {"running", "paused"}:
        return state
    return "running" if window.starts_at <= now else "scheduled"


def ticked(state: State, starts_at: datetime, ends_at: datetime, now: datetime) -> State:
    """Give the state that the clock asks for; the same state when nothing is due."""
    if state in LIVE and ends_at <= now:
        return "ended"
    if state == "scheduled" and starts_at <= now:
        return "running"
    return state


def expect(state: RevisionState, wanted: RevisionState) -> None:
    """Refuse unless the revision stands where the act begins.

    Raises:
        RevisionWrongState: ``activities.revision_wrong_state``.
    """
    if state != wanted:
        raise RevisionWrongState(state, wanted)
