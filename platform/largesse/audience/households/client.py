"""My household on the client face: members masked, invitations, answering, leaving."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.audience.clients.masking import mask_name
from largesse.audience.clients.reads import names_of
from largesse.audience.households import invite, leave, reads
from largesse.audience.households.household import (
    HOUSEHOLD,
    INVITATION,
    MEMBER,
    PAYER,
    InvitationMissing,
    code_of,
    index_of,
)
from largesse.audience.households.records import Invitation
from largesse.faces.context import Context, Info
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.clock import now
from largesse.kernel.copy import text
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings


@strawberry.type(description="A member of my household.")
class MyMember:
    """Masked, oneself too."""

    id: str = named("Id of the membership, mem_….")
    masked_name: str = named("王**.")
    role: str = named("payer or member.")
    role_name: str = named("The role in the request's language.")
    me: bool = named("Whether it is I.")
    child: bool = named("Whether a guardian consented for this member.")
    joined_at: datetime = named("Since when.")
    removable: bool = named("Whether I may end the membership.")


@strawberry.type(description="An open invitation of my household.")
class MyInvitation:
    """For the payer's eyes."""

    id: str = named("Id, hin_….")
    code: str = named("The code to hand over.")
    link: str = named("The same as a link.")
    guardian: bool = named("Whether it is for a child.")
    expires_at: datetime = named("Until when it can be answered.")

    @classmethod
    def of(cls, row: reads.InvitationRow) -> Self:
        code = code_of(row.id)
        return cls(
            id=text_id(INVITATION, row.id),
            code=code,
            link=f"{settings().base_url}/my?invite={code}",
            guardian=row.guardian,
            expires_at=row.expires_at,
        )


@strawberry.type(description="My household.")
class MyHousehold:
    """Who is in it, and what we see of each other."""

    id: str | None = named("Id, hhd_…; null: I am in none.")
    role: str = named("My role; empty: I am in none.")
    sees: str = named("What the household lets members see: own, shared, all.")
    sees_name: str = named("The same in the request's language.")
    agreed: str = named("What the others may see of me.")
    can_invite: bool = named("Whether I may invite.")
    can_leave: bool = named("Whether I may leave now.")
    members: list[MyMember] = named("Members, the payer first.")
    invitations: list[MyInvitation] = named("Open invitations; the payer's own.")


@strawberry.type(description="An invitation before it is answered.")
class InvitationSeen:
    """What one would join."""

    from_masked: str = named("Who invites, masked.")
    sees: str = named("What members see of each other.")
    sees_name: str = named("The same in the request's language.")
    members: int = named("How many there are.")
    expires_at: datetime = named("Until when it can be answered.")


@strawberry.type(description="An invitation was made.")
class InvitationMade:
    """The code and the household as it stands."""

    code: str = named("The code to hand over.")
    household: MyHousehold = named("My household.")


@strawberry.type(description="My household after a step.")
class MyHouseholdChanged:
    """The success of every step."""

    household: MyHousehold = named("My household.")


@strawberry.type
class HouseholdQuery:
    """A client's own household."""

    @strawberry.field(description="My household; with an empty role: I am in none.")
    async def my_household(self, info: Info) -> MyHousehold:
        """Show one's own."""
        info.context.who().must("audience.own_household")
        return await _mine(info.context)

    @strawberry.field(description="An open invitation by its code; null where there is none.")
    @missing_as_null
    async def invitation(self, info: Info, code: str) -> InvitationSeen | None:
        """Look before answering."""
        info.context.who().must("audience.own_household")
        async with info.context.work.read() as read:
            found = await Invitation.get_or_none(code_index=index_of(code), state="open", using_db=read.conn)
            if found is None or found.expires_at <= now():
                raise InvitationMissing
            household = await reads.household_of(read, found.inviter)
            if household is None or household.id != found.household:
                raise InvitationMissing
            names = await names_of(read, [found.inviter])
            members = await reads.members_of(read, found.household)
        return InvitationSeen(
            from_masked=names.get(found.inviter, ""),
            sees=household.sees,
            sees_name=text(f"audience.sees.{household.sees}", info.context.locale),
            members=len(members),
            expires_at=found.expires_at,
        )


async def _invited(made: invite.Invited, info: Info) -> InvitationMade:
    return InvitationMade(code=code_of(made.invitation), household=await _mine(info.context))


async def _changed(
    _done: invite.InvitationAnswered | leave.HouseholdChanged, info: Info
) -> MyHouseholdChanged:
    return MyHouseholdChanged(household=await _mine(info.context))


@strawberry.type
class HouseholdMutation:
    """What a client does with his household."""

    invite_to_household = mutation(
        invite.invite_to_household,
        "Make a code by which one person may join my household; who is in none begins one.",
        shows=_invited,
    )
    answer_invitation = mutation(
        invite.answer_invitation,
        "Accept or decline an invitation.",
        shows=_changed,
        result="MyHouseholdResult",
    )
    take_invitation_back = mutation(
        invite.take_invitation_back,
        "Take my own invitation back.",
        shows=_changed,
        result="MyHouseholdResult",
    )
    leave_household = mutation(
        leave.leave_household, "Leave my household.", shows=_changed, result="MyHouseholdResult"
    )
    remove_member = mutation(
        leave.remove_member, "Remove a member, as the payer.", shows=_changed, result="MyHouseholdResult"
    )
    say_what_members_see = mutation(
        leave.say_what_members_see,
        "Say what is seen: of the household as its payer, and of myself.",
        shows=_changed,
        result="MyHouseholdResult",
    )


async def _mine(context: Context) -> MyHousehold:
    me, locale, at = context.who().id, context.locale, now()
    async with context.work.read() as read:
        household = await reads.household_of(read, me)
        members = await reads.members_of(read, household.id) if household else []
        mine = next((one for one in members if one.customer == me), None)
        payer = mine is not None and mine.role == PAYER
        waiting = await reads.open_invitations(read, household.id, at) if household and payer else []
    sees = household.sees if household else "own"
    return MyHousehold(
        id=text_id(HOUSEHOLD, household.id) if household else None,
        role=mine.role if mine else "",
        sees=sees,
        sees_name=text(f"audience.sees.{sees}", locale),
        agreed=mine.agreed if mine else "own",
        can_invite=payer or household is None,
        can_leave=mine is not None and (not payer or len(members) == 1),
        members=[_member(one, me=one.customer == me, payer=payer, locale=locale) for one in members],
        invitations=[MyInvitation.of(one) for one in waiting],
    )


def _member(row: reads.MemberRow, *, me: bool, payer: bool, locale: str) -> MyMember:
    return MyMember(
        id=text_id(MEMBER, row.id),
        masked_name=mask_name(row.name),
        role=row.role,
        role_name=text(f"audience.role.{row.role}", locale),
        me=me,
        child=row.guarded,
        joined_at=row.joined_at,
        removable=payer and not me,
    )
