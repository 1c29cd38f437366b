"""Leave a household, remove a member, say what members see; staff correct, with a reason.

Invariant   the payer leaves last; a narrower view counts at once, a wider one shows nobody who did not agree
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.clients import locked_client
from largesse.audience.clients.records import ClientId, Household
from largesse.audience.households.household import (
    PAYER,
    PLAIN,
    SEES,
    HouseholdUnknown,
    MemberMissing,
    PayerStays,
    PayerThere,
)
from largesse.audience.households.moving import (
    Joining,
    join,
    living,
    lock_clients,
    lock_household,
    own_as_payer,
    part,
)
from largesse.audience.households.records import Member
from largesse.audience.reason import reason_of
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import one_of
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class LeaveHousehold(Ask):
    """Leave one's own household."""


@dataclass(frozen=True, kw_only=True)
class RemoveMember(Ask):
    """As the payer, end somebody's membership."""

    member: UUID = asked("The membership, mem_….", id="mem")


@dataclass(frozen=True, kw_only=True)
class SayWhatMembersSee(Ask):
    """As the payer for the household, as a member of oneself."""

    sees: str = asked("own, shared or all.")


@dataclass(frozen=True, kw_only=True)
class CorrectHousehold(Ask):
    """Put a client into a household, out of one, or into another role, with the reason."""

    client: ClientId = asked("Client, cli_….", id="cli")
    household: str = asked("Code of the household; empty: none.", default="")
    role: str = asked("payer or member.", default=PLAIN)
    reason: str = asked("Why, at least four characters.")


@dataclass(frozen=True)
class HouseholdChanged:
    """Who was moved, and which household it was about."""

    client: ClientId
    household: UUID | None


async def leave_household(ask: LeaveHousehold, *, actor: Actor, work: Work) -> HouseholdChanged:
    """Leave one's own household.

    Raises:
        HouseholdMissing: ``audience.household_missing``.
        PayerStays: ``audience.payer_stays``.
    """
    actor.must("audience.own_household")
    async with work.begin(ask, actor, use="audience.leave_household", answer=HouseholdChanged) as tx:
        if tx.earlier:
            return tx.earlier
        await lock_clients(tx, actor.id)
        mine = await living(tx, actor.id)
        await lock_household(tx, mine.household)
        if mine.role == PAYER and await _members(tx, mine.household) > 1:
            raise PayerStays
        await part(tx, mine.household, actor.id, "left")
        return await tx.done(HouseholdChanged(ClientId(actor.id), mine.household))


async def remove_member(ask: RemoveMember, *, actor: Actor, work: Work) -> HouseholdChanged:
    """Remove a member of the household whose payer one is.

    Raises:
        HouseholdMissing: ``audience.household_missing``.
        PayerOnly: ``audience.payer_only``.
        MemberMissing: ``audience.member_missing``.
    """
    actor.must("audience.own_household")
    async with work.begin(ask, actor, use="audience.remove_member", answer=HouseholdChanged) as tx:
        if tx.earlier:
            return tx.earlier
        found = await Member.get_or_none(id=ask.member, left_at=None, using_db=tx.conn)
        await lock_clients(tx, actor.id, *([found.customer] if found else []))
        household = await own_as_payer(tx, actor.id)
        if found is None or found.household != household.id or found.role == PAYER:
            raise MemberMissing
        await part(tx, household.id, found.customer, "removed")
        return await tx.done(HouseholdChanged(ClientId(found.customer), household.id))


