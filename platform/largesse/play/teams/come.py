"""Come by a friend's link: the client is bound to who shared it, for as long as the document says.

Invariant   one bond a client and activity; one that has counted, or whose time is not over, holds
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Refusal
from largesse.play.friends.counting import Bond
from largesse.play.friends.friends import BoundToAnother, FriendCounted, Team, TeamOver, TeamWhole
from largesse.play.teams.ground import Place, by_link, counts_as, may_take_part
from largesse.store.work import Tx, Work

_BIND = """
insert into play_friend as f (activity, client, team, counts_as, opened_at, until)
values ($1, $2, $3, $4, $5, $6)
on conflict (activity, client) do update
  set team = excluded.team, counts_as = excluded.counts_as, opened_at = excluded.opened_at,
    until = excluded.until
  where f.acted_at is null and f.until <= excluded.opened_at
"""
_BOUND = """
select activity, client, team, counts_as, until, acted_at from play_friend where activity = $1 and client = $2
for no key update
"""


@dataclass(frozen=True)
class TakesPartAlready(Refusal):
    """Only those count who take part for the first time."""

    code = "play.takes_part_already"


@dataclass(frozen=True, kw_only=True)
class OpenShare(Ask):
    """By which link."""

    code: str = asked("The code in the link.")


@dataclass(frozen=True)
class ShareOpened:
    """To which team the client is bound, and until when."""

    team: UUID
    until: datetime


async def open_share(ask: OpenShare, *, actor: Actor, work: Work) -> ShareOpened:
    """Be bound to who shared the link that one came by.

    Raises:
        ShareMissing: ``play.share_missing``.
        NotRunning, NotEligible: what the client may not.
        OwnTeam, BoundToAnother, FriendCounted, TakesPartAlready, TeamOver, TeamWhole: he would not count.
    """
    actor.must("play.take_part")
    place = await by_link(work, ask.code)
    async with work.begin(ask, actor, use="play.open_share", answer=ShareOpened) as tx:
        if tx.earlier:
            return tx.earlier
        found = await bound(tx, place, actor.id)
        return await tx.done(ShareOpened(found.team, found.until))


async def bound(tx: Tx[Any], place: Place, client: UUID) -> Bond:
    """Bind a client to the team of a link, or find that he is; the bond is locked then.

    Raises:
        Told: why he would not count.
    """
    await may_take_part(tx, place.plan, client)
    team = _open(place, tx.now)
    own = await counts_as(tx, team, client)
    if team.by_joining:
        await _first_time(tx, team, client)
    until = min(team.until, tx.now + place.friends.window)
    await tx.run(_BIND, team.activity, client, team.id, own, tx.now, until)
    bond = await tx.one(Bond, _BOUND, team.activity, client)
    if bond is None or bond.team != team.id:
        raise BoundToAnother(bond.until if bond is not None and bond.acted_at is None else None)
    if bond.acted_at is not None:
        raise FriendCounted
    return bond


def _open(place: Place, at: datetime) -> Team:
    team = place.team
    if team is None or team.whole_at is not None:
        raise TeamWhole
    if at >= team.until:
        raise TeamOver(team.helpers, team.most)
    return team


async def _first_time(tx: Tx[Any], team: Team, client: UUID) -> None:
    played = "select exists (select from play_chance where activity = $1 and client = $2 and nonce > 0)"
    if await tx.value(played, team.activity, client):
        raise TakesPartAlready
