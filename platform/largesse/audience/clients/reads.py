"""Clients for screens: masked names, lists, one client with tier, unit and adviser."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.audience.clients.city import plain_city
from largesse.audience.clients.identities import IdentityKind, index_of, normal
from largesse.audience.clients.masking import mask_name, shown_of
from largesse.audience.clients.records import ClientId, HouseholdId, IdentityId
from largesse.identity.ids import StaffId
from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

SORTS = {
    "name": Sort("c.name_order", "int"),
    "externalId": Sort("c.ext_id"),
    "tier": Sort("t.rank", "int"),
    "city": Sort("c.city"),
    "updatedAt": Sort("c.updated_at", "timestamptz"),
}
_COLUMNS = """c.id, c.ext_id, c.name, c.tier, c.class as clazz, c.grade, c.lifecycle, c.tags, c.org_unit,
  c.adviser, c.wealth_band, c.city, c.birth_date::text as birth_date, c.household, c.is_staff, c.blocked,
  c.blocked_why, c.updated_at, t.name_zh as tier_zh, t.name_en as tier_en, t.rank as tier_rank,
  u.name_zh as unit_zh, u.name_en as unit_en, coalesce(s.name, '') as adviser_name,
  coalesce(s.name_en, '') as adviser_name_en, coalesce(s.mobile_work, '') as adviser_phone,
  coalesce(m.hint, '') as mobile_hint"""
_FROM = """audience_customer c
  join audience_tier t on t.code = c.tier
  join identity_org_unit u on u.id = c.org_unit
  left join identity_staff s on s.id = c.adviser
  left join audience_identity m on m.customer = c.id and m.kind = 'mobile' and m.revoked_at is null"""


@dataclass(frozen=True)
class ClientRow:
    """A client in clear, with tier, unit and adviser: who shows one masks the name.

    ``birth_date`` is YYYY-MM-DD; ``mobile_hint`` is masked already; texts are empty where nothing is known.
    """

    id: ClientId
    ext_id: str
    name: str
    tier: str
    clazz: str
    grade: str
    lifecycle: str
    tags: tuple[str, ...]
    org_unit: UnitId
    adviser: StaffId | None
    wealth_band: str
    city: str
    birth_date: str | None
    household: HouseholdId | None
    is_staff: bool
    blocked: bool
    blocked_why: str
    updated_at: datetime
    tier_zh: str
    tier_en: str
    tier_rank: int
    unit_zh: str
    unit_en: str
    adviser_name: str
    adviser_name_en: str
    adviser_phone: str
    mobile_hint: str


@dataclass(frozen=True)
class TierRow:
    """A tier."""

    code: str
    rank: int
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class IdentityRow:
    """A way by which a client comes in, masked."""

    id: IdentityId
    kind: IdentityKind
    hint: str
    via: str
    bound_at: datetime
    revoked_at: datetime | None

    @property
    def living(self) -> bool:
        """Whether the client still comes in by it."""
        return self.revoked_at is None


@dataclass(frozen=True)
class _Name:
    id: ClientId
    name: str


@dataclass(frozen=True)
class _Numbered(_Name):
    ext_id: str


async def client_row(read: Read, client: UUID) -> ClientRow | None:
    """Read one client, whoever asks."""
    return await read.one(ClientRow, f"select {_COLUMNS} from {_FROM} where c.id = $1", client)  # noqa: S608 - constants


async def clients_page(read: Read, actor: Actor, wish: Wish, *, own: bool = False) -> Paged[ClientRow]:
    """List clients within reach; ``own``: the adviser's book."""
    asked = List(_COLUMNS, _FROM, "c.id")
    asked.within(actor.units, "c.org_unit")
    if own:
        asked.conditions.append(f"c.adviser = {asked.param(actor.id)}")
    _search(asked, unicodedata.normalize("NFKC", wish.search or "").strip())
    return await paged(read, ClientRow, asked, chosen(wish.sort, SORTS, "name"), wish.page)


def keep_found(asked: List, sought: str | None, column: str) -> None:
    """Keep rows of another list whose client is found as in the list of clients; ``column`` names him there.

    Who types what thousands share sees the rows of the first 1,000 of them.
    """
    typed = unicodedata.normalize("NFKC", sought or "").strip()
    if not typed:
        return
    inner = List("c.id", _FROM, "c.id", args=asked.args)
    _search(inner, typed)
    asked.conditions.append(
        f"{column} in (select c.id from {_FROM} where {' and '.join(inner.conditions)} limit 1000)"  # noqa: S608 - constants
    )


def _search(asked: List, typed: str) -> None:
    """Keep clients whose mask or number shows what was typed, or whose whole name, mobile or city it is.

    Width, case, dots and spaces make no difference.
    """
    if not typed:
        return
    try:
        asked.conditions.append(f"m.value_index = {asked.param(index_of('mobile', normal('mobile', typed)))}")
    except Malformed:
        name, shown = asked.param(typed), asked.param(shown_of(typed))
        number = f"strpos(lower(c.ext_id), lower({asked.param(''.join(typed.split()))})) > 0"
        mask = f"({shown} <> '' and lower(left(c.name, length({shown}))) = lower({shown}))"
        city = f"lower(c.city) = lower({asked.param(plain_city(typed))})"
        asked.conditions.append(
            f"({number} or {city} or c.name_key = nullif(audience_name_key({name}), '') or {mask})"
        )


async def mobile_ends(read: Read, client: UUID) -> str | None:
    """Give the last four digits of a client's mobile, None without one."""
    sql = """select right(hint, 4) from audience_identity
             where customer = $1 and kind = 'mobile' and revoked_at is null order by bound_at desc limit 1"""
    ends: str | None = await read.value(sql, client)
    return ends


async def names_of(read: Read, client_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Give masked names by id; unknown ids are left out."""
    sql = "select id, name from audience_customer where id = any($1::uuid[])"
    return {one.id: mask_name(one.name) for one in await read.all(_Name, sql, list(client_ids))}


async def numbered_names_of(read: Read, client_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Give a client's number with the masked name by id, for who must know which of two namesakes it is."""
    sql = "select id, name, ext_id from audience_customer where id = any($1::uuid[])"
    found = await read.all(_Numbered, sql, list(client_ids))
    return {one.id: f"{one.ext_id} · {mask_name(one.name)}" for one in found}


async def identities_of(read: Read, client: ClientId) -> list[IdentityRow]:
    """Read how a client comes in, revoked ways last."""
    sql = """select id, kind, hint, via, bound_at, revoked_at from audience_identity
             where customer = $1 order by revoked_at is not null, kind, bound_at"""
    return await read.all(IdentityRow, sql, client)


async def household_of(read: Read, household: HouseholdId) -> list[ClientRow]:
    """Read the members of a household, at most 20."""
    sql = f"select {_COLUMNS} from {_FROM} where c.household = $1 order by c.ext_id limit 20"  # noqa: S608 - constants
    return await read.all(ClientRow, sql, household)


async def demo_rows(read: Read) -> list[ClientRow]:
    """Read the demo's clients, lowest tier last, at most 50."""
    sql = f"""select {_COLUMNS} from {_FROM} where not c.blocked
              order by t.rank desc, c.ext_id limit 50"""  # noqa: S608 - constants
    return await read.all(ClientRow, sql)


async def tier_rows(read: Read) -> list[TierRow]:
    """Read the tiers, lowest first."""
    return await read.all(TierRow, "select code, rank, name_zh, name_en from audience_tier order by rank")
