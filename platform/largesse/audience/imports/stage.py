"""Stage the good rows of a file until all of it is read.

Invariant   a row whose client is out of the importer's reach, or whose identity is another's, is bad
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

import msgspec

from largesse.audience.clients.identities import KINDS, IdentityKind, index_of, sealed_of
from largesse.audience.imports.client_file import Bad, Good
from largesse.audience.imports.records import ImportId
from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ids import new_id
from largesse.store.work import Tx

_STAGE = "insert into audience_import_row (import, line, ext_id, fields) values ($1, $2, $3, $4)"
_OWNERS = """
select i.kind, i.value_index, c.ext_id from audience_identity i join audience_customer c on c.id = i.customer
where i.revoked_at is null and i.value_index = any($1::text[])
"""


@dataclass(frozen=True)
class _Here:
    """A client who is here already."""

    ext_id: str
    org_unit: UnitId


@dataclass(frozen=True)
class _Owned:
    """An identity that belongs to somebody already."""

    kind: IdentityKind
    value_index: str
    ext_id: str


async def stage(tx: Tx[Any], ident: ImportId, goods: Sequence[Good], importer: Actor) -> list[Bad]:
    """Stage rows that clash with nobody; gives the others as bad."""
    bad = [*await _out_of_reach(tx, goods, importer), *await _of_others(tx, goods)]
    lines = {one.line for one in bad}
    fit = [one for one in goods if one.line not in lines]
    await tx.many(_STAGE, [(ident, one.line, one.ext_id, _staged(one)) for one in fit])
    return bad


async def _out_of_reach(tx: Tx[Any], goods: Sequence[Good], importer: Actor) -> list[Bad]:
    sql = "select ext_id, org_unit from audience_customer where ext_id = any($1::text[])"
    found = await tx.all(_Here, sql, [one.ext_id for one in goods])
    far = {one.ext_id for one in found if not importer.reaches(one.org_unit)}
    return [Bad(one.line, "ext_id", "out_of_reach") for one in goods if one.ext_id in far]


async def _of_others(tx: Tx[Any], goods: Sequence[Good]) -> list[Bad]:
    wanted = {
        (kind, index_of(kind, one.fields[kind])): one
        for one in goods
        for kind in KINDS
        if one.fields.get(kind)
    }
    bad = []
    for owned in await tx.all(_Owned, _OWNERS, [index for _, index in wanted]):
        one = wanted.get((owned.kind, owned.value_index))
        if one is not None and one.ext_id != owned.ext_id:
            bad.append(Bad(one.line, owned.kind, "belongs_to_another"))
    return bad


def _staged(one: Good) -> dict[str, Any]:
    """Give a row's fields as they are staged: identities sealed, ids for what may have to be made."""
    fields = {name: value for name, value in one.fields.items() if name not in KINDS}
    for kind in KINDS:
        if one.fields.get(kind):
            fields[kind] = {**asdict(sealed_of(kind, one.fields[kind])), "id": new_id()}
    more = {"id": new_id(), "household_id": new_id()}
    return cast("dict[str, Any]", msgspec.to_builtins(fields | more))