async def say_what_members_see(ask: SayWhatMembersSee, *, actor: Actor, work: Work) -> HouseholdChanged:
    """Change what is seen: of the household where one is its payer, and of oneself.

    Raises:
        HouseholdMissing: ``audience.household_missing``.
        Malformed: ``kernel.malformed`` at ``sees``.
    """
    actor.must("audience.own_household")
    if ask.sees not in SEES:
        raise Malformed(one_of(SEES), "sees")
    async with work.begin(ask, actor, use="audience.say_what_members_see", answer=HouseholdChanged) as tx:
        if tx.earlier:
            return tx.earlier
        await lock_clients(tx, actor.id)
        mine = await living(tx, actor.id)
        household = await lock_household(tx, mine.household)
        if mine.role == PAYER:
            await Household.filter(id=household.id).using_db(tx.conn).update(sees=ask.sees)
        await Member.filter(id=mine.id).using_db(tx.conn).update(agreed=ask.sees)
        return await tx.done(HouseholdChanged(ClientId(actor.id), household.id))


async def correct_household(ask: CorrectHousehold, *, actor: Actor, work: Work) -> HouseholdChanged:
    """Correct where a client belongs, for staff.

    Raises:
        ClientMissing: ``audience.client_missing``.
        HouseholdUnknown: ``audience.household_unknown``.
        HouseholdFull: ``audience.household_full``.
        PayerThere: ``audience.payer_there``.
        PayerStays: ``audience.payer_stays``.
        Malformed: ``kernel.malformed`` at ``role`` or ``reason``.
    """
    actor.must("audience.correct_household")
    reason = reason_of(ask.reason)
    if ask.role not in {PAYER, PLAIN}:
        raise Malformed(one_of((PAYER, PLAIN)), "role")
    async with work.begin(ask, actor, use="audience.correct_household", answer=HouseholdChanged) as tx:
        if tx.earlier:
            return tx.earlier
        client = await locked_client(tx, ask.client, actor)
        to = await _named(tx, ask.household, actor) if ask.household.strip() else None
        mine = await Member.get_or_none(customer=client.id, left_at=None, using_db=tx.conn)
        facts = {"from": client.household, "to": to.id if to else None, "role": ask.role, "reason": reason}
        if mine is not None and to is not None and mine.household == to.id:
            await _role(tx, mine, ask.role)
        else:
            if mine is not None:
                await _out(tx, mine)
            if to is not None:
                await _in(tx, to.id, ask)
        tx.audit("audience.household_corrected", str(ask.client), facts, org_unit=client.org_unit)
        return await tx.done(HouseholdChanged(ask.client, to.id if to else None))


async def _named(tx: Tx[Any], code: str, actor: Actor) -> Household:
    """Lock a household by its code; one without a member within reach is not there."""
    form = "".join(code.split()).upper()
    sql = """select h.id from audience_household h where upper(h.code) = $1 and ($2::uuid[] is null or exists
             (select from audience_customer c where c.household = h.id and c.org_unit = any($2)))"""
    found = await tx.value(sql, form, None if actor.units is None else list(actor.units))
    if found is None:
        raise HouseholdUnknown
    return await lock_household(tx, found)


async def _role(tx: Tx[Any], mine: Member, role: str) -> None:
    if role == PAYER and mine.role != PAYER:
        await _expect_no_payer(tx, mine.household)
    await Member.filter(id=mine.id).using_db(tx.conn).update(role=role)


async def _in(tx: Tx[Any], household: UUID, ask: CorrectHousehold) -> None:
    if ask.role == PAYER:
        await _expect_no_payer(tx, household)
    await join(tx, Joining(household, ask.client, ask.role, "staff", "own"))


async def _out(tx: Tx[Any], mine: Member) -> None:
    await lock_household(tx, mine.household)
    if mine.role == PAYER and await _members(tx, mine.household) > 1:
        raise PayerStays
    await part(tx, mine.household, mine.customer, "staff")


async def _expect_no_payer(tx: Tx[Any], household: UUID) -> None:
    payers = Member.filter(household=household, role=PAYER, left_at=None).using_db(tx.conn)
    if await payers.exists():
        raise PayerThere


async def _members(tx: Tx[Any], household: UUID) -> int:
    return await Member.filter(household=household, left_at=None).using_db(tx.conn).count()
