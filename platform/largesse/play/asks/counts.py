"""How many chose each option, where the document lets it be shown.

Invariant   counted in the transaction of the attempt that said it, so that totals are those of the draws
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.store.work import Read, Tx

Key = tuple[UUID, str, str, str]
_ADD = """
insert into play_answer_count as c (activity, play, question, option, chosen)
select a.activity, a.play, a.question, a.option, a.chosen
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[])
  as a(activity, play, question, option, chosen)
order by 1, 2, 3, 4
on conflict (activity, play, question, option) do update set chosen = c.chosen + excluded.chosen
"""
_COUNTS = "select play, question, option, chosen from play_answer_count where activity = $1"


@dataclass(frozen=True, slots=True)
class _Count:
    play: str
    question: str
    option: str
    chosen: int


Totals = Mapping[tuple[str, str], Mapping[str, int]]


async def add(tx: Tx[Any], chosen: Iterable[Key]) -> None:
    """Count options, each named by activity, play, question and its own id."""
    counts = Counter(chosen)
    if counts:
        columns: list[Sequence[Any]] = list(zip(*counts, strict=True))
        await tx.run(_ADD, *(list(one) for one in columns), list(counts.values()))


async def totals_of(read: Read, activity: UUID) -> Totals:
    """Read how many chose what, by play and question, then by option; nobody's choice is left out."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for one in await read.all(_Count, _COUNTS, activity):
        found[one.play, one.question][one.option] = one.chosen
    return found
