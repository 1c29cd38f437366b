"""Count an audience: the expression is asked of every client within reach, in memory, in batches."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.records import ClientId
from largesse.audience.facts.facts import BATCH, facts_of, kinds
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.kernel.expression import Problem, check, evaluate, facts_named
from largesse.store.house import House
from largesse.store.work import Read

CLIENTS_MAX = 200_000
_NEXT = """
select id from audience_customer where ($1::uuid[] is null or org_unit = any($1)) and id > $2 and not blocked
order by id limit $3
"""


@dataclass(frozen=True)
class Counted:
    """How many clients the answer is yes for, of how many asked; ``cut`` when there are more than asked."""

    count: int
    of_all: int
    cut: bool


@dataclass(frozen=True)
class _Client:
    id: ClientId


def problems_of(house: House, expression: Any) -> list[Problem]:
    """Say what is wrong with an expression, undeclared facts included."""
    return check(expression, kinds(house))


async def count_audience(read: Read, expression: Any, actor: Actor) -> Counted:
    """Count clients within reach, at most ``CLIENTS_MAX`` asked.

    Raises:
        Malformed: ``kernel.malformed`` at ``expression``: no expression, or an undeclared fact.
    """
    actor.must("audience.count_audience")
    wrong = problems_of(read.house, expression)
    if wrong:
        raise Malformed(wrong[0].reason, f"expression{wrong[0].path}")
    units, names = None if actor.units is None else list(actor.units), facts_named(expression)
    count, asked, last = 0, 0, UUID(int=0)
    while asked < CLIENTS_MAX:
        ids = [one.id for one in await read.all(_Client, _NEXT, units, last, BATCH)]
        if not ids:
            return Counted(count, asked, cut=False)
        facts = await facts_of(read, ids, names)
        count += sum(evaluate(expression, one) for one in facts.values())
        asked, last = asked + len(ids), ids[-1]
    return Counted(count, asked, cut=True)
