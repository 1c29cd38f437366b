"""Stage the good rows of a file until all of it is read.

Invariant   a row whose client is out of the importer's reach is bad; a client keeps the number that he has,
            however the file writes its letters
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

import msgspec

from largesse.audience.clients.identities import KINDS, sealed_of
from largesse.audience.imports.client_file import Bad, Good
from largesse.audience.imports.records import ImportId
from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ids import new_id
from largesse.store.work import Tx

_STAGE = "insert into audience_import_row (import, line, ext_id, fields) values ($1, $2, $3, $4)"
_HERE = "select ext_id, org_unit from audience_customer where lower(ext_id) = any($1::text[]) order by ext_id"


@dataclass(frozen=True)
class _Here:
    """A client who is here already."""

    ext_id: str
    org_unit: UnitId


async def stage(tx: Tx[Any], ident: ImportId, goods: Sequence[Good], importer: Actor) -> list[Bad]:
    """Stage rows of clients within reach; gives the others as bad."""
    lowered = [one.ext_id.lower() for one in goods]
    here = {one.ext_id: one for one in await tx.all(_Here, _HERE, lowered)}
    lower = {one.ext_id.lower(): one for one in here.values()}
    bad, fit = [], []
    for one in goods:
        found = here.get(one.ext_id) or lower.get(one.ext_id.lower())
        if found is not None and not importer.reaches(found.org_unit):
            bad.append(Bad(one.line, "ext_id", "out_of_reach"))
        else:
            fit.append((ident, one.line, found.ext_id if found else one.ext_id, _staged(one)))
    await tx.many(_STAGE, fit)
    return bad


def _staged(one: Good) -> dict[str, Any]:
    """Give a row's fields as they are staged: identities sealed, ids for what may have to be made."""
    fields = {name: value for name, value in one.fields.items() if name not in KINDS}
    for kind in KINDS:
        if one.fields.get(kind):
            fields[kind] = {**asdict(sealed_of(kind, one.fields[kind])), "id": new_id()}
    more = {"id": new_id(), "household_id": new_id()}
    return cast("dict[str, Any]", msgspec.to_builtins(fields | more))
