"""The audit chain: rows commit unchained, a job chains them in order, anyone can verify.

Words       hash(n) = SHA-256(hash(n-1) || canonical row n); the first hash of all is ``sha256:genesis``
Invariant   only rows older than the oldest running transaction are chained, so none can slip in before them
"""

from dataclasses import dataclass
from typing import Any

from largesse.kernel.canonical import dumps, sha256_hex
from largesse.kernel.work import Read, Tx, Work

GENESIS = "sha256:genesis"
BATCH = 1000
_LOCK = 0x0A0D17
_ROW = "a.id, a.at, a.actor_kind, a.actor_id, a.actor_name, a.action, a.subject, a.facts, a.org_unit"


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
    await tx.rows("select pg_advisory_xact_lock($1)", _LOCK)
    last = await tx.row("select seq, hash from kernel_audit_chain order by seq desc limit 1")
    seq, previous = (last["seq"], last["hash"]) if last else (0, GENESIS)
    rows = await tx.rows(
        f"select {_ROW} from kernel_audit a"  # noqa: S608 - a constant of this module
        " where a.xid < pg_snapshot_xmin(pg_current_snapshot())"
        " and not exists (select from kernel_audit_chain c where c.audit = a.id) order by a.id limit $1",
        BATCH,
    )
    links = []
    for row in rows:
        seq, previous = seq + 1, link(previous, row)
        links.append((seq, row["id"], previous))
    await tx.many("insert into kernel_audit_chain (seq, audit, hash) values ($1, $2, $3)", links)
    return len(rows)


def link(previous: str, row: dict[str, Any]) -> str:
    """Give the hash of one row on top of the previous hash."""
    return f"sha256:{sha256_hex(previous.encode() + dumps(row))}"


async def verify(read: Read) -> Verdict:
    """Walk the whole chain; rows that were changed, removed or put in between show at the first place."""
    seq, previous = 0, GENESIS
    while True:
        rows = await read.rows(
            f"select c.seq, c.audit, c.hash, {_ROW} from kernel_audit_chain c"  # noqa: S608 - constant
            " left join kernel_audit a on a.id = c.audit where c.seq > $1 order by c.seq limit $2",
            seq,
            BATCH,
        )
        for row in rows:
            link_seq, audit, kept = row.pop("seq"), row.pop("audit"), row.pop("hash")
            if link_seq != seq + 1 or row["id"] is None or link(previous, row) != kept:
                return Verdict(seq, int(audit), await _tail(read))
            seq, previous = link_seq, kept
        if len(rows) < BATCH:
            return Verdict(seq, None, await _tail(read))


async def _tail(read: Read) -> int:
    return int(
        await read.value(
            "select count(*) from kernel_audit a"
            " where not exists (select from kernel_audit_chain c where c.audit = a.id)"
        )
    )
