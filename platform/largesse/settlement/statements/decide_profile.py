"""A second person's word on a profile that others use by default, and the maker's way back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.identity.approvals.approvals import sign, withdraw
from largesse.identity.approvals.proposal import Signing, Standing
from largesse.identity.approvals.route import Decision
from largesse.identity.approvals.subject import Subject
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Refusal
from largesse.settlement.ids import PROFILE
from largesse.settlement.statements.choose_profile import ProfileMissing
from largesse.settlement.statements.records import ProfileId, SavedProfile
from largesse.settlement.statements.saved_profiles import ACTIVE, PROPOSED, SUBJECT
from largesse.store.work import Tx, Work

PROFILES = Subject(
    kind=SUBJECT,
    approve="settlement.approve_profile",
    send_back="settlement.approve_profile",
    withdraw="settlement.save_profile",
)


@dataclass(frozen=True)
class ProfileNotProposed(Refusal):
    """The profile waits for nobody."""

    code = "settlement.profile_not_proposed"
    state: str


@dataclass(frozen=True, kw_only=True)
class DecideProfile(Ask):
    """One signature under a proposed profile, on the content that was shown."""

    profile: ProfileId = asked("The mapping, pro_….", id=PROFILE)
    content_hash: str = asked("Hash of the content that was shown.")
    opinion: str = asked("The signer's words.", default="")


@dataclass(frozen=True, kw_only=True)
class WithdrawProfile(Ask):
    """The maker takes the proposal back."""

    profile: ProfileId = asked("The mapping, pro_….", id=PROFILE)


@dataclass(frozen=True)
class ProfileStanding:
    """Where a profile stands: proposed, active, returned or withdrawn."""

    profile: ProfileId
    state: str


_Step = Callable[[Tx[Any], UUID], Awaitable[Standing]]


async def approve_profile(ask: DecideProfile, *, actor: Actor, work: Work) -> ProfileStanding:
    """Sign a proposed profile; with the last signature it is in use.

    Raises:
        ProfileMissing: ``settlement.profile_missing``.
        ProfileNotProposed: ``settlement.profile_not_proposed``.
        Refusal: those of the approval, first of all ``identity.approval_own_work``.
    """
    return await _decided(ask, "approve", actor, work)


async def return_profile(ask: DecideProfile, *, actor: Actor, work: Work) -> ProfileStanding:
    """Send a proposed profile back; raises as ``approve_profile``."""
    return await _decided(ask, "return", actor, work)


async def withdraw_profile(ask: WithdrawProfile, *, actor: Actor, work: Work) -> ProfileStanding:
    """Take one's own proposal back.

    Raises:
        ProfileMissing: ``settlement.profile_missing``.
        ProfileNotProposed: ``settlement.profile_not_proposed``.
        NotMaker: ``identity.approval_not_maker``.
    """
    actor.must("settlement.save_profile")
    async with work.begin(ask, actor, use="settlement.withdraw_profile", answer=ProfileStanding) as tx:
        if tx.earlier:
            return tx.earlier
        standing = await _moved(tx, ask.profile, lambda tx, approval: withdraw(tx, approval, actor))
        return await tx.done(standing)


async def _decided(ask: DecideProfile, decision: Decision, actor: Actor, work: Work) -> ProfileStanding:
    actor.must("settlement.approve_profile")
    use = f"settlement.{decision}_profile"

    async def signed(tx: Tx[Any], approval: UUID) -> Standing:
        return await sign(tx, Signing(approval, ask.content_hash, decision, ask.opinion), actor)

    async with work.begin(ask, actor, use=use, answer=ProfileStanding) as tx:
        if tx.earlier:
            return tx.earlier
        return await tx.done(await _moved(tx, ask.profile, signed))


async def _moved(tx: Tx[Any], profile: ProfileId, step: _Step) -> ProfileStanding:
    """Lock a proposed profile, take a step of its approval, and let the profile follow."""
    locked = SavedProfile.filter(id=profile).using_db(tx.conn).select_for_update(no_key=True)
    row = await locked.first()
    if row is None:
        raise ProfileMissing(profile)
    tx.actor.reach(row.org_unit, ProfileMissing(profile))
    if row.state != PROPOSED or row.approval is None:
        raise ProfileNotProposed(row.state)
    standing = await step(tx, row.approval)
    row.state = {"approved": ACTIVE, "pending": PROPOSED}.get(standing.state, standing.state)
    await row.save(using_db=tx.conn, update_fields=["state"])
    facts = {"name": row.name, "version": row.version, "state": row.state}
    tx.audit("settlement.profile_decided", str(row.id), facts, org_unit=row.org_unit)
    return ProfileStanding(row.id, row.state)
