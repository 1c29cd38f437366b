"""``quorum``: so many friends in time; then whoever shared and each friend get their outcome, once a team.

Invariant   a team that is whole stays so; each of its people is remembered to have had his, in his own row
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from largesse.activities.operators.quorum import QUORUM
from largesse.activities.operators.reading import first
from largesse.contracts.documents_gen import DecideQuorum
from largesse.kernel.errors import Refusal
from largesse.play.friends.friends import Seen, TeamOver
from largesse.play.operators.decider import Decider, Met, Published, Turn, no_number
from largesse.play.selection.cuts import Packet
from largesse.store.extending import hookimpl


@dataclass(frozen=True)
class NoTeam(Refusal):
    """The client has begun no team and helped none."""

    code = "play.no_team"


@dataclass(frozen=True)
class TeamWaits(Refusal):
    """Friends are still missing."""

    code = "play.team_waits"
    missing: int
    until: datetime


@dataclass(frozen=True)
class HadTeams(Refusal):
    """The client has had what his teams bring."""

    code = "play.had_teams"


class Shared(msgspec.Struct, frozen=True):
    """What each team shares, and the smallest part of it."""

    total: int
    least: int


class Odds(msgspec.Struct, frozen=True):
    """Published odds."""

    n: int
    leader: str
    each: str | None
    fallback: str | None
    packet: Shared | None = None


def published(decide: DecideQuorum) -> Published:
    """Give how many friends it takes and what that brings."""
    shared = first(decide, "packet")
    return {
        "n": first(decide, "n"),
        "leader": first(decide, "leader/id"),
        "each": first(decide, "each/id"),
        "fallback": first(decide, "fallback/id"),
        **({"packet": shared} if shared else {}),
    }


def packet(odds: Odds) -> Packet | None:
    """Give what each team shares: a part for each friend and the last for its leader."""
    return Packet(odds.packet.total, odds.n + 1, odds.packet.least) if odds.packet else None


def decide(odds: Odds, turn: Turn) -> Met:
    """Give what the oldest team that is whole brings and has not brought the client yet."""
    had: list[str] = list(turn.memory or ())
    mine = [one for one in turn.teams if one.leads or odds.each]
    due = [one for one in mine if str(one.id) not in had]
    whole = next((one for one in due if one.whole), None)
    if whole is not None:
        memory = [*had, str(whole.id)]
        basis: dict[str, Any] = {"helpers": whole.helpers, "of": whole.most, "leads": whole.leads}
        part = whole.part if odds.packet else 0
        if part:
            basis |= {"team": str(whole.id), "part": part}
        return Met(0 if whole.leads else 1, memory, memory, basis=basis, part=part)
    if not mine:
        raise NoTeam
    raise _not_yet(due, turn)


def _not_yet(due: list[Seen], turn: Turn) -> Refusal:
    waiting = next((one for one in due if turn.at < one.until), None)
    if waiting is not None:
        return TeamWaits(waiting.most - waiting.helpers, waiting.until)
    return TeamOver(due[-1].helpers, due[-1].most) if due else HadTeams()


@hookimpl
def decider() -> Decider:
    """Give how this operator decides."""
    return Decider(
        operator=QUORUM, published=published, decide=decide, verify=no_number, odds=Odds, packet=packet
    )
