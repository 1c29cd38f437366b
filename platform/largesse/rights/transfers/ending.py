"""How an offer ends, and what the house is told of each of its moves."""

from typing import Any
from uuid import UUID

from largesse.kernel.errors import Contended
from largesse.rights.transfers.records import Transfer
from largesse.rights.transfers.transfer import TransferState
from largesse.store.work import Tx

CHANGED = "rights.transfer_changed.v1"


async def end(tx: Tx[Any], transfer: Transfer, state: TransferState, receiver: UUID | None = None) -> None:
    """End an open offer; the caller holds its right."""
    ended = await (
        Transfer.filter(id=transfer.id, state=TransferState.OFFERED.value)
        .using_db(tx.conn)
        .update(state=state.value, ended_at=tx.now, receiver=receiver or transfer.receiver)
    )
    if ended != 1:
        raise Contended
    transfer.state, transfer.receiver = state.value, receiver or transfer.receiver
    tell(tx, transfer)


async def end_open(tx: Tx[Any], entitlement: UUID) -> None:
    """End the open offer of a right that the house moves for another reason; the caller holds the right."""
    found = Transfer.filter(entitlement=entitlement, state=TransferState.OFFERED.value)
    transfer = await found.using_db(tx.conn).first()
    if transfer is not None:
        await end(tx, transfer, TransferState.WITHDRAWN)


def tell(tx: Tx[Any], transfer: Transfer) -> None:
    """Tell the house how an offer stands."""
    payload = {
        "transfer": str(transfer.id),
        "entitlement": str(transfer.entitlement),
        "giver": str(transfer.giver),
        "receiver": str(transfer.receiver) if transfer.receiver else None,
        "state": transfer.state,
        "expires_at": transfer.expires_at.isoformat(),
        "at": tx.now.isoformat(),
    }
    tx.emit(CHANGED, str(transfer.entitlement), payload)
