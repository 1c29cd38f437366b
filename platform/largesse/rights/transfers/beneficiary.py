"""Name who benefits from a right: a member of the household, or the holder himself again."""

from dataclasses import dataclass

from largesse.audience.clients.records import ClientId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.rights.entitlements.entitlement import EntitlementMissing, State, WrongState
from largesse.rights.entitlements.locking import lock_right
from largesse.rights.entitlements.records import Entitlement, EntitlementId
from largesse.rights.transfers.people import person
from largesse.rights.transfers.transfer import FamilyOnly, NotForOthers, ReceiverKeptOut, same_household
from largesse.store.work import Work

SET = "rights.beneficiary_set.v1"
OPEN = frozenset({State.ISSUED, State.ACTIVE})


@dataclass(frozen=True, kw_only=True)
class SetBeneficiary(Ask):
    """My right, and whom it is for."""

    entitlement: EntitlementId = asked("My right, ent_….", id="ent", name="right")
    client: ClientId = asked("A member of my household, or I myself, cli_….", id="cli")


@dataclass(frozen=True)
class BeneficiarySet:
    """Whom the right is for now."""

    entitlement: EntitlementId
    beneficiary: ClientId


async def set_beneficiary(ask: SetBeneficiary, *, actor: Actor, work: Work) -> BeneficiarySet:
    """Say whom a right of one's own is for; it stays the holder's.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        WrongState: ``rights.entitlement_wrong_state``.
        NotForOthers, FamilyOnly, ReceiverKeptOut: about whom.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.set_beneficiary", answer=BeneficiarySet) as tx:
        if tx.earlier:
            return tx.earlier
        right = await lock_right(tx, ask.entitlement)
        if right.holder != actor.id:
            raise EntitlementMissing(ask.entitlement)
        if right.state not in OPEN:
            raise WrongState(right.state.value, State.ACTIVE.value)
        if ask.client == right.beneficiary:
            return await tx.done(BeneficiarySet(right.id, ask.client))
        if ask.client != actor.id:
            if right.transfer == "none":
                raise NotForOthers
            mine, theirs = await person(tx, actor.id), await person(tx, ask.client)
            if mine is None or theirs is None or not same_household(mine, theirs):
                raise FamilyOnly
            if theirs.blocked:
                raise ReceiverKeptOut
        await Entitlement.filter(id=right.id).using_db(tx.conn).update(beneficiary=ask.client)
        payload = {
            "entitlement": str(right.id),
            "holder": str(actor.id),
            "beneficiary": str(ask.client),
            "org_unit": str(right.org_unit),
            "at": tx.now.isoformat(),
        }
        tx.emit(SET, str(right.id), payload)
        return await tx.done(BeneficiarySet(right.id, ask.client))
