"""Rules for screens, and what one client may take now: owner, period, granted, held, used, left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from largesse.audience.households.reads import heads_of, household_of
from largesse.audience.tiers.reads import stays_of
from largesse.kernel.actor import Actor
from largesse.kernel.clock import day_in
from largesse.kernel.settings import settings
from largesse.rights.allowances.allowance import Counters, Grant, Period, Stay, granted, period_of
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read

RULES_MAX = 200
_COLUMNS = """r.*, s.title as sku_title, s.code as sku_code, b.code as batch_code, b.state as batch_state,
  b.free as batch_free,
  coalesce((select sum(a.used) from rights_allowance a where a.rule = r.id), 0)::int as used,
  coalesce((select sum(a.held) from rights_allowance a where a.rule = r.id), 0)::int as held"""
_FROM = "rights_allowance_rule r join rights_sku s on s.id = r.sku join rights_batch b on b.id = r.batch"
_ROWS = """
select rule, owner, starts_on, granted, held, used from rights_allowance
where owner = any($1::uuid[]) and (ends_on is null or ends_on > $2)
"""


@dataclass(frozen=True)
class RuleRow:
    """A rule, with its SKU and batch, and how much was taken of it in all periods."""

    id: UUID
    tier: str
    batch: UUID
    sku: UUID
    period: str
    units: int
    owner: str
    pro_rata: bool
    returns: bool
    state: str
    org_unit: UUID
    starts_on: date
    made_at: datetime
    sku_title: dict[str, str]
    sku_code: str
    batch_code: str
    batch_state: str
    batch_free: int
    used: int
    held: int

    @property
    def grant(self) -> Grant:
        """What decides how much is granted."""
        return Grant(self.tier, self.units, self.pro_rata)


@dataclass(frozen=True)
class Owner:
    """Who an allowance belongs to, and the stays of who stands for it."""

    kind: str
    id: UUID
    stays: tuple[Stay, ...]


@dataclass(frozen=True)
class Owners:
    """A client as an owner, and his household; the same where he is in none."""

    person: Owner
    household: Owner

    def of(self, kind: str) -> Owner:
        """Give the owner that a rule means."""
        return self.household if kind == "household" else self.person


@dataclass(frozen=True)
class Balance:
    """What a client may take of a rule now."""

    rule: RuleRow
    period: Period
    shared: bool
    granted: int
    held: int
    used: int

    @property
    def left(self) -> int:
        """How many are left."""
        return self.granted - self.held - self.used


@dataclass(frozen=True)
class _Row:
    rule: UUID
    owner: UUID
    starts_on: date
    granted: int
    held: int
    used: int


async def rules_page(read: Read, actor: Actor, wish: Wish) -> Paged[RuleRow]:
    """List rules within reach."""
    asked = _rules(actor)
    asked.search(wish.search, "r.tier", "s.code", "s.title->>'zh-CN'", "s.title->>'en'", "b.code")
    sorts = {"madeAt": Sort("r.made_at", "timestamptz"), "tier": Sort("r.tier"), "sku": Sort("s.code")}
    return await paged(read, RuleRow, asked, chosen(wish.sort, sorts, "-madeAt"), wish.page)


async def rule_row(read: Read, rule: UUID, actor: Actor | None = None) -> RuleRow | None:
    """Read one rule, within the reach of who asks where somebody does."""
    asked = _rules(actor)
    asked.conditions.append(f"r.id = {asked.param(rule)}")
    return await only(read, RuleRow, asked)


async def owners_of(read: Read, client: UUID) -> Owners:
    """Give as whom a client takes: himself, and his household by its payer or longest member."""
    home = await household_of(read, client)
    heads = await heads_of(read, [home.id]) if home else {}
    head = heads.get(home.id, client) if home else client
    stays = await stays_of(read, sorted({client, head}))
    person = Owner("person", client, _stays(stays.get(client, [])))
    shared = Owner("household", home.id, _stays(stays.get(head, []))) if home else person
    return Owners(person, shared)


async def balances_of(read: Read, client: UUID, at: datetime) -> list[Balance]:
    """Give what a client may take now, by rule; rules that grant him nothing are left out."""
    owners, day = await owners_of(read, client), day_in(at, settings().zone)
    sql = f"select {_COLUMNS} from {_FROM} where r.state = 'active' order by s.code, r.id limit {RULES_MAX}"  # noqa: S608 - constants
    rules = await read.all(RuleRow, sql)
    ids = list({owners.person.id, owners.household.id})
    rows = {(one.rule, one.owner, one.starts_on): one for one in await read.all(_Row, _ROWS, ids, day)}
    found = [_balance(rule, owners.of(rule.owner), day, rows) for rule in rules]
    return [one for one in found if one.granted]


def granted_now(rule: RuleRow, owner: Owner, period: Period, counters: Counters) -> int:
    """Give what is granted: by the rule, and never less than what is taken."""
    return max(granted(rule.grant, period, owner.stays), counters.held + counters.used)


def _balance(rule: RuleRow, owner: Owner, day: date, rows: dict[tuple[UUID, UUID, date], Any]) -> Balance:
    period = period_of(rule.period, day, rule.starts_on)
    row = rows.get((rule.id, owner.id, period.start))
    counters = Counters(row.granted, row.held, row.used) if row else Counters(0, 0, 0)
    may = granted_now(rule, owner, period, counters)
    return Balance(rule, period, owner.kind == "household", may, counters.held, counters.used)


def _rules(actor: Actor | None) -> List:
    asked = List(_COLUMNS, _FROM, "r.id")
    if actor is not None:
        asked.within(actor.units, "r.org_unit")
    return asked


def _stays(days: Sequence[tuple[str, date, date | None]]) -> tuple[Stay, ...]:
    return tuple(Stay(*one) for one in days)
