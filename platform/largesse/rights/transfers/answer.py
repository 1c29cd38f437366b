"""Accept or decline what is offered; the giver takes it back.

The right's row lock puts every answer, take-back, lapse and use in one order: the first of them counts.

Invariant   the new holder has the right as it was, with its time; the giver's code opens nothing from that
            commit on
"""

from dataclasses import dataclass
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Contended
from largesse.rights.codes.codes import make_code
from largesse.rights.entitlements.entitlement import State, put_back
from largesse.rights.entitlements.locking import Right, keep_right, lock_right
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.transfers.ending import end
from largesse.rights.transfers.people import locked_person, person
from largesse.rights.transfers.records import Transfer, TransferId
from largesse.rights.transfers.secret import hash_of
from largesse.rights.transfers.transfer import (
    Person,
    ReceiverKeptOut,
    TransferMissing,
    TransferOver,
    TransferState,
    check_receiver,
    expect_open,
)
from largesse.store.work import Tx, Work

_HAND_OVER = """
update rights_entitlement set holder = $4, state = $5, previous = null, version = version + 1,
  hands = hands + 1,
  beneficiary = case when beneficiary = $3 then $4 else beneficiary end
where id = $1 and version = $2 and holder = $3 and state = 'transferring'
"""


@dataclass(frozen=True, kw_only=True)
class AcceptTransfer(Ask):
    """An offer to me, or one whose link I have."""

    transfer: TransferId = asked("The offer, trf_….", id="trf")
    code: str = asked("The code of its link, where it came as one.", default="")


@dataclass(frozen=True, kw_only=True)
class DeclineTransfer(Ask):
    """An offer to me that I do not want."""

    transfer: TransferId = asked("The offer, trf_….", id="trf")
    code: str = asked("The code of its link, where it came as one.", default="")


@dataclass(frozen=True, kw_only=True)
class TakeBackTransfer(Ask):
    """An offer of mine that nobody has accepted."""

    transfer: TransferId = asked("The offer, trf_….", id="trf")


@dataclass(frozen=True)
class TransferEnded:
    """How the offer ended."""

    transfer: TransferId
    entitlement: EntitlementId
    state: str


async def accept_transfer(ask: AcceptTransfer, *, actor: Actor, work: Work) -> TransferEnded:
    """Take what is offered.

    Raises:
        TransferMissing: ``rights.transfer_missing``.
        TransferOver: ``rights.transfer_over``.
        OwnGift, FamilyOnly, ReceiverKeptOut, NotForOthers: one may not have it.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.accept_transfer", answer=TransferEnded) as tx:
        if tx.earlier:
            return tx.earlier
        receiver = await locked_person(tx, actor.id)
        transfer, right = await _offered(tx, ask.transfer, ask.code, actor)
        giver = await person(tx, transfer.giver)
        if giver is None or receiver is None:
            raise ReceiverKeptOut
        check_receiver(giver, receiver, right.transfer)
        after = put_back(right.entitlement)
        await _hand_over(tx, right, after.state, receiver)
        await end(tx, transfer, TransferState.ACCEPTED, receiver.id)
        return await tx.done(TransferEnded(ask.transfer, right.id, transfer.state))


async def decline_transfer(ask: DeclineTransfer, *, actor: Actor, work: Work) -> TransferEnded:
    """Leave what is offered to its giver.

    Raises:
        TransferMissing: ``rights.transfer_missing``.
        TransferOver: ``rights.transfer_over``.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.decline_transfer", answer=TransferEnded) as tx:
        if tx.earlier:
            return tx.earlier
        transfer, right = await _offered(tx, ask.transfer, ask.code, actor)
        return await tx.done(await _put_back(tx, transfer, right, TransferState.DECLINED))


async def take_back_transfer(ask: TakeBackTransfer, *, actor: Actor, work: Work) -> TransferEnded:
    """Take back what nobody has accepted.

    Raises:
        TransferMissing: ``rights.transfer_missing``.
        TransferOver: ``rights.transfer_over``.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.take_back_transfer", answer=TransferEnded) as tx:
        if tx.earlier:
            return tx.earlier
        found = await Transfer.get_or_none(id=ask.transfer, using_db=tx.conn)
        if found is None or found.giver != actor.id:
            raise TransferMissing(ask.transfer)
        transfer, right = await _locked(tx, found)
        return await tx.done(await _put_back(tx, transfer, right, TransferState.WITHDRAWN))


async def _offered(tx: Tx[Any], ident: TransferId, code: str, actor: Actor) -> tuple[Transfer, Right]:
    """Find an offer that is to this client or whose code he has, and hold its right."""
    found = await Transfer.get_or_none(id=ident, using_db=tx.conn)
    if found is None:
        raise TransferMissing(ident)
    opened = found.code_sha256 is not None and hash_of(code) == found.code_sha256
    if found.receiver != actor.id and not opened:
        raise TransferMissing(ident)
    return await _locked(tx, found)


async def _locked(tx: Tx[Any], found: Transfer) -> tuple[Transfer, Right]:
    """Hold the right of an offer, and read the offer as it is then.

    Raises:
        TransferOver: ``rights.transfer_over``.
    """
    right = await lock_right(tx, found.entitlement)
    await found.refresh_from_db(using_db=tx.conn)
    expect_open(found.state, found.expires_at, tx.now)
    if right.state is not State.TRANSFERRING:
        raise TransferOver(right.state.value)
    return found, right


async def _put_back(tx: Tx[Any], transfer: Transfer, right: Right, state: TransferState) -> TransferEnded:
    await keep_right(tx, right, put_back(right.entitlement))
    await end(tx, transfer, state)
    return TransferEnded(TransferId(transfer.id), right.id, state.value)


async def _hand_over(tx: Tx[Any], right: Right, state: State, receiver: Person) -> None:
    """Make the right another's, with a code of its own where it had one."""
    moved = await tx.run(_HAND_OVER, right.id, right.version, right.holder, receiver.id, state.value)
    if moved != 1:
        raise Contended
    await tx.run("delete from rights_code where entitlement = $1", right.id)
    if state is State.ACTIVE:
        await make_code(tx, right.id)
