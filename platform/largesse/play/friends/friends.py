"""What a play asks of friends, and how one of them counts; pure.

Words       *leader* who shared the play; *friend* who came by his link; *bond* that a friend is bound to a
            leader, for a time; *whole* a team for which no more friends count
Invariant   what counts is a friend's own act, never that a link was shared or opened; a friend is bound to
            one leader of an activity, so that nobody's friends count for anybody further up; a team keeps
            the rule under which it was begun
Source      docs/explanation/friends.md
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal, Self
from uuid import UUID

import msgspec

from largesse.activities.operators.reading import first
from largesse.activities.triggers.peer_act import JOINED
from largesse.kernel.errors import Missing, Refusal
from largesse.play.selection.cuts import Packet


@dataclass(frozen=True)
class ShareMissing(Missing):
    """No link of this activity has such a code."""

    code = "play.share_missing"


@dataclass(frozen=True)
class OwnTeam(Refusal):
    """One cannot be one's own friend, nor, where households count, that of one's household."""

    code = "play.own_team"


@dataclass(frozen=True)
class BoundToAnother(Refusal):
    """The client came by another's link before, and is bound to him."""

    code = "play.bound_to_another"
    retry_at: datetime | None = None


@dataclass(frozen=True)
class FriendCounted(Refusal):
    """The client, or somebody of his household where that counts, has helped already."""

    code = "play.friend_counted"


@dataclass(frozen=True)
class TeamOver(Refusal):
    """The team's time is over."""

    code = "play.team_over"
    helpers: int
    needed: int


@dataclass(frozen=True)
class TeamWhole(Refusal):
    """The team has all its friends."""

    code = "play.team_whole"


class _Adds(msgspec.Struct, frozen=True):
    """What each friend adds."""

    state: str
    amounts: tuple[int, ...]
    within_hours: int | None = None
    distinct_by: Literal["client", "household"] = "client"


class _Share(msgspec.Struct, frozen=True):
    """How a play is shared."""

    window_hours: int
    teams: int = 1
    adds: _Adds | None = None


class _Counting(msgspec.Struct, frozen=True):
    """What an operator says that counts friends itself."""

    n: int = 0
    within_hours: int | None = None
    distinct_by: Literal["client", "household"] = "client"


@dataclass(frozen=True, slots=True)
class Friends:
    """What one play asks of friends.

    Attributes:
        window: how long a friend who opened a link is bound.
        teams: how many one client may begin.
        most: friends who count in one team.
        within: how long a team may take; None: to the end of the activity.
        by_household: whether each household counts once.
        by_joining: whether a friend's first play counts; else his help.
        amounts: what the first adds, the second and so on; empty: one each.
        state: the state of the team that they move; empty: none.
        packet: what the team shares, a part for each friend and the last for its leader; None: nothing.
    """

    window: timedelta
    teams: int
    most: int
    within: timedelta | None
    by_household: bool
    by_joining: bool
    amounts: tuple[int, ...]
    state: str
    packet: Packet | None = None

    @classmethod
    def of(cls, play: Any) -> Self | None:
        """Read a play of a document that fits its schema; None: friends have no part in it."""
        shared = first(play, "share")
        if shared is None:
            return None
        share = msgspec.convert(shared, _Share)
        own = msgspec.convert(first(play, "decide"), _Counting)
        counting = share.adds or own
        amounts = share.adds.amounts if share.adds else ()
        hours, total = counting.within_hours, first(play, "decide/packet/total")
        return cls(
            window=timedelta(hours=share.window_hours),
            teams=share.teams,
            most=len(amounts) or first(play, "decide/n", 0),
            within=None if hours is None else timedelta(hours=hours),
            by_household=counting.distinct_by == "household",
            by_joining=first(play, "on/event") == JOINED,
            amounts=amounts,
            state=share.adds.state if share.adds else "",
            packet=Packet(total, own.n + 1, first(play, "decide/packet/least")) if total else None,
        )


@dataclass(frozen=True, slots=True)
class Team:
    """A team as its row stands; ``whole_at`` None: not yet; an amount beyond ``most`` is the leader's."""

    id: UUID
    activity: UUID
    play: str
    leader: UUID
    nr: int
    opened_at: datetime
    until: datetime
    most: int
    amounts: list[int]
    by_household: bool
    by_joining: bool
    helpers: int
    reached: int
    whole_at: datetime | None

    def open(self, at: datetime) -> bool:
        """Tell whether friends count now."""
        return self.whole_at is None and at < self.until

    @property
    def packet(self) -> int:
        """What the team shares, its leader with it; 0: nothing."""
        return sum(self.amounts) if len(self.amounts) > self.most else 0

    @property
    def missing(self) -> int:
        """How many friends are missing."""
        return self.most - self.helpers


@dataclass(frozen=True, slots=True)
class Seen:
    """A team as one of its people sees it when an attempt is decided: its leader, or a friend who counted.

    ``part``: his of the packet that the team shares; 0: it shares none.
    """

    id: UUID
    leads: bool
    helpers: int
    most: int
    reached: int
    until: datetime
    whole: bool
    part: int = 0


def with_friend(team: Team, counts_as: UUID, counted: Collection[UUID], at: datetime) -> tuple[Team, int]:
    """Give a team after one more friend, and what he added.

    Args:
        team: as read under lock.
        counts_as: the client, or his household where households count.
        counted: who counted before.
        at: aware UTC instant.

    Raises:
        FriendCounted, TeamWhole, TeamOver: he does not count.
    """
    if counts_as in counted:
        raise FriendCounted
    if team.whole_at is not None:
        raise TeamWhole
    if at >= team.until:
        raise TeamOver(team.helpers, team.most)
    amount = team.amounts[team.helpers] if team.amounts else 1
    helpers = team.helpers + 1
    whole_at = at if helpers == team.most else None
    return replace(team, helpers=helpers, reached=team.reached + amount, whole_at=whole_at), amount
