"""Names of org units by id, for rows of other rooms."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from largesse.store.work import Read


@dataclass(frozen=True)
class _Named:
    id: UUID
    name_zh: str
    name_en: str


async def names_of_units(read: Read, units: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """Give each unit's name in every language; unknown ids are left out."""
    if not units:
        return {}
    sql = "select id, name_zh, name_en from identity_org_unit where id = any($1::uuid[])"
    return {
        one.id: {"zh-CN": one.name_zh, "en": one.name_en} for one in await read.all(_Named, sql, list(units))
    }
