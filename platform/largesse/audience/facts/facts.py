"""Facts: what an expression may ask of a client; declared once, read in batches.

Words       declared fact (name, kind, class, regulated) -> Facts of one client
Invariant   a fact that no one declares cannot be asked; higher rooms bring theirs by the port ``SOURCES``
Source      docs/explanation/audience.md; 理财公司理财产品销售管理暂行办法 25(6) for ``regulated``
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from largesse.audience.clients.masking import FieldClass
from largesse.audience.facts.columns import CLIENT, COLUMNS, TAGS, source_of
from largesse.kernel.errors import Broken
from largesse.kernel.expression import Facts, Value
from largesse.store.house import House, Port
from largesse.store.work import Read

Kind = Literal["text", "number", "flag", "day"]
Regulated = Literal["none", "deposit", "wealth", "fund", "insurance", "loan"]
BATCH = 2_000


@dataclass(frozen=True)
class Fact:
    """A declared fact. ``values`` names the choices where there are few.

    ``standing``: it follows from how much the client holds in all, so that rewarding by it needs an opinion.
    """

    name: str
    kind: Kind
    zh: str
    en: str
    klass: FieldClass = "C1"
    regulated: Regulated = "none"
    values: tuple[str, ...] = ()
    standing: bool = False


ReadFacts = Callable[[Read, Sequence[UUID]], Awaitable[Mapping[UUID, Mapping[str, Value]]]]


@dataclass(frozen=True)
class Source:
    """Facts that a higher room knows, as play counts or rights held, and how it reads them."""

    name: str
    facts: tuple[Fact, ...]
    read: ReadFacts


OWN = (
    Fact("tier", "text", "客户等级", "Tier", standing=True),
    Fact("class", "text", "客户分类", "Class"),
    Fact("grade", "text", "客户分级", "Grade"),
    Fact(
        "lifecycle", "text", "生命周期", "Lifecycle", values=("new", "growing", "mature", "dormant", "lost")
    ),
    Fact("org_unit", "text", "所属机构号", "Org unit code"),
    Fact("adviser", "text", "客户经理工号", "Adviser's number"),
    Fact("has_adviser", "flag", "有客户经理", "Has an adviser"),
    Fact("wealth_band", "text", "资产段", "Wealth band", "C2", "wealth", standing=True),
    Fact("birth_month", "number", "生日月份", "Month of birth", "C2"),
    Fact("joined_on", "day", "开户日期", "Joined on"),
    Fact("is_staff", "flag", "本行员工或家属", "Staff or their household"),
    Fact("blocked", "flag", "已拦截", "Blocked"),
)
SOURCES: Port[Source] = Port("audience.fact_sources")

# One column a fact, in the order of ``COLUMNS``: a play waits for this, so rows are unpacked as they come.
_CLIENTS = f"""
select {CLIENT}, {TAGS}, {", ".join(column.sql for column in COLUMNS.values())}
from {source_of(COLUMNS)} where {CLIENT} = any($1::uuid[])
"""  # noqa: S608 - constants


def declared(house: House) -> list[Fact]:
    """Give every declared fact.

    Raises:
        Broken: two sources declare the same fact.
    """
    facts = [*OWN, *(fact for source in house.all(SOURCES) for fact in source.facts)]
    names = [fact.name for fact in facts]
    if len(set(names)) < len(names):
        raise Broken(f"declared twice: {sorted({name for name in names if names.count(name) > 1})}")
    return facts


def kinds(house: House) -> dict[str, str]:
    """Give the kind of every declared fact, for ``expression.check``."""
    return {fact.name: fact.kind for fact in declared(house)}


async def facts_of(
    read: Read, client_ids: Sequence[UUID], names: frozenset[str] | None = None
) -> dict[UUID, Facts]:
    """Read the facts of clients; unknown ids are left out.

    Args:
        read: where to read.
        client_ids: at most ``BATCH``.
        names: facts that will be asked; sources none of whose facts are asked are not read. None: all.
    """
    if len(client_ids) > BATCH:
        raise Broken(f"facts of more than {BATCH} clients at once")
    ranks = await tier_ranks(read)
    _, rows = await read.conn.execute_query(_CLIENTS, [list(client_ids)])
    own: dict[UUID, Mapping[str, Value]] = {}
    tags: dict[UUID, frozenset[str]] = {}
    for ident, carried, *values in rows:
        tags[ident] = frozenset(carried)
        own[ident] = {name: one for name, one in zip(COLUMNS, values, strict=True) if one is not None}
    more: dict[UUID, dict[str, Value]] = {ident: {} for ident in own}
    for source in read.house.all(SOURCES):
        if names is None or names & {fact.name for fact in source.facts}:
            for client, found in (await source.read(read, list(more))).items():
                more[client] |= found
    return {one: Facts(str(one), {**more[one], **own[one]}, tags[one], ranks) for one in own}


async def tier_ranks(read: Read) -> dict[str, int]:
    """Give the rank of every tier."""
    ranks: dict[str, int] = await read.value("select jsonb_object_agg(code, rank) from audience_tier")
    return ranks
