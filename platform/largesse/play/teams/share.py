"""Share a play: a link of one's own, to the team that one leads.

Invariant   a client leads one open team of a play at a time; sharing gives nothing and decides nothing
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Contended, Refusal
from largesse.kernel.ids import new_id
from largesse.play.friends.counting import teams_by
from largesse.play.seeds.number import packet_dice
from largesse.play.selection.cuts import cut
from largesse.play.teams.ground import Place, kept_code, may_take_part, shared_play
from largesse.store.work import Tx, Work

_BEGIN = """
insert into play_team (id, activity, play, leader, nr, code_sha256, opened_at, until, most, amounts,
  by_household, by_joining)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::bigint[], $11, $12) on conflict do nothing
"""


@dataclass(frozen=True)
class NoMoreTeams(Refusal):
    """The client has begun as many teams as one may."""

    code = "play.no_more_teams"
    max: int


@dataclass(frozen=True, kw_only=True)
class SharePlay(Ask):
    """Which play."""

    activity: str = asked("The activity's link name or id, act_….")
    play: str = asked("The play's id in the activity's document.")


@dataclass(frozen=True)
class PlayShared:
    """The team that the link leads to, its activity as the client named it, until when friends count."""

    team: UUID
    activity: str
    until: datetime


async def share_play(ask: SharePlay, *, actor: Actor, work: Work) -> PlayShared:
    """Give the link of the open team that one leads; begin one where there is none.

    Raises:
        ActivityMissing, PlayMissing: not published, or no such play.
        NotShared: ``play.not_shared``.
        NotRunning, NotEligible: what the client may not.
        NoMoreTeams: ``play.no_more_teams``.
    """
    actor.must("play.take_part")
    place = await shared_play(work, ask.activity, ask.play)
    async with work.begin(ask, actor, use="play.share_play", answer=PlayShared) as tx:
        if tx.earlier:
            return tx.earlier
        plan = place.plan
        await may_take_part(tx, plan, actor.id)
        own = await teams_by(
            tx, "activity = $1 and play = $2 and leader = $3", plan.activity, plan.play, actor.id
        )
        if own and own[0].open(tx.now):
            return await tx.done(PlayShared(own[0].id, ask.activity, own[0].until))
        if len(own) >= place.friends.teams:
            raise NoMoreTeams(place.friends.teams)
        team, until = await _begin(tx, place, actor.id, len(own) + 1)
        return await tx.done(PlayShared(team, ask.activity, until))


async def _begin(tx: Tx[PlayShared], place: Place, leader: UUID, nr: int) -> tuple[UUID, datetime]:
    plan, rule, team = place.plan, place.friends, new_id()
    until = plan.end if rule.within is None else min(plan.end, tx.now + rule.within)
    begun = await tx.run(
        _BEGIN, team, plan.activity, plan.play, leader, nr, kept_code(team), tx.now, until, rule.most,
        _amounts(place, team), rule.by_household, rule.by_joining,
    )  # fmt: skip
    if not begun:
        raise Contended
    return team, until


def _amounts(place: Place, team: UUID) -> list[int]:
    """Give what each friend adds, or how the packet of a team is cut: kept with it from its beginning."""
    rule = place.friends
    if rule.packet is None:
        return list(rule.amounts)
    return cut(rule.packet, packet_dice(place.ready.seed.secret, place.plan.activity, team))
