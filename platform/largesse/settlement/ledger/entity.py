"""Accounting entities (核算机构): whose books an org unit's events belong to."""

from typing import Any
from uuid import UUID

from largesse.settlement.ledger.chart import DEFAULT, Chart, chart
from largesse.settlement.ledger.records import Entity, EntityId
from largesse.store.work import Read, Tx

DEFAULT_CODE = "HQ"
_NEAREST = """
select e.entity_id from identity_org_unit u
join settlement_entity_unit e on e.org_unit = any(u.path) where u.id = $1
order by array_position(u.path, e.org_unit) desc limit 1
"""


async def ensure_default(tx: Tx[Any]) -> EntityId:
    """Give the institution's default entity; made on first use, with the bank's chart."""
    found = await Entity.get_or_none(is_default=True, using_db=tx.conn)
    if found is None:
        await tx.run(
            "insert into settlement_entity (code, name, chart, base_currency, is_default)"
            " values ($1, $2, $3, 'CNY', true) on conflict do nothing",
            DEFAULT_CODE,
            {"zh-CN": "总行营业部", "en": "Head office"},
            DEFAULT,
        )
        found = await Entity.get(is_default=True, using_db=tx.conn)
    return found.id


async def open_entity(tx: Tx[Any], code: str, name: dict[str, str], chart_name: str = DEFAULT) -> EntityId:
    """Open an entity under a code; the second call gives the first one."""
    chart(chart_name)
    await tx.run(
        "insert into settlement_entity (code, name, chart, base_currency) values ($1, $2, $3, 'CNY')"
        " on conflict (code) do nothing",
        code,
        name,
        chart_name,
    )
    return (await Entity.get(code=code, using_db=tx.conn)).id


async def assign(tx: Tx[Any], org_unit: UUID, entity: EntityId) -> None:
    """Let an org unit, and all below it, belong to an entity."""
    await tx.run(
        "insert into settlement_entity_unit (org_unit, entity_id) values ($1, $2)"
        " on conflict (org_unit) do update set entity_id = excluded.entity_id",
        org_unit,
        entity,
    )


async def entity_of(tx: Tx[Any], org_unit: UUID) -> EntityId:
    """Give the entity of the nearest org unit upwards that has one, else the default."""
    found: EntityId | None = await tx.value(_NEAREST, org_unit)
    return found if found is not None else await ensure_default(tx)


async def chart_of(read: Read, entity: EntityId) -> Chart:
    """Give the chart an entity books by."""
    return chart((await Entity.get(id=entity, using_db=read.conn)).chart)
