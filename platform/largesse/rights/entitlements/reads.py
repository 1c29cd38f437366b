"""What screens show of rights in clients' hands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.audience.clients.reads import names_of
from largesse.audience.clients.records import Customer
from largesse.kernel.actor import Actor
from largesse.rights.batches.records import BatchId
from largesse.rights.entitlements.records import EntitlementId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read


@dataclass(frozen=True)
class EntitlementRow:
    """One right; ``client_name`` is masked and added after reading; money is in minor units."""

    id: EntitlementId
    batch: BatchId
    batch_code: str
    sku_code: str
    sku_title: dict[str, str]
    holder: UUID
    org_unit: UUID
    state: str
    units_used: int
    order_state: str | None
    valid_from: datetime
    valid_to: datetime
    created_at: datetime
    activity: UUID | None
    source_kind: str
    source_ref: str
    unit_cost_minor: int
    currency: str
    client_name: str = ""


async def _entitlements(read: Read, actor: Actor) -> List:
    """Keep rights within reach; an adviser also sees those of his own clients, whichever unit gave them."""
    asked = List(
        "e.*, s.title as sku_title, s.code as sku_code, b.code as batch_code,"
        " (select state from rights_order where entitlement = e.id order by placed_at desc limit 1)"
        " as order_state",
        "rights_entitlement e join rights_sku s on s.id = e.sku join rights_batch b on b.id = e.batch",
        "e.id",
    )
    if actor.units is not None:
        book = await Customer.filter(adviser=actor.id).using_db(read.conn).values_list("id", flat=True)
        asked.within(actor.units, "e.org_unit", f"e.holder = any({asked.param(book)}::uuid[])")
    return asked


async def entitlements_page(
    read: Read, actor: Actor, wish: Wish, client: UUID | None = None, which: str | None = None
) -> Paged[EntitlementRow]:
    """List rights in clients' hands within reach or of one's own book.

    Args:
        read: where.
        actor: who looks.
        wish: what the screen asks of a list.
        client: whose; None: everybody's.
        which: a constant condition on ``e``, the right; None: all.
    """
    asked = await _entitlements(read, actor)
    if which is not None:
        asked.conditions.append(which)
    if client is not None:
        asked.conditions.append(f"e.holder = {asked.param(client)}")
    asked.search(wish.search, "s.code", "s.title->>'zh-CN'", "s.title->>'en'", "b.code", "e.state")
    sorts = {
        "grantedAt": Sort("e.created_at", "timestamptz"),
        "validTo": Sort("e.valid_to", "timestamptz"),
        "state": Sort("e.state"),
    }
    page = await paged(read, EntitlementRow, asked, chosen(wish.sort, sorts, "-grantedAt"), wish.page)
    if not page.rows:
        return page
    names = await names_of(read, [row.holder for row in page.rows])
    return page.with_rows(lambda row: replace(row, client_name=names.get(row.holder, "")))


async def entitlement_of(read: Read, actor: Actor, entitlement: EntitlementId) -> EntitlementRow | None:
    """Read one right within reach or of one's own book."""
    asked = await _entitlements(read, actor)
    asked.conditions.append(f"e.id = {asked.param(entitlement)}")
    row = await only(read, EntitlementRow, asked)
    if row is None:
        return None
    names = await names_of(read, [row.holder])
    return replace(row, client_name=names.get(row.holder, ""))


@dataclass(frozen=True)
class MoveRow:
    """One move of a right."""

    was: str
    state: str
    holder: UUID
    at: datetime


async def moves_of(read: Read, entitlement: UUID) -> list[MoveRow]:
    """Read the moves of a right, oldest first, at most 200."""
    sql = "select was, state, holder, at from rights_move where entitlement = $1 order by id limit 200"
    return await read.all(MoveRow, sql, entitlement)


async def granted_since(read: Read, actor: Actor, since: datetime) -> int:
    """Count rights given since an instant, within reach."""
    sql = """select count(*) from rights_entitlement
             where created_at >= $1 and ($2::uuid[] is null or org_unit = any($2))"""
    return int(await read.value(sql, since, None if actor.units is None else list(actor.units)))


@dataclass(frozen=True)
class BecameOf:
    """What became of rights so far: how many were claimed, and used."""

    claims: int = 0
    redemptions: int = 0


async def became_of(read: Read, activity: UUID, batches: Sequence[UUID]) -> BecameOf:
    """Count what became of the rights that an activity gave out of some batches."""
    sql = """select count(claimed_at) as claims, count(*) filter (where state = 'redeemed') as redemptions
             from rights_entitlement where batch = any($1::uuid[]) and activity = $2"""
    return await read.one(BecameOf, sql, list(batches), activity) or BecameOf()
