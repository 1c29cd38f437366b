"""Offer a right to a member of the household, or by a link to whoever identifies himself.

Invariant   from here on nobody can use it, until the offer ends
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.records import ClientId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import characters
from largesse.kernel.writing import visible
from largesse.rights.entitlements.entitlement import EntitlementMissing, State, move
from largesse.rights.entitlements.locking import Right, keep_right, lock_right
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.revocations.revocation import newest_order, order_stands
from largesse.rights.transfers.ending import tell
from largesse.rights.transfers.people import person
from largesse.rights.transfers.records import Transfer, TransferId
from largesse.rights.transfers.secret import code_of, hash_of
from largesse.rights.transfers.transfer import (
    WORDS_MAX,
    FamilyOnly,
    Person,
    TransferState,
    check_giveable,
    check_receiver,
    same_household,
    stands_until,
)
from largesse.store.work import Tx, Work

PURPOSE = "rights.transfer"


@dataclass(frozen=True, kw_only=True)
class OfferRight(Ask):
    """A right for another."""

    entitlement: EntitlementId = asked("My right, ent_….", id="ent", name="right")
    receiver: ClientId | None = asked(
        "A member of my household, cli_…; none: a link is made.", id="cli", default=None
    )
    words: str = asked("What is said with it, at most 200 characters.", default="")


@dataclass(frozen=True)
class RightOffered:
    """The offer; ``by_link`` tells whether a code opens it."""

    transfer: TransferId
    entitlement: EntitlementId
    by_link: bool


async def offer_right(ask: OfferRight, *, actor: Actor, work: Work) -> RightOffered:
    """Offer a right of one's own.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        NotForOthers, FamilyOnly, OwnGift, ReceiverKeptOut: about who may have it.
        WrongState, Lapsed, PartlyUsed, CodeGivenOut: about the right.
    """
    actor.must("rights.own")
    words = " ".join(visible(ask.words).split())
    if len(words) > WORDS_MAX:
        raise Malformed(characters(0, WORDS_MAX), "words")
    async with work.begin(ask, actor, use="rights.offer_right", answer=RightOffered) as tx:
        if tx.earlier:
            return tx.earlier
        right = await lock_right(tx, ask.entitlement)
        if right.holder != actor.id:
            raise EntitlementMissing(ask.entitlement)
        check_giveable(right, tx.now, ordered=order_stands(await newest_order(tx, right.id)))
        if ask.receiver is not None:
            await _check(tx, right, ask.receiver)
        await keep_right(tx, right, move(right.entitlement, State.TRANSFERRING))
        offered = RightOffered(TransferId(new_id()), right.id, by_link=ask.receiver is None)
        await _write(tx, offered, right, ask.receiver, words)
        return await tx.done(offered)


async def _check(tx: Tx[Any], right: Right, receiver: UUID) -> None:
    """Refuse who may not have it; whoever is not of the household is not told from whoever is not known."""
    giver, found = await person(tx, right.holder), await person(tx, receiver)
    if found is None or giver is None:
        raise FamilyOnly
    _expect_family(giver, found)
    check_receiver(giver, found, right.transfer)


def _expect_family(giver: Person, found: Person) -> None:
    if giver.id != found.id and not same_household(giver, found):
        raise FamilyOnly


async def _write(tx: Tx[Any], offered: RightOffered, right: Right, receiver: UUID | None, words: str) -> None:
    transfer = await Transfer.create(
        using_db=tx.conn,
        id=offered.transfer,
        entitlement=right.id,
        giver=right.holder,
        receiver=receiver,
        code_sha256=hash_of(code_of(offered.transfer, PURPOSE)) if offered.by_link else None,
        words=words,
        state=TransferState.OFFERED.value,
        offered_at=tx.now,
        expires_at=stands_until(tx.now, right.valid_to),
    )
    tell(tx, transfer)
