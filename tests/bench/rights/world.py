"""The register that gifts and bookings are measured on: the demo's, with stock, money and clients enough."""

from uuid import UUID

import asyncpg

from largesse.app import app
from largesse.identity import demo as people
from largesse.kernel.actor import Actor
from largesse.kernel.ids import new_id
from largesse.rights import demo as register
from largesse.store.demo import Stage
from largesse.store.work import Work

_PLENTY = """
update rights_budget set cap_minor = 100000000000;
update rights_batch set total = 10000000, free = 10000000 - issued where code = 'B-2026-TEA';
"""
_CLIENTS = """
insert into audience_customer (id, ext_id, name, tier, org_unit, created_at, updated_at)
select c, 'C' || replace(c::text, '-', ''), '客户', 'gold', $2, now(), now() from unnest($1::uuid[]) c
"""


async def arranged(work: Work, owner: asyncpg.Connection, count: int) -> tuple[Stage, list[Actor]]:
    """Seed the demo's register and enrol clients; gives what is known, and who they are."""
    stage = Stage(work)
    for demo in (people, register):
        await demo.seed(stage)
    await owner.execute(_PLENTY)
    ids: list[UUID] = [new_id() for _ in range(count)]
    await owner.execute(_CLIENTS, ids, stage.known["unit.shanghai"])
    await owner.execute("analyze")
    roles = frozenset({"client"})
    may = app().house.operations_of(roles)
    return stage, [Actor("client", one, may, None, roles, None, "客户") for one in ids]
