"""Queries for the console's screens: lists by keyset, one right's trail."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.rights.entitlements.offers import Offer, Unused, offers, unused_of
from largesse.store.keyset import List, Rows, Sort, Wish, chosen, listed
from largesse.store.work import Read

Row = dict[str, Any]
CountSince = Callable[[Read, Actor, datetime], Awaitable[int]]

_PRODUCTS = List(
    "p.*, n.name_zh as unit_zh, n.name_en as unit_en,"
    " (select count(*) from rights_sku s where s.product = p.id) as sku_count",
    "rights_product p left join identity_org_unit n on n.id = p.org_unit",
    "p.id",
)
_PROVIDERS = List("v.*", "rights_provider v", "v.id")
_SKUS = List(
    "s.*, p.title as product_title, p.category, v.name as provider_name, v.slug as provider_slug",
    "rights_sku s join rights_product p on p.id = s.product left join rights_provider v on v.id = s.provider",
    "s.id",
)
_BUDGETS = List(
    "u.*, n.name_zh as unit_zh, n.name_en as unit_en",
    "rights_budget u left join identity_org_unit n on n.id = u.org_unit",
    "u.id",
)
_BATCHES = List(
    "b.*, s.code as sku_code, s.title as sku_title, s.market_value_minor, p.category,"
    " u.title as budget_title,"
    " u.cap_minor - u.reserved_minor - u.spent_minor as budget_left_minor,"
    " n.name_zh as unit_zh, n.name_en as unit_en",
    "rights_batch b join rights_sku s on s.id = b.sku join rights_product p on p.id = s.product"
    " join rights_budget u on u.id = b.budget left join identity_org_unit n on n.id = b.org_unit",
    "b.id",
)
_ENTITLEMENTS = List(
    "e.*, s.title as sku_title, s.code as sku_code, b.code as batch_code,"
    " (select state from rights_order where entitlement = e.id order by placed_at desc limit 1)"
    " as order_state",
    "rights_entitlement e join rights_sku s on s.id = e.sku join rights_batch b on b.id = e.batch",
    "e.id",
)
_REDEMPTIONS = List(
    "r.*, s.title as sku_title, s.code as sku_code, v.name as provider_name, e.holder,"
    " exists (select 1 from rights_redemption x where x.reverses = r.id) as reversed",
    "rights_redemption r join rights_entitlement e on e.id = r.entitlement join rights_sku s on s.id = e.sku"
    " left join rights_provider v on v.id = r.provider",
    "r.id",
)


def _fresh(listing: List) -> List:
    return List(listing.columns, listing.source, listing.ident, listing.ident_kind)


def _sorts(alias: str, **more: Sort) -> dict[str, Sort]:
    made = Sort(f"{alias}.created_at", "timestamptz")
    return {"createdAt": made, **more}


async def products_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List products within reach."""
    asked = _fresh(_PRODUCTS)
    asked.within(actor.units, "p.org_unit")
    asked.search(wish.search, "p.code", "p.title->>'zh-CN'", "p.title->>'en'")
    sorts = _sorts("p", code=Sort("p.code"), category=Sort("p.category"), state=Sort("p.state"))
    return await listed(read, asked, chosen(wish.sort, sorts, "-createdAt"), wish.page)


async def providers_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List providers within reach."""
    asked = _fresh(_PROVIDERS)
    asked.within(actor.units, "v.org_unit")
    asked.search(wish.search, "v.slug", "v.name->>'zh-CN'", "v.name->>'en'")
    sorts = _sorts("v", slug=Sort("v.slug"), state=Sort("v.state"))
    return await listed(read, asked, chosen(wish.sort, sorts, "slug"), wish.page)


async def skus_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List SKUs of products within reach."""
    asked = _fresh(_SKUS)
    asked.within(actor.units, "p.org_unit")
    asked.search(wish.search, "s.code", "s.title->>'zh-CN'", "s.title->>'en'")
    sorts = _sorts(
        "s", code=Sort("s.code"), category=Sort("p.category"), unitCost=Sort("s.unit_cost_minor", "bigint")
    )
    return await listed(read, asked, chosen(wish.sort, sorts, "-createdAt"), wish.page)


