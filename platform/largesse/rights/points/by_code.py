"""Kinds of points by their codes, for documents that name them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from largesse.rights.points.records import PointsKindId
from largesse.store.work import Read

_KINDS = "select id, code, org_unit from rights_points_kind where state = 'active' order by code limit 500"


@dataclass(frozen=True)
class OpenKind:
    """A kind of which points are awarded now; ``org_unit`` None: the whole institution's."""

    id: PointsKindId
    code: str
    org_unit: UUID | None


async def kinds_by_code(read: Read) -> Mapping[str, OpenKind]:
    """Give the kinds of which points are awarded now, by code; under the empty code the only one there is."""
    known = {one.code: one for one in await read.all(OpenKind, _KINDS)}
    return known | {"": next(iter(known.values()))} if len(known) == 1 else known
