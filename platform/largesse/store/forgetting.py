"""Rows that are needed for a while only: each table says for how long, and a tick takes the older ones away.

Words       *forgotten* rows are deleted once they are older than their table's age
Invariant   bounded batches, each its own transaction; what somebody holds is left for the next time; what
            is kept for good (audit, ledger, draws, settlement) is never named here
Source      docs/explanation/retention.md
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from largesse.kernel.clock import now
from largesse.kernel.settings import settings
from largesse.store.outbox import Tick
from largesse.store.work import Work

log = structlog.get_logger(__name__)
EVERY_S = 600.0
BATCH = 2_000
BATCHES_MAX = 200


@dataclass(frozen=True)
class Forgotten:
    """What one table forgets.

    Args:
        table: its name.
        key: the columns of its key.
        old: which rows may go, given ``$1``, the instant before which they are too old; the row is ``t``.
        days: the age.
        part: tells two of one table apart, for example ``client``.
        by: a function of the owner's that does it, where the application itself may delete nothing.
    """

    table: str
    key: tuple[str, ...]
    old: str
    days: Callable[[], int]
    part: str = ""
    by: str = ""

    @property
    def name(self) -> str:
        """The name of its tick."""
        return f"{self.table}.forget{'_' * bool(self.part)}{self.part}"

    @property
    def sql(self) -> str:
        """Delete at most ``$2`` rows that are older than ``$1``; gives how many."""
        if self.by:
            return f"select {self.by}($1, $2)"
        key = ", ".join(self.key)
        return (
            f"with gone as (delete from {self.table} where ({key}) in"  # noqa: S608 - constants of the code
            f" (select {key} from {self.table} t where {self.old} limit $2 for update skip locked)"
            " returning 1) select count(*) from gone"
        )


async def forget(what: Forgotten, work: Work, *, at: datetime | None = None, batch: int = BATCH) -> int:
    """Delete a table's old rows, at most ``BATCHES_MAX`` batches; gives how many rows went."""
    before = (at or now()) - timedelta(days=what.days())
    gone = 0
    for _ in range(BATCHES_MAX):
        async with work.job() as tx:
            found: int = await tx.value(what.sql, before, batch)
        gone += found
        if found < batch:
            break
    if gone:
        log.info("forgotten", table=what.table, rows=gone)
    return gone


async def _act(work: Work, *, what: Forgotten) -> None:
    await forget(what, work)


def forgetting(what: Forgotten) -> Tick:
    """Give the tick by which a table forgets."""
    return Tick(what.name, EVERY_S, partial(_act, what=what))


FORGETS = (
    Forgotten("store_delivery", ("id",), "state = 'done' and done_at < $1", lambda: 30),
    Forgotten(
        "store_outbox",
        ("id", "at"),
        "at < $1 and relayed_at is not null"
        " and not exists (select from store_delivery d where d.event = t.id)",
        lambda: settings().keep_events_days,
    ),
    Forgotten(
        "store_receipt",
        ("actor_kind", "actor_id", "use_case", "key"),
        "at < $1 and actor_kind = 'client'",
        lambda: settings().keep_client_receipts_days,
        part="client",
    ),
    Forgotten(
        "store_receipt",
        ("actor_kind", "actor_id", "use_case", "key"),
        "at < $1 and actor_kind <> 'client'",
        lambda: settings().keep_receipts_days,
    ),
)
