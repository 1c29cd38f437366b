"""The audit chain: rows commit unchained, a job chains them in order, anyone can verify.

Words       hash(n) = SHA-256(hash(n-1) || canonical row n); the first hash of all is ``sha256:genesis``
Invariant   only rows older than the oldest running transaction are chained, so none can slip in before them;
            in the order (transaction, id) what is new begins where the chain ends, and a round reads no more
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.canonical import dumps, sha256_hex
from largesse.store.work import Read, Tx, Work, typed

GENESIS = "sha256:genesis"
BATCH = 1000
_LOCK = 0x0A0D17
_ROW = "a.id, a.at, a.actor_kind, a.actor_id, a.actor_name, a.action, a.subject, a.facts, a.org_unit"
_OVER = "a.xid < pg_snapshot_xmin(pg_current_snapshot())"
_AHEAD = "a.xid >= pg_snapshot_xmax(pg_current_snapshot())"
_UNCHAINED = "not exists (select from store_audit_chain c where c.audit = a.id) order by a.xid, a.id"
_HEAD = (
    f"select c.seq, c.hash, a.xid, a.id, coalesce({_AHEAD}, true) as lost"  # noqa: S608 - constants
    " from store_audit_chain c left join store_audit a on a.id = c.audit order by c.seq desc limit 1"
)
BEHIND_THE_HEAD = (  # two bounds of one column tell the planner, without a figure, that the range is small
    f"select {_ROW} from store_audit a where a.xid >= $1 and {_OVER} and (a.xid, a.id) > ($1, $2)"  # noqa: S608 - constants
    f" and {_UNCHAINED} limit $3"
)
_ANYWHERE = f"select {_ROW} from store_audit a where ({_OVER} or {_AHEAD}) and {_UNCHAINED} limit $1"  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class _Line:
    """An audit row as its hash sees it."""

    id: int
    at: datetime
    actor_kind: str
    actor_id: UUID
    actor_name: str
    action: str
    subject: str
    facts: dict[str, Any]
    org_unit: UUID | None


@dataclass(frozen=True, slots=True)
class _Head:
    """The last link; ``xid`` and ``id`` are those of its row, ``lost`` where there is none to go by."""

    seq: int
    hash: str
    xid: Any
    id: int | None
    lost: bool


@dataclass(frozen=True, slots=True)
class _Link:
    """One link of the chain; ``id`` None: its row is gone."""

    seq: int
    audit: int
    hash: str
    id: int | None


@dataclass(frozen=True)
class Verdict:
    """What a verification found. ``broken_at``: id of the first audit row that does not fit, or None."""

    chained_rows: int
    broken_at: int | None
    tail_rows: int


async def chain(work: Work, rounds_max: int = 1000) -> int:
    """Chain what can be chained; gives how many rows were."""
    total = 0
    for _ in range(rounds_max):
        async with work.job() as tx:
            count = await _chain_some(tx)
        total += count
        if count < BATCH:
            break
    return total


async def _chain_some(tx: Tx[Any]) -> int:
    await tx.value("select pg_advisory_xact_lock($1)", _LOCK)
    head = await tx.one(_Head, _HEAD)
    seq, previous = (head.seq, head.hash) if head else (0, GENESIS)
    links = []
    for row in await _new(tx, head):
        seq, previous = seq + 1, link(previous, row)
        links.append((seq, row.id, previous))
    await tx.many("insert into store_audit_chain (seq, audit, hash) values ($1, $2, $3)", links)
    return len(links)


async def _new(tx: Tx[Any], head: _Head | None) -> list[_Line]:
    """Read the next rows: behind the head, or all over the log where there is none to go by.

    A head is lost when its row was removed, or when its transaction is still to come: the log was brought
    from another server, whose numbers run ahead of this one's. The next row of our own is a head again.
    """
    if head is None or head.lost:
        return await tx.all(_Line, _ANYWHERE, BATCH)
    return await tx.all(_Line, BEHIND_THE_HEAD, head.xid, head.id, BATCH)


def link(previous: str, row: _Line) -> str:
    """Give the hash of one row on top of the previous hash."""
    return f"sha256:{sha256_hex(previous.encode() + dumps(row))}"


async def verify(read: Read) -> Verdict:
    """Walk the whole chain; rows that were changed, removed or put in between show at the first place."""
    seq, previous = 0, GENESIS
    while True:
        rows = await read.conn.execute_query_dict(
            f"select c.seq, c.audit, c.hash, {_ROW} from store_audit_chain c"  # noqa: S608 - constant
            " left join store_audit a on a.id = c.audit where c.seq > $1 order by c.seq limit $2",
            [seq, BATCH],
        )
        for row in rows:
            one = typed(row, _Link)
            if one.seq != seq + 1 or one.id is None or link(previous, typed(row, _Line)) != one.hash:
                return Verdict(seq, one.audit, await _tail(read))
            seq, previous = one.seq, one.hash
        if len(rows) < BATCH:
            return Verdict(seq, None, await _tail(read))


async def _tail(read: Read) -> int:
    return int(
        await read.value(
            "select count(*) from store_audit a"
            " where not exists (select from store_audit_chain c where c.audit = a.id)"
        )
    )
