"""Judge the identities of an import once all of its rows are staged: two people may swap their numbers.

Invariant   a row may take an identity from a client whose own row gives it up; a row that is dropped gives
            nothing up, so all are judged again until nothing more is dropped
"""

from typing import Any

from largesse.audience.clients.identities import KINDS
from largesse.audience.imports.client_file import Bad
from largesse.audience.imports.records import ImportId
from largesse.store.sql import statement
from largesse.store.work import Tx

ROUNDS_MAX = 100
_OF_OTHERS = statement(__name__, "of_others")
_TWICE = statement(__name__, "twice")
_CHAINED = """
delete from audience_import_row r using audience_identity i, audience_customer c
where r.import = $1 and i.kind = any($2::text[]) and i.value_index = r.fields->i.kind->>'index'
  and i.revoked_at is null and c.id = i.customer and c.ext_id <> r.ext_id
returning r.line, i.kind as field, 'belongs_to_another' as reason
"""


async def drop_clashes(tx: Tx[Any], ident: ImportId) -> list[Bad]:
    """Drop staged rows whose identity is another's, and give them as bad.

    Who hands numbers on in a chain longer than ``ROUNDS_MAX`` that breaks at its end gets none of them.
    """
    bad: list[Bad] = []
    for _ in range(ROUNDS_MAX):
        dropped = await tx.all(Bad, _OF_OTHERS, ident, list(KINDS)) or await tx.all(
            Bad, _TWICE, ident, list(KINDS)
        )
        if not dropped:
            return bad
        bad += dropped
    for last in (_CHAINED, _TWICE):
        bad += await tx.all(Bad, last, ident, list(KINDS))
    return bad
