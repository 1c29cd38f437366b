"""Grant rights: the one way in which a right comes to be, whoever decided on it.

Invariant   budget, stock, right and event move together; the caller holds budgets, then batches
Source      sql/rights_grant.function.sql, which the group commit of play calls inside the database
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from largesse.store.work import Tx


class Gift(NamedTuple):
    """The database's ``rights_gift``: one unit of a batch.

    ``source_kind`` and ``source_ref`` say what gave it; a second right of the same source is refused.
    ``valid_from``, ``valid_to`` and ``units`` stand where another system granted it; None: as its batch says.
    """

    entitlement: UUID
    batch: UUID
    holder: UUID
    beneficiary: UUID
    source_kind: str
    source_ref: str
    activity: UUID | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    units: int | None = None


async def grant(tx: Tx[Any], gifts: Sequence[Gift]) -> None:
    """Give rights and tell the house; stock and budget were found to be enough under their locks."""
    await tx.value("select rights_grant($1, $2)", tx.now, gifts)
