"""What an agent may do, for how long, and who ends it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import because

AGENT = "agt"
LONGEST = timedelta(days=366)


class Scope(StrEnum):
    """What an agent does for the holder."""

    COLLECT = "collect"
    BOOK = "book"
    BOTH = "both"


class AgentState(StrEnum):
    """Where the naming of an agent stands."""

    ASKED = "asked"
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True)
class AgentMissing(Missing):
    """No such agent of this client, or within reach."""

    code = "rights.agent_missing"
    agent: UUID


@dataclass(frozen=True)
class AgentOver(Refusal):
    """The naming has been answered, or is over."""

    code = "rights.agent_over"
    state: str


def check_until(until: datetime, now: datetime) -> None:
    """Refuse a day that is past, or further than a year away.

    Raises:
        Malformed: ``kernel.malformed`` at ``until``.
    """
    if not now < until <= now + LONGEST:
        raise Malformed(because("rights.reason.agent_until"), "until")


def check_consent(state: str, expires_at: datetime, now: datetime) -> None:
    """Refuse a consent that comes twice or too late.

    Raises:
        AgentOver: ``rights.agent_over``.
    """
    if state != AgentState.ASKED or now >= expires_at:
        raise AgentOver(state)


def outcome(state: str, agreed_by: UUID | None, ended_by: str | None, looks: UUID) -> str:
    """Say what became of asking somebody to be an agent.

    Args:
        state: the naming's, over when its time is.
        agreed_by: the client who consented, if one did.
        ended_by: holder, agent or staff; None: its time did.
        looks: the client who looks.

    Returns:
        asked, agreed, taken (another agreed), declined, withdrawn, lapsed, or ended after somebody agreed.
    """
    if state == AgentState.ASKED:
        return "asked"
    if state == AgentState.ACTIVE:
        return "agreed" if agreed_by == looks else "taken"
    if agreed_by is not None:
        return "ended"
    return {"agent": "declined", None: "lapsed"}.get(ended_by, "withdrawn")
