"""Invite into one's household, and answer an invitation: both sides consent, each on his own phone.

Invariant   nobody becomes a member without having answered himself; who is invited by two at once joins
            one; for a child the guardian's consent stands in the invitation
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from largesse.audience.clients.clients import ClientMissing
from largesse.audience.clients.records import Household
from largesse.audience.households.household import (
    OPEN_MAX,
    PAYER,
    PLAIN,
    SEES,
    GuardianNeeded,
    InHouseholdAlready,
    InvitationLapsed,
    InvitationMissing,
    InvitationsMax,
    OwnInvitation,
    code_of,
    expires,
    index_of,
    is_child,
)
from largesse.audience.households.moving import Joining, join, lock_clients, lock_household, own_as_payer
from largesse.audience.households.records import Invitation, Member
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import one_of
from largesse.kernel.settings import settings
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class InviteToHousehold(Ask):
    """Make a code that one person may answer; who is in no household begins one."""

    sees: str = asked("For a new household, what members see of each other: own, shared, all.", default="own")
    guardian: bool = asked("I am the guardian of the child whom I invite, and consent.", default=False)


@dataclass(frozen=True, kw_only=True)
class AnswerInvitation(Ask):
    """Accept or decline an invitation by its code."""

    code: str = asked("The code, as it was given.")
    accept: bool = asked("True joins.")
    agree: str = asked("What the others may see of me: own, shared or all.", default="own")


@dataclass(frozen=True, kw_only=True)
class TakeInvitationBack(Ask):
    """Take one's own open invitation back."""

    invitation: UUID = asked("The invitation, hin_….", id="hin")


@dataclass(frozen=True)
class Invited:
    """The invitation that was made."""

    invitation: UUID


@dataclass(frozen=True)
class InvitationAnswered:
    """How an invitation ended."""

    invitation: UUID
    state: str


async def invite_to_household(ask: InviteToHousehold, *, actor: Actor, work: Work) -> Invited:
    """Make an invitation.

    Raises:
        PayerOnly: ``audience.payer_only``: one is a member of somebody else's.
        InvitationsMax: ``audience.invitations_max``.
        Malformed: ``kernel.malformed`` at ``sees``.
    """
    actor.must("audience.own_household")
    _expect_sees(ask.sees, "sees")
    async with work.begin(ask, actor, use="audience.invite_to_household", answer=Invited) as tx:
        if tx.earlier:
            return tx.earlier
        clients = await lock_clients(tx, actor.id)
        if actor.id not in clients:
            raise ClientMissing(actor.id)
        if clients[actor.id].household is None:
            household = await _begun(tx, actor.id, ask.sees)
        else:
            household = (await own_as_payer(tx, actor.id)).id
        waiting = Invitation.filter(household=household, state="open", expires_at__gt=tx.now)
        if await waiting.using_db(tx.conn).count() >= OPEN_MAX:
            raise InvitationsMax(OPEN_MAX)
        made = Invited(new_id())
        await Invitation.create(
            id=made.invitation,
            household=household,
            inviter=actor.id,
            code_index=index_of(code_of(made.invitation)),
            guardian=ask.guardian,
            created_at=tx.now,
            expires_at=expires(tx.now),
            using_db=tx.conn,
        )
        return await tx.done(made)


async def answer_invitation(ask: AnswerInvitation, *, actor: Actor, work: Work) -> InvitationAnswered:
    """Answer an invitation on one's own phone.

    Raises:
        InvitationMissing: ``audience.invitation_missing``.
        InvitationLapsed: ``audience.invitation_lapsed``.
        OwnInvitation: ``audience.invitation_own``.
        InHouseholdAlready: ``audience.in_household_already``.
        GuardianNeeded: ``audience.guardian_needed``.
        HouseholdFull: ``audience.household_full``.
        Malformed: ``kernel.malformed`` at ``agree``.
    """
    actor.must("audience.own_household")
    _expect_sees(ask.agree, "agree")
    async with work.begin(ask, actor, use="audience.answer_invitation", answer=InvitationAnswered) as tx:
        if tx.earlier:
            return tx.earlier
        clients = await lock_clients(tx, actor.id)
        found = await Invitation.get_or_none(code_index=index_of(ask.code), using_db=tx.conn)
        if found is None or actor.id not in clients:
            raise InvitationMissing
        if found.inviter == actor.id:
            raise OwnInvitation
        await lock_household(tx, found.household)
        if ask.accept:
            await _accept(tx, found, ask.agree, clients[actor.id].birth_date, clients[actor.id].household)
        state = "accepted" if ask.accept else "declined"
        await _answered(tx, found, state, actor.id)
        return await tx.done(InvitationAnswered(found.id, state))


async def take_invitation_back(ask: TakeInvitationBack, *, actor: Actor, work: Work) -> InvitationAnswered:
    """Take an open invitation back.

    Raises:
        InvitationMissing: ``audience.invitation_missing``: not one's own, or answered.
    """
    actor.must("audience.own_household")
    async with work.begin(ask, actor, use="audience.take_invitation_back", answer=InvitationAnswered) as tx:
        if tx.earlier:
            return tx.earlier
        found = await Invitation.get_or_none(id=ask.invitation, inviter=actor.id, using_db=tx.conn)
        if found is None:
            raise InvitationMissing
        await _answered(tx, found, "taken_back", None)
        return await tx.done(InvitationAnswered(found.id, "taken_back"))


async def _begun(tx: Tx[Any], payer: UUID, sees: str) -> UUID:
    """Begin a household with its payer."""
    made = new_id()
    code = f"OWN-{made.hex[-12:].upper()}"
    await Household.create(id=made, code=code, source="own", sees=sees, created_at=tx.now, using_db=tx.conn)
    await join(tx, Joining(made, payer, PAYER, "consent", sees))
    return made


async def _accept(tx: Tx[Any], found: Invitation, agree: str, born: date | None, home: UUID | None) -> None:
    if home is not None:
        raise InHouseholdAlready
    if found.expires_at <= tx.now:
        raise InvitationLapsed
    payer = Member.filter(customer=found.inviter, household=found.household, role=PAYER, left_at=None)
    if not await payer.using_db(tx.conn).exists():
        raise InvitationMissing
    child = is_child(born, day_in(tx.now, settings().zone))
    if child and not found.guardian:
        raise GuardianNeeded
    guardian = found.inviter if child else None
    await join(tx, Joining(found.household, tx.actor.id, PLAIN, "consent", agree, guardian))


async def _answered(tx: Tx[Any], found: Invitation, state: str, invited: UUID | None) -> None:
    """End an open invitation; another who was quicker makes it missing."""
    sql = """update audience_invitation set state = $2, invited = $3, answered_at = $4
             where id = $1 and state = 'open'"""
    if not await tx.run(sql, found.id, state, invited, tx.now):
        raise InvitationMissing


def _expect_sees(value: str, path: str) -> None:
    if value not in SEES:
        raise Malformed(one_of(SEES), path)
