"""The ground on which people share and help: a link's team, the play as it is out, who may have part in it.

Invariant   a code is derived from the team; only its hash is kept, and nobody can make one without the key
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.households.owners import owners_of
from largesse.kernel.errors import Contended, Refusal
from largesse.kernel.ids import text_id
from largesse.play.friends.counting import teams_by
from largesse.play.friends.friends import Friends, OwnTeam, ShareMissing, Team
from largesse.play.groups import running
from largesse.play.groups.attempt import NotRunning
from largesse.play.groups.eligible import NotEligible, facts_for
from largesse.play.plans.memory import Ready, plans
from largesse.play.plans.plan import Plan
from largesse.rights.entitlements.entitlement import ACTIVITY
from largesse.rights.transfers.secret import LENGTH, code_of, hash_of
from largesse.store.work import Read, Tx, Work

_PURPOSE = "play.team"


@dataclass(frozen=True)
class NotShared(Refusal):
    """The play is not one that is shared with friends."""

    code = "play.not_shared"


def link_code(team: UUID) -> str:
    """Give the code in the link of a team; no table holds it."""
    return code_of(team, _PURPOSE)


def kept_code(team: UUID) -> str:
    """Give what is kept of it."""
    return hash_of(link_code(team))


@dataclass(frozen=True, slots=True)
class Place:
    """A play that friends have part in, as it is out, and the team whose link somebody holds."""

    ready: Ready
    friends: Friends
    team: Team | None = None

    @property
    def plan(self) -> Plan:
        """The play."""
        return self.ready.plan


async def shared_play(work: Work, activity: str, play: str) -> Place:
    """Give a play that is shared with friends.

    Raises:
        ActivityMissing, PlayMissing: it is not out.
        NotShared: ``play.not_shared``.
    """
    ready = await plans(work).get(activity, play)
    if ready.plan.friends is None:
        raise NotShared
    return Place(ready, ready.plan.friends)


async def by_link(work: Work, code: str) -> Place:
    """Give the team that a link's code leads to, with its play.

    Raises:
        ShareMissing: ``play.share_missing``: nobody gave out such a code, or its play is not shared any more.
    """
    async with work.read() as read:
        team = await team_of(read, code)
    if team is None:
        raise ShareMissing
    ready = await plans(work).get(text_id(ACTIVITY, team.activity), team.play)
    if ready.plan.friends is None:
        raise ShareMissing
    return Place(ready, ready.plan.friends, team)


async def team_of(read: Read, code: str) -> Team | None:
    """Find the team of a code; None: there is none."""
    if len(code) != LENGTH or not code.isascii():
        return None
    found = await teams_by(read, "code_sha256 = $1", hash_of(code))
    return found[0] if found else None


async def may_take_part(tx: Tx[Any], plan: Plan, client: UUID) -> None:
    """Refuse unless the activity runs as the plan says and is for the client.

    Raises:
        NotRunning: ``play.not_running``.
        NotEligible: ``play.not_eligible``.
        Contended: a newer revision is out; whoever asks again asks with it.
    """
    found = await running.ground(tx, {plan.activity}, {client})
    try:
        running.check(found, plan, client)
    except Contended:
        plans(Work(tx.house)).forget(plan)
        raise
    if not plan.start <= tx.now < plan.end:
        raise NotRunning("ended" if tx.now >= plan.end else "scheduled")
    if plan.lets_in is not None:
        facts = (await facts_for(tx, [(plan, client)])).get(client)
        if facts is None or not plan.lets_in(facts):
            raise NotEligible


async def counts_as(tx: Tx[Any], team: Team, client: UUID) -> UUID:
    """Give what a friend counts as: himself, or his household where each counts once.

    Raises:
        OwnTeam: ``play.own_team``.
    """
    if client == team.leader:
        raise OwnTeam
    if not team.by_household:
        return client
    owners = await owners_of(tx, [client, team.leader])
    own, leaders = (_household(owners, one) for one in (client, team.leader))
    if own == leaders:
        raise OwnTeam
    return own


def _household(owners: Mapping[UUID, Mapping[str, str]], client: UUID) -> UUID:
    return UUID(owners.get(client, {}).get("household", str(client)))
