"""Write the staged rows of an import into clients, households and identities: four statements, one commit.

Invariant   a column that the file does not have keeps its value; a replaced identity is kept as revoked,
            and the client's sessions end with it
"""

from typing import Any
from uuid import UUID

from largesse.audience.clients.identities import KINDS
from largesse.identity.sessions.sessions import end_sessions
from largesse.kernel.actor import Actor
from largesse.store.work import Tx

_HOUSEHOLDS = """
insert into audience_household (id, code, created_at)
select distinct on (fields->>'household') (fields->>'household_id')::uuid, fields->>'household', $2
from audience_import_row where import = $1 and coalesce(fields->>'household', '') <> ''
on conflict (code) do nothing
"""
# A column that the file does not have keeps its value; $2 names those it has.
_CUSTOMERS = """
insert into audience_customer as c (id, ext_id, name, tier, org_unit, class, grade, lifecycle, tags, adviser,
  wealth_band, birth_date, household, is_staff, joined_on, created_at, updated_at)
select (f->>'id')::uuid, r.ext_id, f->>'name', f->>'tier', (f->>'unit')::uuid, coalesce(f->>'class', ''),
  coalesce(f->>'grade', ''), coalesce(f->>'lifecycle', ''),
  array(select jsonb_array_elements_text(coalesce(f->'tags', '[]'))), (f->>'adviser')::uuid,
  coalesce(f->>'wealth_band', ''), (f->>'birth_date')::date, h.id, coalesce((f->>'is_staff')::boolean, false),
  (f->>'joined_on')::date, $3, $3
from (select ext_id, fields as f from audience_import_row where import = $1 order by ext_id) r
left join audience_household h on h.code = f->>'household'
on conflict (ext_id) do update set name = excluded.name, tier = excluded.tier, org_unit = excluded.org_unit,
  class = case when 'class' = any($2::text[]) then excluded.class else c.class end,
  grade = case when 'grade' = any($2) then excluded.grade else c.grade end,
  lifecycle = case when 'lifecycle' = any($2) then excluded.lifecycle else c.lifecycle end,
  tags = case when 'tags' = any($2) then excluded.tags else c.tags end,
  adviser = case when 'adviser' = any($2) then excluded.adviser else c.adviser end,
  wealth_band = case when 'wealth_band' = any($2) then excluded.wealth_band else c.wealth_band end,
  birth_date = case when 'birth_date' = any($2) then excluded.birth_date else c.birth_date end,
  household = case when 'household' = any($2) then excluded.household else c.household end,
  is_staff = case when 'is_staff' = any($2) then excluded.is_staff else c.is_staff end,
  joined_on = case when 'joined_on' = any($2) then excluded.joined_on else c.joined_on end,
  updated_at = excluded.updated_at
returning (xmax = 0) as created
"""
# A file's identity replaces the client's earlier one of the same kind.
_REPLACED = """
update audience_identity i set revoked_at = $2, revoked_by = $3
from audience_import_row r join audience_customer c on c.ext_id = r.ext_id
where r.import = $1 and i.customer = c.id and i.revoked_at is null and r.fields ? i.kind
  and i.value_index <> r.fields->i.kind->>'index'
returning i.customer
"""
_BOUND = """
insert into audience_identity (id, customer, kind, value_index, value_sealed, hint, via, bound_at)
select (v->>'id')::uuid, c.id, k, v->>'index', v->>'sealed', v->>'hint', 'import', $2
from audience_import_row r join audience_customer c on c.ext_id = r.ext_id
cross join unnest($3::text[]) k cross join lateral (select r.fields->k as v) w
where r.import = $1 and v is not null
on conflict (kind, value_index) where revoked_at is null do nothing
"""


async def drop_far(tx: Tx[Any], ident: UUID, importer: Actor) -> list[int]:
    """Drop staged rows of clients who came into being out of the importer's reach; gives their lines.

    From here on no other import writes before this transaction ends.
    """
    await tx.rows("select pg_advisory_xact_lock(hashtextextended('audience.import', 7))")
    if importer.units is None:
        return []
    rows = await tx.rows(
        "delete from audience_import_row r using audience_customer c where r.import = $1"
        " and c.ext_id = r.ext_id and c.org_unit <> all($2::uuid[]) returning r.line",
        ident,
        list(importer.units),
    )
    return sorted(row["line"] for row in rows)


async def merge(tx: Tx[Any], ident: UUID, columns: tuple[str, ...], by: UUID) -> tuple[int, int]:
    """Write the staged rows that ``drop_far`` has left; gives how many clients were added and updated."""
    await tx.run(_HOUSEHOLDS, ident, tx.now)
    written = await tx.rows(_CUSTOMERS, ident, list(columns), tx.now)
    replaced = await tx.rows(_REPLACED, ident, tx.now, by)
    await end_sessions(tx, "client", {row["customer"] for row in replaced}, "identity_revoked")
    await tx.run(_BOUND, ident, tx.now, list(KINDS))
    created = sum(row["created"] for row in written)
    return created, len(written) - created
