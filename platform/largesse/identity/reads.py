"""Queries for the screens of staff, approvals, audit and outbox."""

from typing import Any
from uuid import UUID

from largesse.faces.together import grouped
from largesse.identity.deliveries.deliveries import DELIVERY_REACH, units_told
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.store.keyset import List, Rows, Sort, Wish, chosen, listed
from largesse.store.work import Read

Row = dict[str, Any]

STAFF_SORTS = {
    "number": Sort("s.number"),
    "name": Sort("s.name"),
    "email": Sort("s.email"),
    "state": Sort("s.state"),
    "createdAt": Sort("s.created_at", "timestamptz"),
}
APPROVAL_SORTS = {
    "createdAt": Sort("a.proposed_at", "timestamptz"),
    "title": Sort("a.title"),
    "state": Sort("a.state"),
}
AUDIT_SORTS = {"at": Sort("a.id", "bigint"), "action": Sort("a.action"), "actorName": Sort("a.actor_name")}
DELIVERY_SORTS = {
    "at": Sort("d.event_at", "timestamptz"),
    "topic": Sort("d.topic"),
    "handler": Sort("d.handler"),
}
APPROVAL_STATES = ("mine", "open", "done", "made")

_STAFF_COLUMNS = """s.id, s.number, s.email, s.name, s.name_en, s.mobile_work, s.roles, s.state, s.unit,
  s.created_at, s.must_change_password, u.name_zh as unit_zh, u.name_en as unit_en, u.code as unit_code,
  u.level as unit_level, u.parent as unit_parent"""
_STAFF_FROM = "identity_staff s join identity_org_unit u on u.id = s.unit"

_SIGNABLE = """(a.state = 'pending' and a.maker <> {me} and not exists (
    select 1 from identity_signature g
    where g.approval = a.id and g.annulled_by is null and {me} in (g.person, g.hand))
  and (exists (select 1 from identity_approval_signer n
               where n.approval = a.id and n.step = a.step and n.staff = {me})
    or exists (select 1 from identity_delegation d
               where d.approval = a.id and d.taker = {me} and d.until > now())
    or exists (select 1 from identity_approval_step t join identity_staff p on p.id = {me}
               join identity_org_unit w on w.id = p.unit
               where t.approval = a.id and t.seq = a.step and t.need > 0 and p.state = 'active'
               and p.roles && t.roles and p.unit = any(o.path)
               and (t.level is null or t.level = w.level))))"""
_APPROVAL_COLUMNS = """a.id, a.subject_kind, a.subject, a.content_hash, a.route, a.org_unit, a.title, a.maker,
  a.state, a.step, a.steps, a.proposed_at, a.decided_at, o.name_zh as unit_zh, o.name_en as unit_en,
  coalesce(m.name, '') as maker_name, coalesce(r.name_zh, '') as route_zh,
  coalesce(r.name_en, '') as route_en"""
_APPROVAL_FROM = """identity_approval a join identity_org_unit o on o.id = a.org_unit
  left join identity_staff m on m.id = a.maker left join identity_route r on r.key = a.route"""


