"""Prove the books: entries say what their hashes say, balances are sums of rows, days keep their seals.

Invariant   a finding names the first row that is wrong; an intact ledger has none
"""

from dataclasses import dataclass
from datetime import date

from largesse.settlement.ledger.entry import DATED, Draft, Pair, body_sha
from largesse.settlement.ledger.posting import pairs_of
from largesse.settlement.ledger.records import AccountId, Entry, EntryId
from largesse.settlement.ledger.seal import broken_seals
from largesse.store.sql import statement
from largesse.store.work import Read

CHUNK = 500
_BALANCES = statement(__name__, "balances_that_differ")
_EAGER = statement(__name__, "eager_balances")


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


@dataclass(frozen=True)
class _Differs:
    account_id: AccountId
    day: date


@dataclass(frozen=True)
class _Eager:
    id: AccountId
    floor_zero: bool
    kept_minor: int
    real_minor: int


async def verify(read: Read) -> Proof:
    """Recompute everything from the rows, in one snapshot."""
    entries, postings, findings = await _bodies(read)
    days, broken = await broken_seals(read)
    found = [*findings, *await _balances(read), *await _floors(read)]
    found += [Finding("seal_broken", where) for where in broken]
    return Proof(entries, postings, days, tuple(found))


async def _bodies(read: Read) -> tuple[int, int, list[Finding]]:
    """Compare every entry's hash with its rows; gives how many entries and postings there are."""
    findings: list[Finding] = []
    entries = postings = 0
    last = EntryId(0)
    while kept := await Entry.filter(id__gt=last).using_db(read.conn).order_by("id").limit(CHUNK):
        pairs = await pairs_of(read, [one.id for one in kept])
        for one in kept:
            found = pairs[one.id]
            entries, postings = entries + 1, postings + len(found)
            if len(found) != one.row_count:
                findings.append(Finding("rows_missing", f"entry {one.id}"))
            elif _sha(one, found) != one.body_sha:
                findings.append(Finding("body_changed", f"entry {one.id}"))
        last = kept[-1].id
    return entries, postings, findings


def _sha(entry: Entry, pairs: list[Pair]) -> str:
    """Hash an entry's rows as its version did."""
    draft = Draft(
        entity=entry.entity_id,
        kind=entry.kind,
        idem=entry.idem,
        biz_date=entry.biz_date,
        source_type=entry.source_type,
        source_id=entry.source_id,
        pairs=tuple(pairs),
        made_by=entry.made_by,
        reverses=entry.reverses,
    )
    return body_sha(draft, entry.biz_date if entry.body_version == DATED else None)


async def _balances(read: Read) -> list[Finding]:
    """Compare the daily rows and the unrolled tail with the postings."""
    rows = await read.all(_Differs, _BALANCES)
    return [Finding("balance_differs", f"account {one.account_id} on {one.day}") for one in rows]


async def _floors(read: Read) -> list[Finding]:
    """Compare the eager balances with the postings, and look for one below its floor."""
    found = []
    for one in await read.all(_Eager, _EAGER):
        if one.kept_minor != one.real_minor:
            found.append(Finding("eager_balance_differs", f"account {one.id}"))
        if one.floor_zero and one.kept_minor < 0:
            found.append(Finding("floor_broken", f"account {one.id}"))
    return found
