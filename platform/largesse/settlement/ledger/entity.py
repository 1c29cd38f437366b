"""Accounting entities (核算机构): whose books an org unit's events belong to."""

from typing import Any
from uuid import UUID

from largesse.identity.units.records import OrgUnit
from largesse.settlement.ledger.chart import DEFAULT, Chart, chart
from largesse.settlement.ledger.records import Entity, EntityId, EntityUnit
from largesse.store.work import Read, Tx

DEFAULT_CODE = "HQ"


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
    unit = await OrgUnit.get_or_none(id=org_unit, using_db=tx.conn)
    path = unit.path if unit else []
    assigned = await EntityUnit.filter(org_unit__in=path).using_db(tx.conn)
    if not assigned:
        return await ensure_default(tx)
    return max(assigned, key=lambda one: path.index(one.org_unit)).entity_id


async def entity_called(read: Read, code: str) -> EntityId | None:
    """Give an entity by its code, the default one where none is named; None: there is no such entity."""
    named = Entity.filter(code=code) if code else Entity.filter(is_default=True)
    found = await named.using_db(read.conn).first()
    return found.id if found else None


async def chart_of(read: Read, entity: EntityId) -> Chart:
    """Give the chart an entity books by."""
    return chart((await Entity.get(id=entity, using_db=read.conn)).chart)
