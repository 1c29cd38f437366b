"""For whom and of what the lines of a file are, and what is to become of each.

Invariant   a client or SKU out of reach of who brought the file is not there; nothing is kept
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from largesse.audience.clients.identities import Owner, owners_by_mobile, owners_by_number
from largesse.kernel.clock import day_starts
from largesse.kernel.currency import decimals
from largesse.kernel.settings import settings
from largesse.rights.elsewhere.grant_row import GrantRow, Verdict, minor_of
from largesse.store.work import Read

_SKUS = """
select s.id, s.code, s.currency,
       s.fulfil_mode = 'points' and not exists (select from rights_points_sku w where w.sku = s.id) as unsaid
from rights_sku s join rights_product p on p.id = s.product
where s.code = any($1::text[]) and s.state = 'active' and p.org_unit = any($2::uuid[])
"""
_BEFORE = """
select reference from rights_elsewhere_row
where system = $1 and reference = any($2::text[]) and entitlement is not null
"""


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
    return [_judge(row, known, where, now) for row in rows]


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
