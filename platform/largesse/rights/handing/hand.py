"""An adviser hands a client of his own a right, with a note in the client's language.

Invariant   lock order: client, the batch's terms, budget, batch; caps are counted under the lock of the terms
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.clients import ClientKeptOut, ClientMissing, locked_client
from largesse.audience.clients.records import ClientId, Customer
from largesse.identity.units.line import units_above
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.clock import day_starts, month_in
from largesse.kernel.copy import LOCALES
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import one_of
from largesse.kernel.settings import settings
from largesse.notices.inbox.notice import Telling
from largesse.notices.inbox.tell import tell
from largesse.rights.batches.batch import BatchMissing
from largesse.rights.batches.offers import Offer, offers
from largesse.rights.batches.records import Batch, BatchId
from largesse.rights.entitlements.giving import lock_one
from largesse.rights.entitlements.grant import Gift, grant
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.handing.records import AdviserBatch, Handing
from largesse.rights.handing.terms import NotForAdvisers
from largesse.rights.reason import words_of
from largesse.store.work import Tx, Work

HANDED = "rights.notice.right_handed"
_COUNTS = """
select count(*) filter (where adviser = $2 and at >= $3) as of_adviser,
  count(*) filter (where client = $4) as of_client
from rights_handing where batch = $1
"""
_TITLE = "select s.title from rights_sku s join rights_batch b on b.sku = s.id where b.id = $1"


@dataclass(frozen=True)
class HandedEnough(Refusal):
    """The adviser has handed over all that he may of this batch this month."""

    code = "rights.handed_enough"
    per_adviser: int
    path: str | None = "batch"


@dataclass(frozen=True)
class ClientHasEnough(Refusal):
    """The client was handed all that one client may get of this batch."""

    code = "rights.client_has_enough"
    per_client: int
    path: str | None = "batch"


@dataclass(frozen=True)
class WorthTooMuch(Refusal):
    """The right is worth more than advisers hand over themselves."""

    code = "rights.worth_too_much"
    path: str | None = "batch"


@dataclass(frozen=True, kw_only=True)
class HandRight(Ask):
    """A right for a client of mine; he reads the note on the right's page."""

    batch: BatchId = asked("The batch, bat_….", id="bat")
    client: ClientId = asked("The client, cli_….", id="cli")
    note: str = asked("What the client reads, 1 to 500 characters.")
    locale: str = asked("The language that the note is written in: zh-CN or en.", default="zh-CN")


@dataclass(frozen=True)
class RightHanded:
    """The right that was handed over."""

    entitlement: EntitlementId


@dataclass(frozen=True)
class _Counts:
    of_adviser: int
    of_client: int


@dataclass(frozen=True)
class _Title:
    title: dict[str, str]


async def hand_right(ask: HandRight, *, actor: Actor, work: Work) -> RightHanded:
    """Hand a right over.

    Raises:
        BatchMissing: ``rights.batch_missing``.
        ClientMissing: ``audience.client_missing``: also another adviser's.
        ClientKeptOut: ``audience.client_kept_out``.
        NotForAdvisers, HandedEnough, ClientHasEnough, WorthTooMuch: of the batch's terms.
        BatchWrongState, StockExhausted: of the batch; BudgetExhausted and others: of its budget.
        Malformed: ``kernel.malformed`` at ``note`` or ``locale``.
    """
    actor.must("rights.hand")
    note = words_of(ask.note, "note", least=1)
    if ask.locale not in LOCALES:
        raise Malformed(one_of(LOCALES), "locale")
    async with work.begin(ask, actor, use="rights.hand_right", answer=RightHanded) as tx:
        if tx.earlier:
            return tx.earlier
        client = await locked_client(tx, ask.client, actor)
        if client.adviser != actor.id:
            raise ClientMissing(ask.client)
        if client.blocked:
            raise ClientKeptOut
        batch = await _batch(tx, ask.batch, client)
        await _expect_within(tx, await _terms(tx, ask.batch), actor.id, client.id)
        found = await lock_one(tx, batch, client.id)
        right = EntitlementId(new_id())
        await grant(tx, [Gift(right, batch.id, client.id, client.id, "manual", str(right))])
        await Handing.create(
            entitlement=right,
            batch=batch.id,
            client=client.id,
            adviser=actor.id,
            note=note,
            locale=ask.locale,
            at=tx.now,
            using_db=tx.conn,
        )
        await _tell(tx, right, client.id, batch.id)
        facts = {"client": str(client.id), "batch": str(batch.id)}
        tx.audit("rights.right_handed", str(right), facts, org_unit=found.org_unit)
        return await tx.done(RightHanded(right))


async def _terms(tx: Tx[Any], batch: UUID) -> AdviserBatch:
    """Lock what the batch lets advisers hand over, so that one at a time is counted."""
    rows = AdviserBatch.filter(batch=batch, state="open").using_db(tx.conn)
    found = await rows.select_for_update(no_key=True).first()
    if found is None:
        raise NotForAdvisers
    return found


async def _batch(tx: Tx[Any], ident: UUID, client: Customer) -> Batch:
    """Find the batch; it serves clients of its own unit and of those below."""
    found = await Batch.get_or_none(id=ident, using_db=tx.conn)
    if found is None or found.org_unit not in await units_above(tx, client.org_unit):
        raise BatchMissing(ident)
    if _worth((await offers(tx, [ident]))[ident]) > settings().adviser_gift_max_minor:
        raise WorthTooMuch
    return found


def _worth(offer: Offer) -> int:
    return max(offer.market_value_minor, offer.unit_cost_minor)


async def _expect_within(tx: Tx[Any], terms: AdviserBatch, adviser: UUID, client: UUID) -> None:
    zone = settings().zone
    month = day_starts(month_in(tx.now, zone), zone)
    counts = await tx.one(_Counts, _COUNTS, terms.batch, adviser, month, client) or _Counts(0, 0)
    if counts.of_client >= terms.per_client:
        raise ClientHasEnough(terms.per_client)
    if counts.of_adviser >= terms.per_adviser:
        raise HandedEnough(terms.per_adviser)


async def _tell(tx: Tx[Any], right: UUID, client: UUID, batch: UUID) -> None:
    found = await tx.one(_Title, _TITLE, batch)
    one = Telling(
        client=client,
        kind=HANDED,
        occasion=f"handed:{right}",
        facts={"title": found.title if found else {}, "adviser": tx.actor.name},
        right=right,
    )
    await tell(tx, [one])
