"""Clients of an audience page by page, for work that the clock does for each of them.

Invariant   in the order of their ids, so that a page that was done is never read again; who is blocked is
            left out, and who switched personalisation off is found by no day of birth
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from largesse.audience.facts.columns import TAGS, source_of
from largesse.audience.facts.facts import tier_ranks
from largesse.audience.facts.where import asks_the_row, where
from largesse.store.work import Read

DatedBy = Literal["birthday", "joined"]
_DATES: Mapping[DatedBy, str] = {
    "birthday": "case when c.personal then c.birth_date end",
    "joined": "c.joined_on",
}
_OWN = 2  # parameters before those of conditions


@dataclass(frozen=True, slots=True)
class Dated:
    """Clients whose own day is one of some."""

    by: DatedBy
    days: Sequence[date]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which clients are wanted: those of every rule that their row can answer, of a day and of a tag.

    A rule that asks for what no row holds keeps nobody out here: who does something for a client asks it.
    ``dated`` and ``tags`` None: of any day, of any tag or none.
    """

    rules: Sequence[Any] = ()
    dated: Dated | None = None
    tags: Sequence[str] | None = None


@dataclass(frozen=True)
class _Client:
    id: UUID


async def wanted_page(read: Read, wanted: Wanted, after: UUID, most: int) -> list[UUID]:
    """Give at most ``most`` clients whose ids come after one, in their order."""
    ranks, args = await tier_ranks(read), list[Any]()
    conditions, facts = ["not c.blocked", "c.id > $1"], frozenset[str]()
    if wanted.dated is not None:
        args.append(list(wanted.dated.days))
        conditions.append(f"{_DATES[wanted.dated.by]} = any(${_OWN + len(args)}::date[])")
    if wanted.tags is not None:
        args.append(list(wanted.tags))
        conditions.append(f"{TAGS} && ${_OWN + len(args)}::text[]")
    for rule in wanted.rules:
        if asks_the_row(rule):
            asked = where(rule, ranks, first=_OWN + len(args) + 1)
            conditions.append(f"({asked.sql})")
            args += asked.args
            facts |= asked.facts
    rows = await read.all(
        _Client,
        f"select c.id from {source_of(facts)} where {' and '.join(conditions)}"  # noqa: S608 - values travel apart
        " order by c.id limit $2",
        after,
        most,
        *args,
    )
    return [row.id for row in rows]
