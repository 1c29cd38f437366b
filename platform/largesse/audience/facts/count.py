"""Count an audience: the database asks every client within reach, in one pass over the clients' rows.

Invariant   facts of a room above are in no client's row: an expression that asks for one is answered in
            memory, in batches, for a bounded number of clients
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.records import ClientId
from largesse.audience.facts.columns import source_of
from largesse.audience.facts.facts import BATCH, facts_of, kinds, tier_ranks
from largesse.audience.facts.where import asks_the_row, where
from largesse.kernel.actor import Actor
from largesse.kernel.compiling import compiled
from largesse.kernel.errors import Malformed
from largesse.kernel.expression import Problem, check, facts_named
from largesse.store.house import House
from largesse.store.work import Read

ASKED_MAX = 200_000
_WITHIN = "($1::uuid[] is null or c.org_unit = any($1)) and not c.blocked"
_NEXT = f"select c.id from audience_customer c where {_WITHIN} and c.id > $2 order by c.id limit $3"  # noqa: S608 - constants


@dataclass(frozen=True)
class Counted:
    """How many clients the answer is yes for, of how many asked; ``cut`` when there are more than asked."""

    count: int
    of_all: int
    cut: bool


@dataclass(frozen=True)
class _Client:
    id: ClientId


@dataclass(frozen=True)
class _Found:
    count: int
    of_all: int


def problems_of(house: House, expression: Any) -> list[Problem]:
    """Say what is wrong with an expression, undeclared facts included."""
    return check(expression, kinds(house))


async def count_audience(read: Read, expression: Any, actor: Actor) -> Counted:
    """Count clients within reach who are not blocked.

    Raises:
        Malformed: ``kernel.malformed`` at ``expression``: no expression, or an undeclared fact.
    """
    actor.must("audience.count_audience")
    wrong = problems_of(read.house, expression)
    if wrong:
        raise Malformed(wrong[0].reason, f"expression{wrong[0].path}")
    units = None if actor.units is None else list(actor.units)
    counts = counted_by_row if asks_the_row(expression) else counted_in_memory
    return await counts(read, expression, units)


async def counted_by_row(read: Read, expression: Any, units: list[UUID] | None) -> Counted:
    """Let the database ask; the expression ``asks_the_row``."""
    asked = where(expression, await tier_ranks(read), first=2)
    found = await read.one(
        _Found,
        f"select count(*) filter (where {asked.sql}) as count, count(*) as of_all"  # noqa: S608 - values travel apart
        f" from {source_of(asked.facts)} where {_WITHIN}",
        units,
        *asked.args,
    )
    return Counted(0, 0, cut=False) if found is None else Counted(found.count, found.of_all, cut=False)


async def counted_in_memory(read: Read, expression: Any, units: list[UUID] | None) -> Counted:
    """Ask the facts of at most ``ASKED_MAX`` clients, batch by batch."""
    names, holds = facts_named(expression), compiled(expression)
    count, asked, last = 0, 0, UUID(int=0)
    while asked < ASKED_MAX:
        ids = [one.id for one in await read.all(_Client, _NEXT, units, last, BATCH)]
        if not ids:
            return Counted(count, asked, cut=False)
        facts = await facts_of(read, ids, names)
        count += sum(holds(one) for one in facts.values())
        asked, last = asked + len(ids), ids[-1]
    return Counted(count, asked, cut=True)
