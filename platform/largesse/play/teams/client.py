"""Teams on the client face: sharing, coming by a link, helping, and how a team stands."""

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.clock import now
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.kernel.money import Long
from largesse.play.friends.link import link_with
from largesse.play.teams.come import ShareOpened, open_share
from largesse.play.teams.ground import link_code, shared_play
from largesse.play.teams.help import FriendHelped, help_friend
from largesse.play.teams.reads import Shown, Teams, TeamView, teams_of
from largesse.play.teams.share import PlayShared, share_play

TEAM = "tem"


def link_of(activity: str, team: UUID) -> str:
    """Give the link to a team; the activity by its link name or its id."""
    return link_with(activity, "s", link_code(team))


@strawberry.type(description="A play was shared.")
class PlaySharedType:
    """The link to be sent on."""

    id: str = named("Id of the team, tem_….")
    link: str = named("The link to be sent on.")
    until: datetime = named("Until when friends count.")

    @classmethod
    def of(cls, made: PlayShared) -> Self:
        link = link_of(made.activity, made.team)
        return cls(id=text_id(TEAM, made.team), link=link, until=made.until)


@strawberry.type(description="One is bound to who shared the link.")
class ShareOpenedType:
    """Until when."""

    id: str = named("Id of the team, tem_….")
    until: datetime = named("Until when what one does counts for who shared the link.")

    @classmethod
    def of(cls, opened: ShareOpened) -> Self:
        return cls(id=text_id(TEAM, opened.team), until=opened.until)


@strawberry.type(description="A friend was helped.")
class FriendHelpedType:
    """What it added."""

    id: str = named("Id of the team, tem_….")
    amount: Long = named("What the help added.")
    reached: Long = named("What all friends have added by now.")
    missing: int = named("How many friends are missing.")

    @classmethod
    def of(cls, helped: FriendHelped) -> Self:
        return cls(
            id=text_id(TEAM, helped.team),
            amount=Long(helped.amount),
            reached=Long(helped.reached),
            missing=helped.missing,
        )


@strawberry.type(description="A friend who counted.")
class TeamFriend:
    """Name masked."""

    masked_name: str = named("王**; a dash where the client was erased.")
    me: bool = named("Whether it is I.")
    amount: Long = named("What he added.")
    at: datetime = named("When.")

    @classmethod
    def of(cls, one: Shown) -> Self:
        return cls(masked_name=one.masked_name, me=one.me, amount=Long(one.amount), at=one.at)


@strawberry.type(description="A team as one may see it.")
class PlayTeam:
    """A leader and the friends who came by his link."""

    id: str = named("Id, tem_….")
    state: str = named("open, whole or over.")
    leads: bool = named("Whether I lead it.")
    helped: bool = named("Whether I counted in it.")
    leader_name: str = named("The leader's name, masked.")
    link: str = named("The link to be sent on, where I lead it and it is open; else empty.")
    needed: int = named("Friends who make it whole.")
    missing: int = named("Friends who are missing.")
    reached: Long = named("What the friends have added by now.")
    sum: Long = named("What all friends add together; of a packet, with the leader's part.")
    packet: Long = named("Points that the team shares; 0: none.")
    part: Long = named("My part of them, a friend's once he counted, the leader's once it is whole; else 0.")
    counts: str = named("What of a friend counts: help, he presses to help; join, he takes part himself.")
    until: datetime = named("Until when friends count.")
    friends: list[TeamFriend] = named("The friends who counted, for the team's own people; else empty.")

    @classmethod
    def of(cls, view: TeamView, activity: str) -> Self:
        team, at = view.team, now()
        state = "whole" if team.whole_at is not None else "open" if at < team.until else "over"
        mine = view.leads and state == "open"
        return cls(
            id=text_id(TEAM, team.id),
            state=state,
            leads=view.leads,
            helped=view.helped,
            leader_name=view.leader_name,
            link=link_of(activity, team.id) if mine else "",
            needed=team.most,
            missing=team.missing,
            reached=Long(team.reached),
            sum=Long(sum(team.amounts) or team.most),
            packet=Long(team.packet),
            part=Long(view.part),
            counts="join" if team.by_joining else "help",
            until=team.until,
            friends=[TeamFriend.of(one) for one in view.friends],
        )


@strawberry.type(description="What a team's figure brings once it is reached.")
class TeamStep:
    """One step of the play, where it pays by what friends add."""

    at: Long = named("What must be reached.")
    title: str = named("What it brings, in the request's language.")


@strawberry.type(description="My teams in a play.")
class MyTeams:
    """My own, and a friend's."""

    own: PlayTeam | None = named("The newest that I lead.")
    friends: PlayTeam | None = named("The one that I helped, else the one that the link leads to.")
    due: bool = named("Whether there is something for me to collect, by taking part in the play.")
    steps: list[TeamStep] = named(
        "What the figure brings, the lowest first; empty where friends are counted."
    )

    @classmethod
    def of(cls, teams: Teams, activity: str, locale: str) -> Self:
        own, friends = (PlayTeam.of(one, activity) if one else None for one in (teams.own, teams.friends))
        steps = [TeamStep(at=Long(one.at), title=said(one.title, locale)) for one in teams.steps]
        return cls(own=own, friends=friends, due=teams.due, steps=steps)


@strawberry.type
class TeamQuery:
    """Queries about teams."""

    @strawberry.field(description="My teams in a play; null when it is not published or not shared.")
    @missing_as_null
    async def my_teams(self, info: Info, activity: str, play: str, code: str = "") -> MyTeams | None:
        """Read one's own teams, and what a link's code leads to."""
        actor, work = info.context.who(), info.context.work
        actor.must("play.see_own")
        place = await shared_play(work, activity, play)
        async with work.read() as read:
            found = await teams_of(read, place, actor.id, code)
        return MyTeams.of(found, activity, info.context.locale)


@strawberry.type
class TeamMutation:
    """What clients do with friends."""

    share_play = mutation(
        share_play, "Share a play: begin a team, or get the link of mine.", shows=PlaySharedType.of
    )
    open_share = mutation(
        open_share, "Come by a friend's link: what I do counts for who shared it.", shows=ShareOpenedType.of
    )
    help_friend = mutation(help_friend, "Help who shared a link.", shows=FriendHelpedType.of)