async def budgets_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List budgets within reach."""
    asked = _fresh(_BUDGETS)
    asked.within(actor.units, "u.org_unit")
    asked.search(wish.search, "u.code", "u.title->>'zh-CN'", "u.title->>'en'")
    sorts = _sorts("u", code=Sort("u.code"), cap=Sort("u.cap_minor", "bigint"), state=Sort("u.state"))
    return await listed(read, asked, chosen(wish.sort, sorts, "-createdAt"), wish.page)


async def batches_page(read: Read, actor: Actor, wish: Wish, state: str | None = None) -> Rows:
    """List issue batches within reach, of one state or all."""
    asked = _fresh(_BATCHES)
    asked.within(actor.units, "b.org_unit")
    if state:
        asked.conditions.append(f"b.state = {asked.param(state)}")
    asked.search(wish.search, "b.code", "b.title->>'zh-CN'", "b.title->>'en'", "s.code")
    sorts = _sorts(
        "b",
        code=Sort("b.code"),
        state=Sort("b.state"),
        free=Sort("b.free", "bigint"),
        total=Sort("b.total", "bigint"),
        endsAt=Sort("b.ends_at", "timestamptz"),
    )
    return await listed(read, asked, chosen(wish.sort, sorts, "-createdAt"), wish.page)


async def entitlements_page(read: Read, actor: Actor, wish: Wish, client: UUID | None = None) -> Rows:
    """List rights in clients' hands within reach or of one's own book, of one client or all."""
    asked = _fresh(_ENTITLEMENTS)
    _own_book_too(asked, actor)
    if client is not None:
        asked.conditions.append(f"e.holder = {asked.param(client)}")
    asked.search(wish.search, "s.code", "s.title->>'zh-CN'", "s.title->>'en'", "b.code", "e.state")
    sorts = {
        "grantedAt": Sort("e.created_at", "timestamptz"),
        "validTo": Sort("e.valid_to", "timestamptz"),
        "state": Sort("e.state"),
    }
    return await listed(read, asked, chosen(wish.sort, sorts, "-grantedAt"), wish.page)


def _own_book_too(asked: List, actor: Actor) -> None:
    """Keep rights within reach; an adviser also sees those of his own clients, whichever unit gave them."""
    if actor.units is not None:
        me = asked.param(actor.id)
        own = f"e.holder in (select id from audience_customer where adviser = {me})"  # noqa: S608 - a placeholder
        asked.within(actor.units, "e.org_unit", own)


async def redemptions_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List uses and reversals within reach."""
    asked = _fresh(_REDEMPTIONS)
    asked.within(actor.units, "e.org_unit")
    asked.search(wish.search, "s.code", "s.title->>'zh-CN'", "r.provider_ref", "r.order_ref")
    sorts = {"at": Sort("r.at", "timestamptz"), "amount": Sort("r.amount_minor", "bigint")}
    return await listed(read, asked, chosen(wish.sort, sorts, "-at"), wish.page)


async def granted_since(read: Read, actor: Actor, since: datetime) -> int:
    """Count rights given since an instant, within reach."""
    sql = """select count(*) from rights_entitlement
             where created_at >= $1 and ($2::uuid[] is null or org_unit = any($2))"""
    return int(await read.value(sql, since, _units(actor)))


async def redeemed_since(read: Read, actor: Actor, since: datetime) -> int:
    """Count uses since an instant that were not reversed, within reach."""
    sql = """select count(*) from rights_redemption r join rights_entitlement e on e.id = r.entitlement
             where r.kind = 'use' and r.at >= $1 and ($2::uuid[] is null or e.org_unit = any($2))
               and not exists (select 1 from rights_redemption x where x.reverses = r.id)"""
    return int(await read.value(sql, since, _units(actor)))


def _units(actor: Actor) -> list[UUID] | None:
    return None if actor.units is None else list(actor.units)


async def one(read: Read, actor: Actor, kind: str, ident: UUID) -> Row | None:
    """Read one row of a list by its id, within reach."""
    listing, column = {
        "product": (_PRODUCTS, "p.org_unit"),
        "provider": (_PROVIDERS, "v.org_unit"),
        "batch": (_BATCHES, "b.org_unit"),
        "entitlement": (_ENTITLEMENTS, "e.org_unit"),
    }[kind]
    asked = _fresh(listing)
    if kind == "entitlement":
        _own_book_too(asked, actor)
    else:
        asked.within(actor.units, column)
    asked.conditions.append(f"{asked.ident} = {asked.param(ident)}")
    matching = " and ".join(asked.conditions)
    return await read.row(f"select {asked.columns} from {asked.source} where {matching}", *asked.args)  # noqa: S608 - constants


async def skus_of(read: Read, product: UUID) -> list[Row]:
    """Read the SKUs of a product, at most 200."""
    return await read.rows(
        f"select {_SKUS.columns} from {_SKUS.source} where s.product = $1 order by s.code limit 200",  # noqa: S608 - constants
        product,
    )


async def orders_of(read: Read, entitlement: UUID) -> list[Row]:
    """Read the provider orders of a right, oldest first."""
    return await read.rows(
        "select o.*, v.name as provider_name from rights_order o join rights_provider v on v.id = o.provider"
        " where o.entitlement = $1 order by o.placed_at, o.id limit 50",
        entitlement,
    )


async def uses_of(read: Read, entitlement: UUID) -> list[Row]:
    """Read the uses and reversals of a right, oldest first."""
    return await read.rows(
        f"select {_REDEMPTIONS.columns} from {_REDEMPTIONS.source}"  # noqa: S608 - constants
        " where r.entitlement = $1 order by r.at, r.id limit 200",
        entitlement,
    )


__all__ = ["Offer", "Unused", "offers", "unused_of"]
