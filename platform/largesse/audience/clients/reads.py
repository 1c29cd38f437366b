"""Queries about clients: masked names, lists, detail; rows out."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from largesse.audience.clients.identities import index_of, normal
from largesse.audience.clients.masking import mask_name, shown_of
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.store.keyset import List, Rows, Sort, Wish, chosen, listed
from largesse.store.work import Read

Row = dict[str, Any]

SORTS = {
    "name": Sort("left(c.name, 1)"),
    "externalId": Sort("c.ext_id"),
    "tier": Sort("t.rank", "int"),
    "updatedAt": Sort("c.updated_at", "timestamptz"),
}
IMPORT_SORTS = {"askedAt": Sort("i.asked_at", "timestamptz"), "fileName": Sort("i.file_name")}

_COLUMNS = """c.id, c.ext_id, c.name, c.tier, c.class, c.grade, c.lifecycle, c.tags, c.org_unit, c.adviser,
  c.wealth_band, c.birth_date::text as birth_date, c.household, c.is_staff, c.blocked, c.blocked_why,
  c.updated_at, t.name_zh as tier_zh, t.name_en as tier_en, t.rank as tier_rank, u.name_zh as unit_zh,
  u.name_en as unit_en, u.path as unit_path, coalesce(s.name, '') as adviser_name,
  coalesce(s.name_en, '') as adviser_name_en,
  coalesce(s.mobile_work, '') as adviser_phone, coalesce(m.hint, '') as mobile_hint"""
_FROM = """audience_customer c
  join audience_tier t on t.code = c.tier
  join identity_org_unit u on u.id = c.org_unit
  left join identity_staff s on s.id = c.adviser
  left join audience_identity m on m.customer = c.id and m.kind = 'mobile' and m.revoked_at is null"""
_IMPORT_COLUMNS = "i.*, coalesce(s.name, '') as by_name"
_IMPORT_FROM = "audience_import i left join identity_staff s on s.id = i.by_staff"


async def client_row(read: Read, client: UUID) -> Row | None:
    """Read one client with tier, unit and adviser."""
    return await read.row(f"select {_COLUMNS} from {_FROM} where c.id = $1", client)  # noqa: S608 - constants


async def clients_page(read: Read, actor: Actor, wish: Wish, *, own: bool = False) -> Rows:
    """List clients within reach; ``own``: the adviser's book."""
    asked = List(_COLUMNS, _FROM, "c.id")
    asked.within(actor.units, "c.org_unit")
    if own:
        asked.conditions.append(f"c.adviser = {asked.param(actor.id)}")
    _search(asked, (wish.search or "").strip())
    return await listed(read, asked, chosen(wish.sort, SORTS, "name"), wish.page)


def _search(asked: List, typed: str) -> None:
    """Keep clients whose mask or number shows what was typed, or whose whole name or mobile it is."""
    if not typed:
        return
    try:
        asked.conditions.append(f"m.value_index = {asked.param(index_of('mobile', normal('mobile', typed)))}")
    except Malformed:
        name, shown = asked.param(typed), asked.param(shown_of(typed))
        number = f"strpos(lower(c.ext_id), lower({name})) > 0"
        mask = f"({shown} <> '' and lower(left(c.name, length({shown}))) = lower({shown}))"
        asked.conditions.append(f"({number} or lower(c.name) = lower({name}) or {mask})")


async def mobile_ends(read: Read, client: UUID) -> str | None:
    """Give the last four digits of a client's mobile, None without one."""
    sql = """select right(hint, 4) from audience_identity
             where customer = $1 and kind = 'mobile' and revoked_at is null order by bound_at desc limit 1"""
    ends: str | None = await read.value(sql, client)
    return ends


async def names_of(read: Read, client_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Give masked names by id; unknown ids are left out."""
    sql = "select id, name from audience_customer where id = any($1::uuid[])"
    return {row["id"]: mask_name(row["name"]) for row in await read.rows(sql, list(client_ids))}


async def identities_of(read: Read, client: UUID) -> list[Row]:
    sql = """select id, kind, hint, via, bound_at, revoked_at from audience_identity
             where customer = $1 order by revoked_at is not null, kind, bound_at"""
    return await read.rows(sql, client)


async def household_of(read: Read, household: UUID) -> list[Row]:
    """Read the members of a household, at most 20."""
    sql = f"select {_COLUMNS} from {_FROM} where c.household = $1 order by c.ext_id limit 20"  # noqa: S608 - constants
    return await read.rows(sql, household)


async def demo_rows(read: Read) -> list[Row]:
    """Read the demo's clients, lowest tier last, at most 50."""
    sql = f"""select {_COLUMNS} from {_FROM} where not c.blocked
              order by t.rank desc, c.ext_id limit 50"""  # noqa: S608 - constants
    return await read.rows(sql)


async def tier_rows(read: Read) -> list[Row]:
    return await read.rows("select code, rank, name_zh, name_en from audience_tier order by rank")


async def imports_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List imports within reach, newest first."""
    asked = List(_IMPORT_COLUMNS, _IMPORT_FROM, "i.id")
    asked.within(actor.units, "i.org_unit")
    asked.search(wish.search, "i.file_name", "s.name")
    return await listed(read, asked, chosen(wish.sort, IMPORT_SORTS, "-askedAt"), wish.page)


async def import_row(read: Read, actor: Actor, ident: UUID) -> Row | None:
    """Read one import within reach."""
    sql = f"select {_IMPORT_COLUMNS} from {_IMPORT_FROM} where i.id = $1"  # noqa: S608 - constants
    row = await read.row(sql, ident)
    return row if row and actor.reaches(row["org_unit"]) else None
