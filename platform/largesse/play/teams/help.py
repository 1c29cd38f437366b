"""Help a friend: one press of who came by a link counts for who shared it.

Invariant   a client helps one team of an activity, once; the last friend makes the team whole, once
"""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Refusal
from largesse.play.friends.counting import Counted, count
from largesse.play.teams.come import bound
from largesse.play.teams.ground import NotShared, by_link
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class HelpFriend(Ask):
    """By which link."""

    code: str = asked("The code in the link.")


@dataclass(frozen=True)
class FriendHelped:
    """What the help added, and how many friends are missing then."""

    team: UUID
    amount: int
    reached: int
    missing: int


async def help_friend(ask: HelpFriend, *, actor: Actor, work: Work) -> FriendHelped:
    """Help who shared the link that one came by.

    Raises:
        ShareMissing: ``play.share_missing``.
        NotShared: ``play.not_shared``: there it counts that friends take part themselves.
        NotRunning, NotEligible: what the client may not.
        OwnTeam, BoundToAnother, FriendCounted, TeamOver, TeamWhole: he does not count.
    """
    actor.must("play.take_part")
    place = await by_link(work, ask.code)
    if place.team is None or place.team.by_joining:
        raise NotShared
    async with work.begin(ask, actor, use="play.help_friend", answer=FriendHelped) as tx:
        if tx.earlier:
            return tx.earlier
        (found,) = await count(tx, [await bound(tx, place, actor.id)])
        return await tx.done(_told(found))


def _told(found: Counted | Refusal) -> FriendHelped:
    if isinstance(found, Refusal):
        raise found
    team = found.team
    return FriendHelped(team.id, found.amount, team.reached, team.missing)
