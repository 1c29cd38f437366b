"""Agents for screens: a client's own, those he is, and what he may collect; names are masked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.audience.clients.masking import mask_name
from largesse.audience.clients.reads import names_of
from largesse.rights.agents.name import PURPOSE
from largesse.rights.transfers.secret import hash_of
from largesse.store.sealing import open_sealed
from largesse.store.work import Read

_AGENTS = """
select a.id, a.holder, a.agent, a.name_sealed, a.phone_ends, a.code_sha256 is not null as by_link, a.scope,
  case when a.state <> 'ended' and a.expires_at <= now() then 'ended' else a.state end as state,
  a.made_at, a.consented_at, a.expires_at, a.ended_at, a.ended_by, coalesce(r.title, k.title) as about
from rights_agent a
left join rights_entitlement e on e.id = a.entitlement left join rights_sku r on r.id = e.sku
left join rights_sku k on k.id = a.sku
where {which}
order by a.state = 'ended', a.made_at desc, a.id desc limit 100
"""
_OF_CLIENT = _AGENTS.format(which="a.holder = $1 or a.agent = $1")
_BY_CODE = _AGENTS.format(which="a.code_sha256 = $1")
_TO_COLLECT = """
select distinct on (e.valid_to, e.id) e.id, e.holder, e.state, e.valid_to, s.title, v.name as provider_name
from rights_agent a
join rights_entitlement e on e.holder = a.holder and e.state in ('active', 'reserved')
  and (a.entitlement is null or a.entitlement = e.id) and (a.sku is null or a.sku = e.sku)
join rights_sku s on s.id = e.sku
join rights_batch t on t.id = e.batch and t.transfer <> 'none' and s.fulfil_mode = 'own_code'
left join rights_provider v on v.id = s.provider
where a.agent = $1 and a.state = 'active' and a.expires_at > now() and a.scope in ('collect', 'both')
order by e.valid_to, e.id limit 100
"""


@dataclass(frozen=True)
class AgentRow:
    """One agent; names are masked and added after reading, ``about`` is None for all rights."""

    id: UUID
    holder: UUID
    agent: UUID | None
    name_sealed: str
    phone_ends: str
    by_link: bool
    scope: str
    state: str
    made_at: datetime
    consented_at: datetime | None
    expires_at: datetime
    ended_at: datetime | None
    ended_by: str | None
    about: dict[str, str] | None
    holder_name: str = ""
    agent_name: str = ""


@dataclass(frozen=True)
class ToCollect:
    """A right of another that one may collect as his agent."""

    id: UUID
    holder: UUID
    state: str
    valid_to: datetime
    title: dict[str, str]
    provider_name: dict[str, str] | None
    holder_name: str = ""


async def agents_of(read: Read, client: UUID) -> list[AgentRow]:
    """Read a client's agents and those he is, live ones first, at most 100."""
    return await _named(read, await read.all(AgentRow, _OF_CLIENT, client))


async def agent_by_code(read: Read, code: str) -> AgentRow | None:
    """Find the naming that a link's code asked for, whatever became of it."""
    found = await _named(read, await read.all(AgentRow, _BY_CODE, hash_of(code)))
    return found[0] if found else None


async def to_collect(read: Read, agent: UUID) -> list[ToCollect]:
    """Read what a client may collect for others, soonest to end first, at most 100."""
    rows = await read.all(ToCollect, _TO_COLLECT, agent)
    names = await names_of(read, list({one.holder for one in rows})) if rows else {}
    return [replace(one, holder_name=names.get(one.holder, "")) for one in rows]


async def _named(read: Read, rows: Sequence[AgentRow]) -> list[AgentRow]:
    ids = {one.holder for one in rows} | {one.agent for one in rows if one.agent}
    names = await names_of(read, list(ids)) if ids else {}
    return [
        replace(one, holder_name=names.get(one.holder, ""), agent_name=_agent_name(one, names))
        for one in rows
    ]


def _agent_name(row: AgentRow, names: dict[UUID, str]) -> str:
    if row.agent is not None:
        return names.get(row.agent, "")
    return mask_name(open_sealed(row.name_sealed, PURPOSE).decode()) if row.name_sealed else ""
