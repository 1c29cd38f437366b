"""Which rights the rows of a file name, and what is to become of each row.

Invariant   a row of one provider never finds a right of another; rows are judged in the file's order
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id
from largesse.rights.code_pools.pool import BLIND, compared
from largesse.rights.entitlements.entitlement import ORDER, RIGHT, Entitlement, Mark, State
from largesse.rights.told_uses.use_row import Matched, UseRow, Verdict, judge, mark_on, row_key
from largesse.store.sealing_many import blind_many
from largesse.store.work import Read

_CODES = """
select k.blind, k.entitlement from rights_pool_code k where k.provider = $1 and k.blind = any($2::text[])
"""
_ORDERS = "select id, entitlement from rights_order where provider = $1 and id = any($2::uuid[])"
_RIGHTS = """
select e.id, e.state, e.units, e.units_used, e.valid_from, e.valid_to, e.version, e.previous,
  e.source_kind = 'import' as elsewhere
from rights_entitlement e join rights_sku s on s.id = e.sku
left join rights_order o on o.entitlement = e.id and o.state not in ('failed', 'cancelled', 'rerouted')
where e.id = any($2::uuid[]) and coalesce(o.provider, s.provider) = $1
"""
_TOLD = "select row_key from rights_use_told where provider = $1 and row_key = any($2::text[])"


@dataclass(frozen=True)
class Judged:
    """A row with the right it names and what is to become of it."""

    row: UseRow
    verdict: Verdict
    right: UUID | None = None
    key: str = ""
    mark: Mark | None = None


@dataclass(frozen=True)
class _Code:
    blind: str
    entitlement: UUID | None


@dataclass(frozen=True)
class _Order:
    id: UUID
    entitlement: UUID


@dataclass(frozen=True)
class _Right:
    id: UUID
    state: State
    units: int
    units_used: int
    valid_from: datetime
    valid_to: datetime
    version: int
    previous: State | None
    elsewhere: bool

    @property
    def entitlement(self) -> Entitlement:
        """What decides."""
        return Entitlement(
            *(self.id, self.state, self.units, self.units_used),
            *(self.valid_from, self.valid_to, self.version),
            previous=self.previous,
            elsewhere=self.elsewhere,
        )


@dataclass(frozen=True)
class _Told:
    row_key: str


async def judged(read: Read, provider: UUID, rows: Sequence[UseRow], now: datetime) -> list[Judged]:
    """Judge the rows of a provider's file."""
    named, ungiven = await _named(read, provider, rows)
    found = await read.all(_Right, _RIGHTS, provider, list(set(named.values())))
    rights = {one.id: one.entitlement for one in found}
    keys = {row.line: row_key(row, named[row.ref]) for row in rows if row.ref in named}
    told = {one.row_key for one in await read.all(_Told, _TOLD, provider, list(keys.values()))}
    used: Counter[UUID] = Counter()
    seen: set[str] = set()
    answers = []
    for row in rows:
        right = rights.get(named[row.ref]) if row.ref in named else None
        key = keys.get(row.line, "")
        if right is None or not key:
            verdict = judge(row, Matched(None, given=row.ref not in ungiven), 0, now)
        elif key in told:
            verdict = Verdict.TOLD_BEFORE
        elif key in seen:
            verdict = Verdict.TWICE_IN_FILE
        else:
            verdict = judge(row, Matched(right), used[right.id], now)
        if right is None or verdict is not Verdict.MATCHED:
            answers.append(Judged(row, verdict, right.id if right else None, key))
            continue
        seen.add(key)
        used[right.id] += row.units
        answers.append(Judged(row, verdict, right.id, key, mark_on(row, right, now)))
    return answers


async def _named(
    read: Read, provider: UUID, rows: Sequence[UseRow]
) -> tuple[dict[str, UUID], frozenset[str]]:
    """Give the right that each reference names, and the references that are codes nobody has."""
    refs = sorted({row.ref for row in rows})
    named = {ref: right for ref in refs if (right := _id(RIGHT, ref))}
    orders = {order: ref for ref in refs if (order := _id(ORDER, ref))}
    for one in await read.all(_Order, _ORDERS, provider, list(orders)):
        named[orders[one.id]] = one.entitlement
    ungiven = set()
    codes = [ref for ref in refs if ref not in named and ref not in set(orders.values())]
    for case_matters in (True, False):
        blinds = blind_many([compared(ref, case_matters=case_matters) for ref in codes], BLIND)
        by_blind = dict(zip(blinds, codes, strict=True))
        for code in await read.all(_Code, _CODES, provider, blinds):
            ref = by_blind[code.blind]
            if code.entitlement is None:
                ungiven.add(ref)
            else:
                named.setdefault(ref, code.entitlement)
    return named, frozenset(ungiven - set(named))


def _id(prefix: str, ref: str) -> UUID | None:
    if not ref.casefold().startswith(f"{prefix}_"):
        return None
    try:
        return parse_id(prefix, ref.casefold())
    except Malformed:
        return None
