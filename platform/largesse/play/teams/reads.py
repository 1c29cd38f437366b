"""A team as one of its people may see it, and as one who holds its link may.

Invariant   who neither leads nor helped a team sees of it whose it is, masked, and how many are missing
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.activities.operators.reading import values
from largesse.audience.clients.reads import names_of
from largesse.kernel.clock import now
from largesse.kernel.errors import Told
from largesse.play.chances.reads import standing_of
from largesse.play.friends.counting import teams_by
from largesse.play.friends.friends import Seen, Team
from largesse.play.friends.reads import seen_by
from largesse.play.groups.attempt import Tried, decide
from largesse.play.plans.plan import Plan
from largesse.play.teams.ground import Place, team_of
from largesse.store.work import Read

_FRIENDS = """
select client, acted_at, amount from play_friend where team = $1 and acted_at is not null
order by acted_at, client
"""
_MINE = "activity = $1 and play = $2 and leader = $3"
_HELPED = (
    "activity = $1 and play = $2 and exists (select from play_friend f where f.team = t.id and f.client = $3"
    " and f.acted_at is not null)"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A friend of a team, masked; a dash where he was erased."""

    masked_name: str
    me: bool
    amount: int
    at: datetime


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team; ``friends`` only for its own people."""

    team: Team
    leads: bool
    helped: bool
    leader_name: str
    friends: Sequence[Shown]

    @property
    def part(self) -> int:
        """My part of the packet that it shares; 0: none, or not yet."""
        if not self.team.packet:
            return 0
        if self.leads:
            return self.team.amounts[-1] if self.team.whole_at else 0
        return next((one.amount for one in self.friends if one.me), 0)


@dataclass(frozen=True, slots=True)
class Step:
    """What the figure of a team brings once it is reached."""

    at: int
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Teams:
    """A client's own team in a play, and a friend's whom he helped or whose link he has.

    ``due``: whether an attempt would bring something now.
    """

    own: TeamView | None
    friends: TeamView | None
    due: bool
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class _Friend:
    client: UUID
    acted_at: datetime
    amount: int


async def teams_of(read: Read, place: Place, client: UUID, code: str) -> Teams:
    """Read what a client may see of teams in a play; a code that leads elsewhere shows nothing."""
    plan = place.plan
    own = await teams_by(read, _MINE, plan.activity, plan.play, client)
    helped = await teams_by(read, _HELPED, plan.activity, plan.play, client)
    if not helped:
        linked = await team_of(read, code)
        helped = [linked] if linked and (linked.activity, linked.play) == (plan.activity, plan.play) else []
    others = [one for one in helped if one.leader != client]
    seen = (await seen_by(read, [(plan.activity, client, plan.play)])).values()
    return Teams(
        await _view(read, own[0], client) if own else None,
        await _view(read, others[0], client) if others else None,
        await _due(read, plan, client, [one for some in seen for one in some]),
        tuple(_steps(plan)),
    )


def _steps(plan: Plan) -> Iterator[Step]:
    for id_, at in zip(values(plan.odds, "steps/*/id"), values(plan.odds, "steps/*/at"), strict=False):
        choice = plan.choice(id_)
        if choice is not None:
            yield Step(at, choice.title)


async def _view(read: Read, team: Team, client: UUID) -> TeamView:
    rows = await read.all(_Friend, _FRIENDS, team.id)
    leads, helped = team.leader == client, any(one.client == client for one in rows)
    names = await names_of(read, [team.leader, *(one.client for one in rows)])
    shown = [Shown(names.get(one.client, ""), one.client == client, one.amount, one.acted_at) for one in rows]
    return TeamView(team, leads, helped, names.get(team.leader, ""), shown if leads or helped else ())


async def _due(read: Read, plan: Plan, client: UUID, teams: Sequence[Seen]) -> bool:
    """Tell whether an attempt would bring something now."""
    if plan.decider.operator.by_chance or not teams:
        return False
    standing = await standing_of(read, client, plan.activity)
    try:
        decide(plan, b"", standing, now(), Tried(teams=teams))
    except Told:
        return False
    return True