async def staff_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List staff within reach."""
    asked = List(_STAFF_COLUMNS, _STAFF_FROM, "s.id")
    asked.within(actor.units, "s.unit")
    asked.search(wish.search, "s.number", "s.email", "s.name", "s.name_en")
    return await listed(read, asked, chosen(wish.sort, STAFF_SORTS, "number"), wish.page)


async def staff_row(read: Read, staff: UUID) -> Row | None:
    return await read.row(f"select {_STAFF_COLUMNS} from {_STAFF_FROM} where s.id = $1", staff)  # noqa: S608 - constants


async def unit_rows(read: Read, actor: Actor) -> list[Row]:
    """List the org units within reach, parents before children; a bank has some hundreds at most."""
    sql = """select id, parent, code, level, name_zh, name_en from identity_org_unit
             where $1::uuid[] is null or id = any($1::uuid[]) order by cardinality(path), code limit 2000"""
    return await read.rows(sql, None if actor.units is None else list(actor.units))


async def approvals_page(read: Read, actor: Actor, wish: Wish, state: str) -> Rows:
    """List approvals: ``mine`` wait for this actor, ``open``, ``done``, or ``made`` by this actor."""
    if state not in APPROVAL_STATES:
        raise Malformed(f"one of {', '.join(APPROVAL_STATES)}", "state")
    asked, me = _approvals(actor)
    asked.conditions.append(
        {
            "mine": _SIGNABLE.format(me=me),
            "open": "a.state = 'pending'",
            "done": "a.state <> 'pending'",
            "made": f"a.maker = {me}",
        }[state]
    )
    asked.search(wish.search, "a.title", "m.name")
    default = "createdAt" if state == "mine" else "-createdAt"
    return await listed(read, asked, chosen(wish.sort, APPROVAL_SORTS, default), wish.page)


async def approval_row(read: Read, actor: Actor, approval: UUID) -> Row | None:
    """Read one approval within reach, with what it shows."""
    asked, _ = _approvals(actor)
    asked.conditions.append(f"a.id = {asked.param(approval)}")
    return await _shown(read, asked)


async def approval_open_on(read: Read, actor: Actor, kind: str, subject: UUID) -> Row | None:
    """Read the approval that is open on a subject, if there is one within reach."""
    asked, _ = _approvals(actor)
    asked.conditions.append(
        f"a.state = 'pending' and a.subject_kind = {asked.param(kind)} and a.subject = {asked.param(subject)}"
    )
    return await _shown(read, asked)


async def _shown(read: Read, asked: List) -> Row | None:
    matching = " and ".join(asked.conditions)
    sql = f"select {asked.columns}, a.summary, a.difference from {asked.source} where {matching}"  # noqa: S608 - constants
    return await read.row(sql, *asked.args)


async def approval_steps(read: Read, approvals: list[UUID]) -> dict[UUID, list[Row]]:
    """Read the steps of approvals, in order, by approval."""
    sql = """select s.*, coalesce((
               select array_agg(p.name order by p.number) from identity_approval_signer n
               join identity_staff p on p.id = n.staff
               where n.approval = s.approval and n.step = s.seq), '{}')
               as named
             from identity_approval_step s where s.approval = any($1::uuid[]) order by s.seq"""
    return grouped(await read.rows(sql, approvals), "approval")


async def approval_signatures(read: Read, approvals: list[UUID]) -> dict[UUID, list[Row]]:
    """Read every signature, annulled ones too, oldest first, by approval."""
    sql = """select g.*, p.name as person_name, h.name as hand_name from identity_signature g
             join identity_staff p on p.id = g.person join identity_staff h on h.id = g.hand
             where g.approval = any($1::uuid[]) order by g.at, g.id"""
    return grouped(await read.rows(sql, approvals), "approval")


async def approval_hand_overs(read: Read, approvals: list[UUID]) -> dict[UUID, list[Row]]:
    """Read the hand-overs still in force, by approval."""
    sql = """select d.approval, d.until, g.name as giver_name, t.name as taker_name from identity_delegation d
             join identity_staff g on g.id = d.giver join identity_staff t on t.id = d.taker
             where d.approval = any($1::uuid[]) and d.until > now() order by d.at"""
    return grouped(await read.rows(sql, approvals), "approval")


async def approval_colleagues(read: Read, approval: UUID, me: UUID) -> list[Row]:
    """List who could take a seat of this approval: of its roles, within reach, and not in it already."""
    sql = f"""select {_STAFF_COLUMNS} from {_STAFF_FROM}
              join identity_approval a on a.id = $1 join identity_org_unit o on o.id = a.org_unit
              where s.state = 'active' and s.unit = any(o.path) and s.id not in (a.maker, $2)
              and s.roles && (select array_agg(role) from identity_approval_step t, unnest(t.roles) role
                              where t.approval = a.id)
              and not exists (select 1 from identity_signature g where g.approval = a.id
                              and g.annulled_by is null and s.id in (g.person, g.hand))
              order by s.number limit 200"""  # noqa: S608 - constants
    return await read.rows(sql, approval, me)


async def audit_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List audit rows within reach, newest first."""
    columns = "a.id, a.at, a.actor_kind, a.actor_id, a.actor_name, a.action, a.subject, a.facts, c.hash"
    source = "store_audit a left join store_audit_chain c on c.audit = a.id"
    asked = List(columns, source, "a.id", "bigint")
    asked.within(actor.units, "a.org_unit")
    asked.search(wish.search, "a.action", "a.actor_name", "a.subject")
    return await listed(read, asked, chosen(wish.sort, AUDIT_SORTS, "-at"), wish.page)


async def dead_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List dead deliveries within reach."""
    columns = "d.id, d.topic, d.handler, d.attempts, d.stops, d.error, d.state, d.event_at, d.due_at"
    asked = List(columns, "store_delivery d", "d.id")
    asked.conditions.append("d.state = 'dead'")
    asked.conditions.append(DELIVERY_REACH.format(units=asked.param(units_told(actor))))
    asked.search(wish.search, "d.topic", "d.handler", "d.error")
    return await listed(read, asked, chosen(wish.sort, DELIVERY_SORTS, "-at"), wish.page)


async def approvals_waiting(read: Read, actor: Actor) -> int:
    """Count approvals that wait for this actor."""
    asked, me = _approvals(actor)
    asked.conditions.append(_SIGNABLE.format(me=me))
    matching = " and ".join(asked.conditions)
    return int(await read.value(f"select count(*) from {asked.source} where {matching}", *asked.args))  # noqa: S608 - constants


async def dead_waiting(read: Read, actor: Actor) -> int:
    """Count dead deliveries within reach."""
    reach = DELIVERY_REACH.format(units="$1")
    sql = f"select count(*) from store_delivery d where d.state = 'dead' and {reach}"  # noqa: S608 - constants
    return int(await read.value(sql, units_told(actor)))


def _approvals(actor: Actor) -> tuple[List, str]:
    asked = List(_APPROVAL_COLUMNS, _APPROVAL_FROM, "a.id")
    me = f"{asked.param(actor.id)}::uuid"
    asked.columns += f", {_SIGNABLE.format(me=me)} as mine, a.maker = {me} as made"
    named = f"exists (select 1 from identity_approval_signer n where n.approval = a.id and n.staff = {me})"  # noqa: S608 - constants
    handed = f"exists (select 1 from identity_delegation d where d.approval = a.id and d.taker = {me})"  # noqa: S608 - constants
    asked.within(actor.units, "a.org_unit", f"a.maker = {me}", named, handed)
    return asked, me
