"""Accounting entities (核算机构): whose books an org unit's events belong to."""

from typing import Any
from uuid import UUID

from largesse.settlement.ledger.chart import DEFAULT, Chart, chart
from largesse.store.work import Read, Tx

DEFAULT_CODE = "HQ"


async def ensure_default(tx: Tx[Any]) -> int:
    """Give the institution's default entity; made on first use, with the bank's chart."""
    found = await tx.value("select id from settlement_entity where is_default")
    if found is None:
        await tx.run(
            "insert into settlement_entity (code, name, chart, base_currency, is_default)"
            " values ($1, $2, $3, 'CNY', true) on conflict do nothing",
            DEFAULT_CODE,
            {"zh-CN": "总行营业部", "en": "Head office"},
            DEFAULT,
        )
        found = await tx.value("select id from settlement_entity where is_default")
    return int(found)


async def open_entity(tx: Tx[Any], code: str, name: dict[str, str], chart_name: str = DEFAULT) -> int:
    """Open an entity under a code; the second call gives the first one."""
    chart(chart_name)
    await tx.run(
        "insert into settlement_entity (code, name, chart, base_currency) values ($1, $2, $3, 'CNY')"
        " on conflict (code) do nothing",
        code,
        name,
        chart_name,
    )
    return int(await tx.value("select id from settlement_entity where code = $1", code))


async def assign(tx: Tx[Any], org_unit: UUID, entity: int) -> None:
    """Let an org unit, and all below it, belong to an entity."""
    await tx.run(
        "insert into settlement_entity_unit (org_unit, entity_id) values ($1, $2)"
        " on conflict (org_unit) do update set entity_id = excluded.entity_id",
        org_unit,
        entity,
    )


async def entity_of(tx: Tx[Any], org_unit: UUID) -> int:
    """Give the entity of the nearest org unit upwards that has one, else the default."""
    found = await tx.value(
        "select e.entity_id from identity_org_unit u"
        " join settlement_entity_unit e on e.org_unit = any(u.path) where u.id = $1"
        " order by array_position(u.path, e.org_unit) desc limit 1",
        org_unit,
    )
    return int(found) if found is not None else await ensure_default(tx)


async def chart_of(read: Read, entity: int) -> Chart:
    """Give the chart an entity books by."""
    return chart(str(await read.value("select chart from settlement_entity where id = $1", entity)))
