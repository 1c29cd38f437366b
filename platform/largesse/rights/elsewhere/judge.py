"""For whom and of what the lines of a file are, and what is to become of each.

Invariant   a client or SKU out of reach of who brought the file is not there; nothing is kept; a code comes
            into the pool of its SKU, where its provider has it once
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from largesse.audience.clients.identities import Owner, owners_by_mobile, owners_by_number
from largesse.kernel.clock import day_starts
from largesse.kernel.currency import decimals
from largesse.kernel.settings import settings
from largesse.rights.code_pools.pool import BLIND, compared
from largesse.rights.elsewhere.grant_row import GrantRow, Verdict, minor_of
from largesse.store.sealing_many import blind_many
from largesse.store.work import Read

_SKUS = """
select s.id, s.code, s.currency,
       s.fulfil_mode = 'points' and not exists (select from rights_points_sku w where w.sku = s.id) as unsaid,
       k.id as pool, k.provider, coalesce(k.case_matters, false) as case_matters
from rights_sku s join rights_product p on p.id = s.product
left join rights_code_pool k on k.sku = s.id and s.fulfil_mode = 'pool'
where s.code = any($1::text[]) and s.state = 'active' and p.org_unit = any($2::uuid[])
"""
_BEFORE = """
select reference from rights_elsewhere_row
where system = $1 and reference = any($2::text[]) and entitlement is not null
"""
_THERE = """
select provider, blind from rights_pool_code
where (provider, blind) in (select * from unnest($1::uuid[], $2::text[]))
"""


@dataclass(frozen=True)
class CodeInPool:
    """Where a line's code belongs: a pool, and the hash by which its provider's codes are compared."""

    pool: UUID
    provider: UUID
    blind: str


@dataclass(frozen=True)
class Judged:
    """A line with its client and SKU, its times, amounts in minor units, and what is to become of it."""

    row: GrantRow
    verdict: Verdict
    client: UUID | None = None
    sku: UUID | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    face_minor: int | None = None
    cost_minor: int = 0
    code: CodeInPool | None = None


@dataclass(frozen=True)
class Where:
    """Whose file it is: ``units`` are those that its clients and SKUs may belong to."""

    system: str
    currency: str
    units: tuple[UUID, ...]


@dataclass(frozen=True)
class _Sku:
    id: UUID
    code: str
    currency: str
    unsaid: bool
    pool: UUID | None
    provider: UUID | None
    case_matters: bool


@dataclass(frozen=True)
class _There:
    provider: UUID
    blind: str


@dataclass(frozen=True)
class _Before:
    reference: str


@dataclass(frozen=True)
class _Known:
    clients: dict[str, Owner]
    mobiles: dict[str, Owner]
    skus: dict[str, _Sku]
    before: frozenset[str]


async def judged(read: Read, where: Where, rows: Sequence[GrantRow], now: datetime) -> list[Judged]:
    """Judge some lines of a file, in its order."""
    units = where.units
    known = _Known(
        await owners_by_number(read, [row.client for row in rows if row.client], units),
        await owners_by_mobile(read, [row.mobile for row in rows if row.mobile], units),
        {one.code: one for one in await read.all(_Sku, _SKUS, list({row.sku for row in rows}), list(units))},
        frozenset(
            one.reference
            for one in await read.all(_Before, _BEFORE, where.system, [row.reference for row in rows])
        ),
    )
    return await _with_codes(read, [_judge(row, known, where, now) for row in rows], known)


async def _with_codes(read: Read, found: list[Judged], known: _Known) -> list[Judged]:
    """Judge the codes of lines that are good otherwise."""
    pools = {one.row.line: known.skus[one.row.sku] for one in found if one.verdict is Verdict.GOOD}
    coded = [one for one in found if one.row.code and one.row.line in pools]
    texts = [compared(one.row.code, case_matters=pools[one.row.line].case_matters) for one in coded]
    blinds = await asyncio.to_thread(blind_many, texts, BLIND)
    codes: dict[int, CodeInPool] = {}
    for one, blind in zip(coded, blinds, strict=True):
        sku = pools[one.row.line]
        if sku.pool and sku.provider:
            codes[one.row.line] = CodeInPool(sku.pool, sku.provider, blind)
    asked = [one.provider for one in codes.values()], [one.blind for one in codes.values()]
    there = {(one.provider, one.blind) for one in await read.all(_There, _THERE, *asked)}
    told: list[Judged] = []
    seen: set[tuple[UUID, str]] = set()
    for one in found:
        code = codes.get(one.row.line)
        if one.row.line not in pools or not one.row.code:
            told.append(one)
        elif code is None:
            told.append(Judged(one.row, Verdict.NO_POOL))
        elif (code.provider, code.blind) in there | seen:
            taken = (code.provider, code.blind) in there
            told.append(Judged(one.row, Verdict.CODE_TAKEN if taken else Verdict.CODE_TWICE))
        else:
            seen.add((code.provider, code.blind))
            told.append(replace(one, code=code))
    return told


def _judge(row: GrantRow, known: _Known, where: Where, now: datetime) -> Judged:
    if row.reference in known.before:
        return Judged(row, Verdict.GIVEN_BEFORE)
    client, wrong = _whose(row, known)
    if client is None:
        return Judged(row, wrong)
    sku = known.skus.get(row.sku)
    if sku is None or sku.currency != where.currency or sku.unsaid:
        return Judged(row, _why_not(sku, where))
    zone, digits = settings().zone, decimals(sku.currency)
    starts = day_starts(row.first_day, zone) if row.first_day else now
    ends = day_starts(row.last_day + timedelta(days=1), zone)
    if ends <= now:
        return Judged(row, Verdict.OVER)
    face, cost = minor_of(row.face, digits), minor_of(row.cost, digits)
    if (row.face and face is None) or (row.cost and cost is None):
        return Judged(row, Verdict.NOT_AN_AMOUNT)
    return Judged(row, Verdict.GOOD, client.id, sku.id, starts, ends, face, cost or 0)


def _why_not(sku: _Sku | None, where: Where) -> Verdict:
    if sku is None:
        return Verdict.SKU_UNKNOWN
    return Verdict.OTHER_CURRENCY if sku.currency != where.currency else Verdict.POINTS_UNSAID


def _whose(row: GrantRow, known: _Known) -> tuple[Owner | None, Verdict]:
    """Give the client that a line names; where number and mobile name two people it names nobody."""
    found = [
        table.get(said) for said, table in ((row.client, known.clients), (row.mobile, known.mobiles)) if said
    ]
    if any(one is None for one in found):
        return None, Verdict.CLIENT_UNKNOWN
    people = {one.id: one for one in found if one is not None}
    if len(people) != 1:
        return None, Verdict.CLIENT_DIFFERS
    [client] = people.values()
    return (None, Verdict.CLIENT_KEPT_OUT) if client.blocked else (client, Verdict.GOOD)
