"""Write the staged rows of an import into households, clients and identities: one commit.

Invariant   a column that the file does not have keeps its value; a replaced identity is kept as revoked,
            and the client's sessions end with it
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.identities import KINDS
from largesse.audience.clients.records import ClientId
from largesse.audience.imports.records import ImportId
from largesse.audience.tiers.follow import Told, follow_tiers
from largesse.identity.sessions.sessions import end_sessions
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Contended
from largesse.store.sql import statement
from largesse.store.work import Tx

_HOUSEHOLDS = statement(__name__, "households")
_CUSTOMERS = statement(__name__, "customers")
_REPLACED = statement(__name__, "replaced")
_BOUND = statement(__name__, "bound")
_UNBOUND = statement(__name__, "unbound")
_OUT_OF_REACH = """
delete from audience_import_row r using audience_customer c
where r.import = $1 and c.ext_id = r.ext_id and c.org_unit <> all($2::uuid[]) returning r.line
"""
_OF_FILE = """
select c.id from audience_import_row r join audience_customer c on c.ext_id = r.ext_id
where r.import = $1 order by c.id
"""


@dataclass(frozen=True)
class Written:
    """How many clients were added and updated."""

    created: int = 0
    updated: int = 0


@dataclass(frozen=True)
class _Dropped:
    line: int


@dataclass(frozen=True)
class _Named:
    id: ClientId


@dataclass(frozen=True)
class _Replaced:
    customer: ClientId


async def drop_out_of_reach(tx: Tx[Any], ident: ImportId, importer: Actor) -> list[int]:
    """Drop staged rows of clients who came into being out of the importer's reach; gives their lines.

    From here on no other import writes before this transaction ends.
    """
    await tx.value("select pg_advisory_xact_lock(hashtextextended('audience.import', 7))")
    if importer.units is None:
        return []
    dropped = await tx.all(_Dropped, _OUT_OF_REACH, ident, list(importer.units))
    return sorted(one.line for one in dropped)


async def write_clients(tx: Tx[Any], ident: ImportId, columns: tuple[str, ...], by: UUID) -> Written:
    """Write the staged rows that were left.

    Raises:
        Contended: ``kernel.contended``: somebody took an identity since it was judged.
    """
    await tx.run(_HOUSEHOLDS, ident, tx.now)
    written = await tx.one(Written, _CUSTOMERS, ident, list(columns), tx.now)
    named = await tx.all(_Named, _OF_FILE, ident)
    clients = [one.id for one in named]
    await follow_tiers(tx, clients, Told("import", "staff", by))
    await tx.value("select audience_follow_households($1, $2)", tx.now, clients)
    replaced = await tx.all(_Replaced, _REPLACED, ident, tx.now, by)
    await end_sessions(tx, "client", {one.customer for one in replaced}, "identity_revoked")
    await tx.run(_BOUND, ident, tx.now, list(KINDS))
    if await tx.value(_UNBOUND, ident, list(KINDS)):
        raise Contended
    return written or Written()
