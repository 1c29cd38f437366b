"""Where a complaint stands: open, answered by staff, closed or taken up again by the client.

Words       *complaint* 投诉: open 待答复 -> answered 已答复 -> closed 已办结; answered -> open again when the
            client is not content, at most three times
Invariant   one complaint of a right is under way at a time; only an answered one is closed
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import because

About = Literal["not_served", "late", "quality", "charge", "other"]
State = Literal["open", "answered", "closed"]
ANSWER_WITHIN = timedelta(days=3)
REOPENED_MAX = 3


@dataclass(frozen=True)
class ComplaintMissing(Missing):
    """No such complaint within reach."""

    code = "rights.complaint_missing"


@dataclass(frozen=True)
class ComplaintUnderWay(Refusal):
    """A complaint of this right is under way already."""

    code = "rights.complaint_under_way"


@dataclass(frozen=True)
class ComplaintWrongState(Refusal):
    """The complaint is not in a state that allows this."""

    code = "rights.complaint_wrong_state"
    state: str


@dataclass(frozen=True)
class ReopenedEnough(Refusal):
    """The client took it up again three times; from here on people talk to each other."""

    code = "rights.complaint_reopened_enough"


def about_of(about: str) -> About:
    """Read what a complaint is about.

    Raises:
        Malformed: ``kernel.malformed`` at ``about``.
    """
    kinds = get_args(About)
    found: About | None = next((one for one in kinds if one == about), None)
    if found is None:
        raise Malformed(because("kernel.reason.one_of", choices=" / ".join(kinds)), "about")
    return found


def due_at(at: datetime) -> datetime:
    """Give when a complaint of ``at`` must be answered."""
    return at + ANSWER_WITHIN


def expect_answerable(state: str) -> None:
    """Check that a complaint may be answered: it is open, or an answer is to be bettered.

    Raises:
        ComplaintWrongState: ``rights.complaint_wrong_state``.
    """
    if state == "closed":
        raise ComplaintWrongState(state)


def settle(state: str, reopened: int, *, content: bool) -> tuple[State, int]:
    """Close an answered complaint, or take it up again; gives the state and how often it was taken up.

    Raises:
        ComplaintWrongState: ``rights.complaint_wrong_state``.
        ReopenedEnough: ``rights.complaint_reopened_enough``.
    """
    if state != "answered":
        raise ComplaintWrongState(state)
    if content:
        return "closed", reopened
    if reopened >= REOPENED_MAX:
        raise ReopenedEnough
    return "open", reopened + 1
