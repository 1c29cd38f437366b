"""Prove the books: entries say what their hashes say, balances are sums of rows, days keep their seals.

Invariant   a finding names the first row that is wrong; an intact ledger has none
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from largesse.kernel.canonical import dumps, sha256_hex
from largesse.kernel.clock import INSTITUTION_ZONE, day_in, day_starts
from largesse.settlement.ledger.entry import Draft, body_sha
from largesse.settlement.ledger.post import pair_of
from largesse.store.work import Read, Tx, Work

CHUNK = 500
FIRST = "genesis"
SEAL_DELAY = timedelta(hours=1)


@dataclass(frozen=True)
class Finding:
    """What does not hold, and where."""

    rule: str
    where: str


@dataclass(frozen=True)
class Proof:
    """How much was looked at, and what was found."""

    entries: int
    postings: int
    sealed_days: int
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


async def verify(read: Read) -> Proof:
    """Recompute everything from the rows, in one snapshot."""
    entries, postings, findings = await _bodies(read)
    days, broken = await _seals(read)
    found = [*findings, *await _balances(read), *await _floors(read), *broken]
    return Proof(entries, postings, days, tuple(found))


async def seal_days(work: Work) -> None:
    """Chain the finished days of every entity; a day is finished an hour after it ends."""
    async with work.job() as tx:
        await tx.run("select pg_advisory_xact_lock(hashtextextended('settlement.seal', 0))")
        until = day_in(tx.now - SEAL_DELAY)
        rows = await tx.rows("select id from settlement_entity order by id")
        for row in rows:
            await _seal_entity(tx, row["id"], until)


async def _bodies(read: Read) -> tuple[int, int, list[Finding]]:
    findings: list[Finding] = []
    entries = postings = last = 0
    while rows := await read.rows(
        "select * from settlement_entry where id > $1 order by id limit $2", last, CHUNK
    ):
        by_entry: dict[int, list[dict[str, Any]]] = {row["id"]: [] for row in rows}
        for one in await _postings(read, list(by_entry)):
            by_entry[one["entry_id"]].append(one)
        for row in rows:
            found = by_entry[row["id"]]
            entries, postings = entries + 1, postings + len(found)
            if len(found) != row["row_count"]:
                findings.append(Finding("rows_missing", f"entry {row['id']}"))
            elif body_sha(_draft(row, found)) != row["body_sha"]:
                findings.append(Finding("body_changed", f"entry {row['id']}"))
        last = rows[-1]["id"]
    return entries, postings, findings


async def _postings(read: Read, entries: list[int]) -> list[dict[str, Any]]:
    return await read.rows(
        "select p.*, d.code as debit, c.code as credit from settlement_posting p"
        " join settlement_account d on d.id = p.dr join settlement_account c on c.id = p.cr"
        " where p.entry_id = any($1::bigint[]) order by p.entry_id, p.seq",
        entries,
    )


def _draft(row: dict[str, Any], postings: list[dict[str, Any]]) -> Draft:
    return Draft(
        entity=row["entity_id"],
        kind=row["kind"],
        idem=row["idem"],
        biz_date=row["biz_date"],
        source_type=row["source_type"],
        source_id=row["source_id"],
        pairs=tuple(pair_of(one) for one in postings),
        made_by=row["made_by"],
        reverses=row["reverses"],
    )


_DAILY = (
    " cross join lateral (values (p.dr, p.amount_minor, 0::bigint), (p.cr, 0::bigint, p.amount_minor))"
    " as s(account_id, dr, cr)"
)


async def _balances(read: Read) -> list[Finding]:
    """Compare the daily rows and the unrolled tail with the postings."""
    sql = (
        "with kept as (select account_id, day, dr_minor as dr, cr_minor as cr from settlement_balance_day"  # noqa: S608 - one constant of ours
        " union all select s.account_id, p.biz_date, s.dr, s.cr from settlement_unrolled u"
        " join settlement_posting p using (entry_id)" + _DAILY + "),"
        " real as (select s.account_id, p.biz_date as day, s.dr, s.cr from settlement_posting p"
        + _DAILY
        + "),"
        " a as (select account_id, day, sum(dr) as dr, sum(cr) as cr from kept group by 1, 2),"
        " b as (select account_id, day, sum(dr) as dr, sum(cr) as cr from real group by 1, 2)"
        " select account_id, day from a full join b using (account_id, day)"
        " where coalesce(a.dr, 0) <> coalesce(b.dr, 0) or coalesce(a.cr, 0) <> coalesce(b.cr, 0)"
        " order by day, account_id limit 20"
    )
    rows = await read.rows(sql)
    return [Finding("balance_differs", f"account {row['account_id']} on {row['day']}") for row in rows]


async def _floors(read: Read) -> list[Finding]:
    """Compare the eager balances with the postings, and look for one below its floor."""
    rows = await read.rows(
        "select a.id, n.net_minor, a.floor_zero, coalesce((select sum(case when p.dr = a.id then"
        " p.amount_minor"
        " else 0 end - case when p.cr = a.id then p.amount_minor else 0 end) from settlement_posting p"
        " where a.id in (p.dr, p.cr)), 0) * case a.normal when 'D' then 1 else -1 end as real"
        " from settlement_account a left join settlement_balance_now n on n.account_id = a.id where a.eager"
    )
    found = []
    for row in rows:
        kept = row["net_minor"] or 0
        if kept != int(row["real"]):
            found.append(Finding("eager_balance_differs", f"account {row['id']}"))
        if row["floor_zero"] and kept < 0:
            found.append(Finding("floor_broken", f"account {row['id']}"))
    return found


async def _seal_entity(tx: Tx[Any], entity: int, until: date) -> None:
    last = await tx.row(
        "select day, sha from settlement_seal where entity_id = $1 order by day desc limit 1", entity
    )
    days = await tx.rows(
        "select distinct (posted_at at time zone $4)::date as day from settlement_entry"
        " where entity_id = $1 and posted_at < $2 and ($3::date is null"
        " or (posted_at at time zone $4)::date > $3::date) order by 1 limit 400",
        entity,
        day_starts(until),
        last["day"] if last else None,
        INSTITUTION_ZONE,
    )
    previous = last["sha"] if last else FIRST
    for row in days:
        count, sha = await _day_sha(tx, entity, row["day"], previous)
        await tx.run(
            "insert into settlement_seal (entity_id, day, entries, previous_sha, sha, sealed_at)"
            " values ($1, $2, $3, $4, $5, $6)",
            entity,
            row["day"],
            count,
            previous,
            sha,
            tx.now,
        )
        previous = sha


async def _day_sha(read: Read, entity: int, day: date, previous: str) -> tuple[int, str]:
    rows = await read.rows(
        "select id, body_sha, made_by, approved_by from settlement_entry where entity_id = $1"
        " and posted_at >= $2 and posted_at < $3 order by id",
        entity,
        day_starts(day),
        day_starts(day + timedelta(days=1)),
    )
    body = [[row["id"], row["body_sha"], row["made_by"], row["approved_by"]] for row in rows]
    return len(rows), sha256_hex(dumps([previous, str(day), body]))


async def _seals(read: Read) -> tuple[int, list[Finding]]:
    """Walk each entity's chain and name the first day that is broken."""
    rows = await read.rows("select * from settlement_seal order by entity_id, day")
    previous: dict[int, str] = {}
    broken: dict[int, Finding] = {}
    for row in rows:
        entity = row["entity_id"]
        expected = previous.get(entity, FIRST)
        count, sha = await _day_sha(read, entity, row["day"], expected)
        if entity not in broken and (row["previous_sha"], row["sha"], row["entries"]) != (
            expected,
            sha,
            count,
        ):
            broken[entity] = Finding("seal_broken", f"entity {entity} on {row['day']}")
        previous[entity] = row["sha"]
    return len(rows), list(broken.values())
