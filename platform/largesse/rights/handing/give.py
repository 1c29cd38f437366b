"""Whether a right can be handed over now, judged under its locks, and handing it.

Invariant   lock order: client, the batch's terms, budget, batch; caps are counted under the lock of the terms
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.clients import ClientKeptOut, ClientMissing, locked_client
from largesse.audience.clients.records import ClientId
from largesse.identity.units.line import units_above
from largesse.kernel.clock import day_starts, month_in
from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.notices.inbox.notice import Telling
from largesse.notices.inbox.tell import tell
from largesse.rights.batches.batch import BatchMissing
from largesse.rights.batches.offers import Offer, offers
from largesse.rights.batches.records import Batch
from largesse.rights.entitlements.giving import lock_one
from largesse.rights.entitlements.grant import Gift, grant
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.handing.records import AdviserBatch, Handing
from largesse.rights.handing.terms import NotForAdvisers
from largesse.store.work import Tx

HANDED = "rights.notice.right_handed"
_COUNTS = """
select count(*) filter (where adviser = $2 and at >= $3) as of_adviser,
  count(*) filter (where client = $4) as of_client
from rights_handing where batch = $1
"""


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
class Wish:
    """What an adviser hands to whom: ``adviser_name`` as the client reads it."""

    batch: UUID
    client: UUID
    adviser: UUID
    adviser_name: str
    note: str
    locale: str


@dataclass(frozen=True)
class Judged:
    """What can be handed over, and the unit of the client that gets it."""

    offer: Offer
    org_unit: UUID

    @property
    def worth_minor(self) -> int:
        """What an adviser's limit is held against: what it costs, or what it is worth to the client."""
        return max(self.offer.market_value_minor, self.offer.unit_cost_minor)

    @property
    def signed(self) -> bool:
        """Whether a second person signs it."""
        return self.worth_minor > settings().adviser_gift_max_minor


@dataclass(frozen=True)
class _Counts:
    of_adviser: int
    of_client: int


async def judge(tx: Tx[Any], wish: Wish) -> Judged:
    """Lock what would be handed over, and for whom, and check that it can be.

    Raises:
        ClientMissing: ``audience.client_missing``: also another adviser's.
        ClientKeptOut: ``audience.client_kept_out``.
        BatchMissing: ``rights.batch_missing``.
        NotForAdvisers, HandedEnough, ClientHasEnough: of the batch's terms.
        BatchWrongState, StockExhausted: of the batch; BudgetExhausted and others: of its budget.
    """
    client = await locked_client(tx, ClientId(wish.client), tx.actor)
    if client.adviser != wish.adviser:
        raise ClientMissing(wish.client)
    if client.blocked:
        raise ClientKeptOut
    batch = await Batch.get_or_none(id=wish.batch, using_db=tx.conn)
    if batch is None or batch.org_unit not in await units_above(tx, client.org_unit):
        raise BatchMissing(wish.batch)
    await _expect_within(tx, await _terms(tx, wish.batch), wish)
    await lock_one(tx, batch, client.id)
    return Judged((await offers(tx, [batch.id]))[batch.id], client.org_unit)


async def give(tx: Tx[Any], wish: Wish, judged: Judged) -> EntitlementId:
    """Hand over what was judged in this transaction, with its note, and tell the client."""
    right = EntitlementId(new_id())
    await grant(tx, [Gift(right, wish.batch, wish.client, wish.client, "manual", str(right))])
    await Handing.create(
        entitlement=right,
        batch=wish.batch,
        client=wish.client,
        adviser=wish.adviser,
        note=wish.note,
        locale=wish.locale,
        at=tx.now,
        using_db=tx.conn,
    )
    one = Telling(
        client=wish.client,
        kind=HANDED,
        occasion=f"handed:{right}",
        facts={"title": judged.offer.title, "adviser": wish.adviser_name},
        right=right,
    )
    await tell(tx, [one])
    facts = {"client": str(wish.client), "batch": str(wish.batch), "adviser": str(wish.adviser)}
    tx.audit("rights.right_handed", str(right), facts, org_unit=judged.offer.org_unit)
    return right


async def _terms(tx: Tx[Any], batch: UUID) -> AdviserBatch:
    """Lock what the batch lets advisers hand over, so that one at a time is counted."""
    rows = AdviserBatch.filter(batch=batch, state="open").using_db(tx.conn)
    found = await rows.select_for_update(no_key=True).first()
    if found is None:
        raise NotForAdvisers
    return found


async def _expect_within(tx: Tx[Any], terms: AdviserBatch, wish: Wish) -> None:
    zone = settings().zone
    month = day_starts(month_in(tx.now, zone), zone)
    found = await tx.one(_Counts, _COUNTS, wish.batch, wish.adviser, month, wish.client)
    counts = found or _Counts(0, 0)
    if counts.of_client >= terms.per_client:
        raise ClientHasEnough(terms.per_client)
    if counts.of_adviser >= terms.per_adviser:
        raise HandedEnough(terms.per_adviser)
